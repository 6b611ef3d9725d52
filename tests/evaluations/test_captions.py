"""The words beside pictures, as people would say them."""

from datetime import date
from decimal import Decimal

import pytest

from evaluations.progress import Slot
from evaluations.progress.captions import (
    achieved_words,
    counts_words,
    each_in_words,
    expected_words,
    missed_words,
    preposition,
    window_names,
    windows_words,
)
from evaluations.states import SlotState
from goals.states import Comparator, Kind, Window
from tests.evaluations.picture_cast import month_slots, standing, target


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("stands", "facts", "achieved", "expected"),
    [
        ((7, 12, "8.98"), {}, "7 z 12 kurzů", "čekalo by se 9"),
        ((0, 12, 9), {}, "0 z 12 kurzů", "čekalo by se 9"),
        ((12, 12, 9), {}, "12 z 12 kurzů", ""),
        ((15, 12, 9), {}, "15 z 12 kurzů", "o 3 nad cíl"),
        ((7, 12, 12), {}, "7 z 12 kurzů", ""),
        ((None, 12, 9), {}, "zatím bez údaje", "čekalo by se 9"),
        ((4, None, None), {}, "zatím 4", ""),
        ((1, 3, "2.24"), {"unit": "kurzy"}, "1 ze 3 kurzů", "čekalo by se 2,2"),
        ((3, 5, 4), {"unit": "x"}, "3 z 5", "čekalo by se 4"),
        ((3, 6, "4.5"), {"kind": Kind.FREQUENCY, "unit": "šestkrát"}, "3 ze 6", "čekalo by se 4,5"),
        ((3, 10, "7.5"), {}, "3 z 10 kurzů", "čekalo by se 8"),
        ((1450, 2000, 1500), {"unit": "sledujících"}, "1 450 ze 2 000 sledujících", "čekalo by se 1 500"),
        ((62, 80, 80), {"kind": Kind.SHARE}, "62 %, cíl 80 %", ""),
        ((85, 80, 80), {"kind": Kind.SHARE}, "85 %, cíl 80 %", "o 5 % nad cíl"),
        ((62, None, None), {"kind": Kind.SHARE}, "62 %", ""),
        ((1, 5, 3), {"comparator": Comparator.MAX, "unit": "vad"}, "1 z nejvýše 5 vad", "čekalo by se nejvýše 3"),
        ((7, 5, 3), {"comparator": Comparator.MAX, "unit": "vad"}, "7 z nejvýše 5 vad", "o 2 více, než smí být"),
    ],
)
def test_progress_in_words(stands, facts, achieved, expected):
    progress, aim = standing(*stands), target(**facts)

    assert plain(achieved_words(progress, aim)) == achieved
    assert plain(expected_words(progress, aim)) == expected


@pytest.mark.parametrize("number", [2, 3, 4, 6, 7, 14, 30, 45, 100, 150, 2000, 70_000, 3_000_000])
def test_number_that_begins_with_s_or_with_two_consonants_is_read_with_ze(number):
    assert preposition(number) == "ze"


@pytest.mark.parametrize("number", [0, 1, 5, 8, 9, 10, 12, 19, 20, 52, 500, 1000, 1_000_000])
def test_other_number_is_read_with_z(number):
    assert preposition(number) == "z"


@pytest.mark.parametrize(
    ("states", "words"),
    [
        (["done"] * 8 + ["open"] + ["ahead"] * 3, "8 z 9 měsíců"),
        (["done"] + ["ahead"] * 11, "1 z 1 měsíce"),
        (["missed", "done", "open", "open"], "1 ze 4 měsíců"),
        (["ahead"] * 12, "teprve začne"),
    ],
)
def test_windows_in_words(states, words):
    assert plain(windows_words(month_slots(states), Window.MONTH)) == words


def test_window_that_asks_nothing_is_not_counted():
    short = Slot(date(2026, 1, 25), date(2026, 1, 31), Decimal(0), Decimal(0), SlotState.DONE)

    words = windows_words([short, *month_slots(["done", "missed"])], Window.MONTH)

    assert plain(words) == "1 ze 2 měsíců"


def test_missed_windows_are_named():
    slots = month_slots(["done", "missed", "done", "missed", "open"])

    assert missed_words(slots, Window.MONTH) == "zmeškáno: únor, duben"
    assert missed_words(month_slots(["done"]), Window.MONTH) == ""


@pytest.mark.parametrize(
    ("window", "name"),
    [
        (Window.YEAR, "2026"),
        (Window.HALF_YEAR, "2. pololetí"),
        (Window.QUARTER, "3. čtvrtletí"),
        (Window.MONTH, "červenec"),
        (Window.WEEK, "6. 7. 2026 až 12. 7. 2026"),
    ],
)
def test_window_has_a_name(window, name):
    slot = Slot(date(2026, 7, 6), date(2026, 7, 12), Decimal(1), Decimal(1), SlotState.DONE)

    assert [plain(one) for one in window_names([slot], window)] == [name]


def test_window_says_what_happened_in_it():
    words = each_in_words(month_slots(["done", "ahead"]), Window.MONTH)

    assert [plain(one) for one in words] == ["leden: splněno, 2 ze 2", "únor: teprve bude"]


@pytest.mark.parametrize(
    ("window", "names"),
    [
        (Window.YEAR, ["2026", "2027"]),
        (Window.HALF_YEAR, ["2. pololetí 2026", "1. pololetí 2027"]),
        (Window.QUARTER, ["4. čtvrtletí 2026", "1. čtvrtletí 2027"]),
        (Window.MONTH, ["prosinec 2026", "leden 2027"]),
        (Window.WEEK, ["14. 12. 2026 až 20. 12. 2026", "4. 1. 2027 až 10. 1. 2027"]),
    ],
)
def test_windows_of_several_years_say_of_which_they_are(window, names):
    days = [(date(2026, 12, 14), date(2026, 12, 20)), (date(2027, 1, 4), date(2027, 1, 10))]
    slots = [Slot(*ends, Decimal(1), Decimal(0), SlotState.MISSED) for ends in days]

    assert [plain(name) for name in window_names(slots, window)] == names
    assert plain(missed_words(slots, window)) == f"zmeškáno: {', '.join(names)}"
    assert plain(each_in_words(slots, window)[1]) == f"{names[1]}: zmeškáno, 0 z 1"


def test_counts_in_words():
    words = counts_words({"on_track": 48, "off_track": 3, "at_risk": 9, "unrated": 10, "done": 0})

    assert plain(words) == "48 plní se, 9 ohroženo, 3 neplní se, 10 bez hodnocení"
    assert counts_words({}) == "žádný cíl"
