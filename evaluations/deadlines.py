"""By which day something of evaluation is to be done, and on which days around it people are reminded."""

from datetime import date, timedelta

from django.conf import settings

from goals.models import Edition
from goals.tasks import ReminderSchedule

# Days since the last one on which a meeting can be closed and not be late, or until which a month was open again.
NOT_HELD = ReminderSchedule((-4, 3))  # nobody has written into the month: its whole team hears of it
NOT_CLOSED = ReminderSchedule((1, 8))
ACTION = ReminderSchedule((-2, 1, 8), until=15)  # of something that a meeting agreed
OVERVIEW = ReminderSchedule((6,))  # those above, of months of all centres at once
# Days since the last one to send the year's closing, since closings were sent, since all of them were accepted.
CLOSING = ReminderSchedule((-14, -7, -1, 1), until=7)
SENT = ReminderSchedule((8, 15))
ALL_ACCEPTED = ReminderSchedule((3, 17))

INTERIM_REPORT_WITHIN = timedelta(days=20)
"""So long after the end of a month its interim report can come out without those who are late."""


def due_on(meeting):
    """The last day on which the meeting can be closed and not be late."""
    if meeting.month is None:
        return year_due_on(meeting.year)
    return meeting.last_day + timedelta(days=settings.MEETING_GRACE_DAYS)


def adopted_on(documents):
    """The day on which each of the documents that were published elsewhere was taken over, by its id."""
    rows = Edition.objects.filter(document__in=documents).exclude(adopted_from="").order_by()
    return dict(rows.values_list("document", "adopted_on"))


def is_waited_for(meeting, adopted, *, today):
    """Whether the meeting is missing as long as nobody closes it: not where nobody can be asked about its centre any
    more; nor of a month before its year was taken over on the day `adopted`, which was held elsewhere. Whoever wants to
    can still write that down, and then closes it."""
    if meeting.centre is not None and not meeting.centre.is_asked(today):
        return False
    return meeting.pk is not None or adopted is None or meeting.last_day >= adopted


def closing_opens_on(year):
    return date(year, 12, 1)


def closing_due_on(document):
    """The year's own calendar, where it has a day that a closing can keep; otherwise the end of January."""
    day = document.closes_on
    return day if day and day >= closing_opens_on(document.year) else year_due_on(document.year)


def year_due_on(year):
    """The last day on which a year is evaluated and not late."""
    return date(year + 1, 1, 31)


def last_day_before(today):
    """The end of the month before the day's."""
    return today.replace(day=1) - timedelta(days=1)
