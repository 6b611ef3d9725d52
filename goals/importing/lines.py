"""What every format gives: lines of text with their kind and place, and which of them begin with a bullet or number."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

SOFT_HYPHEN = "\u00ad"
INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
HYPHEN_AT_THE_END = re.compile("[\u00ad\u2010]\\s*$")

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


class ImportProblem(Exception):
    """The file cannot be read as a document of goals; the message is one Czech sentence for the person."""


class LineKind(Enum):
    HEADING = "heading"
    BOLD = "bold"
    ITEM = "item"
    PLAIN = "plain"


TITLES = (LineKind.HEADING, LineKind.BOLD)


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


@dataclass(frozen=True)
class Line:
    """One line of a file, or one whole paragraph where the format keeps paragraphs together.

    `indent` is in points from the left edge to the marker of an item or to the first letter of other lines.
    `gap` says that a paragraph break stands before the line; `fresh` that the line cannot be the wrapped rest of
    the one before (a gap, or that line ended early). `marker` is the bullet or number of an item as it is seen.
    """

    text: str
    where: str
    kind: LineKind = LineKind.PLAIN
    marker: str = ""
    indent: float = 0.0
    gap: bool = True
    fresh: bool = True


def tidy(text: str) -> str:
    """The text in Unicode NFC with single spaces and without what cannot be seen.

    A hyphen that a program put at the end of a line stays, as a soft hyphen, so that the word can be joined.
    """
    broken = HYPHEN_AT_THE_END.search(text) is not None
    text = INVISIBLE.sub("", text).replace(SOFT_HYPHEN, "").replace("\u2011", "-").replace("\u2010", "-")
    text = "".join(char for char in text if char.isspace() or unicodedata.category(char) not in ("Cc", "Cs"))
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return text.removesuffix("-") + SOFT_HYPHEN if broken and text else text


def family(marker: str) -> Family:
    return next((kind for pattern, kind in FAMILIES if pattern.fullmatch(marker)), Family.BULLET)


def with_markers(lines: Iterable[Line]) -> list[Line]:
    """The lines with typed markers taken off their text, and the text tidied; lines left empty are dropped.

    A wrapped line may begin with "–" or "3." without being an item, so it counts what came before.
    """
    read: list[Line] = []
    seen: set[tuple[str, int]] = set()
    number = 0
    for line in lines:
        found = MARKER.match(line.text)
        if found and line.kind in (LineKind.PLAIN, LineKind.BOLD):
            marker = found["marker"]
            place = (marker, round(line.indent))
            text_before = read[-1].text if read else ""
            if begins_item(found, text_before, number, is_fresh=line.fresh, is_known=place in seen):
                seen.add(place)
                number = number_of(marker) or number
                line = replace(line, kind=LineKind.ITEM, marker=marker, text=found["rest"])
        line = replace(line, text=tidy(line.text))
        if line.text:
            read.append(line)
    return read


def begins_item(found: re.Match[str], text_before: str, last_number: int, *, is_fresh: bool, is_known: bool) -> bool:
    """Whether what looks like a marker is one; `is_known` says that the same has stood at the same indent."""
    marker, wide = found["marker"], "\t" in found["space"] or len(found["space"]) > 1
    if wide or family(marker) is Family.BULLET:
        return True
    if family(marker) is Family.CIRCLE:  # "o" is also a preposition
        return found["rest"][0].isupper() or text_before.endswith(":") or is_known
    if is_fresh:
        return True
    after_a_sentence = text_before.endswith((".", ":", ";"))
    if number := number_of(marker):
        return number == last_number + 1 or (number == 1 and after_a_sentence)
    return after_a_sentence or is_known


def number_of(marker: str) -> int:
    found = NUMBER.fullmatch(marker)
    return int(found[1]) if found else 0
