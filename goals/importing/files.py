"""The way in from a file: what is read at all, by its size, its extension and what it really contains; plain text and
Markdown, in the encodings in which people really save them."""

import codecs
import logging
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from goals.importing.bounded import within_bounds
from goals.importing.lines import MARKER, ImportProblem, Line, LineKind, with_markers
from goals.importing.pdf import Progress, lines_from_pdf
from goals.importing.word import lines_from_word

LARGEST_FILE = 20 * 1024 * 1024
MOST_CHARACTERS = 1_000_000  # the document of the whole network has some fifty thousand
MOST_LINES = 20_000
LONGEST_LINE = 20_000
TOO_LONG = "Dokument je příliš dlouhý na to, aby to byly cíle jednoho roku; nechte v něm jen je."
TEXT, WORD, PDF = "prostý text", "dokument Wordu (.docx)", "PDF"
FORMATS = {".txt": TEXT, ".md": TEXT, ".docx": WORD, ".pdf": PDF}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

COLUMN = 6.0  # points: about the width of a character, so that indents compare with those of other formats
NARROWEST = 60  # columns: no text is wrapped closer, so a shorter line ends where its author ended it
HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
BOLD = re.compile(r"\s*(\*\*|__)(.+?)\1\s*(:?)\s*")
EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|])")
RULE = re.compile(r"\s*(?:={3,}|(?:[-*_]\s*){3,})\s*")
UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
LINE_BREAK = re.compile(r"\r\n|\r|\n")
NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a]")
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

logger = logging.getLogger(__name__)


def silent(pages):
    return pages


def read_lines(path: str | Path, *, progress: Progress = silent) -> list[Line]:
    """The lines of the file, at least one; raises ImportProblem with a Czech sentence for everything else.

    `progress` wraps the pages of a long document while they are read, as tqdm does.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise ImportProblem(f"„{path.name}“ je složka, zadejte soubor.")
        if not path.is_file():
            raise ImportProblem(f"Soubor „{path.name}“ neexistuje.")
        format_of(path.suffix)
        with path.open("rb") as file:
            if path.stat().st_size > LARGEST_FILE:
                raise ImportProblem(f"Soubor je větší než {LARGEST_FILE // 2**20} MB, takový dokument se nečte.")
            data = file.read(LARGEST_FILE)
    except (OSError, ValueError) as error:  # no right to read, a broken disk, a zero in the name
        raise ImportProblem(f"Soubor „{path.name}“ nejde otevřít.") from error
    return lines_of(data, path.suffix, progress=progress)


def lines_of(data: bytes, extension: str, *, progress: Progress = silent) -> list[Line]:
    """The lines of a file's content; raises ImportProblem and nothing else, whatever the bytes are."""
    expected = format_of(extension)
    if not data.strip():
        raise ImportProblem("Soubor je prázdný.")
    found = detected_format(data)
    if found != expected:
        raise ImportProblem(
            f"Soubor má příponu {extension.lower()}, ale obsahuje {found}; opravte příponu nebo soubor."
        )
    readers: dict[str, Callable[[], list[Line]]] = {
        TEXT: partial(lines_from_text, data),
        WORD: partial(within_bounds, partial(lines_from_word, data)),
        PDF: partial(within_bounds, partial(lines_from_pdf, data, progress)),
    }
    try:
        lines = readers[expected]()
    except ImportProblem:
        raise
    except Exception as error:  # damaged data make the libraries raise whatever they lead to: KeyError, RecursionError
        # The person gets one sentence, the log gets the cause.
        logger.info("The document could not be read: %.200s", error)
        raise ImportProblem(f"Soubor je poškozený, {expected} se z něj nepodařilo přečíst.") from error
    if not lines:
        raise ImportProblem("Soubor neobsahuje žádný text.")
    check_lengths(line.text for line in lines)
    return lines


def format_of(extension: str) -> str:
    """What a file with this extension should contain."""
    if extension.lower() == ".doc":
        raise ImportProblem("Starý formát .doc se nečte; uložte dokument ve Wordu jako .docx.")
    if extension.lower() not in FORMATS:
        named = f"Příponu „{extension}“ neznám" if extension else "Soubor nemá příponu"
        raise ImportProblem(f"{named}; čtou se soubory {', '.join(FORMATS)}.")
    return FORMATS[extension.lower()]


def detected_format(data: bytes) -> str:
    """What the bytes really are, by how they begin."""
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise ImportProblem("Dokument Wordu je chráněný heslem; uložte ho bez hesla.")
        raise ImportProblem("Soubor je ve starém formátu Wordu; uložte ho jako .docx.")
    if data.startswith(b"PK"):
        return WORD
    if data.startswith(b"{\\rtf"):
        return "dokument RTF"
    return TEXT


def lines_from_text(data: bytes) -> list[Line]:
    """Lines of a .txt or .md file; raises ImportProblem when the bytes are not text."""
    rows = LINE_BREAK.split(decode(data).expandtabs(4))
    check_lengths(rows)
    width = max(NARROWEST, *map(len, rows))
    lines = []
    before = ""  # the row before, empty when a paragraph ended there
    for number, row in enumerate(rows, 1):
        if not row.strip() or RULE.fullmatch(row):
            before = ""
            continue
        first_word_fitted = len(before.rstrip()) + 1 + len(row.split()[0]) <= width  # on the row before
        gap, fresh = not before, not before or first_word_fitted
        kind, text = LineKind.PLAIN, row.strip()
        if found := HEADING.match(row):
            kind, text, gap, fresh = LineKind.HEADING, row[found.end() :].rstrip("# "), True, True
        elif (found := BOLD.fullmatch(row)) and found[1] not in found[2]:
            kind, text = LineKind.BOLD, found[2] + found[3]
        text = ESCAPE.sub(r"\1", EMPHASIS.sub(r"\2", text))
        # Under an item or a sentence a row of = or - is a mere rule, under a title it makes a heading.
        may_be_title = kind is LineKind.PLAIN and gap and not (MARKER.match(text) or text.endswith("."))
        if may_be_title and UNDERLINE.fullmatch("".join(rows[number : number + 1])):
            kind, fresh = LineKind.HEADING, True
        indent = (len(row) - len(row.lstrip())) * COLUMN
        lines.append(Line(text, f"řádek {number}", kind, indent=indent, gap=gap, fresh=fresh))
        before = row
    return with_markers(lines)


def check_lengths(rows: Iterable[str]) -> None:
    """Raises ImportProblem for more text than anybody writes; looking for goals in it would take hours."""
    lengths = [len(row) for row in rows]
    if sum(lengths) > MOST_CHARACTERS or len(lengths) > MOST_LINES or max(lengths, default=0) > LONGEST_LINE:
        raise ImportProblem(TOO_LONG)


def decode(data: bytes) -> str:
    """UTF-8, UTF-16 or UTF-32 by the byte order mark, UTF-8 without it, and Windows-1250 for the rest."""
    encodings = [name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)][:1] or ["utf-8", "cp1250"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not NOT_TEXT.search(text):
            return text
    raise ImportProblem("Soubor neobsahuje čitelný text; uložte ho jako prostý text v kódování UTF-8.")
