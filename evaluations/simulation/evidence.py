"""Files of a simulated year: every team files something about a record now and then, and about spoken goals."""

from datetime import date

from evaluations.models import Record
from evaluations.recording.attaching import attach
from evaluations.simulation.agenda import Step, moment, working_day
from evaluations.simulation.fates import Fate
from evaluations.simulation.papers import paper_of, paper_of_goal
from evaluations.simulation.saying import SPOKEN_OF

FILED = (0, 1)  # records of a month of which something is filed
SHOWN = frozenset({Fate.ON_PACE, Fate.DONE_EARLY})  # goals that somebody can show something of
AFTER_RECORDS, GOAL_DAY = (17, 30), 20


def steps(courses, team, last_days):
    """`last_days` are the days until which each month can be written."""
    for month in range(1, courses.until.month + 1):
        rolls = courses.dice("evidence", team.slug, month)
        yield Step(moment(last_days[month], *AFTER_RECORDS), _filing(courses, team, month, rolls))
    for course in courses.of_centre(team.centre):
        if course.fate in SHOWN and all(row.target.kind in SPOKEN_OF for row in course.targets):
            yield _shown(courses, team, course.goal)


def _filing(courses, team, month, rolls):
    def act(now):
        rows = Record.objects.counted().filter(meeting__centre=team.centre, on__year=courses.year, on__month=month)
        rows = list(rows.select_related("indicator", "centre").order_by("on", "id"))
        for record in rolls.sample(rows, min(len(rows), rolls.choice(FILED))):
            attach(record, paper_of(record, rolls), by=rolls.choice(team.writers[record.centre_id]), now=now)

    return act


def _shown(courses, team, goal):
    rolls = courses.dice("evidence of goal", team.slug, goal.position)
    day = working_day(date(courses.year, rolls.randint(1, courses.until.month), GOAL_DAY))
    paper = paper_of_goal(goal, day, rolls)
    return Step(moment(day, 15), lambda now: attach(goal, paper, by=team.head, now=now))
