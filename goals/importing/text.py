"""Plain text and Markdown, in the encodings in which people really save them: rows with their kind, and tables drawn
with upright strokes."""

import codecs
import csv
import re
from collections import defaultdict
from itertools import pairwise

from goals.importing.centres import is_named_like_centre
from goals.importing.findings import quote
from goals.importing.lines import (
    MARKER,
    MOST_COLUMNS,
    TOO_LONG,
    ImportProblem,
    Line,
    LineKind,
    mark_left_out,
    note,
    with_markers,
)
from goals.importing.tables import Column, head_of

COLUMN = 6.0  # points: about the width of a character, so that indents compare with those of other formats
NARROWEST = 60  # columns: no text is wrapped closer, so a shorter line ends where its author ended it
HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
BOLD = re.compile(r"\s*(\*\*|__)(.+?)\1\s*(:?)\s*")
# What marks enclose has an end in sight: a mark without its other half costs no look through the rest of the row.
EMPHASIS = re.compile(r"(\*\*|__|`|(?<![\w*])\*(?!\*))(?=[^\s*])(.{1,500}?)(?<=\S)\1(?!\w)")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|])")
LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^\s\[\]]{0,2000}\)")
SUPERSCRIPT = re.compile(r"<sup>\s*[\d*†a-z)\[\]]{1,4}\s*</sup>", re.IGNORECASE)
STRUCK = re.compile(r"~~(?=\S)(.{1,500}?)(?<=\S)~~ ?")
COMMENT = re.compile(r"<!--((?:(?!<!--).){0,5000}?)-->", re.DOTALL)
FOOTNOTE = re.compile(r"\s*(?:\[\^[^\]]{1,50}\]:|\[\d{1,2}\])\s+(.+)")
RULE = re.compile(r"\s*(?:={3,}|(?:[-*_]\s*){3,})\s*")
UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
TABLE_RULE = re.compile(r"\s*(?=.*--)[|+]?[\s:]*-+[\s:]*(?:[|+][\s:]*-+[\s:]*)*[|+]?\s*")
STROKE = re.compile(r"(?<!\\)\|")
CELL_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
DIGITS = re.compile(r"\d{1,9}")
PAGE = re.compile(
    r"\bstr(?:ana|ánka|\.) ?#|^[-–]{1,2} ?# ?(?:(?:/|z|of) ?# ?)?[-–]{1,2}$|^# ?(?:/|z) ?#$", re.IGNORECASE
)
NEW_ROW = "\n"
EDGE = 3  # rows from the end of a page, in which a header or a footer stands
LONGEST_ROW = 8_000  # characters: no table that people write has longer ones
CUTS = (  # what may part the cells of a row
    lambda row: row.split("\t") if "\t" in row.strip() else [],
    lambda row: next(csv.reader([row], delimiter=";"), []) if ";" in row else [],
    lambda row: re.split(r"\s{2,}", row.strip()),
)
LINE_BREAK = re.compile(r"\r\n|\r|\n|(?<=\f)(?=.)|(?=\f)")
NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a]")
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters of Windows-1250 that no Czech writes; in ISO-8859-2 the same bytes are š, ž, Š, Ž and, inside a word, ť.
NEVER_CZECH = re.compile(r"[ąľĽ©®]|(?<=\w)[»«](?=\w)|(?<=\w)»")
CZECH = frozenset("áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽäöüľĺŕôÄÖÜßćłńśźżęą–—„“”‚‘’…•·§°×€\u00a0\u00ad»«©®")
ONLY_WINDOWS = re.compile(rb"[\x80-\x9f]")


def rows_of_text(data: bytes) -> list[str]:
    """Raises ImportProblem when the bytes are not text."""
    return [row.expandtabs(4) for row in with_strokes(without_running_heads(LINE_BREAK.split(decode(data))))]


def without_running_heads(rows: list[str]) -> list[str]:
    """The rows, empty where a header or a footer stands: what is repeated at the head of each page, or at its edge with
    the next number. What the first page has above its text may be the title."""
    starts = [at for at, row in enumerate(rows) if row.startswith("\f")]
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        alike[DIGITS.sub("#", row).strip()].append(at)
    edges = {start + away for start in (0, *starts, len(rows)) for away in range(1 - EDGE, EDGE)}
    gone: set[int] = set()
    for text, places in alike.items():
        if len(places) < 2 or not text or (MARKER.match(text) and not PAGE.search(text)):
            continue
        counts = [[int(found) for found in DIGITS.findall(rows[at])] for at in places]
        counts_on = any(
            all(after - before == 1 for before, after in pairwise(row)) for row in zip(*counts, strict=True)
        )
        at_edges = edges.issuperset(places)
        placed = set(places)
        at_heads = 1 < len(starts) <= len(places) and all(
            not placed.isdisjoint(range(start, start + EDGE)) for start in starts
        )
        if (counts_on and (PAGE.search(text) or (starts and at_edges))) or (at_heads and at_edges):
            gone |= {at for at in places if at >= EDGE}
    return ["" if at in gone else row for at, row in enumerate(rows)]


def with_strokes(rows: list[str]) -> list[str]:
    """The rows; those of a table whose cells are parted by tabs, semicolons or wide spaces with upright strokes."""
    found: list[str] = []
    splits = None
    for at, row in enumerate(rows):
        if len(row) > LONGEST_ROW:
            splits = None
        elif splits is None or len(splits[0](row)) != splits[1]:
            below = rows[at + 1] if at + 1 < len(rows) else ""
            splits = next(((cut, len(cut(row))) for cut in CUTS if begins_table(cut(row), cut(below))), None)
        found.append(f"| {' | '.join(cell.replace('|', '/') for cell in splits[0](row))} |" if splits else row)
    return found


def is_head(cells: list[str]) -> bool:
    """Whether the cells are headings of columns, one of which is that of goals."""
    heads = [head_of((Line(cell, ""),)) for cell in cells]
    return len(cells) > 1 and Column.GOAL in heads and all(heads)


def begins_table(cells: list[str], below: list[str]) -> bool:
    """Whether the cells of a row are headings of columns, or stand behind the name of a centre as those below do."""
    are_alike = len(cells) == len(below) > 1
    return is_head(cells) or (are_alike and all(is_named_like_centre(row[0].strip()) for row in (cells, below)))


def lines_from_rows(rows: list[str]) -> list[Line]:
    """Lines of a .txt or .md file."""
    width = max(NARROWEST, *map(len, rows))
    text, lines = NEW_ROW.join(rows), []
    number = at = 0
    for comment in COMMENT.finditer(text):
        number, at = number + text.count(NEW_ROW, at, comment.start()), comment.start()
        said = quote(" ".join(comment[1].split()))
        lines.append(note(f"řádek {number + 1}", f"Skrytý text se nepřebírá: {said}"))
    rows = COMMENT.sub(lambda it: NEW_ROW * it[0].count(NEW_ROW), text).split(NEW_ROW)
    before = ""  # the row before, empty when a paragraph ended there
    is_table = False
    for number, row in enumerate(rows, 1):
        place = f"řádek {number}"
        row, left_out = without_what_is_gone(row)
        cells = cells_of(row)
        if cells and (is_table or is_row(rows[number : number + 1], len(cells))):
            lines.append(table_row(cells, place, is_first=not is_table))
            before, is_table = "", True
            continue
        if is_table and TABLE_RULE.fullmatch(row):
            continue
        is_table = False
        if found := FOOTNOTE.fullmatch(row):
            lines.append(note(place, f"Poznámka pod čarou se nepřebírá: „{found[1]}“"))
            continue
        if not row.strip() or RULE.fullmatch(row):
            before = ""
            continue
        first_word_fitted = len(before.rstrip()) + 1 + len(row.split()[0]) <= width  # on the row before
        gap, fresh = not before, not before or first_word_fitted
        kind, text, level = LineKind.PLAIN, row.strip(), {}
        if found := HEADING.match(row):
            kind, text, gap, fresh = LineKind.HEADING, row[found.end() :].rstrip("# "), True, True
            level = {"level": len(found[1])}
        elif (found := BOLD.fullmatch(row)) and found[1] not in found[2]:
            kind, text = LineKind.BOLD, found[2] + found[3]
        text = plain(text)
        # Under an item or a sentence a row of = or - is a mere rule, under a title it makes a heading.
        may_be_title = kind is LineKind.PLAIN and gap and not (MARKER.match(text) or text.endswith("."))
        below = "".join(rows[number : number + 1])
        if may_be_title and UNDERLINE.fullmatch(below):
            kind, fresh, level = LineKind.HEADING, True, {"level": 1 if "=" in below else 2}
        indent = (len(row) - len(row.lstrip())) * COLUMN
        lines.append(Line(text, place, kind, indent=indent, gap=gap, fresh=fresh, left_out=left_out, **level))
        before = "" if kind is LineKind.HEADING else row
    return with_markers(lines)


def plain(text: str) -> str:
    """The text without the marks of Markdown."""
    return ESCAPE.sub(r"\1", EMPHASIS.sub(r"\2", LINK.sub(r"\1", text)))


def without_what_is_gone(row: str) -> tuple[str, tuple[str, ...]]:
    gone = [f"Škrtnutý text se nepřebírá: „{found[1]}“" for found in STRUCK.finditer(row)]
    gone += [mark_left_out(re.sub(r"<.*?>", "", found[0])) for found in SUPERSCRIPT.finditer(row)]
    return SUPERSCRIPT.sub("", STRUCK.sub("", row)), tuple(gone)


def cells_of(row: str) -> list[str]:
    """The cells between upright strokes; none where the row is no part of a table."""
    if TABLE_RULE.fullmatch(row):
        return []
    is_framed = row.startswith("|") or (row.lstrip().startswith("|") and row.rstrip().endswith("|"))
    cells = [cell.strip() for cell in STROKE.split(row.strip() if is_framed else row)]
    if is_framed:
        return cells[1 : len(cells) - (cells[-1] == "")]
    return cells if len(cells) > 1 else []


def is_row(following: list[str], cells: int) -> bool:
    """Whether the row below makes this one a table: a rule, or as many cells."""
    below = "".join(following)
    return ("|" in below and TABLE_RULE.fullmatch(below) is not None) or len(cells_of(below)) == cells


def table_row(cells: list[str], place: str, *, is_first: bool) -> Line:
    if len(cells) > MOST_COLUMNS:
        raise ImportProblem(TOO_LONG)
    content = tuple(
        tuple(Line(plain(piece), place) for piece in CELL_BREAK.split(cell) if piece.strip()) for cell in cells
    )
    return Line(" | ".join(cells), place, LineKind.ROW, gap=is_first, cells=content)


def _in_older_encodings(data: bytes) -> list[str]:
    """As DOS and the old Macintosh would have written it."""
    return [data.decode(encoding, "replace") for encoding in ("cp852", "mac_latin2")]


def _strangeness(text: str) -> int:
    """How many letters of the text no Czech document has."""
    return sum(not char.isascii() and char not in CZECH for char in text)


def _in_pairs(data: bytes) -> list[str]:
    """UTF-16 without a byte order mark, by the zeros that stand beside most letters and never in their place."""
    zeros = data[::2].count(0), data[1::2].count(0)
    if max(zeros) * 4 < len(data) or min(zeros) > 0:
        return []
    return ["utf-16-be" if zeros[0] else "utf-16-le"]


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether letters that only UTF-8 writes so are many, and broken bytes few: read otherwise all would be wrong."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(char in CZECH for char in text) > 10 * broken


def decode(data: bytes) -> str:
    """UTF-8, UTF-16 or UTF-32 by the byte order mark, UTF-16 or UTF-8 without it; for the rest Windows-1250, or
    ISO-8859-2 where the letters tell."""
    marked = [name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)][:1]
    encodings = marked or _in_pairs(data) or ["utf-8", "cp1250"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8" and _is_nearly_utf8(data):
                row = data.count(b"\n", 0, error.start) + 1
                sentence = (
                    f"V souboru je na řádku {row} poškozené písmeno; opravte ho a uložte soubor v kódování UTF-8."
                )
                raise ImportProblem(sentence) from error
            continue
        if encoding == "cp1250" and NEVER_CZECH.search(text) and not ONLY_WINDOWS.search(data):
            text = data.decode("iso-8859-2")
        if encoding == "cp1250":
            text = min((text, *_in_older_encodings(data)), key=_strangeness)
        if not NOT_TEXT.search(text):
            return text
    raise ImportProblem("Soubor neobsahuje čitelný text; uložte ho jako prostý text v kódování UTF-8.")
