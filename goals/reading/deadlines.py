"""Dates by which something shall be done ("do 30. 6.", "nejpozději v září", "v 1. pololetí", "ve VI/2026"), and which
of a sentence's targets each of them belongs to.

A year that the wording names wins over the document's. Dates that start something ("od 1. 3."), name an event ("ke Dni
Romů 8. dubna") or do not exist ("31. 11.") are claimed, so that their digits are not taken for targets, and give no
deadline.
"""

import calendar
import re
from bisect import bisect, bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, takewhile

from goals.declension import listed
from goals.reading.quantities import FOLDED, small
from goals.reading.text import PREPOSITIONS, Doc, Token, is_verb, is_verbal_noun, noun_phrase


@dataclass(frozen=True)
class Deadline:
    first: int  # token indices, inclusive
    last: int
    on: date
    firm: bool  # said to be one ("do 30. 6."), not only a date that is named
    lasts: bool = False  # the end of a stretch ("od září do prosince"), which ends nothing that goes on in it


@dataclass(frozen=True)
class ImpossibleDate:
    """A day that the calendar does not have, 31 November or 29 February of a common year."""

    first: int
    last: int


Maker = Callable[[re.Match[str]], tuple[int, int] | None]  # month and day; 31 is the last of any month

_MONTH = (
    r"(?P<month>ledn\w{1,2}|leden|unor\w{0,2}|brez(?:en|n\w{1,2})|dub(?:en|n(?:a|u|em))|kvet(?:en|n(?:a|u|em))"
    r"|cervenec|cervenc(?:e|i|em)|cerv(?:en|n(?:a|u|em))|srp(?:en|n(?:a|u|em))|zarim?|rij(?:en|n(?:a|u|em))"
    r"|listopad(?:u|em)?|prosin(?:ec|c(?:e|i|em)))\b"
)
_NAMED = r"(?P<month>leden|unor|brezen|duben|kveten|cerven(?:ec)?|srpen|zari|rijen|listopad|prosinec)\b"
_SECOND = _MONTH.replace("month", "second")
_MONTHS = ("led", "uno", "bre", "dub", "kve", "cerv", "cervenec", "srp", "zar", "rij", "lis", "pro")
_YEAR = r"(?:,? ?(?:roku |r\. )?(?P<y>(?:19|20)[0-9]{2})(?![0-9])|(?P<next> (?:nasledujiciho|pristiho) roku))?"
_ORDINAL = (
    r"(?P<ord>[1-4]\.|iv\.?|i{1,3}\.?|prvni\w{0,2}|druh\w{1,3}|treti\w{0,2}|ctvrt(?:e|eho|em)|posledni\w{0,2}"
    r"|zaverecn\w{2,3})"
)
_IN = (
    r"(?:do konce|do zaveru|koncem|ke konci|na konci|konce|konec|zaverem|v zaveru|do poloviny|v polovine|polovine"
    r"|polovinou|(?:do|v) pol\.?|(?:do|ve?) pul(?:ky|ce|i)|(?:zacat|pocat)kem|(?:na|do) (?:pocat|zacat)ku|do|ve?|ke?"
    r"|behem|v prubehu|nejpozdeji|nejpozdeji do|na)"
)
_ORDINALS = (
    "prvni druh treti ctvrt pat sest sedm osm devat desat jedenact dvanact trinact ctrnact patnact sestnact sedmnact"
    " osmnact devatenact dvacat"
)
_DAY_NUMBERS = {stem: number for number, stem in enumerate(_ORDINALS.split(), 1)} | {"tricat": 30, "posledni": 31}
for _end in ("ho", "mu"):  # "do dvacátého pátého", "k třicátému prvnímu"
    _DAY_NUMBERS |= {f"dvacate{_end} {stem}": 20 + number for number, stem in enumerate(_ORDINALS.split()[:9], 1)}
    _DAY_NUMBERS[f"tricate{_end} prvni"] = 31
_DAY_WORD = rf"(?P<word>{'|'.join(sorted(_DAY_NUMBERS, key=len, reverse=True))})(?:e?ho|e?mu)(?: dne?)?"
_NOT_A_DEADLINE = re.compile(
    r"\bmezi [0-9]{1,2}\. a $"
    r"|\b(?:mesic|tyden|dny?|dnu|tydny) pred $"
    r"|\b(?:zprav|vykaz|prehled|hodnocen|vysledk|udaj|statistik)\w{0,3} za $"
    r"|\b(?:od|ode|ze|z|po|ucinnost\w*|platn\w*|narozen\w*|namesti|nam\.|ulic\w|ul\.|trid\w|tr\.|[zms]s|skol\w"
    r"|gymnazi\w*|adres\w|(?:plat(?:i|it|n\w*)|(?:ucinn|trvajic|koncic)\w*) (?:\w+ )?(?:do|od|k)"
    r"|(?:stav|data|udaje?) ke?)(?: dne)? ?$"
)
_FEW = r"(?:[2-9]|dvou|tri|trech|ctyrech|sesti|deviti)"
_ALSO = _MONTH.replace("?P<month>", "?:")
_A_YEAR = re.compile(  # "dvakrát ročně (březen, říjen)"
    rf"\b(?:rocne|do roka|za rok|v roce),? ?\(?(?:vzdy )?(?:(?:ve? )?{_ALSO}(?:,| a) ?){{0,11}}$"
)
_TERM = re.compile(
    r"(?:\b(?:do|k|ke|ku|nejpozdeji|termin\w*|plneni|splneni|dni|datum)|:"
    r"|\b(?:termin|uzaverk\w|datum|lhuta) [^.;:0-9]{0,60}(?:je|bude))"
    r"(?: dne)? ?(?:[0-9]{1,2}\. ?(?:[0-9]{1,2}\. ?)?- ?)?$"  # "v termínu 4.–22. května"
)
# Before a date they make it the day of something, which is no day to be ready by.
_EVENT = re.compile(r"\b(?:dn[iue]|den|svat(?:ek|k\w)|vyroci|oslav\w*|prilezitost\w*|noc\w?)\b[^.,;:()0-9]{0,40}\(?$")
_HOLIDAYS = {(8, 5), (5, 7), (6, 7), (28, 9), (28, 10), (17, 11)}
_HOLIDAY_OF = re.compile(r"\b(?:k|ke|na)(?: dni)? ?$")
_NOMINATIVE = re.compile(r"\. ?(?:leden|unor|brezen|duben|kveten|cerven|cervenec|srpen|rijen|listopad|prosinec)\b")
_COMMEMORATES = re.compile(
    r"\b(?:akc|kampan|koncert|slavnost|vecer|shromazden|happening|vzpomin)\w{0,4} ke?(?: dni)? ?$"
)
_NAME = re.compile(r"(?<=[^.!?] )[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ]\w+ $")
_OF_THEN = re.compile(r"(?:[ae]n|[aeiu]t)(?:ý|á|é|ého|ému|ém|ým|ou|ých|ými) (?:dne )?$")  # "žádost podaná 3. března"
_CLOSE = 20  # tokens behind a deadline in which its verb is looked for
# "plán rozvoje do roku 2050": how long a document holds.
_OF_DOCUMENT = re.compile(
    r"\b(?:plan|strategi|koncepc|program|viz[ei]|agend|vyhled|politik|ramec|ramc|projekt)\w{0,3}(?: [a-z]+){0,3} $"
)
# What only says again that something is due: "8 kurzů, termín do 30. 6.".
_NO_THING = re.compile(
    r"^(?:termin|s?plneni|start|zacat|pocat|konec|zaver|realiz|nej(?:pozdeji|dele|driv)|prvni$|druh[yae]$|posledni$)"
)
# Verbs of what was promised already: "…, vše dokončit do srpna".
_HAPPENS = re.compile(
    r"^(?:probeh|probih|uskutecn|z?reali[sz]|kona|usporad|do(?:konc|res)|zahaj|spln|zorganiz|zajist|bud(?:e|ou)$)"
)
_HELD = re.compile(r"^(?:kona|uskutecn|usporad|dokonc|zorganiz|zajist|proved|cerpan)")  # the doing of what was promised
# Of all of it, or that it shall be done: "hotovo musí být do října".
_ALL = re.compile(r"^(?:vse|vsechn\w|kazd\w{1,3}|ob[aeo]u?|oboji|hotov\w?|splneny?o?|dokonceno|odevzdano)$")
# What is done all the time, and so ends with no day: "zaměřit se do června na firmy a získat 11 dárců".
_STRIVES = re.compile(r"^(?:zamer|soustred|usil|snaz|venov|venuj|pracov|pracuj|spoluprac)")
_ADDS = ("nejpozdeji", "navic", "k", "tomu")  # "a k tomu příručka hotová do listopadu"
_CLOSES_ITEM = ("", ".", ",", ";", ")", "a")
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.")  # "verze 3.1." at the end of a sentence


def _month_number(word: str) -> int:
    """1 to 12 for a folded month's name in any case."""
    if word.startswith("cerven") and word != "cerven":
        return 7
    return next(number for number, stem in enumerate(_MONTHS, 1) if word.startswith(stem))


def _day(match: re.Match[str]) -> tuple[int, int]:
    groups = match.groupdict()
    return _month_number(groups["month"]) if "month" in groups else int(groups["m"]), int(groups["d"])


def _day_in_words(match: re.Match[str]) -> tuple[int, int]:
    return _month_number(match.group("month")), _DAY_NUMBERS[match.group("word")]


def _month(match: re.Match[str]) -> tuple[int, int]:
    month = _month_number(match.groupdict().get("second") or match.group("month"))
    if match.group().startswith(("do zacatku", "do pocatku")):
        return month, 1
    around = match.string[max(0, match.start() - 8) : match.end()]
    halved = re.search(r"(?<!druhe )\b(?:polovin|pol\b|pul(?:k|ce|i\b))", around)
    return month, 15 if halved else 31


def _stretch(match: re.Match[str]) -> tuple[int, int]:
    """The end of "od září do prosince"."""
    half = re.search(r"\b(?:do|a) (?:polovin|pul)", match.group()) is not None
    return _month_number(match.group("second")), 15 if half else 31


def _holidays(_match: re.Match[str]) -> tuple[int, int]:
    return 8, 31


def _first_months(match: re.Match[str]) -> tuple[int, int]:
    number = match.group("n")
    return int(number) if number.isdigit() else FOLDED[number], 31


def _part(match: re.Match[str]) -> tuple[int, int] | None:
    """The end of a half-year or a quarter."""
    ordinal = match.group("ord").rstrip(".")
    named = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "p": 1, "d": 2, "t": 3, "c": 4}
    parts = 2 if match.group("part").startswith(("pol", "pul")) else 4
    if ordinal.startswith(("posledni", "zaverecn")):
        number = parts
    else:
        number = int(ordinal) if ordinal.isdigit() else named.get(ordinal) or named[ordinal[0]]
    return (12 // parts * number, 31) if number <= parts else None


def _ends(month: int, day: int = 31) -> Maker:
    return lambda _match: (month, day)


_AT_EASTER = _ends(4)  # of which year, only who asks knows


def _easter(year: int) -> tuple[int, int]:
    """Month and day of Easter Sunday (Meeus, Jones and Butcher's rule of the Gregorian calendar)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    days = moon + week - 7 * ((golden + 11 * moon + 22 * week) // 451) + 114
    return days // 31, days % 31 + 1


_OF = r"(?:(?:kalendarni|tohoto|letosni|dane|cele)\w{0,3} )?"
_END = r"(?:do konce|koncem|ke konci|na konci|konce|konec|v zaveru|zaverem|do zaveru)"
_HALF = rf"polovin\w{{1,2}} {_OF}roku|pul\w{{1,2}} {_OF}roku"
_PARTS = rf"pololeti\w?|pol\.|ctvrtleti\w?|ctvrtro(?:ce|ku)|ctvrtin\w{{1,2}} {_OF}roku|kvartal\w{{0,2}}|{_HALF}"
_PART = rf"{_ORDINAL} (?P<part>{_PARTS})(?!\w){_YEAR}"
_SCHOOL = r"(?:noveho )?skolniho roku\b"
_SCHOOL_ENDS = rf"{_SCHOOL}(?: (?:20[0-9]{{2}} ?/ ?)?(?P<y>(?:20)?[0-9]{{2}})(?![0-9]))?"
_SCHOOL_BEGINS = rf"{_SCHOOL}(?: (?P<y>20[0-9]{{2}})(?: ?/ ?[0-9]{{2,4}})?)?"
_AND = r"(?: ?-| az| a| i| ci| nebo|,)(?: ve?)?"
_SEASONS = {"j": 5, "l": 8, "p": 11}  # their last months
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ANY_ROMAN = "|".join(sorted(_ROMAN, key=len, reverse=True))
_SOURCES: list[tuple[str, Maker]] = [
    (
        rf"\((?:{_ANY_ROMAN})\.? ?- ?(?P<roman>{_ANY_ROMAN})\.?\)",  # "v létě (VI.–VIII.)"
        lambda match: (_ROMAN.index(match.group("roman")) + 1, 31),
    ),
    (
        rf"\b(?:od (?:(?:zacatku|pocatku|konce|poloviny) )?{_MONTH} (?:az )?do (?:(?:konce|poloviny|pulky) )?"
        rf"|mezi {_MONTH.replace('month', 'from')} a )(?:mesice )?{_SECOND}{_YEAR}",
        _stretch,
    ),
    (
        rf"\b(?:{_IN} )?(?P<roman>{_ANY_ROMAN}) ?/ ?(?P<y>20[0-9]{{2}})(?![0-9])",
        lambda match: (_ROMAN.index(match.group("roman")) + 1, 31),
    ),
    (
        rf"(?:\b(?:{_IN}|termin\w*:?) |(?<=\())(?P<m>0?[1-9]|1[0-2]) ?/ ?(?P<y>20[0-9]{{2}})(?![0-9])",
        lambda match: (int(match.group("m")), 31),
    ),
    (  # "do 06/26", and no "do 06/12", which is a day
        r"(?:\b(?:do|k|ke|nejpozdeji(?: do| v)?|termin\w*:?) |(?<=\())"
        r"(?P<m>0[1-9]|1[0-2]) ?/ ?(?P<y>[2-9][0-9])(?![0-9/])",
        lambda match: (int(match.group("m")), 31),
    ),
    (
        r"(?<![0-9.])(?P<d>[0-9]{1,2})\. ?(?P<m>[0-9]{1,2})\.(?![0-9]{1,2}(?![0-9]))"
        r"(?: ?(?P<y>(?:19|20)[0-9]{2})(?![0-9])|(?P<next> (?:nasledujiciho|pristiho) roku))?",
        _day,
    ),
    (
        rf"\b(?:v|do) (?:mesici|konce mesice) (?P<roman>{_ANY_ROMAN})\b\.?",
        lambda match: (_ROMAN.index(match.group("roman")) + 1, 31),
    ),
    (r"(?<![0-9])(?P<y>20[0-9]{2})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?![0-9])", _day),
    (rf"(?<![0-9.])(?P<d>[0-9]{{1,2}})\. (?:dne )?(?:mesice )?{_MONTH}{_YEAR}", _day),
    (rf"\b(?:do|k|ke|nejpozdeji) {_DAY_WORD} {_MONTH}{_YEAR}", _day_in_words),
    (rf"\b(?:{_IN} )?posledni(?:ho|mu|m)? (?:den|dne|dni) (?:mesice )?{_MONTH}{_YEAR}", _month),
    (rf"\b(?:{_IN} )?(?:2\.|ii\.?|druh\w{{1,3}}) pololeti\w? {_SCHOOL_ENDS}", _ends(6)),
    (rf"\b(?:{_IN} )?(?:(?:1\.|i\.?|prvni\w{{0,2}}) )?pololeti\w? {_SCHOOL_ENDS}", _ends(1)),
    (r"\b(?:do|pred) pololetni(?:ch|mi) prazdnin", _ends(1)),
    (
        rf"\b(?:{_IN}|behem|za) prvnich (?P<n>{_FEW}) mesic(?:ich|u)(?: {_OF}roku{_YEAR}|(?= [0-9]))",
        _first_months,
    ),
    (rf"\b(?:{_IN}|behem|za) poslednich {_FEW} mesic(?:ich|u) {_OF}roku{_YEAR}", _ends(12)),
    (rf"\b(?:{_IN} )?na prelomu {_ALSO} a {_MONTH}{_YEAR}", _month),
    (r"\bdo (?P<d>[0-9]{1,2}) ?/ ?(?P<m>0?[1-9]|1[0-2])(?: ?/ ?(?P<y>20[0-9]{2}))?(?![0-9/ ]*[0-9])", _day),
    (rf"\b(?:{_IN}|za) {_PART}", _part),
    (rf"\b{_PART}", _part),
    (
        rf"\b(?:(?:{_IN}|za) )?(?:q(?P<a>[1-4])|(?P<b>[1-4])\.? ?q)\b(?:[/ ]?(?P<y>20[0-9]{{2}})(?![0-9]))?",
        lambda match: (3 * int(match.group("a") or match.group("b")), 31),
    ),
    (rf"\b(?:do|k|ke|v) (?:konci |konce )?(?:pololeti|pulce {_OF}roku|{_HALF})\b{_YEAR}", _ends(6)),
    (rf"\b{_END} {_SCHOOL_ENDS}", _ends(6)),
    (rf"\b(?:do|pred) (?:zacatk|pocatk|zahajeni?)\w{{0,2}} {_SCHOOL_BEGINS}", _ends(8)),
    (rf"\b(?:na|se?) (?:zacatk|pocatk)(?:u|em) {_SCHOOL_BEGINS}", _ends(9)),
    (rf"\b{_END} {_OF}(?:roku|r\.)\b{_YEAR}", _ends(12)),
    (r"\bdo (?:konce |roku |r\. |konce r\. )?(?P<y>20[0-9]{2})(?![0-9])(?! ?[/-] ?[0-9])", _ends(12)),
    (r"\b(?:do konce|koncem|na konci) (?:letnich |skolnich )?prazdnin\b", _ends(8)),
    (
        rf"\b(?:do konce|koncem|na konci|nejpozdeji (?:na|v)) (?P<season>jar[aeu]|let[aeu]|podzimu?)\b{_YEAR}",
        lambda match: (_SEASONS[match.group("season")[0]], 31),
    ),
    (
        r"\b(?:do|pred) (?:zacatk(?:u|em) |pocatk(?:u|em) )?(?:letni(?:ch|mi) |skolni(?:ch|mi) )?"
        r"(?:prazdnin(?:ami)?|leta)\b(?!.{1,80}\bpo prazdninach)",
        _ends(6),
    ),
    (r"\b(?:behem|o|pres|v prubehu) (?:letni(?:ch)? |skolni(?:ch)? )?prazdnin(?:ach|y)?\b", _holidays),
    (
        r"\b(?:do|pred) (?:vanoc\w{0,3}|vanocni(?:ch|mi) svatk\w{1,2}|stedr\w{2,3} (?:dne|dnem|vecer\w{1,2}))\b",
        _ends(12, 24),
    ),
    (r"\bdo (?:silvestra|noveho roku)\b", _ends(12)),
    (r"\b(?:do|pred) velikono(?:c\w{0,3}|cni(?:ch|mi) svatk\w{1,2})\b", _AT_EASTER),
    (rf"\b(?:{_IN} )(?:mesic\w{{1,3}} )?{_MONTH}(?:(?:{_AND} {_ALSO}){{0,10}}{_AND} ?{_SECOND})?{_YEAR}", _month),
    (rf"\b{_MONTH} ?(?:-|az) ?{_SECOND}{_YEAR}", _stretch),
    (rf"\b{_NAMED} (?P<y>20[0-9]{{2}})(?![0-9])", _month),
    (rf"(?<=[:,;|] ){_NAMED}(?= [0-9]{{1,3}} ?(?:[,;|.]|$))", _month),  # "návštěvy: duben 3, srpen 4"
    (
        rf"(?:(?<=[(:|])|(?<=[:|,-] )|\btermin\w* ){_MONTH}(?= ?(?:[).|;,]|$))",
        _month,
    ),  # "Termín: květen", "web (květen)"
]
_LASTING = (_stretch, _holidays)
_BASELINE = re.compile(r":? ?[0-9]")
_UNTIL = re.compile(r" ?(?:-|az) ?[0-9]{1,2}\. ?[a-z0-9]")
_RULES = [(re.compile(source), make) for source, make in _SOURCES]


def find_deadlines(doc: Doc, *, year: int) -> list[Deadline]:
    """All deadlines of a text in reading order; claims the tokens of every date, deadline or not."""
    return [found for found in find_dates(doc, year=year) if isinstance(found, Deadline)]


def find_dates(doc: Doc, *, year: int) -> list[Deadline | ImpossibleDate]:
    """Deadlines and dates that do not exist, in reading order; claims the tokens of every date."""
    found: list[Deadline | ImpossibleDate] = []
    for pattern, make in _RULES:
        for match in pattern.finditer(doc.low):
            before = doc.low[max(0, match.start() - 80) : match.start()]
            firm = make is not _day or _TERM.search(before) is not None
            if not firm and _VERSION.fullmatch(match.group()):
                continue
            if match.groupdict().get("roman") in ("i", "v") and doc.text[match.start("roman")].islower():
                continue  # "první středu v měsíci v Aši"
            made = make(match)
            place = doc.claim(*match.span(), "deadline")
            if place is None or made is None:
                continue
            (month, day), groups = made, match.groupdict()
            named = int(groups.get("y") or 0) or year + (groups.get("next") is not None)
            named += 2000 if named < 100 else 0
            if make is _day and _is_impossible(day, month, named):  # whatever it would have been the day of
                found.append(ImpossibleDate(*place))
                continue
            if _NOT_A_DEADLINE.search(before):
                continue
            month, day = _easter(named) if make is _AT_EASTER else (month, day)
            if named < year and not firm:
                continue  # "události 21. srpna 1968": what was
            is_due = match.group().startswith("do") or (make is _day and firm)
            if doc.low.startswith("(k ", match.start() - 3) and _BASELINE.match(doc.low, match.end()):
                continue  # "500 kontaktů (k 1. 1. 320)"
            if not is_due and doc.low.startswith(", kdy", match.end()):
                continue  # "v srpnu, kdy je nejvíc klientů"
            if make is _day and _UNTIL.match(doc.low, match.end()):
                continue  # "15. 6. – 30. 6."
            if match.group().startswith(("do roku", "do 20")) and _is_of_document(doc, match.start()):
                continue
            if make is _month and _A_YEAR.search(before) and not match.group().startswith("do"):
                continue  # "dvakrát do roka, v květnu a v říjnu" only tells when
            if not firm and _OF_THEN.search(doc.text[max(0, match.start() - 20) : match.start()]):
                continue
            if make is _day and _names_event(doc, match, before, (day, month), firm=firm):
                continue
            if 1 <= month <= 12 and 1 <= day <= 31 and date.min.year <= named <= date.max.year:
                lasts = make in _LASTING
                on = date(named, month, min(day, calendar.monthrange(named, month)[1]))
                found.append(Deadline(*place, on, firm and not lasts, lasts))
            elif make is _day and firm:
                found.append(ImpossibleDate(*place))
    return sorted([*found, *_parts_again(doc, year)], key=lambda one: one.first)


def _is_impossible(day: int, month: int, year: int) -> bool:
    is_month = 1 <= month <= 12 and date.min.year <= year <= date.max.year
    return is_month and calendar.monthrange(year, month)[1] < day <= 31


def _is_of_document(doc: Doc, start: int) -> bool:
    named = _OF_DOCUMENT.search(doc.low, max(0, start - 60), start)
    return named is not None and not any(map(is_verb, doc.inside(*named.span())))


def _parts_again(doc: Doc, year: int) -> Iterator[Deadline]:
    """ "v prvním pololetí čtyři, ve druhém šest": the part of the year that was just named is not named again."""
    parts = list(re.finditer(_PART, doc.low))
    ends = [part.end() for part in parts]
    for match in re.finditer(
        r"\b(?:ve?|do konce|za) (?P<ord>prvni(?:m|ho)(?= a )|druhe(?:m|ho)|treti(?:m|ho)|ctvrte(?:m|ho)"
        r"|(?<=za )(?:druhe|treti|ctvrte))\b",
        doc.low,
    ):
        at = bisect(ends, match.start())
        part = parts[at - 1] if at else parts[0] if parts and match.group("ord").startswith("prvni") else None
        inside = doc.inside(*match.span())
        if part is None or doc.inside(part.start(), part.end())[0].sentence != inside[0].sentence:
            continue
        number = "pdtc".index(match.group("ord")[0]) + 1
        months = 6 if part.group("part").startswith(("pol", "pul")) else 3
        place = doc.claim(*match.span(), "deadline") if number * months <= 12 else None
        if place is not None:
            month = number * months
            yield Deadline(*place, date(year, month, calendar.monthrange(year, month)[1]), firm=True)


def _names_event(doc: Doc, match: re.Match[str], before: str, day: tuple[int, int], *, firm: bool) -> bool:
    """ "ke Dni Romů 8. dubna", "Festival 14. 6.: …", "k 17. listopadu": the day of something."""
    if not firm and (doc.low[match.end() : match.end() + 1] == ":" or _NOMINATIVE.search(match.group())):
        return True  # "na festivalu 9. květen"
    if not firm and _EVENT.search(doc.low[max(0, match.start() - 60) : match.start()]):
        return True
    if "month" in match.groupdict() and _COMMEMORATES.search(before) and day[0] < 28:
        return True  # "pět akcí k 24. únoru"
    named = _NAME.search(doc.text, max(0, match.start() - 60), match.start()) is not None  # "na Běh 17. listopadu"
    return "month" in match.groupdict() and day in _HOLIDAYS and (named or _HOLIDAY_OF.search(before) is not None)


def deadline_of_each(doc: Doc, firsts: Sequence[int], deadlines: list[Deadline]) -> list[Deadline | None]:
    """The deadline of each target, by the tokens with which they begin, in reading order.

    One that leads ("do května osm obcí") holds for what follows, up to the next; one that trails ("osm obcí do května")
    for the target before it and, where they have none, for those before that. A deadline in a sentence that promises
    nothing ("Termín: do 30. 6.") holds for all where it is the only one.
    """
    sentences = [doc.tokens[first].sentence for first in firsts]
    alone = len(deadlines) == 1 and doc.tokens[deadlines[0].first].sentence not in sentences
    taken = frozenset(firsts)
    alone = alone and not _does_another(doc, deadlines[0], taken)
    found: list[Deadline | None] = []
    for mates, own in _by_sentence(doc, firsts, deadlines):
        leading = [one for one in own if _leads(doc, one, mates)]
        trailing = [one for one in own if one not in leading]
        leads, trails = [one.first for one in leading], [one.first for one in trailing]
        for at, first in enumerate(mates):
            until = mates[at + 1] if at + 1 < len(mates) else len(doc.tokens)
            before, begins, ends = bisect(leads, first), bisect_left(trails, first), bisect_left(trails, until)
            further = begins < len(trailing) and not _closes_bracket(doc, trailing[begins])
            begins += further and _is_other(doc, trailing[begins], first)
            plain = [one for one in trailing[begins:ends] if not _is_item(doc, one, taken)]
            right_behind = plain or ([] if before else trailing[begins:ends])
            if right_behind:
                found.append(right_behind[-1])
            elif before and _reaches(doc, leading[before - 1], first):
                found.append(leading[before - 1])
            elif begins < len(trailing) and not (
                _is_of_part(doc, trailing[begins], until) or _is_named(doc, trailing[begins])
            ):
                found.append(trailing[begins])
            else:
                found.append(deadlines[0] if alone else None)
    return found


def unmet(doc: Doc, firsts: Sequence[int], deadlines: list[Deadline]) -> list[Deadline]:
    """Deadlines by which something else is to be done that no number says: "… a do konce roku petici odevzdat"."""
    met, taken = frozenset(deadline_of_each(doc, firsts, deadlines)), frozenset(firsts)
    sentences = {doc.tokens[first].sentence: first for first in firsts}  # with the last of each
    several = len(deadlines) > 1
    found: list[Deadline] = []
    for one in deadlines:
        last = sentences.get(doc.tokens[one.first].sentence)
        if not one.firm or one in met or one.first in taken:
            continue
        if last is None:
            own = _does_another(doc, one, taken) or (several and _is_item(doc, one, taken))
        else:  # "navštívit každou školu a předat jí adresář do června" has one day
            free = several or one.first < last or not _is_done(doc, one) or _is_item_apart(doc, one, last)
            own = free and _is_item(doc, one, taken)
        found += [one] if own else []
    return found


def _is_item(doc: Doc, deadline: Deadline, taken: Collection[int]) -> bool:
    """Whether the words around a deadline name something to be done, and no target among those that are taken."""
    item = _item(doc, deadline)
    does = any(_does(token) and not token.bracket for token in item)
    return not any(token.index in taken for token in item) and (does or _names(doc, item))


def _does_another(doc: Doc, deadline: Deadline, taken: Collection[int]) -> bool:
    """Whether the item of a deadline does one thing of its own: "6 setkání; brožuru vydat do konce srpna", but not
    "…; kurzy zahájit do května", "…, vše dokončit do srpna"."""
    item = _item(doc, deadline)
    does = any(map(_does, item)) and not any(_ALL.match(token.fold) or token.index in taken for token in item)
    return does and _names(doc, item)


def _does(token: Token) -> bool:
    return is_verb(token) and not _HAPPENS.match(token.fold)


def _names(doc: Doc, item: list[Token]) -> bool:
    """Whether one of the words of an item is a thing, which no preposition leads."""
    at = {token.index for token in item}
    free = (token.index for token in item if doc.at(token.index - 1).low not in PREPOSITIONS)
    heads = (doc.fold(phrase[1]) for index in free if (phrase := noun_phrase(doc, index)) and phrase[1] in at)
    return any(not _NO_THING.match(head) for head in heads)


def _item(doc: Doc, deadline: Deadline) -> list[Token]:
    """The words around a deadline up to the next signs or joints."""
    begins, colon = _before(doc, deadline), "(" if _closes_bracket(doc, deadline) else ":"
    begins = begins if doc.fold(begins) == colon else deadline.first  # "sbírka (do 20. 8.)", "web: květen"
    inside = 0 if doc.fold(begins) == "(" else doc.tokens[deadline.first].bracket  # "mapa (vč. QR) hotová do"
    left = (token for token in reversed(doc.tokens[max(0, begins - _CLOSE) : begins]) if token.bracket == inside)
    before = [*takewhile(lambda token: not _parts_items(doc, token, deadline), left)][::-1]
    right = doc.tokens[deadline.last + 1 : deadline.last + _CLOSE]
    return [*before, *takewhile(lambda token: not _parts_items(doc, token, deadline), right)]


def _reaches(doc: Doc, deadline: Deadline, first: int) -> bool:
    """Whether a deadline holds for what is promised behind it: "do dubna připravit program a představit jej školám"
    does, "připravit do dubna program a představit jej" ends the first alone."""
    if any(token.fold in ("pote", "potom", "nasledne") for token in doc.tokens[deadline.last + 1 : first][:_CLOSE]):
        return False
    ends = deadline.first < first and _closes_bracket(doc, deadline)  # "sbírka (do 20. 8.), 7 dílen"
    ends = ends and _is_item(doc, deadline, [first])
    return not (ends or (_is_done(doc, deadline) and _is_elsewhere(doc, deadline, first)))


def _is_done(doc: Doc, deadline: Deadline) -> bool:
    """Whether the clause of a deadline has its verb before it: "metodiku dokončíme v březnu a do června …"."""
    here = doc.tokens[deadline.first]
    left = doc.tokens[max(0, here.index - _CLOSE) : here.index]
    own = (token for token in left if token.clause == here.clause and token.sentence == here.sentence)
    return any(is_verb(token) and not _STRIVES.match(token.fold) for token in own)


def _is_of_part(doc: Doc, deadline: Deadline, after: int) -> bool:
    """Whether a deadline belongs to a part alone: "5 tlumočníků, z toho nejméně 2 do konce února"."""
    parts = [token.index for token in doc.tokens[after - 3 : after] if token.fold in ("toho", "nichz", "nich")]
    return bool(parts) and not any(token.text == "," for token in doc.tokens[parts[-1] : deadline.first])


def _is_named(doc: Doc, deadline: Deadline) -> bool:
    """Whether the brackets of a deadline name what it is for: "tři burzy a jedna sbírka (sbírka do 20. 8.)"."""
    return _closes_bracket(doc, deadline) and _names(doc, _item(doc, deadline))


def _is_other(doc: Doc, deadline: Deadline, first: int) -> bool:
    """Whether a deadline behind a target ends what its own clause does: "nabídku měnit týdně, souhrn vydat 15. 12."."""
    item = _item(doc, deadline)
    counts = any((token.is_digits or small(token) is not None) and not token.role for token in item)
    counts = counts and any(map(is_verb, item)) and first not in {token.index for token in item}
    if counts and _is_elsewhere(doc, deadline, first):  # "12 kurzů a zajistit dvě besedy do června"
        return True
    apart = _is_elsewhere(doc, deadline, first) or _is_item_apart(doc, deadline, first)
    return apart and _does_another(doc, deadline, [first])


def _own_words(doc: Doc, deadline: Deadline) -> list[Token]:
    """The words of the item that a deadline closes: "brožuru vydat" of "6 setkání a brožuru vydat do srpna"."""
    here = doc.tokens[deadline.first]
    end = here.index - (doc.fold(here.index - 1) in ("do", "k", "ke", "nejpozdeji"))
    left = reversed(doc.tokens[max(0, here.index - _CLOSE) : end])
    own = [*takewhile(lambda token: token.text not in ",;" and token.sentence == here.sentence, left)][::-1]
    own = [token for token in own if token.clause == here.clause]
    joint = next((at for at, token in enumerate(own) if token.fold == "a"), 0)
    behind = own[joint + 1 :]
    counts = any(token.is_digits or small(token) is not None or token.fold == "a" for token in behind)
    return (
        behind if joint and behind and is_verb(behind[-1]) and not (counts or any(map(is_verb, own[:joint]))) else own
    )


def _is_item_apart(doc: Doc, deadline: Deadline, first: int) -> bool:
    """Whether the words that a deadline closes are an item of their own, behind what is promised at a token."""
    own = _own_words(doc, deadline)
    joined = bool(own) and "a" in (own[0].fold, doc.fold(own[0].index - 1)) and is_verb(own[-1])
    return any(token.text in ",;" for token in doc.tokens[first : deadline.first]) or (joined and own[0].index > first)


def _is_elsewhere(doc: Doc, deadline: Deadline, first: int) -> bool:
    """Whether the clause of a deadline does something else than what is promised at a token."""
    return doc.tokens[deadline.first].clause != doc.tokens[first].clause


def is_of_thing(doc: Doc, deadline: Deadline, *, counted: bool) -> bool:
    """Whether what stands alone before a deadline is one thing that nobody counts, where other things are counted: "10
    exkurzí, příručka nejpozději v červnu"."""
    item = [token for token in _item(doc, deadline) if token.fold not in _ADDS]
    item = item[1:] if item and item[0].index < deadline.first and item[0].low in ("do", "ke") else item
    closes = doc.at(deadline.last + 1).text in _CLOSES_ITEM
    leads = bool(item) and item[0].index == deadline.last + 1 and doc.fold(_before(doc, deadline)) in (",", ";", "a")
    phrase = noun_phrase(doc, item[0].index) if item and (closes or leads) else None
    if phrase is None or any(is_verb(token) or token.is_digits or small(token) is not None for token in item):
        return False
    head = doc.tokens[phrase[1]]
    noun = listed(head.low)
    named = counted and (head.index < deadline.first or leads) and (is_verbal_noun(head) or noun is not None)
    named = named and (noun is None or noun.one == head.low)
    if _closes_bracket(doc, deadline) and noun is not None:  # "jednu sbírku knih (sbírka do 20. 8.)"
        left = doc.tokens[max(0, item[0].index - _CLOSE) : item[0].index]
        named = named and all(listed(token.low) != noun for token in left)
    return named and not (_HELD.match(head.fold) or _NO_THING.match(head.fold))


def _parts_items(doc: Doc, token: Token, deadline: Deadline) -> bool:
    return token.text in ",;:()" or token.fold == "a" or token.sentence != doc.tokens[deadline.first].sentence


def _by_sentence(
    doc: Doc, firsts: Sequence[int], deadlines: list[Deadline]
) -> Iterator[tuple[list[int], list[Deadline]]]:
    """The targets of each sentence, by their first tokens, with its deadlines; both in reading order."""
    own: dict[int, list[Deadline]] = {}
    for one in deadlines:
        own.setdefault(doc.tokens[one.first].sentence, []).append(one)
    for sentence, mates in groupby(firsts, key=lambda first: doc.tokens[first].sentence):
        yield list(mates), own.get(sentence, [])


def _before(doc: Doc, deadline: Deadline) -> int:
    """The index before a deadline and the words that lead it: "a nejpozději do 30. 6."."""
    before = deadline.first - 1
    while doc.fold(before) in ("do", "k", "ke", "nejpozdeji", "dne", "pak", "dale", "termin"):
        before -= 1
    return before


def _closes_bracket(doc: Doc, deadline: Deadline) -> bool:
    """Whether a deadline stands alone in brackets, or at their end."""
    bracket = doc.tokens[deadline.first].bracket
    return bracket > 0 and ")" in (doc.fold(deadline.last + 1), doc.fold(deadline.last + 2))


def _leads(doc: Doc, deadline: Deadline, firsts: list[int]) -> bool:
    """Whether a deadline stands before what it holds for: nothing is promised before it, or a joint begins it anew."""
    if deadline.first in (firsts[0], firsts[-1]):  # a date that is a target itself
        return True
    clause, at = doc.tokens[deadline.first].clause, bisect(firsts, deadline.first)
    if 0 < at < len(firsts) and doc.tokens[firsts[at]].clause == clause != doc.tokens[firsts[at - 1]].clause:
        return True  # "sepsat analýzu, na jejím základě vybrat do 30. 9. tři lokality"
    if doc.fold(deadline.last + 1) == ")" and deadline.last + 2 in firsts:  # "na jaře (nejpozději 31. 5.) pět setkání"
        return True
    if _closes_bracket(doc, deadline):  # "12 rodin (do 31. 5.), 20 rodin (do 30. 11.)"
        return deadline.first < firsts[0]
    opens = doc.fold(_before(doc, deadline)) in ("a", ",", ";", "(", "-", ":", "toho", "nich", "nichz")
    return deadline.first < firsts[0] or (opens and (deadline.first < firsts[-1] or _is_item(doc, deadline, firsts)))
