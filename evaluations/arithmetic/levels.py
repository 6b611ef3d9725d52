"""What is read off and not added up: a level (2 000 followers) and a share (80 % of clients); the last value counts.

A level is reached on a day and then done; a share, and a level that must not be passed, hold for the whole term and are
done only when it is over. Exactly so much is judged as at least so much.
"""

from decimal import Decimal

from django.utils.translation import gettext as _

from evaluations.arithmetic import pace
from evaluations.arithmetic.amounts import added_first, added_last, last_day, mean_of_last
from evaluations.arithmetic.case import Case, by_word, nothing_known, unrated
from evaluations.arithmetic.climb import Climb, is_met, is_near
from evaluations.arithmetic.shapes import Fact, Progress
from evaluations.states import State
from goals.states import Comparator, Kind

Facts = tuple[Fact, ...]


def judge_level(case: Case) -> Progress:
    aim = case.aim.value
    if not case.facts or aim is None:
        return _without_number(case)
    facts = _facts_that_count(case, aim)
    value, read_on = _read(case, facts), last_day(facts)
    climb = Climb(*added_first(facts, case.aim.comparator), aim, case.term.ends, _downwards(case))
    expected = climb.expected(case.today) if case.is_over or climb.began < read_on else None
    forecast = pace.rounded(value) if case.is_over else climb.forecast(value, read_on, case.term)
    state, sentence = _level_state(case, climb, value, expected)
    reason = sentence % case.names(value, expected, day=read_on)
    return Progress(value, aim, expected, forecast, (), state, reason)


def judge_share(case: Case) -> Progress:
    aim = case.aim.value
    if not case.facts or aim is None:
        return _without_number(case)
    facts = _facts_that_count(case, aim)
    value = _read(case, facts)
    state, sentence = _share_state(case, value, aim)
    return Progress(value, aim, aim, None, (), state, sentence % case.names(value, day=last_day(facts)))


def _without_number(case: Case) -> Progress:
    if not case.facts:
        return unrated(nothing_known(), case.aim.value)
    value = _read(case, case.facts)
    sentence = _("Poslední hodnota k %(day)s je %(achieved)s, kolik má být, cíl neurčuje.")
    return by_word(case, value, (State.UNRATED, sentence % case.names(value, day=last_day(case.facts))))


def _read(case: Case, facts: Facts) -> Decimal:
    return mean_of_last(facts) if case.aim.kind == Kind.SHARE else added_last(facts, case.aim.comparator)


def _facts_that_count(case: Case, aim: Decimal) -> Facts:
    """Up to the deadline; what was reached by then stays reached, and what came later counts where it was not."""
    in_time = case.in_term
    return in_time if in_time and is_met(_read(case, in_time), aim, downwards=_downwards(case)) else case.facts


def _downwards(case: Case) -> bool:
    return case.aim.comparator == Comparator.MAX


def _level_state(case: Case, climb: Climb, value: Decimal, expected: Decimal | None) -> tuple[State, str]:
    if is_met(value, climb.aim, downwards=climb.downwards):
        return _met(case, lasting=climb.downwards)
    if case.is_over:
        return State.OFF_TRACK, _not_reached()
    if expected is None:  # read once: there is no pace yet
        return State.AT_RISK if pace.is_closing(case.term, case.today) else State.UNRATED, _read_once()
    if pace.is_young(case.term, case.today):
        return State.ON_TRACK, _("Období teprve začalo, hodnota k %(day)s je %(achieved)s, má být %(bound)s.")
    sentence = _("Hodnota k %(day)s je %(achieved)s, má být %(bound)s, rovnoměrnému postupu odpovídá %(expected)s.")
    return climb.state(value, expected), sentence


def _share_state(case: Case, value: Decimal, aim: Decimal) -> tuple[State, str]:
    """A share below its aim that keeps the even pace may be one that grows through the year: at risk, not off track."""
    downwards = _downwards(case)
    if is_met(value, aim, downwards=downwards):
        return _met(case, lasting=True)
    if case.is_over:
        return State.OFF_TRACK, _not_reached()
    grows = not downwards and value >= pace.expected(aim, case.term, case.today)
    risky = grows or is_near(value, aim, downwards=downwards) or pace.is_young(case.term, case.today)
    return State.AT_RISK if risky else State.OFF_TRACK, _as_read()


def _met(case: Case, *, lasting: bool) -> tuple[State, str]:
    if lasting and not case.is_over:
        return State.ON_TRACK, _as_read()
    return State.DONE, _("Splněno: hodnota k %(day)s je %(achieved)s, má být %(bound)s.")


def _not_reached() -> str:
    return _("Termín %(due)s uplynul a hodnota k %(day)s je %(achieved)s, má být %(bound)s.")


def _read_once() -> str:
    return _("Zatím je jediný údaj, k %(day)s je to %(achieved)s, má být %(bound)s.")


def _as_read() -> str:
    return _("Hodnota k %(day)s je %(achieved)s, má být %(bound)s.")
