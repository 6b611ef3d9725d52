"""The chart of a year: scales, zero against nothing known, and that everything stays in the plot."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.progress.charts import (
    FLAT,
    FOOT,
    LOWEST,
    SMALL_HEIGHT,
    SMALL_WIDTH,
    TOP,
    Point,
    Segment,
    bar_chart,
    between_releases,
    small_chart,
    year_chart,
)
from tests.evaluations.picture_cast import SEPTEMBER, months

amounts = st.none() | st.decimals(min_value=0, max_value=10**9, places=2)
years = st.lists(amounts, max_size=12)


def chart_of(*amounts, aim=12, today=SEPTEMBER, **options):
    return year_chart(months(*amounts, aim=aim), aim=None if aim is None else Decimal(aim), today=today, **options)


def test_month_of_half_the_scale_has_half_the_height():
    chart = chart_of(6, aim=12)

    column = chart.columns[0]
    top = float(chart.ticks[-1].value)
    assert (column.y + column.height, column.height) == (FOOT, pytest.approx((FOOT - TOP) * 6 / top, abs=0.1))
    assert column.x + column.width / 2 == pytest.approx(column.middle, abs=0.02) == pytest.approx(100 / 24, abs=0.02)


def test_zero_is_a_line_and_nothing_known_is_nothing():
    chart = chart_of(0, None, Decimal("0.01"), 12)

    assert [column.height for column in chart.columns[:3]] == [FLAT, 0, LOWEST]
    assert [column.is_unknown for column in chart.columns[:3]] == [False, True, False]
    assert chart.has_unknown


def test_months_to_come_are_empty_and_not_unknown():
    chart = chart_of(1, 1)

    assert {(column.height, column.is_unknown) for column in chart.columns[2:]} == {(0, False)}
    assert not chart.has_unknown


def test_line_of_the_total_begins_at_zero_and_ends_today():
    chart = chart_of(*[1] * 9)

    assert chart.total[0].start == Point(0.0, FOOT)
    assert chart.total[-1].end.x == chart.today == pytest.approx(100 * (8 + 20 / 30) / 12, abs=0.01)


def test_line_of_the_total_is_broken_where_nothing_is_known():
    chart = chart_of(1, 1, None, 1, 1)

    assert [(line.start.x, line.end.x) for line in chart.total] == [(0.0, 8.33), (8.33, 16.67), (33.33, 41.67)]
    assert len(chart.readings) == 4


def test_pace_runs_from_zero_to_the_aim():
    chart = chart_of(1)

    assert (chart.pace[0].start, chart.pace[-1].end) == (Point(0.0, FOOT), Point(100.0, chart.aim_y))


def test_value_that_is_read_off_has_no_bars_and_does_not_begin_at_zero():
    chart = chart_of(5, 6, 7, accumulates=False)

    assert {column.height for column in chart.columns} == {0}
    assert chart.total[0].start.x == 8.33


def test_aim_before_the_amendment_has_its_own_line():
    chart = chart_of(1, aim=12, former_aim=Decimal(15))

    assert TOP <= chart.former_y < chart.aim_y < FOOT


def test_aim_far_below_what_was_reached_is_low():
    assert chart_of(100, aim=12).aim_is_low
    assert not chart_of(1, aim=12).aim_is_low


def test_today_outside_the_year_has_no_mark():
    assert chart_of(1, today=date(2027, 1, 1)).today is None
    assert chart_of(1, today=date(2026, 12, 31)).today == 100.0


@pytest.mark.parametrize(
    ("aim", "values"),
    [
        (12, [0, 5, 10, 15]),
        (1, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (1000, [0, 500, 1000]),
        (80, [0, 20, 40, 60, 80]),
        (None, [0, 1]),
    ],
)
def test_axis_has_round_numbers(aim, values):
    assert [tick.value for tick in chart_of(aim=aim).ticks] == values


@given(years, amounts)
def test_everything_stays_in_the_plot(values, aim):
    chart = chart_of(*values, aim=aim)

    points = [point for line in (*chart.total, *chart.pace) for point in (line.start, line.end)]
    assert all(0 <= point.x <= 100 and TOP <= point.y <= FOOT for point in points)
    assert all(column.y >= TOP and column.y + column.height == pytest.approx(FOOT) for column in chart.columns)
    assert all(column.x >= 0 and column.x + column.width <= 100 for column in chart.columns)
    assert chart.aim_y is None or TOP <= chart.aim_y <= FOOT
    assert 2 <= len(chart.ticks) <= 7
    assert chart.ticks[-1].y == TOP


@given(years)
def test_each_month_has_a_column_and_a_higher_amount_a_higher_bar(values):
    columns = chart_of(*values).columns

    known = sorted((c for c in columns if c.month.amount is not None), key=lambda c: c.month.amount)
    assert len(columns) == 12
    assert [c.height for c in known] == sorted(c.height for c in known)


@given(years, amounts)
def test_small_chart_stays_in_its_frame(values, aim):
    chart = small_chart(months(*values, aim=aim), aim=aim, today=SEPTEMBER)

    points = [point for line in (*chart.total, *chart.pace) for point in (line.start, line.end)]
    assert all(0 <= point.x <= SMALL_WIDTH and 0 <= point.y <= SMALL_HEIGHT for point in points)
    assert (chart.last is None) == (not any(value is not None for value in values))


def test_small_chart_by_hand():
    chart = small_chart(months(6, aim=None), aim=Decimal(10), today=date(2026, 1, 31))

    assert chart.total == (Segment(Point(4.0, 28.0), Point(13.3, 13.6)),)


def test_time_between_two_standings_is_one_column_as_long_as_it_was():
    releases = [(date(2025, 3, 31), Decimal(3), Decimal(3)), (date(2025, 9, 30), Decimal(9), None)]
    columns = year_chart(between_releases(2025, releases), aim=Decimal(12), today=None).columns

    assert [(column.month.span, column.month.amount) for column in columns] == [
        (3, 3),
        (6, 6),
        *[(1, None)] * 3,
    ]
    assert columns[1].middle == pytest.approx(50)
    assert columns[1].width == pytest.approx(2 * columns[0].width, abs=0.02)


def test_what_one_standing_did_not_know_is_not_taken_for_zero():
    releases = [(date(2025, 1, 31), Decimal(2), None), (date(2025, 2, 28), None, None)]
    releases.append((date(2025, 12, 31), Decimal(5), None))

    assert [month.amount for month in between_releases(2025, releases)] == [2, None, 3]


def test_bars_share_one_scale_and_keep_room_for_their_words():
    chart = bar_chart([[(Decimal(6), Decimal(12)), (None, Decimal(3))], [(Decimal(-1), None)]])
    first, unknown, below = (bar for group in chart.groups for bar in group.bars)

    assert (first.width, first.mark, first.words_at) == (30, 60, 60)
    assert (unknown.width, unknown.mark) == (0, 15)
    assert (below.width, below.mark) == (0, None)
    assert first.middle < unknown.middle < chart.groups[1].name_at < below.middle < chart.foot
