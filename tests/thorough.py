"""How often the tests try what is tried many times over: seldom with each change, often in `make test-all`."""

import os
from datetime import timedelta

IS_THOROUGH = os.environ.get("THOROUGH", "") not in {"", "0"}
TURNS = 10 if IS_THOROUGH else 2  # of each race


def examples(often):
    """How many examples Hypothesis makes up: a fifth with each change, but no fewer than ten."""
    return often if IS_THOROUGH else max(often // 5, 10)


def days(first, last, told):
    """From the first day to the last, on which reminders are written: each day where the tests are thorough, else every
    fifth, and those as (day, month) on which something is to be told, each with the one before. What was missed is made
    up for, so what comes on any other day is told on the next of these, and on a day that is not expected."""
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    expected = {(day.day, day.month) for day in every} & {*told}
    around = {day for day in every for at in (day, day + timedelta(days=1)) if (at.day, at.month) in expected}
    return every if IS_THOROUGH else sorted({*every[::5], every[-1], *around})
