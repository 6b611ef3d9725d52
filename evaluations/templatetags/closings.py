"""Closings in the workspace: what was done with one, and how last year's goals ended."""

from collections import Counter
from dataclasses import dataclass

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.models import GoalResult
from evaluations.overview import network
from evaluations.reports.content import facts_of, shown_targets
from evaluations.standings import standings
from evaluations.states import ClosingState
from goals.formatting import describe, format_number
from goals.models import Document
from goals.states import Comparator, Kind

register = template.Library()


@dataclass(frozen=True)
class Ending:
    """How a goal ended, or while its year is not closed, how it stands."""

    state: str  # a Result or a Status
    is_final: bool
    numbers: str
    year: int
    targets: tuple

    @property
    def by_place(self):
        """Last year's targets by their kind and place among that kind, as wordings of one goal are matched."""
        found, places = {}, Counter()
        for target in self.targets:
            found[target.kind, places[target.kind]] = target
            places[target.kind] += 1
        return found


COMPARED = frozenset({Kind.COUNT, Kind.LEVEL, Kind.SHARE})
FEW = 2  # windows: a rhythm is judged by them, its sum says nothing


@register.simple_tag
def last_results(goals):
    """By the goal as first written; a constant number of queries for each year of the goals."""
    goals = [goal for goal in goals if goal is not None and goal.centre_id]
    roots = [goal.root_id for goal in goals]
    accepted = GoalResult.objects.filter(goal__in=roots, closing__state=ClosingState.ACCEPTED)
    accepted = accepted.select_related("closing__plan__document")
    found = {row.goal_id: _ending(row.result, True, row.closing.plan.document.year, row.measured) for row in accepted}
    open_goals = [goal for goal in goals if goal.root_id not in found]
    for year in sorted({goal.document.year for goal in open_goals}):
        of_year = [goal for goal in open_goals if goal.document.year == year]
        for row in standings(of_year, year=year, today=timezone.localdate()):
            found[row.goal.root_id] = _ending(str(row.state), False, year, facts_of(row))
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
    return endings.get(goal.root_id) if goal else None


@register.filter
def lower_in(ending, goal):
    """Sentences about targets of this year's goal that ask for less than last year came to; how much less."""
    if ending is None:
        return []
    places, sentences = Counter(), []
    for target in goal.targets.all():
        place = target.kind, places[target.kind]
        places[target.kind] += 1
        last = ending.by_place.get(place)
        if last is None or not is_less(target, last):
            continue
        facts = {"target": describe(target), "achieved": format_number(last.achieved), "year": ending.year}
        facts["gap"] = format_number(abs(last.achieved - target.value))
        sentence = _("„%(target)s“ je o %(gap)s méně, než kolik bylo v roce %(year)s: %(achieved)s.")
        if target.comparator == Comparator.MAX:
            sentence = _("„%(target)s“ je o %(gap)s víc, než kolik bylo v roce %(year)s: %(achieved)s.")
        sentences.append(sentence % facts)
    return sentences


def is_less(target, last):
    """Whether the target asks for less than was reached last year; only the same things can be compared."""
    is_compared = (target.kind, target.window) == (last.kind, last.window) and len(last.windows) < FEW
    if not is_compared or target.kind not in COMPARED or target.value is None or last.achieved is None:
        return False
    if target.comparator == Comparator.MAX:
        return target.value > last.achieved
    return target.value < last.achieved


def _ending(state, is_final, year, facts):
    targets = tuple(shown_targets(facts))
    return Ending(state, is_final, ", ".join(filter(None, (target.numbers for target in targets))), year, targets)
