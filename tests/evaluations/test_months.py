"""A target's year month by month: whole months, parts of months, what has not come, what is not known."""

from datetime import date
from decimal import Decimal

from evaluations.progress import Period
from evaluations.progress.charts import months_of
from tests.evaluations.picture_cast import SEPTEMBER, standing

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def of_days(*days):
    """One thing on each day; the pace is the number of the month."""
    return lambda day: standing(sum(1 for happened in days if happened <= day), 12, day.month)


def test_months_add_up_to_the_total():
    at = of_days(date(2026, 1, 5), date(2026, 1, 31), date(2026, 3, 1), date(2026, 9, 20), date(2026, 9, 21))

    months = months_of(YEAR, at, today=SEPTEMBER)

    assert [int(month.amount) for month in months[:9]] == [2, 0, 1, 0, 0, 0, 0, 0, 1]
    assert months[8].total == 4
    assert [int(month.pace) for month in months] == list(range(1, 13))


def test_months_to_come_have_a_pace_and_no_amount():
    ahead = months_of(YEAR, of_days(), today=SEPTEMBER)[9:]

    assert {(month.amount, month.total, month.is_ahead) for month in ahead} == {(None, None, True)}


def test_month_that_is_not_reported_is_not_zero():
    at = of_days(date(2026, 1, 5), date(2026, 9, 3))

    months = months_of(YEAR, at, today=SEPTEMBER, known_until=date(2026, 7, 31))

    assert months[6].amount == 0
    assert months[7].amount is months[7].total is None
    assert months[8].amount == 1


def test_month_that_is_reported_in_part_is_not_zero():
    months = months_of(YEAR, of_days(date(2026, 1, 5)), today=SEPTEMBER, known_until=date(2026, 7, 15))

    assert [month.amount for month in months[5:7]] == [0, None]


def test_nothing_known_at_all_is_nothing_in_each_month():
    months = months_of(YEAR, lambda day: standing(None, 12), today=SEPTEMBER)

    assert {(month.amount, month.total) for month in months} == {(None, None)}


def test_period_cuts_its_first_and_last_month():
    months = months_of(Period(date(2026, 6, 15), date(2026, 8, 10)), of_days(), today=SEPTEMBER)

    assert [(month.begins, month.ends) for month in months] == [
        (date(2026, 6, 15), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 7, 31)),
        (date(2026, 8, 1), date(2026, 8, 10)),
    ]


def test_pace_may_be_said_apart():
    months = months_of(YEAR, of_days(), today=SEPTEMBER, pace=lambda day: Decimal(100 + day.month))

    assert months[11].pace == 112
