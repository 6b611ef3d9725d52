"""The words beside a picture of progress: how much of how much, which windows, how many stand how."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from centres.languages import is_czech
from evaluations.progress.charts import ORDER, demanding
from evaluations.progress.values import Progress, Slot
from evaluations.states import SlotState, Status
from goals.amounts import is_decrease, number_to_reach, preposition, unit_counted
from goals.formatting import counted, format_date, format_number, percent
from goals.states import Comparator, Kind, Scope, Window

NBSP = "\u00a0"
FEW = 10  # below it a pace keeps a decimal: of six courses 4,5 is neither four nor five


class MeasuredTarget(Protocol):
    """What the words need of a target."""

    @property
    def kind(self) -> str: ...

    @property
    def comparator(self) -> str: ...

    @property
    def value(self) -> Decimal | None: ...

    @property
    def unit(self) -> str: ...

    @property
    def window(self) -> str: ...

    @property
    def unit_forms(self) -> str: ...

    @property
    def baseline(self) -> Decimal | None: ...

    @property
    def is_relative(self) -> bool: ...

    @property
    def scope(self) -> str: ...


class FrozenNumbers(Protocol):
    """What a closed month keeps of a target."""

    @property
    def achieved(self) -> Decimal | None: ...

    @property
    def expected(self) -> Decimal | None: ...


class ProgressNumbers(FrozenNumbers, Protocol):
    """What the words need of a progress."""

    @property
    def aim(self) -> Decimal | None: ...


RHYTHMS = frozenset({Kind.COUNT, Kind.FREQUENCY})
COUNTED = RHYTHMS | {Kind.LEVEL, Kind.SHARE, Kind.INCREASE}
OF_EACH = {
    Scope.REGION: ngettext_lazy("%(z)s\u00a0%(written)s\u00a0kraje", "%(z)s\u00a0%(written)s\u00a0krajů", "number"),
    Scope.CENTRE: ngettext_lazy("%(z)s\u00a0%(written)s\u00a0centra", "%(z)s\u00a0%(written)s\u00a0center", "number"),
}
OF_WINDOWS = {
    Window.YEAR: ngettext_lazy("%(z)s\u00a0%(written)s\u00a0roku", "%(z)s\u00a0%(written)s\u00a0let", "number"),
    Window.HALF_YEAR: ngettext_lazy(
        "%(z)s\u00a0%(written)s\u00a0pololetí", "%(z)s\u00a0%(written)s\u00a0pololetí", "number"
    ),
    Window.QUARTER: ngettext_lazy(
        "%(z)s\u00a0%(written)s\u00a0čtvrtletí", "%(z)s\u00a0%(written)s\u00a0čtvrtletí", "number"
    ),
    Window.MONTH: ngettext_lazy("%(z)s\u00a0%(written)s\u00a0měsíce", "%(z)s\u00a0%(written)s\u00a0měsíců", "number"),
    Window.WEEK: ngettext_lazy("%(z)s\u00a0%(written)s\u00a0týdne", "%(z)s\u00a0%(written)s\u00a0týdnů", "number"),
}
"""Of one and of more: "z 1 měsíce", "z 9 měsíců"."""


def achieved_words(progress: ProgressNumbers, target: MeasuredTarget) -> str:
    """ "7 z 12 kurzů"."""
    aim = progress.aim
    if progress.achieved is None:
        return _("zatím bez údaje")
    done = format_number(progress.achieved)
    if target.scope and aim is not None:
        return f"{done} {of_each(aim, target.scope)}"
    if target.kind == Kind.EACH and aim is not None:
        return f"{done} {preposition(aim)}{NBSP}{format_number(aim)}"
    if target.kind == Kind.SHARE:
        done = percent(done)
        return done if aim is None else _("%(done)s, cíl %(aim)s") % {"done": done, "aim": percent(format_number(aim))}
    if aim is None:
        return _("zatím %(done)s") % {"done": done}
    # "šestkrát" is no thing; and in the title of a picture, where this stands too, no word can be marked as Czech.
    thing = unit_counted(target.kind, target.unit, target.unit_forms) if is_czech() else None
    written = counted(aim, thing.many, str(thing), of=True) if thing else format_number(aim)
    if is_limit(target):
        return _("%(done)s z\u00a0nejvýše %(aim)s") % {"done": done, "aim": written}
    return _of(done, aim, written)


def _of(done: str, whole: Decimal | int, written: str) -> str:
    """ "7 z 12 kurzů"."""
    return _("%(done)s %(z)s\u00a0%(aim)s") % {"done": done, "z": preposition(whole), "aim": written}


def is_limit(target: MeasuredTarget) -> bool:
    """At most so much: a decrease ends at most at its number."""
    return target.comparator == Comparator.MAX or is_decrease(target)


def of_each(number: Decimal | int, scope: str) -> str:
    """ "z 10 krajů"."""
    return _of_counted(OF_EACH[Scope(scope)], number)


def _of_counted(phrase: Any, number: Decimal | int) -> str:
    facts = {"z": preposition(number), "number": int(number), "written": format_number(Decimal(number))}
    return str(phrase % facts)


def expected_words(progress: ProgressNumbers, target: MeasuredTarget) -> str:
    """ "čekalo by se 9"; once the aim is reached nothing, and over it, by how much."""
    achieved, aim, expected = progress.achieved, progress.aim, progress.expected
    if target.scope:
        return ""
    is_most = is_limit(target)
    if aim is not None and achieved is not None and achieved >= aim:
        over = _("o\u00a0%(more)s více, než smí být") if is_most else _("o\u00a0%(more)s nad cíl")
        return over % {"more": _amount(achieved - aim, target)} if achieved > aim else ""
    if expected is None or expected == aim:
        return ""
    words = _("čekalo by se nejvýše\u00a0%(pace)s") if is_most else _("čekalo by se\u00a0%(pace)s")
    return words % {"pace": _amount(rounded(expected, aim), target)}


def _amount(number: Decimal, target: MeasuredTarget) -> str:
    written = format_number(number)
    return percent(written) if target.kind == Kind.SHARE else written


def rounded(expected: Decimal, aim: Decimal | None) -> Decimal:
    """A pace as people say it: whole things, but of a few things also their tenths."""
    place = Decimal("0.1") if aim is not None and aim < FEW else Decimal(1)
    return expected.quantize(place, ROUND_HALF_UP)


def frozen_words(reading: FrozenNumbers, target: MeasuredTarget) -> str:
    """ "7 z 12 kurzů, čekalo by se 9", of a rhythm "5 ze 7 měsíců"; nothing where nobody counted or knew."""
    if reading.achieved is not None and reading.expected and target.kind == Kind.EACH:
        return (
            f"{format_number(reading.achieved)} {preposition(reading.expected)}{NBSP}{format_number(reading.expected)}"
        )
    if reading.achieved is None or target.kind not in COUNTED:
        return ""
    if target.scope:  # what was expected is that each has it
        return (
            f"{format_number(reading.achieved)} {of_each(reading.expected, target.scope)}" if reading.expected else ""
        )
    if target.kind in RHYTHMS and target.window not in ("", Window.YEAR):
        over = int(reading.expected or 0)
        return f"{format_number(reading.achieved)} {_of_windows(over, target.window)}" if over else ""
    numbers = Progress(reading.achieved, number_to_reach(target), reading.expected, None, (), Status.UNRATED, "")
    return ", ".join(filter(None, [achieved_words(numbers, target), expected_words(numbers, target)]))


# Windows

WITHIN_A_YEAR = frozenset({Window.HALF_YEAR, Window.QUARTER, Window.MONTH})  # their names do not say of which year


def windows_words(slots: Sequence[Slot], window: str) -> str:
    """ "8 z 9 měsíců": of those that have begun."""
    begun = [slot for slot in demanding(slots) if slot.state != SlotState.AHEAD]
    if not begun:
        return _("teprve začne")
    done = sum(slot.state == SlotState.DONE for slot in begun)
    return f"{done} {_of_windows(len(begun), window)}"


def _of_windows(number: int, window: str) -> str:
    """ "z 9 měsíců"."""
    return _of_counted(OF_WINDOWS[Window(window)], number)


def missed_words(slots: Sequence[Slot], window: str) -> str:
    """ "zmeškáno: březen, květen"; nothing when nothing is missed."""
    named = zip(slots, window_names(slots, window), strict=True)
    missed = [name for slot, name in named if slot.state == SlotState.MISSED]
    return f"{SlotState.MISSED.label}: {', '.join(missed)}" if missed else ""


def window_names(slots: Sequence[Slot], window: str) -> list[str]:
    """ "leden", "2. čtvrtletí", "12. 1. 2026 až 18. 1. 2026"; where they are of several years, "leden 2027"."""
    is_of_years = window in WITHIN_A_YEAR and len({slot.begins.year for slot in slots}) > 1
    names = []
    for slot in slots:
        month, year = slot.begins.month, slot.begins.year
        if window == Window.YEAR:
            name = str(year)
        elif window == Window.HALF_YEAR:
            name = _("%(number)s. pololetí") % {"number": (month + 5) // 6}
        elif window == Window.QUARTER:
            name = _("%(number)s. čtvrtletí") % {"number": (month + 2) // 3}
        elif window == Window.MONTH:
            name = str(MONTHS[month])
        else:
            days = {"first": format_date(slot.begins), "last": format_date(slot.ends)}
            name = _("%(first)s až %(last)s") % days
        names.append(f"{name}{NBSP}{year}" if is_of_years else name)
    return names


def each_in_words(slots: Sequence[Slot], window: str) -> list[str]:
    """Of each window "leden: splněno, 2 ze 2"."""
    said = []
    for slot, name in zip(slots, window_names(slots, window), strict=True):
        words = f"{name}: {SlotState(slot.state).label}"
        if slot.state != SlotState.AHEAD:
            happened = format_number(slot.happened)
            words += f", {_of(happened, slot.needed, format_number(slot.needed)) if slot.needed else happened}"
        said.append(words)
    return said


# How many stand how


def counts_words(counts: Mapping[str, int]) -> str:
    """ "48 plní se, 9 ohroženo"; states that nothing stands in are not named."""
    said = [f"{counts[state]}{NBSP}{state.label}" for state in ORDER if counts.get(state)]
    return ", ".join(said) or _("žádný cíl")


GOOD = (Status.ON_TRACK, Status.DONE)


def good_words(counts: Mapping[str, int]) -> str:
    """ "Plní se nebo je splněno 3 z 5 cílů."."""
    total, good = sum(counts.values()), sum(counts.get(state, 0) for state in GOOD)
    facts = {"good": good, "of": preposition(total), "all": total}
    if total == 1:
        return _("Plní se nebo je splněno %(good)s %(of)s\u00a0%(all)s cíle.") % facts
    return _("Plní se nebo je splněno %(good)s %(of)s\u00a0%(all)s cílů.") % facts
