"""What goes into the arithmetic of progress and what comes out of it, which records are facts of a target, and how the
amounts of several facts make one number. The order in which facts are given never matters; the package's face says in
which units."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from evaluations.states import Aggregation, Rating, SlotState, Status
from goals.formatting import fold
from goals.states import Comparator, Kind, Window

MOST = Decimal(10) ** 12  # no amount reaches it: the arithmetic below stays exact
HUNDRED = Decimal(100)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Aim:
    """What is to be reached: the facts of one target."""

    kind: Kind
    comparator: Comparator = Comparator.MIN
    value: Decimal | None = None
    unit: str = ""
    window: Window | str = ""
    deadline: date | None = None
    baseline: Decimal | None = None  # of an increase, whose value says by how much
    is_relative: bool = False  # the increase is in per cent of the baseline
    scope: str = ""  # who each has to have it, where not one sum of all is meant
    size: Decimal | None = None  # of the group of which each has to have it, where its records do not say so
    unit_forms: str = ""


@dataclass(frozen=True)
class Fact:
    """One thing that happened, or one value that was read off, on a day. `thing` names what is counted once (an office
    visited) or, of a value that is read off, whose value it is (a branch): each then keeps its own last value. Case and
    white space in it do not matter; "" names nothing. Of a share with a `whole` the amount is its numerator."""

    on: date
    amount: Decimal
    thing: str = ""
    whole: Decimal | None = None

    @property
    def per_cent(self) -> Decimal:
        return self.amount if self.whole is None else HUNDRED * self.amount / self.whole


@dataclass(frozen=True)
class DatedRating:
    """What a meeting said of the goal; `on` is the last day of the month that it was about."""

    on: date
    rating: Rating


@dataclass(frozen=True)
class Period:
    """The days over which the target is measured; a goal begun in June begins in June. Of a year that came here from
    elsewhere nobody was asked what happened before `asked_from`: what is known of it counts, silence is no miss."""

    begins: date
    ends: date
    asked_from: date | None = None

    def __post_init__(self) -> None:
        if self.ends < self.begins:
            raise ValueError(f"a period ends on {self.ends}, before it begins on {self.begins}")

    @property
    def days(self) -> int:
        return (self.ends - self.begins).days + 1

    def __contains__(self, day: date) -> bool:
        return self.begins <= day <= self.ends


@dataclass(frozen=True)
class Slot:
    """One window of a target within its period; nothing is `needed` in one that the period cut too short."""

    begins: date
    ends: date
    needed: Decimal
    happened: Decimal
    state: SlotState


@dataclass(frozen=True)
class Progress:
    achieved: Decimal | None  # None: nothing is known
    aim: Decimal | None  # None: the target has no number
    expected: Decimal | None  # by the day, at an even pace
    forecast: Decimal | None  # at the end of the period, at the pace so far
    slots: tuple[Slot, ...]
    state: Status
    reason: str  # one Czech sentence
    rule: str = ""  # by which the state was reached, another sentence
    missing: tuple[str, ...] = ()  # of a target that each has to have: who has not


@dataclass(frozen=True)
class RecordValues:
    """What of a record counts: the team that evaluates it, and the centre where it was, the team's own or a branch."""

    team: int
    centre: int
    on: date
    amount: Decimal
    title: str
    topic: str
    whole: Decimal | None = None


def has_topic(topic: str, wanted: str) -> bool:
    """A source without a topic takes every record; letters' case and diacritics make no difference."""
    return not wanted or fold(topic.strip()) == fold(wanted.strip())


def facts_of(rows: Iterable[RecordValues], *, topic: str, aggregation: Aggregation) -> list[Fact]:
    """The facts that the records of one indicator make, each record once, by the day. What is counted once is known by
    its name; a value that is read off (followers) is its centre's and holds until that centre reads the next one."""
    facts = []
    for row in sorted((row for row in rows if has_topic(row.topic, topic)), key=lambda row: row.on):
        thing = ""
        if aggregation == Aggregation.DISTINCT:
            thing = fold(row.title.strip())
        elif aggregation == Aggregation.LAST:
            thing = str(row.centre)
        facts.append(Fact(row.on, row.amount, thing, row.whole))
    return facts


def checked(facts: Iterable[Fact], kind: Kind) -> tuple[Fact, ...]:
    """The facts as they are; ValueError for an amount that cannot be, such as -3 or a share of 120 per cent."""
    facts = tuple(facts)
    for fact in facts:
        if not (fact.amount.is_finite() and 0 <= fact.amount < MOST):
            raise ValueError(f"{fact.amount} on {fact.on} is no amount")
        if fact.whole is not None and not 0 < fact.whole < MOST:
            raise ValueError(f"{fact.amount} of {fact.whole} on {fact.on} is no share")
        if kind == Kind.SHARE and fact.amount > (HUNDRED if fact.whole is None else fact.whole):
            raise ValueError(f"{fact.amount} on {fact.on} is more than 100 per cent")
    return facts


def amount_of(facts: Sequence[Fact], *, aggregation: Aggregation, is_share: bool) -> Decimal:
    """The facts as one number, as the targets make it: values that are read off are those of all centres added up, per
    cent as `mean_of_last` says. Facts must not be empty."""
    is_mean = is_share and aggregation == Aggregation.LAST
    return shown(mean_of_last(facts), HUNDRED) if is_mean else total(facts, aggregation)


def total(facts: Sequence[Fact], aggregation: Aggregation, comparator: Comparator = Comparator.MIN) -> Decimal:
    """One number of what is counted; no facts make zero."""
    if aggregation == Aggregation.LAST:
        return added_last(facts, comparator)
    if aggregation == Aggregation.DISTINCT:
        # Each named thing once, however often it came; what names nothing counts by its amount.
        grouped = by_thing(facts)
        unnamed = sum((fact.amount for fact in grouped.get("", ())), Decimal(0))
        return unnamed + sum(1 for thing, own in grouped.items() if thing and any(fact.amount > 0 for fact in own))
    return sum((fact.amount for fact in facts), Decimal(0))


def by_thing(facts: Iterable[Fact]) -> Mapping[str, list[Fact]]:
    """The facts of each thing, whatever the case and white space of its name; those that name none stand under ""."""
    grouped: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        grouped[" ".join(fact.thing.split()).casefold()].append(fact)
    return grouped


def added_last(facts: Iterable[Fact], comparator: Comparator) -> Decimal:
    """The last value of each thing, added up: followers of a centre and of its branch. Of several values on one day the
    better one for the target: the largest, under an upper limit the smallest."""
    better = min if comparator == Comparator.MAX else max
    return sum((better(_on(last_day(own), own)) for own in by_thing(facts).values()), Decimal(0))


def added_first(facts: Iterable[Fact], comparator: Comparator) -> tuple[date, Decimal]:
    """The first value of each thing, added up, and the day on which all of them were known; facts must not be empty. Of
    several values on one day the worse one, so that a correction on the same day is progress and not a fall."""
    worse = max if comparator == Comparator.MAX else min
    firsts = {thing: min(fact.on for fact in own) for thing, own in by_thing(facts).items()}
    values = (worse(_on(firsts[thing], own)) for thing, own in by_thing(facts).items())
    return max(firsts.values()), sum(values, Decimal(0))


def mean_of_last(facts: Iterable[Fact]) -> Decimal:
    """The last share of each thing as one, in per cent and not rounded; facts must not be empty. Where all of them know
    of how many they are, numerators and denominators add up; where one does not, nobody can weigh it, and each thing
    (several of one day first among themselves) has equal weight."""
    last = [[fact for fact in own if fact.on == last_day(own)] for own in by_thing(facts).values()]
    wholes = [fact.whole for own in last for fact in own if fact.whole is not None]
    if len(wholes) == sum(len(own) for own in last):
        return HUNDRED * sum((fact.amount for own in last for fact in own), Decimal(0)) / sum(wholes, Decimal(0))
    return _mean([_mean([fact.per_cent for fact in own]) for own in last])


def shown(value: Decimal, *lines: Decimal | None) -> Decimal:
    """The value in hundredths, on the same side of each line that it is held against: 99.996 is never shown as 100."""
    rounded = value.quantize(CENT, ROUND_HALF_UP)
    for line in lines:
        if line is not None and value < line <= rounded:
            return value.quantize(CENT, ROUND_FLOOR)
        if line is not None and rounded <= line < value:
            return value.quantize(CENT, ROUND_CEILING)
    return rounded


def last_day(facts: Iterable[Fact]) -> date:
    return max(fact.on for fact in facts)


def _on(day: date, facts: Iterable[Fact]) -> list[Decimal]:
    return [fact.amount for fact in facts if fact.on == day]


def _mean(values: Sequence[Decimal]) -> Decimal:
    return values[0] if len(set(values)) == 1 else sum(values, Decimal(0)) / len(values)
