"""What happens for one target over a simulated year, by its kind and its fate. Pure: values and dice in, values out."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from evaluations.arithmetic.shapes import Period
from evaluations.arithmetic.slots import windows_of
from evaluations.simulation.agenda import last_day, working_day
from evaluations.simulation.fates import share
from goals.states import Kind, Window

MOST_SINGLE = 40
"""What is wanted more often than this is not written down one by one but as a number each month."""
BEGINS_AT = 0.6  # of the level that is to be reached
NOISE = 0.12
READ_ON = 25  # the day of the month on which a level is read off


@dataclass(frozen=True)
class Happening:
    on: date
    amount: Decimal


def happenings(target, fate, year, dice):
    """In order of days; nothing for targets that only words can tell about."""
    value = float(target.value or 1)
    if target.kind in {Kind.LEVEL, Kind.SHARE}:
        found = _readings(value, fate, year, dice, is_share=target.kind == Kind.SHARE)
    elif target.kind == Kind.EACH:
        found = _single(value * dice.randint(3, 5), fate, year, dice)
    elif target.kind == Kind.FREQUENCY and target.window != Window.YEAR:
        found = _in_windows(target, fate, year, dice)
    elif target.kind in {Kind.COUNT, Kind.FREQUENCY}:
        found = (_monthly if value > MOST_SINGLE else _single)(value, fate, year, dice)
    else:
        found = ()
    return sorted(found, key=lambda one: one.on)


def _single(value, fate, year, dice):
    """One at a time; the first comes in the middle of its share of the year."""
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    before = 0
    for number in range(1, days + 1):
        reached = int(share(fate, number / days) * value + 0.5)
        for _one in range(reached - before):
            yield Happening(_near(date(year, 1, 1) + timedelta(days=number - 1), dice), Decimal(1))
        before = reached


def _near(day, dice):
    """A working day of the same month, not far from the day."""
    shifted = day + timedelta(days=dice.randint(-6, 6))
    return working_day(shifted if shifted.month == day.month else day)


def _monthly(value, fate, year, dice):
    for month in range(1, 13):
        part = share(fate, month / 12) - share(fate, (month - 1) / 12)
        amount = round(value * part * (1 + dice.uniform(-NOISE, NOISE)))
        if amount > 0:
            yield Happening(working_day(last_day(year, month)), Decimal(amount))


def _readings(value, fate, year, dice, *, is_share):
    """What is read off each month: a level climbs to its aim, a share stays near it."""
    for month in range(1, 13):
        gone = share(fate, month / 12)
        reached = value * (0.75 + 0.3 * min(gone * 12 / month, 1)) if is_share else _climbed(value, gone)
        amount = round(reached * (1 + dice.uniform(-0.01, 0.01)))
        yield Happening(working_day(date(year, month, READ_ON)), Decimal(min(amount, 100) if is_share else amount))


def _climbed(value, gone):
    return value * (BEGINS_AT + (1 - BEGINS_AT) * gone)


def _in_windows(target, fate, year, dice):
    """As many times as each window needs, in as many windows as the fate allows."""
    windows = [
        window for window, _full in windows_of(Window(target.window), Period(date(year, 1, 1), last_day(year, 12)))
    ]
    credit = 0.0
    for number, window in enumerate(windows, start=1):
        credit = min(credit, 1.0) + len(windows) * (
            share(fate, number / len(windows)) - share(fate, (number - 1) / len(windows))
        )
        if credit < 1:
            continue
        credit -= 1
        for _one in range(int(target.value or 1)):
            day = window.begins + timedelta(days=dice.randrange(window.days))
            yield Happening(working_day(day), Decimal(1))
