"""What cannot be done with a goal just now, said in words: why, and who can open it."""

from django.utils.translation import gettext as _

from centres import access
from centres.access import Right
from goals.states import EDITABLE, GoalState, Level
from goals.transitions import DECIDING, SUBMITTING, writing_right
from goals.workflow import closed_reason
from goals.writing import amendment_problems


def lock_of(goal, rights):
    """For a goal's page: may it be edited, may a change be proposed, and otherwise the sentence that says why not."""
    if closed := closed_reason(goal.document):
        return {"may_edit": False, "may_amend": False, "may_decide": False, "lock": closed}
    may_write = rights.may(writing_right(goal), goal.centre)
    amending = Right.AMEND if goal.level == Level.OPERATIONAL else Right.WRITE_COMMITMENT
    problems = list(amendment_problems(goal)) if goal.state == GoalState.APPROVED else []
    return {
        "may_edit": may_write and goal.state in EDITABLE,
        "may_amend": rights.may(amending, goal.centre) and goal.state == GoalState.APPROVED and not problems,
        "may_decide": rights.may(DECIDING[goal.level]) and goal.state == GoalState.SUBMITTED,
        "lock": _lock(goal, rights, may_write, amending, problems),
    }


def _lock(goal, rights, may_write, amending, problems):
    if goal.state in EDITABLE:
        return "" if may_write else access.refusal(writing_right(goal))
    if goal.state == GoalState.SUBMITTED:
        who = {
            "submitter": _names(SUBMITTING[goal.level]),
            "decider": _names(DECIDING[goal.level]),
        }
        return (
            _("Čeká na rozhodnutí, a proto ho nejde upravit. Zpět ho může vzít %(submitter)s, vrátit %(decider)s.")
            % who
        )
    if goal.state == GoalState.APPROVED:
        if not rights.may(amending, goal.centre):
            return _("Schválený cíl se nepřepisuje. Změnu může navrhnout %(who)s.") % {"who": _names(amending)}
        return problems[0] if problems else ""
    if goal.state == GoalState.SUPERSEDED:
        return _("Toto znění nahradila schválená změna; zůstává k nahlédnutí, jak bylo.")
    return _("Cíl je vyřazený. Mezi rozepsané ho může vzít zpět %(who)s.") % {"who": _names(writing_right(goal))}


def _names(right):
    return _(" nebo ").join(access.role_labels(right))
