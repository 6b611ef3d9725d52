"""How a goal stood through its year, as far as that is public: one standing of it for each month whose standing was
released, and at the end its evaluation. What happened between two of them nobody has released, so nothing is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from evaluations.models import Report, ReportGoal
from evaluations.progress import charts
from evaluations.progress.shown import Shown
from evaluations.states import ReportKind
from goals.public.queries import withdrawn
from goals.states import Kind, Level

READ_OFF = frozenset({Kind.LEVEL, Kind.SHARE, Kind.INCREASE})
"""Kinds whose value is what it is: amounts of the time between do not make it up."""


@dataclass(frozen=True)
class ReleasedStanding:
    """A goal, or one of its targets, on the day of a report; None where that report did not know the target."""

    report: Report
    day: date
    row: ReportGoal
    shown: Shown | None = None

    @property
    def state(self):
        return self.row.result or (self.shown.state if self.shown else self.row.state)


@dataclass(frozen=True)
class ShownCourse:
    """A target as the last report has it, and how it stood in each."""

    shown: Shown
    standings: Sequence[ReleasedStanding]
    is_final: bool

    @property
    def is_strip(self):
        return len(self.shown.windows) > 1

    @property
    def is_dated(self):
        return self.shown.kind == Kind.MILESTONE

    @property
    def has_chart(self):
        known = any(one.shown and one.shown.achieved is not None for one in self.standings)
        return known and not self.is_strip and not self.is_dated and self.shown.kind != Kind.NARRATIVE

    @property
    def is_drawn(self):
        return self.is_strip or self.is_dated or self.has_chart

    @property
    def adds_up(self):
        return self.shown.kind not in READ_OFF

    @property
    def former_aim(self):
        """Before an amendment; an earlier standing may have been by that."""
        first = self.shown.first
        return first.aim if first and first.aim != self.shown.aim else None

    @property
    def months(self):
        known = [one for one in self.standings if one.shown]
        return charts.between_releases(
            self.standings[-1].report.year, [(one.day, one.shown.achieved, one.shown.expected) for one in known]
        )

    @property
    def rows(self):
        """Each standing with what it added, for the table."""
        months = {month.ends: month for month in self.months}
        return [{"standing": one, "month": months.get(one.day)} for one in self.standings]

    @property
    def reached(self):
        """The first standing that found it done, where all later ones did."""
        found = None
        for one in self.standings:
            is_done = one.shown is not None and one.shown.is_reached
            found = (found or one) if is_done else None
        return found


def standings_of(year, number):
    """The goal in each released standing of the year and in its evaluation, oldest first; of several reports for one
    month the last holds. Two queries."""
    rows = ReportGoal.objects.filter(report__year=year, level=Level.OPERATIONAL, number=number)
    rows = rows.exclude(report__in=withdrawn(Report)).select_related("report").prefetch_related("targets")
    found = {}
    for row in sorted(rows, key=lambda row: (row.report.kind == ReportKind.EVALUATION, row.report.number)):
        day = min(row.report.as_of, date(year, 12, 31))  # what came later belongs to the year's end
        found[day.month] = ReleasedStanding(row.report, day, row)
    return sorted(found.values(), key=attrgetter("day"))


def courses_of(standings):
    """The targets of the last standing, each with how it stood before; those that nothing can be drawn of are left
    out."""
    if not standings:
        return []
    last = standings[-1]
    courses = []
    for target in last.row.targets.all():
        through = [
            ReleasedStanding(one.report, one.day, one.row, same_target(target, one.row.targets.all()))
            for one in standings
        ]
        courses.append(ShownCourse(target.shown, through, bool(last.row.result)))
    return [course for course in courses if course.is_drawn]


def same_target(target, others):
    """What another report says of the target: that which counts the same, at its place where several do."""
    same = [one for one in others if (one.kind, one.unit, one.window) == (target.kind, target.unit, target.window)]
    found = next((one for one in same if one.position == target.position), same[0] if same else None)
    return found and found.shown
