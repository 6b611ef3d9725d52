"""Word documents: paragraphs in reading order, also from tables and text boxes, as they look with changes accepted.

What a paragraph inherits (indent, weight, place in a list) comes from styles and numbering. No library opens it
before the archive was looked through.
"""

import io
import string
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from goals.importing.lines import ImportProblem, Line, LineKind, with_markers
from goals.zipped import Allowance, Unsound, look_through

MOST_NODES = 600_000  # elements and attributes: several hundred pages
BODY = "word/document.xml"

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOT_READ = {qn("w:pPr"), qn("w:del"), qn("w:moveFrom"), qn("w:p"), FALLBACK}
SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
OFF = {"0", "false", "off", "none"}
TWIPS = 20  # in a point
DEEPEST_LEVEL = 8
LEVEL_STEP = 18.0  # points between levels of a list that does not say
BULLETS = {"bullet", "none"}
LETTERS = {"lowerLetter": string.ascii_lowercase, "upperLetter": string.ascii_uppercase}
Element = Any  # lxml has no types


def lines_from_word(data: bytes) -> list[Line]:
    """Lines of a .docx file, a paragraph each; raises ImportProblem, or the parsers' own errors when damaged."""
    check_archive(data)
    document = docx.Document(io.BytesIO(data))
    try:
        numbering = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        numbering = None
    styles = WordStyles(document.styles.element, numbering)
    lines: list[Line] = []
    paragraphs = 0
    for paragraph, cell in _paragraphs(document.element.body, [0]):
        runs = list(_runs(paragraph))
        text = "".join(map(_text, runs))
        if not text.strip():
            continue
        paragraphs += not cell
        sources = styles.of(paragraph)
        bold = all(styles.is_bold(run, sources) for run in runs if _text(run).strip())
        kind, place = LineKind.BOLD if bold else LineKind.PLAIN, styles.place(sources)
        if styles.is_heading(sources):
            kind, place = LineKind.HEADING, None
        first, *others = text.strip("\n").split("\n")
        line = Line(first, cell or f"odstavec {paragraphs}", kind, indent=styles.indent(sources, place))
        lines.append(replace(line, kind=LineKind.ITEM, marker=styles.marker(place)) if place else line)
        for other in others:
            lines.append(replace(line, text=other, kind=LineKind.PLAIN if place else kind, gap=False, fresh=not place))
    return with_markers(lines)


def check_archive(data: bytes) -> None:
    """Raises ImportProblem unless the bytes are a Word document of sane size; other errors mean a damaged one."""
    try:
        names = [part.name for part in look_through(data, Allowance(nodes=MOST_NODES), lambda *element: None)]
    except Unsound as unsound:
        raise ImportProblem(str(unsound)) from unsound
    if BODY not in names:
        raise ImportProblem("Soubor není dokument Wordu ve formátu .docx, nebo je poškozený.")


def _paragraphs(node: Element, tables: list[int], cell: str = "") -> Iterator[tuple[Element, str]]:
    """Each paragraph with the row of the table in which it stands; `tables` counts those that were met."""
    for child in node.iterchildren(tag="*"):
        if child.tag == qn("w:tbl"):
            tables[0] += 1
            for row, found in enumerate(child.iterchildren(qn("w:tr")), 1):
                yield from _paragraphs(found, tables, f"tabulka {tables[0]}, řádek {row}")
        elif child.tag == qn("w:p"):
            yield child, cell
            yield from _paragraphs(child, tables, cell)  # text boxes
        elif child.tag not in NOT_READ:
            yield from _paragraphs(child, tables, cell)


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

    def is_bold(self, run: Element, sources: list[Element]) -> bool:
        for source in [run, *self.chain(_value(run, "w:rPr", "w:rStyle")), *sources[1:]]:
            bold = _child(source, "w:rPr", "w:b")
            if bold is not None:
                return bold.get(qn("w:val"), "1") not in OFF
        return False

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
            pattern = pattern.replace(f"%{level + 1}", number)
        return pattern.strip() or "•"


def _twips(sources: list[Element], side: str) -> float:
    for source in sources:
        indent = _child(source, "w:pPr", "w:ind")
        if indent is not None and indent.get(qn(f"w:{side}")) is not None:
            return float(indent.get(qn(f"w:{side}")))
    return 0.0


def _first(sources: list[Element], *path: str) -> str | None:
    return next(filter(None, (_value(source, *path) for source in sources)), None)


def _value(element: Element | None, *path: str) -> str | None:
    found = _child(element, *path)
    return None if found is None else found.get(qn("w:val"))


def _child(element: Element | None, *path: str) -> Element | None:
    for name in path:
        element = None if element is None else element.find(qn(name))
    return element
