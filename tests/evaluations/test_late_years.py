"""Years made up at random, in which records come when they come: what came out is the same when it is made again, and
each standing says the sum that plain loops over the list of what was written make of it."""

import json
import random
from collections import namedtuple
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from evaluations.meetings.minutes import minutes_content
from evaluations.models import Minutes, Report
from evaluations.records.records import RecordContent, add
from evaluations.records.sources import set_source
from evaluations.reports.content import REPORT
from evaluations.reports.publishing import prepare_interim
from goals.workflow import Refused
from tests.evaluations.closing_cast import COURSES, PUBLISHED, YEAR, make_year, stood
from tests.factories import PRAGUE, close_month, make_indicator
from tests.thorough import IS_THOROUGH

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
YEARS = 12 if IS_THOROUGH else 1
Written = namedtuple("Written", "on amount known_from")


def ends(month):
    return date(YEAR + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def moment(day, hour):
    return datetime.combine(day, time(hour), tzinfo=PRAGUE)


def plan_of_a_year(dice):
    """What is done when, in order: records of the day or late, months closed and standings released without hurry."""
    steps, closed, released = [], date(YEAR, 1, 31), date(YEAR, 1, 31)
    for month in range(1, 13):
        for _number in range(dice.randint(1, 3)):
            on = date(YEAR, month, dice.randint(1, 28))
            late = dice.choice([0, 0, 1, dice.randint(20, 100)])
            steps.append((moment(on + timedelta(days=late), 10), "record", (on, dice.randint(1, 4))))
        closed = max(closed, ends(month) + timedelta(days=dice.choice([0, 3, 9, 40])))
        steps.append((moment(closed, 15), "close", month))
        if dice.random() < 0.5:
            released = max(released, ends(month) + timedelta(days=dice.choice([5, 21, 45])))
            steps.append((moment(released, 16), "release", month))
    return sorted(steps, key=lambda step: step[0])


def live(year, steps):
    """Do it by the product's verbs; returns what was written, and by a plain rule since when each of it is known: a
    record is of its month, or of the first later one that is neither closed nor has a standing out."""
    closed, out, written = set(), set(), []
    for now, name, what in steps:
        if name == "close":
            close_month(year.centre, YEAR, what, by=year.head, now=now)
            closed.add(what)
        elif name == "release":
            stood(year.document, what, now=now)
            out.add(what)
        else:
            on, amount = what
            try:
                add(year.centre, RecordContent(year.indicator, on, Decimal(amount)), by=year.staff, now=now)
            except Refused:  # no later month is there yet: it waits outside, and nobody counts it
                continue
            month = on.month
            while month in closed or any(month <= standing for standing in out):
                month += 1
            written.append(Written(on, amount, on if month == on.month else ends(month - 1) + timedelta(days=1)))
    return written


@pytest.mark.parametrize("_year", range(YEARS))
def test_what_came_out_is_made_again_alike_and_the_next_differs_by_just_what_came_late(_year):
    seed = random.randrange(10**6)  # noqa: S311 - no secret
    print("seed", seed)  # noqa: T201 - shown where it fails
    year = make_year(COURSES, is_closed=False)
    year.indicator = make_indicator()
    set_source(year.goals[0].targets.get(), year.indicator, by=year.head, now=PUBLISHED)

    written = live(year, plan_of_a_year(random.Random(seed)))  # noqa: S311 - no secret

    before, counted = None, 0
    for report in Report.objects.order_by("as_of"):
        frozen = REPORT.content_of(report)
        again = prepare_interim(year.document, report.as_of, today=date(YEAR + 1, 6, 1)).content
        assert frozen == again | {REPORT.name: frozen[REPORT.name]}
        achieved = sum(one.amount for one in written if one.on <= report.as_of and one.known_from <= report.as_of)
        assert (report.goals.get().targets.get().achieved or 0) == achieved
        if before:
            new = [one.amount for one in written if before < one.known_from <= report.as_of]
            assert achieved - counted == sum(new)
        before, counted = report.as_of, achieved
    for minutes in Minutes.objects.select_related("meeting__centre"):
        again = minutes_content(minutes.meeting, number=minutes.number, now=minutes.made_at)
        assert json.loads(json.dumps(again, default=str)) == minutes.content
    assert len(written) > 12
