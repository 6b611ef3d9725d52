"""A target with its numbers as plain facts that can be frozen, and those facts read back for pictures and phrases."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evaluations.pictures.captions import achieved_words, windows_words
from evaluations.progress import Progress, Slot
from evaluations.states import SlotState, State
from goals.formatting import format_number
from goals.states import Comparator, Kind

READ = {"value": Decimal, "achieved": Decimal, "aim": Decimal, "expected": Decimal, "deadline": date.fromisoformat}


@dataclass(frozen=True)
class Shown:
    """Both a target (kind, comparator, value …) and its progress (achieved, aim, expected, slots, state)."""

    kind: Kind
    comparator: Comparator
    value: Decimal | None
    unit: str
    window: str
    deadline: date | None
    achieved: Decimal | None = None
    aim: Decimal | None = None
    expected: Decimal | None = None
    state: str = ""
    windows: tuple = ()
    original: dict | None = None

    @classmethod
    def of(cls, facts):
        known = {name: facts[name] for name in cls.__dataclass_fields__ if name in facts}
        read = {name: READ[name](known[name]) for name in READ if known.get(name) is not None}
        return cls(**known | read)

    @classmethod
    def of_row(cls, row):
        """From a frozen row, which has the same columns."""
        return cls(**{name: getattr(row, name) for name in cls.__dataclass_fields__})

    @property
    def slots(self):
        return slots_of(self.windows)

    @property
    def has_picture(self):
        """Windows or an aim; what has neither is only counted."""
        return len(self.slots) > 1 or self.aim is not None

    @property
    def numbers(self):
        """In words: "9 z 12 kurzů", "8 z 9 měsíců"; nothing where there is no number."""
        if len(self.slots) > 1:
            return windows_words(self.slots, self.window)
        if self.achieved is None or self.kind == Kind.MILESTONE:
            return ""
        return achieved_words(self, self) if self.aim is not None else format_number(self.achieved)

    @property
    def is_reached(self):
        return self.state == State.DONE

    @property
    def first(self):
        """The target as first approved, where an amendment changed it."""
        return Shown.of(self.original) if self.original else None


def measure_facts(target) -> dict:
    """What is measured, without numbers."""
    return {
        "kind": str(target.kind),
        "comparator": str(target.comparator),
        "value": plain(target.value),
        "unit": target.unit,
        "window": str(target.window),
        "deadline": target.deadline.isoformat() if target.deadline else None,
    }


def progress_facts(progress: Progress) -> dict:
    return {
        "achieved": plain(progress.achieved),
        "aim": plain(progress.aim),
        "expected": plain(progress.expected),
        "state": str(progress.state),
        "windows": [_slot_facts(slot) for slot in progress.slots],
    }


def plain(number: Decimal | None) -> str | None:
    """One form of one number to two places, so that 12, 12.0 and 12.00 are the same on every engine."""
    return None if number is None else f"{round(number, 2).normalize():f}"


def slots_of(windows) -> tuple[Slot, ...]:
    return tuple(_slot(*window) for window in windows)


def _slot_facts(slot):
    days = [slot.begins.isoformat(), slot.ends.isoformat()]
    return [*days, plain(slot.needed), plain(slot.happened), str(slot.state)]


def _slot(begins, ends, needed, happened, state):
    days = date.fromisoformat(begins), date.fromisoformat(ends)
    return Slot(*days, Decimal(needed), Decimal(happened), SlotState(state))
