"""Plain text and Markdown: encodings as people really save them, headings, bold lines and typed lists."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace

from goals.lines.line import ImportProblem, Line, LineKind
from goals.lines.markers import MARKER, with_markers

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


def lines_from_text(data: bytes) -> list[Line]:
    """Lines of a .txt or .md file; raises ImportProblem when the bytes are not text."""
    rows = LINE_BREAK.split(decode(data).expandtabs(4))
    return with_markers(_lines(rows))


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


def _lines(rows: list[str]) -> Iterator[Line]:
    width = max(NARROWEST, *(len(row) for row in rows))
    before = ""  # the row before, empty when a paragraph ended there
    for number, row in enumerate(rows, 1):
        if not row.strip() or RULE.fullmatch(row):
            before = ""
            continue
        line = _line(row, f"řádek {number}", gap=not before, fresh=not before or _ended_early(before, row, width))
        line = replace(line, gap=True, fresh=True) if line.kind is LineKind.HEADING else line
        yield _underlined(line) if UNDERLINE.fullmatch("".join(rows[number : number + 1])) else line
        before = row


def _line(row: str, where: str, *, gap: bool, fresh: bool) -> Line:
    indent = (len(row) - len(row.lstrip())) * COLUMN
    kind, text = LineKind.PLAIN, row.strip()
    if found := HEADING.match(row):
        kind, text = LineKind.HEADING, row[found.end() :].rstrip("# ")
    elif (found := BOLD.fullmatch(row)) and found[1] not in found[2]:
        kind, text = LineKind.BOLD, found[2] + found[3]
    text = ESCAPE.sub(r"\1", EMPHASIS.sub(r"\2", text))
    return Line(text, where, kind, indent=indent, gap=gap, fresh=fresh)


def _underlined(line: Line) -> Line:
    """A heading in the style that underlines it with = or -; under an item or a sentence it is a mere rule."""
    is_text = MARKER.match(line.text) or line.text.endswith(".")
    is_title = line.kind is LineKind.PLAIN and line.gap and not is_text
    return Line(line.text, line.where, LineKind.HEADING, indent=line.indent) if is_title else line


def _ended_early(before: str, row: str, width: int) -> bool:
    """Whether the first word of the row would still have fitted on the row before."""
    return len(before.rstrip()) + 1 + len(row.split()[0]) <= width
