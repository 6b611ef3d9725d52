"""What happened and counts: records and their files, import and export, which indicator feeds which target."""
