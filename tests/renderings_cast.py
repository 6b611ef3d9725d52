"""What has a PDF: each makes all that it needs, and gives a function that freezes it and returns the row."""

from datetime import date

from evaluations.meetings.writing import close, write
from evaluations.records.sources import set_source
from evaluations.states import MeetingKind, Rating
from evaluations.teams import network_meeting
from goals.states import GoalState, Kind, Level
from tests.evaluations.closing_cast import accepted, evaluated, make_year
from tests.evaluations.meetings_cast import END_OF_MARCH, YEAR, make_scene, written
from tests.factories import make_edition, make_goal, make_indicator, make_network_goal, make_record
from tests.world import goal_in


def an_edition():
    goal = make_goal()
    return lambda: make_edition(goal.document, goal)


def an_evaluation():
    year = make_year()
    accepted(year)
    return lambda: evaluated(year.document)


def minutes():
    """Of the heads, with what a centre has brought."""
    scene = make_scene(name="CPIC Jihlava")
    goal = make_network_goal(level=Level.LONG_TERM)
    goal.targets.create(position=1, kind=Kind.COUNT, value=200, unit="kurzů")
    goal = goal_in(GoalState.APPROVED, lambda: goal)
    set_source(goal.targets.get(), make_indicator(), by=scene.above, now=END_OF_MARCH)
    make_record(scene.centre, on=date(2026, 3, 14), by=scene.staff)
    meeting = network_meeting(MeetingKind.HEADS, YEAR, 3)
    write(meeting, None, written(meeting, goal, rating=Rating.ON_TRACK), by=scene.above, now=END_OF_MARCH)
    meeting = network_meeting(MeetingKind.HEADS, YEAR, 3)
    return lambda: close(meeting, by=scene.above, now=END_OF_MARCH).minutes.get()


KINDS = [an_edition, an_evaluation, minutes]
