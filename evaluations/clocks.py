"""The days on which people are reminded of evaluation: of the writer, of the approver, and of who got something back.

A month stands at 0 on the last day on which it can be closed and not be late (MEETING_GRACE_DAYS after its end).
"""

from datetime import date, timedelta

from django.conf import settings

from goals.mail.clocks import RETURNED, Clock

# The writer: a month that nobody has written into (the whole team), one that is written and not closed (its head).
NOT_HELD = Clock((-4, 3))
NOT_CLOSED = Clock((1, 8))
REOPENED = Clock((1, 8))  # days since the day until which a month was open again
YEAR_NOT_CLOSED = Clock((1, 8))  # days since the annual meeting, or the director's evaluation, should have been closed
# The approver: months of all centres once in one overview, closings that were sent, a year that only waits to come out.
OVERVIEW = Clock((6,))
SENT = Clock((8, 15))
ALL_ACCEPTED = Clock((3, 17))
# What was returned lies with the centre: as long for a closing as for a goal.
CLOSING_RETURNED = RETURNED

CLOSING_STEPS = (14, 7, 1)  # days before the last day to send the year's closing
CLOSING_LATE_WITHIN = 7  # days in which it is said that the day has passed, if no command ran on the first of them
STANDING_WITHIN = timedelta(days=20)  # after the end of a month its standing can come out without those who are late


def due_on(meeting):
    """The last day on which a month can be closed and not be late."""
    return meeting.last_day + timedelta(days=settings.MEETING_GRACE_DAYS)


def is_long_open(meeting, today):
    """So late that those above have heard of it."""
    return OVERVIEW.reached((today - due_on(meeting)).days) is not None


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
