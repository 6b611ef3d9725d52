"""Units of time and the arithmetic of "once in N units": which window says it best.

The windows are year, half-year, quarter, month and week. What falls between is said by the nearest whole number a year
("once in two months" is 6 a year), fortnights by two a month.
"""

import re
from decimal import Decimal

from goals.czech.numerals import FOLDED
from goals.states import Window

Rate = tuple[Window, Decimal]  # so many times in the window

NUMBER = r"(?:[0-9]{1,3}|" + "|".join(sorted((w for w, v in FOLDED.items() if v <= 100), key=len, reverse=True)) + ")"

_UNITS: tuple[tuple[str, str], ...] = (
    ("quarter", r"ctvrtlet\w*|ctvrt rok\w{1,2}|ctvrtrok\w*|kvartal\w*|trimestr\w*|q\b"),
    ("half-year", r"pololet\w*|pul ?rok\w{0,2}|semestr\w*"),
    ("year", r"(?:kalendarni\w{0,3} |skolni\w{0,3} )?rok\w{0,2}|roce|rocne|let|r\b\.?"),
    ("month", r"(?:kalendarni\w{0,3} )?mesic\w{0,3}|mesicne|mes\b\.?"),
    ("week", r"tyden|tyd\b\.?|tydn\w{1,3}|tydne"),
    ("day", r"(?:kalendarni\w{0,3} )?(?:dny|dnu|dni|den)"),
)
UNIT = r"(?:" + "|".join(pattern for _, pattern in _UNITS) + r")(?!\w)"
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half-year": 182, "year": 365}
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_WHOLE = {1: Window.MONTH, 3: Window.QUARTER, 6: Window.HALF_YEAR, 12: Window.YEAR}


def unit_name(word: str) -> str:
    """The English name of a folded Czech unit of time; "" when the word is none."""
    return next((name for name, pattern in _UNITS if re.fullmatch(pattern, word.strip())), "")


def number_value(word: str) -> int:
    """The value of a number matched by NUMBER."""
    return int(word) if word.isdigit() else FOLDED[word]


FRACTIONS = {"1/4": "quarter", "1/2": "half-year"}


def rate(count: int, unit: str) -> Rate | None:
    """How often "once in `count` units" is, as times in a window; None when it is rarer than once a year."""
    if unit in _MONTHS:
        months = count * _MONTHS[unit]
        whole = _WHOLE.get(months)
        if whole is not None:
            return whole, Decimal(1)
        return (Window.YEAR, Decimal(round(12 / months))) if 0 < months < 12 else None
    days = count * _DAYS[unit] if unit in _DAYS else 0
    if days <= 0 or days > 365:
        return None
    if days % 7 == 0 or days <= 7:
        return _weeks(days)
    return _of_days(days)


def _weeks(days: int) -> Rate:
    if days <= 7:
        return Window.WEEK, Decimal(7 // days)
    named = {14: (Window.MONTH, 2), 28: (Window.MONTH, 1), 91: (Window.QUARTER, 1), 182: (Window.HALF_YEAR, 1)}
    window, count = named.get(days, (Window.YEAR, round(365 / days)))
    return window, Decimal(count)


def _of_days(days: int) -> Rate:
    named = {
        10: (Window.MONTH, 3),
        15: (Window.MONTH, 2),
        30: (Window.MONTH, 1),
        31: (Window.MONTH, 1),
        90: (Window.QUARTER, 1),
    }
    window, count = named.get(days, (Window.YEAR, round(365 / days)))
    return window, Decimal(count)
