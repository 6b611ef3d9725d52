"""A file of goals to lines, lines to a document, and what of it is new to drafts in the database.

Imports run one way: drafts -> parsing -> paragraphs -> files -> word, pdf -> lines.
"""

from goals.importing.drafts import (
    Outcome,
    import_document,
    is_storable,
    known_centres,
    report,
    summary,
    unreadable,
)
from goals.importing.files import lines_of, read_lines
from goals.importing.lines import ImportProblem, Line, LineKind
from goals.importing.paragraphs import KnownCentre
from goals.importing.parsing import ParsedDocument, parse

__all__ = [
    "ImportProblem",
    "KnownCentre",
    "Line",
    "LineKind",
    "Outcome",
    "ParsedDocument",
    "import_document",
    "is_storable",
    "known_centres",
    "lines_of",
    "parse",
    "read_lines",
    "report",
    "summary",
    "unreadable",
]
