"""When things happen in a simulated year: its working days, one step for each deed, and the dice that decide."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

DAY = timedelta(days=1)
SATURDAY = 5
# Public holidays of a fixed date; nobody meets and nothing is held on them.
HOLIDAYS = frozenset(
    {(1, 1), (5, 1), (5, 8), (7, 5), (7, 6), (9, 28), (10, 28), (11, 17), (12, 24), (12, 25), (12, 26)},
)


@dataclass(frozen=True)
class Step:
    """One deed of one person, and the moment at which it happens; the deed is called with that moment as `now`."""

    at: datetime
    act: Callable[..., object]


def dice(seed, *names):
    """Dice of one thing only, so that what is thrown for one centre never moves what is thrown for another."""
    return Random("/".join(map(str, (seed, *names))))  # noqa: S311 - believable, not secret


def moment(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())


def is_working(day):
    return day.weekday() < SATURDAY and (day.month, day.day) not in HOLIDAYS


def working_day(day):
    """The day, or the last working day before it in the same month, or else the first one after it."""
    for shift in (-1, 1):
        found = day
        while found.month == day.month and not is_working(found):
            found += shift * DAY
        if found.month == day.month:
            return found
    raise ValueError(f"no working day in {day:%Y-%m}")


def working_days_after(day, count):
    """That many working days later."""
    while count:
        day += DAY
        count -= is_working(day)
    return day


def last_day(year, month):
    return date(year + month // 12, month % 12 + 1, 1) - DAY
