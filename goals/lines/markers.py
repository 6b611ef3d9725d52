"""Bullets and numbers typed at the beginning of a line: which of them begin an item, and which are only text."""

import re
from collections.abc import Iterable
from dataclasses import replace
from enum import Enum

from goals.lines.line import Line, LineKind, tidy

CAPITAL = "[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ]"
COUNTED = (  # after a number these make a date or an ordinal, not an item
    "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince|"
    "pololetí|čtvrtletí|stupeň|stupně|stupni|ročník|ročníku|ročníky"
)
MARKERS = (
    r"[•‣▪▫■□●○◦∙·❖➢➤►▶✓✔◆◇❑\uf000-\uf0ff](?=\s*\S)",  # symbols: no sentence begins with them
    r"[-–—−*+](?=\s)",
    rf"[-–—−](?={CAPITAL})",
    r"\(?\d{1,2}\)(?=\s)",
    rf"\d{{1,2}}\.(?=\s+(?!\d|(?:{COUNTED})\b))",
    rf"\d{{1,2}}\.(?={CAPITAL})",
    r"\d{1,2}(?:\.\d{1,2})+\.?(?=\s+[^\W\d_])",
    r"\(?[a-zA-Z]\)(?=\s)",
    rf"[a-h]\.(?=\s+{CAPITAL})",
    r"(?:[ivx]{2,4}|[IVX]{1,4})[.)](?=\s)",
    r"o(?=\s)",
)
MARKER = re.compile(rf"\s*(?P<marker>{'|'.join(MARKERS)})(?P<space>\s*)(?P<rest>\S.*)", re.DOTALL)
NUMBER = re.compile(r"\(?(\d+)[.)]")


class Family(Enum):
    """Markers that stand for each other: items of one list share a family."""

    DASH = "dash"
    BULLET = "bullet"
    CIRCLE = "circle"
    NUMBER = "number"
    NUMBER_IN_BRACKET = "number in bracket"
    PARTS = "parts"  # 1.1
    LETTER = "letter"
    ROMAN = "roman"


FAMILIES = (
    (re.compile(r"[-–—−*+\uf02d]"), Family.DASH),
    (re.compile(r"[o○◦]"), Family.CIRCLE),
    (re.compile(r"\d+\."), Family.NUMBER),
    (re.compile(r"\(?\d+\)"), Family.NUMBER_IN_BRACKET),
    (re.compile(r"\w+(?:\.\w+)+\.?"), Family.PARTS),
    (re.compile(r"\(?[a-zA-Z][.)]"), Family.LETTER),
    (re.compile(r"[ivxIVX]+[.)]"), Family.ROMAN),
)
SYMBOLS = frozenset({Family.DASH, Family.BULLET, Family.CIRCLE})


def family(marker: str) -> Family:
    return next((kind for pattern, kind in FAMILIES if pattern.fullmatch(marker)), Family.BULLET)


def with_markers(lines: Iterable[Line]) -> list[Line]:
    """The lines with typed markers taken off their text, and the text tidied; lines left empty are dropped."""
    reader = MarkerReader()
    return [line for line in map(reader.read, lines) if line.text]


class MarkerReader:
    """Remembers the markers it has seen: a wrapped line may begin with "–" or "3." without being an item."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, int]] = set()
        self.number = 0
        self.text_before = ""

    def read(self, line: Line) -> Line:
        found = MARKER.match(line.text)
        if line.kind in (LineKind.PLAIN, LineKind.BOLD) and found and self.begins_item(line, found):
            marker = found["marker"]
            self.seen.add((marker, round(line.indent)))
            self.number = number_of(marker) or self.number
            line = replace(line, kind=LineKind.ITEM, marker=marker, text=found["rest"])
        line = replace(line, text=tidy(line.text))
        self.text_before = line.text or self.text_before
        return line

    def begins_item(self, line: Line, found: re.Match[str]) -> bool:
        marker, wide = found["marker"], "\t" in found["space"] or len(found["space"]) > 1
        if wide or family(marker) is Family.BULLET:
            return True
        if family(marker) is Family.CIRCLE:  # "o" is also a preposition
            return found["rest"][0].isupper() or self.text_before.endswith(":") or self.is_known(line, marker)
        if line.fresh:
            return True
        after_a_sentence = self.text_before.endswith((".", ":", ";"))
        number = number_of(marker)
        if number:
            return number == self.number + 1 or (number == 1 and after_a_sentence)
        return after_a_sentence or self.is_known(line, marker)

    def is_known(self, line: Line, marker: str) -> bool:
        return (marker, round(line.indent)) in self.seen


def number_of(marker: str) -> int:
    found = NUMBER.fullmatch(marker)
    return int(found[1]) if found else 0
