"""A file of goals to lines, lines to a document, and what of it is new to drafts in the database.

Imports run one way: drafts -> parsing -> paragraphs, tables -> wording, centres -> lines; and files -> text, word, odt,
pdf -> pages, columns -> tables (what a heading of a table means) -> lines; for the commitment terms -> commitment ->
languages.
"""

from goals.importing.centres import KnownCentre
from goals.importing.commitment import LANGUAGES, ParsedCommitment, parse_commitment
from goals.importing.drafts import (
    YEARS,
    ImportResult,
    Outcome,
    import_document,
    is_storable,
    known_centres,
    plan,
    read_answers,
    report,
    summary,
    unreadable,
    write,
)
from goals.importing.files import FORMATS, LARGEST_FILE, PAGES_IN_A_REQUEST, lines_of, read_lines
from goals.importing.findings import Question, Severity
from goals.importing.languages import UNKNOWN, language_of
from goals.importing.lines import ImportProblem, Line, LineKind
from goals.importing.parsing import LEFT_OUT, ParsedDocument, parse, single_spaced
from goals.importing.terms import (
    TermResult,
    document_of,
    other_wordings,
    plan_commitment,
    report_commitment,
    write_commitment,
)

__all__ = [
    "FORMATS",
    "LANGUAGES",
    "LARGEST_FILE",
    "LEFT_OUT",
    "PAGES_IN_A_REQUEST",
    "UNKNOWN",
    "YEARS",
    "ImportProblem",
    "ImportResult",
    "KnownCentre",
    "Line",
    "LineKind",
    "Outcome",
    "ParsedCommitment",
    "ParsedDocument",
    "Question",
    "Severity",
    "TermResult",
    "document_of",
    "import_document",
    "is_storable",
    "known_centres",
    "language_of",
    "lines_of",
    "other_wordings",
    "parse",
    "parse_commitment",
    "plan",
    "plan_commitment",
    "read_answers",
    "read_lines",
    "report",
    "report_commitment",
    "single_spaced",
    "summary",
    "unreadable",
    "write",
    "write_commitment",
]
