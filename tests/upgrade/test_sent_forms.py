"""A page that was open when the product was upgraded still does its work once: what its form or import had made is
found in the table of sent forms."""

from uuid import UUID, uuid5

import pytest
from django.core.management import call_command
from django.db import connection

from centres.models import Event, SentForm, Subject
from evaluations.models import Record, Report
from goals.models import Document, Edition, Goal
from goals.sent_forms import made_before
from goals.workflow import EditConflict
from tests.upgrade import kept
from tests.upgrade.test_upgrade import taken_up

pytestmark = pytest.mark.engine

GOAL, RECORD, IMPORT = (UUID(int=number, version=4) for number in (1, 2, 3))
ROWS = 3  # of the import


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory, django_db_setup, django_db_blocker):
    """The kept database with a goal and a record from forms and an import of three rows, brought to today's schema; ids
    of the goal and of the records."""
    with django_db_blocker.unblock(), taken_up("2026-11-eda41ab", tmp_path_factory.mktemp("keys")):
        [goal] = ask("SELECT max(id) FROM goals_goal WHERE state = 'draft'")
        run(f"UPDATE goals_goal SET key = '{GOAL.hex}' WHERE id = {goal}")
        is_open = "meeting_id IN (SELECT id FROM evaluations_meeting WHERE state = 'open')"
        [record] = ask(f"SELECT max(id) FROM evaluations_record WHERE {is_open}")
        names = kept.column_types()["evaluations_record"].keys() - {"id", "key"}
        columns = ", ".join(map(kept.quote, sorted(names)))
        for row in range(ROWS):
            key = uuid5(IMPORT, str(row)).hex
            copied = f"SELECT {columns}, '{key}' FROM evaluations_record WHERE id = {record}"
            run(f"INSERT INTO evaluations_record ({columns}, key) {copied}")
        run(f"UPDATE evaluations_record SET key = '{RECORD.hex}' WHERE id = {record}")
        records = ask("SELECT id FROM evaluations_record WHERE key IS NOT NULL ORDER BY id")
        call_command("migrate", verbosity=0, interactive=False)
        yield goal, records


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def ask(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [value for (value,) in cursor.fetchall()]


def test_goal_is_found_by_its_form_and_only_by_who_sent_it(upgraded):
    goal = Goal.objects.get(pk=upgraded[0])
    event = Event.objects.about(Subject.GOAL, [goal.pk]).get(name__in=["create", "amend"])
    purpose = f"goal:{goal.document_id}:{goal.centre_id}:{goal.level}:{goal.amends_id}"

    assert made_before(GOAL, event.by, purpose) == [goal.pk]
    with pytest.raises(EditConflict):
        made_before(GOAL, event.by, f"goal:{goal.document_id}:0:{goal.level}:None")
    with pytest.raises(EditConflict):
        made_before(GOAL, type(event.by).objects.exclude(pk=event.by_id).first(), purpose)


def test_records_are_found_by_their_form_and_by_their_import(upgraded):
    alone, *imported = upgraded[1]
    record = Record.objects.get(pk=alone)
    facts = record.added_by, f"records:{record.centre_id}"

    assert made_before(RECORD, *facts) == [alone]
    assert made_before(uuid5(IMPORT, "0"), *facts) == imported
    assert len(imported) == ROWS


def test_editions_and_reports_are_found_by_what_was_seen(upgraded):
    found = []
    for event in Event.objects.exclude(fingerprint="").order_by("id"):
        kind = "publish" if event.name == "publish" else "report"
        found.append((kind, *made_before(event.fingerprint, event.by, f"{kind}:{event.subject_id}")))

    assert {pk for kind, pk in found if kind == "publish"} == set(Edition.objects.values_list("pk", flat=True))
    assert {pk for kind, pk in found if kind == "report"} == set(Report.objects.values_list("pk", flat=True))


def test_years_are_found_by_who_opened_them(upgraded):
    opened = Event.objects.filter(subject_kind=Subject.DOCUMENT, name="open_year")

    found = {made_before(event.year, event.by, "open_year")[0] for event in opened}

    assert found == {event.subject_id for event in opened} <= set(Document.objects.values_list("pk", flat=True))


def test_nothing_else_is_remembered(upgraded):
    old = Event.objects.exclude(fingerprint="").count() + Event.objects.filter(name="open_year").count()

    assert SentForm.objects.count() == old + 3
