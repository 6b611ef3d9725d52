"""Meetings as pages see them: the twelve of a year, and one with its addresses and what the person may do with it."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from centres import access
from evaluations.deadlines import adopted_on, due_on, is_waited_for
from evaluations.meetings import labels
from evaluations.meetings.agenda import goals_by_meeting
from evaluations.meetings.writing import read_only_reason
from evaluations.models import Meeting, Minutes
from evaluations.notifications import meeting_path
from evaluations.states import MonthState
from evaluations.teams import begun
from evaluations.transitions import meeting_right
from goals.models import Document, Plan


@dataclass(frozen=True)
class MeetingContext:
    request: object
    meeting: Meeting  # a new row while nothing is written
    plan: Plan | None = None  # of a team

    def url(self, page=""):
        return meeting_path(self.meeting, page)

    def may(self, name):
        return self.request.rights.may(meeting_right(name, self.meeting), self.meeting.centre)

    def require(self, name):
        self.request.rights.require(meeting_right(name, self.meeting), self.meeting.centre)

    @property
    def may_ask(self):
        """Who fills in a team's meeting and cannot open it again can ask for it."""
        return self.meeting.centre_id is not None and self.may("write") and not self.may("reopen")

    def who(self, name):
        """The roles that may do it, in words."""
        return ", ".join(access.role_labels(meeting_right(name, self.meeting)))

    def row(self):
        """The meeting as a row; made by the first thing that is written into it."""
        return begun(self.meeting)

    def fresh(self):
        """The same as it is now, after somebody has written."""
        return MeetingContext(self.request, self.row(), self.plan)

    @property
    def page(self):
        """What every page of the meeting shows."""
        year = self.meeting.year
        list_url = reverse("heads-meetings", args=[year])
        if self.plan:
            list_url = reverse("meetings", args=[year, self.plan.centre.slug])
        return {
            "meeting": self.meeting,
            "plan": self.plan,
            "title": labels.title(self.meeting),
            "place": labels.context_label(self.meeting),
            "time": self.meeting.period_label,
            "urls": {
                "page": self.url(),
                "list": list_url,
                **{name: self.url(f"-{name}") for name in ("closed", "close", "reopen", "sheet", "evidence")},
                **({name: self.url(f"-{name}") for name in ("ask", "decline", "hand-back")} if self.plan else {}),
            },
        }


@dataclass(frozen=True)
class MonthRow:
    """One line of the list of meetings."""

    meeting: Meeting
    goals: int  # that it goes through
    evaluated: int
    records: int
    read_only_reason: str  # why nothing can be written, where it is not closed
    is_late: bool
    minutes: Minutes | None  # the last ones

    @property
    def name(self):
        return self.meeting.period_label

    @property
    def url(self):
        return meeting_path(self.meeting)

    @property
    def is_waiting(self):
        return not self.meeting.is_closed and not self.read_only_reason and self.goals > 0

    @property
    def state(self):
        if self.meeting.is_closed:
            return MonthState.CLOSED
        if self.meeting.reopened_until:
            return MonthState.REOPENED
        if self.is_late:
            return MonthState.LATE
        if self.evaluated:
            return MonthState.BEGUN
        return MonthState.AHEAD if self.read_only_reason else MonthState.WAITING


def months_of(kind, year, *, centre=None, now, today):
    """The twelve of a team, or of the heads; nothing is written by looking, so a month without one is a new row."""
    facts = {"kind": kind, "centre": centre, "year": year}
    rows = (
        Meeting.objects.filter(**facts)
        .select_related("centre")
        .annotate(
            all_entries=Count("entries", distinct=True),
            evaluated=Count("entries", filter=~Q(entries__rating=""), distinct=True),
            counted_records=Count("records", filter=Q(records__removed_at=None, records__isnull=False), distinct=True),
        )
    )
    rows = {row.month: row for row in rows.prefetch_related("minutes__files")}
    meetings = [rows.get(month) or Meeting(**facts, month=month) for month in range(1, 13)]
    adopted = adopted_on(Document.objects.for_year(year))
    adopted, months = next(iter(adopted.values()), None), []
    for meeting, goals in zip(meetings, goals_by_meeting(meetings), strict=True):
        row = rows.get(meeting.month)
        minutes = list(row.minutes.all()) if row else []
        months.append(
            MonthRow(
                meeting=meeting,
                goals=row.all_entries if meeting.is_closed else len(goals),
                evaluated=row.evaluated if row else 0,
                records=row.counted_records if row else 0,
                read_only_reason="" if meeting.is_closed else read_only_reason(meeting, now),
                is_late=not meeting.is_closed
                and today > due_on(meeting)
                and bool(goals)
                and is_waited_for(meeting, adopted, today=today),
                minutes=minutes[-1] if minutes else None,
            )
        )
    return months
