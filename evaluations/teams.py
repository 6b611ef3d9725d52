"""Which team evaluates what: whose meeting a month of a centre belongs to, and the meetings themselves as rows."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from centres.models import Centre
from evaluations.models import Meeting
from evaluations.states import MeetingKind
from evaluations.workflow import evaluated_reason
from goals.models import Document, Plan
from goals.workflow import Refused


def team_of(centre, year):
    """A branch without goals of its own that year joins its main centre; everybody else is a team."""
    if centre.parent_id is None:
        return centre
    plans = Plan.objects.filter(document__year=year)
    if plans.filter(centre=centre).exists() or not plans.filter(centre=centre.parent_id).exists():
        return centre
    return centre.parent


def members_of(team, year):
    """The centre itself and its branches without goals of their own that year."""
    own = Plan.objects.filter(document__year=year, centre=OuterRef("pk"))
    branches = Centre.objects.filter(~Exists(own), parent=team)
    return Centre.objects.filter(pk=team.pk) | branches.order_by()


def team_meeting(centre, year, month):
    """The meeting that evaluates the month of the centre; its row begins with the first thing written into it."""
    return _begun(kind=MeetingKind.TEAM, centre=team_of(centre, year), year=year, month=month)


def network_meeting(kind, year, month=None):
    return _begun(kind=kind, centre=None, year=year, month=month)


def begun(meeting):
    """The meeting as a row, where it may be one that nothing has been written into yet."""
    if meeting.kind == MeetingKind.TEAM:
        return team_meeting(meeting.centre, meeting.year, meeting.month)
    return network_meeting(meeting.kind, meeting.year, meeting.month)


def _begun(*, year, **facts):
    """The row, made where there is none. Whoever closes the year is waited for: a new one is not among the rows that
    they hold."""
    if meeting := Meeting.objects.filter(year=year, **facts).first():
        return meeting
    with transaction.atomic():
        list(Document.objects.for_year(year).select_for_update(no_key=True))
        if reason := evaluated_reason(year, facts["centre"] and facts["centre"].pk):
            raise Refused(reason)
        return Meeting.objects.get_or_create(year=year, **facts)[0]
