"""Phrases that say how often or within what time ("ročně", "za tři měsíce", "/rok", "každou středu"), and which number
each of them belongs to.

The windows are year, half-year, quarter, month and week. Fortnights are said by two a month, two and four months by 6
and 3 a year; what else falls between is once in so many windows ("every"): in three weeks, in two years. A period that
may stand alone ("čtvrtletně") is a target by itself when no number belongs to it.
"""

import re
from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, takewhile

from goals.declension import listed
from goals.noun_patterns import Number
from goals.reading.quantities import FOLDED, Quantity, small
from goals.reading.repeated import is_event
from goals.reading.text import PREPOSITIONS, Doc, is_verb, noun_phrase
from goals.states import Window

Rate = tuple[Window, Decimal]  # so many times in the window

_NUMBER = r"(?:[0-9]{1,3}|" + "|".join(sorted((w for w, v in FOLDED.items() if v <= 100), key=len, reverse=True)) + ")"
_UNITS: tuple[tuple[str, str], ...] = (
    ("quarter", r"ctvrtlet\w*|ctvrt rok\w{1,2}|ctvrtrok\w*|kvartal\w*|trimestr\w*|q\b|ctvrtl\b\.?"),
    ("half-year", r"pololet\w*|pul ?ro(?:k\w{0,2}|ce)|semestr\w*|pol\b\.?"),
    ("year", r"(?:kalendarni\w{0,3} |skolni\w{0,3} )?rok\w{0,2}|roce|rocne|let|r\b\.?|roc\b\.?"),
    ("month", r"(?:kalendarni\w{0,3} )?mesic\w{0,3}|mesicne|mes\b\.?"),
    ("week", r"tyden|tyd\b\.?|tydn\w{1,3}|tydne"),
    ("day", r"(?:kalendarni\w{0,3} )?(?:dny|dnu|dni|den)"),
)
_UNIT = r"(?:" + "|".join(pattern for _, pattern in _UNITS) + r")(?!\w)"
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_DAYS = {"day": 1, "week": 7}
_RATES_BY_MONTHS = {1: (Window.MONTH, 1), 3: (Window.QUARTER, 1), 6: (Window.HALF_YEAR, 1)}
_RATES_BY_DAYS = {10: (Window.MONTH, 3), 14: (Window.MONTH, 2), 15: (Window.MONTH, 2)}
_RATES_BY_DAYS |= dict.fromkeys((30, 31), (Window.MONTH, 1))
_RATES_BY_DAYS |= {90: (Window.QUARTER, 1), 91: (Window.QUARTER, 1), 182: (Window.HALF_YEAR, 1)}

_ADVERBS: dict[str, Rate] = {
    r"na rocni bazi|(?:kazdo)?rocne": (Window.YEAR, Decimal(1)),
    r"na (?:pololetni|pulrocni) bazi|pololetne|pulrocne|semestralne": (Window.HALF_YEAR, Decimal(1)),
    r"na (?:ctvrtletni|kvartalni) bazi|ctvrtletne|ctvrtrocne|kvartalne": (Window.QUARTER, Decimal(1)),
    r"na mesicni bazi|mesicne": (Window.MONTH, Decimal(1)),
    r"na tydenni bazi|tydne": (Window.WEEK, Decimal(1)),
    r"dvoumesicne|obmesicne": (Window.YEAR, Decimal(6)),
    r"ctrnactidenne|dvoutydne": (Window.MONTH, Decimal(2)),
    r"(?:kazdo)?denne|kazdy den": (Window.WEEK, Decimal(7)),
    r"obden": (Window.WEEK, Decimal(3)),
    r"kazdy (?:pracovni|vsedni) den": (Window.WEEK, Decimal(5)),
}
_ADJECTIVES: dict[str, Rate] = {
    r"kazdorocni": (Window.YEAR, Decimal(1)),
    r"pololetni|pulrocni": (Window.HALF_YEAR, Decimal(1)),
    r"ctvrtletni|kvartalni": (Window.QUARTER, Decimal(1)),
    r"mesicni": (Window.MONTH, Decimal(1)),
    r"tydenni": (Window.WEEK, Decimal(1)),
}
_LONGER: dict[str, Rate] = {
    r"dvoumesicni": (Window.YEAR, Decimal(6)),
    r"trimesicni": (Window.QUARTER, Decimal(1)),
    r"ctrnactidenni|dvoutydenni": (Window.MONTH, Decimal(2)),
}
# What an adjective of time makes regular, rather than long ("měsíční kurz" lasts a month).
_REGULAR = (
    r"(?:setkan|schuz|porad|zpravodaj|newsletter|monitoring|report|vyhodnocen|supervi|intervi|jednan|vykaz|bulletin"
    r")"
)
_BEAT = r"(?:interval|frekvenc|periodicit|pravidelnost|rytm|takt|odstup|cykl)\w{0,4}"
_WEEKDAY = r"(?:pondeli\w?|uter(?:y|ek|ky)|stred[auy]|ctvrt(?:ek|ky)|pat(?:ek|ky)|sobot[auy]|nedel[ei]|vikend\w{0,2})"
_SHORT = r"\b(?:po|ut|st|ct|pa|so|ne)\b"  # "každé út"
_OTHER_WEEK = r"(?P<other> (?:ve? )?(?:lich|sud)\w{2,3} tydn?\w+)"
_WEEKDAYS = rf"{_WEEKDAY}(?:(?: a(?: ve?)?|,) {_WEEKDAY})?{_OTHER_WEEK}?"
_ORDINAL = r"(?:prvni|lich(?:y|a|ou|e|eho)|sud(?:y|a|ou|e|eho)|druh\w{1,3}|treti|ctvrt[youae]{1,2}|posledni|[1-4]\.)"
_EACH = r"\bkazd(?:y|a|e|ou|eho|em|ych) "
_EVERY = _EACH + r"(?:kalendarni\w* |skolni\w* |jednotliv\w+ )?"
_YEAR = r"(?P<y>(?:19|20)[0-9]{2})(?![0-9])(?! ?[/-] ?(?:19|20)?[0-9]{2}(?![0-9]))"
_SCHOOL = r"(?:19|20)[0-9]{2} ?[/-] ?(?:19|20)?[0-9]{2}\b"
_THIS = r"(?:cel|kalendarni|dan|tomto|tohoto|tento|letosni|nasledujici|pristi|skolni|nadchazejici|jedn)\w{0,3} "
_IN_MONTH = r"(?P<month> v (?:danem |kazdem )?mesici)"

_ROLES = ("period", "deadline")
_NEAR = 6  # tokens between a number and a phrase such as "v měsíci"
_REACH = 12  # quantities looked at on either side of a period
_GAP = 60  # tokens over which a period can still belong to a number


@dataclass(frozen=True)
class PeriodPhrase:
    window: Window | None  # None: longer than a year
    factor: Decimal = Decimal(1)  # times in the window
    every: int = 1  # in so many windows
    is_day: bool = False  # a day of the week: beside another rhythm only a detail of it
    alone: bool = False  # may be a target without a number
    near: bool = False  # belongs only to a number close by
    year: int | None = None  # the year it names
    first: int = 0  # token indices, inclusive
    last: int = 0


Maker = Callable[[re.Match[str]], PeriodPhrase | None]


def _interval(match: re.Match[str]) -> PeriodPhrase | None:
    """ "za tři měsíce", "každých 14 dní": once in N units; what is rarer than yearly leaves no window."""
    groups = match.groupdict()
    number, ordinal = groups.get("n") or "1", groups.get("ord")
    if ordinal:  # "každý třetí měsíc"
        count = {"d": 2, "l": 2, "s": 2, "t": 3, "c": 4, "2": 2, "3": 3, "4": 4}[ordinal[0]]
    else:
        count = int(number) if number.isdigit() else FOLDED[number]
    unit = next((name for name, pattern in _UNITS if re.fullmatch(pattern, groups["unit"].strip())), "")
    every = 1
    months, days = count * _MONTHS.get(unit, 0), count * _DAYS.get(unit, 0)
    if months:
        window, times = _RATES_BY_MONTHS.get(months) or (Window.YEAR, 12 // months)
        if 12 % months:  # once in five months, in two years
            window, every = (Window.MONTH, months) if months % 12 else (Window.YEAR, months // 12)
            times = 1
    elif 0 < days <= 7:
        window, times = Window.WEEK, 7 // days
    elif days % 7 == 0 and days not in _RATES_BY_DAYS:
        window, times, every = Window.WEEK, 1, days // 7
    else:
        window, times = _RATES_BY_DAYS.get(days) or (Window.YEAR, round(365 / days) if 0 < days <= 365 else 0)
    words = match.group()
    alone = words.startswith(
        ("kazd", "v kazd", "ve kazd", "za kazd", "co ", "v interval", "vzdy", "na konci", "ke konci", "a ")
    ) or words.endswith(" intervalech")
    alone = alone or ordinal is not None
    if not times:
        return None if alone else PeriodPhrase(None)
    return PeriodPhrase(window, Decimal(times), every, alone=alone, near=groups.get("near") is not None)


def _every_other(match: re.Match[str]) -> PeriodPhrase:
    """ "ob týden", "obměsíc": twice a month, six times a year."""
    window, times = (Window.MONTH, 2) if match["unit"] == "tyden" else (Window.YEAR, 6)
    return PeriodPhrase(window, Decimal(times), alone=True)


def _weekday(match: re.Match[str]) -> PeriodPhrase:
    ordinal, month, other = map(match.groupdict().get, ("ord", "month", "other"))
    days = len(re.findall(rf"{_WEEKDAY}|{_SHORT}", match.group())) * (2 if ordinal and " a " in ordinal else 1)
    ordinal = "lichy" if other else ordinal
    if month is None and ordinal is not None and ordinal.startswith(("druh", "lich", "sud")):
        return PeriodPhrase(Window.MONTH, Decimal(2 * days), alone=True, is_day=True)  # every second Tuesday
    if month is None and ordinal is not None and ordinal.startswith(("treti", "ctvrt", "3", "4")):
        return PeriodPhrase(Window.WEEK, Decimal(days), 4 if ordinal[0] in "c4" else 3, alone=True, is_day=True)
    monthly = month is not None or ordinal is not None
    return PeriodPhrase(Window.MONTH if monthly else Window.WEEK, Decimal(days), alone=True, is_day=True)


def _in_year(match: re.Match[str]) -> PeriodPhrase:
    named = match.groupdict().get("y")
    return PeriodPhrase(Window.YEAR, year=int(named) if named else None)


def _fixed(found: Rate) -> Maker:
    return lambda _match: PeriodPhrase(found[0], found[1], alone=True)


_SOURCES: list[tuple[str, Maker]] = [
    (rf"{_EVERY}(?P<n>{_NUMBER}) (?P<unit>{_UNIT})", _interval),
    (rf"{_EACH}(?P<ord>(?:druh|tret|ctvrt)\w{{1,3}}|(?:lich|sud)\w{{1,3}}|[2-4]\.) (?P<unit>{_UNIT})", _interval),
    (rf"(?:{_EACH}|\bvzdy (?:v |ve |na )?)(?P<ord>{_ORDINAL} (?:a {_ORDINAL} )?)?{_WEEKDAYS}{_IN_MONTH}?", _weekday),
    (rf"\b(?P<ord>{_ORDINAL} (?:a {_ORDINAL} )?){_WEEKDAY}{_IN_MONTH}", _weekday),
    (rf"\b(?:kazde (?=po|ut)|kazdou (?=st|so|ne)|kazdy (?=ct|pa)){_SHORT}(?:(?: a |, ?){_SHORT})?", _weekday),
    (r"\bob ?(?P<unit>tyden|mesic)\b", _every_other),
    (r"(?:\bvzdy )?\b(?:ve?|po|za) (?P<ord>lich|sud)\w{1,3} (?P<unit>tyd(?:en|n\w{1,3})|mesic\w{0,3})\b", _interval),
    (rf"\ba (?P<n>{_NUMBER}) (?P<unit>{_UNIT})", _interval),  # "supervize á 6 týdnů", no "a 6 týdnů"
    (rf"(?:\b(?:ve?|za) )?{_EVERY}(?P<unit>{_UNIT})", _interval),
    (
        r"\b(?:vzdy (?:na|ke|po|do) (?:konce|konci|zacatku|zaveru)?|(?:na|ke) konci kazde\w{2,3}) ?"
        rf"(?P<unit>{_UNIT})",
        _interval,
    ),
    (r"\bco (?P<unit>tyden|mesic|rok|pul roku|ctvrt roku|ctvrtleti|pololeti)\b", _interval),
    (rf"\b(?:co|v intervalu) (?P<n>{_NUMBER}) (?P<unit>{_UNIT})", _interval),
    (r"\bv (?P<n>dvou|tri|ctyr|sesti)(?P<unit>mesic|tyden)n?ich intervalech\b", _interval),
    (rf"\bza (?:rok|r\.) {_YEAR}", _in_year),
    (r"\bza 1/4 roku\b", lambda _match: PeriodPhrase(Window.QUARTER)),
    (r"\bza 1/2 roku\b", lambda _match: PeriodPhrase(Window.HALF_YEAR)),
    (rf"\bza (?:{_NUMBER} ?(?:-|az) ?)?(?P<n>{_NUMBER}) (?P<unit>{_UNIT})", _interval),
    (rf"\bza (?:kazdy |kazde |cely |cele )?(?P<unit>{_UNIT})", _interval),
    (rf"(?:/|\bper) ?(?:(?P<n>{_NUMBER}) )?(?P<unit>{_UNIT})", _interval),
    (rf"\bve? (?:{_THIS}){{0,2}}roce {_SCHOOL}", _in_year),
    (rf"\b(?:ve? (?:{_THIS}){{0,2}}(?:roce|r\.)|v|rok) {_YEAR}", _in_year),
    (rf"\b(?:pro|na|v prubehu|v ramci|behem|po dobu) (?:{_THIS}){{0,2}}roku? {_YEAR}", _in_year),
    (
        rf"\b(?:v prubehu|behem|po dobu|po|v ramci|napric) (?:{_THIS}){{0,2}}rok(?:u|em)?\b(?! (?:od|po|v cr|praxe)\b)",
        _in_year,
    ),
    (rf"\b(?:ve? (?:{_THIS}){{1,2}}roce|(?:pro|na) (?:{_THIS}){{1,2}}rok)\b", _in_year),
    (
        r"\b(?P<near>do|na|ve?|behem|v prubehu) (?:jednoho |kalendarniho |daneho )?"
        r"(?P<unit>rok[ua]|roce|mesic[ei]?|tyden|tydn[eu]|ctvrtleti|kvartal[ue]|pololeti|pulroku|semestr[ue])\b",
        _interval,
    ),
    (
        r"(?<=x )(?P<near>)(?P<unit>(?:rok|mesic|tyden|kvartal|\w+leti|(?:roc|mes|tyd|ctvrtl|pol)\b\.?)(?!\w))",
        _interval,
    ),
    (r"\brocni(?:m|ho)?(?= (?:pocet|poctu|objem))", _in_year),
    *((rf"\b(?:{word})\b", _fixed(found)) for word, found in _ADVERBS.items()),
    *(
        (rf"\b(?:ve? |s )?(?:pravideln\w+ )?(?:{word})\w{{0,3}} {_BEAT}", _fixed(found))
        for word, found in (_ADJECTIVES | _LONGER).items()
    ),
    *(
        (rf"\b(?:v |s )?(?:pravideln\w+ )?(?:{word})(?:ch|ho|m|mi|mu)?(?= (?:\w+ )?{_REGULAR})", _fixed(found))
        for word, found in _ADJECTIVES.items()
    ),
]
_RULES = [(re.compile(source), make) for source, make in _SOURCES]


def find_periods(doc: Doc) -> list[PeriodPhrase]:
    """All periods of a text in reading order; claims their tokens."""
    found = []
    for pattern, make in _RULES:
        for match in pattern.finditer(doc.low):
            words = doc.text[match.start() : match.end()]
            # A name ("během Týdne uprchlíků"); "týdne" folds to the same letters as "týdně".
            before = doc.inside(0, match.start())[-_NEAR:] if words[:2] in ("á ", "à ") else []
            counted = any(token.is_digits for token in before) or words[:2].lower() == "a "  # "3 pobyty á 2 týdny"
            if counted or words.lower() == "týdne" or any(letter.isupper() for letter in words[1:] if letter != "Q"):
                continue
            period = make(match)
            place = doc.claim(*match.span(), "period") if period is not None else None
            if place is not None and period is not None:
                found.append(replace(period, first=place[0], last=place[1]))
    return sorted(found, key=lambda period: period.first)


def match_periods(doc: Doc, quantities: list[Quantity], periods: list[PeriodPhrase]) -> dict[int, PeriodPhrase]:
    """The period of each quantity, by the quantity's place in the list; a quantity without one is missing.

    It is the nearest before the period, with all that is coordinated with it; else those behind.
    """
    owned: dict[int, PeriodPhrase] = {}
    places = [quantity.number for quantity in quantities]
    mates: dict[PeriodPhrase, list[int]] = {}  # the quantities of a period's sentence that stand around it
    closing: list[PeriodPhrase] = []  # right behind a number ("4x za rok"): such pairs are made before all others
    others: list[PeriodPhrase] = []
    for period in periods:
        middle = bisect(places, period.first)
        sentence = doc.tokens[period.first].sentence
        around = range(max(0, middle - _REACH), min(len(quantities), middle + _REACH))
        mates[period] = [
            at
            for at in around
            if doc.tokens[quantities[at].number].sentence == sentence and not _bracketed(doc, quantities[at], period)
        ]
        closes = middle > 0 and quantities[middle - 1].last + 1 == period.first
        (closing if closes else others).append(period)
    for period in closing + others:
        for at in _owners(doc, quantities, period, mates[period], owned):
            owned.setdefault(at, period)
    attached = set(owned.values())
    for period in periods:  # what leads a sentence holds for all of it
        leads = bool(mates[period]) and quantities[mates[period][0]].number > period.last
        if leads and not period.near and period in attached:
            for at in _apart_from_sum(quantities, mates[period]):
                owned.setdefault(at, period)
    for at, (one, quantity) in enumerate(pairwise(quantities), 1):
        between = doc.tokens[one.last + 1 : quantity.first]
        again = quantity.times and one.times and quantity.noun is None  # "čtyřikrát do roka a s policií dvakrát"
        own = quantity.borrowed is not None and quantity.borrowed[0] > one.last  # "audit 1x ročně, letáky 300 ks"
        if (
            ((quantity.elided and not own) or again)
            and at - 1 in owned
            and not any(is_verb(token) or token.role == "deadline" for token in between)
        ):
            owned.setdefault(at, owned[at - 1])  # "4 příspěvky měsíčně na web, na LinkedIn jeden"
    for at, quantity in enumerate(quantities):
        # "12 kurzů v roce 2026, z toho 4 v Písku": a part lies within the period of the whole.
        of = doc.fold(quantity.first - 2), doc.fold(quantity.first - 1)
        if of[0] in ("z", "ze") and of[1] in ("toho", "nich", "nichz") and at - 1 in owned:
            owned.setdefault(at, owned[at - 1])
    return owned


def _bracketed(doc: Doc, quantity: Quantity, period: PeriodPhrase) -> bool:
    """Whether a period stands in brackets with a number of its own: "jeden mentor (20 hodin týdně)"."""
    bracket = doc.tokens[period.first].bracket
    if not bracket or bracket == doc.tokens[quantity.number].bracket:
        return False
    inside = doc.tokens[max(0, period.first - _NEAR) : period.last + 1 + _NEAR]
    return any(token.bracket == bracket and (token.is_digits or small(token) is not None) for token in inside)


def _owners(
    doc: Doc, quantities: list[Quantity], period: PeriodPhrase, mates: list[int], owned: dict[int, PeriodPhrase]
) -> list[int]:
    """The places of the quantities to which a period belongs, out of its mates."""
    clause = doc.tokens[period.first].clause
    item = noun_phrase(doc, period.last + 1) if period.alone else None
    rest = doc.tokens[item[1] + 1 : item[1] + 1 + _NEAR] if item is not None else []
    parted = bool(rest) and rest[0].text in (",", ";") and not rest[0].bracket
    if item is not None and parted and all(token.fold != "a" for token in rest):
        # "každou středu klub, k tomu 8 turnajů", but not "každý měsíc porada, dílna a dva výjezdy"
        mates = [at for at in mates if quantities[at].number <= item[1]]
    before = [at for at in mates if quantities[at].number < period.first]
    after = [at for at in mates if quantities[at].number > period.last and not _has_own(doc, quantities[at], period)]
    near_before = [at for at in before if doc.tokens[quantities[at].number].clause == clause]
    near_after = [at for at in after if doc.tokens[quantities[at].number].clause == clause]
    if period.near:
        if doc.fold(period.first) in ("do", "na"):  # "2x do měsíce", but not "objednat do týdne"
            near_before, near_after = [at for at in near_before if quantities[at].times], []
        if near_before and period.first - quantities[near_before[-1]].last <= _NEAR:
            return near_before[-1:]
        if near_after and quantities[near_after[0]].first - period.last <= _NEAR:
            return near_after[:1]
        return []
    between = doc.tokens[quantities[before[-1]].last + 1 : period.first] if before else []
    opens = next((token.index for token in reversed(between) if token.text in ",;:"), -1)
    if period.alone and opens >= 0 and (item := noun_phrase(doc, opens + 1)) and item[1] == period.first - 1:
        return []  # "knihovna: 2 besedy, škola: workshop každé čtvrtletí"
    if doc.fold(period.first - 1) == "(" and doc.fold(period.last + 1) == ")":  # "terén v zóně (měsíčně) a 20 klientů"
        near_after = []
        near_before = near_before if not any(token.text in (",", ";") or token.fold == "a" for token in between) else []
        after, before = [], before if near_before else []
    item = next((noun_phrase(doc, token.index + 1) for token in between[:-_GAP:-1] if token.fold in ("a", ",")), None)
    if item is not None and is_event(word := doc.tokens[item[1]].low) and listed(word) == listed(word, Number.ONE):
        near_before = before = []  # "dvanáct konzultací a přednáška každý měsíc"
    if near_before:
        parted = any(token.fold in ("a", "i", ",", "-", ";") for token in between[:_GAP])  # it leads what follows
        return near_after if near_after and parted else _coordinated(doc, quantities, near_before, owned)
    closes = period.last + 1 + (doc.fold(period.last + 1) in ("rano", "vecer", "dopoledne", "odpoledne"))
    named = listed(doc.at(period.first - 1).low) is not None and doc.at(period.first - 2).low not in PREPOSITIONS
    if named and doc.fold(closes) in ("a", ",") and not before:  # "klub každou sobotu odpoledne a tři výlety"
        return []
    item = noun_phrase(doc, period.last + 1)  # "každý měsíc výlet, celkem zapojit 90 lidí"
    if item is not None and doc.fold(item[1] + 1) == "," and (ahead := near_after or after):
        one = quantities[ahead[0]]
        if one.total or any(map(is_verb, doc.tokens[item[1] + 1 : one.first][:_GAP])):
            return []
    if near_after:
        return _apart_from_sum(quantities, near_after)
    if before:  # behind another clause it still tells of the number when nothing is done in between
        behind = takewhile(lambda token: token.clause == clause, doc.tokens[period.last + 1 : period.last + 1 + _NEAR])
        leads = doc.fold(period.first - 1) in ("a", "i", ",") and any(is_verb(token) for token in behind)
        trails = len(between) <= _GAP and not leads and not any(is_verb(token) for token in between)
        return _coordinated(doc, quantities, before, owned) if trails else []
    return after


def _apart_from_sum(quantities: list[Quantity], places: list[int]) -> list[int]:
    """ "v každém čtvrtletí jedna, celkem tedy čtyři supervize": the sum is of all quarters, unless it comes first."""
    return [at for at in places if not quantities[at].total or at == places[0]] or places


def _has_own(doc: Doc, quantity: Quantity, period: PeriodPhrase) -> bool:
    """Whether another period, that a joint begins, stands before a number: "každý čtvrtek klub a během roku tři
    exkurze"."""
    between = doc.tokens[period.last + 1 : quantity.first][-_NEAR:]
    begins = (token for token in between if token.role == "period" and doc.at(token.index - 1).role != "period")
    return any(doc.fold(token.index - 1) in ("a", ",", ";", "i") for token in begins)


def _coordinated(doc: Doc, quantities: list[Quantity], before: list[int], owned: dict[int, PeriodPhrase]) -> list[int]:
    """The last number and those before it that are joined to it without a verb: "2 kurzy a 3 besedy ročně"."""
    group = [before[-1]]
    for at in reversed(before[:-1]):
        between = doc.tokens[quantities[at].last + 1 : quantities[group[-1]].first]
        joined = any(token.fold in ("a", ",", "nebo", "i", "/") for token in between)
        apart = quantities[group[-1]].times and not quantities[at].times  # "tři články a jednou týdně příspěvek"
        apart = apart or quantities[at].total or quantities[group[-1]].percent is not quantities[at].percent
        apart = apart or quantities[at].value == 0  # "žádná výpověď, nejvýše dvě stížnosti za rok"
        if at in owned or apart or not joined or any(is_verb(token) or token.role in _ROLES for token in between):
            break
        group.append(at)
    return group


def is_past(quantity: Quantity, period: PeriodPhrase | None, periods: list[PeriodPhrase]) -> bool:
    """Whether a number belongs to the past: a later year is named beside its own, and not right before the number."""
    if period is None or period.year is None:
        return False
    later = [other for other in periods if other.year is not None and other.year > period.year]
    return bool(later) and not any(period.first < other.first < quantity.number for other in later)
