"""From lines of a file to a document of goals, and from that to drafts in the database."""
