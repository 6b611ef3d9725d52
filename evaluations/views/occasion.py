"""One meeting as pages see it: the row, its four addresses, and what the person may do with it."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from centres import access
from evaluations.meetings import naming
from evaluations.models import Meeting
from evaluations.states import MONTHLY, MeetingKind
from evaluations.teams import meeting_above, team_meeting
from evaluations.transitions import WRITING, meeting_right
from evaluations.views.scope import meeting_of, plan_of, year_of
from goals.models import Plan

BASES = {
    MeetingKind.TEAM: "meeting",
    MeetingKind.HEADS: "heads-meeting",
    MeetingKind.ANNUAL: "annual-meeting",
    MeetingKind.DIRECTOR: "director-meeting",
}


@dataclass(frozen=True)
class Occasion:
    request: object
    meeting: Meeting  # a new row while nothing is written
    plan: Plan | None = None  # of a team

    def url(self, tail=""):
        meeting = self.meeting
        args = [meeting.year, *([self.plan.centre.slug] if self.plan else []), *([meeting.month] * bool(meeting.month))]
        return reverse(BASES[meeting.kind] + tail, args=args)

    def may(self, name):
        return self.request.rights.may(self._right(name), self.meeting.centre)

    def require(self, name):
        self.request.rights.require(self._right(name), self.meeting.centre)

    def who(self, name):
        """The roles that may do it, in words."""
        return ", ".join(access.role_labels(self._right(name)))

    def _right(self, name):
        return WRITING[self.meeting.kind] if name == "write" else meeting_right(name, self.meeting)

    def row(self):
        """The meeting as a row; made by the first thing that is written into it."""
        facts = self.meeting
        if facts.kind == MeetingKind.TEAM:
            return team_meeting(facts.centre, facts.year, facts.month)
        return meeting_above(facts.kind, facts.year, facts.month)

    def now_is(self):
        """The same as it is now, after somebody has written."""
        return Occasion(self.request, self.row(), self.plan)

    def next_month(self):
        """The meeting after this one, or None at the end of the year."""
        month = (self.meeting.month or 12) + 1
        if month > 12:
            return None
        facts = {"kind": self.meeting.kind, "centre": self.meeting.centre, "year": self.meeting.year, "month": month}
        return Occasion(self.request, Meeting(**facts), self.plan)

    @property
    def context(self):
        """What every page of the meeting shows."""
        meeting = self.meeting
        addresses = {name: self.url(f"-{name}") for name in ("closed", "reopen", "sheet")}
        return {
            "meeting": meeting,
            "plan": self.plan,
            "title": naming.title(meeting),
            "place": naming.place(meeting),
            "time": meeting.period_label,
            "urls": {"page": self.url(), "list": self._list(), **addresses},
        }

    def _list(self):
        if self.plan:
            return reverse("meetings", args=[self.meeting.year, self.plan.centre.slug])
        return reverse("heads-meetings", args=[self.meeting.year])


def team_occasion(request, year, slug, month):
    plan = plan_of(request, year, slug)
    return Occasion(request, meeting_of(plan, month), plan)


def occasion_above(request, kind, year, month=None):
    """Open to those who look after the network; to everybody else who works here once it is closed."""
    year_of(request, year)
    if kind in MONTHLY and not 1 <= month <= 12:
        raise Http404
    facts = {"kind": kind, "year": year, "month": month}
    meeting = Meeting.objects.visible_to(request.rights).filter(**facts, centre=None).first()
    occasion = Occasion(request, meeting or Meeting(**facts))
    if meeting is None and not request.rights.sees_network:
        occasion.require("write")
    return occasion
