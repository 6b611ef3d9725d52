"""What the numbers of a centre's year propose, what has been said to that, and what is missing before it can be sent.

Everything is measured as of the last day of the year: before that day, as if nothing more happened in it.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from evaluations.closings import outcomes
from evaluations.closings.evidencing import gaps_of, shown_by_files
from evaluations.models import Closing, Meeting
from evaluations.reports.content import facts_of
from evaluations.standings import GoalStanding, standings
from evaluations.states import Result
from goals.models import Goal
from goals.workflow import hold_plan


@dataclass(frozen=True)
class Proposal:
    """One goal at the end of its year: how it stands, what that comes to, and what is missing to show it."""

    goal: Goal
    standing: GoalStanding
    result: Result
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class ResultContent:
    """What the head says of one goal; a result other than the proposed one needs its reason."""

    result: str
    reason: str = ""


@dataclass(frozen=True)
class NarrativeContent:
    text: str = ""


def closing_of(plan):
    """The plan's closing; the row begins when somebody first writes into it."""
    return Closing.objects.filter(plan=plan).first() or Closing(plan=plan)


def begun(plan):
    with transaction.atomic():
        hold_plan(plan)  # whoever closes the year holds it too, so no closing begins beside that
        return Closing.objects.get_or_create(plan=plan)[0]


def proposals(plan):
    """What the numbers say of each approved goal of the plan, in order; as many queries, however many goals."""
    goals = Goal.objects.in_plan(plan).approved().in_document_order().with_content()
    goals = list(goals.select_related("document", "centre", "amends"))
    found = standings(goals, year=plan.document.year, today=date(plan.document.year, 12, 31))
    shown = shown_by_files(found, plan)
    return [Proposal(row.goal, row, outcomes.result(row), tuple(gaps_of(row, shown))) for row in found]


def said_of(closing, found):
    """What there is now, by the goal as first written: what was saved, else what the numbers propose."""
    rows = {row.goal_id: ResultContent(row.result, row.reason) for row in closing.results.all()} if closing.pk else {}
    return {one.goal.root_id: rows.get(one.goal.root_id, ResultContent(str(one.result))) for one in found}


def needs_reason(content, proposal):
    return content.result != proposal.result and not content.reason.strip()


def sending_problems(closing, found=None):
    """What the closing still lacks before it can be sent, as sentences."""
    found = proposals(closing.plan) if found is None else found
    yield from year_problems(closing.plan, found)
    yield from result_problems(closing, found)


def year_problems(plan, found):
    """What confirming the results cannot mend."""
    if not found:
        yield _("Centrum nemá na rok %(year)s žádný schválený cíl.") % {"year": plan.document.year}
    if months := open_months(plan, found):
        names = ", ".join(str(MONTHS[month]) for month in months)
        yield _("Nejdřív uzavřete porady za všechny měsíce; chybí %(months)s.") % {"months": names}


def result_problems(closing, found):
    rows = {row.goal_id: row for row in closing.results.all()} if closing.pk else {}
    for one in found:
        row = rows.get(one.goal.root_id)
        if row is None:
            yield _("%(goal)s: potvrďte výsledek.") % {"goal": one.goal}
        elif needs_reason(row, one):
            names = {"goal": one.goal, "proposed": one.result.label}
            yield _("%(goal)s: z čísel teď vychází %(proposed)s. Změňte výsledek, nebo napište důvod.") % names


def open_months(plan, found):
    """Months of the year whose meeting is not closed, from the one in which the first goal began."""
    first = min((one.standing.period.begins.month for one in found), default=1)
    closed = Meeting.objects.of_teams().closed().filter(centre=plan.centre_id, year=plan.document.year)
    return sorted(set(range(first, 13)) - set(closed.values_list("month", flat=True)))


def changed_since(closing, found=None):
    """Goals that are not what they were when the closing was sent: amended, new, or measured by something else."""
    frozen = dict(closing.results.values_list("goal_id", "measured"))
    found = proposals(closing.plan) if found is None else found
    return [one.goal for one in found if frozen.get(one.goal.root_id) != facts_of(one.standing)]
