"""A period of days: its windows (calendar years, half-years, quarters, months, weeks from Monday, cut by its ends), and
the even pace through it (what is expected by a day, what comes of the pace so far, how far behind is how bad).

Days count whole: at the end of 30 June 181 of the 365 days of 2026 are over. Expected amounts and forecasts are rounded
to one decimal, halves up, and targets are judged by the rounded ones: what a reader sees is what decided.
"""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evaluations.progress.values import Aim, Fact, Period, Slot, total
from evaluations.states import Aggregation, SlotState, Status
from goals.formatting import format_date
from goals.states import Comparator, Window

MONTHS = {Window.YEAR: 12, Window.HALF_YEAR: 6, Window.QUARTER: 3, Window.MONTH: 1}
DAY = timedelta(days=1)
TENTH = Decimal("0.1")
ON_TRACK = Decimal("0.9")  # of the even pace
AT_RISK = Decimal("0.6")
TWELFTH = 12  # of the days: a month of a year

GENITIVES = {
    Window.YEAR: (_("roku"), _("let")),
    Window.HALF_YEAR: (_("pololetí"), _("pololetí")),
    Window.QUARTER: (_("čtvrtletí"), _("čtvrtletí")),
    Window.MONTH: (_("měsíce"), _("měsíců")),
    Window.WEEK: (_("týdne"), _("týdnů")),
}
"""Of one and of more: "z 1 měsíce", "z 9 měsíců"."""


def slots(
    aim: Aim, facts: Iterable[Fact], *, period: Period, today: date, aggregation: Aggregation = Aggregation.SUM
) -> tuple[Slot, ...]:
    """The windows of the period in order, without gap or overlap, as they stand at the end of `today`. In a first or
    last window that is left with less than half of its days nothing is needed, nor in one of which nobody was asked
    that long and in which not enough is known; under an upper limit the limit holds there too. Facts outside the period
    or after `today` are left out."""
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
        happened = total(own, aggregation, aim.comparator)
        asked = max(window.begins, period.asked_from or window.begins)
        days = window.days if happened >= value else (window.ends - asked).days + 1
        needed = value if is_limit or days * 2 >= full.days else Decimal(0)
        # Under an upper limit a window is done when it is over, and missed as soon as the limit is passed.
        is_good, is_over = happened <= needed if is_limit else happened >= needed, window.ends <= today
        if window.begins > today:
            state = SlotState.AHEAD
        elif is_good and (is_over or not is_limit):
            state = SlotState.DONE
        elif is_over or (is_limit and not is_good):
            state = SlotState.MISSED
        else:
            state = SlotState.OPEN
        made.append(Slot(window.begins, window.ends, needed, happened, state))
    return tuple(made)


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


# The even pace


def to_tenths(value: Decimal) -> Decimal:
    return value.quantize(TENTH, rounding=ROUND_HALF_UP)


def elapsed(period: Period, today: date) -> int:
    """Days of the period that are over at the end of `today`: none before it, all of them after it."""
    return min(max((today - period.begins).days + 1, 0), period.days)


def asked(period: Period, until: date) -> int:
    """Days of the period until the end of the day of which somebody was asked: all of them, but in a year that came
    here in its middle."""
    begins = max(period.begins, period.asked_from or period.begins)
    return max((min(until, period.ends) - begins).days + 1, 0)


def is_young(period: Period, today: date) -> bool:
    """Less than a twelfth of the days is over: too little to speak of a pace."""
    return asked(period, today) * TWELFTH < asked(period, period.ends)


def is_closing(period: Period, today: date) -> bool:
    """Less than a twelfth of the days is left: nothing can be put off any more."""
    return (period.days - elapsed(period, today)) * TWELFTH < period.days


def expected_by(value: Decimal, period: Period, today: date, before: Decimal | None = None) -> Decimal:
    """Of days of which nobody was asked not more than what is known `before` them; without it as of any others."""
    over = elapsed(period, today)
    unasked = value * (over - asked(period, today)) / period.days
    unknown = Decimal(0) if before is None else max(unasked - before, Decimal(0))
    return to_tenths(value * over / period.days - unknown)


def forecast_of(achieved: Decimal, period: Period, today: date, before: Decimal = Decimal(0)) -> Decimal | None:
    """At the pace of the days of which somebody was asked, beside what is known `before` them. None while the period
    is young."""
    days = asked(period, today)
    if not days or is_young(period, today):
        return None
    return to_tenths(max(before + (achieved - before) * asked(period, period.ends) / days, Decimal(0)))


def pace_rule(period: Period, *, closing: bool) -> str:
    """What `behind` goes by, in words."""
    rule = gettext(
        "Plní se od 90 % rovnoměrného postupu nebo když do něj chybí méně než jedno; ohroženo je od 60 % nebo když "
        "chybí méně než dvě."
    )
    if closing:
        rule = gettext("Ke konci se plní od 90 % rovnoměrného postupu; ohroženo je od 60 % nebo když chybí jedno.")
    if period.asked_from is None or period.asked_from <= period.begins:
        return rule
    since = gettext("Rok se převzal v průběhu: z dnů před %(day)s se počítá jen to, co je zapsané.")
    return f"{rule} {since % {'day': format_date(period.asked_from)}}"


def behind(achieved: Decimal, due: Decimal, *, closing: bool) -> Status:
    """The state of something that should be `due` by now.

    On track from 0.9 of the even pace, at risk from 0.6. Most goals promise one, two or four things, and a thing cannot
    be held by halves: less than one whole thing behind is on track, less than two are at risk at worst. When the time
    is closing one thing behind is at risk, and more is judged by the pace alone.
    """
    missing = due - achieved
    if achieved >= due * ON_TRACK or (missing < 1 and not closing):
        return Status.ON_TRACK
    is_little = missing <= 1 if closing else missing < 2
    return Status.AT_RISK if achieved >= due * AT_RISK or is_little else Status.OFF_TRACK
