"""What happened and counts: records and their files, import and export, which indicator makes a target's number."""
