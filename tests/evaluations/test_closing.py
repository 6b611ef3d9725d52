"""The closing of a centre's year: proposals, what the head says to them, its way to the department head, its locks."""

from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from centres.access import MissingRight
from centres.models import Role
from evaluations.closings import closing as verbs
from evaluations.closings.closing import (
    NarrativeContent,
    ResultContent,
    begin_closing,
    goals_changed_since,
    sending_problems,
    year_problems,
)
from evaluations.closings.outcomes import propose_results
from evaluations.meetings.contents import EntryContent, Written, fingerprint
from evaluations.meetings.writing import reopen, write
from evaluations.models import Closing, Evidence, GoalResult, Meeting, Record
from evaluations.records.records import RecordContent, add, correct, remove
from evaluations.records.sources import set_source
from evaluations.states import ClosingState, Rating, Result
from evaluations.workflow import events_of
from goals.models import Plan
from goals.public.publishing import publish
from goals.states import Kind
from goals.workflow import EditConflict, Refused, perform
from goals.writing import Content, TargetContent, amend, create
from tests import once
from tests.evaluations.closing_cast import (
    COURSES,
    JANUARY,
    PLZEN,
    PRAGUE,
    YEAR,
    accepted,
    amended,
    close_months,
    confirmed,
    evaluated,
    hold_courses,
    make_larger_year,
    make_lived_year,
    make_year,
    say,
    sent,
    stood,
    written,
)
from tests.factories import approve, department_head, events_about, make_centre, make_goal, make_indicator, make_user
from tests.world import browser

pytestmark = pytest.mark.django_db
LATER = datetime(YEAR + 1, 1, 20, 9, 0, tzinfo=PRAGUE)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """9 of 12 courses, and a goal without a number that goes well; all months closed."""
    with once.kept(django_db_blocker):
        yield make_lived_year("on_track", said="Daří se.")


@pytest.fixture
def year(built):
    return deepcopy(built)


@pytest.fixture
def beside(year):
    """What makes another centre's year in the same document."""
    return {"document": year.document, **PLZEN}


def proposed(year):
    return [one.result for one in propose_results(year.plan)]


# What is proposed


def test_proposal_stands_on_the_numbers_of_the_whole_year(year):
    first, second = propose_results(year.plan)

    assert (first.result, second.result) == (Result.PARTLY, Result.FULFILLED)
    assert first.standing.targets[0].progress.achieved == Decimal(9)
    assert first.standing.reason.replace("\xa0", " ") == "Termín 31. 12. 2025 uplynul a stav je 9, cíl je 12."


def test_milestone_reached_after_its_day_is_fulfilled_partly(beside):
    year = make_year({"kind": Kind.MILESTONE, "deadline": date(YEAR, 6, 30)}, is_closed=False, **beside)
    say(year.goals[0], "on_track", month=6)
    say(year.goals[0], "done", month=7)

    assert proposed(year) == [Result.PARTLY]


def test_milestone_said_to_be_done_in_the_month_of_its_day_is_fulfilled(beside):
    year = make_year({"kind": Kind.MILESTONE, "deadline": date(YEAR, 6, 10)}, is_closed=False, **beside)
    say(year.goals[0], "done", month=6)

    assert proposed(year) == [Result.FULFILLED]


def test_count_reached_after_its_day_is_fulfilled_partly(beside):
    year = make_year(COURSES | {"value": 3, "deadline": date(YEAR, 2, 28)}, is_closed=False, **beside)
    hold_courses(year, 3)

    assert proposed(year) == [Result.PARTLY]


def test_gaps_are_named(year):
    first, second = propose_results(year.plan)

    assert [str(gap) for gap in first.gaps] == [
        "Splnění nedokládá žádný soubor.",
        "Za celý rok ho nehodnotila žádná porada.",
    ]
    assert [str(gap) for gap in second.gaps] == ["Splnění nedokládá žádný soubor."]


@pytest.mark.parametrize("of", ["goal", "record"])
def test_file_of_the_goal_or_of_a_record_that_counts_in_it_shows_it(year, of):
    about = {"goal": {"goal": year.goals[0]}, "record": {"record": year.records[0]}}[of]
    Evidence.objects.create(
        **about, name="a.pdf", kind="pdf", stored="a", size=1, sha256="", added_by=year.head, added_at=JANUARY
    )

    assert "Splnění nedokládá žádný soubor." not in [str(gap) for gap in propose_results(year.plan)[0].gaps]


@pytest.mark.engine
def test_proposals_ask_as_often_about_six_goals_as_about_two(year):
    many = make_larger_year(year.document)

    asked = []
    for plan in (year.plan, many.plan):
        with CaptureQueriesContext(connection) as queries:
            propose_results(plan)
        asked.append(len(queries))

    assert asked[0] == asked[1]


# Saying how it ended


def test_results_are_saved_with_their_numbers(year):
    closing = begin_closing(year.plan)

    saved = verbs.save(closing, None, confirmed(closing), by=year.head, now=JANUARY)

    row = saved.results.get(goal=year.goals[0])
    assert (row.result, row.proposed, row.reason) == ("partly", "partly", "")
    assert [target["achieved"] for target in row.measured["targets"]] == ["9"]
    assert saved.version == closing.version + 1
    assert events_of(saved).get().name == "write"


def test_other_result_needs_a_reason(year):
    closing = begin_closing(year.plan)
    other = {year.goals[0].root_id: written(closing, year.goals[0], "fulfilled")}

    with pytest.raises(Refused, match="napište, proč"):
        verbs.save(closing, None, other, by=year.head, now=JANUARY)
    assert GoalResult.objects.count() == 0


def test_saved_twice_is_saved_once(year):
    closing = begin_closing(year.plan)
    content = confirmed(closing)

    saved = [verbs.save(closing, None, content, by=year.head, now=JANUARY) for _turn in range(2)]

    assert saved[0].version == saved[1].version
    assert events_about(closing).count() == 1


def test_two_who_write_about_different_goals_both_stay(year):
    closing = begin_closing(year.plan)
    first, second = year.goals
    mine = {first.root_id: written(closing, first, "fulfilled", "Dvanáctý byl v lednu.")}
    theirs = {second.root_id: written(closing, second, "not", "Nestihli jsme to.")}

    verbs.save(closing, None, mine, by=year.head, now=JANUARY)
    verbs.save(closing, None, theirs, by=make_user(Role.HEAD, centre=year.centre), now=JANUARY)

    assert set(closing.results.values_list("result", flat=True)) == {"fulfilled", "not"}


def test_two_who_write_about_one_goal_are_told_and_nothing_is_lost(year):
    closing, goal = begin_closing(year.plan), year.goals[0]
    mine, theirs = (
        {goal.root_id: written(closing, goal, "fulfilled", text)}
        for text in ("Dvanáctý byl v lednu.", "Stačilo devět.")
    )
    verbs.save(closing, None, theirs, by=year.head, now=JANUARY)

    with pytest.raises(EditConflict, match="Někdo mezitím napsal") as conflict:
        verbs.save(closing, None, mine, by=make_user(Role.HEAD, centre=year.centre), now=JANUARY)

    assert conflict.value.current == {goal.root_id: ResultContent("fulfilled", "Stačilo devět.")}
    assert closing.results.get().reason == "Stačilo devět."


def test_goal_of_another_centre_is_refused(year, beside):
    other = make_year(COURSES, **beside)
    foreign = Written(ResultContent("fulfilled", "Důvod."), fingerprint(ResultContent("partly")))

    with pytest.raises(Refused):
        verbs.save(begin_closing(year.plan), None, {other.goals[0].root_id: foreign}, by=year.head, now=JANUARY)


def test_staff_do_not_close_the_year(year):
    with pytest.raises(MissingRight):
        verbs.save(begin_closing(year.plan), None, {}, by=year.staff, now=JANUARY)


# Sending


def test_sending_keeps_what_was_typed_and_freezes_the_numbers(year):
    closing = begin_closing(year.plan)
    text = Written(NarrativeContent("Dobrý rok."), fingerprint(NarrativeContent("")))

    verbs.send(closing, narrative=text, results=confirmed(closing), by=year.head, now=JANUARY)

    closing.refresh_from_db()
    assert (closing.state, closing.narrative, closing.sent_at) == (ClosingState.SENT, "Dobrý rok.", JANUARY)
    assert list(closing.results.values_list("result", flat=True)) == ["partly", "fulfilled"]


def test_numbers_that_have_changed_since_the_saving_are_frozen_as_they_are_when_it_is_sent(year):
    closing = verbs.save(begin_closing(year.plan), None, confirmed(begin_closing(year.plan)), by=year.head, now=JANUARY)
    reopened(year, 12)
    add(year.centre, RecordContent(make_indicator(), date(YEAR, 12, 6)), by=year.staff, now=LATER)
    close_months(year.centre)

    verbs.send(closing, by=year.head, now=LATER)

    row = closing.results.get(goal=year.goals[0])
    assert (row.result, row.measured["targets"][0]["achieved"]) == ("partly", "10")


@pytest.mark.parametrize(("closed_from", "missing"), [(4, []), (5, ["duben"])])
def test_months_before_the_first_goal_began_need_no_meeting(year, closed_from, missing):
    centre = make_centre()
    goal = approve(make_goal(year.document, centre=centre), now=datetime(YEAR, 4, 2, 9, 0, tzinfo=PRAGUE))
    plan = Plan.objects.create(document=year.document, centre=goal.centre)
    close_months(centre, range(closed_from, 13))

    problems = list(year_problems(plan, propose_results(plan)))

    assert [str(problem).split("chybí ")[1].rstrip(".") for problem in problems] == missing


def test_open_month_stops_the_sending_and_what_was_typed_stays(year):
    Meeting.objects.filter(month=12).update(state="open", closed_at=None)
    closing = begin_closing(year.plan)

    with pytest.raises(Refused, match="chybí prosinec"):
        verbs.send(closing, results=confirmed(closing), by=year.head, now=JANUARY)

    closing.refresh_from_db()
    assert closing.state == ClosingState.OPEN
    assert closing.results.count() == 2


def test_unconfirmed_goal_stops_the_sending(year):
    closing = begin_closing(year.plan)
    only = {year.goals[0].root_id: confirmed(closing)[year.goals[0].root_id]}

    with pytest.raises(Refused, match="Cíl 2: potvrďte výsledek"):
        verbs.send(closing, results=only, by=year.head, now=JANUARY)


def test_proposal_that_has_changed_has_to_be_confirmed_again(year):
    closing = verbs.save(begin_closing(year.plan), None, confirmed(begin_closing(year.plan)), by=year.head, now=JANUARY)
    reopened(year, 12)
    for day in (6, 7, 8):
        add(year.centre, RecordContent(make_indicator(), date(YEAR, 12, day)), by=year.staff, now=LATER)
    close_months(year.centre)

    problems = [str(problem) for problem in sending_problems(closing, propose_results(year.plan))]

    assert problems == ["Cíl 1: z čísel teď vychází splněn. Změňte výsledek, nebo napište důvod."]


def reopened(year, month):
    meeting = Meeting.objects.get(centre=year.centre, month=month)
    return reopen(meeting, reason="Chybí záznam.", until=LATER.date(), by=year.above, now=JANUARY)


def test_sending_pressed_twice_sends_once(year):
    closing = begin_closing(year.plan)
    content = confirmed(closing)

    for _turn in range(2):
        seen = Closing(pk=closing.pk, plan=year.plan, version=closing.version)
        verbs.send(seen, results=content, by=year.head, now=JANUARY)

    assert list(events_of(closing).values_list("name", flat=True)) == ["write", "send"]


def test_what_somebody_else_added_stops_the_sending_and_keeps_both(year):
    closing = begin_closing(year.plan)
    content = confirmed(closing)
    other = {year.goals[1].root_id: written(closing, year.goals[1], "not", "Nestihli jsme to.")}
    verbs.save(begin_closing(year.plan), None, other, by=make_user(Role.HEAD, centre=year.centre), now=JANUARY)

    content = {goal: one for goal, one in content.items() if goal == year.goals[0].root_id}
    with pytest.raises(EditConflict, match="Vaše je uložené"):
        verbs.send(closing, results=content, by=year.head, now=JANUARY)

    assert list(closing.results.order_by("goal").values_list("result", flat=True)) == ["partly", "not"]


def test_centre_without_goals_has_nothing_to_send(year):
    assert [str(each) for each in sending_problems(begin_closing(year.plan), [])] == [
        "Centrum nemá na rok 2025 žádný schválený cíl."
    ]


# Deciding


def test_returned_closing_is_written_and_sent_again(year):
    returned = verbs.return_to_centre(sent(year), reason="Doplňte doklad.", by=year.above, now=JANUARY)

    assert returned.state == ClosingState.RETURNED
    again = verbs.send(returned, by=year.head, now=LATER)
    assert again.state == ClosingState.SENT
    assert [event.comment for event in events_of(again).filter(name="return")] == ["Doplňte doklad."]


def test_return_needs_its_reason(year):
    with pytest.raises(Refused):
        verbs.return_to_centre(sent(year), reason=" ", by=year.above, now=JANUARY)


def test_centre_takes_back_what_was_not_accepted_yet(year):
    assert verbs.recall(sent(year), by=year.head, now=JANUARY).state == ClosingState.OPEN


def test_accepted_closing_cannot_be_taken_back_by_the_centre(year):
    with pytest.raises(Refused):
        verbs.recall(accepted(year), by=year.head, now=JANUARY)


def test_accepted_closing_can_still_be_returned(year):
    returned = verbs.return_to_centre(accepted(year), reason="Chyba v čísle.", by=year.above, now=LATER)

    assert (returned.state, returned.accepted_at) == (ClosingState.RETURNED, None)


@pytest.mark.engine
def test_accepted_results_are_frozen_in_the_database(year):
    closing = accepted(year)

    with pytest.raises(DatabaseError), transaction.atomic():
        closing.results.update(result="not")
    with pytest.raises(DatabaseError), transaction.atomic():
        Closing.objects.filter(pk=closing.pk).update(narrative="Jinak.")


def test_goal_amended_after_the_sending_cannot_be_accepted(year):
    closing = sent(year)
    amended(year.goals[0], by=year.head)

    assert goals_changed_since(closing, propose_results(year.plan))
    with pytest.raises(Refused, match="se od odeslání uzávěrky změnil"):
        verbs.accept(closing, by=year.above, now=LATER)


def test_amended_goal_is_measured_by_both_targets(year):
    amended(year.goals[0], by=year.head)

    row = sent(year).results.get(goal=year.goals[0])

    (target,) = row.measured["targets"]
    assert (row.result, target["value"], target["state"]) == ("fulfilled", "9", "done")
    assert (target["original"]["value"], target["original"]["state"]) == ("12", "off_track")


def test_target_that_an_amendment_left_out_is_remembered(year):
    words = replace(Content.of(year.goals[0]), reason="Nejde spočítat.", targets=(TargetContent(Kind.NARRATIVE),))
    approve(amend(year.goals[0], words, by=year.head, now=JANUARY), now=JANUARY)

    measured = sent(year).results.get(goal=year.goals[0]).measured

    assert [each["value"] for each in measured["given_up"]] == ["12"]


# What is locked: by the state of the centre's closing, and by the year's evaluation once it is out


def change_something(year):
    """Every verb by which the centre's year could still be changed, by its name."""
    record, closing = year.records[0], Closing.objects.filter(plan=year.plan).first() or begin_closing(year.plan)
    december = Meeting.objects.get(centre=year.centre, month=12)
    heading_seen = {
        goal.root_id: Written(EntryContent(rating=Rating.DONE), fingerprint(EntryContent())) for goal in year.goals[:1]
    }
    other = {year.goals[1].root_id: written(closing, year.goals[1], "not", "Jinak.")}
    return {
        "add": lambda: add(year.centre, RecordContent(record.indicator, date(YEAR, 5, 9)), by=year.staff, now=LATER),
        "correct": lambda: correct(record, replace(RecordContent.of(record), note="x"), by=year.staff, now=LATER),
        "remove": lambda: remove(record, by=year.staff, now=LATER),
        "write": lambda: write(december, None, heading_seen, by=year.head, now=LATER),
        "reopen": lambda: reopen(december, reason="Proč.", until=LATER.date(), by=year.above, now=LATER),
        "feed": lambda: set_source(year.goals[0].targets.get(), None, by=year.head, now=LATER),
        "save": lambda: verbs.save(closing, None, other, by=year.head, now=LATER),
    }


OPEN_ALL = {"state": "open", "closed_at": None}


@pytest.mark.parametrize("how", ["sent", "accepted"])
@pytest.mark.parametrize("name", ["add", "correct", "remove", "write", "reopen", "feed", "save"])
def test_sent_or_accepted_closing_locks_the_centres_year(year, how, name):
    {"sent": sent, "accepted": accepted}[how](year)
    if name != "reopen":
        Meeting.objects.update(**OPEN_ALL)  # as if a month had been left open

    with pytest.raises(Refused, match="Uzávěrka roku 2025 je"):
        change_something(year)[name]()


@pytest.mark.parametrize("name", ["add", "correct", "remove", "write", "reopen", "feed", "save"])
def test_before_it_is_sent_nothing_of_it_is_locked(year, name):
    """The control: the same verbs succeed while the closing is open."""
    begin_closing(year.plan)
    if name != "reopen":
        Meeting.objects.update(**OPEN_ALL)

    assert change_something(year)[name]() is not False


@pytest.mark.parametrize("name", ["add", "correct", "remove", "write", "reopen", "feed", "save"])
def test_evaluated_year_takes_no_change(year, name):
    accepted(year)
    evaluated(year.document)
    if name != "reopen":
        Meeting.objects.update(**OPEN_ALL)

    with pytest.raises(Refused, match="je vyhodnocený a zveřejněný"):
        change_something(year)[name]()


def decide_something(year, closing):
    return {
        "return": lambda: verbs.return_to_centre(closing, reason="Proč.", by=year.above, now=LATER),
        "recall": lambda: verbs.recall(closing, by=year.head, now=LATER),
        "accept": lambda: verbs.accept(closing, by=department_head(), now=LATER),
        "send": lambda: verbs.send(closing, by=year.head, now=LATER),
    }


@pytest.mark.parametrize("name", ["return", "recall", "accept", "send"])
def test_closing_of_an_evaluated_year_does_not_move(year, name):
    closing = accepted(year)
    evaluated(year.document)

    with pytest.raises(Refused):
        decide_something(year, closing)[name]()
    closing.refresh_from_db()
    assert closing.state == ClosingState.ACCEPTED


def test_goals_of_an_evaluated_year_are_neither_amended_nor_published(year):
    accepted(year)
    evaluated(year.document)

    with pytest.raises(Refused, match="je vyhodnocený"):
        amend(year.goals[0], replace(Content.of(year.goals[0]), reason="Proč."), by=year.head, now=LATER)
    with pytest.raises(Refused, match="je vyhodnocený"):
        publish(year.document, by=year.above, now=LATER)
    with pytest.raises(Refused):
        stood(year.document, 12, now=LATER)


def test_no_goal_is_added_to_an_evaluated_year(year):
    waiting = [create(year.document, Content(text), by=year.staff, centre=year.centre) for text in ("Jeden.", "Druhý.")]
    waiting[1] = perform(waiting[1], "submit", by=year.head)
    accepted(year)
    evaluated(year.document)

    with pytest.raises(Refused, match="je vyhodnocený"):
        create(year.document, Content("Třetí."), by=year.staff, centre=year.centre)
    with pytest.raises(Refused, match="je vyhodnocený"):
        perform(waiting[0], "submit", by=year.head)
    with pytest.raises(Refused, match="je vyhodnocený"):
        perform(waiting[1], "approve", by=year.above)


def test_page_of_an_evaluated_year_says_why_it_offers_nothing_to_write(year):
    accepted(year)
    evaluated(year.document)

    page = browser(year.head).get(f"/prace/{YEAR}/liberec/").content.decode()

    assert "Rok 2025 je vyhodnocený a zveřejněný; v něm už se nic nemění." in page.replace("\xa0", " ")
    assert "Napsat nový cíl" not in page


def test_other_year_is_not_locked(year):
    accepted(year)
    evaluated(year.document)
    later = date(YEAR + 1, 1, 15)

    record = add(year.centre, RecordContent(make_indicator(), later), by=year.staff, now=LATER)

    assert Record.objects.counted().filter(pk=record.pk).exists()
