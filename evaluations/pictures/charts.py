"""Where the parts of a picture of progress lie: values in, numbers out; templates draw them, style sheets colour them.

Across, numbers are per cent of the picture's width, so that a picture fits its place and its letters keep their size;
down, they are pixels from the top. Strips and small charts have a fixed size and count pixels both ways.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evaluations.progress import Slot
from evaluations.states import SlotState, State

# One letter a state, for places too narrow for its word.
LETTERS = {State.ON_TRACK: "P", State.AT_RISK: "O", State.OFF_TRACK: "N", State.DONE: "S", State.UNRATED: "–"}
ORDER = (State.DONE, State.ON_TRACK, State.AT_RISK, State.OFF_TRACK, State.UNRATED)

THINNEST = 2.0  # per cent: one of a thousand is still seen


@dataclass(frozen=True)
class Bar:
    done: float
    mark: float | None  # where it should be by now; None when nobody can say
    is_over: bool


def progress_bar(
    achieved: Decimal | None, aim: Decimal | None, expected: Decimal | None, *, whole: Decimal | None = None
) -> Bar:
    """The aim is the whole width, unless the whole is said (100 for a share); what is over it is cut off.

    Once the aim is reached, the pace says no more and has no mark.
    """
    done, whole = achieved or Decimal(0), whole or aim
    if not whole:  # "nejvýše 0" is over with the first one
        return Bar(100.0 if done else 0.0, None, bool(done))
    return Bar(
        done=max(_share(done, whole), THINNEST) if done else 0.0,
        mark=None if expected is None or (aim is not None and done >= aim) else _share(expected, whole),
        is_over=done > whole,
    )


# Strips of windows

FEW, IN_ROW = 13, 18  # more than a few (weeks) are drawn smaller, in even rows
LARGE, SMALL = (14, 4), (8, 3)  # side of a window and the gap after it


@dataclass(frozen=True)
class Cell:
    x: int
    y: int
    slot: Slot
    shape: SlotState  # a window that asks nothing looks like one to come


@dataclass(frozen=True)
class Strip:
    width: int
    height: int
    side: int  # of a window's square
    cells: tuple[Cell, ...]


def demanding(slots: Sequence[Slot]) -> Sequence[Slot]:
    """Without windows that the period cut too short to ask anything; "nejvýše 0" asks nothing and counts them all."""
    return [slot for slot in slots if slot.needed > 0] or slots


def strip(slots: Sequence[Slot]) -> Strip:
    """The windows in order; so many that they would not fit beside words take several even rows."""
    side, gap = LARGE if len(slots) <= FEW else SMALL
    rows = -(-len(slots) // IN_ROW) or 1
    in_row = -(-len(slots) // rows)
    step, counted = side + gap, demanding(slots)
    cells = tuple(
        Cell(i % in_row * step, i // in_row * step, slot, slot.state if slot in counted else SlotState.AHEAD)
        for i, slot in enumerate(slots)
    )
    return Strip(max(0, in_row * step - gap), rows * step - gap, side, cells)


# How many stand how


@dataclass(frozen=True)
class Part:
    state: State
    count: int
    x: float
    width: float


def state_bar(counts: Mapping[str, int]) -> tuple[Part, ...]:
    """Parts of a full bar, in the order of states; states that nothing stands in are left out."""
    present = [(state, counts.get(state, 0)) for state in ORDER if counts.get(state, 0) > 0]
    total = sum(count for _state, count in present)
    raw = [max(THINNEST, 100 * count / total) for _state, count in present]
    parts, x = [], 0.0
    for (state, count), share in zip(present, raw, strict=True):
        width = 100 * share / sum(raw)
        parts.append(Part(state, count, round(x, 2), round(width, 2)))
        x += width
    return tuple(parts)


def _share(part: Decimal, whole: Decimal) -> float:
    return round(min(100.0, max(0.0, float(part / whole) * 100)), 2)
