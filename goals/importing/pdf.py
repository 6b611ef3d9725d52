"""PDF with a text layer: letters put together to words and rows by their place on the page as it is seen; turned pages
are turned upright, drawn bullets are bullets."""

import ctypes
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from math import hypot
from operator import attrgetter
from statistics import median
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from goals.importing.columns import edges_of, laid_out, refuse_unparted
from goals.importing.findings import quote
from goals.importing.grids import Rule, grids_of
from goals.importing.lines import LONE_BULLET, LONE_MARKER, ImportProblem, Line, mark_left_out, with_markers
from goals.importing.pages import PageLine, lines_of_pages
from goals.importing.rows import rows_of
from goals.importing.unruled import Unruled
from goals.importing.wording import SHORT_WORD

MOST_PAGES = 300
MOST_SHAPES = 20_000  # on one page
LARGEST_STREAM = 50 * 1024 * 1024
MOST_TIMES_PACKED = 5  # one over the other, which no honest program does
STREAM = re.compile(rb"(?<!end)stream\r?\n")
NO_LETTER = re.compile("[\ufffd\ue000-\uefff]")
BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
HEAVY = 600
WHITE = 250  # of 255
LARGEST_BULLET = 12.0  # points
BULLET_AWAY = 40.0  # points from its text
THROUGH = 0.38  # of a word's height: nearer to its middle goes a line that strikes it out
STRIKES = 600.0  # points, at most
WHOLLY_STRUCK = 0.7  # of a word or a letter
RAISED = 0.15  # times the size of letters
NO_SPACE = 0.03  # times the size of letters
LEVEL = 0.1  # times the size of letters: so little apart stand words of one line
NOTE_MARK = re.compile(r"(?!\d{3})[\d*†‡),]{1,4}")  # 3 000 is a number
UNITS = {"m", "km", "cm", "dm", "ha"}
SPREAD, FEWEST_SPREAD, WIDER = 0.7, 8, 1.8  # words of one letter; in a row of so many; a space beside other gaps
DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
DEEPEST_FORM = 5
SPACES = {9, 10, 11, 12, 13, 32, 0xA0}
UNKNOWN = "\ufffd"
Box = tuple[float, float, float, float]  # left, top, right, bottom
Progress = Callable[[Iterable], Iterable]


class Glyph(NamedTuple):
    """A letter on the page as it is seen; measures in points from its upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    apart: bool  # a space stands before


@dataclass
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    apart: bool
    letters: int = 1

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def lines_from_pdf(data: bytes, progress: Progress, most_pages: int = MOST_PAGES) -> list[Line]:
    """Lines of a .pdf file; raises ImportProblem, or the parser's own errors when damaged."""
    check_streams(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ImportProblem("PDF je chráněné heslem; uložte ho bez hesla.") from error
        raise
    with closing(document):
        if len(document) > most_pages:
            other = f" Rozdělte ho, nebo ho převezměte příkazem na serveru, který jich přečte {MOST_PAGES}."
            sentence = f"PDF má {len(document)} stran, čte se nejvýše {most_pages}."
            raise ImportProblem(sentence + other * (len(document) <= MOST_PAGES))
        pages: list[list[PageLine]] = []
        tables: list[Unruled] = []
        gutters: list[float] = []
        for number in progress(range(1, len(document) + 1)):
            page = document[number - 1]
            pages.append(page_lines(page, number, tables, gutters))
            page.close()
    text = "".join(line.text for page in pages for line in page)
    if not text.strip():
        raise ImportProblem("PDF nemá textovou vrstvu, nejspíš je to sken; použijte původní dokument Wordu.")
    if sum(len(found) for found in NO_LETTER.findall(text)) > len(text) / 10:
        raise ImportProblem("Písmo v PDF nelze převést na text; použijte původní dokument Wordu.")
    return with_markers(lines_of_pages(pages))


def check_streams(data: bytes) -> None:
    """A few bytes may unpack to gigabytes; no honest stream of text is so long."""
    for found in STREAM.finditer(data):
        end = data.find(b"endstream", found.end())
        packed = data[found.end() : end if end > 0 else len(data)]
        for _time in range(MOST_TIMES_PACKED):
            try:
                unpacking = zlib.decompressobj()
                packed = unpacking.decompress(packed, LARGEST_STREAM)
            except zlib.error:
                break
            if unpacking.unconsumed_tail:
                raise ImportProblem("PDF je po rozbalení nepřiměřeně velké; uložte ho znovu a bez obrázků.")


def page_lines(page: Any, number: int, tables: list[Unruled], gutters: list[float]) -> list[PageLine]:
    """The lines of one page in reading order; `tables` and `gutters` pass what goes on from page to page."""
    glyphs, turn, unseen = upright(page)
    glyphs = list(printed_once(glyphs))
    words = words_of(glyphs)
    bullets, rules, boxes = shapes(page, turn)
    add_bullets(words, bullets)
    words, struck = without_struck(words, glyphs, rules)
    grids = grids_of(rules)
    words, beside = without_boxes(words, [box for box in boxes if not any(grid.holds(box) for grid in grids)])
    rows = list(map(closed_up, rows_of(words)))
    marks = {id(row[0]): without_marks(row) for row in rows}
    _width, height = turn.size
    placed = list(laid_out(rows, grids, tables, gutters))
    refuse_unparted([row for row, cells, column in placed if cells is None and not column])
    edges = edges_of([cells for _row, cells, _column in placed if cells is not None])
    lines = []
    for at, (row, cells, column) in enumerate(placed, 1):
        if cells is not None:
            inside = {id(word) for cell in cells.cells for part in cell for word in part}
            found = tuple(mark for word in inside for mark in marks.get(word, ()))
            lines.append(PageLine.of_cells(cells, edges, page=number, number=at, height=height, marks=found))
            continue
        printed = without_overprint(row)
        for part in printed:
            found = tuple(mark for word in part for mark in marks.get(id(word), ()))
            line = line_of(part, page=number, number=at, height=height, column=column, marks=found)
            if len(printed) > 1:
                sentence = f"Řádek je vytištěn přes jiný, zkontrolujte znění: {quote(line.text)}"
                line = replace(line, left_out=(*line.left_out, sentence))
            lines.append(line)
    for row in rows_of(struck):
        where = max((at for at, line in enumerate(lines) if line.top < row[0].bottom), default=0)
        if lines:
            sentence = f"Škrtnutý text se nepřebírá: {quote(' '.join(word.text for word in row))}"
            lines[where] = replace(lines[where], left_out=(*lines[where].left_out, sentence))
    said = [
        ("Skrytý text", " ".join(word.text for word in words_of(unseen))),
        *(("Text v rámečku vedle textu", text) for text in beside),
    ]
    left_out = [f"{what} se nepřebírá: {quote(text)}" for what, text in said if text]
    if lines:
        lines[0] = replace(lines[0], left_out=(*lines[0].left_out, *left_out))
    return lines


# Letters


class Turn:
    """How the page has to be turned so that most of its letters stand upright."""

    def __init__(self, page: Any, degrees: int) -> None:
        left, bottom, right, top = page.get_mediabox()
        self.degrees, self.left, self.bottom = degrees, left, bottom
        self.width, self.height = right - left, top - bottom

    @property
    def size(self) -> tuple[float, float]:
        return (self.height, self.width) if self.degrees in (90, 270) else (self.width, self.height)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom on the page as it is seen."""
        left, right, bottom, top = left - self.left, right - self.left, bottom - self.bottom, top - self.bottom
        match self.degrees:
            case 90:
                return bottom, left, top, right
            case 180:
                return self.width - right, bottom, self.width - left, top
            case 270:
                return self.height - top, self.width - right, self.height - bottom, self.width - left
        return left, self.height - top, right, self.height - bottom


class Font:
    """What all letters of one text object share."""

    def __init__(self, thing: Any) -> None:
        matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
        pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix))
        pdfium.FPDFTextObj_GetFontSize(thing, ctypes.byref(size))
        font = pdfium.FPDFTextObj_GetFont(thing)
        name = ctypes.create_string_buffer(128)
        pdfium.FPDFFont_GetBaseFontName(font, name, 128)
        self.size = size.value * hypot(matrix.c, matrix.d)
        colour = [ctypes.c_uint() for _part in range(4)]
        pdfium.FPDFPageObj_GetFillColor(thing, *map(ctypes.byref, colour))
        is_invisible = pdfium.FPDFTextObj_GetTextRenderMode(thing) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        self.unseen = is_invisible or min(part.value for part in colour[:3]) >= WHITE
        self.bold = BOLD.search(name.value) is not None or pdfium.FPDFFont_GetWeight(font) >= HEAVY
        steep = abs(matrix.b) > abs(matrix.a)
        if min(abs(matrix.a), abs(matrix.b)) > max(abs(matrix.a), abs(matrix.b)) / 10:
            self.degrees = -1  # neither level nor upright: a watermark
        elif steep:
            self.degrees = 90 if matrix.b > 0 else 270
        else:
            self.degrees = 180 if matrix.a < 0 and matrix.d < 0 else 0


def upright(page: Any) -> tuple[list[Glyph], Turn, list[Glyph]]:
    """The letters that stand as most of them do; those that stand otherwise, such as a watermark, are left out. Then
    those that nobody sees: white or invisible, and not on anything that is drawn."""
    text = page.get_textpage()
    box = pdfium.FS_RECTF()
    place = ctypes.byref(box)
    found: list[tuple[str, float, float, float, float, Font, bool]] = []
    fonts: dict[int, Font] = {}
    apart, last, font = True, None, None
    letter_at, object_at, box_at = _calls(text)
    for at in range(pdfium.FPDFText_CountChars(text)):
        code = letter_at(at)
        if code in SPACES:
            apart = True
            continue
        address = object_at(at)
        if address is None:  # the program itself put it there
            continue
        if address != last:
            last, font = address, fonts.get(address)
            if font is None:
                font = fonts[address] = Font(pdfium.FPDFText_GetTextObject(text, at))
        box_at(at, place)
        letter = chr(code) if code > 32 and code != 0xFFFE else UNKNOWN
        if letter == UNKNOWN and pdfium.FPDFText_IsHyphen(text, at) == 1:  # a hyphen at the end of a line
            letter = "-"
        found.append((letter, box.left, box.bottom, box.right, box.top, font, apart))
        apart = False
    text.close()
    ways = Counter([font.degrees for *_, font, _apart in found])
    degrees = ways.most_common(1)[0][0] if ways else 0
    turn = Turn(page, max(degrees, 0))
    is_upright, origin, upper = turn.degrees == 0, turn.left, turn.bottom + turn.height
    grounds = shapes(page, turn)[2] if any(font.unseen for font in fonts.values()) else []
    glyphs, unseen = [], []
    for letter, left, bottom, right, top, font, is_apart in found:
        if font.degrees == degrees:
            if right < left or top < bottom:
                left, bottom, right, top = min(left, right), min(bottom, top), max(left, right), max(bottom, top)
            if is_upright:  # as nearly all pages are; a call for each letter would cost more than the rest
                x0, y0, x1, y1 = left - origin, upper - top, right - origin, upper - bottom
            else:
                x0, y0, x1, y1 = turn.box(left, bottom, right, top)
            height = y1 - y0
            size = font.size if 0.5 * height <= font.size <= 1.6 * height else height / 1.17
            is_unseen = font.unseen and not any(
                left <= x0 and x1 <= right and top < (y0 + y1) / 2 < bottom for left, top, right, bottom in grounds
            )
            (unseen if is_unseen else glyphs).append(Glyph(letter, x0, y0, x1, y1, size, font.bold, is_apart))
    return glyphs, turn, unseen


def _calls(text: Any) -> tuple[Callable[[int], int], Callable[[int], int | None], Callable[[int, Any], int]]:
    """What is asked of each letter of a page: its code, the address of its text object, its box. Declared anew without
    the types of the library's own declarations, which cost more than what is asked."""
    page = ctypes.cast(text.raw, ctypes.c_void_p)
    number, address = ctypes.c_uint, ctypes.c_void_p

    def call(function: Any, returned: Any, *more: Any) -> Callable[..., Any]:
        declared = ctypes.CFUNCTYPE(returned, address, ctypes.c_int, *more)
        return partial(declared(ctypes.cast(function, address).value), page)

    return (
        call(pdfium.FPDFText_GetUnicode, number),
        call(pdfium.FPDFText_GetTextObject, address),
        call(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, address),
    )


def printed_once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """The letters without those that are printed again in nearly the same place, by which programs make words bold."""
    line: list[Glyph] = []
    before: Glyph | None = None
    goes_back = False
    for glyph in glyphs:
        near = LEVEL * glyph.size
        if before is None or abs(glyph.bottom - before.bottom) > near:
            line, goes_back = [], False
        goes_back = goes_back or (before is not None and bool(line) and glyph.left < before.left)
        before = glyph
        if goes_back and any(it.text == glyph.text and abs(it.left - glyph.left) < near for it in line):
            continue
        line.append(glyph)
        yield glyph


def words_of(glyphs: Iterable[Glyph]) -> list[Word]:
    words: list[Word] = []
    word: Word | None = None
    for text, left, top, right, bottom, size, bold, apart in glyphs:
        gap = left - word.right if word is not None else 0.0
        if word is not None and apart and -LEVEL * size < gap < NO_SPACE * size:
            apart = False  # a program that guesses spaces put one where there is no room
        if word is not None and not apart:
            is_level = abs(bottom - word.bottom) < 0.1 * size and abs(size - word.size) < 0.15 * size
            if is_level and -size < gap < max(0.25 * size, 1.0):
                word.text += text
                word.right = max(word.right, right)
                word.letters += 1
                continue
            apart = not -size < gap < 0.25 * size
        word = Word(text, left, top, right, bottom, size, bold, apart)
        words.append(word)
    return words


def closed_up(row: list[Word]) -> list[Word]:
    """The row; one whose letters are set apart for stress with its words whole."""
    single = [word.text.lower() for word in row if word.letters == 1]
    no_words = sum(text.isalpha() and not SHORT_WORD.fullmatch(text) for text in single)
    if len(single) < SPREAD * len(row) or len(row) < FEWEST_SPREAD or no_words < len(row) / 4:
        return row
    gaps = [after.left - before.right for before, after in pairwise(row)]
    usual = median(gaps)
    found = [row[0]]
    for gap, word in zip(gaps, row[1:], strict=True):
        if gap < WIDER * usual:
            last = found[-1]
            text, letters = last.text + word.text, last.letters + word.letters
            found[-1] = replace(last, text=text, right=word.right, letters=letters)
        else:
            found.append(replace(word, apart=True))
    return found


def without_overprint(row: list[Word]) -> list[list[Word]]:
    """The row, or the lines that were printed over each other in it."""
    ordered = sorted(row, key=attrgetter("bottom"))
    lines: list[list[Word]] = []
    for word in ordered:
        if lines and word.bottom - lines[-1][0].bottom < 0.4 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    overlap = any(0.3 * after.size < min(before.right, after.right) - after.left for before, after in pairwise(row))
    return [sorted(line, key=attrgetter("left")) for line in lines] if overlap and len(lines) > 1 else [row]


def without_marks(row: list[Word]) -> list[str]:
    """Takes raised signs out of the row, which lead to footnotes; one that begins it marks the footnote itself."""
    size = median(word.size for word in row)
    foot = median(word.bottom for word in row)
    found = []
    for at in range(len(row) - 1, 0, -1):
        word, before = row[at], row[at - 1]
        # Beside another column, whose lines stand at other heights, only the words around tell.
        near = next((one.bottom for one in row[at - 1 :: -1] if not NOTE_MARK.fullmatch(one.text)), foot)
        is_raised = word.size <= 1.02 * size and word.bottom < min(foot, near) - RAISED * size
        # A number in a cell whose lines stand between those of the next one is level with the words after it.
        has_company = any(
            abs(it.bottom - word.bottom) < LEVEL * size and 0 < max(it.left - word.right, word.left - it.right) < size
            for it in row
            if not NOTE_MARK.fullmatch(it.text)
        )
        if is_raised and not has_company and NOTE_MARK.fullmatch(word.text) and word.left - before.right < size:
            if before.text.strip("(").lower() in UNITS:
                before.text += word.text.translate(DIGITS)
            else:
                found.append(word.text)
            if at + 1 < len(row) and not word.apart and row[at + 1].left - word.right < RAISED * size:
                row[at + 1].apart = row[at + 1].apart and bool(re.match(r"\w", row[at + 1].text))
            del row[at]
    return found[::-1]


# Shapes


def shapes(page: Any, turn: Turn) -> tuple[list[Box], list[Rule], list[Box]]:
    """Small drawn shapes, which may be bullets, straight lines, which may be those of a table, and boxes."""
    bullets, rules, boxes = [], [], []
    for left, bottom, right, top in _bounds(page):
        x0, y0, x1, y1 = turn.box(left, bottom, right, top)
        width, height = x1 - x0, y1 - y0
        if 1 <= width <= LARGEST_BULLET and 1 <= height <= LARGEST_BULLET and 0.4 <= width / height <= 2.5:
            bullets.append((x0, y0, x1, y1))
        elif height <= 2.5 or width <= 2.5:
            rules.append(Rule(x0, y0, x1, y1))
        elif width > 30 and height > 9:  # a cell drawn around
            boxes.append((x0, y0, x1, y1))
            rules += [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]
    return bullets, rules, boxes


def without_struck(words: list[Word], glyphs: list[Glyph], rules: list[Rule]) -> tuple[list[Word], list[Word]]:
    """The words without those through whose middle a line is drawn, and those. A line through a part of a word
    strikes out those letters: a number before the one that was put in its place."""
    level = [it for it in rules if it.is_level and it.right - it.left < STRIKES]

    def struck_part(word: Word | Glyph) -> float:
        """How much of it a line covers, from 0 to 1."""
        high, low = word.top + THROUGH * (word.bottom - word.top), word.bottom - THROUGH * (word.bottom - word.top)
        covering = (it for it in level if high < (it.top + it.bottom) / 2 < low)
        covered = [min(it.right, word.right) - max(it.left, word.left) for it in covering]
        return max(covered, default=0.0) / max(word.right - word.left, 0.1)

    kept: list[Word] = []
    struck: list[Word] = []
    bullets: list[Word] = []
    for word in words:
        part = struck_part(word) if level else 0.0
        own = [it for it in glyphs if _is_of(it, word)] if part > 0 and word.letters > 1 else []
        rest = [it for it in own if struck_part(it) < WHOLLY_STRUCK]
        if part >= WHOLLY_STRUCK and not rest and LONE_BULLET.fullmatch(word.text):
            bullets.append(word)
        elif part >= WHOLLY_STRUCK and not rest:
            struck.append(word)
        elif rest and len(rest) < len(own):
            struck += words_of(it for it in own if it not in rest)
            pieces = words_of(rest)
            pieces[0].apart = word.apart and pieces[0].text not in ".,;:!?)"
            kept += pieces
        else:
            kept.append(word)
    for bullet in bullets:  # beside words that stay, the end of their paragraph was deleted: the next one goes on in it
        if any(it.top < bullet.middle < it.bottom and 0 < it.left - bullet.right < BULLET_AWAY for it in kept):
            column = [it for it in kept if it.top > bullet.bottom and abs(it.left - bullet.left) < LEVEL * it.size]
            following = min(
                (it for it in column if LONE_BULLET.fullmatch(it.text)), key=attrgetter("top"), default=None
            )
            kept = [bullet, *(it for it in kept if it is not following)]
    return [word for word in kept if not _is_left_alone(word, kept, struck)], struck


def _is_left_alone(word: Word, kept: list[Word], struck: list[Word]) -> bool:
    """Whether of a line that is struck out only its bullet or number stays."""
    if not (struck and LONE_MARKER.fullmatch(word.text)):
        return False

    def is_behind(it: Word) -> bool:
        return it.left > word.left and it.top < word.middle < it.bottom

    is_near = any(is_behind(it) and it.left - word.right < BULLET_AWAY for it in struck)
    return is_near and not any(map(is_behind, kept))


def _is_of(glyph: Glyph, word: Word) -> bool:
    near = word.left - 0.1 <= glyph.left and glyph.right <= word.right + 0.1
    return near and abs(glyph.bottom - word.bottom) < LEVEL * word.size


def without_boxes(words: list[Word], boxes: list[Box]) -> tuple[list[Word], list[str]]:
    """The words without those in a box that stands beside the text, and what such boxes say."""
    beside = []
    for left, top, right, bottom in boxes:
        inside = [it for it in words if left <= it.left and it.right <= right and top <= it.middle <= bottom]
        around = [it for it in words if top <= it.middle <= bottom and (it.right < left or it.left > right)]
        others = [it for it in words if not (left <= it.left and it.right <= right)]
        if inside and around and len(inside) < len(others):
            beside.append(" ".join(word.text for row in rows_of(inside) for word in row))
            kept = set(map(id, inside))
            words = [word for word in words if id(word) not in kept]
    return words, beside


def _bounds(page: Any) -> Iterator[Box]:
    edges = [ctypes.c_float() for _edge in range(4)]
    places = [ctypes.byref(edge) for edge in edges]
    kinds = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)
    for at, thing in enumerate(page.get_objects(filter=kinds, max_depth=DEEPEST_FORM)):
        if at > MOST_SHAPES:
            return
        if pdfium.FPDFPageObj_GetBounds(thing.raw, *places):
            left, bottom, right, top = (edge.value for edge in edges)
            yield left, bottom, right, top


def add_bullets(words: list[Word], bullets: list[Box]) -> None:
    """A small shape right before the first word of a line is its bullet. Another column may end not far before it."""
    for left, top, right, bottom in bullets:
        middle = (top + bottom) / 2
        beside = [word for word in words if word.top < middle < word.bottom]
        after = [word for word in beside if right - 1 <= word.left < right + BULLET_AWAY]
        first = min(after, key=attrgetter("left"), default=None)
        if first is None:
            continue
        away = min(BULLET_AWAY, 2 * (first.left - right) + first.size)
        if not any(left - away < word.right and word.left < left for word in beside):
            words.append(Word("•", left, first.top, right, first.bottom, first.size, first.bold, apart=True))
            first.apart = True


def line_of(row: list[Word], *, page: int, number: int, height: float, column: int, marks: tuple[str, ...]) -> PageLine:
    size = median([word.size for word in row for _letter in range(word.letters)])
    bound = 1 if len(row) > 1 and len(row[0].text) == 1 else 0  # a preposition is kept with its word
    tabbed = len(row) > 1 and row[1].left - row[0].right > size / 2
    pieces = [row[0].text]
    for word in row[1:]:
        pieces.append(f" {word.text}" if word.apart else word.text)
    if tabbed:
        pieces[1] = f"\t{pieces[1].strip()}"
    letters = sum(word.letters for word in row)
    return PageLine(
        text="".join(pieces).strip(),
        page=page,
        number=number,
        left=row[0].left,
        right=row[-1].right,
        top=min(word.top for word in row),
        bottom=max(word.bottom for word in row),
        size=size,
        bold=sum(word.letters for word in row if word.bold) > 0.9 * letters,
        first_word=row[bound].right - row[0].left,
        height=height,
        column=column,
        left_out=tuple(map(mark_left_out, marks)),
        marks=marks,
    )
