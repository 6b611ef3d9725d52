"""What every format gives: lines of text with their kind and place, and which of them begin with a bullet or number."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import Any

from goals.formatting import as_wording

SOFT_HYPHEN = "\u00ad"
MAYBE_CUT = "\ufdd0"  # no sign of any text: between two lines of a cell that may cut a word without a hyphen
DEEPER = 8.0  # points: from here on an indent means something
MOST_COLUMNS = 100
TOO_LONG = "Dokument je příliš dlouhý na to, aby to byly cíle jednoho roku; nechte v něm jen je."
HYPHEN_AT_THE_END = re.compile("[\u00ad\u2010]\\s*$")

CAPITALS = "A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"  # no range: Á to Ž has small letters, too
CAPITAL = f"[{CAPITALS}]"
COUNTED = (  # after a number these make a date or an ordinal, not an item
    "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince|"
    "pololetí|čtvrtletí|stupeň|stupně|stupni|ročník|ročníku|ročníky"
)
COUNTED_GOAL = (  # cíl č. 1, 1. cíl:, OC1, úkol 3
    r"(?:(?:[Oo]perační\s)?(?:[Cc]íl|CÍL|[Úú]kol|ÚKOL|O?C)\s?(?:č\.\s?|číslo\s)?\d{1,3}(?:[.):]|\s[-–—])?"
    r"|\d{1,3}\.\s(?:operační\s)?cíl(?:\s?[:–-]))"
)
# Signs with which no sentence begins: bullets, arrows, squares, ticks, what Word keeps in a font of its own, pictures.
SYMBOL = (
    "[•‣⁃∙⋅·●※¤◦»›§\u2460-\u24ff\u2190-\u21ff\u2217\u2219\u22c5\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3000-\u303f"
    "\uf000-\uf0ff\U0001f300-\U0001faff]"
)
MARKERS = (
    rf"{SYMBOL}(?=\ufe0f?\s*\S)",
    r"[-=–—]{1,2}>(?=\s)",
    rf"\[\s{{0,3}}[xXvV✓✔]?\s?\](?=\s|{CAPITAL})",  # boxes to be ticked
    r"\[\d{1,3}\](?=\s)",
    r"\(\s?[xX✓✔]?\s?\)(?=\s)",
    r"(?:\*\)|[†‡])(?=\s)",
    r"[-‐‑–—−*+~=](?=\s)",
    r">{1,3}(?=\s)",
    rf"[_#](?=\s+{CAPITAL})",
    rf"[lmnpqrwüØÖàð](?=\s+{CAPITAL})",  # bullets of a font of signs, whose letters came through
    rf"[-–—−](?={CAPITAL})",
    r"\(?\d{1,3}\.?\)(?=\s)",
    rf"{COUNTED_GOAL}(?=\s+{CAPITAL})",
    rf"\d{{1,3}}\.(?=\s+(?!\d|(?:{COUNTED})\b))",
    r"\d{1,3}\.(?=\s+\d+\s[^\W\d_]{2})",  # where it counts on: 9. 30 kontaktů
    rf"\d{{1,3}}\.(?={CAPITAL})",
    rf"[IVX]{{2,5}}\.(?={CAPITAL}[a-zá-ž])",  # a wide numeral leaves no room for a space
    rf"\d{{1,3}}(?:/|:|\s[-–—])(?=\s+{CAPITAL})",
    rf"(?:[Aa]d|č\.|#)\s?\d{{1,3}}(?:[.):]|\s[-–—])?(?=\s+{CAPITAL})",
    r"\d{1,3}°(?=\s)",
    r"\d{1,2}(?:\.\d{1,2})+\.?(?=\s+[^\W\d_])",
    r"\(?[^\W\d_]\)(?=\s)",
    rf"[a-hA-H]\.(?=\s+{CAPITAL})",
    rf"\(?(?:[ivx]{{2,5}}|[IVX]{{1,5}})[.)](?=\s+(?!(?:{COUNTED})\b))",
    r"\([ivx]\)(?=\s)",
    rf"[IVX]{{1,5}}/(?=\s+{CAPITAL})",
    rf"[ivx]\.(?=\s+{CAPITAL})",
    r"o(?=\s)",
)
MARKER = re.compile(rf"\s*(?P<marker>{'|'.join(MARKERS)})\ufe0f?(?P<space>\s*)(?P<rest>\S.*)", re.DOTALL)
LONE_BULLET = re.compile(rf"\s*(?:{SYMBOL}\ufe0f?|[-–—*o])\s*")
LONE_MARKER = re.compile(rf"{LONE_BULLET.pattern}|\s*(?:\d{{1,3}}[.)]|[a-z]\))\s*")
BARE_NUMBER = re.compile(rf"\s*(?P<marker>\d{{1,3}})(?P<space>\s+)(?P<rest>{CAPITAL}[^\W\d{CAPITALS}_].*)", re.DOTALL)
INITIAL = re.compile(r"[A-Z]\.")
DOING = re.compile(r"\w+(?:[aeiíýou]t|[sz]t|ci|[aeá]ní|ace)\b")  # what to do, and hardly a surname
PAGE_NUMBER = re.compile(
    r"(?:strana|str\.|stránka|page)?\s*[-–]?\s*\d{1,4}\s*(?:(?:/|z|ze|of)\s*\d{1,4})?\s*[-–]?", re.IGNORECASE
)
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")
NUMBER = re.compile(r"\D{0,20}(\d+)(?:[.):/]|\.\)|\s[-–—])?")

# Raised signs lead to a footnote; after a unit of measure they are a power.
RAISED = re.compile(r"(?P<before>(?:\b[kcdm]?m|\bha)?)(?P<mark>[⁰¹²³⁴-⁹]+)")
TYPED_MARK = re.compile(r"((?<=[\w.,;])(?:\*{1,3}\)?|†)|(?<=[^\W\d_]|[.,;])\d{1,2}\))(?=[\s.,;]|$)")
NOTE_MARK = re.compile(r"(?<=[\w.,;])\s?\[\^?\d{1,2}\]")
NOTE_SIGNS = ("*", "**", "***", "†", "‡")
BOX = re.compile(r"^\[\s?[xXvV✓✔]?\s?\]\s+(?=\S)")


class ImportProblem(Exception):
    """The file cannot be read as a document of goals; the message is one Czech sentence for the person."""


class LineKind(Enum):
    HEADING = "heading"
    BOLD = "bold"
    ITEM = "item"
    PLAIN = "plain"
    CENTRE = "centre"  # the name of a centre, because it stands where a table has those
    ROW = "row"  # of a table
    NOTE = "note"  # no text: a sentence about something that was left out


TITLES = (LineKind.HEADING, LineKind.BOLD, LineKind.CENTRE)
DEEPEST = 9  # of headings: whatever says no level


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
    (re.compile(r"[-‐‑–—−*+_=\uf02d]"), Family.DASH),
    (re.compile(r"[o○◦]"), Family.CIRCLE),
    (re.compile(rf"\d+[.°]?|\d+(?:/|:|\s[-–—])|(?:[Aa]d|č\.|#)\s?\d+.*|{COUNTED_GOAL}"), Family.NUMBER),
    (re.compile(r"\(?\d+\.?\)|\[\d+\]"), Family.NUMBER_IN_BRACKET),
    (re.compile(r"\w+(?:\.\w+)+\.?"), Family.PARTS),
    (re.compile(r"\(?[ivxIVX]+[.)/]"), Family.ROMAN),
    (re.compile(r"\(?[^\W\d_][.)]"), Family.LETTER),
)
SYMBOLS = frozenset({Family.DASH, Family.BULLET, Family.CIRCLE})


@dataclass(frozen=True)
class Line:
    """One line of a file, or one whole paragraph where the format keeps paragraphs together.

    `indent` is in points from the left edge to the marker of an item or to the first letter of other lines.
    `gap` says that a paragraph break stands before the line (before a row: that a table begins with it); `fresh` that
    the line cannot be the wrapped rest of the one before (a gap, or that line ended early). `marker` is the bullet or
    number of an item as it is seen, `level` that of a heading, 1 the highest. `left_out` are sentences about what was
    taken out of the text, `cells` those of a row.
    """

    text: str
    where: str
    kind: LineKind = LineKind.PLAIN
    marker: str = ""
    indent: float = 0.0
    gap: bool = True
    fresh: bool = True
    level: int = DEEPEST
    left_out: tuple[str, ...] = ()
    cells: tuple[tuple["Line", ...], ...] = ()

    @property
    def as_kept(self) -> dict[str, Any]:
        return _as_kept(asdict(self))

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Line":
        """The line that was kept; an older one has fewer facts."""
        cells = tuple(tuple(cls.of(line) for line in cell) for cell in kept.get("cells", ()))
        facts = {"kind": LineKind(kept["kind"]), "left_out": tuple(kept.get("left_out", ())), "cells": cells}
        return cls(**{**kept, **facts})


def _as_kept(facts: dict[str, Any]) -> dict[str, Any]:
    cells = [[_as_kept(line) for line in cell] for cell in facts["cells"]]
    return {**facts, "kind": facts["kind"].value, "cells": cells}


def note(where: str, sentence: str) -> Line:
    return Line(sentence, where, LineKind.NOTE)


def tidy(text: str) -> str:
    """The text as wordings are kept, in one line and without what cannot be seen.

    A hyphen that a program put at the end of a line stays, as a soft hyphen, so that the word can be joined.
    """
    broken = HYPHEN_AT_THE_END.search(text) is not None
    text = "".join(char for char in text if char.isspace() or unicodedata.category(char) not in ("Cc", "Cs"))
    text = as_wording(" ".join(text.split()))
    return text.removesuffix("-") + SOFT_HYPHEN if broken and text else text


def family(marker: str) -> Family:
    return next((kind for pattern, kind in FAMILIES if pattern.fullmatch(marker)), Family.BULLET)


def with_markers(lines: Iterable[Line], *, in_cell: bool = False) -> list[Line]:
    """The lines with typed markers taken off their text, and the text tidied; lines left empty are dropped.

    A wrapped line may begin with "–" or "3." without being an item, so it counts what came before.
    """
    read: list[Line] = []
    lines = with_lone_markers(list(lines))
    seen: set[tuple[str, int]] = set()
    letters = Counter(found["marker"] for line in lines if (found := MARKER.match(line.text)))
    markers = (MARKER.match(line.text) for line in lines if line.fresh)
    ahead = {found["marker"] for found in markers if found and found["rest"][0].isupper()}
    # Where wrapped lines stand elsewhere than bullets, a sign that stands as bullets do is one.
    rests = {round(line.indent) for line in lines if not (line.fresh or line.cells or MARKER.match(line.text))}
    bullets: set[int] = set()
    counted = numbered_without_a_sign(lines)
    places: dict[Family, int] = {}  # the last one of each kind that counts
    for line in lines:
        if line.cells:
            read.append(replace(line, cells=tuple(tuple(with_markers(cell, in_cell=True)) for cell in line.cells)))
            continue
        is_counted = id(line) in counted
        found = BARE_NUMBER.match(line.text) if is_counted else MARKER.match(line.text)
        if found and not in_cell and is_initial(found, letters):
            found = None
        if found and line.kind in (LineKind.PLAIN, LineKind.BOLD):
            marker = found["marker"]
            place = (marker, round(line.indent))
            text_before = read[-1].text if read else ""
            is_in_place = place[1] in bullets - rests
            is_known = place in seen or ((marker in ahead or is_in_place) and found["rest"][0].isupper())
            last = places.get(family(marker), 0)
            if is_counted or begins_item(found, text_before, last, is_fresh=line.fresh, is_known=is_known):
                seen.add(place)
                bullets.add(place[1])
                if marker.startswith(">") and (inner := MARKER.match(found["rest"])):  # in a quotation
                    found, marker = inner, inner["marker"]
                places[family(marker)] = place_of(marker)
                line = replace(line, kind=LineKind.ITEM, marker=marker, text=BOX.sub("", found["rest"], count=1))
        mark = RAISED.match(line.text)
        if mark and line.kind is LineKind.PLAIN and any(_led_to(mark[0], before) for before in read):
            read.append(note(line.where, f"Poznámka pod čarou se nepřebírá: „{tidy(line.text[mark.end() :])}“"))
            continue
        line = without_note_marks(line)
        line = replace(line, text=tidy(line.text))
        if line.text:
            read.append(line)
    return without_typed_notes(without_second_markers(read))


def without_second_markers(lines: list[Line]) -> list[Line]:
    """The lines; a bullet or a number that was typed behind that of the list is taken off, too. It is one where it is a
    sign, begins to count, or counts on from the item before or to the one behind."""
    found = [(line, MARKER.match(line.text)) for line in lines if line.kind is LineKind.ITEM]
    places = [(family(it["marker"]), place_of(it["marker"])) if it else None for _line, it in found]
    without: dict[int, Line] = {}
    for at, (line, it) in enumerate(found):
        if it is None:
            continue
        kind, place = places[at]
        counts_on = (at and places[at - 1] == (kind, place - 1)) or places[at + 1 : at + 2] == [(kind, place + 1)]
        if place and (counts_on or (place == 1 and DOING.match(it["rest"]))):
            without[id(line)] = replace(line, marker=it["marker"], text=it["rest"])
        elif kind in SYMBOLS and not it["marker"][0].isalnum():
            without[id(line)] = replace(line, text=it["rest"])
    return [without.get(id(line), line) for line in lines]


def place_of(marker: str) -> int:
    """Which one of its list a number, a letter or a numeral is; 0 for a mere sign."""
    sign = marker.strip("().:/ ")
    match family(marker):
        case Family.NUMBER | Family.NUMBER_IN_BRACKET:
            return number_of(marker)
        case Family.ROMAN:
            return NUMERALS.index(sign.upper()) + 1 if sign.upper() in NUMERALS else 0
        case Family.LETTER:
            return ord(sign.lower()) - ord("a") + 1
        case Family.PARTS:
            return int(sign.rpartition(".")[2]) if sign[-1:].isdigit() else 0
    return 0


def is_initial(found: re.Match[str], markers: Counter[str]) -> bool:
    """Whether a capital with a full stop begins the name of a person: no line is counted by the one before or after."""
    marker = found["marker"]
    if not INITIAL.fullmatch(marker) or DOING.match(found["rest"]):
        return False
    if marker in ("A.", "I.") and markers[marker] > 1:  # lists of one goal
        return False
    letter = marker[0]
    beside = {chr(ord(letter) - 1), chr(ord(letter) + 1)}
    if letter in NUMERALS:
        at = NUMERALS.index(letter)
        beside |= {*NUMERALS[max(at - 1, 0) : at + 2]} - {letter}
    return not any(f"{one}." in markers for one in beside)


def with_lone_markers(lines: list[Line]) -> list[Line]:
    """The lines, those that are only a bullet or a number put before the text below: so some programs copy a list.
    Where the text was struck out, a bullet stands for nothing."""
    found: list[Line] = []
    lone: Line | None = None
    number = 0  # of the one before; the rest of a date is none
    for line in lines:
        if lone is not None:
            is_text = line.kind is LineKind.PLAIN and not (line.cells or MARKER.match(line.text))
            if is_text and LONE_MARKER.fullmatch(line.text) is None:
                line = replace(lone, text=f"{lone.text.strip()} {line.text.lstrip()}", left_out=line.left_out)
            elif not LONE_BULLET.fullmatch(lone.text):
                found.append(lone)
            lone = None
        may_be_lone = line.kind is LineKind.PLAIN and line.fresh and not line.cells
        if may_be_lone and LONE_MARKER.fullmatch(line.text) and number_of(line.text.strip()) in (0, number + 1):
            lone, number = line, number_of(line.text.strip()) or number
        else:
            found.append(line)
    if lone is not None and not LONE_BULLET.fullmatch(lone.text):
        found.append(lone)  # all that stands in a cell
    return found


def _led_to(mark: str, before: Line) -> bool:
    """Whether a line before had the mark of the footnote, which a program writes raised and a person as a sign."""
    return any(mark_left_out(sign) in before.left_out for sign in (mark, unicodedata.normalize("NFKC", mark)))


def numbered_without_a_sign(lines: list[Line]) -> set[int]:
    """The lines, by their ids, that are numbered by a mere number: "1 Navázat …" counts only beside "2 Oslovit …"."""
    found = [(id(line), int(it["marker"])) for line in lines if line.fresh and (it := BARE_NUMBER.match(line.text))]
    counted: set[int] = set()
    for (first, one), (second, other) in pairwise(found):
        if other == one + 1:
            counted |= {first, second}
    return counted


def without_typed_notes(lines: list[Line]) -> list[Line]:
    """Lines without footnotes that are typed: a line that begins with a sign which stands glued to a word before, or
    raised behind it."""
    glued = {found[1] for line in lines for found in TYPED_MARK.finditer(line.text)}
    left_out = {sentence for line in lines for sentence in line.left_out}
    glued |= {line.marker for line in lines if line.marker in NOTE_SIGNS and mark_left_out(line.marker) in left_out}
    notes: set[int] = set()
    for before, line in zip([None, *lines], lines, strict=False):
        if line.kind is LineKind.ITEM and line.marker in glued and (line.gap or id(before) in notes):
            notes.add(id(line))
    signs = {line.marker for line in lines if id(line) in notes}
    others = {line.marker for line in lines if line.kind is LineKind.ITEM and id(line) not in notes}
    marks = Counter(it[1] for line in lines for it in TYPED_MARK.finditer(line.text))
    marks.update(sign for line in lines for sign in signs if mark_left_out(sign) in line.left_out)
    counted = Counter(line.marker for line in lines if id(line) in notes)
    if not signs or signs & others or any(counted[sign] > marks[sign] for sign in signs):
        return lines
    found = []
    for line in lines:
        if id(line) in notes:
            found.append(note(line.where, f"Poznámka pod čarou se nepřebírá: „{line.text}“"))
            continue
        marks = [it[1] for it in TYPED_MARK.finditer(line.text) if it[1] in signs]
        text = TYPED_MARK.sub(lambda it: "" if it[1] in signs else it[0], line.text)
        found.append(replace(line, text=text, left_out=(*line.left_out, *map(mark_left_out, marks))))
    return found


def without_note_marks(line: Line) -> Line:
    """The line without signs that lead to footnotes; the text they lead to is no part of a goal either."""
    if line.kind is LineKind.NOTE:
        return line
    marks = [found[0].strip() for found in NOTE_MARK.finditer(line.text)]
    text = NOTE_MARK.sub("", line.text)
    marks += [found["mark"] for found in RAISED.finditer(text) if not found["before"]]
    if not marks:
        return line
    text = RAISED.sub(lambda found: found[0] if found["before"] else "", text)
    return replace(line, text=text, left_out=(*line.left_out, *map(mark_left_out, marks)))


def mark_left_out(mark: str) -> str:
    return f"Značka poznámky „{mark.strip(' )')}“ se do znění nepřebírá."


def begins_item(found: re.Match[str], text_before: str, last: int, *, is_fresh: bool, is_known: bool) -> bool:
    """Whether what looks like a marker is one; `last` is the place of the last one that counts so, `is_known` says that
    the same has stood at the same indent."""
    marker, wide = found["marker"], "\t" in found["space"] or len(found["space"]) > 1
    if not found["space"] and text_before.endswith(marker):  # Brandýs- and -Stará Boleslav
        return False
    if marker.endswith(")") and marker[0] != "(" and text_before.count("(") > text_before.count(")"):
        return False  # "(celkem / 2) a"
    if found["rest"][0].isdigit() and family(marker) is Family.NUMBER:
        return number_of(marker) == last + 1
    # Spaces are wide in lines that are set to both edges, too: there a capital or a sentence before tells.
    begins = (
        (is_fresh and marker != "o")
        or not text_before
        or is_known
        or found["rest"][0].isupper()
        or text_before.endswith((".", ":", ";"))
    )
    if (wide and begins) or (family(marker) is Family.BULLET and marker not in ">~"):
        return True
    if family(marker) is Family.CIRCLE:  # "o" is also a preposition
        return found["rest"][0].isupper() or text_before.endswith(":") or is_known or marker != "o"
    if is_fresh:
        return True
    after_a_sentence = text_before.endswith((".", ":", ";"))
    if place := place_of(marker):
        return place == last + 1 or (place == 1 and (after_a_sentence or is_known))
    return after_a_sentence or is_known


def number_of(marker: str) -> int:
    found = NUMBER.fullmatch(marker)
    return int(found[1]) if found else 0
