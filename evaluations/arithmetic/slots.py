"""The windows of a period: calendar years, half-years, quarters, months and weeks from Monday, cut by its ends."""

import calendar
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from evaluations.arithmetic.amounts import total
from evaluations.arithmetic.shapes import Aim, Fact, Period, Slot
from evaluations.states import Adds, SlotState
from goals.states import Comparator, Window

MONTHS = {Window.YEAR: 12, Window.HALF_YEAR: 6, Window.QUARTER: 3, Window.MONTH: 1}
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def slots(aim: Aim, facts: Iterable[Fact], *, period: Period, today: date, adds: Adds = Adds.SUM) -> tuple[Slot, ...]:
    """The windows of the period in order, without gap or overlap, as they stand at the end of `today`.

    In a first or last window that is left with less than half of its days nothing is needed; under an upper limit the
    limit holds there too. Facts outside the period or after `today` are left out.
    """
    windows = list(windows_of(Window(aim.window or Window.YEAR), period))
    inside = _sorted_in(windows, (fact for fact in facts if fact.on in period and fact.on <= today))
    return tuple(
        _slot(aim, window, total(own, adds, aim.comparator), full, today)
        for (window, full), own in zip(windows, inside, strict=True)
    )


def windows_of(window: Window, period: Period) -> Iterator[tuple[Period, Period]]:
    """Each window as the period leaves it, beside the whole one."""
    begins = period.begins
    while begins <= period.ends:
        full = whole_window(window, begins)
        yield Period(begins, min(full.ends, period.ends)), full
        begins = full.ends + DAY


def whole_window(window: Window, day: date) -> Period:
    """The calendar window that holds the day."""
    if window == Window.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + WEEK - DAY)
    length = MONTHS[window]
    first = (day.month - 1) // length * length + 1
    last = first + length - 1
    return Period(date(day.year, first, 1), date(day.year, last, calendar.monthrange(day.year, last)[1]))


def _sorted_in(windows: list[tuple[Period, Period]], facts: Iterable[Fact]) -> list[list[Fact]]:
    begins = [window.begins for window, _full in windows]
    inside: list[list[Fact]] = [[] for _window in windows]
    for fact in facts:
        inside[bisect_right(begins, fact.on) - 1].append(fact)
    return inside


def _slot(aim: Aim, window: Period, happened: Decimal, full: Period, today: date) -> Slot:
    limit = aim.comparator == Comparator.MAX
    value = aim.value if aim.value is not None else Decimal(0)
    needed = value if limit or window.days * 2 >= full.days else Decimal(0)
    state = _limited(window, needed, happened, today) if limit else _demanded(window, needed, happened, today)
    return Slot(window.begins, window.ends, needed, happened, state)


def _demanded(window: Period, needed: Decimal, happened: Decimal, today: date) -> SlotState:
    if window.begins > today:
        return SlotState.AHEAD
    if happened >= needed:
        return SlotState.DONE
    return SlotState.MISSED if window.ends <= today else SlotState.OPEN


def _limited(window: Period, limit: Decimal, happened: Decimal, today: date) -> SlotState:
    """Under an upper limit a window is done when it is over, and missed as soon as the limit is passed."""
    if window.begins > today:
        return SlotState.AHEAD
    if happened > limit:
        return SlotState.MISSED
    return SlotState.DONE if window.ends <= today else SlotState.OPEN
