"""Meetings of a team: the year's twelve, the screen of one, its closing, opening again, sheet and minutes."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from evaluations.meetings.agenda import months_of
from evaluations.models import Meeting, Minutes
from evaluations.states import MeetingKind
from evaluations.views import meeting_page, meeting_ways
from evaluations.views.occasion import Occasion, team_occasion
from evaluations.views.scope import plan_of


@require_safe
def meetings(request, year, slug):
    plan = plan_of(request, year, slug)
    now = timezone.now()
    months = months_of(MeetingKind.TEAM, year, centre=plan.centre, now=now, today=timezone.localdate(now))
    rows = [month_row(month, Occasion(request, month.meeting, plan)) for month in months]
    return render(request, "evaluations/meetings.html", {"plan": plan, "rows": rows, "following": following(rows)})


def month_row(month, occasion):
    return {"month": month, "name": month.meeting.period_label, "url": occasion.url()}


def following(rows):
    """The first month that can be written into and is not closed yet, where there is something to evaluate."""
    return next((row for row in rows if row["month"].is_waiting), None)


@require_http_methods(["GET", "POST"])
def meeting(request, year, slug, month):
    return meeting_page.answer(request, team_occasion(request, year, slug, month))


@require_safe
def meeting_closed(request, year, slug, month):
    return meeting_ways.closed(request, team_occasion(request, year, slug, month))


@require_http_methods(["GET", "POST"])
def meeting_reopen(request, year, slug, month):
    return meeting_ways.reopen(request, team_occasion(request, year, slug, month))


@require_safe
def meeting_sheet(request, year, slug, month):
    return meeting_ways.sheet(request, team_occasion(request, year, slug, month))


@require_safe
def minutes(request, pk):
    """The file as it was made when the meeting was closed."""
    visible = Meeting.objects.visible_to(request.rights).order_by()
    found = get_object_or_404(Minutes.objects.select_related("meeting__centre"), pk=pk, meeting__in=visible)
    headers = {"Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{_name(found)}"'}
    return HttpResponse(bytes(found.content), headers=headers)


def _name(minutes):
    meeting = minutes.meeting
    who = meeting.centre.slug if meeting.centre_id else meeting.kind
    return f"zapis-{who}-{meeting.year}-{meeting.month or 'rok'}-{minutes.number}.pdf"
