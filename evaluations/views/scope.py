"""The first query of every private view here: only what the person may see. The rest of the network answers 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from evaluations.models import Meeting, Record
from evaluations.states import MeetingKind
from evaluations.teams import members_of
from goals.views.scope import plan_of, seen_version, year_of

__all__ = ["centres_of", "meeting_of", "plan_of", "record_of", "seen_version", "year_of"]


def centres_of(request, plan):
    """The centre of the plan and the branches that join it, as far as the person sees them."""
    centres = members_of(plan.centre, plan.document.year).filter(request.rights.in_scope())
    return centres.select_related("region").order_by("position")


def meeting_of(plan, month):
    """The team's meeting of the month; nothing is written by looking at it, so a month without one is a new row."""
    if not 1 <= month <= 12:
        raise Http404
    facts = {"kind": MeetingKind.TEAM, "centre": plan.centre, "year": plan.document.year, "month": month}
    return Meeting.objects.select_related("centre").filter(**facts).first() or Meeting(**facts)


def record_of(request, pk):
    records = Record.objects.visible_to(request.rights).counted()
    return get_object_or_404(records.select_related("centre__parent", "meeting__centre", "indicator"), pk=pk)
