"""Meetings above the teams: of the heads every month, with the department head and of the director every year."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from evaluations.meetings.agenda import months_of
from evaluations.states import MeetingKind
from evaluations.transitions import WRITING
from evaluations.views import meeting_page, meeting_ways
from evaluations.views.meetings import following, month_row
from evaluations.views.occasion import Occasion, occasion_above
from evaluations.views.scope import year_of


@require_safe
def heads_meetings(request, year):
    """The twelve of the year; those that are not closed yet are open to who looks after the network."""
    document, now = year_of(request, year), timezone.now()
    months = months_of(MeetingKind.HEADS, year, now=now, today=timezone.localdate(now))
    rows = [month_row(month, Occasion(request, month.meeting)) for month in months]
    context = {
        "document": document,
        "rows": rows,
        "following": following(rows) if request.rights.may(WRITING[MeetingKind.HEADS]) else None,
        "sees_open": request.rights.sees_network,
    }
    return render(request, "evaluations/heads_meetings.html", context)


@require_http_methods(["GET", "POST"])
def meeting(request, kind, year, month=None):
    return meeting_page.answer(request, occasion_above(request, kind, year, month))


@require_safe
def meeting_closed(request, kind, year, month=None):
    return meeting_ways.closed(request, occasion_above(request, kind, year, month))


@require_http_methods(["GET", "POST"])
def meeting_reopen(request, kind, year, month=None):
    return meeting_ways.reopen(request, occasion_above(request, kind, year, month))


@require_safe
def meeting_sheet(request, kind, year, month=None):
    return meeting_ways.sheet(request, occasion_above(request, kind, year, month))
