"""The words beside a picture of progress: how much of how much, which windows, how many stand how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from evaluations.pictures.charts import ORDER, demanding
from evaluations.progress import Slot
from evaluations.states import SlotState, State
from goals.formatting import TIMES, format_date, format_number
from goals.states import Comparator, Kind, Window

NBSP = "\u00a0"
SMALL = 5  # below it a unit is not yet in the genitive
FEW = 10  # below it a pace keeps a decimal: of six courses 4,5 is neither four nor five


class Measured(Protocol):
    """What the words need of a target."""

    @property
    def kind(self) -> str: ...

    @property
    def comparator(self) -> str: ...

    @property
    def unit(self) -> str: ...


class Numbers(Protocol):
    """What the words need of a progress."""

    @property
    def achieved(self) -> Decimal | None: ...

    @property
    def aim(self) -> Decimal | None: ...

    @property
    def expected(self) -> Decimal | None: ...


class Frozen(Protocol):
    """What a closed month keeps of a target."""

    @property
    def achieved(self) -> Decimal | None: ...

    @property
    def expected(self) -> Decimal | None: ...


class Dated(Measured, Protocol):
    @property
    def value(self) -> Decimal | None: ...

    @property
    def window(self) -> str: ...


RHYTHMS = frozenset({Kind.COUNT, Kind.FREQUENCY})
COUNTED = RHYTHMS | {Kind.LEVEL, Kind.SHARE}


def achieved_words(progress: Numbers, target: Measured) -> str:
    """ "7 z 12 kurzů"."""
    if progress.achieved is None:
        return _("zatím bez údaje")
    done = format_number(progress.achieved)
    if target.kind == Kind.SHARE:
        return _share(done, progress.aim)
    if progress.aim is None:
        return _("zatím %(done)s") % {"done": done}
    return f"{done} {_of(progress.aim, target)}"


def expected_words(progress: Numbers, target: Measured) -> str:
    """ "čekalo by se 9"; once the aim is reached nothing, and over it, by how much."""
    achieved, aim, expected = progress.achieved, progress.aim, progress.expected
    percent = f"{NBSP}%" if target.kind == Kind.SHARE else ""
    if aim is not None and achieved is not None and achieved >= aim:
        return _over(achieved - aim, target, percent)
    if expected is None or expected == aim:
        return ""
    words = (
        _("čekalo by se nejvýše\u00a0%(pace)s")
        if target.comparator == Comparator.MAX
        else _("čekalo by se\u00a0%(pace)s")
    )
    return words % {"pace": format_number(rounded(expected, aim)) + percent}


def _over(more: Decimal, target: Measured, percent: str) -> str:
    if not more:
        return ""
    words = (
        _("o\u00a0%(more)s více, než smí být") if target.comparator == Comparator.MAX else _("o\u00a0%(more)s nad cíl")
    )
    return words % {"more": format_number(more) + percent}


def rounded(expected: Decimal, aim: Decimal | None) -> Decimal:
    """A pace as people say it: whole things, but of a few things also their tenths."""
    place = Decimal("0.1") if aim is not None and aim < FEW else Decimal(1)
    return expected.quantize(place, ROUND_HALF_UP)


def _share(done: str, aim: Decimal | None) -> str:
    done = f"{done}{NBSP}%"
    return done if aim is None else _("%(done)s, cíl %(aim)s") % {"done": done, "aim": f"{format_number(aim)}{NBSP}%"}


def _of(aim: Decimal, target: Measured) -> str:
    at_most = _("nejvýše") + " " if target.comparator == Comparator.MAX else ""
    is_counted = target.unit and target.unit not in TIMES and target.kind != Kind.FREQUENCY  # "šestkrát" is no thing
    unit = f"{NBSP}{target.unit}" if is_counted and aim >= SMALL else ""  # "z 12 kurzů", but not "ze 3 kurzy"
    return f"{_('z') if at_most else from_(aim)}{NBSP}{at_most}{format_number(aim)}{unit}"


BEGINS_WITH_SOUND = frozenset({2, 3, 4, 6, 7, 13, 14, 16, 17})  # ze dvou, ze tří, ze čtyř, ze šesti, ze sedmi, …


def from_(number: Decimal | int) -> str:
    """The preposition before a number as it is read: "z 12", but "ze 4"."""
    first = int(number)
    while first >= 1000:
        first //= 1000
    if first >= 100:
        return _("ze") if first < 200 else from_(first // 100)
    if first >= 20:
        first //= 10
        return _("ze") if first in {3, 4, 6, 7} else _("z")
    return _("ze") if first in BEGINS_WITH_SOUND else _("z")


@dataclass(frozen=True)
class _Numbers:
    """What a closed month keeps of a target's progress, with the aim of its wording."""

    achieved: Decimal | None
    aim: Decimal | None
    expected: Decimal | None


def frozen_words(reading: Frozen, target: Dated) -> str:
    """ "7 z 12 kurzů, čekalo by se 9", of a rhythm "5 ze 7 měsíců"; nothing where nobody counted or knew."""
    if reading.achieved is None or target.kind not in COUNTED:
        return ""
    if target.kind in RHYTHMS and target.window not in ("", Window.YEAR):
        over = int(reading.expected or 0)
        done = format_number(reading.achieved)
        return f"{done} {from_(over)}{NBSP}{over}{NBSP}{_genitive(target.window, over)}" if over else ""
    numbers = _Numbers(reading.achieved, target.value, reading.expected)
    return ", ".join(filter(None, [achieved_words(numbers, target), expected_words(numbers, target)]))


# Windows

WITHIN_A_YEAR = frozenset({Window.HALF_YEAR, Window.QUARTER, Window.MONTH})  # their names do not say of which year


def _genitive(window: str, number: int) -> str:
    """ "z 1 měsíce", "z 9 měsíců"."""
    one, more = {
        Window.YEAR: (_("roku"), _("let")),
        Window.HALF_YEAR: (_("pololetí"), _("pololetí")),
        Window.QUARTER: (_("čtvrtletí"), _("čtvrtletí")),
        Window.MONTH: (_("měsíce"), _("měsíců")),
        Window.WEEK: (_("týdne"), _("týdnů")),
    }[Window(window)]
    return one if number == 1 else more


def windows_words(slots: Sequence[Slot], window: str) -> str:
    """ "8 z 9 měsíců": of those that have begun."""
    begun = [slot for slot in demanding(slots) if slot.state != SlotState.AHEAD]
    if not begun:
        return _("teprve začne")
    done = sum(slot.state == SlotState.DONE for slot in begun)
    return f"{done} {from_(len(begun))}{NBSP}{len(begun)}{NBSP}{_genitive(window, len(begun))}"


def missed_words(slots: Sequence[Slot], window: str) -> str:
    """ "zmeškáno: březen, květen"; nothing when nothing is missed."""
    named = zip(slots, window_names(slots, window), strict=True)
    missed = [name for slot, name in named if slot.state == SlotState.MISSED]
    return f"{SlotState.MISSED.label}: {', '.join(missed)}" if missed else ""


def window_names(slots: Sequence[Slot], window: str) -> list[str]:
    """The name of each window; where they are of several years, with its year: "leden 2027"."""
    names = [_window_name(slot, window) for slot in slots]
    if window not in WITHIN_A_YEAR or len({slot.begins.year for slot in slots}) < 2:
        return names
    return [f"{name}{NBSP}{slot.begins.year}" for slot, name in zip(slots, names, strict=True)]


def _window_name(slot: Slot, window: str) -> str:
    """ "leden", "2. čtvrtletí", "12. 1. 2026 až 18. 1. 2026"."""
    month, year = slot.begins.month, slot.begins.year
    names = {
        Window.YEAR: str(year),
        Window.HALF_YEAR: _("%(number)s. pololetí") % {"number": (month + 5) // 6},
        Window.QUARTER: _("%(number)s. čtvrtletí") % {"number": (month + 2) // 3},
        Window.MONTH: str(MONTHS[month]),
    }
    days = {"first": format_date(slot.begins), "last": format_date(slot.ends)}
    return names.get(Window(window)) or _("%(first)s až %(last)s") % days


def each_in_words(slots: Sequence[Slot], window: str) -> list[str]:
    """Of each window "leden: splněno, 2 ze 2"."""
    return [_in_words(slot, name) for slot, name in zip(slots, window_names(slots, window), strict=True)]


def _in_words(slot: Slot, name: str) -> str:
    state, happened = SlotState(slot.state).label, format_number(slot.happened)
    if slot.state == SlotState.AHEAD:
        return f"{name}: {state}"
    needed = f" {from_(slot.needed)}{NBSP}{format_number(slot.needed)}" if slot.needed else ""
    return f"{name}: {state}, {happened}{needed}"


# How many stand how


def counts_words(counts: Mapping[str, int]) -> str:
    """ "48 plní se, 9 ohroženo"; states that nothing stands in are not named."""
    said = [f"{counts[state]}{NBSP}{state.label}" for state in ORDER if counts.get(state)]
    return ", ".join(said) or _("žádný cíl")


GOOD = (State.ON_TRACK, State.DONE)


def good_words(counts: Mapping[str, int]) -> str:
    """ "Plní se nebo je splněno 3 z 5 cílů."."""
    total, good = sum(counts.values()), sum(counts.get(state, 0) for state in GOOD)
    facts = {"good": good, "of": from_(total), "all": total}
    if total == 1:
        return _("Plní se nebo je splněno %(good)s %(of)s\u00a0%(all)s cíle.") % facts
    return _("Plní se nebo je splněno %(good)s %(of)s\u00a0%(all)s cílů.") % facts
