"""The first query of every private view here: only what the person may see. The rest of the network answers 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from evaluations.models import Evidence, Meeting, Record
from evaluations.states import MeetingKind
from evaluations.teams import members_of
from goals.models import Plan
from goals.views.scope import goal_of, plan_of, seen_version, year_of

__all__ = [
    "centres_of",
    "evidence_file_of",
    "evidence_row_of",
    "goal_of",
    "meeting_of",
    "plan_of",
    "plan_of_record",
    "record_of",
    "seen_version",
    "year_of",
]


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
    """Also one that was taken back: it can be counted again."""
    records = Record.objects.visible_to(request.rights)
    return get_object_or_404(records.select_related("centre__parent", "meeting__centre", "indicator"), pk=pk)


def plan_of_record(request, record):
    """The year in which the record is shown, as far as the person sees it."""
    plans = Plan.objects.visible_to(request.rights).select_related("document", "centre")
    return plans.filter(centre=record.meeting.centre_id, document__year=record.meeting.year).first()


def evidence_row_of(request, pk):
    """Of something that the person sees; also a file that was taken away, so that it can be said twice."""
    related = ("record__centre", "record__meeting__centre", "goal__centre", "goal__document")
    return get_object_or_404(Evidence.objects.visible_to(request.rights).select_related(*related), pk=pk)


def evidence_file_of(request, pk):
    """The same, as long as its file is there."""
    evidence = evidence_row_of(request, pk)
    if evidence.removed_at:
        raise Http404
    return evidence
