"""What a person has on their desk, their goals and what meetings gave them to do; and which goals nobody has, or nobody
has moved for long."""

from collections import defaultdict

from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from centres.access import Right
from evaluations.meetings.actions import by_goal
from evaluations.models import ActionItem
from evaluations.overview.still import STILL_AFTER, last_moves, still_goals
from goals.models import Document, Goal
from goals.owners import owners_of, with_owner, without_owner
from goals.states import GoalState
from goals.views.scope import year_of
from goals.workflow import closed_reason


def _open_actions():
    related = ("meeting__centre", "goal__centre", "goal__document", "person", "settled_by")
    return ActionItem.objects.open().select_related(*related).order_by("due_on", "pk")


@require_safe
def my_goals(request):
    """How each of the person's goals stands and what waits in it; and what they have to do."""
    today = timezone.localdate()
    goals = Goal.objects.visible_to(request.rights).changeable().current().with_content().in_document_order()
    goals = with_owner(goals.select_related("document", "centre__parent", "amends"), on=today, person=request.user)
    goals, by_year = list(goals), defaultdict(list)
    for goal in goals:
        if goal.state == GoalState.APPROVED:
            by_year[goal.document.year or today.year].append(goal)
    moves = {move.goal.pk: move for year, own in by_year.items() for move in last_moves(own, year=year, on=today)}
    agreed = by_goal(_open_actions().filter(goal__in={goal.root_id for goal in goals}))
    context = {
        "today": today,
        "rows": [{"goal": goal, "move": moves.get(goal.pk), "actions": agreed.get(goal.root_id, ())} for goal in goals],
        "actions": _open_actions().at_work(today, person=request.user),
        "still_after": STILL_AFTER.days,
    }
    return render(request, "evaluations/my_goals.html", context)


@require_safe
def still(request, year):
    """For a head their centre's goals, for those above all of them and the network's."""
    document, rights, today = year_of(request, year), request.rights, timezone.localdate()
    running = Goal.objects.approved().running(today).in_hand(today)
    goals = running.filter(document=document)
    if rights.sees_network:
        goals = running.filter(Q(document=document) | Q(document__in=Document.objects.term_on(today)))
    else:
        centres = list(rights.own_centres())
        own = [centre for centre in centres if rights.may(Right.ASSIGN, centre)]
        if not own:
            rights.require(*((Right.ASSIGN, centres[0]) if centres else (Right.SEE_NETWORK,)))
        goals = goals.filter(centre__in=own)
    goals = goals.in_document_order().with_content().select_related("document", "centre__parent", "amends")
    reason = closed_reason(document)
    moves = [] if reason else still_goals(goals, year=year, on=today)
    context = {
        "document": document,
        "read_only_reason": reason,
        "unowned": [] if reason else list(without_owner(goals, on=today)),
        "moves": moves,
        "owners": owners_of([move.goal for move in moves], on=today),
        "still_after": STILL_AFTER.days,
        "sees_network": rights.sees_network,
    }
    return render(request, "evaluations/still_goals.html", context)
