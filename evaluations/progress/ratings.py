"""What meetings said of a goal, as a state and a sentence; and the kinds that a meeting judges rather than a number:
milestones, each of a group, and goals evaluated in words."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluations.progress.amounts import by_thing
from evaluations.progress.case import Case, nothing_known
from evaluations.progress.values import Progress, Said
from evaluations.states import Adds, Stand, State
from goals.formatting import format_date

STATE_OF = {
    Stand.ON_TRACK: State.ON_TRACK,
    Stand.AT_RISK: State.AT_RISK,
    Stand.OFF_TRACK: State.OFF_TRACK,
    Stand.DONE: State.DONE,
}
WORST_FIRST = (State.OFF_TRACK, State.AT_RISK, State.ON_TRACK, State.DONE)
MONTHS_OF_TRUST = 3
LAST_DAYS = timedelta(days=30)  # before a milestone's day, in which silence is a risk


def ratings_until(today: date, ratings: Iterable[Said]) -> tuple[Said, ...]:
    """What was said by `today`: a month that is not over yet may already have had its meeting."""
    return tuple(rating for rating in ratings if _month(rating.on) <= _month(today))


def latest_rating(ratings: Iterable[Said]) -> Said | None:
    """The last one that says something; of two on one day the worse one."""
    telling = [rating for rating in ratings if rating.stand in STATE_OF]
    return max(telling, key=lambda rating: (rating.on, -WORST_FIRST.index(STATE_OF[rating.stand])), default=None)


def reason_of(rating: Said, today: date) -> str:
    """After three months the sentence says that nothing newer is known."""
    facts = {"date": format_date(rating.on), "stand": Stand(rating.stand).label}
    if _month(today) - _month(rating.on) > MONTHS_OF_TRUST:
        return _("Naposledy to hodnotila porada k %(date)s: %(stand)s, novější hodnocení není.") % facts
    return _("Porada k %(date)s uvedla: %(stand)s.") % facts


def _month(day: date) -> int:
    return day.year * 12 + day.month


def by_rating(case: Case, achieved: Decimal | None, otherwise: tuple[State, str]) -> Progress:
    """The target as the last meeting saw it, or `otherwise` where none has said anything."""
    latest = latest_rating(case.said)
    state, reason = (STATE_OF[latest.stand], reason_of(latest, case.today)) if latest else otherwise
    return Progress(achieved, None, None, None, (), state, reason)


def judge_narrative(case: Case) -> Progress:
    """Achieved is what the records add up to, where the goal has any; silence adds nothing."""
    achieved = case.counted() if case.facts else None
    return by_rating(case, achieved, (State.UNRATED, _("Zatím to žádná porada nehodnotila.")))


def judge_each(case: Case) -> Progress:
    """Achieved are the members who have it; how many the group has, the target does not say, so there is no aim.

    The target's number is for each of them ("každý pracovník: 2×") and no sum: two trainings of one worker out of five
    fulfil nothing. Where no fact names anybody, the amounts are added up.
    """
    named = [own for thing, own in by_thing(case.facts).items() if thing]
    if not named or case.adds == Adds.LAST:  # then a thing is the centre whose value was read off, and no member
        achieved = case.counted()
    else:
        enough = case.aim.value or Decimal(0)
        sums = [sum((fact.amount for fact in own), Decimal(0)) for own in named]
        achieved = Decimal(sum(1 for amount in sums if amount > 0 and amount >= enough))
    if achieved is None:
        return by_rating(case, None, (State.UNRATED, nothing_known()))
    sentence = _("Stav k %(day)s je %(achieved)s, splnění u každého z okruhu zhodnotí porada.")
    return by_rating(case, achieved, (State.UNRATED, sentence % case.names(achieved)))


def judge_milestone(case: Case) -> Progress:
    """Achieved is 1 or 0, and nothing more is counted. The last meeting may take back what one before called done."""
    reached_on = min((fact.on for fact in case.facts if fact.amount >= 1), default=None)
    if reached_on is not None:
        reason = _("Splněno %(day)s.") % {"day": format_date(reached_on)}
        return Progress(Decimal(1), None, None, None, (), State.DONE, reason)
    due = case.aim.deadline or case.period.ends
    day = {"due": format_date(due)}
    latest = latest_rating(case.said)
    is_done = latest is not None and STATE_OF[latest.stand] == State.DONE
    is_known = bool(case.facts) or case.is_reported or latest is not None
    achieved = Decimal(is_done) if is_known else None
    if case.today >= due and not is_done:
        reason = _("Termín %(due)s uplynul a splnění není doloženo.") % day
        return Progress(achieved, None, None, None, (), State.OFF_TRACK, reason)
    silent = State.UNRATED, _("Zatím to žádná porada nehodnotila, termín je %(due)s.") % day
    if due - case.today <= LAST_DAYS:
        silent = State.AT_RISK, _("Termín %(due)s se blíží a žádná porada to zatím nehodnotila.") % day
    return by_rating(case, achieved, silent)
