"""How a target stands on a day: examples worked out by hand for each kind, comparator and edge.

2026 has 365 days; 181 of them are over at the end of 30 June, 31 (more than a twelfth) at the end of January.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from evaluations.progress import STATUS_OF, Aim, DatedRating, Fact, Period, Progress, of_goal, progress
from evaluations.states import Aggregation, Rating, SlotState, Status
from goals.states import Comparator, Kind, Window

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
EVE = date(2026, 12, 31)
MID = date(2026, 6, 30)


def day(text):
    """ "5. 6." of 2026, or with a year."""
    parts = [int(part) for part in text.split(".") if part.strip()]
    return date(parts[2] if len(parts) > 2 else 2026, parts[1], parts[0])


def facts(*written):
    """ "5. 6. = 3" or "5. 6. = 3 Úřad práce"."""
    made = []
    for line in written:
        on, _, rest = line.partition("=")
        amount, _, thing = rest.strip().partition(" ")
        made.append(Fact(day(on), Decimal(amount), thing))
    return made


def said(*written):
    """ "31. 3. = on_track"."""
    return [DatedRating(day(line.split("=")[0]), Rating(line.split("=")[1].strip())) for line in written]


def aim(kind, value=None, comparator=Comparator.MIN, *, window="", deadline=None):
    number = None if value is None else Decimal(value)
    return Aim(kind, comparator, number, window=window, deadline=deadline and day(deadline))


def stands(target, known=(), today=MID, *, period=YEAR, **more):
    return progress(target, known, period=period, today=today, **more)


def plain(text):
    return text.replace("\xa0", " ")


def written(number):
    return None if number is None else str(number)


def count(value, comparator=Comparator.MIN, **more):
    return aim(Kind.COUNT, value, comparator, **more)


class TestCount:
    @pytest.mark.parametrize(
        ("value", "today", "amount", "state", "expected", "forecast"),
        [
            # twelve a year: a month each, so that 6 are due in the middle
            (12, "30. 6.", "7", "on_track", "6.0", "14.1"),
            (12, "30. 6.", "6", "on_track", "6.0", "12.1"),
            (12, "30. 6.", "5.4", "on_track", "6.0", "10.9"),  # 0.9 of the pace
            (12, "30. 6.", "5", "at_risk", "6.0", "10.1"),
            (12, "30. 6.", "3.6", "at_risk", "6.0", "7.3"),  # 0.6 of it
            (12, "30. 6.", "3.5", "off_track", "6.0", "7.1"),
            (12, "30. 6.", "0", "off_track", "6.0", "0.0"),
            (12, "30. 6.", "12", "done", "6.0", "24.2"),
            (12, "30. 6.", "13", "done", "6.0", "26.2"),
            # nothing is said of a pace before a twelfth of the days is over
            (12, "1. 1.", "0", "on_track", "0.0", None),
            (1000, "30. 1.", "0", "on_track", "82.2", None),
            (1000, "31. 1.", "0", "off_track", "84.9", "0.0"),
            (1000, "31. 1.", "70", "at_risk", "84.9", "824.2"),
            (1000, "31. 1.", "77", "on_track", "84.9", "906.6"),
            # a thing cannot be held by halves: one goal of one
            (1, "30. 6.", "0", "on_track", "0.5", "0.0"),
            (1, "30. 11.", "0", "on_track", "0.9", "0.0"),
            (1, "1. 12.", "0", "at_risk", "0.9", "0.0"),  # the last twelfth has begun
            (1, "30. 12.", "0", "at_risk", "1.0", "0.0"),
            (2, "30. 12.", "0", "off_track", "2.0", "0.0"),
            (1, "31. 12.", "0", "off_track", "1.0", "0.0"),
            (1, "31. 12.", "1", "done", "1.0", "1.0"),
            (2, "30. 6.", "0", "at_risk", "1.0", "0.0"),
            (2, "31. 12.", "1", "off_track", "2.0", "1.0"),
            (4, "30. 9.", "2", "at_risk", "3.0", "2.7"),
            (4, "30. 9.", "1", "off_track", "3.0", "1.3"),
            (4, "15. 12.", "3", "at_risk", "3.8", "3.1"),
            # at the end it is reached or not
            (12, "30. 12.", "11", "on_track", "12.0", "11.0"),
            (12, "31. 12.", "11", "off_track", "12.0", "11.0"),
            (12, "31. 12.", "12", "done", "12.0", "12.0"),
            (12, "1. 3. 2027", "11", "off_track", "12.0", "11.0"),
            (12, "1. 3. 2027", "12", "done", "12.0", "12.0"),
            (0, "1. 1.", "0", "done", "0.0", None),
        ],
    )
    def test_at_least(self, value, today, amount, state, expected, forecast):
        found = stands(count(value), facts(f"1. 1. = {amount}"), day(today))

        assert (found.achieved, found.aim) == (Decimal(amount), Decimal(value))
        assert (found.state, written(found.expected), written(found.forecast)) == (state, expected, forecast)

    @pytest.mark.parametrize(("amount", "state"), [("11", "off_track"), ("12", "done"), ("13", "done")])
    def test_exactly_is_a_promise_that_more_does_not_break(self, amount, state):
        found = stands(count(12, Comparator.EXACT), facts(f"1. 1. = {amount}"), EVE)

        assert found.state == state

    @pytest.mark.parametrize(
        ("value", "today", "amount", "state"),
        [
            (12, "30. 6.", "6", "on_track"),
            (12, "30. 6.", "6.9", "on_track"),  # less than a whole thing above the pace
            (12, "30. 6.", "7", "at_risk"),
            (12, "30. 6.", "12", "at_risk"),
            (12, "30. 6.", "13", "off_track"),
            (12, "31. 12.", "12", "done"),
            (12, "31. 12.", "13", "off_track"),
            (12, "31. 12.", "0", "done"),
            (12, "10. 1.", "5", "on_track"),  # too early for a pace
            (12, "10. 1.", "13", "off_track"),
            (3, "31. 1.", "1", "on_track"),
            (3, "31. 1.", "2", "at_risk"),
            (0, "30. 6.", "0", "on_track"),
            (0, "30. 6.", "1", "off_track"),
        ],
    )
    def test_at_most(self, value, today, amount, state):
        found = stands(count(value, Comparator.MAX), facts(f"1. 1. = {amount}"), day(today))

        assert found.state == state

    @pytest.mark.parametrize(
        ("today", "known", "achieved", "state", "expected"),
        [
            ("31. 3.", ["1. 2. = 6"], 6, "on_track", "6.0"),  # 90 of 181 days
            ("30. 6.", ["1. 2. = 11"], 11, "off_track", "12.0"),
            ("30. 6.", ["1. 2. = 11", "30. 6. = 1"], 12, "done", "12.0"),
            ("31. 7.", ["1. 2. = 11", "1. 7. = 1"], 12, "done", "12.0"),
            ("31. 7.", ["1. 2. = 10", "1. 7. = 1"], 11, "off_track", "12.0"),
        ],
    )
    def test_deadline_in_the_period_ends_the_term(self, today, known, achieved, state, expected):
        found = stands(count(12, deadline="30. 6."), facts(*known), day(today))

        assert (found.achieved, found.state, str(found.expected)) == (achieved, state, expected)

    def test_reached_after_the_deadline_says_so(self):
        found = stands(count(2, deadline="30. 6."), facts("1. 2. = 1", "1. 7. = 1"), day("31. 7."))

        assert plain(found.reason) == "Splněno až po termínu 30. 6. 2026: stav k 31. 7. 2026 je 2, cíl je 2."

    @pytest.mark.parametrize("deadline", ["31. 12. 2025", "31. 3. 2027"])
    def test_deadline_outside_the_period_leaves_the_period(self, deadline):
        found = stands(count(12, deadline=deadline), facts("1. 1. = 6"))

        assert found.expected == Decimal("6.0")

    def test_what_came_after_the_deadline_is_not_limited(self):
        found = stands(count(3, Comparator.MAX, deadline="30. 6."), facts("1. 2. = 3", "1. 8. = 5"), EVE)

        assert (found.achieved, found.state) == (3, Status.DONE)

    def test_goal_begun_in_the_middle_of_the_year_has_its_own_pace(self):
        begun = Period(date(2026, 7, 1), EVE)

        found = stands(count(12), facts("1. 3. = 9", "1. 8. = 6"), day("30. 9."), period=begun)

        assert (found.achieved, found.expected, found.state) == (6, Decimal("6.0"), Status.ON_TRACK)

    def test_day_before_the_period_is_unrated(self):
        found = stands(count(12), facts("1. 1. = 3"), date(2025, 12, 31))

        assert (found.achieved, found.aim, found.expected, found.state) == (None, 12, None, Status.UNRATED)
        assert plain(found.reason) == "Období ještě nezačalo, začíná 1. 1. 2026."

    def test_facts_outside_the_period_or_after_the_day_are_left_out(self):
        known = facts("31. 12. 2025 = 100", "1. 1. = 1", "30. 6. = 2", "1. 7. = 100", "1. 1. 2027 = 100")

        assert stands(count(12), known).achieved == 3
        assert stands(count(12), known, date(2027, 6, 1)).achieved == 103

    def test_late_entry_counts_on_its_own_day(self):
        march = stands(count(12), facts("15. 3. = 3"), day("31. 3."))
        february = stands(count(12), facts("15. 3. = 3"), day("28. 2."), known_until=day("28. 2."))

        assert (february.achieved, march.achieved) == (0, 3)

    def test_amended_target_stands_against_both_values(self):
        held, original = (stands(count(aim), facts("1. 2. = 6"), EVE) for aim in (6, 12))

        assert (held.aim, held.state) == (6, Status.DONE)
        assert (original.aim, original.state) == (12, Status.OFF_TRACK)

    def test_count_without_a_number_is_judged_by_the_meeting(self):
        found = stands(count(None), facts("1. 2. = 6"), ratings=said("31. 5. = at_risk"))

        assert (found.achieved, found.aim, found.state) == (6, None, Status.AT_RISK)


class TestKnowing:
    def test_nothing_known_is_not_zero(self):
        found = stands(count(12), [])

        assert found == Progress(None, Decimal(12), None, None, (), Status.UNRATED, "Zatím není žádný údaj.")

    def test_silence_of_a_centre_that_reported_is_zero(self):
        found = stands(count(12), [], known_until=MID)

        assert (found.achieved, found.state) == (0, Status.OFF_TRACK)

    def test_report_from_before_the_period_tells_nothing_of_it(self):
        found = stands(count(12), [], known_until=date(2025, 12, 31))

        assert (found.achieved, found.state) == (None, Status.UNRATED)

    @pytest.mark.parametrize("kind", [Kind.LEVEL, Kind.SHARE])
    def test_value_that_nobody_read_off_is_unknown(self, kind):
        found = stands(aim(kind, 50), [], known_until=MID)

        assert (found.achieved, found.aim, found.state) == (None, 50, Status.UNRATED)

    def test_last_value_of_a_count_that_nobody_gave_is_unknown(self):
        assert stands(count(12), [], known_until=MID, aggregation=Aggregation.LAST).achieved is None

    def test_frequency_without_data_shows_no_missed_windows(self):
        found = stands(aim(Kind.FREQUENCY, 1, window=Window.QUARTER), [])

        assert (found.achieved, found.aim, found.slots, found.state) == (None, 4, (), Status.UNRATED)

    @pytest.mark.parametrize("amount", ["-3", "NaN", "Infinity", "1E+12"])
    def test_amount_that_cannot_be_is_refused(self, amount):
        with pytest.raises(ValueError, match="no amount"):
            stands(count(12), facts(f"1. 2. = {amount}"))

    @pytest.mark.parametrize("amount", ["100.01", "-1"])
    def test_share_outside_a_whole_is_refused(self, amount):
        with pytest.raises(ValueError, match=r"per cent|no amount"):
            stands(aim(Kind.SHARE, 80), facts(f"1. 2. = {amount}"))

    def test_period_that_ends_before_it_begins_is_refused(self):
        with pytest.raises(ValueError, match="before it begins"):
            Period(EVE, MID)


class TestAdding:
    @pytest.mark.parametrize(
        ("aggregation", "known", "achieved"),
        [
            (Aggregation.SUM, ["1. 2. = 1", "1. 2. = 1", "1. 3. = 2.5"], "4.5"),
            (Aggregation.SUM, ["1. 2. = 1 Úřad", "1. 3. = 1 Úřad"], "2"),
            (Aggregation.DISTINCT, ["1. 2. = 1 Úřad práce", "1. 3. = 4 úřad  PRÁCE ", "1. 4. = 1 OSPOD"], "2"),
            (Aggregation.DISTINCT, ["1. 2. = 0 Úřad", "1. 3. = 1 OSPOD"], "1"),  # a visit that did not take place
            (Aggregation.DISTINCT, ["1. 2. = 1 Úřad", "1. 3. = 2", "1. 4. = 1"], "4"),  # nameless ones by their amount
            (Aggregation.LAST, ["1. 4. = 7", "1. 2. = 9"], "7"),
            (Aggregation.LAST, ["1. 4. = 7", "1. 4. = 9"], "9"),
            (Aggregation.LAST, ["1. 4. = 7 Písek", "1. 2. = 9 Písek", "1. 3. = 5 Tábor"], "12"),
        ],
    )
    def test_amounts_make_one_number(self, aggregation, known, achieved):
        found = stands(count(100), facts(*known), aggregation=aggregation)

        assert found.achieved == Decimal(achieved)


def often(value, window, comparator=Comparator.MIN, **more):
    return aim(Kind.FREQUENCY, value, comparator, window=window, **more)


QUARTERS = ("15. 2. = 1", "15. 5. = 1", "15. 8. = 1", "15. 11. = 1")


class TestFrequency:
    @pytest.mark.parametrize(
        ("known", "today", "state", "strip", "achieved", "expected", "forecast"),
        [
            (QUARTERS, "31. 12.", "done", "DDDD", 4, 4, "4.0"),
            (QUARTERS, "15. 11.", "done", "DDDD", 4, 3, "4.0"),
            (QUARTERS, "30. 9.", "on_track", "DDDA", 3, 3, "4.0"),
            (QUARTERS[:1], "14. 2.", "on_track", "OAAA", 0, 0, None),
            (QUARTERS[:1], "31. 3.", "on_track", "DAAA", 1, 1, "4.0"),
            (QUARTERS[:1], "29. 6.", "on_track", "DOAA", 1, 1, "4.0"),
            (QUARTERS[:1], "30. 6.", "at_risk", "DMAA", 1, 2, "2.0"),  # the quarter is over at the end of its last day
            (QUARTERS[:1], "30. 9.", "off_track", "DMMA", 1, 3, "1.3"),
            (QUARTERS[:3], "31. 12.", "off_track", "DDDM", 3, 4, "3.0"),
            (["1. 12. = 4"], "31. 12.", "off_track", "MMMD", 1, 4, "1.0"),  # a burst in December
            (["1. 12. = 4"], "1. 12.", "off_track", "MMMD", 1, 3, "1.0"),
        ],
    )
    def test_quarterly(self, known, today, state, strip, achieved, expected, forecast):
        found = stands(often(1, Window.QUARTER), facts(*known), day(today), known_until=day(today))

        assert (found.state, "".join(slot.state[0].upper() for slot in found.slots)) == (state, strip)
        assert (found.achieved, found.aim, found.expected) == (achieved, 4, expected)
        assert written(found.forecast) == forecast

    @pytest.mark.parametrize(
        ("missed", "today", "state"),
        [
            (0, "31. 8.", "on_track"),
            (1, "31. 1.", "at_risk"),
            (1, "31. 8.", "at_risk"),
            (2, "31. 7.", "off_track"),  # 2 of 7
            (2, "31. 8.", "at_risk"),  # 2 of 8 are a quarter of them
            (3, "31. 8.", "off_track"),
            (1, "31. 12.", "off_track"),
        ],
    )
    def test_missed_months(self, missed, today, state):
        known = facts(*(f"10. {month}. = 2" for month in range(missed + 1, 13)))

        found = stands(often(2, Window.MONTH), known, day(today), known_until=day(today))

        assert found.state == state

    def test_window_that_is_not_full_enough_is_missed(self):
        found = stands(often(2, Window.MONTH), facts("10. 1. = 1", "10. 2. = 2"), day("28. 2."))

        assert [(slot.happened, slot.state) for slot in found.slots[:2]] == [
            (1, SlotState.MISSED),
            (2, SlotState.DONE),
        ]

    def test_times_a_year_are_held_against_the_pace_of_the_year(self):
        found = stands(often(5, Window.YEAR), facts("1. 2. = 2"))

        assert (found.achieved, found.aim, str(found.expected), found.state) == (2, 5, "2.5", Status.ON_TRACK)
        assert [(slot.begins, slot.ends, slot.needed, slot.happened) for slot in found.slots] == [
            (YEAR.begins, YEAR.ends, 5, 2)
        ]

    def test_years_of_a_long_goal_are_windows(self):
        long = Period(date(2025, 1, 1), date(2027, 12, 31))

        found = stands(often(1, Window.YEAR), facts("1. 5. 2025 = 1"), period=long)

        assert [slot.state for slot in found.slots] == [SlotState.DONE, SlotState.OPEN, SlotState.AHEAD]
        assert (found.achieved, found.aim) == (1, 3)

    def test_count_with_a_window_is_judged_by_windows(self):
        found = stands(count(12, window=Window.QUARTER), facts("1. 2. = 12", "1. 5. = 11"))

        assert (found.achieved, found.aim, found.state) == (1, 4, Status.AT_RISK)

    @pytest.mark.parametrize(
        ("begins", "needed"),
        [
            (date(2026, 1, 1), [1, 1, 1, 1]),
            (date(2026, 2, 15), [1, 1, 1, 1]),  # 45 of 90 days are left: half
            (date(2026, 2, 16), [0, 1, 1, 1]),
            (date(2026, 11, 15), [1]),
            (date(2026, 11, 17), [0]),  # 45 of 92
        ],
    )
    def test_nothing_is_demanded_in_a_first_window_shorter_than_half(self, begins, needed):
        found = stands(often(1, Window.QUARTER), [], EVE, period=Period(begins, EVE), known_until=EVE)

        assert [slot.needed for slot in found.slots] == needed

    def test_period_without_a_demanded_window_is_judged_by_the_meeting(self):
        short = Period(date(2026, 11, 17), EVE)

        found = stands(often(1, Window.QUARTER), facts("1. 12. = 1"), EVE, period=short, ratings=said("30. 11. = done"))
        silent = stands(often(1, Window.QUARTER), facts("1. 12. = 1"), EVE, period=short)

        assert (found.state, silent.state) == (Status.DONE, Status.UNRATED)

    def test_deadline_ends_the_windows(self):
        found = stands(often(1, Window.QUARTER, deadline="30. 6."), facts("1. 2. = 1", "1. 5. = 1"), EVE)

        assert (len(found.slots), found.state) == (2, Status.DONE)

    @pytest.mark.parametrize(
        ("known", "today", "state", "strip"),
        [
            (["5. 1. = 2"], "31. 1.", "on_track", "D"),
            (["5. 1. = 2"], "30. 1.", "on_track", "O"),
            (["5. 1. = 3"], "10. 1.", "at_risk", "M"),  # passed while the window runs
            (["5. 1. = 3", "5. 2. = 3"], "28. 2.", "off_track", "MM"),
            (["5. 1. = 2"], "31. 12.", "done", "DDDDDDDDDDDD"),
        ],
    )
    def test_at_most_a_month(self, known, today, state, strip):
        found = stands(often(2, Window.MONTH, Comparator.MAX), facts(*known), day(today))

        assert found.state == state
        assert "".join(slot.state[0].upper() for slot in found.slots).rstrip("A") == strip

    def test_limit_of_nothing_is_kept_by_nothing(self):
        never = often(0, Window.QUARTER, Comparator.MAX)

        kept, broken = (stands(never, facts(*known), EVE, known_until=EVE) for known in ([], ["1. 2. = 1"]))

        assert [(each.achieved, each.aim, each.state) for each in (kept, broken)] == [
            (4, 4, Status.DONE),
            (3, 4, Status.OFF_TRACK),
        ]

    def test_week_begins_on_monday(self):
        found = stands(often(1, Window.WEEK), facts("1. 1. = 1"), day("11. 1."))

        assert [(slot.begins.day, slot.ends.day) for slot in found.slots[:3]] == [(1, 4), (5, 11), (12, 18)]
        assert [slot.state for slot in found.slots[:3]] == [SlotState.DONE, SlotState.MISSED, SlotState.AHEAD]

    def test_upper_limit_holds_in_a_window_that_was_cut(self):
        cut = Period(date(2026, 1, 25), date(2026, 2, 28))

        found = stands(often(2, Window.MONTH, Comparator.MAX), facts("26. 1. = 1"), day("28. 2."), period=cut)

        assert [slot.needed for slot in found.slots] == [2, 2]
        assert found.state == Status.DONE

    def test_each_thing_counts_once_in_each_window(self):
        known = facts("1. 2. = 1 Úřad", "1. 3. = 1 Úřad", "1. 5. = 1 Úřad")

        found = stands(often(1, Window.QUARTER), known, aggregation=Aggregation.DISTINCT)

        assert [slot.happened for slot in found.slots] == [1, 1, 0, 0]


def level(value, comparator=Comparator.MIN, **more):
    return aim(Kind.LEVEL, value, comparator, **more)


class TestLevel:
    @pytest.mark.parametrize(
        ("known", "today", "state", "achieved", "expected"),
        [
            # from 1 000 on 1 January to 2 000 on 31 December: 364 days of way, 180 of them gone
            (["1. 1. = 1000", "30. 6. = 1500"], "30. 6.", "on_track", 1500, "1494.5"),
            (["1. 1. = 1000", "30. 6. = 1446"], "30. 6.", "on_track", 1446, "1494.5"),  # 0.9 of the way
            (["1. 1. = 1000", "30. 6. = 1345"], "30. 6.", "at_risk", 1345, "1494.5"),  # within a tenth of the number
            (["1. 1. = 1000", "30. 6. = 1296"], "30. 6.", "off_track", 1296, "1494.5"),
            (["1. 1. = 0", "30. 6. = 600"], "30. 6.", "at_risk", 600, "989.0"),  # 0.6 of the way
            (["1. 1. = 0", "30. 6. = 590"], "30. 6.", "off_track", 590, "989.0"),
            (["1. 1. = 1000", "30. 6. = 900"], "30. 6.", "off_track", 900, "1494.5"),
            (["1. 1. = 1000", "30. 6. = 2000"], "30. 6.", "done", 2000, "1494.5"),
            (["1. 1. = 1000", "15. 1. = 1000"], "15. 1.", "on_track", 1000, "1038.5"),
            # one value tells no pace
            (["1. 1. = 1000"], "30. 6.", "unrated", 1000, None),
            (["1. 1. = 1000"], "15. 12.", "at_risk", 1000, None),
            (["1. 1. = 1000"], "31. 12.", "off_track", 1000, "2000.0"),
            (["1. 1. = 2000"], "30. 6.", "done", 2000, None),
            (["31. 12. = 1999"], "31. 12.", "off_track", 1999, "2000.0"),
            # had, and lost
            (["1. 1. = 2100", "30. 6. = 1900"], "30. 6.", "at_risk", 1900, "2000.0"),
            (["1. 1. = 2100", "30. 6. = 1700"], "30. 6.", "off_track", 1700, "2000.0"),
        ],
    )
    def test_at_least(self, known, today, state, achieved, expected):
        found = stands(level(2000), facts(*known), day(today))

        assert (found.state, found.achieved) == (state, achieved)
        assert written(found.expected) == expected

    @pytest.mark.parametrize(
        ("known", "today", "state"),
        [
            # from 20 days down to at most 10; 15.1 are expected in the middle
            (["1. 1. = 20", "30. 6. = 15"], "30. 6.", "on_track"),
            (["1. 1. = 20", "30. 6. = 16"], "30. 6.", "at_risk"),
            (["1. 1. = 20", "30. 6. = 18"], "30. 6.", "off_track"),
            (["1. 1. = 20", "30. 6. = 10"], "30. 6.", "on_track"),  # it has to hold until the end
            (["1. 1. = 20", "30. 6. = 10"], "31. 12.", "done"),
            (["1. 1. = 20", "30. 6. = 11"], "31. 12.", "off_track"),
            (["1. 1. = 8", "30. 6. = 11"], "30. 6.", "at_risk"),
            (["1. 1. = 8", "30. 6. = 12"], "30. 6.", "off_track"),
            (["1. 1. = 8"], "30. 6.", "on_track"),
        ],
    )
    def test_at_most(self, known, today, state):
        found = stands(level(10, Comparator.MAX), facts(*known), day(today))

        assert found.state == state

    def test_exact_level_is_reached_by_more(self):
        assert stands(level(2000, Comparator.EXACT), facts("1. 3. = 2100")).state == Status.DONE

    @pytest.mark.parametrize(("comparator", "better"), [(Comparator.MIN, 9), (Comparator.MAX, 7)])
    def test_of_two_values_on_a_day_the_better_one_counts(self, comparator, better):
        for known in (["1. 2. = 7", "1. 2. = 9"], ["1. 2. = 9", "1. 2. = 7"]):
            assert stands(level(8, comparator), facts(*known)).achieved == better

    def test_branch_and_centre_keep_their_own_last_values(self):
        known = facts("1. 1. = 500 Písek", "1. 1. = 900 Budějovice", "1. 6. = 1200 Budějovice")

        found = stands(level(2000), known)

        assert (found.achieved, str(found.expected)) == (1700, "1696.7")

    def test_way_begins_when_the_first_value_of_every_branch_is_known(self):
        known = facts("1. 1. = 500 Písek", "2. 7. = 900 Budějovice", "1. 8. = 1000 Budějovice")

        found = stands(level(2000), known, day("1. 10."))

        assert (found.achieved, str(found.expected)) == (1500, "1700.0")  # half of the 182 days from 1 400

    def test_correction_on_the_first_day_is_no_fall(self):
        down = level(10, Comparator.MAX)
        known = facts("1. 1. = 18", "1. 1. = 20", "30. 6. = 15")

        assert (stands(down, known).state, str(stands(down, known).expected)) == (Status.ON_TRACK, "15.1")
        assert str(stands(level(20), facts("1. 1. = 10", "1. 1. = 12", "30. 6. = 15")).expected) == "14.9"

    def test_value_reached_by_the_deadline_stays_reached(self):
        known = facts("1. 1. = 1000", "1. 6. = 2000", "1. 9. = 1800")

        assert stands(level(2000, deadline="30. 6."), known, EVE).state == Status.DONE

    def test_value_reached_after_the_deadline_counts(self):
        known = facts("1. 1. = 1000", "1. 9. = 2000")

        assert stands(level(2000, deadline="30. 6."), known, day("1. 8.")).state == Status.OFF_TRACK
        assert stands(level(2000, deadline="30. 6."), known, EVE).state == Status.DONE

    @pytest.mark.parametrize(
        ("known", "today", "forecast"),
        [
            (["1. 1. = 1000", "1. 7. = 1181"], "1. 7.", "1364.0"),  # one a day, 183 days to go
            (["1. 1. = 1000", "1. 7. = 0"], "1. 7.", "0.0"),  # nothing falls below zero
            (["1. 1. = 1000", "30. 1. = 1010"], "1. 7.", None),  # 29 days are too little
            (["1. 1. = 1000", "1. 7. = 1181"], "31. 12.", "1181.0"),
        ],
    )
    def test_forecast_draws_the_line_on(self, known, today, forecast):
        found = stands(level(2000), facts(*known), day(today))

        assert written(found.forecast) == forecast


class TestShare:
    @pytest.mark.parametrize(
        ("comparator", "amount", "today", "state"),
        [
            (Comparator.MIN, "80", "30. 6.", "on_track"),
            (Comparator.MIN, "80", "31. 12.", "done"),
            (Comparator.MIN, "72", "30. 6.", "at_risk"),  # within a tenth
            (Comparator.MIN, "39.7", "30. 6.", "at_risk"),  # below, but it may be one that grows
            (Comparator.MIN, "39.6", "30. 6.", "off_track"),
            (Comparator.MIN, "72", "30. 11.", "at_risk"),
            (Comparator.MIN, "71", "30. 11.", "off_track"),
            (Comparator.MIN, "0", "10. 1.", "at_risk"),
            (Comparator.MIN, "79.99", "31. 12.", "off_track"),
            (Comparator.EXACT, "100", "31. 12.", "done"),
            (Comparator.MAX, "80", "30. 6.", "on_track"),
            (Comparator.MAX, "88", "30. 6.", "at_risk"),
            (Comparator.MAX, "88.1", "30. 6.", "off_track"),
            (Comparator.MAX, "80", "31. 12.", "done"),
            (Comparator.MAX, "81", "31. 12.", "off_track"),
        ],
    )
    def test_share_of_eighty(self, comparator, amount, today, state):
        found = stands(aim(Kind.SHARE, 80, comparator), facts(f"5. 1. = {amount}"), day(today))

        assert (found.state, found.achieved, found.expected, found.forecast) == (state, Decimal(amount), 80, None)

    @pytest.mark.parametrize(
        ("known", "achieved"),
        [
            (["1. 2. = 10", "1. 3. = 50"], "50"),
            (["1. 3. = 50", "1. 3. = 60", "1. 3. = 90"], "66.67"),
            (["1. 3. = 50", "1. 3. = 50"], "50"),
            (["1. 2. = 90 Písek", "1. 3. = 50 Tábor", "1. 1. = 10 Tábor"], "70"),
        ],
    )
    def test_last_shares_make_their_mean(self, known, achieved):
        assert stands(aim(Kind.SHARE, 80), facts(*known)).achieved == Decimal(achieved)


class TestMilestone:
    @pytest.mark.parametrize(
        ("known", "words", "today", "state", "achieved"),
        [
            ([], [], "31. 5.", "unrated", None),
            ([], [], "30. 8.", "unrated", None),  # 31 days before the deadline
            ([], [], "31. 8.", "at_risk", None),
            ([], [], "29. 9.", "at_risk", None),
            ([], [], "30. 9.", "off_track", None),
            ([], [], "31. 12.", "off_track", None),
            ([], ["31. 5. = on_track"], "15. 9.", "on_track", 0),
            ([], ["31. 5. = off_track"], "15. 6.", "off_track", 0),
            ([], ["31. 5. = nothing_new"], "15. 6.", "unrated", None),
            ([], ["31. 5. = on_track"], "30. 9.", "off_track", 0),
            ([], ["31. 5. = done"], "15. 6.", "done", 1),
            ([], ["31. 5. = done", "30. 6. = nothing_new"], "31. 12.", "done", 1),
            ([], ["31. 5. = done", "30. 6. = at_risk"], "31. 7.", "at_risk", 0),  # taken back
            ([], ["31. 10. = done"], "31. 12.", "done", 1),  # late, yet done
            (["1. 6. = 1"], ["30. 6. = at_risk"], "31. 7.", "done", 1),
            (["1. 6. = 0.5"], [], "31. 7.", "unrated", 0),
            (["1. 11. = 1"], [], "31. 12.", "done", 1),
        ],
    )
    def test_by_a_deadline(self, known, words, today, state, achieved):
        found = stands(aim(Kind.MILESTONE, deadline="30. 9."), facts(*known), day(today), ratings=said(*words))

        assert (found.state, found.achieved, found.aim) == (state, achieved, None)

    @pytest.mark.parametrize(
        ("deadline", "today", "state"),
        [
            (None, "30. 12.", "at_risk"),
            (None, "31. 12.", "off_track"),
            ("31. 3. 2027", "31. 12.", "unrated"),
            ("31. 12. 2025", "1. 1.", "off_track"),
        ],
    )
    def test_deadline_may_be_missing_or_in_another_year(self, deadline, today, state):
        assert stands(aim(Kind.MILESTONE, deadline=deadline), [], day(today)).state == state


class TestSpoken:
    @pytest.mark.parametrize("rating", sorted(STATUS_OF))
    def test_narrative_stands_as_the_last_meeting_said(self, rating):
        words = [
            DatedRating(day("31. 3."), Rating.AT_RISK),
            DatedRating(day("30. 4."), rating),
            DatedRating(day("31. 5."), Rating.NOTHING_NEW),
        ]

        found = stands(aim(Kind.NARRATIVE), [], ratings=words)

        assert (found.state, found.achieved, found.aim) == (STATUS_OF[rating], None, None)

    @pytest.mark.parametrize(
        ("today", "reason"),
        [
            ("30. 6.", "Porada k 31. 3. 2026 uvedla: plní se."),
            ("1. 7.", "Naposledy to hodnotila porada k 31. 3. 2026: plní se, novější hodnocení není."),
        ],
    )
    def test_word_older_than_three_months_says_so(self, today, reason):
        found = stands(aim(Kind.NARRATIVE), [], day(today), ratings=said("31. 3. = on_track"))

        assert (found.state, plain(found.reason)) == (Status.ON_TRACK, reason)

    def test_narrative_without_a_word_is_unrated(self):
        found = stands(aim(Kind.NARRATIVE), [], known_until=MID)

        assert (found.state, found.reason, found.achieved) == (
            Status.UNRATED,
            "Zatím to žádná porada nehodnotila.",
            None,
        )

    def test_meeting_of_a_month_that_is_not_over_already_counts(self):
        words = said("30. 6. = at_risk")

        assert stands(aim(Kind.NARRATIVE), [], day("15. 6."), ratings=words).state == Status.AT_RISK
        assert stands(aim(Kind.NARRATIVE), [], day("31. 5."), ratings=words).state == Status.UNRATED

    @pytest.mark.parametrize("written", [["31. 12. 2025 = done"], ["31. 1. 2027 = done"]])
    def test_word_of_another_year_is_not_heard(self, written):
        found = stands(aim(Kind.NARRATIVE), [], date(2027, 6, 1), ratings=said(*written))

        assert found.state == Status.UNRATED

    def test_of_two_words_for_one_month_the_worse_counts(self):
        for words in (["31. 5. = done", "31. 5. = off_track"], ["31. 5. = off_track", "31. 5. = done"]):
            assert stands(aim(Kind.NARRATIVE), [], ratings=said(*words)).state == Status.OFF_TRACK

    @pytest.mark.parametrize(
        ("value", "known", "achieved"),
        [
            (None, ["1. 2. = 1 Anna", "1. 3. = 1 anna", "1. 4. = 1 Eva", "1. 5. = 0 Ota"], 2),
            (2, ["1. 2. = 1 Anna", "1. 3. = 1 Anna", "1. 4. = 1 Eva"], 1),  # two for each of them
            (1, ["1. 2. = 3", "1. 3. = 1"], 4),
        ],
    )
    def test_each_counts_the_members_who_have_it(self, value, known, achieved):
        found = stands(aim(Kind.EACH, value), facts(*known), EVE)

        assert (found.achieved, found.aim, found.state) == (achieved, None, Status.UNRATED)

    def test_each_is_judged_by_the_meeting_and_shows_its_number(self):
        found = stands(aim(Kind.EACH, 1), facts("1. 2. = 1 Anna"), ratings=said("31. 5. = at_risk"))

        assert (found.achieved, found.state) == (1, Status.AT_RISK)

    @pytest.mark.parametrize(
        ("value", "known", "aggregation", "achieved", "state"),
        [
            (1, ["1. 2. = 1 Anna", "1. 3. = 1 Anna"], Aggregation.DISTINCT, 1, Status.ON_TRACK),
            (1, ["1. 2. = 1 Anna", "1. 3. = 1 Eva", "1. 4. = 1 Ota"], Aggregation.DISTINCT, 2, Status.DONE),
            (1, ["1. 2. = 1"], Aggregation.SUM, 1, Status.ON_TRACK),
            # Five trainings may all have been of one of the two.
            (1, ["1. 2. = 5"], Aggregation.SUM, 2, Status.UNRATED),
            (2, ["1. 2. = 3"], Aggregation.SUM, 1, Status.ON_TRACK),
            (1, ["1. 2. = 2"], Aggregation.LAST, 2, Status.DONE),
        ],
    )
    def test_each_by_records_is_held_against_the_group_that_was_said(self, value, known, aggregation, achieved, state):
        both = replace(aim(Kind.EACH, value), size=Decimal(2))

        found = stands(both, facts(*known), aggregation=aggregation)

        assert (found.achieved, found.aim, found.state) == (achieved, 2, state)
        over = stands(both, facts(*known), EVE, aggregation=aggregation, ratings=said("31. 12. = done"))
        assert over.state == (Status.DONE if achieved == 2 or state == Status.ON_TRACK else state)

    def test_each_tells_silence_from_nothing_known(self):
        assert stands(aim(Kind.EACH, 1), []).achieved is None
        assert stands(aim(Kind.EACH, 1), [], known_until=MID).achieved == 0


def rated(state, reason):
    return Progress(None, None, None, None, (), Status(state), reason)


class TestGoal:
    @pytest.mark.parametrize(
        ("states", "state", "decided"),
        [
            (["on_track"], "on_track", 0),
            (["on_track", "off_track", "at_risk"], "off_track", 1),
            (["done", "at_risk", "on_track"], "at_risk", 1),
            (["done", "on_track"], "on_track", 1),
            (["done", "done"], "done", 0),
            (["done", "unrated"], "on_track", 1),  # one waits: not done yet
            (["unrated", "off_track"], "off_track", 1),
        ],
    )
    def test_worst_rated_target_decides(self, states, state, decided):
        targets = [rated(each, f"Důvod {number}.") for number, each in enumerate(states)]

        assert tuple(of_goal(targets, ratings=said("31. 5. = off_track"), today=MID)) == (state, f"Důvod {decided}.")

    def test_without_a_rated_target_the_meeting_decides(self):
        found, reason = of_goal([rated("unrated", "Nic.")], ratings=said("31. 5. = at_risk"), today=MID)

        assert (found, plain(reason)) == (Status.AT_RISK, "Porada k 31. 5. 2026 uvedla: ohroženo.")

    def test_word_of_a_later_month_is_not_heard(self):
        assert tuple(of_goal([rated("unrated", "Nic.")], ratings=said("31. 7. = done"), today=MID)) == (
            Status.UNRATED,
            "Nic.",
        )

    def test_goal_without_targets_and_words_is_unrated(self):
        assert tuple(of_goal([], ratings=[], today=MID)) == (Status.UNRATED, "Zatím není žádný údaj.")


@pytest.mark.parametrize(
    ("target", "known", "today", "reason"),
    [
        (
            count(12),
            ["1. 2. = 7"],
            "30. 6.",
            "Stav k 30. 6. 2026 je 7, cíl je 12, rovnoměrnému postupu odpovídá 6.",
        ),
        (count(12), ["1. 2. = 12"], "30. 6.", "Splněno: stav k 30. 6. 2026 je 12, cíl je 12."),
        (count(1200), ["1. 2. = 1000.5"], "31. 12.", "Termín 31. 12. 2026 uplynul a stav je 1 000,5, cíl je 1 200."),
        (count(12), ["1. 1. = 1"], "5. 1.", "Období teprve začalo, stav k 5. 1. 2026 je 1, cíl je 12."),
        (
            count(3, Comparator.MAX),
            ["1. 2. = 2"],
            "30. 6.",
            "Stav k 30. 6. 2026 je 2 z nejvýše 3, rovnoměrnému postupu odpovídá 1,5.",
        ),
        (
            count(3, Comparator.MAX),
            ["1. 2. = 4"],
            "30. 6.",
            "Stav k 30. 6. 2026 je 4 a překračuje nejvyšší hodnotu 3.",
        ),
        (
            count(3, Comparator.MAX),
            ["1. 2. = 2"],
            "31. 12.",
            "Splněno: do 31. 12. 2026 je stav 2 a nepřekročil nejvyšší hodnotu 3.",
        ),
        (
            often(2, Window.MONTH),
            ["1. 2. = 2"],
            "28. 2.",
            "Počet splněných měsíců k 28. 2. 2026 je 1, cíl je 12, zmeškáno jich je 1.",
        ),
        (
            often(1, Window.WEEK, Comparator.MAX),
            ["1. 2. = 2"],
            "2. 2.",
            "Počet splněných týdnů k 2. 2. 2026 je 4, cíl je 53, překročeno jich je 1.",
        ),
        (
            often(1, Window.HALF_YEAR),
            ["1. 2. = 2"],
            "31. 12.",
            "Termín 31. 12. 2026 uplynul a počet splněných pololetí je 1, cíl je 2.",
        ),
        (
            often(1, Window.HALF_YEAR),
            ["1. 2. = 2", "1. 8. = 1"],
            "31. 8.",
            "Splněno: počet splněných pololetí je 2, cíl je 2.",
        ),
        (
            level(2000),
            ["1. 1. = 1000", "15. 6. = 1500"],
            "30. 6.",
            "Hodnota k 15. 6. 2026 je 1 500, má být nejméně 2 000, rovnoměrnému postupu odpovídá 1 494,5.",
        ),
        (
            level(2000),
            ["1. 1. = 1000"],
            "30. 6.",
            "Zatím je jediný údaj, k 1. 1. 2026 je to 1 000, má být nejméně 2 000.",
        ),
        (
            level(2000, Comparator.EXACT),
            ["1. 1. = 2000"],
            "30. 6.",
            "Splněno: hodnota k 1. 1. 2026 je 2 000, má být 2 000.",
        ),
        (
            aim(Kind.SHARE, "12.50", Comparator.MAX),
            ["1. 2. = 30"],
            "31. 12.",
            "Termín 31. 12. 2026 uplynul a hodnota k 1. 2. 2026 je 30 %, má být nejvýše 12,5 %.",
        ),
        (
            aim(Kind.SHARE, 80),
            ["1. 2. = 75"],
            "30. 6.",
            "Hodnota k 1. 2. 2026 je 75 %, má být nejméně 80 %.",
        ),
        (aim(Kind.MILESTONE), ["5. 3. = 1"], "30. 6.", "Splněno 5. 3. 2026."),
        (aim(Kind.MILESTONE), [], "31. 12.", "Termín 31. 12. 2026 uplynul a splnění není doloženo."),
    ],
)
def test_reason_is_one_czech_sentence(target, known, today, reason):
    assert plain(stands(target, facts(*known), day(today)).reason) == reason
