"""How a target and a goal stand on a day: pure arithmetic over values, and its pictures and captions.

No database, no clock, no request. Amounts are Decimals in the target's own unit (a share is in per cent, 0 to 100);
days are calendar days, both ends of a period included. Nothing known is None and never zero: zero is what somebody
reported.

Imports run one way: values -> periods -> judging -> this face; beside it charts -> captions -> shown.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from evaluations.progress.judging import (
    STATUS_OF,
    WORST_FIRST,
    Case,
    judge,
    latest_rating,
    nothing_known,
    ratings_until,
    reason_of,
    unrated,
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
    checked,
    facts_of,
    has_topic,
)
from evaluations.states import Aggregation, Status
from goals.formatting import format_date

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
    "facts_of",
    "has_topic",
    "of_goal",
    "progress",
    "slots",
    "windows_of",
]


def progress(
    aim: Aim,
    facts: Iterable[Fact],
    *,
    period: Period,
    today: date,
    ratings: Iterable[DatedRating] = (),
    aggregation: Aggregation = Aggregation.SUM,
    known_until: date | None = None,
) -> Progress:
    """How the target stands at the end of the day `today`; after the period it stands as on the period's last day.

    Facts outside the period or after `today` are left out, and a late entry counts on its own day. The centre has
    reported until `known_until`: what it did not name by then is zero; without it, no facts are nothing known.
    `aggregation` says how what is counted makes one number; of a level and a share the last value always counts.
    ValueError for an amount that cannot be: negative, not a number, 10^12 and more, a share over 100.
    """
    facts = checked(facts, aim.kind)
    if today < period.begins:
        # Nothing is known yet but what is to be reached: of a rhythm that is the number of its windows.
        first_day = Case(aim, (), period, period.begins, (), aggregation, is_reported=False)
        sentence = _("Období ještě nezačalo, začíná %(day)s.") % {"day": format_date(period.begins)}
        return unrated(sentence, judge(first_day).aim)
    day = min(today, period.ends)
    known = tuple(fact for fact in facts if fact.on in period and fact.on <= day)
    ratings = tuple(rating for rating in ratings_until(day, ratings) if rating.on >= period.begins)
    is_reported = known_until is not None and known_until >= period.begins
    return judge(Case(aim, known, period, day, ratings, aggregation, is_reported))


def of_goal(targets: Iterable[Progress], *, ratings: Iterable[DatedRating], today: date) -> tuple[Status, str]:
    """The state of a goal with several targets, and the sentence that says why: the worst of those that are rated; done
    only when every one is; with none rated, what was last said."""
    targets = tuple(targets)
    rated = [target for target in targets if target.state != Status.UNRATED]
    if not rated:
        latest = latest_rating(ratings_until(today, ratings))
        if latest is not None:
            return STATUS_OF[latest.rating], reason_of(latest, today)
        return Status.UNRATED, targets[0].reason if targets else nothing_known()
    worst = min(rated, key=lambda target: WORST_FIRST.index(target.state))
    if worst.state == Status.DONE and len(rated) < len(targets):
        waiting = next(target for target in targets if target.state == Status.UNRATED)
        return Status.ON_TRACK, waiting.reason
    return worst.state, worst.reason
