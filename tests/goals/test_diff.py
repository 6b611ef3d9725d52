"""Comparing editions: which goals came, went and changed, and in which words."""

from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from goals.diff import compare, word_pieces


@dataclass
class Row:
    number: int
    text: str
    targets: tuple = ()
    ends_on: date | None = None


def changes(before, after):
    return compare(before, after, targets_of=lambda row: row.targets)


def test_compare_unchanged_goals_gives_nothing():
    assert changes([Row(1, "Kurzy")], [Row(1, "Kurzy")]) == []


def test_compare_names_added_removed_and_changed_in_order():
    found = changes([Row(1, "a"), Row(2, "b"), Row(3, "c")], [Row(3, "c"), Row(4, "d"), Row(2, "B")])

    assert [(change.number, change.kind) for change in found] == [(4, "added"), (2, "changed"), (1, "removed")]


def test_compare_notices_a_target_that_changed_under_the_same_words():
    (change,) = changes([Row(1, "Kurzy", ("12 kurzů",))], [Row(1, "Kurzy", ("10 kurzů",))])

    assert (change.kind, change.has_new_targets) == ("changed", True)


def test_word_pieces_show_only_the_words_that_differ():
    pieces = word_pieces("Uspořádat 12 kurzů ročně", "Uspořádat 10 kurzů ročně")

    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "Uspořádat "),
        ("gone", "12 "),
        ("new", "10 "),
        ("same", "kurzů ročně"),
    ]


@given(st.text(), st.text())
def test_word_pieces_lose_nothing(before, after):
    pieces = word_pieces(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
