"""Meetings above the teams in a simulated year: the heads every month, and at its end the annual and the director's."""

from datetime import date

from evaluations.meetings.writing import close, write
from evaluations.simulation.agenda import Step, last_day, moment, working_days_after
from evaluations.simulation.meetings import entries_of, heading_of
from evaluations.simulation.sentences import NOTES_ABOVE
from evaluations.states import MeetingKind
from evaluations.teams import meeting_above

AFTER_MONTH = 9  # working days: by then most teams have met
AFTER_YEAR = 14
LAST_MONTH = 12


def steps(courses, cast, *, is_closed):
    for month in range(1, courses.until.month + 1):
        day = working_days_after(last_day(courses.year, month), AFTER_MONTH)
        is_last = month == courses.until.month and not is_closed
        act = _writing if is_last else _closing
        yield Step(moment(day, 13), act(courses, MeetingKind.HEADS, month, cast.above))
    if courses.until.month == LAST_MONTH:
        day = working_days_after(date(courses.year, LAST_MONTH, 31), AFTER_YEAR)
        yield Step(moment(day, 9), _closing(courses, MeetingKind.ANNUAL, None, cast.above))
        if cast.director:
            yield Step(moment(day, 15), _closing(courses, MeetingKind.DIRECTOR, None, cast.director))


def _writing(courses, kind, month, person):
    def act(now):
        meeting, heading, entries = _filled(courses, kind, month, now)
        write(meeting, heading, entries, by=person, now=now)

    return act


def _closing(courses, kind, month, person):
    def act(now):
        meeting, heading, entries = _filled(courses, kind, month, now)
        close(meeting, heading=heading, entries=entries, by=person, now=now)

    return act


def _filled(courses, kind, month, now):
    meeting = meeting_above(kind, courses.year, month)
    rolls = courses.dice("above", kind, month)
    return meeting, heading_of(meeting, now.date(), rolls, NOTES_ABOVE), entries_of(courses, meeting, rolls, now)
