"""One goal as the people inside see it, with its whole history; and the record of all events."""

from itertools import pairwise

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centres import access
from centres.access import Right
from centres.events import full_label, timeline
from centres.models import Event
from goals.diff import word_pieces
from goals.ending import may_end_at_once, resume_problems
from goals.forms.owners import OwnersEditor
from goals.history import approved_wordings, events_of, holding, last_returns, predecessors
from goals.log import COLUMNS, CSV_ROWS, LogFilter, page_of, table_of
from goals.models import GoalOwner
from goals.owners import owning_right
from goals.personal_data import places_of_goals, suspects_in
from goals.remarks import remarks_on
from goals.states import EDITABLE, OPEN, GoalState
from goals.tables import csv_lines
from goals.transitions import DECIDING, SUBMITTING, amending_right, writing_right
from goals.views.scope import goal_of
from goals.workflow import WAITS_FOR_SUCCESSOR, available, closed_reason
from goals.writing import amendment_problems, open_amendment


@require_safe
def work_goal(request, pk):
    goal = goal_of(request, pk)
    before = predecessors([goal]).get(goal.pk)
    # What the approved changes of the goal were, the last one first: both wordings, beside one another.
    pairs = pairwise(approved_wordings(goal))
    changes = [{"old": old, "new": new, "pieces": word_pieces(old.text, new.text)} for old, new in pairs][::-1]
    context = {
        "goal": goal,
        "before": before,
        "pieces": word_pieces(before.text, goal.text) if before else (),
        "holds": holding([goal.root_id]).get(goal.root_id),
        "change": open_amendment(goal) if not goal.is_amendment else None,
        "returned": last_returns([goal]).get(goal.pk) if goal.state == GoalState.RETURNED else None,
        "remarks": remarks_on(goal, goal.targets.all(), year=goal.document.year) if goal.state in OPEN else (),
        "asked_before": suspects_in(places_of_goals([goal], page="goal-edit")) if goal.state in EDITABLE else (),
        "steps": timeline(events_of(goal)),
        "changes": changes,
        "owner_form": OwnersEditor([goal], on=timezone.localdate()).forms[0],
        "former_owners": GoalOwner.objects.filter(goal=goal.root_id, valid_until__lt=timezone.localdate()),
        "may_assign": request.rights.may(owning_right(goal), goal.centre),
        "actions": {transition.name for transition in available(goal, request.rights)},
        **allowed_now(goal, request.rights),
    }
    return render(request, "work/goal.html", context)


def allowed_now(goal, rights):
    """For a goal's page: may it be edited, changed, decided about; `read_only_reason` says why its wording stays."""
    closed = closed_reason(goal.document)
    if closed and goal.state != GoalState.SUPERSEDED:
        return NOTHING | {"read_only_reason": closed}
    if goal.is_amendment and goal.state in OPEN and (successor := goal.taken_over_by(rights.on)):
        return NOTHING | {"read_only_reason": WAITS_FOR_SUCCESSOR % {"centre": goal.centre, "successor": successor}}
    writing, deciding = writing_right(goal), DECIDING[goal.level]
    amending = amending_right(goal)
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
    holds = goal.state == GoalState.APPROVED and not problems
    at_once = holds and may_end_at_once(goal, rights, on=timezone.localdate())
    return {
        "may_end": holds and (may_amend or at_once),
        "may_mend": holds and rights.may(deciding),
        "may_resume": rights.may(deciding) and goal.ends_on is not None and not list(resume_problems(goal)),
        "may_edit": may_write and goal.state in EDITABLE,
        "may_amend": may_amend and goal.state == GoalState.APPROVED and not problems,
        "may_decide": rights.may(deciding) and goal.state == GoalState.SUBMITTED,
        "read_only_reason": reason,
    }


NOTHING = {"may_edit": False, "may_amend": False, "may_decide": False}


def _names(right):
    return _(" nebo ").join(access.role_labels(right))


@require_safe
def log(request):
    request.rights.require(Right.READ_LOG)
    log_filter = LogFilter(request.GET or None, queryset=Event.objects.all())
    page, events = page_of(log_filter.found, request.GET.get("page"))
    rows = [{"event": event, "label": full_label(event.subject_kind, event.name)} for event in events]
    context = {"filter": log_filter, "page": page, "rows": rows}
    return render(request, "work/log.html", context, status=400 if log_filter.is_invalid else 200)


@require_safe
def log_export(request):
    """What the filters have found, as a file."""
    request.rights.require(Right.READ_LOG)
    log_filter = LogFilter(request.GET or None, queryset=Event.objects.newest_first())
    lines = csv_lines(COLUMNS, table_of(log_filter.found.iterator(chunk_size=CSV_ROWS)))
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        status=400 if log_filter.is_invalid else 200,
        headers={"Content-Disposition": f'attachment; filename="{_("zaznam")}.csv"'},
    )
