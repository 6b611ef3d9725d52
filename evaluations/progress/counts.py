"""What is counted: over the whole term at an even pace, or in each window of it.

Exactly so many is judged as at least so many: goals say "12 kurzů" and mean a promise, which a thirteenth course does
not break. "Jednou za čtvrtletí" has four windows, and a burst in December is not quarterly; "5× ročně" has one window,
the year, and is held against the pace of the year like any other count.
"""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluations.progress import pace
from evaluations.progress.amounts import total
from evaluations.progress.case import Case, nothing_known, unrated
from evaluations.progress.ratings import by_rating
from evaluations.progress.values import Progress, Slot
from evaluations.progress.windows import GENITIVES, slots
from evaluations.states import SlotState, State
from goals.formatting import format_number
from goals.states import Kind, Window

FEW = Decimal("0.25")  # of the windows that are over: at most so many missed are a risk, more are too many


def judge_count(case: Case) -> Progress:
    """Against the target's number in its term, or window by window; without a number by what meetings say."""
    achieved, value = case.counted(), case.aim.value
    if value is None:
        sentence = nothing_known()
        if achieved is not None:
            sentence = _("Stav k %(day)s je %(achieved)s, kolik má být, cíl neurčuje.") % case.names(achieved)
        return by_rating(case, achieved, (State.UNRATED, sentence))
    windows: tuple[Slot, ...] = ()
    if case.aim.window or case.aim.kind == Kind.FREQUENCY:  # a frequency without a window is yearly
        windows = slots(case.aim, case.facts, period=case.term, today=case.today, adds=case.adds)
        if len(windows) > 1 or case.aim.window not in ("", Window.YEAR):  # a single year is no rhythm
            return _in_windows(case, windows)
    if achieved is None:
        return unrated(nothing_known(), value)
    if case.is_limit:
        achieved = total(case.in_term, case.adds, case.aim.comparator)  # what came after the deadline is not limited
    expected = pace.expected(value, case.term, case.today)
    forecast = pace.forecast(achieved, case.term, case.today)
    judge = _within_limit if case.is_limit else _towards_promise
    state, sentence = judge(case, achieved, value, expected)
    return Progress(achieved, value, expected, forecast, windows, state, sentence % case.names(achieved, expected))


def _towards_promise(case: Case, achieved: Decimal, value: Decimal, expected: Decimal) -> tuple[State, str]:
    if achieved >= value and total(case.in_term, case.adds) >= value:
        return State.DONE, _("Splněno: stav k %(day)s je %(achieved)s, cíl je %(aim)s.")
    if achieved >= value:
        return State.DONE, _("Splněno až po termínu %(due)s: stav k %(day)s je %(achieved)s, cíl je %(aim)s.")
    if case.is_over:
        return State.OFF_TRACK, _("Termín %(due)s uplynul a stav je %(achieved)s, cíl je %(aim)s.")
    if pace.is_young(case.term, case.today):
        return State.ON_TRACK, _("Období teprve začalo, stav k %(day)s je %(achieved)s, cíl je %(aim)s.")
    sentence = _("Stav k %(day)s je %(achieved)s, cíl je %(aim)s, rovnoměrnému postupu odpovídá %(expected)s.")
    return pace.behind(achieved, expected, closing=pace.is_closing(case.term, case.today)), sentence


def _within_limit(case: Case, achieved: Decimal, value: Decimal, expected: Decimal) -> tuple[State, str]:
    if achieved > value:
        return State.OFF_TRACK, _("Stav k %(day)s je %(achieved)s a překračuje nejvyšší hodnotu %(aim)s.")
    if case.is_over:
        return State.DONE, _("Splněno: do %(due)s je stav %(achieved)s a nepřekročil nejvyšší hodnotu %(aim)s.")
    if pace.is_young(case.term, case.today):
        return State.ON_TRACK, _("Období teprve začalo, stav k %(day)s je %(achieved)s z nejvýše %(aim)s.")
    sentence = _("Stav k %(day)s je %(achieved)s z nejvýše %(aim)s, rovnoměrnému postupu odpovídá %(expected)s.")
    is_fast = achieved - expected >= 1  # a whole thing more than the even pace is a risk
    return State.AT_RISK if is_fast else State.ON_TRACK, sentence


def _in_windows(case: Case, windows: tuple[Slot, ...]) -> Progress:
    """Achieved are full windows, the aim are the windows in which something is needed, expected are those over."""
    demanded = [slot for slot in windows if slot.needed > 0 or case.is_limit]
    if case.counted() is None:
        return unrated(nothing_known(), Decimal(len(demanded)))
    if not demanded:
        sentence = _("Období je tak krátké, že se v něm nic pravidelného nežádá.")
        return replace(by_rating(case, case.counted(), (State.UNRATED, sentence)), slots=windows)
    over = [slot for slot in demanded if slot.ends <= case.today]
    full = sum(slot.state == SlotState.DONE for slot in demanded)
    missed = sum(slot.state == SlotState.MISSED for slot in demanded)
    forecast = None
    if over and not pace.is_young(case.term, case.today):
        # The windows that are still open will go as those that are over.
        full_over = sum(slot.state == SlotState.DONE for slot in over)
        open_yet = len(demanded) - len(over) - (full - full_over)
        forecast = pace.rounded(full + Decimal(open_yet) * full_over / len(over))
    state, sentence = _rhythm(case, demanded=len(demanded), full=full, over=len(over), missed=missed)
    _one, more = GENITIVES[Window(case.aim.window or Window.YEAR)]
    names = case.names() | {"windows": str(more)}
    for name, number in (("full", full), ("demanded", len(demanded)), ("missed", missed)):
        names[name] = format_number(Decimal(number))
    expected = Decimal(len(over))
    return Progress(Decimal(full), Decimal(len(demanded)), expected, forecast, windows, state, sentence % names)


def _rhythm(case: Case, *, demanded: int, full: int, over: int, missed: int) -> tuple[State, str]:
    if full == demanded:
        return State.DONE, _("Splněno: počet splněných %(windows)s je %(full)s, cíl je %(demanded)s.")
    if case.is_over:
        sentence = _("Termín %(due)s uplynul a počet splněných %(windows)s je %(full)s, cíl je %(demanded)s.")
        return State.OFF_TRACK, sentence
    sentence = _("Počet splněných %(windows)s k %(day)s je %(full)s, cíl je %(demanded)s, zmeškáno jich je %(missed)s.")
    if case.is_limit:
        sentence = _(
            "Počet splněných %(windows)s k %(day)s je %(full)s, cíl je %(demanded)s, překročeno jich je %(missed)s."
        )
    if missed == 0 and over < demanded:
        return State.ON_TRACK, sentence
    is_risk = over < demanded and (missed == 1 or missed <= over * FEW)
    return State.AT_RISK if is_risk else State.OFF_TRACK, sentence
