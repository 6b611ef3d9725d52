"""What a Czech wording of a goal promises: proposed targets, read by rules of the language and nothing else.

Numbers win: an achievement without a number is proposed only when none is counted, or when it is clearly a second one.
A wording in which nothing can be measured is one narrative target.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from goals.reading.deadlines import Deadline, find_deadlines
from goals.reading.groups import Group, find_groups
from goals.reading.ignored_numbers import claim_ignored
from goals.reading.levels import is_level, limits
from goals.reading.milestones import Milestone, find_milestones
from goals.reading.periods import Period, find_periods, is_past, match_periods
from goals.reading.quantities import Quantity, find_quantities
from goals.reading.quantity_filter import is_days, is_hours, is_only_mentioned, select_targets
from goals.reading.text import Doc, tokenize
from goals.reading.words import STOPWORDS, is_verb, number_clauses
from goals.states import Comparator, Kind, Window

_VAGUE = re.compile(r"^(?:nekolik|par$|vice|vickrat|rad[ay]$|desitk|stovk|opakovan|obcas|castej)")
UNIT_LENGTH = 200  # characters; a target can hold no more
_PER_YEAR = {Window.YEAR: 1, Window.HALF_YEAR: 2, Window.QUARTER: 4, Window.MONTH: 12, Window.WEEK: 52}


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

    def as_json(self) -> dict[str, object]:
        """The interface of `read_targets --json` and `import_goals --json`: exactly these keys in this order."""
        value = self.value
        return {
            "kind": self.kind.value,
            "comparator": self.comparator.value,
            "value": None if value is None else int(value) if value == int(value) else float(value),
            "unit": self.unit,
            "window": self.window.value if self.window is not None else None,
            "deadline": self.deadline.isoformat() if self.deadline is not None else None,
            "span": list(self.span),
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


def analyse(text: str, *, year: int) -> tuple[Doc, list[Deadline], list[Period]]:
    """The wording with the roles and clauses that the other rules ask for; its deadlines and periods."""
    doc = tokenize(text)
    deadlines = find_deadlines(doc, year=year)
    periods = find_periods(doc)
    claim_ignored(doc)
    number_clauses(doc)
    return doc, deadlines, periods


def propose(text: str, doc: Doc, deadlines: list[Deadline], periods: list[Period]) -> tuple[ProposedTarget, ...]:
    """The targets of a text that is analysed."""
    achievements = find_milestones(doc)
    places = _measured(doc, periods, achieved=bool(achievements))
    if places:
        clauses = {doc.tokens[at].clause for first, last, _ in places for at in (first, last)}
        achievements = [m for m in achievements if m.strong and doc.tokens[m.first].clause not in clauses]
    elif not achievements:  # with no other target a date alone makes one
        achievements = [Milestone(d.first, d.last, strong=False) for d in deadlines if d.firm][-1:]
    # One target an achievement: "nalezení a zaškolení pracovníka" is one, a second thing made is another.
    kept: list[Milestone] = []
    for one in achievements:
        apart = kept and one.strong and one.first > kept[-1].last
        if not kept or (apart and doc.tokens[one.first].clause != doc.tokens[kept[-1].last].clause):
            kept.append(one)
            span = doc.original(one.first, one.last)
            milestone = ProposedTarget(Kind.MILESTONE, Comparator.EXACT, None, "", None, None, span)
            places.append((one.first, one.last, milestone))
    if not places:
        whole = (len(text) - len(text.lstrip()), len(text.rstrip()))
        return (ProposedTarget(Kind.NARRATIVE, Comparator.EXACT, None, "", None, None, whole),)
    # The last deadline of the target's sentence, or the only one of the whole wording.
    targets = []
    for first, _, target in places:
        same = [d.on for d in deadlines if doc.tokens[d.first].sentence == doc.tokens[first].sentence]
        only = deadlines[0].on if len(deadlines) == 1 else None
        targets.append(replace(target, deadline=max(same) if same else only))
    return tuple(sorted(targets, key=lambda target: target.span))


def _measured(doc: Doc, periods: list[Period], *, achieved: bool) -> list[Placed]:
    """Everything with a number, a rhythm or a group in it; `achieved` says that something is made for a group."""
    quantities = select_targets(doc, find_quantities(doc))
    owned = match_periods(doc, quantities, periods)
    groups = [group for group in find_groups(doc) if not (group.served and achieved)]
    placed: list[Placed] = []
    used: set[Group] = set()
    for at, quantity in enumerate(quantities):
        period = owned.get(at)
        if any(group.first < quantity.number <= group.last for group in groups) or is_only_mentioned(doc, quantity):
            continue
        if is_past(quantity, period, periods) or not _is_promised(doc, quantity, period):
            continue
        group = _group_of(doc, quantity, groups)
        if group is not None:
            used.add(group)
        elif quantity.total:  # "ve všech okresech celkem 11 setkání" promises eleven, not all
            clause = doc.tokens[quantity.number].clause
            used |= {group for group in groups if doc.tokens[group.first].clause == clause}
        placed.append((quantity.first, quantity.last, _target(doc, quantity, period, group)))
    placed += _rhythms(doc, periods, set(owned.values()), [target for _, _, target in placed])
    placed = _without_restatements(doc, placed)
    lone = [group for group in groups if group not in used and not _is_beside(doc, group, placed)]
    for group in lone:
        span, unit = doc.original(group.first, group.last), doc.words(group.first, group.last)[:UNIT_LENGTH]
        target = ProposedTarget(Kind.EACH, Comparator.EXACT, None, unit, None, None, span)
        placed.append((group.first, group.last, target))
    return placed


def _is_promised(doc: Doc, quantity: Quantity, period: Period | None) -> bool:
    """Days count only with a rhythm, a comparator or a name ("2 dny v týdnu", "den otevřených dveří")."""
    if is_hours(doc, quantity) and period is not None and period.factor == 7:
        return False  # open for so many hours every day
    if not is_days(doc, quantity) or period is not None or quantity.stated:
        return True
    after = doc.at(quantity.last + 1)
    named = after is not None and after.is_word and after.low not in STOPWORDS and not is_verb(after)
    return named or is_level(doc, quantity, windowed=False)


def _group_of(doc: Doc, quantity: Quantity, groups: list[Group]) -> Group | None:
    """The group of which each member is promised the quantity."""
    here = doc.tokens[quantity.number]
    if quantity.percent or quantity.total:
        return None
    for group in groups:
        there = doc.tokens[group.first]
        if there.sentence != here.sentence or group.joint:
            continue
        if any(token.fold == "celek" for token in doc.tokens[group.last : here.index]):
            continue  # "každý pracovník ..., tým jako celek dvě školení"
        if (group.subject and group.first < quantity.number) or there.clause == here.clause:
            return group
    return None


def _target(doc: Doc, quantity: Quantity, period: Period | None, group: Group | None) -> ProposedTarget:
    window = period.window if period is not None else None
    rhythmic = window is not None and (quantity.times or window is not Window.YEAR)
    if quantity.percent:
        kind = Kind.SHARE
    elif group is not None and (group.subject or not (rhythmic and quantity.times)):
        kind = Kind.EACH
    elif is_level(doc, quantity, windowed=window is not None):
        kind = Kind.LEVEL
    else:
        kind = Kind.FREQUENCY if rhythmic else Kind.COUNT

    if kind is Kind.EACH and group is not None:
        unit = doc.words(group.first, group.last)[:UNIT_LENGTH]
    elif quantity.percent and "%" in doc.words(quantity.number, quantity.last):
        unit = "%"
    elif quantity.noun is not None:
        unit = doc.words(*quantity.noun)[:UNIT_LENGTH]
    else:
        unit = doc.words(quantity.last, quantity.last) if quantity.times else ""

    implied = limits(doc, quantity) if kind in (Kind.LEVEL, Kind.SHARE) and not quantity.stated else None
    last = quantity.last
    if period is not None and period.first == last + 1:  # the span takes in what follows at once: "2x měsíčně"
        last = period.last
    return ProposedTarget(
        kind=kind,
        comparator=implied or quantity.comparator,
        value=quantity.value * (period.factor if period is not None and kind is not Kind.SHARE else 1),
        unit=unit,
        window=window,
        deadline=None,
        span=doc.original(quantity.first, last),
    )


def _rhythms(doc: Doc, periods: list[Period], owned: set[Period], targets: list[ProposedTarget]) -> list[Placed]:
    """Periods that are a promise by themselves, unless a number says the same ("kvartální ... 4x za rok")."""
    rates = {t.value * _PER_YEAR[t.window] for t in targets if t.window is not None and t.value is not None}
    placed: list[Placed] = []
    for period in periods:
        if period in owned or not period.alone or period.window is None:
            continue
        # "několikrát ročně", "pár setkání měsíčně": how often is left open.
        if any(_VAGUE.match(token.fold) for token in doc.tokens[max(0, period.first - 5) : period.first]):
            continue
        rate = period.factor * _PER_YEAR[period.window]
        if rate in rates:
            continue
        rates.add(rate)
        span, unit = doc.original(period.first, period.last), doc.words(period.first, period.last)
        target = ProposedTarget(Kind.FREQUENCY, Comparator.EXACT, period.factor, unit, period.window, None, span)
        placed.append((period.first, period.last, target))
    return placed


def _without_restatements(doc: Doc, placed: list[Placed]) -> list[Placed]:
    """Leave out a rhythm that brackets or "tj." say again: "jednou za čtvrt roku (4x ročně)"."""
    kept: list[Placed] = []
    windows: dict[tuple[int, Decimal], Window] = {}
    for first, last, target in placed:
        if target.window is None or target.value is None:
            kept.append((first, last, target))
            continue
        again = doc.fold(first - 1) in ("(", "tj", "tedy") or doc.fold(first - 2) in ("tj", "tzn")
        again = again or doc.fold(first) == "celkem"
        rate = (doc.tokens[first].sentence, target.value * _PER_YEAR[target.window])
        if not (again and windows.get(rate, target.window) is not target.window):
            kept.append((first, last, target))
        windows.setdefault(rate, target.window)
    return kept


def _is_beside(doc: Doc, group: Group, placed: list[Placed]) -> bool:
    """Whether the group only says where a rhythm takes place ("každý měsíc na každé poradě"), or shares a number."""
    here = doc.tokens[group.first]
    if group.joint:
        return any(doc.tokens[first].sentence == here.sentence for first, _, _ in placed)
    rhythms = [doc.tokens[first] for first, _, target in placed if target.kind is Kind.FREQUENCY]
    if doc.fold(group.first - 1) in ("na", "v", "ve", "pri", "po"):
        return any(token.sentence == here.sentence for token in rhythms)
    return not group.subject and any(token.clause == here.clause for token in rhythms)
