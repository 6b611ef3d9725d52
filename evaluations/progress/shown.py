"""A target with its numbers as plain facts that can be frozen, and those facts read back for pictures and phrases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, Self

from evaluations.progress.captions import MeasuredTarget, achieved_words, windows_words
from evaluations.progress.values import Progress, Slot
from evaluations.states import SlotState, Status
from goals.formatting import format_number
from goals.states import Kind


class FrozenTarget(MeasuredTarget, Protocol):
    """What is frozen of a target."""

    @property
    def deadline(self) -> date | None: ...


@dataclass(frozen=True)
class Shown:
    """Both a target (kind, comparator, value …) and its progress (achieved, aim, expected, slots, state)."""

    kind: str
    comparator: str
    value: Decimal | None
    unit: str
    window: str
    deadline: date | None
    achieved: Decimal | None = None
    aim: Decimal | None = None
    expected: Decimal | None = None
    state: str = ""
    windows: Sequence[Sequence[str]] = ()
    original: Mapping[str, Any] | None = None
    unit_forms: str = ""
    scope: str = ""
    baseline: Decimal | None = None
    is_relative: bool = False

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Self:
        known = {field.name: facts[field.name] for field in fields(cls) if field.name in facts}
        for name in ("value", "achieved", "aim", "expected", "baseline"):
            if known.get(name) is not None:
                known[name] = Decimal(known[name])
        if known.get("deadline") is not None:
            known["deadline"] = date.fromisoformat(known["deadline"])
        return cls(**known)

    @classmethod
    def of_row(cls, row: object) -> Self:
        """From a frozen row, which has the same columns."""
        return cls(**{field.name: getattr(row, field.name) for field in fields(cls)})

    @property
    def slots(self) -> tuple[Slot, ...]:
        slots = []
        for begins, ends, needed, happened, state in self.windows:
            days = date.fromisoformat(begins), date.fromisoformat(ends)
            slots.append(Slot(*days, Decimal(needed), Decimal(happened), SlotState(state)))
        return tuple(slots)

    @property
    def has_picture(self) -> bool:
        """Windows or an aim; what has neither is only counted."""
        return len(self.windows) > 1 or self.aim is not None

    @property
    def numbers(self) -> str:
        """In words: "9 z 12 kurzů", "8 z 9 měsíců"; nothing where there is no number."""
        if len(self.windows) > 1:
            return windows_words(self.slots, self.window)
        if self.achieved is None or self.kind == Kind.MILESTONE:
            return ""
        return achieved_words(self, self) if self.aim is not None else format_number(self.achieved)

    @property
    def is_reached(self) -> bool:
        return self.state == Status.DONE

    @property
    def first(self) -> "Shown | None":
        """The target as first approved, where an amendment changed it."""
        return Shown.of(self.original) if self.original else None


def measure_facts(target: FrozenTarget) -> dict[str, Any]:
    """What is measured, without numbers; what is newer than the first reports is left out where empty."""
    later = {
        "unit_forms": target.unit_forms,
        "scope": str(target.scope),
        "baseline": plain(target.baseline),
        "is_relative": target.is_relative,
    }
    return {
        "kind": str(target.kind),
        "comparator": str(target.comparator),
        "value": plain(target.value),
        "unit": target.unit,
        "window": str(target.window),
        "deadline": target.deadline.isoformat() if target.deadline else None,
    } | {name: value for name, value in later.items() if value}


def progress_facts(progress: Progress) -> dict[str, Any]:
    windows = [
        [slot.begins.isoformat(), slot.ends.isoformat(), plain(slot.needed), plain(slot.happened), str(slot.state)]
        for slot in progress.slots
    ]
    return {
        "achieved": plain(progress.achieved),
        "aim": plain(progress.aim),
        "expected": plain(progress.expected),
        "state": str(progress.state),
        "windows": windows,
    }


def plain(number: Decimal | None) -> str | None:
    """One form of one number to two places, so that 12, 12.0 and 12.00 are the same on every engine."""
    return None if number is None else f"{round(number, 2).normalize():f}"
