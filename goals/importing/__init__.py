"""A file of goals to lines, lines to a document, and what of it is new to drafts in the database.

Imports run one way: drafts -> parsing -> paragraphs -> files -> word, pdf -> lines.
"""

from goals.importing.drafts import (
    YEARS,
    ImportResult,
    Outcome,
    import_document,
    is_storable,
    known_centres,
    plan,
    report,
    summary,
    unreadable,
    write,
)
from goals.importing.files import FORMATS, LARGEST_FILE, lines_of, read_lines
from goals.importing.lines import ImportProblem, Line, LineKind
from goals.importing.paragraphs import KnownCentre
from goals.importing.parsing import LEFT_OUT, ParsedDocument, parse, single_spaced

__all__ = [
    "FORMATS",
    "LARGEST_FILE",
    "LEFT_OUT",
    "YEARS",
    "ImportProblem",
    "ImportResult",
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
    "plan",
    "read_lines",
    "report",
    "single_spaced",
    "summary",
    "unreadable",
    "write",
]
