"""What a meeting of a simulated year says of one goal: by its numbers, or by its fate where it has none."""

from decimal import Decimal

from evaluations.measuring import BY_VALUE
from evaluations.meetings.writing import EntryContent, Written, mark
from evaluations.simulation.fates import Fate
from evaluations.simulation.sentences import NEXT_STEP, SAID
from evaluations.states import Stand, State
from goals.states import Kind

SILENT, MILDER, STEP = 0.12, 0.25, 0.45  # how often: nothing new, one step better than the numbers, a next step
MILDER_THAN = {Stand.OFF_TRACK: Stand.AT_RISK, Stand.AT_RISK: Stand.ON_TRACK}
NAMED = 3  # things that happened, in one sentence

SPOKEN_OF = frozenset({Kind.MILESTONE, Kind.NARRATIVE, Kind.EACH})
# Of goals without a number: what is said from which month on.
SPOKEN = {
    Fate.ON_PACE: {1: Stand.ON_TRACK, 11: Stand.DONE},
    Fate.SLOW: {1: Stand.ON_TRACK, 4: Stand.AT_RISK},
    Fate.LATE_BURST: {1: Stand.AT_RISK, 7: Stand.OFF_TRACK, 9: Stand.ON_TRACK, 12: Stand.DONE},
    Fate.STALLED: {1: Stand.ON_TRACK, 5: Stand.AT_RISK, 8: Stand.OFF_TRACK},
    Fate.DONE_EARLY: {1: Stand.ON_TRACK, 6: Stand.DONE},
}


def entry(standing, course, meeting, happened, rolls):
    """What is written of the goal over what there is; `happened` are titles of the month that count in it."""
    stand = _stand(standing, course, meeting.month or 12, happened, rolls)
    said = " ".join(filter(None, [_named(happened), rolls.choice(SAID[stand])]))
    step = rolls.choice(NEXT_STEP[stand]) if rolls.random() < STEP else ""
    numbers = tuple(sorted(_numbers(standing, course, meeting.month))) if meeting.month else ()
    before = meeting.entries.filter(goal=standing.goal.root_id).prefetch_related("readings").first()
    seen = EntryContent.of(before, [target for target, _amount in numbers])
    return Written(EntryContent(stand, said, step, numbers), mark(seen))


def _stand(standing, course, month, happened, rolls):
    is_spoken = all(row.target.kind in SPOKEN_OF for row in standing.targets) or standing.state == State.UNRATED
    stand = _spoken(course.fate, month) if is_spoken else Stand(standing.state)
    if stand != Stand.DONE and not happened and rolls.random() < SILENT:
        return Stand.NOTHING_NEW
    return MILDER_THAN.get(stand, stand) if rolls.random() < MILDER else stand


def _spoken(fate, month):
    return [stand for since, stand in SPOKEN[fate].items() if since <= month][-1]


def _named(happened):
    return f"Proběhlo: {'; '.join(happened[:NAMED])}." if happened else ""


def _numbers(standing, course, month):
    """Typed numbers of the month, by the target of the wording that holds; an amendment keeps their order."""
    for row, planned in zip(standing.targets, course.targets, strict=True):
        if row.is_typed and row.target.kind != Kind.MILESTONE:
            yield row.target.pk, _typed(planned, month)


def _typed(planned, month):
    """How it is now, of a value; how much came in the month, of what is counted."""
    if planned.target.kind == Kind.EACH:
        return planned.until(month)
    if planned.target.kind in BY_VALUE:
        return next((one.amount for one in reversed(planned.in_month(month))), None)
    return sum((one.amount for one in planned.in_month(month)), Decimal(0))
