"""The way in from a file: what is read at all, by its size, its extension and what it really contains."""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from pathlib import Path

from goals.importing.bounded import within_bounds
from goals.importing.lines import MOST_COLUMNS, TOO_LONG, ImportProblem, Line
from goals.importing.odt import lines_from_odt
from goals.importing.pdf import MOST_PAGES, Progress, lines_from_pdf
from goals.importing.text import LINE_BREAK, decode, lines_from_rows, rows_of_text
from goals.importing.word import lines_from_word

LARGEST_FILE = 20 * 1024 * 1024
PAGES_IN_A_REQUEST = 100  # a few seconds, far from where a proxy or a person gives up; the command reads MOST_PAGES
MOST_CHARACTERS = 2_000_000  # the document of the whole network has some fifty thousand
MOST_LINES = 40_000
MOST_BYTES = 4  # of a character in any encoding
LONGEST_LINE = 20_000
TEXT, WORD, PDF = "prostý text", "dokument Wordu (.docx)", "PDF"
OPEN, RICH, PICTURE = "dokument OpenDocument (.odt)", "dokument RTF", "obrázek"
FORMATS = {".txt": TEXT, ".md": TEXT, ".docx": WORD, ".odt": OPEN, ".pdf": PDF}
# What people send and nobody reads, with what to do instead.
OTHERS = {
    ".doc": "Starý formát .doc se nečte; uložte dokument ve Wordu jako .docx.",
    ".rtf": "Formát .rtf se nečte; uložte dokument ve Wordu nebo LibreOffice jako .docx nebo .odt.",
    ".docm": "Dokument s makry (.docm) se nečte; uložte ho ve Wordu bez maker jako .docx.",
    ".dotx": "Šablona (.dotx) se nečte; uložte ji ve Wordu jako dokument .docx.",
    ".ott": "Šablona (.ott) se nečte; uložte ji v LibreOffice jako dokument .odt.",
    ".xls": "Tabulka se nečte; zkopírujte cíle do Wordu a uložte je jako .docx.",
    ".xlsx": "Tabulka se nečte; zkopírujte cíle do Wordu a uložte je jako .docx.",
    ".ods": "Tabulka se nečte; zkopírujte cíle do dokumentu a uložte ho jako .odt.",
    ".pages": "Formát Pages se nečte; vyexportujte dokument jako .docx.",
    ".html": "Webová stránka se nečte; otevřete ji ve Wordu a uložte jako .docx.",
}
OTHERS[".htm"] = OTHERS[".html"]
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ODT_START = b"mimetypeapplication/vnd.oasis.opendocument.text"

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


def lines_of(data: bytes, extension: str, *, progress: Progress = silent, most_pages: int = MOST_PAGES) -> list[Line]:
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
        OPEN: partial(within_bounds, partial(lines_from_odt, data)),
        PDF: partial(within_bounds, partial(lines_from_pdf, data, progress, most_pages)),
    }
    try:
        lines = readers[expected]()
    except ImportProblem:
        raise
    except Exception as error:  # damaged data make the libraries raise whatever they lead to: KeyError, RecursionError
        # The person gets one sentence and nothing beside it; the cause is for whoever looks for it.
        logger.debug("The document could not be read: %.200s", error)
        raise ImportProblem(f"Soubor je poškozený, {expected} se z něj nepodařilo přečíst.") from error
    if not any(line.kind.value != "note" for line in lines):
        raise ImportProblem("Soubor neobsahuje žádný text.")
    check_lengths(line.text for line in lines)
    if any(len(line.cells) > MOST_COLUMNS for line in lines):
        raise ImportProblem(TOO_LONG)
    return lines


def lines_from_text(data: bytes) -> list[Line]:
    # Twenty megabytes of short rows would take seconds and memory before they could be counted one by one.
    is_long = len(data) > MOST_BYTES * MOST_CHARACTERS
    if is_long or next(islice(LINE_BREAK.finditer(decode(data)), MOST_LINES, None), None):
        raise ImportProblem(TOO_LONG)
    rows = rows_of_text(data)
    check_lengths(rows)
    return lines_from_rows(rows)


def format_of(extension: str) -> str:
    """What a file with this extension should contain."""
    if sentence := OTHERS.get(extension.lower()):
        raise ImportProblem(sentence)
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
        is_open = ODT_START in data[:200] or (b"content.xml" in data and b"word/document.xml" not in data)
        return OPEN if is_open else WORD
    if data.startswith(b"{\\rtf"):
        return RICH
    if any(data.startswith(start) for start in PICTURES):
        return PICTURE
    return TEXT


def check_lengths(rows: Iterable[str]) -> None:
    """Raises ImportProblem for more text than anybody writes; looking for goals in it would take hours."""
    lengths = [len(row) for row in rows]
    if sum(lengths) > MOST_CHARACTERS or len(lengths) > MOST_LINES or max(lengths, default=0) > LONGEST_LINE:
        raise ImportProblem(TOO_LONG)
