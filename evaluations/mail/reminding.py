"""A reminder that somebody above sends by one press: of a month's meeting, to its team, once a day."""

from django.db import transaction
from django.utils import timezone

from centres import access
from centres.access import Right
from evaluations import notices
from evaluations.models import Act
from evaluations.states import MeetingState
from evaluations.teams import team_meeting
from evaluations.workflow import hold_meeting, is_year_frozen, record_act


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
            record_act(meeting, "remind", by=by, role=role, now=now, version=meeting.version)
        notices.reminded(due, by=by, now=now)
        return due


def last_reminders(year):
    """When each team was last reminded, by its centre's id and the month."""
    acts = Act.objects.filter(name="remind", meeting__year=year).order_by("at", "id")
    return {(centre, month): at for centre, month, at in acts.values_list("meeting__centre", "meeting__month", "at")}


def _held(meetings):
    """The rows, held in one order, so that two people who press at once do not wait in a ring."""
    wanted = sorted({(one.year, one.month, one.centre_id): one for one in meetings}.items())
    rows = [team_meeting(one.centre, one.year, one.month) for _key, one in wanted]
    return [hold_meeting(pk) for pk in sorted({row.pk for row in rows})]


def _is_due(meeting, today):
    is_open = meeting.state == MeetingState.OPEN and meeting.first_day <= today and not is_year_frozen(meeting.year)
    return is_open and not meeting.acts.filter(name="remind", at__date=today).exists()
