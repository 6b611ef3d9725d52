"""Plain text and Markdown: encodings as people really save them, headings, bold lines and typed lists."""

import codecs
import re

from goals.importing.lines import MARKER, ImportProblem, Line, LineKind, with_markers

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
