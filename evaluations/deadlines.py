"""By which day something of evaluation is to be done, and on which days around it people are reminded."""

from datetime import date, timedelta

from django.conf import settings

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
