"""Word documents: paragraphs in reading order and tables, as they look with changes accepted; what is struck through,
hidden, a footnote or a box beside the text is named, not read.

What a paragraph inherits (indent, weight, place in a list) comes from styles and numbering. No library opens it
before the archive was looked through.
"""

import io
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from goals.importing.centres import is_named_like_centre
from goals.importing.findings import quote
from goals.importing.lines import DEEPEST, PAGE_NUMBER, ImportProblem, Line, LineKind, mark_left_out, note, with_markers
from goals.zipped import Allowance, Unsound, look_through

MOST_NODES = 600_000  # elements and attributes: several hundred pages
BODY = "word/document.xml"
MACROS = "word/vbaproject.bin"

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BOX = qn("w:txbxContent")
NOT_READ = {qn("w:pPr"), qn("w:del"), qn("w:moveFrom"), qn("w:p"), FALLBACK}
CHANGES = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))
SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
OFF = {"0", "false", "off", "none"}
WHITE = "FFFFFF"
TWIPS = 20  # in a point
DEEPEST_LEVEL = 8
LEVEL_STEP = 18.0  # points between levels of a list that does not say
BULLETS = {"bullet", "none"}
LETTERS = {"lowerLetter": string.ascii_lowercase, "upperLetter": string.ascii_uppercase}
ROMAN = {"lowerRoman": str.lower, "upperRoman": str.upper}
NOTE_MARK = re.compile(r"[\d*†‡),\s\[\]]{1,6}|[a-z]\)")
UNIT_BEFORE = re.compile(r"(?:\b[kcdm]?m|\bha)$")
RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BESIDE = {  # the text of a page: where, and what
    "footnotes": ("poznámka", "Poznámka pod čarou"),
    "endnotes": ("poznámka", "Poznámka pod čarou"),
    "comments": ("komentář", "Komentář"),
    "header": ("záhlaví", "Záhlaví nebo zápatí stran"),
    "footer": ("zápatí", "Záhlaví nebo zápatí stran"),
}
EACH_APART = {"footnotes", "endnotes", "comments"}
CHANGED = "Sledovaná změna se bere jako přijatá."
Element = Any  # lxml has no types


def lines_from_word(data: bytes) -> list[Line]:
    """Lines of a .docx file, a paragraph each; raises ImportProblem, or the parsers' own errors when damaged."""
    check_archive(data)
    reader = WordReader(docx.Document(io.BytesIO(data)))
    return with_markers([*reader.lines(reader.body), *reader.beside_pages()])


def check_archive(data: bytes) -> None:
    """Raises ImportProblem unless the bytes are a Word document of sane size; other errors mean a damaged one."""
    try:
        names = [part.name for part in look_through(data, Allowance(nodes=MOST_NODES), lambda *element: None)]
    except Unsound as unsound:
        raise ImportProblem(str(unsound)) from unsound
    if BODY not in names:
        raise ImportProblem("Soubor není dokument Wordu ve formátu .docx, nebo je poškozený.")
    if MACROS in map(str.lower, names):
        raise ImportProblem("Dokument obsahuje makra; uložte ho ve Wordu bez maker jako .docx.")


class WordReader:
    def __init__(self, document: Any) -> None:
        self.part = document.part
        self.body = document.element.body
        self.background = document.element.find(qn("w:background"))
        try:
            numbering = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
        except KeyError:
            numbering = None
        self.styles = WordStyles(document.styles.element, numbering)
        self.paragraphs = self.tables = 0
        self.kept: list[Element] = []  # runs of a paragraph whose end was deleted: they go on in the next one
        self.has_contents = False
        in_boxes = sum(len(_all_text(box)) for box in self.body.iter(BOX))
        self.reads_boxes = in_boxes > len(_all_text(self.body)) - in_boxes  # where a page is laid out by boxes

    def lines(self, node: Element, cell: str = "") -> Iterator[Line]:
        """The paragraphs and the rows of tables, in reading order; `cell` is the row in which they stand."""
        for child in node.iterchildren(tag="*"):
            if child.tag == qn("w:tbl"):
                yield from self.table(child, cell)
            elif child.tag == qn("w:p"):
                yield from self.paragraph(child, cell)
                yield from self.boxes(child, cell)
            elif child.tag not in NOT_READ:
                yield from self.lines(child, cell)

    # Tables

    def table(self, table: Element, cell: str) -> Iterator[Line]:
        self.tables += 1
        number, above = self.tables, []
        for at, row in enumerate(table.iterchildren(qn("w:tr")), 1):
            where = cell or f"tabulka {number}, řádek {at}"
            if _child(row, "w:trPr", "w:del") is not None:
                yield note(where, f"Smazaný řádek se nepřebírá: {quote(_all_text(row))}")
                continue
            if _is_on(_child(row, "w:trPr", "w:hidden")):
                yield note(where, f"Skrytý řádek tabulky se nepřebírá: {quote(_all_text(row))}")
                continue
            cells = self.cells(row, where, above)
            if cell:  # a table in a table only lays it out
                yield from (line for content in cells for line in content)
            elif any(cells):
                text = " | ".join(line.text for content in cells for line in content)
                yield Line(text, where, LineKind.ROW, gap=not above, cells=tuple(cells))
            above = cells

    def cells(self, row: Element, where: str, above: list[tuple[Line, ...]]) -> list[tuple[Line, ...]]:
        """The content of each column; a cell that goes on from the row above says the same."""
        cells: list[tuple[Line, ...]] = []
        columns = list(row.iter(qn("w:tc")))
        for column in (it for it in columns if it.getparent() is row or it.getparent().tag == qn("w:sdtContent")):
            merge = _child(column, "w:tcPr", "w:vMerge")
            goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
            place = len(cells)
            if goes_on:
                cells.append(above[place] if place < len(above) else ())
            else:
                cells.append(tuple(self.lines(column, where)))
            span = _value(column, "w:tcPr", "w:gridSpan") or "1"
            if len(columns) > 1 and span.isdigit():
                cells += [()] * min(int(span) - 1, 100)
        return cells

    # Paragraphs

    def paragraph(self, paragraph: Element, cell: str) -> Iterator[Line]:
        mark = _child(paragraph, "w:pPr", "w:rPr")
        runs = [*self.kept, *_runs(paragraph)]
        if mark is not None and (mark.find(qn("w:del")) is not None or mark.find(qn("w:moveFrom")) is not None):
            self.kept = runs
            yield from () if runs else self.deleted(paragraph, cell)
            return
        is_joined, self.kept = bool(self.kept), []
        sources = self.styles.of(paragraph)
        text, left_out = self.text(runs, sources)
        if is_joined or next(paragraph.iter(*CHANGES), None) is not None:
            left_out.append(CHANGED)
        has_letters = any(_text(run).strip() for run in runs)  # though nobody may read them
        where = cell or f"odstavec {self.paragraphs + has_letters}"
        self.paragraphs += has_letters and not cell
        if not text.strip():
            yield from (note(where, sentence) for sentence in left_out if sentence != CHANGED)
            yield from self.deleted(paragraph, cell)
            return
        if self.styles.is_contents(sources):
            if not self.has_contents:
                yield note(where, "Obsah dokumentu se nepřebírá.")
            self.has_contents = True
            return
        bold = all(self.styles.has(run, sources, "w:b") for run in runs if _text(run).strip())
        kind, place, level = LineKind.BOLD if bold else LineKind.PLAIN, self.styles.place(sources), DEEPEST
        if self.styles.is_heading(sources):
            kind, place, level = LineKind.HEADING, None, self.styles.level(sources)
        first, *others = text.strip("\n").split("\n")
        line = Line(
            first, where, kind, indent=self.styles.indent(sources, place), level=level, left_out=tuple(left_out)
        )
        yield replace(line, kind=LineKind.ITEM, marker=self.styles.marker(place)) if place else line
        for other in others:
            kind = LineKind.PLAIN if place else kind
            yield replace(line, text=other, kind=kind, gap=False, fresh=not place, left_out=())

    def deleted(self, paragraph: Element, cell: str) -> Iterator[Line]:
        if gone := "".join(it.text or "" for it in paragraph.iter(qn("w:delText"))).strip():
            yield note(cell or f"odstavec {self.paragraphs}", f"Smazaný text se nepřebírá: {quote(gone)}")

    def text(self, runs: list[Element], sources: list[Element]) -> tuple[str, list[str]]:
        """The text as it is meant to be read, and sentences about what was taken out of it."""
        text, left_out = "", []
        gone: list[tuple[str, str]] = []
        for run in runs:
            piece = _text(run)
            if self.styles.has(run, sources, "w:vanish"):
                gone.append(("Skrytý", piece))
            elif self.styles.has(run, sources, "w:strike") or self.styles.has(run, sources, "w:dstrike"):
                gone.append(("Škrtnutý", piece))
            elif self.is_white(run, sources):
                gone.append(("Skrytý", piece))
            elif self.styles.is_raised(run, sources) and piece.strip() and NOTE_MARK.fullmatch(piece):
                if UNIT_BEFORE.search(text) or (piece.strip(" )").isdigit() and not text.strip()):
                    text += piece.rstrip(" )").translate(RAISED_DIGITS)
                else:
                    left_out.append(mark_left_out(piece))
            else:
                text += piece
                gone.append(("", piece))
        for how, group in groupby(gone, key=itemgetter(0)):
            if how and (piece := "".join(piece for _how, piece in group).strip()):
                left_out.append(f"{how} text se nepřebírá: {quote(piece)}")
        return text, left_out

    def is_white(self, run: Element, sources: list[Element]) -> bool:
        """Whether nobody sees the letters: white on a white page. In tables and boxes the ground may have a colour."""
        if self.styles.colour(run, sources) != WHITE or self.background is not None:
            return False
        return next(run.iterancestors(qn("w:tbl"), BOX), None) is None and not self.styles.is_shaded(run, sources)

    # What stands beside the text

    def boxes(self, paragraph: Element, cell: str) -> Iterator[Line]:
        for box in paragraph.iter(BOX):
            if any(parent.tag == FALLBACK for parent in box.iterancestors()):
                continue
            if self.reads_boxes:
                yield from self.lines(box, cell)
            elif text := _all_text(box).strip():
                where = cell or f"odstavec {self.paragraphs}"
                if is_named_like_centre(text):  # a heading that somebody has framed
                    yield Line(text, where, LineKind.BOLD)
                    continue
                yield note(where, f"Text v rámečku vedle textu se nepřebírá: {quote(text)}")

    def beside_pages(self) -> Iterator[Line]:
        """What stands above and below the pages, in footnotes and in comments."""
        said: set[str] = set()
        for link in self.part.rels.values():
            kind = "" if link.is_external else link.reltype.rpartition("/")[2]
            if kind not in BESIDE:
                continue
            where, sentence = BESIDE[kind]
            whole = parse_xml(link.target_part.blob)
            for one in whole.iterchildren(tag="*") if kind in EACH_APART else [whole]:
                text = _all_text(one).strip()
                if not text or one.get(qn("w:type")) is not None or text in said or PAGE_NUMBER.fullmatch(text):
                    continue
                said.add(text)
                number = one.get(qn("w:id")) if kind in EACH_APART else None
                yield note(f"{where} {number}" if number else where, f"{sentence} se nepřebírá: {quote(text)}")


def _runs(node: Element) -> Iterator[Element]:
    for child in node.iterchildren(tag="*"):
        if child.tag == qn("w:r"):
            yield child
        elif child.tag not in NOT_READ:
            yield from _runs(child)


def _text(run: Element) -> str:
    text = ""
    for element in run.iterchildren(tag="*"):
        if element.tag == qn("w:t"):
            text += element.text or ""
        elif element.tag == qn("w:sym"):
            text += chr(int(element.get(qn("w:char"), "2022"), 16))
        else:
            text += SIGNS.get(element.tag, "")
    return text


def _all_text(node: Element) -> str:
    return " ".join("".join(it.text or "" for it in paragraph.iter(qn("w:t"))) for paragraph in _paragraphs(node))


def _paragraphs(node: Element) -> list[Element]:
    return list(node.iter(qn("w:p"))) or [node]


@dataclass(frozen=True)
class ListPlace:
    number: str  # which list
    level: int
    definition: Element | None
    comes_from_style: bool


class WordStyles:
    def __init__(self, styles: Element, numbering: Element | None) -> None:
        self.styles = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
        self.levels: dict[tuple[str, int], Element] = {}  # by the list's number and the level in it
        lists = [] if numbering is None else list(numbering.iter(qn("w:num"), qn("w:abstractNum")))
        abstract = {it.get(qn("w:abstractNumId")): it for it in lists if it.tag == qn("w:abstractNum")}
        for number in lists:
            if number.tag == qn("w:num"):
                base = abstract.get(_value(number, "w:abstractNumId"))
                levels = [] if base is None else base.iter(qn("w:lvl"))
                # An override in the list itself comes second and wins.
                for level in [*levels, *number.iter(qn("w:lvl"))]:
                    self.levels[number.get(qn("w:numId")), int(level.get(qn("w:ilvl"), "0"))] = level
        self.counters: dict[tuple[str, int], int] = {}
        wanted = (("w:type", "paragraph"), ("w:default", "1"))
        defaults = (key for key, style in self.styles.items() if all(style.get(qn(a)) == b for a, b in wanted))
        self.default = next(defaults, None)

    def chain(self, style_id: str | None) -> list[Element]:
        """The style and those that it is based on; a loop ends where it began."""
        found: list[Element] = []
        while style_id in self.styles and self.styles[style_id] not in found:
            found.append(self.styles[style_id])
            style_id = _value(found[-1], "w:basedOn")
        return found

    def of(self, paragraph: Element) -> list[Element]:
        """Where properties of the paragraph come from, nearest first: itself, its style, the style's bases."""
        return [paragraph, *self.chain(_value(paragraph, "w:pPr", "w:pStyle") or self.default)]

    def is_heading(self, sources: list[Element]) -> bool:
        names = [(_value(style, "w:name") or "").lower() for style in sources[1:]]
        outline = _first(sources, "w:pPr", "w:outlineLvl") or "9"
        return outline != "9" or any(name.startswith(("heading", "nadpis", "title", "název")) for name in names)

    def level(self, sources: list[Element]) -> int:
        """1 for the highest heading."""
        outline = _first(sources, "w:pPr", "w:outlineLvl")
        if outline and outline.isdigit():
            return int(outline) + 1
        names = " ".join(_value(style, "w:name") or "" for style in sources[1:])
        found = re.search(r"(?:heading|nadpis) ?([1-9])", names, re.IGNORECASE)
        return int(found[1]) if found else 1

    def is_contents(self, sources: list[Element]) -> bool:
        names = [(_value(style, "w:name") or "").lower() for style in sources[1:2]]
        return any(re.fullmatch(r"(?:toc|obsah) ?[1-9]", name) for name in names)

    def has(self, run: Element, sources: list[Element], name: str) -> bool:
        """Whether a property that is on or off is on."""
        for source in self._of_letters(run, sources):
            found = _child(source, "w:rPr", name)
            if found is not None:
                return _is_on(found)
        return False

    def is_raised(self, run: Element, sources: list[Element]) -> bool:
        letters = self._of_letters(run, sources)
        higher = _first(letters, "w:rPr", "w:position") or ""
        return _first(letters, "w:rPr", "w:vertAlign") == "superscript" or (higher.isdigit() and int(higher) > 0)

    def colour(self, run: Element, sources: list[Element]) -> str:
        return (_first(self._of_letters(run, sources), "w:rPr", "w:color") or "").upper()

    def is_shaded(self, run: Element, sources: list[Element]) -> bool:
        """Whether the letters or their paragraph have a colour behind them."""
        letters = self._of_letters(run, sources)
        behind = [_child(it, "w:rPr", name) for it in letters for name in ("w:shd", "w:highlight")]
        return any(it is not None for it in [*behind, *(_child(it, "w:pPr", "w:shd") for it in sources)])

    def _of_letters(self, run: Element, sources: list[Element]) -> list[Element]:
        return [run, *self.chain(_value(run, "w:rPr", "w:rStyle")), *sources[1:]]

    def place(self, sources: list[Element]) -> ListPlace | None:
        number = _first(sources, "w:pPr", "w:numPr", "w:numId")
        if number in (None, "0"):
            return None
        style = _value(sources[0], "w:pPr", "w:pStyle")
        own = ((level, it) for (num, level), it in self.levels.items() if num == number)
        by_style = (level for level, it in own if style and _value(it, "w:pStyle") == style)
        level = min(int(_first(sources, "w:pPr", "w:numPr", "w:ilvl") or next(by_style, 0)), DEEPEST_LEVEL)
        from_style = _value(sources[0], "w:pPr", "w:numPr", "w:numId") is None
        return ListPlace(number, level, self.levels.get((number, level)), from_style)

    def indent(self, sources: list[Element], place: ListPlace | None) -> float:
        """Points from the left edge to the marker or text; a first line set deeper does not count."""
        if place is not None and place.definition is not None:
            after = len(sources) if place.comes_from_style else 1
            sources = [*sources[:after], place.definition, *sources[after:]]
        left = _twips(sources, "left") or _twips(sources, "start")
        indent = (left - _twips(sources, "hanging")) / TWIPS
        return max(indent, place.level * LEVEL_STEP) if place else indent

    def marker(self, place: ListPlace) -> str:
        """The bullet or number that Word would print; kinds of numbers other than letters come as digits."""
        kind = _value(place.definition, "w:numFmt") or "bullet"
        pattern = _value(place.definition, "w:lvlText") or "•"
        if kind in BULLETS:
            return pattern
        key = (place.number, place.level)
        self.counters[key] = self.counters.get(key, int(_value(place.definition, "w:start") or 1) - 1) + 1
        for deeper in [other for other in self.counters if other[0] == place.number and other[1] > place.level]:
            del self.counters[deeper]
        for level in range(place.level + 1):
            count = self.counters.get((place.number, level), 1)
            kind = _value(self.levels.get((place.number, level)), "w:numFmt")
            letters = LETTERS.get(kind, "")
            number = letters[count - 1] if 1 <= count <= len(letters) else str(count)
            if kind in ROMAN:
                number = ROMAN[kind](_roman(count))
            pattern = pattern.replace(f"%{level + 1}", number)
        return pattern.strip() or "•"


def _roman(number: int) -> str:
    """Up to 39, which no list of goals exceeds; longer ones go on in digits."""
    if not 1 <= number < 40:
        return str(number)
    return "x" * (number // 10) + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][number % 10]


def _twips(sources: list[Element], side: str) -> float:
    for source in sources:
        indent = _child(source, "w:pPr", "w:ind")
        if indent is not None and indent.get(qn(f"w:{side}")) is not None:
            return float(indent.get(qn(f"w:{side}")))
    return 0.0


def _is_on(found: Element | None) -> bool:
    return found is not None and found.get(qn("w:val"), "1") not in OFF


def _first(sources: list[Element], *path: str) -> str | None:
    return next(filter(None, (_value(source, *path) for source in sources)), None)


def _value(element: Element | None, *path: str) -> str | None:
    found = _child(element, *path)
    return None if found is None else found.get(qn("w:val"))


def _child(element: Element | None, *path: str) -> Element | None:
    for name in path:
        element = None if element is None else element.find(qn(name))
    return element
