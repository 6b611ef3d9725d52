"""The course of every goal over a simulated year, decided before it begins: its fate, its indicators, what happens."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from evaluations.models import Indicator
from evaluations.simulation import feeds
from evaluations.simulation.agenda import dice
from evaluations.simulation.fates import Fate, deal
from evaluations.simulation.happenings import Happening, happenings
from goals.models import Goal, Target
from goals.states import Level


@dataclass(frozen=True)
class TargetCourse:
    target: Target  # as first approved
    indicator: Indicator | None  # none: its number is typed at meetings
    topic: str
    happenings: tuple[Happening, ...]

    def in_month(self, month):
        return [one for one in self.happenings if one.on.month == month]

    def until(self, month):
        return sum((one.amount for one in self.happenings if one.on.month <= month), Decimal(0))


@dataclass(frozen=True)
class Course:
    goal: Goal  # as first approved
    fate: Fate
    targets: tuple[TargetCourse, ...]


@dataclass(frozen=True)
class Courses:
    """Of the whole year: by the goal as first written."""

    year: int
    seed: int
    until: date
    goals: dict[int, Course] = field(default_factory=dict)

    def of_centre(self, centre):
        return [course for course in self.goals.values() if course.goal.centre_id == centre.pk]

    def of_network(self):
        return [course for course in self.goals.values() if course.goal.centre_id is None]

    def dice(self, *names):
        return dice(self.seed, *names)


def plan_courses(document, teams, *, seed, until):
    """What the year has in store for the goals of the document and of the network."""
    courses = Courses(document.year, seed, until)
    rows = Goal.objects.approved().in_document_order().with_content().select_related("centre", "document", "amends")
    held = [list(rows.filter(document=document, centre=team.centre)) for team in teams]
    held.append(list(rows.exclude(level=Level.OPERATIONAL)))
    fates = iter(deal(sum(map(len, held)), courses.dice("fates")))
    for goals in held:
        _plan(courses, goals, fates)
    return courses


def _plan(courses, goals, fates):
    chosen = feeds.choose(goals, courses.dice("feeds", *_name(goals)))
    for goal in goals:
        fate = next(fates)
        rows = [_target(courses, goal, target, fate, chosen) for target in goal.targets.all()]
        courses.goals[goal.root_id] = Course(goal, fate, tuple(rows))


def _target(courses, goal, target, fate, chosen):
    indicator, topic = chosen.get(target.pk, (None, ""))
    happened = happenings(target, fate, courses.year, courses.dice("target", *_name([goal]), target.position))
    return TargetCourse(target, indicator, topic, tuple(one for one in happened if one.on <= courses.until))


def _name(goals):
    """What the goals are called in every database alike."""
    first = next(iter(goals), None)
    return (first.centre.slug if first.centre_id else first.level, first.position) if first else ()
