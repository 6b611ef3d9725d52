"""What a Czech wording of a goal promises: proposed targets, read by rules of the language and nothing else.

Numbers win: an achievement without a number is proposed only when none is counted, or when it is clearly a second one.
A wording in which nothing can be measured is one narrative target.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from goals.czech import levels
from goals.czech.deadlines import Deadline, find_deadlines
from goals.czech.evidence import is_days, is_hours, targets_among
from goals.czech.milestones import Milestone, find_milestones
from goals.czech.periods import Period, find_periods
from goals.czech.quantities import Quantity, find_quantities
from goals.czech.remarks import is_remark
from goals.czech.rhythm import attach, is_past
from goals.czech.scopes import Circle, find_circles
from goals.czech.text import Doc, read
from goals.czech.traps import claim_traps
from goals.czech.words import STOPWORDS, is_verb, number_clauses
from goals.states import Comparator, Kind, Window

_VAGUE = re.compile(r"^(?:nekolik|par$|vice|vickrat|rad[ay]$|desitk|stovk|opakovan|obcas|castej)")
UNIT_LENGTH = 200  # characters; a target can hold no more
_PER_YEAR = {Window.YEAR: 1, Window.HALF_YEAR: 2, Window.QUARTER: 4, Window.MONTH: 12, Window.WEEK: 52}


@dataclass(frozen=True)
class ProposedTarget:
    """One target as read from a wording; `span` are offsets into the text as given, end exclusive.

    `value` is a plain number, percent for a share, None where nothing is counted. `unit` are the wording's own words:
    what is counted, or for `each` the circle whose members are meant.
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
    doc = read(text)
    deadlines = find_deadlines(doc, year=year)
    periods = find_periods(doc)
    claim_traps(doc)
    number_clauses(doc)
    found = find_milestones(doc)
    measured = _measured(doc, periods, achieved=bool(found))
    places = measured + _achievements(doc, measured, found, deadlines)
    if not places:
        return (_narrative(text),)
    dated = [replace(target, deadline=_deadline(doc, first, deadlines)) for first, _, target in places]
    return tuple(sorted(dated, key=lambda target: target.span))


def _measured(doc: Doc, periods: list[Period], *, achieved: bool) -> list[Placed]:
    """Everything with a number, a rhythm or a circle in it; `achieved` says that something is made for a circle."""
    every = find_quantities(doc)
    pairs = zip(every, [*every[1:], None], strict=False)
    quantities = targets_among(doc, [q for q, after in pairs if not levels.is_base(doc, q, after)])
    owned = attach(doc, quantities, periods)
    circles = [circle for circle in find_circles(doc) if not (circle.served and achieved)]
    placed: list[Placed] = []
    used: set[Circle] = set()
    for at, quantity in enumerate(quantities):
        period = owned.get(at)
        inside = any(circle.first < quantity.number <= circle.last for circle in circles)
        if (
            inside
            or is_remark(doc, quantity)
            or is_past(quantity, period, periods)
            or not _stands(doc, quantity, period)
        ):
            continue
        circle = _circle_of(doc, quantity, circles)
        used |= {circle} if circle is not None else _shared(doc, quantity, circles)
        placed.append((quantity.first, quantity.last, _target(doc, quantity, period, circle)))
    placed += _rhythms(doc, periods, set(owned.values()), [target for _, _, target in placed])
    placed = _without_restatements(doc, placed)
    return placed + [
        _each(doc, circle) for circle in circles if circle not in used and not _is_beside(doc, circle, placed)
    ]


def _stands(doc: Doc, quantity: Quantity, period: Period | None) -> bool:
    """Days count only with a rhythm, a comparator or a name ("2 dny v týdnu", "den otevřených dveří")."""
    if is_hours(doc, quantity) and period is not None and period.factor == 7:
        return False  # open for so many hours every day
    if not is_days(doc, quantity):
        return True
    after = doc.at(quantity.last + 1)
    named = after is not None and after.is_word and after.low not in STOPWORDS and not is_verb(after)
    return period is not None or levels.is_level(doc, quantity, windowed=False) or quantity.stated or named


def _circle_of(doc: Doc, quantity: Quantity, circles: list[Circle]) -> Circle | None:
    """The circle of which each member is promised the quantity."""
    here = doc.tokens[quantity.number]
    for circle in circles:
        there = doc.tokens[circle.first]
        if there.sentence != here.sentence or quantity.percent or quantity.total or circle.joint:
            continue
        if any(token.fold == "celek" for token in doc.tokens[circle.last : here.index]):
            continue  # "každý pracovník ..., tým jako celek dvě školení"
        if circle.subject and circle.first < quantity.number or there.clause == here.clause:
            return circle
    return None


def _shared(doc: Doc, quantity: Quantity, circles: list[Circle]) -> set[Circle]:
    """The circles over which a total is spread: "ve všech okresech celkem 11 setkání" promises eleven, not all."""
    clause = doc.tokens[quantity.number].clause
    return {circle for circle in circles if quantity.total and doc.tokens[circle.first].clause == clause}


def _target(doc: Doc, quantity: Quantity, period: Period | None, circle: Circle | None) -> ProposedTarget:
    window = period.window if period is not None else None
    kind = _kind(doc, quantity, window, circle)
    factor = period.factor if period is not None and kind is not Kind.SHARE else Decimal(1)
    implied = levels.limits(doc, quantity) if kind in (Kind.LEVEL, Kind.SHARE) else None
    return ProposedTarget(
        kind=kind,
        comparator=quantity.comparator if quantity.stated or implied is None else implied,
        value=quantity.value * factor,
        unit=_unit(doc, quantity, circle if kind is Kind.EACH else None),
        window=window,
        deadline=None,
        span=doc.original(quantity.first, max(quantity.last, _period_end(period, quantity))),
    )


def _kind(doc: Doc, quantity: Quantity, window: Window | None, circle: Circle | None) -> Kind:
    if quantity.percent:
        return Kind.SHARE
    rhythmic = window is not None and (quantity.times or window is not Window.YEAR)
    if circle is not None and (circle.subject or not (rhythmic and quantity.times)):
        return Kind.EACH
    if levels.is_level(doc, quantity, windowed=window is not None):
        return Kind.LEVEL
    return Kind.FREQUENCY if rhythmic else Kind.COUNT


def _unit(doc: Doc, quantity: Quantity, circle: Circle | None) -> str:
    if circle is not None:
        return doc.words(circle.first, circle.last)[:UNIT_LENGTH]
    if quantity.percent and "%" in doc.words(quantity.number, quantity.last):
        return "%"
    if quantity.noun is not None:
        return doc.words(*quantity.noun)[:UNIT_LENGTH]
    return doc.words(quantity.last, quantity.last) if quantity.times else ""


def _period_end(period: Period | None, quantity: Quantity) -> int:
    """The span takes in a period that follows immediately ("2x měsíčně")."""
    return period.last if period is not None and period.first == quantity.last + 1 else quantity.last


def _rhythms(doc: Doc, periods: list[Period], owned: set[Period], targets: list[ProposedTarget]) -> list[Placed]:
    """Periods that are a promise by themselves, unless a number says the same ("kvartální ... 4x za rok")."""
    rates = {t.value * _PER_YEAR[t.window] for t in targets if t.window is not None and t.value is not None}
    placed: list[Placed] = []
    for period in periods:
        if period in owned or not period.alone or period.window is None or _is_vague(doc, period):
            continue
        if period.factor * _PER_YEAR[period.window] in rates:
            continue
        rates.add(period.factor * _PER_YEAR[period.window])
        words = doc.words(period.first, period.last)
        span = doc.original(period.first, period.last)
        target = ProposedTarget(Kind.FREQUENCY, Comparator.EXACT, period.factor, words, period.window, None, span)
        placed.append((period.first, period.last, target))
    return placed


def _is_vague(doc: Doc, period: Period) -> bool:
    """ "několikrát ročně", "pár setkání měsíčně": how often is left open."""
    return any(_VAGUE.match(token.fold) for token in doc.tokens[max(0, period.first - 5) : period.first])


def _without_restatements(doc: Doc, placed: list[Placed]) -> list[Placed]:
    """Leave out a rhythm that brackets or "tj." say again: "jednou za čtvrt roku (4x ročně)"."""
    kept: list[Placed] = []
    rates: dict[tuple[int, Decimal], Window] = {}
    for first, last, target in placed:
        if target.window is None or target.value is None:
            kept.append((first, last, target))
            continue
        rate = (doc.tokens[first].sentence, target.value * _PER_YEAR[target.window])
        again = (
            doc.fold(first - 1) in ("(", "tj", "tedy")
            or doc.fold(first - 2) in ("tj", "tzn")
            or doc.fold(first) == "celkem"
        )
        if not (again and rates.get(rate, target.window) is not target.window):
            kept.append((first, last, target))
        rates.setdefault(rate, target.window)
    return kept


def _is_beside(doc: Doc, circle: Circle, placed: list[Placed]) -> bool:
    """Whether the circle only says where a rhythm takes place ("každý měsíc na každé poradě"), or shares a number."""
    here = doc.tokens[circle.first]
    if circle.joint:
        return any(doc.tokens[first].sentence == here.sentence for first, _, _ in placed)
    rhythms = [doc.tokens[first] for first, _, target in placed if target.kind is Kind.FREQUENCY]
    if doc.fold(circle.first - 1) in ("na", "v", "ve", "pri", "po"):
        return any(token.sentence == here.sentence for token in rhythms)
    return not circle.subject and any(token.clause == here.clause for token in rhythms)


def _each(doc: Doc, circle: Circle) -> Placed:
    span = doc.original(circle.first, circle.last)
    unit = doc.words(circle.first, circle.last)[:UNIT_LENGTH]
    return circle.first, circle.last, ProposedTarget(Kind.EACH, Comparator.EXACT, None, unit, None, None, span)


def _achievements(doc: Doc, measured: list[Placed], found: list[Milestone], deadlines: list[Deadline]) -> list[Placed]:
    """Achievements without a number; with no other target a date alone makes one."""
    if measured:
        clauses = {doc.tokens[at].clause for first, last, _ in measured for at in (first, last)}
        found = [m for m in found if m.strong and doc.tokens[m.first].clause not in clauses]
    elif not found:
        found = [Milestone(deadline.first, deadline.last, strong=False) for deadline in deadlines if deadline.firm][-1:]
    return [_milestone(doc, milestone) for milestone in _distinct(doc, found)]


def _distinct(doc: Doc, found: list[Milestone]) -> list[Milestone]:
    """One milestone an achievement: "nalezení a zaškolení pracovníka" is one, a second thing made is another."""
    kept: list[Milestone] = []
    for milestone in found:
        apart = kept and milestone.strong and milestone.first > kept[-1].last
        if not kept or (apart and doc.tokens[milestone.first].clause != doc.tokens[kept[-1].last].clause):
            kept.append(milestone)
    return kept


def _milestone(doc: Doc, milestone: Milestone) -> Placed:
    span = doc.original(milestone.first, milestone.last)
    unit = ""
    return (
        milestone.first,
        milestone.last,
        ProposedTarget(Kind.MILESTONE, Comparator.EXACT, None, unit, None, None, span),
    )


def _deadline(doc: Doc, first: int, deadlines: list[Deadline]) -> date | None:
    """The last deadline of the target's sentence, or the only one of the whole wording."""
    same = [d.on for d in deadlines if doc.tokens[d.first].sentence == doc.tokens[first].sentence]
    if same:
        return max(same)
    return deadlines[0].on if len(deadlines) == 1 else None


def _narrative(text: str) -> ProposedTarget:
    start = len(text) - len(text.lstrip())
    return ProposedTarget(Kind.NARRATIVE, Comparator.EXACT, None, "", None, None, (start, len(text.rstrip())))
