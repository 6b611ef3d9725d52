"""What each kind of target comes to on the last day of its year: examples by hand."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from evaluations.closings.outcomes import outcome, result
from evaluations.progress import Aim, DatedRating, Fact, Period, progress
from evaluations.states import Aggregation, Rating, Result, Status
from goals.states import Comparator, Kind, Window

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
FULFILLED, PARTLY, NOT, UNJUDGED = Result.FULFILLED, Result.PARTLY, Result.NOT, Result.UNJUDGED


def measured(kind, *facts, said="", aggregation=Aggregation.SUM, is_late=False, **aim):
    """A target with its progress at the end of the year; facts are (month, amount), `said` is December's rating."""
    if aim.get("value") is not None:
        aim["value"] = Decimal(aim["value"])
    aim = Aim(kind=kind, **aim)
    facts = [Fact(date(2025, month, 5), Decimal(amount)) for month, amount in facts]
    words = [DatedRating(date(2025, 12, 31), Rating(said))] if said else []
    reported = {"known_until": date(2025, 12, 31)} if said else {}
    shown = progress(
        aim, facts, period=YEAR, today=date(2025, 12, 31), ratings=words, aggregation=aggregation, **reported
    )
    return SimpleNamespace(target=aim, progress=shown, is_late=is_late)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (measured(Kind.COUNT, *[(month, 1) for month in range(1, 13)], value=12), FULFILLED),
        (measured(Kind.COUNT, (3, 6), value=12), PARTLY),
        (measured(Kind.COUNT, (3, 5), value=12), NOT),
        (measured(Kind.COUNT, value=12), UNJUDGED),
        (measured(Kind.COUNT, value=12, said="on_track"), NOT),  # the centre reported, and nothing of this: zero
        (measured(Kind.COUNT, (3, 12), value=12, is_late=True), PARTLY),
        (measured(Kind.COUNT, (3, 4), value=5, comparator=Comparator.MAX), FULFILLED),
        (measured(Kind.COUNT, (3, 6), value=5, comparator=Comparator.MAX), NOT),
        (measured(Kind.COUNT, (3, 13), value=12, comparator=Comparator.EXACT), FULFILLED),
        (measured(Kind.FREQUENCY, (1, 1), (4, 1), (7, 1), (10, 1), value=1, window=Window.QUARTER), FULFILLED),
        (measured(Kind.FREQUENCY, (1, 1), (4, 1), value=1, window=Window.QUARTER), PARTLY),
        (measured(Kind.FREQUENCY, (12, 12), value=1, window=Window.QUARTER), NOT),  # a burst is not quarterly
        (measured(Kind.LEVEL, (1, 1400), (12, 2000), value=2000, aggregation=Aggregation.LAST), FULFILLED),
        (measured(Kind.LEVEL, (1, 900), (12, 1000), value=2000, aggregation=Aggregation.LAST), PARTLY),
        (measured(Kind.LEVEL, (12, 999), value=2000, aggregation=Aggregation.LAST), NOT),
        (measured(Kind.SHARE, (12, 80), value=80, aggregation=Aggregation.LAST), FULFILLED),
        (measured(Kind.SHARE, (12, 79), value=80, aggregation=Aggregation.LAST), PARTLY),
        (measured(Kind.SHARE, (12, 39), value=80, aggregation=Aggregation.LAST), NOT),
        (measured(Kind.SHARE, (12, 11), value=10, comparator=Comparator.MAX, aggregation=Aggregation.LAST), NOT),
        (measured(Kind.EACH, said="done"), FULFILLED),
        (measured(Kind.EACH, said="at_risk"), PARTLY),
        (measured(Kind.EACH), UNJUDGED),
        (measured(Kind.MILESTONE, (5, 1), deadline=date(2025, 6, 30)), FULFILLED),
        (measured(Kind.MILESTONE, deadline=date(2025, 6, 30)), NOT),
        (measured(Kind.MILESTONE, (9, 1), deadline=date(2025, 6, 30), is_late=True), PARTLY),
        (measured(Kind.MILESTONE, said="done"), FULFILLED),
        (measured(Kind.NARRATIVE, said="on_track"), FULFILLED),
        (measured(Kind.NARRATIVE, said="at_risk"), PARTLY),
        (measured(Kind.NARRATIVE, said="off_track"), NOT),
        (measured(Kind.NARRATIVE), UNJUDGED),
    ],
)
def test_outcome_of_one_target(row, expected):
    assert outcome(row) == expected


REACHED = measured(Kind.COUNT, (3, 12), value=12)
HALF_WAY = measured(Kind.COUNT, (3, 6), value=12)
MISSED = measured(Kind.COUNT, (3, 1), value=12)
UNKNOWN = measured(Kind.COUNT, value=12)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([REACHED, REACHED], FULFILLED),
        ([REACHED, HALF_WAY], PARTLY),
        ([REACHED, MISSED], PARTLY),
        ([REACHED, UNKNOWN], PARTLY),  # not all of it is shown
        ([MISSED, UNKNOWN], NOT),
        ([MISSED, MISSED], NOT),
        ([HALF_WAY, HALF_WAY], PARTLY),
        ([UNKNOWN, UNKNOWN], UNJUDGED),
        ([], UNJUDGED),
    ],
)
def test_result_of_a_goal_with_several_targets(rows, expected):
    assert result(SimpleNamespace(targets=rows, state=Status.UNRATED)) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (Status.DONE, FULFILLED),
        (Status.ON_TRACK, UNJUDGED),
        (Status.AT_RISK, UNJUDGED),
        (Status.OFF_TRACK, NOT),
        (Status.UNRATED, UNJUDGED),
    ],
)
def test_result_without_a_number_is_what_a_meeting_said_for_certain(state, expected):
    assert result(SimpleNamespace(targets=[UNKNOWN], state=state)) == expected
