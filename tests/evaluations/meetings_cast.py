"""A centre with three goals, its people, and its meeting of March as pages and verbs see it."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

from centres.models import Role
from evaluations.meetings.contents import EntryContent, Heading, Written, fingerprint
from evaluations.models import Entry, Meeting
from evaluations.states import Rating
from evaluations.teams import team_meeting
from goals.models import Goal, Plan
from goals.states import Kind
from tests.factories import PRAGUE, make_centre, make_document, make_edition, make_goal, make_user

YEAR, MONTH = 2026, 3
IN_MARCH = datetime(2026, 3, 10, 9, 0, tzinfo=PRAGUE)
END_OF_MARCH = datetime(2026, 3, 31, 15, 0, tzinfo=PRAGUE)
TARGETS = [
    [{"kind": Kind.COUNT, "value": 12, "unit": "kurzů"}],
    [{"kind": Kind.SHARE, "value": 80, "unit": "% klientů"}],
    [{"kind": Kind.NARRATIVE}],
]


def make_scene(year=YEAR, **facts):
    """Three published goals: one that is counted, one in per cent, one without a number."""
    document, centre = make_document(year), make_centre(**facts)
    goals = [
        make_goal(document, centre=centre, text=f"Cíl centra číslo {number}.", targets=targets)
        for number, targets in enumerate(TARGETS, start=1)
    ]
    make_edition(document, *goals, now=datetime(year, 1, 5, 10, 0, tzinfo=PRAGUE))
    plan = Plan.objects.get_or_create(document=document, centre=centre)[0]
    return SimpleNamespace(
        centre=centre,
        plan=plan,
        goals=[Goal.objects.get(pk=goal.pk) for goal in goals],
        head=make_user(Role.HEAD, centre=centre),
        staff=make_user(Role.STAFF, centre=centre),
        above=make_user(Role.DEPARTMENT_HEAD),
    )


def march(scene):
    return team_meeting(scene.centre, YEAR, MONTH)


def written(meeting, goal, **changes):
    """The goal's part of a form that somebody opened just now, with something changed in it."""
    entry = Entry.objects.filter(meeting=meeting, goal=goal).first()
    seen = EntryContent.of(entry, [target for target, _amount in changes.get("numbers", ())])
    return {goal.pk: Written(replace(seen, **changes), fingerprint(seen))}


def headed(meeting, **changes):
    seen = Heading.of(Meeting.objects.get(pk=meeting.pk))
    return Written(replace(seen, **changes), fingerprint(seen))


def all_written(meeting, goals, rating=Rating.ON_TRACK):
    return {key: part for goal in goals for key, part in written(meeting, goal, rating=rating).items()}


def number(goal, amount):
    """The typed number of the goal's only target."""
    return ((goal.targets.get().pk, None if amount is None else Decimal(amount)),)
