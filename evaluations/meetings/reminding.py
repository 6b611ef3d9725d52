"""A reminder that somebody above sends by hand: of a month's meeting, to its team, once a day."""

from django.db import transaction
from django.utils import timezone

from centres import access
from centres.access import Right
from centres.events import record_event
from centres.models import Event, Subject
from evaluations import notifications
from evaluations.models import Meeting
from evaluations.states import MeetingState
from evaluations.teams import team_meeting
from evaluations.workflow import events_of, hold_meeting, year_lock


def remind(meetings, *, by, now=None):
    """Remind teams of their meetings; returns those of which they were reminded now. Idempotent for a day.

    `meetings` are rows, or new ones as `views.scope.meeting_of` makes them for months nobody has written into. Left out
    in silence: months that are closed, frozen or still ahead, and those of which the team was reminded today already,
    by whomever. Raises MissingRight (REOPEN_MONTH).
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    with transaction.atomic():
        role = access.rights_of(by, on=today).require(Right.REOPEN_MONTH)
        wanted = sorted({(one.year, one.month, one.centre_id): one for one in meetings}.items())
        rows = [team_meeting(one.centre, one.year, one.month) for _key, one in wanted]
        due = []
        for pk in sorted({row.pk for row in rows}):  # locked in one order, so that two people do not deadlock
            meeting = hold_meeting(pk)
            is_open = meeting.state == MeetingState.OPEN and meeting.first_day <= today and not year_lock(meeting.year)
            if is_open and not events_of(meeting).filter(name="remind", at__date=today).exists():
                facts = {"source": meeting.state, "target": meeting.state, "version": meeting.version}
                record_event(meeting, "remind", by=by, role=role, at=now, **facts)
                due.append(meeting)
        notifications.reminded(due, by=by, now=now)
        return due


def last_reminders(year):
    """When a team was last reminded of a meeting of the year, by the meeting's id."""
    meetings = Meeting.objects.of_teams().filter(year=year).order_by().values("pk")
    events = Event.objects.about(Subject.MEETING, meetings).filter(name="remind").order_by("at", "id")
    return dict(events.values_list("subject_id", "at"))
