"""Which indicator feeds which target in a simulated year: the one that fits; a topic tells two apart that share it."""

from collections import Counter

from evaluations.models import Indicator
from evaluations.recording.catalogue import fitting
from evaluations.recording.feeding import targets_of
from evaluations.simulation.sentences import SET_APART
from evaluations.states import Adds
from goals.folding import fold
from goals.states import Kind

READ_OFF = frozenset({Kind.LEVEL, Kind.SHARE})
TYPED = 8
"""One target in so many has its number typed at meetings although an indicator would fit."""


def choose(goals, dice):
    """Pairs of indicator and topic by the id of the target; a target that is not there is typed at meetings."""
    indicators = list(Indicator.objects.active())
    fits = {target.pk: _fitting(goal, target, indicators) for goal in goals for target in targets_of([goal])}
    fits = {pk: found for pk, found in fits.items() if found and dice.randrange(TYPED)}
    shared = {indicator for indicator, times in Counter(fits.values()).items() if times > 1}
    chosen, taken = {}, set()
    for goal in goals:
        for target in goal.targets.all():
            if indicator := fits.get(target.pk):
                topic = _topic(goal, target, taken) if indicator in shared else ""
                taken.add(topic)
                chosen[target.pk] = (indicator, topic)
    return chosen


def _fitting(goal, target, indicators):
    """A value that is read off can neither be counted nor come in a rhythm, and what is counted is no level."""
    found = fitting(target, goal.text, indicators)
    if found is None or (found.adds == Adds.LAST) != (target.kind in READ_OFF):
        return None
    return found


def _topic(goal, target, taken):
    words = f" {fold(goal.text)}"
    named = (topic for stem, topic in SET_APART.items() if f" {fold(stem)}" in words)
    return next((topic for topic in named if topic not in taken), f"cíl {goal.position}.{target.position}")
