"""Records: written once and counted wherever they belong, corrected and taken back while their month is open."""

import json
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from centres.access import MissingRight
from centres.events import record_event
from centres.models import Role
from evaluations.meetings.writing import reopen
from evaluations.models import Meeting, Record
from evaluations.records.queries import history_of
from evaluations.records.records import RecordContent, add, add_all, correct, remove, restore
from evaluations.records.sources import set_source
from evaluations.standings import standings
from evaluations.states import Aggregation
from evaluations.workflow import events_of
from goals.states import Kind
from goals.workflow import EditConflict, Refused
from tests.factories import (
    PRAGUE,
    close_month,
    department_head,
    make_centre,
    make_indicator,
    make_published_goal,
    make_record,
    make_user,
)

pytestmark = pytest.mark.django_db

MARCH = date(2026, 3, 3)
APRIL_10 = datetime(2026, 4, 10, 12, 0, tzinfo=PRAGUE)
COUNT = {"kind": Kind.COUNT, "value": 12, "unit": "kurzů"}


@pytest.fixture
def goal():
    return make_published_goal(targets=[COUNT])


@pytest.fixture
def staff(goal):
    return make_user(Role.STAFF, centre=goal.centre)


@pytest.fixture
def fed(goal):
    set_source(goal.targets.get(), make_indicator(), by=make_user(Role.HEAD, centre=goal.centre))
    return goal


def content(on=MARCH, **facts):
    return RecordContent(facts.pop("indicator", None) or make_indicator(), on, **facts)


def achieved(*goals, today=date(2026, 4, 10)):
    """What each target of each goal has, in order."""
    found = standings(goals, year=2026, today=today)
    return [row.progress.achieved for goal in found for row in goal.targets]


class TestAdding:
    def test_record_is_written_with_its_act(self, goal, staff):
        record = add(goal.centre, content(title="Beseda"), by=staff, now=APRIL_10)

        assert (record.meeting.month, record.added_by, record.version) == (3, staff, 1)
        assert [(event.name, event.by, event.version) for event in events_of(record)] == [("add", staff, 1)]

    def test_form_sent_again_leads_to_its_first_record(self, goal, staff):
        key = uuid4()

        first, second = (add(goal.centre, content(), by=staff, key=key, now=APRIL_10) for _ in range(2))

        assert first == second
        assert Record.objects.count() == 1

    def test_form_of_somebody_else_is_refused(self, goal, staff):
        key = uuid4()
        add(goal.centre, content(), by=staff, key=key, now=APRIL_10)

        with pytest.raises(EditConflict, match="Tento formulář už někdo odeslal"):
            add(goal.centre, content(), by=make_user(Role.HEAD, centre=goal.centre), key=key, now=APRIL_10)

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            ({"on": date(2026, 4, 11)}, "Den je v budoucnosti; zapisuje se, co už se stalo."),
            ({"on": date(1999, 12, 31)}, "Takový den sem nepatří; zkontrolujte rok."),
            ({"amount": Decimal(-3)}, "Počet může být od nuly do 1\xa0000\xa0000."),
            ({"amount": Decimal(10) ** 9}, "Počet může být od nuly do 1\xa0000\xa0000."),
            ({"amount": Decimal(101), "unit": "%"}, "Podíl nemůže být větší než 100 %."),
            (
                {"aggregation": Aggregation.DISTINCT},
                "U tohoto ukazatele se každá věc počítá jednou, proto potřebuje název.",
            ),
            ({"links": "https://example.cz/\njavascript:alert(1)"}, None),
            ({"links": f"https://example.cz/{'x' * 482}"}, None),
            ({"title": "x" * 201}, None),
        ],
    )
    def test_what_cannot_be_is_refused_and_leaves_nothing(self, goal, staff, facts, sentence):
        kind = {name: facts.pop(name) for name in ("unit", "aggregation") if name in facts}
        wrong = content(indicator=make_indicator("jiny", **kind), **facts)

        with pytest.raises(Refused) as refusal:
            add(goal.centre, wrong, by=staff, now=APRIL_10)

        assert sentence in {None, str(refusal.value)}
        assert (Record.objects.count(), Meeting.objects.count()) == (0, 0)

    @pytest.mark.parametrize("role", [Role.DEPARTMENT_HEAD, Role.DIRECTOR, Role.ADMINISTRATOR])
    def test_who_works_in_no_centre_may_not(self, goal, role):
        with pytest.raises(MissingRight):
            add(goal.centre, content(), by=make_user(role), now=APRIL_10)

    def test_somebody_of_another_centre_may_not(self, goal):
        with pytest.raises(MissingRight):
            add(goal.centre, content(), by=make_user(Role.HEAD, centre=make_centre()), now=APRIL_10)


class TestAddingMany:
    def test_all_are_written(self, goal, staff):
        made = add_all(goal.centre, [content(title=str(n)) for n in range(3)], by=staff, key=uuid4(), now=APRIL_10)

        assert [record.title for record in made] == ["0", "1", "2"]
        assert [events_of(record).count() for record in made] == [1, 1, 1]

    def test_one_wrong_leaves_none(self, goal, staff):
        with pytest.raises(Refused):
            add_all(goal.centre, [content(), content(on=date(2026, 4, 11))], by=staff, now=APRIL_10)
        with pytest.raises(Refused):
            add_all(goal.centre, [content(), content(links="odkaz")], by=staff, now=APRIL_10)

        assert Record.objects.count() == 0

    def test_two_months_at_once_are_refused(self, goal, staff):
        with pytest.raises(Refused):
            add_all(goal.centre, [content(), content(on=date(2026, 4, 1))], by=staff, now=APRIL_10)

    def test_nothing_is_refused(self, goal, staff):
        with pytest.raises(Refused):
            add_all(goal.centre, [], by=staff, now=APRIL_10)

    def test_import_sent_again_is_written_once(self, goal, staff):
        key = uuid4()

        first, second = (add_all(goal.centre, [content()] * 2, by=staff, key=key, now=APRIL_10) for _ in range(2))

        assert first == second
        assert Record.objects.count() == 2


class TestCorrecting:
    def test_correction_counts_from_then_on(self, fed, staff):
        record = make_record(fed.centre, on=MARCH)

        correct(record, content(amount=Decimal(5)), by=staff, now=APRIL_10)

        assert achieved(fed) == [5]

    def test_history_says_what_changed(self, goal, staff):
        record = make_record(goal.centre, on=MARCH, title="Beseda")

        corrected = correct(
            record, content(amount=Decimal(2), on=date(2026, 3, 4), title="Beseda"), by=staff, now=APRIL_10
        )

        assert corrected.version == 2
        assert [step.text.replace("\xa0", " ") for step in history_of(corrected)] == [
            "Den: 3. 3. 2026 → 4. 3. 2026; Počet: 1 → 2",
            "",
        ]

    def test_history_knows_the_one_link_that_there_was_before(self, goal, staff):
        record = make_record(goal.centre, on=MARCH)
        facts = {**content().as_facts, "link": "https://a.cz/"}
        record_event(record, "correct", by=staff, role=Role.STAFF, at=APRIL_10, content=json.dumps(facts))

        corrected = correct(record, content(links="https://a.cz/\nhttps://b.cz/"), by=staff, now=APRIL_10)

        assert [step.text for step in history_of(corrected)][:2] == [
            "Odkazy: https://a.cz/ → https://a.cz/\nhttps://b.cz/",
            "Odkazy: – → https://a.cz/",
        ]

    def test_correction_sent_again_is_one(self, goal, staff):
        record = make_record(goal.centre, on=MARCH)

        for _ in range(2):
            correct(record, content(amount=Decimal(2)), by=staff, now=APRIL_10)

        assert events_of(record).filter(name="correct").count() == 1

    def test_other_correction_of_the_same_version_learns_of_the_first(self, goal, staff):
        record = make_record(goal.centre, on=MARCH)
        correct(record, content(amount=Decimal(2)), by=staff, now=APRIL_10)

        with pytest.raises(EditConflict, match="Záznam mezitím změnil") as stale:
            correct(record, content(amount=Decimal(3)), by=staff, now=APRIL_10)

        assert stale.value.current.amount == 2

    def test_record_can_move_to_another_open_month(self, fed, staff):
        record = make_record(fed.centre, on=MARCH)

        moved = correct(record, content(on=date(2026, 4, 2)), by=staff, now=APRIL_10)

        assert moved.meeting.month == 4
        assert achieved(fed, today=date(2026, 3, 31)) == [None]

    def test_record_that_moves_into_a_closed_month_stays_in_the_open_one(self, fed, staff):
        close_month(fed.centre, 2026, 2)
        record = make_record(fed.centre, on=MARCH)

        moved = correct(record, content(on=date(2026, 2, 2)), by=staff, now=APRIL_10)

        assert (moved.meeting_id, moved.is_late, moved.known_from) == (record.meeting_id, True, date(2026, 3, 1))

    def test_record_taken_back_cannot_be_corrected(self, goal, staff):
        record = make_record(goal.centre, on=MARCH)
        remove(record, by=staff, now=APRIL_10)

        with pytest.raises(EditConflict, match="Záznam mezitím změnil"):
            correct(record, RecordContent.of(record), by=staff, now=APRIL_10)


class TestTakingBack:
    def test_record_taken_back_counts_nowhere_until_it_is_restored(self, fed, staff):
        record = make_record(fed.centre, on=MARCH)

        gone = remove(record, by=staff, now=APRIL_10)
        assert achieved(fed) == [None]

        restore(gone, by=staff, now=APRIL_10)
        assert achieved(fed) == [1]
        assert [event.name for event in events_of(record)] == ["add", "remove", "restore"]

    def test_taking_back_twice_is_once(self, goal, staff):
        record = make_record(goal.centre, on=MARCH)

        first, second = (remove(record, by=staff, now=APRIL_10) for _ in range(2))

        assert first.removed_at == second.removed_at == APRIL_10
        assert events_of(record).filter(name="remove").count() == 1

    def test_version_that_was_not_seen_is_not_taken_back(self, goal, staff):
        record = make_record(goal.centre, on=MARCH)
        correct(record, content(amount=Decimal(2)), by=staff, now=APRIL_10)

        with pytest.raises(EditConflict, match="Záznam mezitím změnil"):
            remove(record, by=staff, now=APRIL_10)


class TestClosedMonth:
    @pytest.fixture
    def record(self, fed):
        record = make_record(fed.centre, on=MARCH)
        close_month(fed.centre, 2026, 3)
        return record

    @pytest.mark.parametrize(
        "act",
        [
            lambda record, by, now: correct(record, content(amount=Decimal(9)), by=by, now=now),
            lambda record, by, now: correct(record, content(on=date(2026, 4, 1)), by=by, now=now),
            lambda record, by, now: remove(record, by=by, now=now),
        ],
        ids=["correct", "move out", "remove"],
    )
    def test_nothing_changes(self, record, staff, act):
        with pytest.raises(Refused, match="Měsíc je uzavřený"):
            act(record, staff, APRIL_10)

        assert list(Record.objects.values_list("amount", "on", "removed_at")) == [(1, MARCH, None)]

    def test_reopened_month_is_written_until_its_day(self, record, staff):
        meeting = Meeting.objects.get(pk=record.meeting_id)
        reopen(meeting, reason="Chybí kurz.", until=date(2026, 4, 12), by=department_head(), now=APRIL_10)

        correct(record, content(amount=Decimal(2)), by=staff, now=APRIL_10)
        with pytest.raises(Refused, match="jen do 12"):
            remove(Record.objects.get(), by=staff, now=datetime(2026, 4, 13, 8, 0, tzinfo=PRAGUE))

        assert Record.objects.get().amount == 2

    @pytest.mark.engine
    @pytest.mark.parametrize(
        "change",
        [
            lambda record: Record.objects.filter(pk=record.pk).update(amount=9),
            lambda record: Record.objects.filter(pk=record.pk).delete(),
            lambda record: events_of(record).update(name="nic"),
        ],
        ids=["update", "delete", "history"],
    )
    def test_database_refuses_it_too(self, record, change):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(record)
