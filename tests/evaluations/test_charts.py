"""Where the parts of a picture lie: by hand, and that nothing leaves its frame whatever the values."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.progress.charts import FEW, IN_ROW, THINNEST, Bar, progress_bar, state_bar, strip
from evaluations.states import SlotState, Status
from tests.evaluations.picture_cast import month_slots

amounts = st.decimals(min_value=0, max_value=10**12, places=2)
unknown = st.none()


@pytest.mark.parametrize(
    ("achieved", "aim", "expected", "bar"),
    [
        (Decimal(6), Decimal(12), Decimal(9), Bar(50.0, 75.0, False)),
        (Decimal(0), Decimal(12), Decimal(9), Bar(0.0, 75.0, False)),
        (None, Decimal(12), Decimal(9), Bar(0.0, 75.0, False)),
        (Decimal(6), Decimal(12), None, Bar(50.0, None, False)),
        (Decimal(12), Decimal(12), Decimal(9), Bar(100.0, None, False)),
        (Decimal(15), Decimal(12), Decimal(9), Bar(100.0, None, True)),
        (Decimal(1), Decimal(2000), Decimal(9), Bar(THINNEST, 0.45, False)),
        (Decimal(0), Decimal(0), Decimal(0), Bar(0.0, None, False)),
        (Decimal(1), Decimal(0), Decimal(0), Bar(100.0, None, True)),
        (None, None, None, Bar(0.0, None, False)),
    ],
)
def test_bar_by_hand(achieved, aim, expected, bar):
    assert progress_bar(achieved, aim, expected) == bar


def test_bar_of_a_share_is_of_a_hundred():
    bar = progress_bar(Decimal(62), Decimal(80), Decimal(80), whole=Decimal(100))

    assert bar == Bar(62.0, 80.0, False)


@given(unknown | amounts, unknown | amounts, unknown | amounts)
def test_bar_and_its_mark_stay_in_the_frame(achieved, aim, expected):
    bar = progress_bar(achieved, aim, expected)

    assert 0 <= bar.done <= 100
    assert bar.mark is None or 0 <= bar.mark <= 100
    assert (bar.done > 0) == bool(achieved and (aim or achieved))


@given(amounts, amounts, amounts.filter(bool))
def test_bar_is_never_shorter_for_more(one, other, aim):
    less, more = sorted([one, other])

    assert progress_bar(less, aim, None).done <= progress_bar(more, aim, None).done


def test_strip_of_a_quarterly_goal_by_hand():
    picture = strip(month_slots(["done", "missed", "open", "ahead"]))

    assert (picture.width, picture.height, picture.side) == (68, 14, 14)
    assert [(cell.x, cell.y) for cell in picture.cells] == [(0, 0), (18, 0), (36, 0), (54, 0)]
    assert [cell.shape for cell in picture.cells] == ["done", "missed", "open", "ahead"]


def test_strip_without_windows_has_no_width():
    assert strip(()).width == 0


def test_window_that_asks_nothing_is_drawn_as_one_to_come():
    first, *others = month_slots(["done", "done", "open"])

    picture = strip([replace(first, needed=Decimal(0)), *others])

    assert [cell.shape for cell in picture.cells] == [SlotState.AHEAD, SlotState.DONE, SlotState.OPEN]


def test_windows_under_a_limit_of_zero_keep_their_shapes():
    picture = strip(month_slots(["done", "missed"], needed=0))

    assert [cell.shape for cell in picture.cells] == [SlotState.DONE, SlotState.MISSED]


@given(st.integers(1, 120))
def test_every_window_has_its_own_place_within_the_strip(count):
    slots = (month_slots(["done"]) * count)[:count]

    picture = strip(slots)
    places = {(cell.x, cell.y) for cell in picture.cells}

    assert len(places) == count
    assert max(x for x, _y in places) + picture.side == picture.width
    assert max(y for _x, y in places) + picture.side == picture.height
    assert picture.width <= max(FEW * 18, IN_ROW * 11)


def test_bar_of_states_by_hand():
    parts = state_bar({"on_track": 6, "unrated": 2, "off_track": 2, "at_risk": 0})

    assert [(part.state, part.count, part.x, part.width) for part in parts] == [
        (Status.ON_TRACK, 6, 0.0, 60.0),
        (Status.OFF_TRACK, 2, 60.0, 20.0),
        (Status.UNRATED, 2, 80.0, 20.0),
    ]


def test_one_of_a_thousand_is_still_seen():
    parts = state_bar({"on_track": 999, "off_track": 1})

    assert parts[1].width > 1.9


@given(st.dictionaries(st.sampled_from([state.value for state in Status]), st.integers(0, 10**6)))
def test_bar_of_states_is_full_and_without_gaps(counts):
    parts = state_bar(counts)

    assert [part.count for part in parts if not part.count] == []
    assert sum(part.count for part in parts) == sum(counts.values())
    for part, following in zip(parts, parts[1:], strict=False):
        assert part.x + part.width == pytest.approx(following.x, abs=0.02)
    assert not parts or parts[-1].x + parts[-1].width == pytest.approx(100, abs=0.02)
