"""A scale of evaluation: so many thousand records of twenty centres, over as many years but no more than ten, and no
fewer than two, because pages also look back at the year before.

Written in bulk on top of the people and the goals of the workspace. A closed month refuses every row, so meetings are
open until all that belongs to them is there.
"""

from dataclasses import dataclass
from itertools import cycle, islice

from django.utils import timezone

from centres.models import Event
from evaluations.models import Entry, Record, TargetSource
from evaluations.records.sources import load_indicators
from goals.models import Goal
from goals.states import GoalState
from tests.bench.evaluation.life import add_meetings, add_records, add_sources, close_months
from tests.bench.workspace.cast import FIXTURES, Cast, make_cast
from tests.bench.workspace.commitment import add_commitment
from tests.bench.workspace.data import open_year, publish_stub
from tests.bench.workspace.events import add_events
from tests.bench.workspace.goals import add_amendments, add_goals
from tests.bench.workspace.wordings import wordings

YEAR, MONTH = timezone.localdate().year, timezone.localdate().month
LEAST_YEARS, MOST_YEARS = 2, 10
RECORDS = 1000
TEXTS = 70  # every year has the same goals, so that the measured ones are alike at every scale


@dataclass(frozen=True)
class Scale:
    """What the pages are about: the current month of the current year is open, all others are closed."""

    cast: Cast
    year: int
    month: int
    goal: Goal  # of the main centre


def build(factor):
    cast = make_cast()
    load_indicators(FIXTURES)
    serves, _network = add_commitment(cast)
    count = max(LEAST_YEARS, min(factor, MOST_YEARS))
    years = range(YEAR - count + 1, YEAR + 1)
    goals = _add_years(cast, years, serves)
    add_sources([*goals, *serves])
    meetings = add_meetings(cast, years, until=(YEAR, MONTH))
    add_records(cast, meetings, factor * RECORDS)
    close_months(meetings, goals, serves, cast, still_open=(YEAR, MONTH))
    return Scale(cast, YEAR, MONTH, _measured(goals, cast))


def facts():
    """How much there is."""
    return {"records / entries / acts": (Record.objects.count(), Entry.objects.count(), Event.objects.count())}


def _add_years(cast, years, serves):
    texts, before, added = list(islice(wordings(YEAR), TEXTS)), [], []
    for year in years:
        document = open_year(cast, year)
        before = add_goals(document, cast, cycle(texts), serves, before)
        add_events(before, cast, GoalState.APPROVED)
        add_amendments(before, cast)
        publish_stub(document, cast)
        added += before
    return added


def _measured(goals, cast):
    """One that records feed."""
    fed = set(TargetSource.objects.values_list("target__goal", flat=True))
    return next(
        goal for goal in goals if goal.centre_id == cast.main.pk and goal.document.year == YEAR and goal.pk in fed
    )
