"""A file of goals to lines, lines to a document, and what of it is new to drafts in the database.

Imports run one way: applying -> planning -> parsing -> paragraphs -> files -> text, word, pdf -> lines.
"""

from goals.importing.applying import import_document, is_storable, known_centres
from goals.importing.files import lines_of, read_lines
from goals.importing.lines import ImportProblem, Line, LineKind
from goals.importing.paragraphs import KnownCentre
from goals.importing.parsing import ParsedDocument, parse
from goals.importing.planning import ImportResult, Outcome, report, summary, unreadable

__all__ = [
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
    "read_lines",
    "report",
    "summary",
    "unreadable",
]
