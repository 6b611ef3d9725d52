"""Values that pictures are made of, short to write: months of 2026, their windows, how a target stands."""

from calendar import monthrange
from datetime import date
from decimal import Decimal

from evaluations.progress import Aim, Progress, Slot
from evaluations.progress.charts import TargetMonth
from evaluations.states import SlotState, Status
from goals.states import Kind

SEPTEMBER = date(2026, 9, 20)


def amount(value):
    return None if value is None else Decimal(str(value))


def standing(achieved, aim, expected=None, *, slots=(), state=Status.ON_TRACK):
    return Progress(amount(achieved), amount(aim), amount(expected), None, tuple(slots), state, "")


def target(**facts):
    return Aim(**({"kind": Kind.COUNT, "unit": "kurzů"} | facts))


def ends_of(number):
    return date(2026, number, monthrange(2026, number)[1])


def months(*amounts, aim=12):
    """Months of 2026 from January, twelve of them: a number or None is what is known, the rest is to come."""
    made, total = [], Decimal(0)
    for number in range(1, 13):
        begins, ends = date(2026, number, 1), ends_of(number)
        pace = None if aim is None else Decimal(aim) * number / 12
        if number > len(amounts):
            made.append(TargetMonth(begins, ends, None, None, pace, is_ahead=True))
            continue
        value = amount(amounts[number - 1])
        total += value or 0
        made.append(TargetMonth(begins, ends, value, None if value is None else total, pace))
    return tuple(made)


def month_slots(states, needed=2):
    happened = {"done": needed, "open": 1, "missed": 1, "ahead": 0}
    return tuple(
        Slot(date(2026, i, 1), ends_of(i), Decimal(needed), Decimal(happened[state]), SlotState(state))
        for i, state in enumerate(states, start=1)
    )
