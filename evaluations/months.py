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
    known_until: date | None = None,
) -> tuple[Month, ...]:
    """The months of the period; `at` says how the target stood at the end of a day.

    A month that ends after `known_until` and added nothing is one of which nothing is known.
    """
    months, before = [], None
    for begins, ends in _calendar(period):
        month = _month(begins, ends, at, today=today, before=before, known_until=known_until)
        months.append(month)
        before = month.total if month.total is not None else before
    return tuple(months)


def _month(begins, ends, at, *, today, before, known_until):
    pace = at(ends).expected
    if begins > today:
        return Month(begins, ends, None, None, pace, is_ahead=True)
    total = at(min(ends, today)).achieved
    amount = None if total is None else total - (before or Decimal(0))
    if not amount and known_until is not None and ends > known_until:
        amount = total = None
    return Month(begins, ends, amount, total, pace)


def _calendar(period: Period) -> Iterator[tuple[date, date]]:
    """Whole months, cut at both ends of the period."""
    begins = period.begins
    while begins <= period.ends:
        last = begins.replace(day=monthrange(begins.year, begins.month)[1])
        yield begins, min(last, period.ends)
        begins = last + timedelta(1)
