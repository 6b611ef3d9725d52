"""The first query of a private view of a team: only what the person may see. The rest of the network answers 404.

Plans, goals and years are in goals/views/scope.py, records and their files beside their pages.
"""

from django.http import Http404

from centres.network import call_as_then
from evaluations.models import Meeting
from evaluations.states import MeetingKind
from evaluations.teams import members_of


def centres_of(request, plan):
    """The centre of the plan and the branches that join it, as far as the person sees them."""
    centres = members_of(plan.centre, plan.document.year).filter(request.rights.in_scope())
    centres = centres.select_related("region").order_by("position")
    call_as_then([(centre, plan.document.year) for centre in centres])
    return centres


def meeting_of(plan, month):
    """The team's meeting of the month; nothing is written by looking at it, so a month without one is a new row."""
    if not 1 <= month <= 12:
        raise Http404
    facts = {"kind": MeetingKind.TEAM, "centre": plan.centre, "year": plan.document.year, "month": month}
    meeting = Meeting.objects.filter(**facts).first() or Meeting(**facts)
    meeting.centre = plan.centre  # under the name that it has on the page
    return meeting
