"""What is read off and not added up: a level (2 000 followers) and a share (80 % of clients); the last value counts.

A level is reached on a day and then done; a share, and a level that must not be passed, hold for the whole term and are
done only when it is over. Exactly so much is judged as at least so much.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluations.progress import pace
from evaluations.progress.amounts import added_first, added_last, last_day, mean_of_last
from evaluations.progress.case import Case, nothing_known, unrated
from evaluations.progress.ratings import by_rating
from evaluations.progress.values import Fact, Period, Progress
from evaluations.states import State
from goals.states import Kind

NEAR = Decimal("0.1")  # of the number that should be there


def judge_level(case: Case) -> Progress:
    """The last value against the straight way from the first one that is known to the target's number."""
    aim = case.aim.value
    if not case.facts or aim is None:
        return _without_number(case)
    facts = _facts_that_count(case, aim)
    value, read_on = _read(case, facts), last_day(facts)
    climb = Climb(*added_first(facts, case.aim.comparator), aim, case.term.ends, case.is_limit)
    expected = climb.expected(case.today) if case.is_over or climb.began < read_on else None
    forecast = pace.rounded(value) if case.is_over else climb.forecast(value, read_on, case.term)
    if _is_met(value, aim, downwards=case.is_limit):
        state, sentence = _met(case, lasting=case.is_limit)
    elif case.is_over:
        state, sentence = State.OFF_TRACK, _not_reached()
    elif expected is None:  # read once: there is no pace yet
        state = State.AT_RISK if pace.is_closing(case.term, case.today) else State.UNRATED
        sentence = _("Zatím je jediný údaj, k %(day)s je to %(achieved)s, má být %(bound)s.")
    elif pace.is_young(case.term, case.today):
        state = State.ON_TRACK
        sentence = _("Období teprve začalo, hodnota k %(day)s je %(achieved)s, má být %(bound)s.")
    else:
        state = climb.state(value, expected)
        sentence = _("Hodnota k %(day)s je %(achieved)s, má být %(bound)s, rovnoměrnému postupu odpovídá %(expected)s.")
    return Progress(value, aim, expected, forecast, (), state, sentence % case.names(value, expected, day=read_on))


def judge_share(case: Case) -> Progress:
    """A share below its aim that keeps the even pace may be one that grows through the year: at risk, not off track."""
    aim = case.aim.value
    if not case.facts or aim is None:
        return _without_number(case)
    facts = _facts_that_count(case, aim)
    value = _read(case, facts)
    if _is_met(value, aim, downwards=case.is_limit):
        state, sentence = _met(case, lasting=True)
    elif case.is_over:
        state, sentence = State.OFF_TRACK, _not_reached()
    else:
        grows = not case.is_limit and value >= pace.expected(aim, case.term, case.today)
        near = _is_near(value, aim, downwards=case.is_limit)
        is_risk = grows or near or pace.is_young(case.term, case.today)
        state, sentence = State.AT_RISK if is_risk else State.OFF_TRACK, _as_read()
    return Progress(value, aim, aim, None, (), state, sentence % case.names(value, day=last_day(facts)))


@dataclass(frozen=True)
class Climb:
    """The way of a level from the first value that is known to its aim, on a straight line; down under a limit."""

    began: date
    start: Decimal
    aim: Decimal
    ends: date
    downwards: bool

    def expected(self, today: date) -> Decimal:
        """By the day; the aim itself where the first value met it, which then only has to be held."""
        days = (self.ends - self.began).days
        if days <= 0 or _is_met(self.start, self.aim, downwards=self.downwards):
            return pace.rounded(self.aim)
        gone = min((today - self.began).days, days)
        return pace.rounded(self.start + (self.aim - self.start) * gone / days)

    def state(self, value: Decimal, expected: Decimal) -> State:
        """On track from 0.9 of the way that should be behind, at risk from 0.6 or within a tenth of the number."""
        sign = -1 if self.downwards else 1
        gone, due = (value - self.start) * sign, (expected - self.start) * sign
        if _is_met(value, expected, downwards=self.downwards) or 0 < due * pace.ON_TRACK <= gone:
            return State.ON_TRACK
        near = _is_near(value, expected, downwards=self.downwards)
        return State.AT_RISK if near or 0 < due * pace.AT_RISK <= gone else State.OFF_TRACK

    def forecast(self, value: Decimal, on: date, term: Period) -> Decimal | None:
        """The line through the first and the last value, to the end; None when they lie too close to say anything."""
        span = (on - self.began).days
        if span * pace.TWELFTH < term.days:
            return None
        left = max((self.ends - on).days, 0)
        return pace.rounded(max(value + (value - self.start) * left / span, Decimal(0)))


def _without_number(case: Case) -> Progress:
    if not case.facts:
        return unrated(nothing_known(), case.aim.value)
    value = _read(case, case.facts)
    sentence = _("Poslední hodnota k %(day)s je %(achieved)s, kolik má být, cíl neurčuje.")
    return by_rating(case, value, (State.UNRATED, sentence % case.names(value, day=last_day(case.facts))))


def _facts_that_count(case: Case, aim: Decimal) -> tuple[Fact, ...]:
    """Up to the deadline; what was reached by then stays reached, and what came later counts where it was not."""
    in_time = case.in_term
    return in_time if in_time and _is_met(_read(case, in_time), aim, downwards=case.is_limit) else case.facts


def _read(case: Case, facts: tuple[Fact, ...]) -> Decimal:
    return mean_of_last(facts) if case.aim.kind == Kind.SHARE else added_last(facts, case.aim.comparator)


def _is_met(value: Decimal, aim: Decimal, *, downwards: bool) -> bool:
    return value <= aim if downwards else value >= aim


def _is_near(value: Decimal, aim: Decimal, *, downwards: bool) -> bool:
    return _is_met(value, aim * (1 + NEAR if downwards else 1 - NEAR), downwards=downwards)


def _met(case: Case, *, lasting: bool) -> tuple[State, str]:
    if lasting and not case.is_over:
        return State.ON_TRACK, _as_read()
    return State.DONE, _("Splněno: hodnota k %(day)s je %(achieved)s, má být %(bound)s.")


def _not_reached() -> str:
    return _("Termín %(due)s uplynul a hodnota k %(day)s je %(achieved)s, má být %(bound)s.")


def _as_read() -> str:
    return _("Hodnota k %(day)s je %(achieved)s, má být %(bound)s.")
