"""Records of several centres as the facts of one target."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from evaluations.progress import Fact, RecordValues, amount_of, facts_of, has_topic
from evaluations.states import Aggregation

MARCH, APRIL, MAY = date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10)


def counted(on, amount, *, centre=1, title="", topic=""):
    return RecordValues(1, centre, on, Decimal(amount), title, topic)


def test_feed_without_topic_takes_every_record():
    rows = [counted(MARCH, 1, topic="bydlení"), counted(APRIL, 2)]

    assert facts_of(rows, topic="", aggregation=Aggregation.SUM) == [
        Fact(MARCH, Decimal(1)),
        Fact(APRIL, Decimal(2)),
    ]


def test_topic_is_found_whatever_its_case_and_diacritics():
    rows = [counted(MARCH, 1, topic=" BYDLENI "), counted(APRIL, 2, topic="dluhy")]

    assert facts_of(rows, topic="bydlení", aggregation=Aggregation.SUM) == [Fact(MARCH, Decimal(1))]
    assert not has_topic("dluhy", "bydlení")


def test_values_read_off_in_two_centres_are_added_up():
    rows = [counted(MARCH, 500), counted(APRIL, 300, centre=2), counted(MAY, 600)]

    facts = facts_of(rows, topic="", aggregation=Aggregation.LAST)

    assert [(fact.on, fact.thing) for fact in facts] == [(MARCH, "1"), (APRIL, "2"), (MAY, "1")]
    assert amount_of(facts, aggregation=Aggregation.LAST, is_share=False) == Decimal(900)


def test_per_cent_of_several_centres_are_averaged_to_two_places():
    rows = [counted(MARCH, 80), counted(APRIL, 75, centre=2), counted(MAY, 75, centre=3)]

    facts = facts_of(rows, topic="", aggregation=Aggregation.LAST)

    assert amount_of(facts, aggregation=Aggregation.LAST, is_share=True) == Decimal("76.67")


def test_things_counted_once_are_known_by_their_names():
    rows = [counted(MARCH, 1, title="Úřad práce Jihlava"), counted(MAY, 1, title="úřad práce jihlava ")]

    facts = facts_of(rows, topic="", aggregation=Aggregation.DISTINCT)

    assert {fact.thing for fact in facts} == {"urad prace jihlava"}


@given(
    st.lists(
        st.builds(
            counted, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 1000), centre=st.integers(1, 4)
        )
    ),
    st.randoms(),
)
def test_sum_counts_every_record_once_in_any_order(rows, random):
    shuffled = random.sample(rows, len(rows))

    facts = facts_of(shuffled, topic="", aggregation=Aggregation.SUM)

    assert sum(fact.amount for fact in facts) == sum(row.amount for row in rows)
    assert len(facts) == len(rows)
