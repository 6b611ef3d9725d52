"""Closings in the workspace: what was done with one, and how last year's goals ended."""

from dataclasses import dataclass

from django import template
from django.utils import timezone

from evaluations.models import GoalResult
from evaluations.overview import network
from evaluations.reports.content import facts_of, shown_targets
from evaluations.standings import standings
from evaluations.states import ClosingState
from goals.models import Document

register = template.Library()


@dataclass(frozen=True)
class Ending:
    """How a goal ended, or while its year is not closed, how it stands."""

    state: str  # a Result or a Status
    is_final: bool
    numbers: str


@register.simple_tag
def last_results(goals):
    """By the goal as first written; a constant number of queries for each year of the goals."""
    goals = [goal for goal in goals if goal is not None and goal.centre_id]
    roots = [goal.root_id for goal in goals]
    accepted = GoalResult.objects.filter(goal__in=roots, closing__state=ClosingState.ACCEPTED)
    found = {row.goal_id: Ending(row.result, True, _numbers(row.measured)) for row in accepted}
    open_goals = [goal for goal in goals if goal.root_id not in found]
    for year in sorted({goal.document.year for goal in open_goals}):
        of_year = [goal for goal in open_goals if goal.document.year == year]
        for row in standings(of_year, year=year, today=timezone.localdate()):
            found[row.goal.root_id] = Ending(str(row.state), False, _numbers(facts_of(row)))
    return found


@register.simple_tag
def last_result(goal):
    return last_results([goal]).get(goal.root_id)


@register.simple_tag
def results_before(rows):
    return last_results(row["before"] for row in rows if not row["goal"].amends_id)


@register.simple_tag
def network_now():
    """How the running year of the network stands, for the start page of those above; None before there are goals."""
    today = timezone.localdate()
    document = Document.objects.for_year(today.year).first()
    teams = network.teams_of(document, today=today) if document else []
    if not any(team.goals for team in teams):
        return None
    return {
        "year": document.year,
        "counts": network.counts_of(teams),
        "meetings": network.meetings_held(teams),
        "late": len(network.waiting(teams)),
    }


@register.filter
def of_goal(endings, goal):
    return endings.get(goal.root_id)


def _numbers(facts):
    return ", ".join(filter(None, (target.numbers for target in shown_targets(facts))))
