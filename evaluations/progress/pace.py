"""The even pace: what is expected by a day, what comes of the pace so far, and how far behind is how bad.

Days count whole: at the end of 30 June 181 of the 365 days of 2026 are over. Expected amounts and forecasts are rounded
to one decimal, halves up, and targets are judged by the rounded ones: what a reader sees is what decided.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from evaluations.progress.values import Period
from evaluations.states import State

TENTH = Decimal("0.1")
ON_TRACK = Decimal("0.9")  # of the even pace
AT_RISK = Decimal("0.6")
TWELFTH = 12  # of the days: a month of a year


def rounded(value: Decimal) -> Decimal:
    return value.quantize(TENTH, rounding=ROUND_HALF_UP)


def elapsed(period: Period, today: date) -> int:
    """Days of the period that are over at the end of `today`: none before it, all of them after it."""
    return min(max((today - period.begins).days + 1, 0), period.days)


def is_young(period: Period, today: date) -> bool:
    """Less than a twelfth of the days is over: too little to speak of a pace."""
    return elapsed(period, today) * TWELFTH < period.days


def is_closing(period: Period, today: date) -> bool:
    """Less than a twelfth of the days is left: nothing can be put off any more."""
    return (period.days - elapsed(period, today)) * TWELFTH < period.days


def expected(value: Decimal, period: Period, today: date) -> Decimal:
    return rounded(value * elapsed(period, today) / period.days)


def forecast(achieved: Decimal, period: Period, today: date) -> Decimal | None:
    """None while the period is young."""
    if is_young(period, today):
        return None
    return rounded(achieved * period.days / elapsed(period, today))


def behind(achieved: Decimal, due: Decimal, *, closing: bool) -> State:
    """The state of something that should be `due` by now.

    On track from 0.9 of the even pace, at risk from 0.6. Most goals promise one, two or four things, and a thing cannot
    be held by halves: less than one whole thing behind is on track, less than two are at risk at worst. When the time
    is closing one thing behind is at risk, and more is judged by the pace alone.
    """
    missing = due - achieved
    if achieved >= due * ON_TRACK or (missing < 1 and not closing):
        return State.ON_TRACK
    is_little = missing <= 1 if closing else missing < 2
    return State.AT_RISK if achieved >= due * AT_RISK or is_little else State.OFF_TRACK
