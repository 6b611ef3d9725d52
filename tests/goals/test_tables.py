"""No text in a table that leaves becomes a formula, whatever stands before the sign, and all come back as they were."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.tables import csv_lines, guarded, is_like_formula, unguarded

SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫"
BEFORE = [
    *("\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\u2066", "\u00a0", "\u3000", "\u2028", "\x00", "\x0b", "\x1f"),
    *(
        "\u0301",
        "\ufe0f",
        "\u034f",
        "\u180e",
        "\u115f",
        "\u3164",
        "\u2800",
        "\U000e0020",
        "\ue000",
        "'",
        " ' ",
        "\t",
        "\n",
    ),
]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", ["", *BEFORE], ids=ascii)
def test_formula_is_guarded_behind_what_nobody_sees(before, sign):
    assert guarded(f"{before}{sign}1+1") == f"'{before}{sign}1+1"


@pytest.mark.parametrize("sign", "\t\r\n")
@pytest.mark.parametrize("before", BEFORE, ids=ascii)
def test_cell_that_splits_is_guarded_behind_what_nobody_sees(before, sign):
    assert guarded(f"{before}{sign}a") == f"'{before}{sign}a"


@pytest.mark.parametrize("text", ["1=1", "a@b.cz", "Kurz - jaro", "„=1“", "(+420)", "‰=", "'", "\u200b", "", "−5"])
def test_other_texts_stay_as_they_are(text):
    assert guarded(text) == text


@given(st.text(st.sampled_from("=+-@'a \t\u200b＝\u0301")) | st.text())
def test_guarded_text_comes_back_as_it_was(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text).startswith("'") or not is_like_formula(text)


@given(st.text(min_size=1))
def test_whatever_a_sheet_takes_for_the_beginning_is_looked_at(text):
    seen = [char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char)[0] not in "CZM"]

    if seen and seen[0] in "=+@":
        assert is_like_formula(text)


def test_numbers_stay_numbers():
    [_columns, row] = csv_lines(["a", "b"], [[-5, "-5"]])

    assert row == "-5;'-5\r\n"
