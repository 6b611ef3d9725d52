"""What goes into the arithmetic of progress and what comes out of it; the package's face says in which units."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evaluations.states import SlotState, Stand, State
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
    """One thing that happened, or one value that was read off, on a day.

    `thing` names what is counted once (an office visited) or, of a value that is read off, whose value it is (a
    branch): each then keeps its own last value. Case and white space in it do not matter; "" names nothing.
    """

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

    def __post_init__(self) -> None:
        if self.ends < self.begins:
            raise ValueError(f"a period ends on {self.ends}, before it begins on {self.begins}")

    @property
    def days(self) -> int:
        return (self.ends - self.begins).days + 1

    def __contains__(self, day: date) -> bool:
        return self.begins <= day <= self.ends


@dataclass(frozen=True)
class Slot:
    """One window of a target within its period; nothing is `needed` in one that the period cut too short."""

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
