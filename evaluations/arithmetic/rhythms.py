"""What is to happen in each window: "jednou za čtvrtletí" has four, and a burst in December is not quarterly.

"5× ročně" has one window, the year, and is held against the pace of the year like any other count.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from evaluations.arithmetic import pace
from evaluations.arithmetic.case import Case, by_word, nothing_known, unrated
from evaluations.arithmetic.shapes import Aim, Progress, Slot
from evaluations.arithmetic.slots import slots
from evaluations.states import SlotState, State
from goals.formatting import format_number
from goals.states import Comparator, Kind, Window

FEW = Decimal("0.25")  # of the windows that are over: at most so many missed are a risk, more are too many


def windows_in_term(case: Case) -> tuple[Slot, ...]:
    """None for a count without a window; a frequency without one is yearly."""
    if not case.aim.window and case.aim.kind != Kind.FREQUENCY:
        return ()
    return slots(case.aim, case.facts, period=case.term, today=case.today, adds=case.adds)


def is_rhythm(aim: Aim, windows: Sequence[Slot]) -> bool:
    """A single year is no rhythm; the years of a long goal are."""
    return bool(windows) and (len(windows) > 1 or aim.window not in ("", Window.YEAR))


def in_windows(case: Case, windows: tuple[Slot, ...]) -> Progress:
    """Achieved are full windows, the aim are the windows in which something is needed, expected are those over."""
    demanded = _demanded(case.aim, windows)
    if case.counted() is None:
        return unrated(nothing_known(), Decimal(len(demanded)))
    if not demanded:
        return replace(by_word(case, case.counted(), (State.UNRATED, _nothing_needed())), slots=windows)
    full, missed = _count(demanded, SlotState.DONE), _count(demanded, SlotState.MISSED)
    over = [slot for slot in demanded if slot.ends <= case.today]
    state = _state(len(demanded), full, len(over), missed)
    return Progress(
        achieved=Decimal(full),
        aim=Decimal(len(demanded)),
        expected=Decimal(len(over)),
        forecast=None if pace.is_young(case.term, case.today) else _forecast(len(demanded), full, over),
        slots=windows,
        state=state,
        reason=_reason(case, state, full, len(demanded), missed),
    )


def _demanded(aim: Aim, windows: Sequence[Slot]) -> list[Slot]:
    return [slot for slot in windows if slot.needed > 0 or aim.comparator == Comparator.MAX]


def _count(windows: Sequence[Slot], state: SlotState) -> int:
    return sum(1 for slot in windows if slot.state == state)


def _state(demanded: int, full: int, over: int, missed: int) -> State:
    if full == demanded:
        return State.DONE
    if over == demanded:
        return State.OFF_TRACK
    if missed == 0:
        return State.ON_TRACK
    return State.AT_RISK if missed == 1 or missed <= over * FEW else State.OFF_TRACK


def _forecast(demanded: int, full: int, over: Sequence[Slot]) -> Decimal | None:
    """The windows that are still open will go as those that are over."""
    if not over:
        return None
    of_over = _count(over, SlotState.DONE)
    open_yet = demanded - len(over) - (full - of_over)
    return pace.rounded(full + Decimal(open_yet) * of_over / len(over))


def _reason(case: Case, state: State, full: int, demanded: int, missed: int) -> str:
    numbers = {"full": full, "demanded": demanded, "missed": missed}
    names = case.names() | {name: format_number(Decimal(number)) for name, number in numbers.items()}
    return _sentence(case, state) % (names | {"windows": _windows(case.aim)})


def _sentence(case: Case, state: State) -> str:
    if state == State.DONE:
        return _("Splněno: počet splněných %(windows)s je %(full)s, cíl je %(demanded)s.")
    if case.is_over:
        return _("Termín %(due)s uplynul a počet splněných %(windows)s je %(full)s, cíl je %(demanded)s.")
    if case.aim.comparator == Comparator.MAX:
        return _(
            "Počet splněných %(windows)s k %(day)s je %(full)s, cíl je %(demanded)s, překročeno jich je %(missed)s."
        )
    return _("Počet splněných %(windows)s k %(day)s je %(full)s, cíl je %(demanded)s, zmeškáno jich je %(missed)s.")


def _windows(aim: Aim) -> str:
    return {
        Window.YEAR: pgettext("number of", "let"),
        Window.HALF_YEAR: pgettext("number of", "pololetí"),
        Window.QUARTER: pgettext("number of", "čtvrtletí"),
        Window.MONTH: pgettext("number of", "měsíců"),
        Window.WEEK: pgettext("number of", "týdnů"),
    }[Window(aim.window or Window.YEAR)]


def _nothing_needed() -> str:
    return _("Období je tak krátké, že se v něm nic pravidelného nežádá.")
