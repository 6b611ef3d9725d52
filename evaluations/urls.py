"""Addresses of evaluation: the public ones stay for good, the workspace is for signed-in people."""

from django.urls import path

from evaluations.states import MeetingKind
from evaluations.views import above
from evaluations.views import meetings as team

HEADS, ANNUAL, DIRECTOR = ({"kind": kind} for kind in (MeetingKind.HEADS, MeetingKind.ANNUAL, MeetingKind.DIRECTOR))


def above_paths(route, name, kind):
    """The four pages of a meeting above the teams."""
    return [
        path(route, above.meeting, kind, name=name),
        path(f"{route}tisk/", above.meeting_sheet, kind, name=f"{name}-sheet"),
        path(f"{route}uzavreno/", above.meeting_closed, kind, name=f"{name}-closed"),
        path(f"{route}otevrit/", above.meeting_reopen, kind, name=f"{name}-reopen"),
    ]


public = []
records = []
meetings = [
    path("prace/zapisy/<int:pk>.pdf", team.minutes, name="minutes"),
    path("prace/<int:year>/porady-vedoucich/", above.heads_meetings, name="heads-meetings"),
    *above_paths("prace/<int:year>/porady-vedoucich/<int:month>/", "heads-meeting", HEADS),
    *above_paths("prace/<int:year>/vyrocni-porada/", "annual-meeting", ANNUAL),
    *above_paths("prace/<int:year>/hodnoceni-reditele/", "director-meeting", DIRECTOR),
    path("prace/<int:year>/<slug:slug>/porady/", team.meetings, name="meetings"),
    path("prace/<int:year>/<slug:slug>/porady/<int:month>/", team.meeting, name="meeting"),
    path("prace/<int:year>/<slug:slug>/porady/<int:month>/tisk/", team.meeting_sheet, name="meeting-sheet"),
    path("prace/<int:year>/<slug:slug>/porady/<int:month>/uzavreno/", team.meeting_closed, name="meeting-closed"),
    path("prace/<int:year>/<slug:slug>/porady/<int:month>/otevrit/", team.meeting_reopen, name="meeting-reopen"),
]
standings = []
closings = []
releases = []
urlpatterns = public + records + meetings + standings + closings + releases
