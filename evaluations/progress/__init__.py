"""How a target and a goal stand on a day: pure arithmetic over values, and its pictures and captions.

No database, no clock, no request. Amounts are Decimals in the target's own unit (a share is in per cent, 0 to 100);
days are calendar days, both ends of a period included. Nothing known is None and never zero: zero is what somebody
reported.

Imports run one way: values -> periods -> judging -> this face; beside it charts -> captions -> shown.
"""

from evaluations.progress.judging import (
    STATUS_OF,
    WORST_FIRST,
    beside_last_year,
    counted_for_each,
    for_each,
    of_goal,
    progress,
)
from evaluations.progress.periods import slots, windows_of
from evaluations.progress.values import (
    Aim,
    DatedRating,
    Fact,
    Period,
    Progress,
    RecordValues,
    Slot,
    amount_of,
    facts_of,
    has_topic,
)

__all__ = [
    "STATUS_OF",
    "WORST_FIRST",
    "Aim",
    "Fact",
    "Period",
    "Progress",
    "RecordValues",
    "DatedRating",
    "Slot",
    "amount_of",
    "beside_last_year",
    "counted_for_each",
    "facts_of",
    "for_each",
    "has_topic",
    "of_goal",
    "progress",
    "slots",
    "windows_of",
]
