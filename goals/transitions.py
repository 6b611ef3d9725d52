"""The whole way of a goal on one screen: which change of state leads from where to where, and who may make it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from centres.access import Right
from goals.states import EDITABLE, OPEN, GoalState, Level


@dataclass(frozen=True)
class Transition:
    name: str
    label: str
    sources: frozenset
    target: str
    rights: dict = field(default_factory=dict)  # by level of the goal; whoever has no levels keeps them beside
    needs_comment: bool = False
    by_its_author: bool = True  # False: whoever wrote the goal leaves it to somebody else


def _same(centres, network):
    return {Level.OPERATIONAL: centres, Level.LONG_TERM: network, Level.STRATEGIC: network}


WRITING = _same(Right.WRITE, Right.WRITE_COMMITMENT)
SUBMITTING = _same(Right.SUBMIT, Right.WRITE_COMMITMENT)
DECIDING = {
    Level.OPERATIONAL: Right.DECIDE,
    Level.LONG_TERM: Right.DECIDE_LONG_TERM,
    Level.STRATEGIC: Right.DECIDE_STRATEGIC,
}

TRANSITIONS = (
    Transition("submit", _("Odeslat ke schválení"), EDITABLE, GoalState.SUBMITTED, SUBMITTING),
    Transition("recall", _("Vzít zpět"), frozenset({GoalState.SUBMITTED}), GoalState.DRAFT, SUBMITTING),
    Transition(
        "return",
        _("Vrátit k přepracování"),
        frozenset({GoalState.SUBMITTED}),
        GoalState.RETURNED,
        DECIDING,
        needs_comment=True,
    ),
    Transition(
        "approve", _("Schválit"), frozenset({GoalState.SUBMITTED}), GoalState.APPROVED, DECIDING, by_its_author=False
    ),
    Transition("drop", _("Vyřadit"), EDITABLE, GoalState.DROPPED, WRITING),
    Transition("restore", _("Vzít zpět mezi rozepsané"), frozenset({GoalState.DROPPED}), GoalState.DRAFT, WRITING),
)
BY_NAME = {transition.name: transition for transition in TRANSITIONS}
# Comes with the approval of an amendment, never by itself: nobody is offered it and nobody can ask for it.
SUPERSEDE = Transition(
    "supersede", _("Nahradit změnou"), frozenset({GoalState.APPROVED}), GoalState.SUPERSEDED, DECIDING
)
# Come with a verb of whoever decides that needs no second person (an end at once, a mended typo): not offered either.
AT_ONCE = Transition("approve", _("Schválit"), frozenset({GoalState.DRAFT}), GoalState.APPROVED, DECIDING)
LAPSE = Transition("drop", _("Vyřadit"), OPEN, GoalState.DROPPED, DECIDING)
# Comes with a whole document that was approved and published elsewhere; nobody is offered it for one goal.
ADOPT = Transition(
    "adopt",
    _("Převzít jako schválené a vydané"),
    frozenset({GoalState.DRAFT}),
    GoalState.APPROVED,
    {Level.OPERATIONAL: Right.ADOPT},
)
WRITTEN = frozenset({"create", "write", "amend", "end"})  # events by which a person becomes an author of the goal


def writing_right(goal):
    """An amendment of a centre's goal is its head's; drafts are everybody's who works there."""
    if goal.is_amendment and goal.level == Level.OPERATIONAL:
        return Right.AMEND
    return WRITING[goal.level]


def amending_right(goal):
    """Who proposes that an approved goal changes or ends."""
    return Right.AMEND if goal.level == Level.OPERATIONAL else Right.WRITE_COMMITMENT


def right_for(transition, goal):
    return writing_right(goal) if transition.rights is WRITING else transition.rights[goal.level]
