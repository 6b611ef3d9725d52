"""From lines of a file to a document of goals, and from that to drafts in the database."""

from goals.importing.applying import import_document
from goals.importing.planning import ImportResult, unreadable

__all__ = ["ImportResult", "import_document", "unreadable"]
