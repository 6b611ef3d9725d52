"""One centre's year as of a day: its goals live from records and meetings, its months, and what is missing."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from evaluations.meetings.actions import with_actions
from evaluations.models import Entry
from evaluations.overview.goal import TargetYear, target_years
from evaluations.overview.network import TeamYear, team_of_plan
from evaluations.standings import GoalStanding, standings
from evaluations.states import Status
from goals.models import Goal


@dataclass(frozen=True)
class GoalRow:
    standing: GoalStanding
    years: list[TargetYear]

    @property
    def goal(self):
        return self.standing.goal

    @property
    def last(self) -> Entry | None:
        """The last meeting that said anything of the goal in words."""
        return next((entry for entry in reversed(self.standing.entries) if entry.said or entry.steps), None)

    @property
    def differs(self):
        """The last meeting sees it otherwise than its numbers do."""
        last = self.standing.last
        return last is not None and last.rating in Status.values and last.rating != self.standing.state


@dataclass(frozen=True)
class CentreStanding:
    rows: list[GoalRow]
    team: TeamYear

    @property
    def counts(self):
        return Counter(row.standing.state for row in self.rows)

    @property
    def unfed(self):
        """Targets of which no indicator is chosen: their number has to be typed at each meeting."""
        return [target for row in self.rows for target in row.standing.targets if target.is_typed]

    @property
    def waiting(self):
        return self.team.waiting


def centre_standing(plan, *, day: date, today: date) -> CentreStanding:
    """The centre's goals as they stood at the end of the day; what is missing is missing today."""
    goals = Goal.objects.in_plan(plan).approved().in_document_order().with_content()
    goals = list(goals.select_related("document", "centre", "amends"))
    found = standings(goals, year=plan.document.year, today=day)
    with_actions([entry for standing in found for entry in standing.entries])
    years = target_years(found, plan.document.year, today=day)
    rows = [GoalRow(standing, targets) for standing, targets in zip(found, years, strict=True)]
    return CentreStanding(rows, team_of_plan(plan, goals, today=today))
