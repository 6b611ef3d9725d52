"""What holds for progress whatever the target, the records and the day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from evaluations.progress import WORST_FIRST, Aim, DatedRating, Fact, Period, of_goal, progress, slots
from evaluations.states import Aggregation, Rating, Status
from goals.states import Comparator, Kind, Window

COUNTED = [Kind.COUNT, Kind.FREQUENCY]
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
AMOUNTS = st.decimals(0, 10_000, places=2)
PER_CENT = st.decimals(0, 100, places=2)
FEW_DAYS = st.dates(date(2025, 12, 1), date(2027, 1, 31))
THINGS = st.sampled_from(["", "", "Úřad práce", "úřad PRÁCE", "OSPOD"])
PERIODS = st.tuples(DAYS, st.integers(0, 800)).map(lambda drawn: Period(drawn[0], drawn[0] + timedelta(drawn[1])))
AROUND_2026 = st.tuples(FEW_DAYS, st.integers(0, 400)).map(
    lambda drawn: Period(drawn[0], drawn[0] + timedelta(drawn[1]))
)
SAID = st.lists(st.builds(DatedRating, FEW_DAYS, st.sampled_from(Rating)), max_size=4)


def facts(*, of=AMOUNTS, least=0, most=12):
    return st.lists(st.builds(Fact, FEW_DAYS, of, THINGS), min_size=least, max_size=most)


def aims(kinds=tuple(Kind), comparators=tuple(Comparator)):
    return st.sampled_from(kinds).flatmap(
        lambda kind: st.builds(
            Aim,
            st.just(kind),
            st.sampled_from(comparators),
            value=_values(kind),
            window=_windows(kind),
            deadline=st.none() | FEW_DAYS,
        )
    )


def _values(kind):
    if kind in {Kind.MILESTONE, Kind.NARRATIVE}:
        return st.none()
    values = PER_CENT if kind == Kind.SHARE else st.sampled_from([0, 1, 2, 5, 12]).map(Decimal) | AMOUNTS
    return values | st.none() if kind == Kind.EACH else values


def _windows(kind):
    windows = st.sampled_from(Window)
    return windows if kind == Kind.FREQUENCY else windows | st.just("") if kind == Kind.COUNT else st.just("")


@st.composite
def cases(draw, **targets):
    """Everything that progress takes, as keywords, beside the target and its facts."""
    aim = draw(aims(**targets))
    known = draw(facts(of=PER_CENT if aim.kind == Kind.SHARE else AMOUNTS))
    more = {
        "period": draw(AROUND_2026),
        "today": draw(FEW_DAYS),
        "ratings": draw(SAID),
        "aggregation": draw(st.sampled_from(Aggregation)),
        "known_until": draw(st.none() | FEW_DAYS),
    }
    return aim, known, more


EARLY = date(2026, 4, 15)


@st.composite
def small_cases(draw, kind):
    """One or two things in a few months and records of one each by `EARLY`: about half of them reach their value."""
    aim = draw(
        st.builds(
            Aim,
            st.just(kind),
            st.sampled_from(Comparator),
            value=st.sampled_from([1, 2]).map(Decimal),
            window=st.sampled_from([Window.QUARTER, Window.HALF_YEAR]) if kind == Kind.FREQUENCY else st.just(""),
            deadline=st.none() | st.dates(date(2026, 2, 1), date(2026, 8, 31)),
        )
    )
    days = st.dates(date(2026, 1, 1), EARLY)
    known = draw(st.lists(st.builds(Fact, days, st.just(Decimal(1)), THINGS), min_size=1, max_size=4))
    ends = draw(st.sampled_from([date(2026, 3, 31), date(2026, 6, 30), date(2026, 12, 31)]))
    period = Period(date(2026, 1, 1), ends)
    return aim, known, {"period": period, "aggregation": draw(st.sampled_from([Aggregation.SUM, Aggregation.DISTINCT]))}


def badness(state):
    return len(WORST_FIRST) - WORST_FIRST.index(state)


class TestAnyTarget:
    @given(cases())
    def test_every_state_has_its_reason_in_one_sentence(self, case):
        aim, known, more = case

        found = progress(aim, known, **more)

        assert isinstance(found.state, Status)
        assert found.reason.endswith(".")
        assert "%(" not in found.reason
        assert "None" not in found.reason

    @given(cases(), st.randoms(use_true_random=False))
    def test_order_of_records_and_words_does_not_matter(self, case, random):
        aim, known, more = case
        shuffled, words = list(known), list(more["ratings"])
        random.shuffle(shuffled)
        random.shuffle(words)

        assert progress(aim, shuffled, **more | {"ratings": words}) == progress(aim, known, **more)

    @given(cases(kinds=[*COUNTED, Kind.LEVEL, Kind.SHARE]))
    def test_achieved_is_none_only_when_nothing_is_known(self, case):
        aim, known, more = case
        period, today, reported = more["period"], more["today"], more["known_until"]
        has_facts = any(fact.on in period and fact.on <= today for fact in known)
        adds_up = aim.kind in COUNTED and more["aggregation"] != Aggregation.LAST
        is_silent_zero = adds_up and reported is not None and period.begins <= reported and period.begins <= today

        found = progress(aim, known, **more)

        assert (found.achieved is not None) == (has_facts or is_silent_zero)
        assert found.achieved is not None or found.state == Status.UNRATED

    @given(cases())
    def test_numbers_are_rounded_to_a_tenth(self, case):
        aim, known, more = case

        found = progress(aim, known, **more)

        pace_numbers = [found.forecast] if aim.kind == Kind.SHARE else [found.expected, found.forecast]
        assert [number for number in pace_numbers if number is not None and number != round(number, 1)] == []

    @given(cases(), st.integers(1, 400))
    def test_facts_after_the_day_change_nothing(self, case, days):
        aim, known, more = case
        later = Fact(more["today"] + timedelta(days), Decimal(50))

        assert progress(aim, [*known, later], **more) == progress(aim, known, **more)

    @given(cases(), st.integers(1, 400))
    def test_after_the_period_nothing_moves(self, case, days):
        aim, known, more = case
        end = more["period"].ends

        assert progress(aim, known, **more | {"today": end + timedelta(days)}) == progress(
            aim, known, **more | {"today": end}
        )


class TestCounted:
    @given(
        cases(kinds=[Kind.COUNT], comparators=[Comparator.MIN, Comparator.EXACT]),
        st.builds(Fact, FEW_DAYS, AMOUNTS, THINGS),
        st.sampled_from([Aggregation.SUM, Aggregation.DISTINCT]),
    )
    def test_another_record_never_lowers_a_sum(self, case, record, aggregation):
        aim, known, more = case
        without, having = (
            progress(aim, each, **more | {"aggregation": aggregation}) for each in (known, [*known, record])
        )

        assert without.achieved is None or having.achieved >= without.achieved

    @given(
        cases(kinds=COUNTED, comparators=[Comparator.MIN, Comparator.EXACT]),
        st.builds(Fact, FEW_DAYS, AMOUNTS, THINGS),
        st.sampled_from([Aggregation.SUM, Aggregation.DISTINCT]),
    )
    def test_another_record_never_makes_a_promise_stand_worse(self, case, record, aggregation):
        aim, known, more = case
        without, having = (
            progress(aim, each, **more | {"aggregation": aggregation}) for each in (known, [*known, record])
        )

        assert without.state == Status.UNRATED or badness(having.state) <= badness(without.state)

    @given(cases(kinds=COUNTED, comparators=[Comparator.MAX]), st.builds(Fact, FEW_DAYS, AMOUNTS))
    def test_another_record_never_makes_a_limit_stand_better(self, case, record):
        aim, known, more = case
        without, having = (
            progress(aim, each, **more | {"aggregation": Aggregation.SUM}) for each in (known, [*known, record])
        )

        assert without.state == Status.UNRATED or badness(having.state) >= badness(without.state)

    @given(small_cases(Kind.COUNT), st.integers(0, 400))
    def test_state_of_a_count_that_is_final_stays_as_days_go_by(self, case, days):
        aim, known, more = case
        final = Status.OFF_TRACK if aim.comparator == Comparator.MAX else Status.DONE

        now, later = (progress(aim, known, **more | {"today": EARLY + timedelta(on)}) for on in (0, days))

        assert now.state != final or later.state == final

    @given(small_cases(Kind.FREQUENCY), st.integers(0, 400))
    def test_done_frequency_stays_done_as_days_go_by(self, case, days):
        aim, known, more = case
        aim = replace(aim, comparator=Comparator.MIN)

        now, later = (progress(aim, known, **more | {"today": EARLY + timedelta(on)}) for on in (0, days))

        assert now.state != Status.DONE or later.state == Status.DONE


class TestWindows:
    @given(PERIODS, st.sampled_from(Window), DAYS)
    def test_windows_are_the_period_without_gap_or_overlap(self, period, window, today):
        found = slots(Aim(Kind.FREQUENCY, value=Decimal(1), window=window), [], period=period, today=today)

        days = [
            slot.begins + timedelta(number) for slot in found for number in range((slot.ends - slot.begins).days + 1)
        ]
        assert days == [period.begins + timedelta(number) for number in range(period.days)]

    @given(PERIODS, st.sampled_from(Window))
    def test_only_the_first_and_the_last_window_are_cut(self, period, window):
        found = slots(Aim(Kind.FREQUENCY, value=Decimal(1), window=window), [], period=period, today=period.ends)

        months = {Window.YEAR: 12, Window.HALF_YEAR: 6, Window.QUARTER: 3, Window.MONTH: 1}
        for slot in found[1:]:
            if window == Window.WEEK:
                assert slot.begins.weekday() == 0
            else:
                assert (slot.begins.day, (slot.begins.month - 1) % months[window]) == (1, 0)
        assert [slot.needed for slot in found[1:-1]] == [1] * len(found[1:-1])

    @given(facts(), AROUND_2026, FEW_DAYS, st.sampled_from(Window))
    def test_windows_share_out_every_record_once(self, known, period, today, window):
        found = slots(Aim(Kind.FREQUENCY, value=Decimal(1), window=window), known, period=period, today=today)

        inside = [fact.amount for fact in known if fact.on in period and fact.on <= today]
        assert sum(slot.happened for slot in found) == sum(inside)


@given(st.lists(cases(), max_size=4), SAID, FEW_DAYS)
def test_goal_is_done_only_when_every_target_is(drawn, words, today):
    targets = [progress(aim, known, **more) for aim, known, more in drawn]

    state, reason = of_goal(targets, ratings=words, today=today)

    states = {target.state for target in targets}
    assert reason.endswith(".")
    assert states <= {Status.UNRATED} or (state == Status.DONE) == (states == {Status.DONE})
    assert states <= {Status.UNRATED} or badness(state) >= max(badness(each) for each in states - {Status.UNRATED})
