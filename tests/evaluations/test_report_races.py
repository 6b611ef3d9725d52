"""Two people at once at the end of a year: one wins, the other is told, nothing comes out that nobody saw.

Real threads, committed. Beside the races stand controls: the same people without lock and version, who lose.
"""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError

from centres.models import Event, Role
from evaluations.closings import closing as verbs
from evaluations.closings.closing import begin_closing
from evaluations.closings.outcomes import propose_results
from evaluations.meetings.writing import reopen
from evaluations.models import Closing, Meeting, Record, Report
from evaluations.records.records import RecordContent, add
from evaluations.reports.content import facts_of
from evaluations.reports.publishing import Prepared, is_intact, prepare_evaluation, prepare_interim, publish_report
from evaluations.states import ClosingState
from goals.models import Goal
from goals.public.publishing import publish
from goals.states import Kind
from goals.workflow import EditConflict, Refused
from goals.writing import Content, TargetContent, amend
from tests.evaluations.closing_cast import (
    COURSES,
    JANUARY,
    PRAGUE,
    PUBLISHED,
    YEAR,
    accepted,
    close_months,
    confirmed,
    hold_courses,
    make_year,
    sent,
    written,
)
from tests.factories import approve, department_head, make_indicator, make_user
from tests.thorough import TURNS
from tests.threads import at_once, naive, overtaken, refusals, winners

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]
READ_AGAIN = (EditConflict, type(None))  # nothing to compare
LATER = datetime(YEAR + 1, 1, 20, 9, 0, tzinfo=PRAGUE)
DECEMBER_31 = date(YEAR, 12, 31)


@pytest.fixture(params=range(TURNS))
def year(request):
    """One goal, 9 of 12 courses, all closed; anew for each repetition."""
    year = make_year(COURSES, is_closed=False)
    hold_courses(year, 9)
    close_months(year.centre)
    year.deputy, year.others = make_user(Role.HEAD, centre=year.centre), [department_head() for _turn in range(2)]
    return year


def sending(year, by):
    seen = Closing.objects.select_related("plan__document", "plan__centre").get(plan=year.plan)
    content = confirmed(seen)
    return lambda: verbs.send(seen, results=content, by=by, now=JANUARY)


def seen_closing(year):
    return Closing.objects.select_related("plan__document", "plan__centre").get(plan=year.plan)


def test_two_heads_send_at_once(year):
    begin_closing(year.plan)

    results = at_once(sending(year, year.head), sending(year, year.deputy))

    assert (len(winners(results)), refusals(results)) == (1, [READ_AGAIN])
    assert list(Event.objects.filter(name="send").values_list("name", flat=True)) == ["send"]


def test_one_head_presses_twice(year):
    begin_closing(year.plan)

    results = at_once(sending(year, year.head), sending(year, year.head))

    assert refusals(results) == []
    assert Event.objects.filter(name="send").count() == 1


def test_one_sends_while_the_other_saves(year):
    closing, goal = begin_closing(year.plan), year.goals[0]
    other = {goal.root_id: written(closing, goal, "not", "Devět je málo.")}
    seen = seen_closing(year)

    results = at_once(sending(year, year.head), lambda: verbs.save(seen, None, other, by=year.deputy, now=JANUARY))

    closing.refresh_from_db()
    saved, result = winners(results), closing.results.get()
    assert len(saved) == 1
    assert set(refusals(results)) <= {(EditConflict, dict), Refused, READ_AGAIN}
    assert (closing.state == ClosingState.SENT) == (result.result == "partly")


def test_without_the_lock_the_second_text_replaces_the_first(year):
    """The control: both have read, both write, both are told that it is saved."""
    closing, goal = begin_closing(year.plan), year.goals[0]
    verbs.save(closing, None, confirmed(closing), by=year.head, now=JANUARY)
    rows = closing.results.filter(goal=goal)

    results = at_once(
        *naive(rows.get, *[lambda row, text=text: rows.update(reason=text) for text in ("první", "druhý")])
    )

    assert winners(results) == [1, 1]


def test_one_accepts_while_the_centre_takes_it_back(year):
    sent(year)
    seen = [seen_closing(year) for _turn in range(2)]

    results = at_once(
        lambda: verbs.accept(seen[0], by=year.others[0], now=LATER),
        lambda: verbs.recall(seen[1], by=year.head, now=LATER),
    )

    assert (len(winners(results)), refusals(results)) == (1, [READ_AGAIN])
    assert seen_closing(year).state in {ClosingState.ACCEPTED, ClosingState.OPEN}


def test_two_decide_differently(year):
    sent(year)
    seen = [seen_closing(year) for _turn in range(2)]

    results = at_once(
        lambda: verbs.accept(seen[0], by=year.others[0], now=LATER),
        lambda: verbs.return_to_centre(seen[1], reason="Proč.", by=year.others[1], now=LATER),
    )

    assert (len(winners(results)), refusals(results)) == (1, [READ_AGAIN])


def test_record_written_while_the_closing_is_sent_is_counted_or_refused(year):
    begin_closing(year.plan)
    december = Meeting.objects.get(month=12)
    reopen(december, reason="Proč.", until=LATER.date(), by=year.above, now=JANUARY)
    Meeting.objects.filter(month=12).update(reopened_until=None)
    content = RecordContent(make_indicator(), date(YEAR, 12, 9))

    def close_and_send():
        close_months(year.centre, [12])
        return sending(year, year.head)()

    results = at_once(close_and_send, lambda: add(year.centre, content, by=year.staff, now=LATER))

    frozen = seen_closing(year).results.filter(measured__has_key="targets").first()
    counted = frozen and Decimal(frozen.measured["targets"][0]["achieved"])
    if seen_closing(year).state == ClosingState.SENT:
        assert counted == Record.objects.counted().count()
        assert frozen.measured == facts_of(propose_results(year.plan)[0].standing)
    assert set(refusals(results)) <= {Refused, READ_AGAIN, IntegrityError}


def standing(year, by, seen, month=9):
    prepare = partial(prepare_interim, as_of=date(YEAR, month, 30), today=LATER.date())
    return lambda: publish_report(year.document, prepare, expected=seen, by=by, reason="Proč.", now=LATER)


def test_two_release_the_same_standing(year):
    seen = prepare_interim(year.document, date(YEAR, 9, 30), today=LATER.date()).fingerprint

    results = at_once(*(standing(year, by, seen) for by in year.others))

    assert (len(winners(results)), refusals(results)) == (1, [(EditConflict, Prepared)])
    assert [row.number for row in Report.objects.all()] == [1]


def test_one_presses_release_twice(year):
    seen = prepare_interim(year.document, date(YEAR, 9, 30), today=LATER.date()).fingerprint

    first, second = at_once(*[standing(year, year.others[0], seen)] * 2)

    assert first == second
    assert Report.objects.count() == 1


def test_numbering_without_the_lock_collides(year):
    """The control: two who have counted the reports before either was added."""
    facts = {"document": year.document, "kind": "standing", "year": YEAR, "as_of": DECEMBER_31, "edition": 1}
    facts |= {"released_at": LATER, "released_on": LATER.date(), "title": "x", "checksum": "", "approved_by_role": "x"}

    results = at_once(
        *naive(Report.objects.count, *[lambda count: Report.objects.create(number=count + 1, **facts)] * 2)
    )

    assert refusals(results) == [IntegrityError]


def test_change_published_while_a_standing_comes_out(year):
    """Either the standing came first, by the wording that held, or it is refused: never the new number with the old
    wording."""
    fewer = TargetContent(Kind.COUNT, value=Decimal(9), unit="kurzů", window="year")
    content = replace(Content.of(year.goals[0]), reason="Proč.", targets=(fewer,))
    change = amend(year.goals[0], content, by=year.head, now=PUBLISHED)
    seen = prepare_interim(year.document, date(YEAR, 9, 30), today=LATER.date()).fingerprint

    def approve_and_publish():
        approve(change, now=PUBLISHED)
        return publish(year.document, by=year.others[1], now=PUBLISHED)

    results = at_once(standing(year, year.others[0], seen), approve_and_publish)

    assert set(refusals(results)) <= {(EditConflict, Prepared)}
    for row in Report.objects.all():
        assert is_intact(row)
        assert (row.edition, row.targets.get().value) == (1, Decimal(12))
    assert Goal.objects.approved().get(document=year.document).amends == year.goals[0]


def test_without_the_mark_something_else_comes_out_than_was_seen(year):
    """The control: whoever releases what there is now, not what they saw, releases another number."""
    fewer = TargetContent(Kind.COUNT, value=Decimal(9), unit="kurzů", window="year")
    content = replace(Content.of(year.goals[0]), reason="Proč.", targets=(fewer,))
    change = amend(year.goals[0], content, by=year.head, now=PUBLISHED)

    def now():
        return prepare_interim(year.document, date(YEAR, 9, 30), today=LATER.date())

    def approve_and_publish():
        approve(change, now=PUBLISHED)
        return publish(year.document, by=year.others[1], now=PUBLISHED)

    seen, _edition = at_once(*overtaken(now, approve_and_publish, lambda seen: (seen.fingerprint, now().fingerprint)))

    assert seen[0] != seen[1]


def test_closing_returned_while_the_evaluation_comes_out(year):
    accepted(year)
    prepare = partial(prepare_evaluation, today=LATER.date())
    fingerprint = prepare(year.document).fingerprint
    closing = seen_closing(year)

    results = at_once(
        lambda: publish_report(year.document, prepare, expected=fingerprint, by=year.others[0], now=LATER),
        lambda: verbs.return_to_centre(closing, reason="Proč.", by=year.others[1], now=LATER),
    )

    assert len(winners(results)) == 1
    assert Report.objects.exists() == (seen_closing(year).state == ClosingState.ACCEPTED)
