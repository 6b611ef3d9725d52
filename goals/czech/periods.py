"""Phrases that say how often or within what time: "ročně", "za tři měsíce", "/rok", "v průběhu roku", "každou středu".

A period that may stand alone ("čtvrtletně") is a target by itself when no number belongs to it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from goals.czech.text import Doc
from goals.czech.times import FRACTIONS, NUMBER, UNIT, Rate, number_value, rate, unit_name
from goals.states import Window


@dataclass(frozen=True)
class Period:
    window: Window | None  # None: longer than a year
    factor: Decimal = Decimal(1)  # times in the window
    alone: bool = False  # may be a target without a number
    near: bool = False  # belongs only to a number close by
    year: int | None = None  # the year it names
    first: int = 0  # token indices, inclusive
    last: int = 0


Maker = Callable[[re.Match[str]], Period | None]

_ADVERBS: dict[str, Rate] = {
    r"(?:kazdo)?rocne": (Window.YEAR, Decimal(1)),
    r"pololetne|pulrocne|semestralne": (Window.HALF_YEAR, Decimal(1)),
    r"ctvrtletne|ctvrtrocne|kvartalne": (Window.QUARTER, Decimal(1)),
    r"mesicne": (Window.MONTH, Decimal(1)),
    r"tydne": (Window.WEEK, Decimal(1)),
    r"dvoumesicne|obmesicne": (Window.YEAR, Decimal(6)),
    r"ctrnactidenne|dvoutydne": (Window.MONTH, Decimal(2)),
    r"(?:kazdo)?denne|kazdy den": (Window.WEEK, Decimal(7)),
    r"kazdy (?:pracovni|vsedni) den": (Window.WEEK, Decimal(5)),
}
_ADJECTIVES: dict[str, Rate] = {
    r"kazdorocni": (Window.YEAR, Decimal(1)),
    r"pololetni|pulrocni": (Window.HALF_YEAR, Decimal(1)),
    r"ctvrtletni|kvartalni": (Window.QUARTER, Decimal(1)),
    r"mesicni": (Window.MONTH, Decimal(1)),
    r"tydenni": (Window.WEEK, Decimal(1)),
}
# What an adjective of time makes regular, rather than long ("měsíční kurz" lasts a month).
_REGULAR = (
    r"(?:setkan|schuz|porad|zpravodaj|newsletter|monitoring|report|vyhodnocen|supervi|intervi|jednan|vykaz|bulletin"
    r"|interval|frekvenc|periodicit)"
)
_WEEKDAY = r"(?:pondeli\w?|uter(?:y|ek|ky)|stred[auy]|ctvrt(?:ek|ky)|pat(?:ek|ky)|sobot[auy]|nedel[ei])"
_WEEKDAYS = rf"{_WEEKDAY}(?:(?: a(?: ve?)?|,) {_WEEKDAY})?"
_ORDINAL = r"(?:prvni|druh\w{1,3}|treti|ctvrt[youae]{1,2}|posledni|[1-4]\.)"
_EACH = r"\bkazd(?:y|a|e|ou|eho|em|ych) "
_EVERY = _EACH + r"(?:kalendarni\w* |skolni\w* |jednotliv\w+ )?"
_YEAR = r"(?P<y>(?:19|20)[0-9]{2})(?![0-9])(?! ?[/-] ?(?:19|20)?[0-9]{2}(?![0-9]))"
_SCHOOL = r"(?:19|20)[0-9]{2} ?[/-] ?(?:19|20)?[0-9]{2}\b"
_THIS = r"(?:cel|kalendarni|dan|tomto|tohoto|tento|letosni|nasledujici|pristi|skolni|nadchazejici|jedn)\w{0,3} "
_IN_MONTH = r"(?P<month> v (?:danem |kazdem )?mesici)"


def _interval(match: re.Match[str]) -> Period | None:
    """ "za tři měsíce", "každých 14 dní": once in N units; what is rarer than yearly leaves no window."""
    groups = match.groupdict()
    number = groups.get("n")
    found = rate(number_value(number) if number else 1, unit_name(groups["unit"]))
    alone = match.group().startswith(("kazd", "v kazd", "ve kazd", "co ", "v interval"))
    if found is None:
        return None if alone else Period(None)
    return Period(*found, alone=alone, near=groups.get("near") is not None)


def _every_second(match: re.Match[str]) -> Period | None:
    found = rate(
        {"d": 2, "t": 3, "c": 4, "2": 2, "3": 3, "4": 4}[match.group("ord")[0]], unit_name(match.group("unit"))
    )
    return found and Period(*found, alone=True)


def _weekday(match: re.Match[str]) -> Period:
    ordinal, month = match.group("ord"), match.group("month")
    days = len(re.findall(_WEEKDAY, match.group())) * (2 if ordinal and " a " in ordinal else 1)
    if month is None and ordinal is not None and ordinal.startswith("druh"):
        return Period(Window.MONTH, Decimal(2), alone=True)  # every second Tuesday
    monthly = month is not None or ordinal is not None
    return Period(Window.MONTH if monthly else Window.WEEK, Decimal(days), alone=True)


def _in_year(match: re.Match[str]) -> Period:
    named = match.groupdict().get("y")
    return Period(Window.YEAR, year=int(named) if named else None)


def _compound(match: re.Match[str]) -> Period | None:
    """ "v šestiměsíčních intervalech"."""
    found = rate({"dvou": 2, "tri": 3, "ctyr": 4, "sesti": 6}[match.group("n")], unit_name(match.group("unit")))
    return found and Period(*found, alone=True)


def _fixed(found: Rate) -> Maker:
    return lambda _match: Period(*found, alone=True)


_SOURCES: list[tuple[str, Maker]] = [
    (rf"{_EVERY}(?P<n>{NUMBER}) (?P<unit>{UNIT})", _interval),
    (rf"{_EACH}(?P<ord>(?:druh|tret|ctvrt)\w{{1,3}}|[2-4]\.) (?P<unit>{UNIT})", _every_second),
    (rf"(?:{_EACH}|\bvzdy (?:v |ve |na )?)(?P<ord>{_ORDINAL} (?:a {_ORDINAL} )?)?{_WEEKDAYS}{_IN_MONTH}?", _weekday),
    (rf"\b(?P<ord>{_ORDINAL} (?:a {_ORDINAL} )?){_WEEKDAY}{_IN_MONTH}", _weekday),
    (rf"(?:\bve? )?{_EVERY}(?P<unit>{UNIT})", _interval),
    (rf"\b(?:co|v intervalu) (?P<n>{NUMBER}) (?P<unit>{UNIT})", _interval),
    (r"\bv (?P<n>dvou|tri|ctyr|sesti)(?P<unit>mesic|tyden)n?ich intervalech\b", _compound),
    (rf"\bza (?:rok|r\.) {_YEAR}", _in_year),
    (r"\bza (?P<part>1/4|1/2) roku\b", lambda match: Period(*rate(1, FRACTIONS[match.group("part")]) or (None,))),
    (rf"\bza (?P<n>{NUMBER}) (?P<unit>{UNIT})", _interval),
    (rf"\bza (?:kazdy |kazde |cely |cele )?(?P<unit>{UNIT})", _interval),
    (rf"(?:/|\bper) ?(?:(?P<n>{NUMBER}) )?(?P<unit>{UNIT})", _interval),
    (rf"\bve? (?:{_THIS}){{0,2}}roce {_SCHOOL}", _in_year),
    (rf"\b(?:ve? (?:{_THIS}){{0,2}}(?:roce|r\.)|v|rok) {_YEAR}", _in_year),
    (rf"\b(?:pro|na|v prubehu|v ramci|behem|po dobu) (?:{_THIS}){{0,2}}roku? {_YEAR}", _in_year),
    (
        rf"\b(?:v prubehu|behem|po dobu|po|v ramci|napric) (?:{_THIS}){{0,2}}rok(?:u|em)?\b(?! (?:od|po|v cr|praxe))",
        _in_year,
    ),
    (rf"\b(?:ve? (?:{_THIS}){{1,2}}roce|(?:pro|na) (?:{_THIS}){{1,2}}rok)\b", _in_year),
    (r"\bletos\b", _in_year),
    (
        r"\b(?P<near>do|na|ve?|behem|v prubehu) (?:jednoho |kalendarniho |daneho )?"
        r"(?P<unit>rok[ua]|roce|mesic[ei]?|tyden|tydn[eu]|ctvrtleti|kvartal[ue]|pololeti|pulroku|semestr[ue])\b",
        _interval,
    ),
    (r"(?<=x )(?P<near>)(?P<unit>rok|mesic|mes|tyden|tyd|kvartal|ctvrtleti|pololeti)\b", _interval),
    (r"\brocni(?:m|ho)?(?= (?:pocet|poctu|objem))", _in_year),
    *((rf"\b(?:{word})\b", _fixed(found)) for word, found in _ADVERBS.items()),
    *(
        (rf"\b(?:v )?(?:pravideln\w+ )?(?:{word})(?:ch|ho|m|mi|mu)?(?= (?:\w+ )?{_REGULAR})", _fixed(found))
        for word, found in _ADJECTIVES.items()
    ),
]
_RULES = [(re.compile(source), make) for source, make in _SOURCES]


def _is_name(doc: Doc, match: re.Match[str]) -> bool:
    """Whether a phrase belongs to a name ("během Týdne uprchlíků"); "týdne" folds to the same letters as "týdně"."""
    words = doc.text[match.start() : match.end()]
    return words.lower() == "týdne" or any(letter.isupper() for letter in words[1:] if letter != "Q")


def find_periods(doc: Doc) -> list[Period]:
    """All periods of a text in reading order; claims their tokens."""
    found = []
    for pattern, make in _RULES:
        for match in pattern.finditer(doc.low):
            period = make(match) if not _is_name(doc, match) else None
            place = doc.claim(*match.span(), "period") if period is not None else None
            if place is not None and period is not None:
                found.append(replace(period, first=place[0], last=place[1]))
    return sorted(found, key=lambda period: period.first)
