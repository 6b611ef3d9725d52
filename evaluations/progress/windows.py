"""The windows of a period: calendar years, half-years, quarters, months and weeks from Monday, cut by its ends."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from evaluations.progress.amounts import total
from evaluations.progress.values import Aim, Fact, Period, Slot
from evaluations.states import Adds, SlotState
from goals.states import Comparator, Window

MONTHS = {Window.YEAR: 12, Window.HALF_YEAR: 6, Window.QUARTER: 3, Window.MONTH: 1}
DAY = timedelta(days=1)

GENITIVES = {
    Window.YEAR: (_("roku"), _("let")),
    Window.HALF_YEAR: (_("pololetí"), _("pololetí")),
    Window.QUARTER: (_("čtvrtletí"), _("čtvrtletí")),
    Window.MONTH: (_("měsíce"), _("měsíců")),
    Window.WEEK: (_("týdne"), _("týdnů")),
}
"""Of one and of more: "z 1 měsíce", "z 9 měsíců"."""


def slots(aim: Aim, facts: Iterable[Fact], *, period: Period, today: date, adds: Adds = Adds.SUM) -> tuple[Slot, ...]:
    """The windows of the period in order, without gap or overlap, as they stand at the end of `today`.

    In a first or last window that is left with less than half of its days nothing is needed; under an upper limit the
    limit holds there too. Facts outside the period or after `today` are left out.
    """
    windows = list(windows_of(Window(aim.window or Window.YEAR), period))
    begins = [window.begins for window, _full in windows]
    inside: list[list[Fact]] = [[] for _window in windows]
    for fact in facts:
        if fact.on in period and fact.on <= today:
            inside[bisect_right(begins, fact.on) - 1].append(fact)
    is_limit = aim.comparator == Comparator.MAX
    value = Decimal(0) if aim.value is None else aim.value
    made = []
    for (window, full), own in zip(windows, inside, strict=True):
        needed = value if is_limit or window.days * 2 >= full.days else Decimal(0)
        happened = total(own, adds, aim.comparator)
        state = _state(window, needed, happened, is_limit=is_limit, today=today)
        made.append(Slot(window.begins, window.ends, needed, happened, state))
    return tuple(made)


def _state(window: Period, needed: Decimal, happened: Decimal, *, is_limit: bool, today: date) -> SlotState:
    """Under an upper limit a window is done when it is over, and missed as soon as the limit is passed."""
    is_over = window.ends <= today
    if window.begins > today:
        return SlotState.AHEAD
    if is_limit and happened > needed:
        return SlotState.MISSED
    if is_limit:
        return SlotState.DONE if is_over else SlotState.OPEN
    if happened >= needed:
        return SlotState.DONE
    return SlotState.MISSED if is_over else SlotState.OPEN


def windows_of(window: Window, period: Period) -> Iterator[tuple[Period, Period]]:
    """Each window as the period leaves it, beside the whole one."""
    begins = period.begins
    while begins <= period.ends:
        if window == Window.WEEK:
            first = begins - timedelta(days=begins.weekday())
            last = first + timedelta(days=6)
        else:
            length = MONTHS[window]
            month = (begins.month - 1) // length * length + 1
            first = date(begins.year, month, 1)
            month += length - 1
            last = date(begins.year, month, monthrange(begins.year, month)[1])
        yield Period(begins, min(last, period.ends)), Period(first, last)
        begins = last + DAY
