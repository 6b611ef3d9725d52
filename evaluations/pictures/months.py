"""A target's year month by month, from how it stood at the end of each: what its chart and its table show."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from evaluations.progress import Period, Progress


@dataclass(frozen=True)
class Month:
    """One month of a target's period; a first or last month may be a part of one."""

    begins: date
    ends: date
    amount: Decimal | None  # what was added in it; None: nothing is known, or it has not come
    total: Decimal | None  # by its end, or by today while it runs
    pace: Decimal | None  # by its end, at an even pace
    is_ahead: bool = False


def months_of(
    period: Period,
    at: Callable[[date], Progress],
    *,
    today: date,
    pace: Callable[[date], Decimal | None] | None = None,
    known_until: date | None = None,
) -> tuple[Month, ...]:
    """The months of the period; `at` says how the target stood at the end of a day.

    `pace` says how far an even pace is at the end of a day; without it, what `at` expects. A month that ends after
    `known_until` and added nothing is one of which nothing is known.
    """
    months: list[Month] = []
    before = Decimal(0)
    for begins, ends in _calendar(period):
        even = pace(ends) if pace else at(ends).expected
        total = None if begins > today else at(min(ends, today)).achieved
        if total == before and known_until is not None and ends > known_until:
            total = None
        amount = None if total is None else total - before
        months.append(Month(begins, ends, amount, total, even, is_ahead=begins > today))
        before = before if total is None else total
    return tuple(months)


def _calendar(period: Period) -> Iterator[tuple[date, date]]:
    """Whole months, cut at both ends of the period."""
    begins = period.begins
    while begins <= period.ends:
        last = begins.replace(day=monthrange(begins.year, begins.month)[1])
        yield begins, min(last, period.ends)
        begins = last + timedelta(1)
