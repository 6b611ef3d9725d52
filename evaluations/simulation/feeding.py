"""At the beginning of a simulated year the heads say which indicator feeds which target of theirs."""

from datetime import date, timedelta

from evaluations.recording.feeding import feed
from evaluations.simulation.agenda import Step, moment, working_day

FROM_DAY = 6  # of January
ABOVE_ON = 26  # the network's goals, once the commitment is approved


def steps(courses, cast):
    for team in cast.teams:
        shift = courses.dice("feeding", team.slug).randrange(10)
        day = working_day(date(courses.year, 1, FROM_DAY) + timedelta(days=shift))
        yield from _of(courses.of_centre(team.centre), team.head, moment(day, 9))
    day = working_day(date(courses.year, 1, ABOVE_ON))
    yield from _of(courses.of_network(), cast.above, moment(day, 9))


def _of(courses, person, at):
    for course in courses:
        for row in course.targets:
            if row.indicator:
                yield Step(at, _feeding(row, person))


def _feeding(row, person):
    return lambda now: feed(row.target, row.indicator, row.topic, by=person, now=now)
