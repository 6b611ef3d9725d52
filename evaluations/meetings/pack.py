"""What lies before the annual meeting: how each centre's goals of the year stand, and what its closing says."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from evaluations.models import Closing
from evaluations.standings import standings
from evaluations.states import Result
from goals.models import Goal, Plan


@dataclass(frozen=True)
class CentreYear:
    plan: Plan
    counts: dict  # how many goals stand how, by their numbers
    closing: Closing | None
    results: tuple[tuple[str, int], ...]  # how many ended how, by the centre's closing


def pack(year, day):
    """Every centre of the year in order; as many queries for twenty centres as for one."""
    plans = Plan.objects.filter(document__year=year).select_related("document", "centre").order_by("centre__position")
    goals = Goal.objects.approved().filter(document__year=year).exclude(centre=None).with_content()
    counts = defaultdict(Counter)
    for row in standings(goals.select_related("document", "centre", "amends"), year=year, today=day):
        counts[row.goal.centre_id][row.state] += 1
    closings = {closing.plan_id: closing for closing in Closing.objects.for_year(year).prefetch_related("results")}
    return [_centre(plan, counts[plan.centre_id], closings.get(plan.pk)) for plan in plans]


def _centre(plan, counts, closing):
    said = Counter(row.result for row in closing.results.all()) if closing else {}
    results = tuple((result.value, said[result]) for result in Result if said.get(result))
    return CentreYear(plan, dict(counts), closing, results)
