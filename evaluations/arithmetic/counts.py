"""What is counted over the whole term, at an even pace: at least so many, or at most so many.

Exactly so many is judged as at least so many: goals say "12 kurzů" and mean a promise, which a thirteenth course does
not break.
"""

from decimal import Decimal

from django.utils.translation import gettext as _

from evaluations.arithmetic import pace
from evaluations.arithmetic.amounts import total
from evaluations.arithmetic.case import Case, by_word, nothing_known, unrated
from evaluations.arithmetic.rhythms import in_windows, is_rhythm, windows_in_term
from evaluations.arithmetic.shapes import Progress
from evaluations.states import State
from goals.states import Comparator


def judge_count(case: Case) -> Progress:
    achieved = case.counted()
    if case.aim.value is None:
        return by_word(case, achieved, (State.UNRATED, _without_aim(case, achieved)))
    windows = windows_in_term(case)
    if is_rhythm(case.aim, windows):
        return in_windows(case, windows)
    if achieved is None:
        return unrated(nothing_known(), case.aim.value)
    if case.aim.comparator == Comparator.MAX:
        achieved = total(case.in_term, case.adds, Comparator.MAX)  # what came after the deadline is not limited
    expected = pace.expected(case.aim.value, case.term, case.today)
    forecast = pace.forecast(achieved, case.term, case.today)
    judge = _limit if case.aim.comparator == Comparator.MAX else _promise
    state, sentence = judge(case, achieved, case.aim.value, expected)
    reason = sentence % case.names(achieved, expected)
    return Progress(achieved, case.aim.value, expected, forecast, windows, state, reason)


def _without_aim(case: Case, achieved: Decimal | None) -> str:
    if achieved is None:
        return nothing_known()
    return _("Stav k %(day)s je %(achieved)s, kolik má být, cíl neurčuje.") % case.names(achieved)


def _promise(case: Case, achieved: Decimal, value: Decimal, expected: Decimal) -> tuple[State, str]:
    if achieved >= value:
        return State.DONE, _kept(in_time=total(case.in_term, case.adds) >= value)
    if case.is_over:
        return State.OFF_TRACK, _("Termín %(due)s uplynul a stav je %(achieved)s, cíl je %(aim)s.")
    if pace.is_young(case.term, case.today):
        return State.ON_TRACK, _("Období teprve začalo, stav k %(day)s je %(achieved)s, cíl je %(aim)s.")
    sentence = _("Stav k %(day)s je %(achieved)s, cíl je %(aim)s, rovnoměrnému postupu odpovídá %(expected)s.")
    return pace.behind(achieved, expected, closing=pace.is_closing(case.term, case.today)), sentence


def _kept(*, in_time: bool) -> str:
    if in_time:
        return _("Splněno: stav k %(day)s je %(achieved)s, cíl je %(aim)s.")
    return _("Splněno až po termínu %(due)s: stav k %(day)s je %(achieved)s, cíl je %(aim)s.")


def _limit(case: Case, achieved: Decimal, value: Decimal, expected: Decimal) -> tuple[State, str]:
    if achieved > value:
        return State.OFF_TRACK, _("Stav k %(day)s je %(achieved)s a překračuje nejvyšší hodnotu %(aim)s.")
    if case.is_over:
        return State.DONE, _("Splněno: do %(due)s je stav %(achieved)s a nepřekročil nejvyšší hodnotu %(aim)s.")
    if pace.is_young(case.term, case.today):
        return State.ON_TRACK, _("Období teprve začalo, stav k %(day)s je %(achieved)s z nejvýše %(aim)s.")
    sentence = _("Stav k %(day)s je %(achieved)s z nejvýše %(aim)s, rovnoměrnému postupu odpovídá %(expected)s.")
    return pace.ahead_of_limit(achieved, expected), sentence
