"""Czech wordings of goals: the targets that they propose, what to reconsider in them, personal data in them.

Pure functions over a text: no database, no clock, no request. Everybody else imports from here only; inside, imports
run one way: text -> quantities, repeated -> deadlines, periods, milestones, names, told -> elisions, frames ->
ignored_numbers -> levels, groups -> targets; text -> personal_data; both -> wording_checks; targets -> typos.
"""

from goals.reading.groups import group_size
from goals.reading.personal_data import find_personal_data
from goals.reading.quantities import read_number
from goals.reading.repeated import is_event
from goals.reading.targets import ProposedTarget, read_targets
from goals.reading.text import Remark
from goals.reading.typos import mended_words, typo_problem
from goals.reading.wording_checks import (
    RECOMMENDED_LENGTH,
    check_wording,
    goal_remarks,
    impossible_remarks,
    reading_questions,
)

__all__ = [
    "RECOMMENDED_LENGTH",
    "ProposedTarget",
    "Remark",
    "check_wording",
    "find_personal_data",
    "goal_remarks",
    "group_size",
    "impossible_remarks",
    "is_event",
    "mended_words",
    "read_number",
    "read_targets",
    "reading_questions",
    "typo_problem",
]
