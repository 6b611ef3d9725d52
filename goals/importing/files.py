"""The way in from a file: what is read at all, by its size, its extension and what it really contains."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from goals.importing.lines import ImportProblem, Line
from goals.importing.pdf import Progress, lines_from_pdf
from goals.importing.text import lines_from_text
from goals.importing.word import lines_from_word

LARGEST_FILE = 20 * 1024 * 1024
TEXT, WORD, PDF = "prostý text", "dokument Wordu (.docx)", "PDF"
FORMATS = {".txt": TEXT, ".md": TEXT, ".docx": WORD, ".pdf": PDF}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

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
    readers: dict[str, Callable[[bytes], list[Line]]] = {
        TEXT: lines_from_text,
        WORD: lines_from_word,
        PDF: partial(lines_from_pdf, progress=progress),
    }
    try:
        lines = readers[expected](data)
    except ImportProblem:
        raise
    # A damaged file makes the libraries raise whatever their data happen to lead to (KeyError, zlib.error,
    # RecursionError ...); the person gets one sentence, the log gets the cause.
    except Exception as error:
        logger.info("The file could not be parsed.", exc_info=True)
        raise ImportProblem(f"Soubor je poškozený, {expected} se z něj nepodařilo přečíst.") from error
    if not lines:
        raise ImportProblem("Soubor neobsahuje žádný text.")
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
