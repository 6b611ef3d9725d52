"""What a Word paragraph inherits: its indent, its weight, and its place in a list, from styles and numbering."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

OFF = {"0", "false", "off", "none"}
TWIPS = 20  # in a point
LEVEL_STEP = 18.0  # points between levels of a list that does not say
BULLETS = {"bullet", "none"}
Element = Any  # lxml has no types


@dataclass(frozen=True)
class ListPlace:
    number: str  # which list
    level: int
    definition: Element | None
    comes_from_style: bool


class WordStyles:
    def __init__(self, styles: Element, numbering: Element | None) -> None:
        self.styles = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
        self.levels = dict(_levels(numbering)) if numbering is not None else {}
        self.counters: dict[tuple[str, int], int] = {}
        wanted = (("w:type", "paragraph"), ("w:default", "1"))
        defaults = (key for key, style in self.styles.items() if all(style.get(qn(a)) == b for a, b in wanted))
        self.default = next(defaults, None)

    def chain(self, style_id: str | None) -> list[Element]:
        """The style and those that it is based on; a circle ends where it began."""
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
        outline = next(filter(None, (_value(source, "w:pPr", "w:outlineLvl") for source in sources)), "9")
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
        level = int(_first(sources, "w:pPr", "w:numPr", "w:ilvl") or next(by_style, 0))
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
            pattern = pattern.replace(f"%{level + 1}", _as(self.levels.get((place.number, level)), count))
        return pattern.strip() or "•"


def _as(definition: Element | None, count: int) -> str:
    kind = _value(definition, "w:numFmt")
    if kind in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        return chr((ord("a") if kind == "lowerLetter" else ord("A")) + count - 1)
    return str(count)


def _levels(numbering: Element) -> Iterator[tuple[tuple[str, int], Element]]:
    abstract = {it.get(qn("w:abstractNumId")): it for it in numbering.iter(qn("w:abstractNum"))}
    for number in numbering.iter(qn("w:num")):
        base = abstract.get(_value(number, "w:abstractNumId"))
        for source in (base, number):  # an override in the list itself comes second and wins
            for level in source.iter(qn("w:lvl")) if source is not None else ():
                yield (number.get(qn("w:numId")), int(level.get(qn("w:ilvl"), "0"))), level


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
