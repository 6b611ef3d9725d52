"""One goal as the people inside see it, with its whole history; the commitment; and the record of all events."""

from itertools import pairwise

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centres import access
from centres.access import Right
from centres.events import full_label, timeline
from centres.models import Event
from goals.diff import word_pieces
from goals.history import approved_wordings, events_of, holding, last_returns, predecessors
from goals.log import COLUMNS, CSV_ROWS, LogFilter, page_of, row
from goals.models import Goal
from goals.read_only import allowed_now
from goals.reading import goal_remarks
from goals.states import OPEN, GoalState, Level
from goals.tables import write_csv
from goals.views.scope import goal_of
from goals.workflow import available
from goals.writing import open_amendment


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
        "remarks": goal_remarks(goal, goal.targets.all(), year=goal.document.year) if goal.state in OPEN else (),
        "steps": timeline(events_of(goal)),
        "changes": changes,
        "actions": {transition.name for transition in available(goal, request.rights)},
        **allowed_now(goal, request.rights),
    }
    return render(request, "work/goal.html", context)


@require_safe
def commitment(request):
    """Strategic and long-term goals: everybody inside reads what holds, those above write and decide."""
    goals = Goal.objects.visible_to(request.rights).filter(centre=None).select_related("document")
    current = goals.current().in_document_order().prefetch_related("targets")
    levels = [
        {"level": level, "goals": [goal for goal in current if goal.level == level]}
        for level in (Level.STRATEGIC, Level.LONG_TERM)
    ]
    context = {
        "levels": levels,
        "may_write": request.rights.may(Right.WRITE_COMMITMENT),
        "who_writes": ", ".join(access.role_labels(Right.WRITE_COMMITMENT)),
    }
    return render(request, "work/commitment.html", context)


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
    response = HttpResponse(content_type="text/csv; charset=utf-8", status=400 if log_filter.is_invalid else 200)
    response["Content-Disposition"] = f'attachment; filename="{_("zaznam")}.csv"'
    write_csv(response, COLUMNS, map(row, log_filter.found.iterator(chunk_size=CSV_ROWS)))
    return response
