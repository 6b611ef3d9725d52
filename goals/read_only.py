"""What can be done with a goal just now, and otherwise in words why not and who can open it."""

from django.utils.translation import gettext as _

from centres import access
from centres.access import Right
from goals.states import EDITABLE, GoalState, Level
from goals.transitions import DECIDING, SUBMITTING, writing_right
from goals.workflow import closed_reason
from goals.writing import amendment_problems


def allowed_now(goal, rights):
    """For a goal's page: may it be edited, changed, decided about; `read_only_reason` says why its wording stays."""
    closed = closed_reason(goal.document)
    if closed and goal.state != GoalState.SUPERSEDED:
        return {"may_edit": False, "may_amend": False, "may_decide": False, "read_only_reason": closed}
    writing, deciding = writing_right(goal), DECIDING[goal.level]
    amending = Right.AMEND if goal.level == Level.OPERATIONAL else Right.WRITE_COMMITMENT
    may_write, may_amend = rights.may(writing, goal.centre), rights.may(amending, goal.centre)
    problems = list(amendment_problems(goal)) if goal.state == GoalState.APPROVED else []
    if goal.state in EDITABLE:
        reason = "" if may_write else access.refusal(writing)
    elif goal.state == GoalState.SUBMITTED:
        reason = _("Čeká na rozhodnutí, a proto ho nejde upravit. Zpět ho může vzít %(submitter)s, vrátit %(decider)s.")
        reason %= {"submitter": _names(SUBMITTING[goal.level]), "decider": _names(deciding)}
    elif goal.state == GoalState.APPROVED and not may_amend:
        reason = _("Schválený cíl se nepřepisuje. Změnu může navrhnout %(who)s.") % {"who": _names(amending)}
    elif goal.state == GoalState.APPROVED:
        reason = problems[0] if problems else ""
    elif goal.state == GoalState.SUPERSEDED:
        reason = _("Toto znění nahradila schválená změna; zůstává k nahlédnutí, jak bylo.")
    else:
        reason = _("Cíl je vyřazený. Mezi rozepsané ho může vzít zpět %(who)s.") % {"who": _names(writing)}
    return {
        "may_edit": may_write and goal.state in EDITABLE,
        "may_amend": may_amend and goal.state == GoalState.APPROVED and not problems,
        "may_decide": rights.may(deciding) and goal.state == GoalState.SUBMITTED,
        "read_only_reason": reason,
    }


def _names(right):
    return _(" nebo ").join(access.role_labels(right))
