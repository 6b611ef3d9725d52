"""How a goal fares in a simulated year: the part of its target that is behind it on each day. Pure."""

from enum import Enum
from itertools import pairwise

# Points of a broken line: the part of the year that has gone, and the part of the target that has been reached.
ON_PACE = ((0, 0), (1, 1.04))
SLOW = ((0, 0), (1, 0.6))
LATE_BURST = ((0, 0), (0.7, 0.3), (1, 1.1))
STALLED = ((0, 0), (0.3, 0.32), (1, 0.34))
DONE_EARLY = ((0, 0), (0.55, 1.1), (1, 1.25))


class Fate(Enum):
    ON_PACE = ON_PACE
    SLOW = SLOW
    LATE_BURST = LATE_BURST
    STALLED = STALLED
    DONE_EARLY = DONE_EARLY


DECK = [
    *[Fate.ON_PACE] * 4,
    *[Fate.SLOW] * 2,
    *[Fate.DONE_EARLY] * 2,
    Fate.LATE_BURST,
    Fate.STALLED,
]
"""In every ten goals each fate comes up, so that even a small year shows every state."""


def deal(count, dice):
    """So many fates, from shuffled decks."""
    dealt = []
    while len(dealt) < count:
        dealt += dice.sample(DECK, len(DECK))
    return dealt[:count]


def share(fate, gone):
    """The part of the target that is reached when the part of the year has gone (0 to 1)."""
    for (begins, low), (ends, high) in pairwise(fate.value):
        if gone <= ends:
            return low + (high - low) * (gone - begins) / (ends - begins)
    return fate.value[-1][1]
