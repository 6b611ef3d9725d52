"""Databases of older schemas are brought to today's, and nothing in them is lost: each row and value, each checksum,
each file, each trigger. They lie beside this module with a manifest, made by make_database.py when they were young."""

import hashlib
import json
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from uuid import UUID, uuid5

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from centres.encryption import decrypt, with_secrets
from centres.models import Event, SentForm, Subject
from evaluations.models import MinutesFile, Record, Report, ReportFile
from evaluations.reports import publishing as reports
from goals.models import Document, Edition, EditionFile, Goal
from goals.public import publishing as editions
from goals.sent_forms import made_before
from goals.workflow import EditConflict
from tests.databases import connected_to, empty_database
from tests.thorough import IS_THOROUGH
from tests.upgrade import kept

pytestmark = pytest.mark.engine


@dataclass(frozen=True)
class Became:
    """What a table of an older schema is now, read so that its rows look as they did.

    Say `table` where it has another name, `where` (SQL) where it shares the table with others, in `columns` what is
    SQL over today's table for an old column, in `left_out` why a column is gone, and in `values` what an old value has
    to be now where it is not the same: a function of the old row, by the column's old name. In `read` say how today's
    value is read where it cannot be foretold: a function of it that gives the old one.
    """

    table: str = ""
    where: str = ""
    columns: dict = field(default_factory=dict)
    left_out: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    read: dict = field(default_factory=dict)


# Here every change of the schema says what became of the tables, by the name of the kept database; a table that is not
# named is what it was. For example: "goals_event": Became("centres_event", where="old_table = 'goals_event'",
# columns={"id": "old_id", "goal_id": "CASE kind WHEN 'goal' THEN subject END"}).
OF_THE_TRAIL = {"id": "old_id"}
DOCUMENT_OF_A_GOAL = "SELECT document_id FROM goals_goal WHERE goals_goal.id = subject_id"
NEXT_YEAR = "SELECT id FROM goals_document WHERE goals_document.year = centres_event.year + 1"
A_FILE_OF_THEIR_OWN = {
    "evaluations_minutes": Became(
        "evaluations_minutesfile",
        columns={
            "id": "minutes_id",
            **{
                name: f"(SELECT {name} FROM evaluations_minutes WHERE evaluations_minutes.id = minutes_id)"
                for name in ("meeting_id", "number", "made_at")
            },
        },
    )
}
NEW_WORDS = {
    **A_FILE_OF_THEIR_OWN,
    "evaluations_feed": Became("evaluations_targetsource"),
    "evaluations_entry": Became(columns={"stand": "rating"}),
    "evaluations_indicator": Became(columns={"adds": "aggregation"}),
    "goals_unwanted": Became("goals_mailoptout"),
}


def in_clear(data):
    return json.dumps(with_secrets(json.loads(data), decrypt), ensure_ascii=False)


FACTORS = {"mfa_authenticator": Became(read={"data": in_clear})}


def model_name(row):
    """What one of our own models is called now, by which the framework knows it."""
    names = {"feed": "targetsource", "unwanted": "mailoptout"}
    return names.get(row["model"], row["model"].replace("release", "report"))


# Which goal it continues is a row of its own now, of the goal as first written.
LINEAGE_OF_ITS_OWN = {
    "goals_goal": Became(
        columns={
            "continues_id": "(SELECT previous_id FROM goals_lineage "
            "WHERE goals_lineage.goal_id = COALESCE(goals_goal.amends_id, goals_goal.id))"
        }
    )
}

# What the commitment says around its goals stands in blocks now, and its introduction is the mission.
IN_BLOCKS = {
    "goals_section": Became(
        columns={
            "key": "CASE key WHEN 'mission' THEN 'introduction' ELSE key END",
            "text": "COALESCE((SELECT text FROM goals_block WHERE section_id = goals_section.id), text)",
        }
    )
}

BECAME = {
    "2026-11-eda41ab": {
        **IN_BLOCKS,
        "goals_event": Became(
            "centres_event",
            where="old_table = 'goals_event'",
            columns=OF_THE_TRAIL
            | {
                "goal_id": "CASE subject_kind WHEN 'goal' THEN subject_id END",
                # What was decided about last year's goal was noted with this year's document.
                "document_id": "CASE WHEN subject_kind = 'document' THEN subject_id "
                f"WHEN name IN ('carry', 'change', 'retire') THEN ({NEXT_YEAR}) ELSE ({DOCUMENT_OF_A_GOAL}) END",
                "wording": "content",
                "mark": "fingerprint",
            },
        ),
        "evaluations_act": Became(
            "centres_event",
            where="old_table = 'evaluations_act'",
            columns=OF_THE_TRAIL
            | {
                f"{kind}_id": f"CASE subject_kind WHEN '{kind}' THEN subject_id END"
                for kind in ("meeting", "record", "closing")
            },
        ),
        "evaluations_release": Became("evaluations_report"),
        **{
            f"evaluations_release{part}": Became(f"evaluations_report{part}", columns={"release_id": "report_id"})
            for part in ("centre", "goal", "target", "file")
        },
        **NEW_WORDS,
        **FACTORS,
        "django_content_type": Became(values={"model": model_name}),
        # The database was made without forms, so the keys are empty; `plant_forms` fills some in.
        "goals_goal": Became(
            columns=LINEAGE_OF_ITS_OWN["goals_goal"].columns,
            left_out={"key": "the forms that made goals are rows of centres_sentform"},
        ),
        "evaluations_record": Became(left_out={"key": "the forms that made records are rows of centres_sentform"}),
    },
    "2026-11-fa62302": {
        **IN_BLOCKS,
        **NEW_WORDS,
        **FACTORS,
        **LINEAGE_OF_ITS_OWN,
        "django_content_type": Became(values={"model": model_name}),
    },
    "2026-11-dd43dc8": {**IN_BLOCKS, **A_FILE_OF_THEIR_OWN, **FACTORS, **LINEAGE_OF_ITS_OWN},
    "2026-11-5e64d0d": IN_BLOCKS | LINEAGE_OF_ITS_OWN,
    "2026-11-2a21ef5": {},
    "2026-11-3a884a1": {},
    "2026-11-9852469": {},
}
GROWS = {"auth_permission", "django_content_type", "django_migrations", "evaluations_indicator"}
"""Tables to which migrating itself adds rows."""

# What the database refuses whoever asks, each about a row that there is.
REFUSED = {
    "an event": "UPDATE centres_event SET comment = 'jinak'",
    "an event, for good": "DELETE FROM centres_event",
    "an edition": "UPDATE goals_edition SET note = 'jinak'",
    "a section of an edition": "DELETE FROM goals_editionsection",
    "a centre of an edition": "UPDATE goals_editioncentre SET name = 'jinak'",
    "a goal of an edition": "UPDATE goals_editiongoal SET text = 'jinak'",
    "a target of an edition": "UPDATE goals_editiontarget SET value = 1",
    "a file of an edition": "UPDATE goals_editionfile SET sha256 = ''",
    "an approved goal": "UPDATE goals_goal SET text = 'jinak' WHERE state = 'approved'",
    "an amended goal": "UPDATE goals_goal SET state = 'approved' WHERE state = 'superseded'",
    "a target of an approved goal": (
        "UPDATE goals_target SET value = 1 WHERE goal_id IN (SELECT id FROM goals_goal WHERE state = 'approved')"
    ),
    "minutes": "DELETE FROM evaluations_minutes",
    "a file of minutes": "UPDATE evaluations_minutesfile SET sha256 = ''",
    "a closed meeting": "UPDATE evaluations_meeting SET note = 'jinak' WHERE state = 'closed'",
    "an entry of a closed meeting": (
        "UPDATE evaluations_entry SET said = 'jinak' "
        "WHERE meeting_id IN (SELECT id FROM evaluations_meeting WHERE state = 'closed')"
    ),
    "a record of a closed month": (
        "UPDATE evaluations_record SET amount = 2 "
        "WHERE meeting_id IN (SELECT id FROM evaluations_meeting WHERE state = 'closed')"
    ),
    "a number of a closed meeting": (
        "UPDATE evaluations_reading SET amount = 2 WHERE entry_id IN (SELECT entry.id FROM evaluations_entry AS entry "
        "JOIN evaluations_meeting AS meeting ON meeting.id = entry.meeting_id WHERE meeting.state = 'closed')"
    ),
    "an accepted closing": "UPDATE evaluations_closing SET narrative = 'jinak' WHERE state = 'accepted'",
    "a result of an accepted closing": (
        "UPDATE evaluations_goalresult SET reason = 'jinak' "
        "WHERE closing_id IN (SELECT id FROM evaluations_closing WHERE state = 'accepted')"
    ),
    "a report": "UPDATE evaluations_report SET narrative = 'jinak'",
    "a centre of a report": "UPDATE evaluations_reportcentre SET name = 'jinak'",
    "a goal of a report": "UPDATE evaluations_reportgoal SET result = ''",
    "a target of a report": "UPDATE evaluations_reporttarget SET achieved = 0",
    "a file of a report": "DELETE FROM evaluations_reportfile",
    "minutes of a network": "UPDATE networks_gatheringminutes SET number = 9",
    "a file of minutes of a network": "DELETE FROM networks_gatheringminutesfile",
    "a closed meeting of a network": "UPDATE networks_gathering SET note = 'jinak' WHERE state = 'closed'",
    "what a closed meeting of a network came to": (
        "UPDATE networks_agendaitem SET conclusion = 'jinak' "
        "WHERE gathering_id IN (SELECT id FROM networks_gathering WHERE state = 'closed')"
    ),
}


WITHOUT_FORMS = [*BECAME][0]
KEPT = [*BECAME] if IS_THOROUGH else [*BECAME][:1]  # with each change the oldest; the newest in tests/backup


@pytest.fixture(scope="module", params=KEPT)
def upgraded(request, tmp_path_factory, django_db_setup, django_db_blocker):
    """The kept database of this run's engine as it was, and migrated to today's schema; while the tests of the module
    run, it is the one that Django is connected to."""
    name = request.param
    path = kept.FOLDER / f"{name}.{kept.engine()}.json"
    with django_db_blocker.unblock(), taken_up(name, tmp_path_factory.mktemp("kept")) as schema_of_tests:
        made, sent = kept.read_all(), plant_forms() if name == WITHOUT_FORMS else None
        types, before = kept.column_types(), kept.read_all() if sent else made
        call_command("migrate", verbosity=0, interactive=False)
        ContentType.objects.clear_cache()
        yield SimpleNamespace(
            became=BECAME[name],
            manifest=json.loads(path.read_text()),
            made=made,
            sent=sent,
            types=types,
            before=before,
            fresh=schema_of_tests,
            now=schema(),
        )


@contextmanager
def taken_up(name, folder):
    """Django's connection leads to the kept database meanwhile; gives the schema of the one it led to before."""
    fresh = schema()
    with empty_database(folder, "kept") as database, connected_to(database):
        kept.take_up(name, database)
        yield fresh


def schema():
    """Tables with their columns, constraints with indexes, and triggers, by their names."""
    triggers = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(triggers[connection.vendor])
        names = sorted(name for (name,) in cursor.fetchall())
        columns = kept.column_types()
        constraints = {table: sorted(connection.introspection.get_constraints(cursor, table)) for table in columns}
    return {"columns": columns, "constraints": constraints, "triggers": names}


def as_before(table, upgraded):
    """The rows of an old table as the migrated database holds them, and what they have to be."""
    became = upgraded.became.get(table, Became())
    types = {name: kind for name, kind in upgraded.types[table].items() if name not in became.left_out}
    columns = [f"{became.columns.get(name, kept.quote(name))} AS {kept.quote(name)}" for name in types]
    query = f"SELECT {', '.join(columns)} FROM {kept.quote(became.table or table)}"
    rows = kept.read(f"{query} WHERE {became.where}" if became.where else query, types)
    rows = [row | {name: read(row[name]) for name, read in became.read.items()} for row in rows]
    wanted = []
    for row in upgraded.before[table]:
        now = row | {name: expected(row) for name, expected in became.values.items()}
        wanted.append({name: now[name] for name in types})
    return rows, wanted


def test_kept_database_is_the_one_that_was_made(upgraded):
    facts = kept.manifest(upgraded.made, upgraded.manifest["values"])

    assert facts == upgraded.manifest


def test_kept_database_holds_two_rows_of_everything_and_every_value(upgraded):
    values = {}
    for name in upgraded.manifest["values"]:
        table, column = name.split(".")
        values[name] = sorted({row[column] for row in upgraded.before[table]} - {None, ""})

    assert {name: len(rows) for name, rows in upgraded.before.items() if len(rows) < 2} == {}
    assert values == upgraded.manifest["values"]


def test_no_table_is_forgotten(upgraded):
    tables = {upgraded.became.get(table, Became()).table or table for table in upgraded.before}

    assert tables - upgraded.now["columns"].keys() == set()
    assert upgraded.became.keys() - upgraded.before.keys() == set()


def test_no_row_and_no_value_is_lost(upgraded):
    lost, added = {}, {}
    for table in upgraded.before:
        rows, wanted = as_before(table, upgraded)
        if missing := [row for row in wanted if row not in rows]:
            lost[table] = missing[:3]
        if table not in GROWS and (more := [row for row in rows if row not in wanted]):
            added[table] = more[:3]
        if table not in GROWS and len(rows) != len(wanted):
            lost.setdefault(table, f"{len(wanted)} rows became {len(rows)}")

    assert (lost, added) == ({}, {})


def test_secrets_of_second_factors_lie_in_clear_no_more(upgraded):
    table = "mfa_authenticator"
    now = str(kept.read(f"SELECT data FROM {table}", {"data": upgraded.types[table]["data"]}))
    before = str(upgraded.before[table])
    held = re.findall(r"\b[A-Z2-7]{16}|\b[0-9a-f]{40}", before)

    assert held or "fernet:" in before
    assert [secret for secret in held if secret in now] == []


def of_table(facts, model):
    """What a manifest says of the model's table, by today's name or the one that it had: a report was a release, and
    minutes were their own file."""
    name = model._meta.db_table
    names = (name, name.replace("report", "release"), name.removesuffix("file"))
    return next(facts[known] for known in names if known in facts)


def test_checksums_of_editions_still_hold(upgraded):
    rows = Edition.objects.order_by("pk")

    assert [row.checksum for row in rows] == upgraded.manifest["checksums"]["goals_edition"]
    assert [row.pk for row in rows if not editions.is_intact(row)] == []


def test_checksums_of_reports_still_hold(upgraded):
    rows = Report.objects.order_by("pk")

    assert [row.checksum for row in rows] == of_table(upgraded.manifest["checksums"], Report)
    assert [row.pk for row in rows if not reports.is_intact(row)] == []


@pytest.mark.parametrize("model", [EditionFile, ReportFile, MinutesFile], ids=["editions", "reports", "minutes"])
def test_files_have_their_bytes(upgraded, model):
    """But for those that an erasure emptied; what was in them is known all the same."""
    rows = list(model.objects.order_by("pk"))
    erased = {
        int(row["row"])
        for row in upgraded.before.get("centres_erasure", ())
        if (row["table"], row["column"]) == (model._meta.db_table, "content")
    }
    lost = [row.pk for row in rows if hashlib.sha256(bytes(row.content)).hexdigest() != row.sha256]

    assert lost == sorted(erased)
    assert [row.sha256 for row in rows] == [row["sha256"] for row in of_table(upgraded.manifest["files"], model)]


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
def test_database_refuses_to_change(upgraded, statement):
    table = re.search(r"\b[a-z]+_[a-z]+", statement)[0]
    if table.startswith("networks_") and table not in upgraded.before:
        attempt(statement)  # newer than the kept database: there is nothing to be refused
        return
    with pytest.raises(DatabaseError, match="is (frozen|sealed|closed|shut|decided)"):
        attempt(statement)


@transaction.atomic
def attempt(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
    transaction.set_rollback(True)  # if it went through, the other tests still see what was there


def test_schema_is_the_one_of_a_new_database(upgraded):
    assert upgraded.now == upgraded.fresh


def test_new_rows_come_after_the_old_ones(upgraded):
    """A table that was filled by hand needs its sequence moved; SQLite counts from the highest by itself."""
    late = {}
    with connection.cursor() as cursor:
        for table in upgraded.now["columns"] if kept.engine() == "postgresql" else ():
            for sequence in connection.introspection.get_sequences(cursor, table):
                cursor.execute(f"SELECT max({kept.quote(sequence['column'])}) FROM {kept.quote(table)}")
                [(highest,)] = cursor.fetchall()
                cursor.execute(f"SELECT last_value FROM {kept.quote(sequence['name'])}")
                [(last,)] = cursor.fetchall()
                if highest and last < highest:
                    late[table] = (last, highest)

    assert late == {}


# A page that was open meanwhile still does its work once: what its form or import had made is found afterwards.

GOAL, RECORD, IMPORT = (UUID(int=number, version=4) for number in (1, 2, 3))
ROWS = 3  # of the import
with_forms = pytest.mark.parametrize("upgraded", [WITHOUT_FORMS], indirect=True)


def plant_forms():
    """A goal and a record from forms and an import of three rows; ids of the goal and of the records."""
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
    return goal, ask("SELECT id FROM evaluations_record WHERE key IS NOT NULL ORDER BY id")


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def ask(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [value for (value,) in cursor.fetchall()]


@with_forms
def test_goal_is_found_by_its_form_and_only_by_who_sent_it(upgraded):
    goal = Goal.objects.get(pk=upgraded.sent[0])
    event = Event.objects.about(Subject.GOAL, [goal.pk]).get(name__in=["create", "amend"])
    purpose = f"goal:{goal.document_id}:{goal.centre_id}:{goal.level}:{goal.amends_id}"

    assert made_before(GOAL, event.by, purpose) == [goal.pk]
    with pytest.raises(EditConflict):
        made_before(GOAL, event.by, f"goal:{goal.document_id}:0:{goal.level}:None")
    with pytest.raises(EditConflict):
        made_before(GOAL, type(event.by).objects.exclude(pk=event.by_id).first(), purpose)


@with_forms
def test_records_are_found_by_their_form_and_by_their_import(upgraded):
    alone, *imported = upgraded.sent[1]
    record = Record.objects.get(pk=alone)
    facts = record.added_by, f"records:{record.centre_id}"

    assert made_before(RECORD, *facts) == [alone]
    assert made_before(uuid5(IMPORT, "0"), *facts) == imported
    assert len(imported) == ROWS


@with_forms
def test_editions_and_reports_are_found_by_what_was_seen(upgraded):
    found = []
    for event in Event.objects.exclude(fingerprint="").order_by("id"):
        kind = "publish" if event.name == "publish" else "report"
        found.append((kind, *made_before(event.fingerprint, event.by, f"{kind}:{event.subject_id}")))

    assert {pk for kind, pk in found if kind == "publish"} == set(Edition.objects.values_list("pk", flat=True))
    assert {pk for kind, pk in found if kind == "report"} == set(Report.objects.values_list("pk", flat=True))


@with_forms
def test_years_are_found_by_who_opened_them(upgraded):
    opened = Event.objects.filter(subject_kind=Subject.DOCUMENT, name="open_year")

    found = {made_before(event.year, event.by, "open_year")[0] for event in opened}

    assert found == {event.subject_id for event in opened} <= set(Document.objects.values_list("pk", flat=True))


@with_forms
def test_nothing_else_is_remembered(upgraded):
    old = Event.objects.exclude(fingerprint="").count() + Event.objects.filter(name="open_year").count()

    assert SentForm.objects.count() == old + 3
