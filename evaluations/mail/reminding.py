"""A reminder that somebody above sends by one press: of a month's meeting, to its team, once a day."""

from django.db import transaction
from django.utils import timezone

from centres import access
from centres.access import Right
from centres.events import record_event
from centres.models import Event, Subject
from evaluations import notices
from evaluations.models import Meeting
from evaluations.states import MeetingState
from evaluations.teams import team_meeting
from evaluations.workflow import events_of, hold_meeting, year_lock


def remind(meetings, *, by, now=None):
    """Remind teams of their meetings; returns those of which they were reminded now.

    `meetings` are rows, or new ones as `views.scope.meeting_of` makes them for months nobody has written into. Left out
    in silence: months that are closed, frozen or still ahead, and those of which the team was reminded today already,
    by whomever; so the button can be pressed twice. Raises MissingRight (REOPEN_MONTH).
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    with transaction.atomic():
        role = access.rights_of(by, on=today).require(Right.REOPEN_MONTH)
        due = [meeting for meeting in _held(meetings) if _is_due(meeting, today)]
        for meeting in due:
            facts = {"source": meeting.state, "target": meeting.state, "version": meeting.version}
            record_event(meeting, "remind", by=by, role=role, at=now, **facts)
        notices.reminded(due, by=by, now=now)
        return due


def last_reminders(year):
    """When each team was last reminded, by its centre's id and the month."""
    months = {pk: (centre, month) for pk, centre, month in _months_of(year)}
    events = Event.objects.about(Subject.MEETING, list(months)).filter(name="remind").order_by("at", "id")
    return {months[pk]: at for pk, at in events.values_list("subject_id", "at")}


def _months_of(year):
    return Meeting.objects.of_teams().filter(year=year).values_list("pk", "centre", "month")


def _held(meetings):
    """The rows, held in one order, so that two people who press at once do not wait in a ring."""
    wanted = sorted({(one.year, one.month, one.centre_id): one for one in meetings}.items())
    rows = [team_meeting(one.centre, one.year, one.month) for _key, one in wanted]
    return [hold_meeting(pk) for pk in sorted({row.pk for row in rows})]


def _is_due(meeting, today):
    is_open = meeting.state == MeetingState.OPEN and meeting.first_day <= today and not year_lock(meeting.year)
    return is_open and not events_of(meeting).filter(name="remind", at__date=today).exists()
