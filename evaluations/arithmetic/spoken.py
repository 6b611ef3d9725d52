"""Kinds that a meeting judges rather than a number: milestones, each of a circle, and goals evaluated in words."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluations.arithmetic.amounts import by_thing
from evaluations.arithmetic.case import Case, by_word, nothing_known
from evaluations.arithmetic.saying import last_said, state_of
from evaluations.arithmetic.shapes import Progress
from evaluations.states import Adds, State
from goals.formatting import format_date

LAST_DAYS = timedelta(days=30)  # before a milestone's day, in which silence is a risk


def judge_narrative(case: Case) -> Progress:
    """Achieved is what the records add up to, where the goal has any; silence adds nothing."""
    achieved = case.counted() if case.facts else None
    return by_word(case, achieved, (State.UNRATED, _("Zatím to žádná porada nehodnotila.")))


def judge_each(case: Case) -> Progress:
    """Achieved are the members who have it; how many the circle has, the target does not say, so there is no aim.

    The target's number is for each of them ("každý pracovník: 2×") and no sum: two trainings of one worker out of five
    fulfil nothing. Where no fact names anybody, the amounts are added up.
    """
    achieved = _members(case)
    if achieved is None:
        return by_word(case, None, (State.UNRATED, nothing_known()))
    sentence = _("Stav k %(day)s je %(achieved)s, splnění u každého z okruhu zhodnotí porada.")
    return by_word(case, achieved, (State.UNRATED, sentence % case.names(achieved)))


def _members(case: Case) -> Decimal | None:
    named = [own for thing, own in by_thing(case.facts).items() if thing]
    if not named or case.adds == Adds.LAST:  # then a thing is the centre whose value was read off, and no member
        return case.counted()
    enough = case.aim.value or Decimal(0)
    sums = [sum((fact.amount for fact in own), Decimal(0)) for own in named]
    return Decimal(sum(1 for amount in sums if amount > 0 and amount >= enough))


def judge_milestone(case: Case) -> Progress:
    """Achieved is 1 or 0, and nothing more is counted. The last meeting may take back what one before called done."""
    due = case.aim.deadline or case.period.ends
    reached_on = min((fact.on for fact in case.facts if fact.amount >= 1), default=None)
    if reached_on is not None:
        return _milestone(State.DONE, Decimal(1), _("Splněno %(day)s.") % {"day": format_date(reached_on)})
    word = last_said(case.said)
    if case.today >= due and not (word and state_of(word) == State.DONE):
        sentence = _("Termín %(due)s uplynul a splnění není doloženo.") % {"due": format_date(due)}
        return _milestone(State.OFF_TRACK, _not_yet(case), sentence)
    achieved = Decimal(1) if word and state_of(word) == State.DONE else _not_yet(case)
    return by_word(case, achieved, _silent(case, due))


def _milestone(state: State, achieved: Decimal | None, reason: str) -> Progress:
    return Progress(achieved, None, None, None, (), state, reason)


def _not_yet(case: Case) -> Decimal | None:
    return Decimal(0) if case.facts or case.is_reported or last_said(case.said) else None


def _silent(case: Case, due: date) -> tuple[State, str]:
    if due - case.today <= LAST_DAYS:
        sentence = _("Termín %(due)s se blíží a žádná porada to zatím nehodnotila.")
        return State.AT_RISK, sentence % {"due": format_date(due)}
    return State.UNRATED, _("Zatím to žádná porada nehodnotila, termín je %(due)s.") % {"due": format_date(due)}
