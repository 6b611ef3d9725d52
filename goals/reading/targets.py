"""What a Czech wording of a goal promises: proposed targets, read by rules of the language and nothing else.

Numbers win: an achievement without a number is proposed only when none is counted, or when it is clearly a second one.
A wording in which nothing can be measured is one narrative target.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import takewhile

from goals.amounts import propose_unit, unit_of
from goals.declension import listed
from goals.noun_patterns import Number
from goals.reading.deadlines import Deadline, deadline_of_each, find_deadlines, is_of_thing, unmet
from goals.reading.elisions import has_own_subject
from goals.reading.frames import is_aim
from goals.reading.groups import Group, find_groups, is_endless
from goals.reading.ignored_numbers import MONEY, is_bound, is_days, is_hour, is_hours, select_targets
from goals.reading.levels import LEFT, NOT_OVER, change_of, is_kept, is_level, limits
from goals.reading.milestones import Milestone, find_milestones
from goals.reading.names import claim_ignored
from goals.reading.periods import PeriodPhrase, find_periods, is_past, match_periods
from goals.reading.quantities import Quantity, find_quantities, small
from goals.reading.repeated import is_event, repeated
from goals.reading.text import (
    AT_LEAST,
    AT_MOST,
    PASSIVE,
    STOPWORDS,
    Doc,
    is_adjective,
    is_verb,
    noun_phrase,
    number_clauses,
    tokenize,
    wordset,
)
from goals.reading.told import is_only_mentioned, is_so, is_told_at, is_which, was_done
from goals.states import Comparator, Kind, Window

_VAGUE = re.compile(
    r"^(?:n[eě]kolik|p[aá]r$|v[ií]ce|v[ií]ckr[aá]t|řad[ayu]$|des[ií]tk|stovk|opakovan|ob[cč]as|[cč]ast[eě]j)"
)
UNIT_LENGTH = 200  # characters; a target can hold no more
FORMS_LENGTH = 400
HUNDRED = Decimal(100)
DAILY = 5  # times a week, on working days
_NAMED_DAY = re.compile(r"(?!(?:pracovní|kalendářní|všední|sváteční|cel|další|dlouh)\w* )\w+ ")  # "metodických dnů"
_FROM_THEN = wordset("od po pred predem dopredu")
_OPEN = re.compile(r"^(?:otevren|dostupn|pristupn|provoz)")
_OPENS = re.compile(r"^(?:zri[dz]|ot[ev]|zajist|zprovoz)")
_THEN = wordset("pote potom pak nasledne odtud")
_NEAR = 6  # tokens before a number of hours
_OBLIQUE = wordset("dvou dvěma tří třech třem třemi čtyř čtyřech čtyřem čtyřmi")
_SETS = wordset("dvoje troje čtvery patery šestery")
_GOVERNING = wordset("s se k ke u od do z ze bez")
_ALL = wordset("vsech vsem vsemi vsechny vsechna")
_PER_YEAR = {Window.YEAR: 1, Window.HALF_YEAR: 2, Window.QUARTER: 4, Window.MONTH: 12, Window.WEEK: 52}

_PERIOD_WORDS = {
    Window.HALF_YEAR: re.compile(r"^(?:pololet|pulroc)"),
    Window.QUARTER: re.compile(r"^(?:ctvrtlet|ctvrtroc|kvart)"),
    Window.MONTH: re.compile(r"^(?:mesic)"),
}


@dataclass(frozen=True)
class ProposedTarget:
    """One target as read from a wording; `span` are offsets into the text as given, end exclusive.

    `value` is a plain number, percent for a share, None where nothing is counted. `unit` are the wording's own words:
    what is counted, or for `each` the group whose members are meant.
    """

    kind: Kind
    comparator: Comparator
    value: Decimal | None
    unit: str
    window: Window | None
    deadline: date | None
    span: tuple[int, int]
    unit_forms: str = ""  # of a noun that the table does not know, by its ending
    baseline: Decimal | None = None
    is_relative: bool = False
    scope: str = ""
    every: int = 1  # once in so many windows
    thing: str = ""  # what is counted, whatever the kind: of each of a group, of a whole in per cent, in a rhythm
    doubt: str = ""  # what of it is a guess that people should look at: noun, forms, number or rhythm

    def as_json(self) -> dict[str, object]:
        """The interface of `read_targets --json` and `import_goals --json`: exactly these keys in this order."""
        value = self.value
        is_each = self.kind is Kind.EACH
        inflected = unit_of(self.thing, self.unit_forms)
        return {
            "kind": self.kind.value,
            "comparator": self.comparator.value,
            "value": None if value is None else int(value) if value == int(value) else float(value),
            "unit": self.thing,
            "window": self.window.value if self.window is not None else None,
            "deadline": self.deadline.isoformat() if self.deadline is not None else None,
            "span": list(self.span),
            "every": self.every,
            "is_per_cent": self.is_relative,
            "baseline": None,
            "of": self.unit if is_each else "",
            "unit_forms": [inflected.one, inflected.few, inflected.part, inflected.many] if inflected else None,
            "uncertain": self.doubt,
        }


Placed = tuple[int, int, ProposedTarget]  # with its first and last token


def read_targets(text: str, *, year: int) -> tuple[ProposedTarget, ...]:
    """The targets that a wording proposes, in reading order.

    `year` is the document's, for deadlines that name none; a year in the wording beats it. Any text is accepted: blank
    text gives no target, every other at least one. Rules: the kinds of target of the network's goals, Czech morphology.
    """
    if not text.strip():
        return ()
    return propose(text, *analyse(text, year=year))


def analyse(text: str, *, year: int) -> tuple[Doc, list[Deadline], list[PeriodPhrase]]:
    """The wording with the roles and clauses that the other rules ask for; its deadlines and periods."""
    doc = tokenize(text)
    deadlines = find_deadlines(doc, year=year)
    periods = find_periods(doc)
    claim_ignored(doc)
    number_clauses(doc)
    return doc, deadlines, periods


def propose(text: str, doc: Doc, deadlines: list[Deadline], periods: list[PeriodPhrase]) -> tuple[ProposedTarget, ...]:
    """The targets of a text that is analysed."""
    achievements = find_milestones(doc)
    deadlines = [one for one in deadlines if not _is_told(doc, one)]  # "které k 31. srpnu dovrší šest let"
    deadlines = [one for one in deadlines if not _is_of_part(doc, one)]
    deadlines = [replace(one, firm=one.firm or _is_done_on(doc, one)) for one in deadlines]
    places = _measured(doc, periods, achieved=bool(achievements))
    things = [one for one in deadlines if one.firm and is_of_thing(doc, one, counted=bool(places))]
    deadlines = [one for one in deadlines if one not in things]
    if places:
        clauses = {doc.tokens[at].clause for first, last, _ in places for at in (first, last)}
        achievements = [m for m in achievements if m.strong and doc.tokens[m.first].clause not in clauses]
    elif not achievements:  # with no other target dates alone make them
        vague = "co nejvic" in doc.low  # "do prázdnin jich nabrat co nejvíc"
        dated = [Milestone(d.first, d.last, strong=False) for d in deadlines if d.firm and not vague]
        places = [(one.first, one.last, _achieved(doc, one)) for one in dated]
    # One target an achievement: "nalezení a zaškolení pracovníka" is one, a second thing made is another.
    kept: list[Milestone] = []
    for one in achievements:
        apart = kept and one.strong and one.first > kept[-1].last
        apart = apart or (kept and any(kept[-1].last < due.first < one.first for due in deadlines if due.firm))
        if not kept or (apart and doc.tokens[one.first].clause != doc.tokens[kept[-1].last].clause):
            kept.append(one)
            places.append((one.first, one.last, _achieved(doc, one)))
    if not places:
        whole = (len(text) - len(text.lstrip()), len(text.rstrip()))
        return (ProposedTarget(Kind.NARRATIVE, Comparator.EXACT, None, "", None, None, whole),)
    places.sort(key=lambda place: place[0])
    for due in unmet(doc, [first for first, _, _ in places], deadlines):
        places.append((due.first, due.last, _achieved(doc, due)))
    places.sort(key=lambda place: place[0])
    days = deadline_of_each(doc, [first for first, _, _ in places], deadlines)
    due_in = {(one.on, doc.tokens[one.first].clause) for one in deadlines}
    found = [replace(_achieved(doc, one), deadline=one.on) for one in things]
    for (first, _, target), day in zip(places, days, strict=True):
        if day is None or (day.lasts and _goes_on(doc, first, target)):
            found.append(target)
            continue
        # "do ledna sepsat adresář, poté jej vždy po půl roce ověřit": no rhythm ends with what another clause does.
        apart = target.kind is Kind.FREQUENCY and len(places) > 1 and (day.on, doc.tokens[first].clause) not in due_in
        since = (token.fold in _THEN for token in doc.tokens[day.last + 1 : first])
        apart = apart or (target.kind is Kind.FREQUENCY and any(since))  # "do dubna šest kurzů, poté měsíčně klub"
        # "za první pololetí 30 klientů, za celý rok 70": a whole year does not end earlier.
        between = doc.tokens[day.last + 1 : first][-LEFT:]
        yearly = target.window is Window.YEAR and any(token.role == "period" for token in between)
        found.append(target if apart or yearly else replace(target, deadline=day.on))
    return tuple(sorted(found, key=lambda target: target.span))


def _achieved(doc: Doc, at: Milestone | Deadline) -> ProposedTarget:
    """An achievement without a number, at the tokens of its words or of its day."""
    span = doc.original(at.first, at.last)
    return ProposedTarget(Kind.MILESTONE, Comparator.EXACT, None, "", None, None, span)


def _goes_on(doc: Doc, first: int, target: ProposedTarget) -> bool:
    """Whether something goes on for a stretch, rather than being done by its end: "od dubna do října dvakrát týdně",
    "přes prázdniny otevřít klub"."""
    opens = target.kind is Kind.MILESTONE and _OPENS.match(doc.fold(first)) is not None
    return opens or target.kind in (Kind.FREQUENCY, Kind.LEVEL)


def _measured(doc: Doc, periods: list[PeriodPhrase], *, achieved: bool) -> list[Placed]:
    """Everything with a number, a rhythm or a group in it; `achieved` says that something is made for a group."""
    found = find_quantities(doc)
    quantities = _without_told(doc, select_targets(doc, found))
    aside = {quantity.last + 1 for quantity in found} - {quantity.last + 1 for quantity in quantities}
    periods = [period for period in periods if period.year is not None or period.first not in aside]
    periods = [one for one in periods if not _is_detail(doc, one, quantities)]
    periods = [one for one in periods if not (is_told_at if one.year else is_which)(doc, one.first)]
    owned = match_periods(doc, quantities, periods)
    attached = set(owned.values())
    groups = [group for group in find_groups(doc) if not ((group.served and achieved) or is_which(doc, group.first))]
    placed, used = _counted(doc, quantities, owned, periods, groups)
    placed += _rhythms(doc, [period for period in periods if period not in attached], placed)
    placed = _said_once(doc, placed)
    return placed + _left_of_groups(doc, [group for group in groups if group not in used], placed)


def _without_told(doc: Doc, quantities: list[Quantity]) -> list[Quantity]:
    """Without the numbers told of what is, and what a list adds to them: "tým tvoří pět pracovnic a dva právníci"."""
    kept: list[Quantity] = []
    told = -1  # where the last one ends
    for one in quantities:
        added = 0 <= told == one.first - 2 and doc.fold(one.first - 1) in (",", "a") and one.noun is not None
        if is_only_mentioned(doc, one) or (added and not (one.stated or is_verb(doc.at(one.last + 1)))):
            told = one.last
        else:
            kept.append(one)
    return kept


def _counted(
    doc: Doc,
    quantities: list[Quantity],
    owned: dict[int, PeriodPhrase],
    periods: list[PeriodPhrase],
    groups: list[Group],
) -> tuple[list[Placed], set[Group]]:
    """The targets of numbers, and the groups that they are dealt out to or stand for."""
    placed: list[Placed] = []
    used: set[Group] = set()
    for at, quantity in enumerate(quantities):
        period = owned.get(at)
        if is_past(quantity, period, periods) or _is_of_group(doc, quantity, groups) or _raises_nothing(doc, quantity):
            continue
        group, level = _group_of(doc, quantity, groups), is_level(doc, quantity, windowed=False)
        if _is_time_open(doc, quantity, period, level=level):
            continue
        after = quantities[at + 1] if at + 1 < len(quantities) else quantity
        if level and after.percent and after.first == quantity.last + 1:  # "vyřídit do 14 dnů 95 % dotazů"
            continue
        if is_days(doc, quantity) and not level:
            within = doc.fold(quantity.first - 1) == "do"
            if doc.fold(quantity.last + 1) in _FROM_THEN or (
                (group is None or within) and not _days_count(doc, quantity, period)
            ):
                continue
        target = _target(doc, quantity, period, None if level and is_days(doc, quantity) else group)
        if target.kind is Kind.SHARE and quantity.value > HUNDRED:
            continue  # no part is more than the whole; the remark on the wording says so
        if group is not None:
            used.add(group)
        elif quantity.total:  # "ve všech okresech celkem 11 setkání" promises eleven, not all
            clause = doc.tokens[quantity.number].clause
            used |= {group for group in groups if doc.tokens[group.first].clause == clause}
        if quantity.times and not target.thing and placed and quantities[at - 1].times and target.window is not None:
            one = placed[-1][2]  # "dvakrát ročně beseda pro rodiče, jednou ročně pro školy"
            target = replace(target, thing=one.thing, unit_forms=one.unit_forms)
        placed.append((quantity.first, quantity.last, target))
    return placed, used


def _is_of_group(doc: Doc, quantity: Quantity, groups: list[Group]) -> bool:
    """Whether a number only says how many a group are: "všech 12 obcí", "oslovit všechny obce okresu (23)", "udržovat
    kontakty se všemi čtyřmi školami"."""
    if any(group.first < quantity.number <= group.last and not group.listens for group in groups):
        return True
    size = doc.tokens[quantity.number].bracket and quantity.noun is None and not quantity.times
    if size and any(group.last < quantity.number < group.last + _NEAR for group in groups):
        return True
    whole = doc.at(quantity.first - 1)
    return whole.fold in _ALL and is_endless(doc, whole)


def _raises_nothing(doc: Doc, quantity: Quantity) -> bool:
    """ "zohlednit valorizaci o 4 %": what rises by so much is nobody's doing."""
    by = doc.fold(quantity.first - 1) == "o" and not is_verb(doc.at(quantity.first - 2))
    return by and change_of(doc, quantity) is None


def _is_time_open(doc: Doc, quantity: Quantity, period: PeriodPhrase | None, *, level: bool) -> bool:
    """Whether hours are those in which something is open or somebody works: so many every day, "koordinátor (20 hodin
    měsíčně)", "mít pobočku otevřenou 40 hodin týdně"."""
    if level or not is_hours(doc, quantity):
        return False
    if period is not None and (period.factor == 7 or doc.tokens[quantity.number].bracket):
        return True
    left = doc.tokens[max(0, quantity.first - _NEAR) : quantity.first]
    return change_of(doc, quantity) is None and any(_OPEN.match(token.fold) for token in left)


def _days_count(doc: Doc, quantity: Quantity, period: PeriodPhrase | None) -> bool:
    """Whether days are what is promised: with a rhythm, a comparator, a change or a name ("2 dny v týdnu", "den
    otevřených dveří")."""
    after = doc.at(quantity.last + 1)
    named = after.is_word and after.low not in STOPWORDS and not is_verb(after)
    named = named or (quantity.noun is not None and _NAMED_DAY.match(doc.words(*quantity.noun)) is not None)
    return period is not None or quantity.stated or named or change_of(doc, quantity) is not None


def _rhythms(doc: Doc, periods: list[PeriodPhrase], placed: list[Placed]) -> list[Placed]:
    """The targets of periods without a number; a period is a promise by itself unless a number says the same:
    "kvartální ... 4x za rok"."""
    rates = {_rate(target) for _, _, target in placed if target.window is not None and target.value is not None}
    things = {target.thing for _, _, target in placed}
    regular = [target for _, _, target in placed if target.window is not None]
    found: list[Placed] = []
    for period in periods:
        if not period.alone or period.window is None or _is_no_rhythm(doc, period):
            continue
        within, before = doc.tokens[period.first], doc.fold(period.first - 1)
        own = noun_phrase(doc, period.last + 1)  # "každou středu poradna v Aši, každý pátek poradna v Chebu"
        always = doc.fold(period.first) == "vzdy"
        own_event = own is not None and (is_event(doc.words(*own)) or (not always and _is_one_item(doc, own)))
        thing = _rhythm(doc, period).thing  # "porady každé pondělí, supervize jednou za měsíc"
        later = [one for first, _, one in placed if one.window is not None and first > period.last]
        own_event = own_event or (bool(thing) and is_event(thing) and len(later) == len(regular) and not always)
        own_event = own_event and all(one.thing != thing for one in later)
        place = next((back for back in (2, 3) if doc.at(period.first - back).low in ("v", "ve", "na")), 0)
        elsewhere = place > 0 and doc.at(period.first - 1).is_capital  # "v Žatci každou středu, v Aši každý pátek"
        elsewhere = elsewhere and doc.fold(period.first - place - 1) in (",", "a", ";", ":")
        there = doc.at(period.last + 1).low in ("v", "ve", "na") and doc.at(period.last + 2).is_capital
        days = any(one.is_day and one.last < period.first for one in periods) and period.is_day
        there = there and (before in ("a", ";") or (before == "," and days))
        elsewhere = elsewhere or there  # "a každý pátek v Kyjově"
        # "dvakrát měsíčně, vždy ve středu": the day only tells more of the rhythm.
        detail = always or before in (",", "(", "to", "zpravidla", "obvykle")
        if (
            period.is_day
            and not (own_event or elsewhere)
            and any(target.window is not Window.YEAR or detail for target in regular)
        ):
            continue
        target = _rhythm(doc, period)
        mates = [(last, one) for first, last, one in (*placed, *found) if first < period.first and one.thing]
        if not target.thing and mates and not any(map(is_verb, doc.tokens[mates[-1][0] : period.first])):
            one = mates[-1][1]  # "výdej jednou týdně, v zimě každých 14 dní"
            alike = one.kind is Kind.FREQUENCY and doc.tokens[mates[-1][0]].sentence == within.sentence
            target = replace(target, thing=one.thing, unit_forms=one.unit_forms) if alike else target
        another = own_event and before in (",", "a", ";")  # "každý měsíc výlet a každý měsíc beseda"
        titled = before == ":" and bool(target.thing)  # "porady: týdně. supervize: čtvrtletně"
        another = another or titled
        if _rate(target) not in rates or elsewhere or (another and target.thing not in things):
            rates.add(_rate(target))
            things.add(target.thing)
            regular.append(target)
            found.append((period.first, period.last, target))
    return found


def _is_one_item(doc: Doc, phrase: tuple[int, int]) -> bool:
    """Whether one thing is an item by itself: "každou středu klub, každý čtvrtek dětský ateliér"."""
    noun = listed(doc.tokens[phrase[1]].low)
    ends = doc.at(phrase[1] + 1)
    closes = ends.text in ("", ".", ",", ";", "a") or ends.low in ("v", "ve", "na", "pro", "s")
    is_time = doc.fold(phrase[1]) in ("rano", "vecer", "dopoledne", "odpoledne") and phrase[0] == phrase[1]
    return noun is not None and noun.one == doc.tokens[phrase[1]].low and closes and not is_time


def _is_no_rhythm(doc: Doc, period: PeriodPhrase) -> bool:
    """Whether a period only tells of what something costs, when it is open, how it is made or how often roughly."""
    within, before = doc.tokens[period.first], doc.at(period.first - 1)
    if MONEY.match(before.fold):  # "nájem za stávajících 14 500 Kč měsíčně"
        return True
    if period.first == period.last and PASSIVE.search(doc.at(period.last + 1).low):  # "čtvrtletně vykazované údaje"
        return True
    daily = period.factor >= DAILY and any(map(is_hour, doc.tokens[period.last + 1 : period.last + _NEAR]))
    if daily or is_hour(before):  # "každý všední den do 17 hodin", "na půl hodiny denně"
        return True
    # "několikrát ročně", "pár setkání měsíčně": how often is left open.
    if any(_VAGUE.match(token.low) for token in doc.tokens[max(0, period.first - 5) : period.first]):
        return True
    around = doc.tokens[max(0, period.first - 4) : period.last + 5]  # "(20 hodin týdně)"
    return within.bracket > 0 and any(token.is_digits and token.bracket == within.bracket for token in around)


def _rhythm(doc: Doc, period: PeriodPhrase) -> ProposedTarget:
    before = doc.at(period.first - 1).low
    thing, forms = _repeated(doc, period.first, period.last)
    return ProposedTarget(
        kind=Kind.FREQUENCY,
        comparator=Comparator.MIN if before in AT_LEAST else Comparator.MAX if before in AT_MOST else Comparator.EXACT,
        value=period.factor,
        unit=doc.words(period.first, period.last),
        window=period.window,
        deadline=None,
        span=doc.original(period.first, period.last),
        every=period.every,
        thing=thing,
        unit_forms=forms,
        doubt="rhythm" if period.every > 1 else "",
    )


def _said_once(doc: Doc, placed: list[Placed]) -> list[Placed]:
    """Without the rhythms that brackets or "tj." say again: "jednou za čtvrt roku (4x ročně)"."""
    kept: list[Placed] = []
    windows: dict[tuple[int, Decimal], Window] = {}
    for first, last, target in placed:
        if target.window is not None and target.value is not None:
            again = doc.fold(first - 1) in ("(", "tj", "tedy") or doc.fold(first - 2) in ("tj", "tzn")
            sentence_rate = (doc.tokens[first].sentence, _rate(target))
            said = windows.setdefault(sentence_rate, target.window)
            if (again or doc.fold(first) == "celkem") and said is not target.window:
                continue
        kept.append((first, last, target))
    return kept


def _left_of_groups(doc: Doc, groups: list[Group], placed: list[Placed]) -> list[Placed]:
    """The targets of groups to which no number is dealt out, unless one only says where a rhythm takes place ("každý
    měsíc na každé poradě")."""
    left: list[Placed] = []
    rhythms = [doc.tokens[first] for first, _, target in placed if target.kind is Kind.FREQUENCY]
    for group in groups:
        here = doc.tokens[group.first]
        if group.joint or group.listens:
            beside = any(doc.tokens[first].sentence == here.sentence for first, _, _ in placed)
        else:
            beside = not group.subject and any(token.clause == here.clause for token in rhythms)
        if not (group.name or beside):
            span, unit = doc.original(group.first, group.last), doc.words(group.first, group.last)[:UNIT_LENGTH]
            target = ProposedTarget(Kind.EACH, Comparator.EXACT, None, unit, None, None, span)
            left.append((group.first, group.last, target))
    return left


def _is_detail(doc: Doc, period: PeriodPhrase, quantities: list[Quantity]) -> bool:
    """Whether a day of the week only tells when what is counted takes place: "čtyři semináře, vždy ve čtvrtek"."""
    here = doc.tokens[period.first]
    counted = any(doc.tokens[one.number].sentence == here.sentence and one.number < here.index for one in quantities)
    return period.is_day and here.fold == "vzdy" and doc.fold(here.index - 1) in (",", "(", "-") and counted


def _is_told(doc: Doc, day: Deadline) -> bool:
    """Whether a day is told of: "které do srpna dovrší šest let", "smlouva je do 31. 5.", "v lednu vstoupila v platnost
    vyhláška"."""
    tells = is_told_at if doc.tokens[day.first].bracket else is_which
    first = day.first - (doc.fold(day.first - 1) in ("do", "od"))
    behind = takewhile(lambda token: token.text not in ",;.:", doc.tokens[day.last + 1 : day.last + _NEAR])
    done = any(was_done(doc, token) for token in behind)  # "k 1. 1. jich v okrese bylo 512"
    return tells(doc, day.first) or is_so(doc, first) or done


def _is_done_on(doc: Doc, day: Deadline) -> bool:
    """Whether a verb beside a day makes it the one by which something is done: "zprávu odevzdat 15. května"."""
    behind = day.last + (2 if doc.fold(day.last + 1) in ("ji", "ho", "jej", "je") else 1)
    beside = (doc.at(day.first - 1), doc.at(behind))
    return any(is_verb(token) and not is_aim(doc, token) for token in beside) and not day.lasts


def _is_of_part(doc: Doc, day: Deadline) -> bool:
    """Whether a day belongs to a part that is not promised by itself: "5 tlumočníků, z toho 2 do konce února"."""
    left = takewhile(
        lambda token: token.text not in ",;.()", reversed(doc.tokens[max(0, day.first - LEFT) : day.first])
    )
    words = {token.fold: token.index for token in left}
    part = words.get("toho", words.get("nichz", words.get("nich", -1)))
    return part >= 0 and any(token.role == "ignored" for token in doc.tokens[part : day.first])


def _group_of(doc: Doc, quantity: Quantity, groups: list[Group]) -> Group | None:
    """The group of which each member is promised the quantity."""
    here = doc.tokens[quantity.number]
    if quantity.percent or quantity.total:
        return None
    before = [group for group in groups if group.first < here.index]  # the nearest of them first
    for group in (*reversed(before), *groups[len(before) :]):
        there = doc.tokens[group.first]
        if there.sentence != here.sentence or group.joint or (group.name and here.index < there.index):
            continue
        if group.listens and (quantity.noun is not None or quantity.elided):  # "osm přednášek pro všechny typy škol"
            continue
        if quantity.borrowed is not None and group.first < quantity.borrowed[1] <= group.last:  # "dva z nich"
            return None
        own = doc.at(group.last + 1)
        own_number = own.low in AT_LEAST or own.is_digits or small(own) is not None
        if group.subject and here.index < there.index and own_number and doc.fold(there.index - 1) in ("a", ",", "-"):
            continue  # "tým jednu supervizi a každý pracovník nejméně dvě"
        if group.met and doc.fold(quantity.first - 1) == "a" and is_verb(doc.at(quantity.last + 1)):
            continue  # "potkat se s každým starostou a nejméně čtyřem obcím pomoci"
        if group.subject and has_own_subject(doc, quantity, group.last):
            return None
        if any(token.fold == "celek" for token in doc.tokens[group.last : here.index]):
            continue  # "každý pracovník ..., tým jako celek dvě školení"
        if (group.subject and group.first < quantity.number) or there.clause == here.clause:
            return group
    return None


def _target(doc: Doc, quantity: Quantity, period: PeriodPhrase | None, group: Group | None) -> ProposedTarget:
    window = period.window if period is not None else None
    every = period.every if period is not None else 1
    rhythmic = window is not None and (quantity.times or window is not Window.YEAR or every > 1)
    if window is Window.YEAR and is_kept(doc, quantity):  # "po celý rok neklesne pod osm"
        window = None
    rise = None if quantity.times or group is not None else change_of(doc, quantity)
    if rise is not None:
        kind = Kind.INCREASE
        window = None
    elif quantity.percent:
        kind = Kind.SHARE
    elif group is not None and (group.subject or group.met or group.name or not (rhythmic and quantity.times)):
        kind = Kind.EACH
    elif is_level(doc, quantity, windowed=window is not None):
        kind = Kind.LEVEL
    else:
        kind = Kind.FREQUENCY if rhythmic else Kind.COUNT

    noun = quantity.noun or quantity.borrowed
    thing = _named(doc, quantity, noun)[:UNIT_LENGTH] if noun is not None else ""
    if kind is Kind.EACH and group is not None:
        unit = group.named(doc)[:UNIT_LENGTH]
    elif rise is None and quantity.percent and "%" in doc.words(quantity.number, quantity.last):
        unit = f"% {doc.words(*quantity.noun)}"[:UNIT_LENGTH] if quantity.noun is not None else "%"
    elif noun is not None:
        unit = thing
    else:
        unit = doc.words(quantity.last, quantity.last) if quantity.times else ""

    if kind is Kind.LEVEL and period is not None and period.factor >= DAILY:  # "na 6 hodin denně" is no sum of a week
        window, period = None, None
    value = quantity.value * (period.factor if period is not None and kind is not Kind.SHARE else 1)
    forms = _forms(doc, quantity, thing) if thing else ""
    if quantity.times and not thing:
        thing, forms = _repeated(doc, quantity.first, period.last if period is not None else quantity.last)
    implied = None
    bounded = is_bound(doc, quantity) or doc.fold(quantity.first - 1).startswith(NOT_OVER)
    if rise is not None:
        halved = rise < 0 and doc.fold(quantity.number - 1) == "na"  # "snížit počet na třetinu"
        value = rise * (HUNDRED - quantity.value if halved else quantity.value)
        most = quantity.stated and quantity.comparator is Comparator.MAX  # "nevzroste o více než 5 %"
        implied = Comparator.MAX if rise < 0 or most else Comparator.MIN
        every = 1
    elif (not quantity.stated or quantity.total) and (kind in (Kind.LEVEL, Kind.SHARE) or bounded):
        implied = limits(doc, quantity)
    elif window is Window.YEAR and quantity.times:  # "kvartální schůzka - 4x ročně" is one a quarter
        window, value = _named_window(doc, quantity, value) or (window, value)
    last = quantity.last
    if period is not None and period.first == last + 1:  # the span takes in what follows at once: "2x měsíčně"
        last = period.last
    return ProposedTarget(
        kind=kind,
        comparator=implied or quantity.comparator,
        value=value,
        unit=unit,
        window=window,
        deadline=None,
        span=doc.original(quantity.first, last),
        unit_forms=forms,
        thing=thing,
        doubt=_doubt(quantity, thing, forms, every if window is not None else 1),
        is_relative=rise is not None and quantity.percent,
        every=every if window is not None else 1,
    )


def _doubt(quantity: Quantity, thing: str, forms: str, every: int) -> str:
    if every > 1:
        return "rhythm"
    if quantity.elided:
        return "noun"
    if quantity.noun is None and quantity.borrowed is None and not (quantity.times or quantity.percent):
        return "number"
    is_guess = forms and not any(listed(word.lower()) for word in thing.split())
    return "forms" if is_guess and not quantity.times else ""


def _named(doc: Doc, quantity: Quantity, noun: tuple[int, int]) -> str:
    """What is counted, as it stands; of "jeden ranní a dva večerní kurzy" the first as behind one."""
    after, ends = doc.at(noun[1] + 1), doc.at(noun[1] + 2)  # "6 schůzek síťovacích"
    behind = noun[0] == noun[1] and after.low.endswith(("ých", "ích", "ční", "é")) and is_adjective(after)
    behind = behind and not (after.role or listed(after.low) or PASSIVE.search(after.low))
    behind = behind and (not ends.is_word or ends.low in STOPWORDS)
    words = doc.named(noun[0], noun[1] + behind)
    if quantity.sort is None or quantity.beside is None:
        return words
    few, one = 2 <= quantity.beside <= 4, quantity.beside == 1
    unit = propose_unit(words, Number.ONE if one else Number.FEW if few else Number.MANY)
    return f"{doc.named(*quantity.sort)} {unit.after(quantity.value)}" if unit is not None else words


def _forms(doc: Doc, quantity: Quantity, unit: str) -> str:
    """The forms of a unit that the table of nouns does not know."""
    if doc.tokens[quantity.number].low in _SETS and (made := propose_unit(unit, Number.FEW)) is not None:
        return str(replace(made, one=made.few, part=made.many))  # "troje webové stránky"
    if unit_of(unit):
        return ""
    number, before = Number.MANY, quantity.value if quantity.borrowed is None or quantity.sort else quantity.beside
    if quantity.borrowed is None and (before == 1 or (before == 0 and doc.fold(quantity.number - 1) == "k")):
        unit = _in_first_case(unit)
    if before == 0:
        number = _denied(doc, quantity)
    elif before in (1, 2, 3, 4) and not (quantity.percent and quantity.noun is not None):
        number = (
            Number.ONE
            if before == 1
            else Number.MANY
            if not quantity.percent and _is_oblique(doc, quantity)
            else Number.FEW
        )
    proposed = propose_unit(unit, number)
    return str(proposed)[:FORMS_LENGTH] if proposed else ""


def _in_first_case(unit: str) -> str:
    """One of what stands in another case: "společném webináři", "bezpečnostnímu incidentu", "nehodě"."""
    *before, word = unit.split()
    noun = listed(word.lower()) or (listed(word[:-1] + "a") if word.endswith("ě") else None)
    if noun is None or word.lower() == noun.one:
        return unit
    hard = {"f": "á", "n": "é"}.get(noun.gender, "ý")
    before = [re.sub(r"(?:ém|ému|ého|ým|ou|é)$", hard, re.sub(r"(?:ím|ímu|ího)$", "í", word)) for word in before]
    return " ".join([*before, noun.one])


def _is_oblique(doc: Doc, quantity: Quantity) -> bool:
    """Whether what two, three or four are counted of stands in another case than the first or the fourth."""
    number = doc.tokens[quantity.number]
    if number.is_word:
        return number.low in _OBLIQUE
    return doc.at(quantity.first - 1).low in _GOVERNING


def _denied(doc: Doc, quantity: Quantity) -> Number:
    """The number in which "žádný úraz", "žádné stížnosti", "žádných stížností" stand."""
    word = doc.tokens[quantity.number].low
    return Number.MANY if word.endswith("ch") or word == "bez" else Number.FEW if word.endswith("é") else Number.ONE


def _repeated(doc: Doc, first: int, last: int) -> tuple[str, str]:
    """What a rhythm counts, and its forms."""
    done = repeated(doc, first, last)
    return ("", "") if done is None else (done.many[:UNIT_LENGTH], str(done)[:FORMS_LENGTH])


def _named_window(doc: Doc, quantity: Quantity, value: Decimal) -> tuple[Window, Decimal] | None:
    """The quarter, half-year or month that the sentence names, where so many a year is just one in each."""
    here = doc.tokens[quantity.number]
    for window, words in _PERIOD_WORDS.items():
        if value == _PER_YEAR[window]:
            around = doc.tokens[max(0, here.index - LEFT) : here.index + LEFT]
            if any(token.sentence == here.sentence and words.match(token.fold) for token in around):
                return window, Decimal(1)
    return None


def _rate(target: ProposedTarget) -> Decimal:
    """How many a year; only of what has a window."""
    assert target.value is not None
    assert target.window is not None
    return target.value * _PER_YEAR[target.window] / target.every
