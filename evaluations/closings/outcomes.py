"""How the goals of a centre's year ended by their numbers: where people begin, not a verdict. The head confirms what is
proposed here, or says something else and why.

Everything is measured as of the last day of the year: before that day, as if nothing more happened in it. What was
written down late counts too: a year is closed with all that is known of it.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from evaluations.models import Evidence, Record
from evaluations.progress import has_topic
from evaluations.standings import GoalStanding, standings
from evaluations.states import Result, Status
from goals.models import Goal
from goals.states import Comparator, Kind

HALF = 2  # who reached at least one half of what was to be reached has fulfilled it partly
BY_WORD = {
    Status.DONE: Result.FULFILLED,
    Status.ON_TRACK: Result.FULFILLED,  # what goes on all year has no day on which it would be done
    Status.AT_RISK: Result.PARTLY,
    Status.OFF_TRACK: Result.NOT,
    Status.UNRATED: Result.UNJUDGED,
}
BY_MEETING = {Status.DONE: Result.FULFILLED, Status.OFF_TRACK: Result.NOT}
"""Nobody knows the number; a meeting that called the goal done, or off its track, has still judged it."""


def outcome(row):
    """What one target came to; `row` has its target, progress and is_late, as a TargetStanding has."""
    progress = row.progress
    if row.is_late:
        return Result.PARTLY
    if progress.aim is None or progress.state in {Status.DONE, Status.UNRATED}:
        return BY_WORD[progress.state]
    # An upper limit is kept or it is not; a rhythm is held window by window, so half of its windows can be kept.
    if row.target.comparator == Comparator.MAX and len(progress.slots) < HALF:
        return Result.NOT
    is_half_there = bool(progress.achieved) and progress.achieved * HALF >= progress.aim
    return Result.PARTLY if is_half_there else Result.NOT


def result(standing):
    """What a whole goal came to: fulfilled when all of it is, not fulfilled when nothing of it is."""
    outcomes = {outcome(row) for row in standing.targets}
    known = outcomes - {Result.UNJUDGED}
    if not known:
        return BY_MEETING.get(standing.state, Result.UNJUDGED)
    if known == {Result.NOT}:
        return Result.NOT
    return Result.FULFILLED if outcomes == {Result.FULFILLED} else Result.PARTLY


@dataclass(frozen=True)
class ProposedResult:
    """One goal at the end of its year: how it stands, what that comes to, and what is missing to show it."""

    goal: Goal
    standing: GoalStanding
    result: Result
    gaps: tuple[str, ...]  # sentences; none of them stops the closing


def propose_results(plan):
    """What the numbers say of each approved goal of the plan, in order; a constant number of queries."""
    goals = Goal.objects.in_plan(plan).approved().in_document_order().with_content()
    goals = list(goals.select_related("document", "centre", "amends"))
    year_end = date(plan.document.year, 12, 31)
    found = standings(goals, year=plan.document.year, today=year_end, records=Record.objects.all())
    with_file = _goals_with_file(plan, found)
    return [
        ProposedResult(row.goal, row, result(row), tuple(_gaps(row, row.goal.root_id in with_file))) for row in found
    ]


def _goals_with_file(plan, found):
    """Goals, as first written, that some file shows: one of their own, or one of a record that counts in them."""
    files = Evidence.objects.kept()
    own = files.filter(goal__document=plan.document_id, goal__centre=plan.centre_id)
    shown = {amends or goal for goal, amends in own.values_list("goal", "goal__amends")}
    records = Record.objects.counted().filter(meeting__centre=plan.centre_id, on__year=plan.document.year)
    records = records.filter(pk__in=files.exclude(record=None).values("record"))
    topics = set(records.order_by().values_list("indicator", "topic"))
    for row in found:
        sources = [one.source for one in row.targets if one.source]
        if any(
            source.indicator_id == of and has_topic(topic, source.topic) for source in sources for of, topic in topics
        ):
            shown.add(row.goal.root_id)
    return shown


def _gaps(standing, has_file):
    if not has_file:
        wanted = " ".join(standing.goal.evidence.split())
        yield (
            _("Splnění nedokládá žádný soubor. Doložit se má: %(wanted)s") % {"wanted": wanted}
            if wanted
            else _("Splnění nedokládá žádný soubor.")
        )
    if not any(entry.rating for entry in standing.entries):
        yield _("Za celý rok ho nehodnotila žádná porada.")
    if any(row.progress.achieved is None and row.target.kind != Kind.NARRATIVE for row in standing.targets):
        yield _("K některé cílové hodnotě není žádný údaj.")
