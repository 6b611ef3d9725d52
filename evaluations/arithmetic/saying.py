"""What the meetings said last, as a state and a sentence."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from evaluations.arithmetic.shapes import Said
from evaluations.states import Stand, State
from goals.formatting import format_date

STATES = {
    Stand.ON_TRACK: State.ON_TRACK,
    Stand.AT_RISK: State.AT_RISK,
    Stand.OFF_TRACK: State.OFF_TRACK,
    Stand.DONE: State.DONE,
}
WORST_FIRST = (State.OFF_TRACK, State.AT_RISK, State.ON_TRACK, State.DONE)
MONTHS_OF_TRUST = 3


def heard(said: Iterable[Said], *, today: date) -> tuple[Said, ...]:
    """What was said by `today`: a month that is not over yet may already have had its meeting."""
    return tuple(word for word in said if _month(word.on) <= _month(today))


def last_said(said: Iterable[Said]) -> Said | None:
    """The last stand that says something; of two on one day the worse one."""
    telling = [word for word in said if word.stand in STATES]
    return max(telling, key=lambda word: (word.on, -WORST_FIRST.index(STATES[word.stand])), default=None)


def state_of(word: Said) -> State:
    return STATES[word.stand]


def reason_of(word: Said, *, today: date) -> str:
    """After three months the sentence says that nothing newer is known."""
    facts = {"date": format_date(word.on), "stand": Stand(word.stand).label}
    if _month(today) - _month(word.on) > MONTHS_OF_TRUST:
        return _("Naposledy to hodnotila porada k %(date)s: %(stand)s, novější hodnocení není.") % facts
    return _("Porada k %(date)s uvedla: %(stand)s.") % facts


def _month(day: date) -> int:
    return day.year * 12 + day.month
