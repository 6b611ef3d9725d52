"""How a target stands on a day: pure arithmetic over values, without a database and without a clock.

Amounts are Decimals in the target's own unit (a share is in per cent, 0 to 100); days are calendar days, both ends of
a period included. Nothing known is None and never zero: zero is what somebody reported.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evaluations.states import Adds, SlotState, Stand, State
from goals.states import Comparator, Kind, Window


@dataclass(frozen=True)
class Aim:
    """What is to be reached: the facts of one target."""

    kind: Kind
    comparator: Comparator = Comparator.MIN
    value: Decimal | None = None
    unit: str = ""
    window: Window | str = ""
    deadline: date | None = None


@dataclass(frozen=True)
class Fact:
    """One thing that happened, or one value that was read off, on a day; `thing` names what is counted once."""

    on: date
    amount: Decimal
    thing: str = ""


@dataclass(frozen=True)
class Said:
    """What a meeting said of the goal; `on` is the last day of the month that it was about."""

    on: date
    stand: Stand


@dataclass(frozen=True)
class Period:
    """The days over which the target is measured; a goal begun in June begins in June."""

    begins: date
    ends: date


@dataclass(frozen=True)
class Slot:
    """One window of a frequency target within its period."""

    begins: date
    ends: date
    needed: Decimal
    happened: Decimal
    state: SlotState


@dataclass(frozen=True)
class Progress:
    achieved: Decimal | None  # None: nothing is known
    aim: Decimal | None  # None: the target has no number
    expected: Decimal | None  # by the day, at an even pace
    forecast: Decimal | None  # at the end of the period, at the pace so far
    slots: tuple[Slot, ...]
    state: State
    reason: str  # one Czech sentence


def progress(
    aim: Aim,
    facts: Iterable[Fact],
    *,
    period: Period,
    today: date,
    said: Iterable[Said] = (),
    adds: Adds = Adds.SUM,
    known_until: date | None = None,
) -> Progress:
    """How the target stands at the end of the day `today`."""
    raise NotImplementedError


def of_goal(targets: Iterable[Progress], *, said: Iterable[Said], today: date) -> tuple[State, str]:
    """The state of a goal with several targets, and the sentence that says why."""
    raise NotImplementedError
