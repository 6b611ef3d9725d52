"""What the numbers of a goal come to on the last day of its year: pure, so that examples by hand can try each kind.

A proposal is where people begin, not a verdict: the head confirms it, or says something else and why.
"""

from evaluations.states import Result, State
from goals.states import Comparator

HALF = 2  # who reached at least one half of what was to be reached has fulfilled it partly
BY_WORD = {
    State.DONE: Result.FULFILLED,
    State.ON_TRACK: Result.FULFILLED,  # what goes on all year has no day on which it would be done
    State.AT_RISK: Result.PARTLY,
    State.OFF_TRACK: Result.NOT,
    State.UNRATED: Result.UNJUDGED,
}


def outcome(row):
    """What one target came to; `row` has its target, progress and is_late, as a TargetStanding has."""
    progress = row.progress
    if row.is_late:
        return Result.PARTLY
    if progress.aim is None or progress.state in {State.DONE, State.UNRATED}:
        return BY_WORD[progress.state]
    return Result.PARTLY if _is_half_there(row.target, progress) else Result.NOT


def _is_half_there(target, progress):
    """Of a rhythm, half of its windows. An upper limit is kept or it is not; its windows can be kept by half."""
    if target.comparator == Comparator.MAX and len(progress.slots) < HALF:
        return False
    return bool(progress.achieved) and progress.achieved * HALF >= progress.aim


def result(standing):
    """What a whole goal came to: fulfilled when all of it is, not fulfilled when nothing of it is."""
    outcomes = [outcome(row) for row in standing.targets]
    known = {one for one in outcomes if one != Result.UNJUDGED}
    if not known:
        return _without_numbers(standing.state)
    if known == {Result.NOT}:
        return Result.NOT
    return Result.FULFILLED if set(outcomes) == {Result.FULFILLED} else Result.PARTLY


def _without_numbers(state):
    """Nobody knows the number; a meeting that called the goal done, or off its track, has still judged it."""
    return {State.DONE: Result.FULFILLED, State.OFF_TRACK: Result.NOT}.get(state, Result.UNJUDGED)
