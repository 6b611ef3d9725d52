"""How the amounts of several facts make one number; the order in which the facts are given never matters."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from evaluations.arithmetic.shapes import Fact
from evaluations.states import Adds
from goals.states import Comparator, Kind

MOST = Decimal(10) ** 12  # no amount reaches it: the arithmetic below stays exact
HUNDRED = Decimal(100)
CENT = Decimal("0.01")


def checked(facts: Iterable[Fact], kind: Kind) -> tuple[Fact, ...]:
    """The facts as they are; ValueError for an amount that cannot be, such as -3 or a share of 120 per cent."""
    facts = tuple(facts)
    for fact in facts:
        if not (fact.amount.is_finite() and 0 <= fact.amount < MOST):
            raise ValueError(f"{fact.amount} on {fact.on} is no amount")
        if kind == Kind.SHARE and fact.amount > HUNDRED:
            raise ValueError(f"{fact.amount} on {fact.on} is more than 100 per cent")
    return facts


def total(facts: Sequence[Fact], adds: Adds, comparator: Comparator = Comparator.MIN) -> Decimal:
    """One number of what is counted; no facts make zero."""
    if adds == Adds.LAST:
        return added_last(facts, comparator)
    if adds == Adds.DISTINCT:
        return _distinct(facts)
    return sum((fact.amount for fact in facts), Decimal(0))


def named(thing: str) -> str:
    return " ".join(thing.split()).casefold()


def by_thing(facts: Iterable[Fact]) -> Mapping[str, list[Fact]]:
    """The facts of each thing; those that name none stand under ""."""
    grouped: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        grouped[named(fact.thing)].append(fact)
    return grouped


def added_last(facts: Iterable[Fact], comparator: Comparator) -> Decimal:
    """The last value of each thing, added up: followers of a centre and of its branch.

    Of several values on one day the better one for the target: the largest, under an upper limit the smallest.
    """
    better = min if comparator == Comparator.MAX else max
    return sum((better(_on(own, last_day(own))) for own in by_thing(facts).values()), Decimal(0))


def added_first(facts: Iterable[Fact], comparator: Comparator) -> tuple[date, Decimal]:
    """The first value of each thing, added up, and the day on which all of them were known; facts must not be empty.

    Of several values on one day the worse one, so that a correction on the same day is progress and not a fall.
    """
    worse = max if comparator == Comparator.MAX else min
    firsts = {thing: min(fact.on for fact in own) for thing, own in by_thing(facts).items()}
    values = (worse(_on(own, firsts[thing])) for thing, own in by_thing(facts).items())
    return max(firsts.values()), sum(values, Decimal(0))


def mean_of_last(facts: Iterable[Fact]) -> Decimal:
    """The last share of each thing, then their plain mean; several on one day are first their own mean.

    In per cent to two places. Facts carry no sizes, so a branch weighs as much as its centre. Facts must not be empty.
    """
    lasts = [_mean(_on(own, last_day(own))) for own in by_thing(facts).values()]
    return _mean(lasts) if len(lasts) > 1 else lasts[0]


def _distinct(facts: Sequence[Fact]) -> Decimal:
    """Each named thing once, however often it came; what names nothing counts by its amount."""
    grouped = by_thing(facts)
    once = sum(1 for thing, own in grouped.items() if thing and any(fact.amount > 0 for fact in own))
    return Decimal(once) + sum((fact.amount for fact in grouped.get("", ())), Decimal(0))


def last_day(facts: Sequence[Fact]) -> date:
    return max(fact.on for fact in facts)


def _on(facts: Iterable[Fact], day: date) -> list[Decimal]:
    return [fact.amount for fact in facts if fact.on == day]


def _mean(values: Sequence[Decimal]) -> Decimal:
    if len(set(values)) == 1:
        return values[0]
    return (sum(values, Decimal(0)) / len(values)).quantize(CENT)
