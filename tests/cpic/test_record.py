"""Checking the record: what is whole is said to be, and each kind of damage is named."""

import hashlib
import json
import os
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import override_settings
from django.utils import timezone

from cpic.backup.building import GUARDS
from cpic.record import WHILE_IT_IS_ATTACHED as TWO_MINUTES
from cpic.record import check_record
from evaluations.models import Evidence, Minutes, Report
from evaluations.reports import publishing as reports
from goals import freezing
from goals.models import Edition, LanguageIssue
from goals.public import issuing
from goals.public import publishing as editions
from goals.renderings import draw_missing
from networks.models import GatheringMinutes, MonitoringReport, Survey, SurveyResult
from tests import once
from tests.evaluations.closing_cast import stood
from tests.frozen import lifted_triggers
from tests.world import AFTER_MARCH, add_months, add_networks, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture(scope="module", autouse=True)
def whole(django_db_setup, django_db_blocker, tmp_path_factory):
    """A world with editions, reports, minutes, and attached files in a folder of its own."""
    evidence = settings.STORAGES["evidence"]
    own = evidence | {"OPTIONS": evidence["OPTIONS"] | {"location": tmp_path_factory.mktemp("whole")}}
    with override_settings(STORAGES=settings.STORAGES | {"evidence": own}), once.kept(django_db_blocker):
        world = make_world()
        add_months(world)
        add_networks(world)
        stood(world.this_year, 3, now=AFTER_MARCH)
        draw_missing()
        yield world


def test_whole_record_has_no_fault(capsys):
    call_command("check_record")

    assert capsys.readouterr().out.startswith("V pořádku: vydání ")


WRITTEN = {
    "wording": ("UPDATE goals_editiongoal SET text = 'jinak'", "obsah nebo soubor nesouhlasí"),
    "number": ("UPDATE goals_edition SET number = number + 1", "číslo 1 chybí"),
    "file": ("UPDATE goals_editionfile SET sha256 = 'x'", "obsah nebo soubor nesouhlasí"),
    "size": ("UPDATE goals_editionfile SET size = 1", "nejde otevřít, nebo není celý"),
    "report": ("UPDATE evaluations_reportgoal SET text = 'jinak'", "obsah nebo soubor nesouhlasí"),
    "report number": ("UPDATE evaluations_report SET number = number + 1", "číslo 1 chybí"),
    "minutes": ("UPDATE evaluations_minutesfile SET sha256 = 'x'", "nejde otevřít, nebo není celý"),
    "pages": ("UPDATE evaluations_minutesfile SET pages = 99", "nejde otevřít, nebo není celý"),
    "file of no centre": ("UPDATE goals_editionfile SET centre = 'jinde-' || id WHERE centre <> ''", "k tomu nepatří"),
    "no file": ("DELETE FROM goals_editionfile", "PDF není nakreslené"),
    "minutes number": ("UPDATE evaluations_minutes SET number = 2", "číslo 1 chybí"),
    "network minutes": ("UPDATE networks_gatheringminutesfile SET sha256 = 'x'", "nejde otevřít, nebo není celý"),
    "network minutes number": ("UPDATE networks_gatheringminutes SET number = 2", "číslo 1 chybí"),
    "no network minutes": (
        "DELETE FROM networks_gatheringminutesfile; DELETE FROM networks_gatheringminutes",
        "Zápis: ",
    ),
    "minutes words": ("UPDATE evaluations_minutes SET content = '{}'", "obsah nebo soubor nesouhlasí"),
    "network minutes words": ("UPDATE networks_gatheringminutes SET content = '{}'", "obsah nebo soubor nesouhlasí"),
    "minutes words unsealed": (
        "DELETE FROM evaluations_minutesfile WHERE format = 'json' AND id <> (SELECT min(id) FROM "
        "evaluations_minutesfile)",
        "obsah nebo soubor nesouhlasí",
    ),
    "sealed edition": (
        "UPDATE goals_editionfile SET (content, sha256, size) = (SELECT content, sha256, size FROM "
        "evaluations_minutesfile WHERE format = 'json' ORDER BY id LIMIT 1) "
        "WHERE format = 'json'",
        "obsah nebo soubor nesouhlasí",
    ),
    "no minutes": ("DELETE FROM evaluations_minutesfile; DELETE FROM evaluations_minutes", " chybí."),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_was_changed_behind_its_back_is_named(name):
    statements, sentence = WRITTEN[name]
    with connection.cursor() as cursor:
        for statement in statements.split("; "):
            with unguarded(cursor, statement.removeprefix("DELETE FROM ").removeprefix("UPDATE ").split()[0]):
                cursor.execute(statement)

    assert any(sentence in fault for fault in check_record())


OF_EDITIONS, OF_REPORTS = (Edition, editions.is_intact), (Report, reports.is_intact)
SEALED = {
    **{f"goals_edition{part}": OF_EDITIONS for part in ("", "section", "centre", "goal", "target")},
    **{f"evaluations_report{part}": OF_REPORTS for part in ("", "centre", "goal", "target")},
    "goals_languageissue": (LanguageIssue, issuing.is_intact),
    "evaluations_minutes": (Minutes, freezing.is_intact),
    "networks_gatheringminutes": (GatheringMinutes, freezing.is_intact),
    "networks_monitoringreport": (MonitoringReport, freezing.is_intact),
    "networks_surveyresult": (SurveyResult, freezing.is_intact),
}
"""Tables by what says whether their rows are what came out."""
GUARDED_ONLY = {
    *("centres_event", "centres_erasure", "centres_centrechange"),
    *("goals_lineage", "goals_printcode", "networks_publicissue", "networks_announcement"),
}
"""Frozen tables of which nothing but the triggers keeps the rows."""
OTHER = {"DateField": "2001-02-03", "DateTimeField": "2001-02-03 04:05:06+00:00", "JSONField": '{"q": 1}'}


def test_every_frozen_table_is_sealed_or_known_to_be_guarded_only():
    tables = {guard.table for guard in GUARDS if guard.word == "frozen" and not guard.table.endswith("file")}

    assert tables == SEALED.keys() | GUARDED_ONLY


def test_no_table_of_which_rows_stay_is_truncated():
    if connection.vendor != "postgresql":
        return  # SQLite has no TRUNCATE
    connection.check_constraints()  # PostgreSQL truncates nothing that still has to be checked
    for table in sorted({guard.table for guard in GUARDS if "delete" in guard.when}):
        with pytest.raises(IntegrityError, match=f"{table} is"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", SEALED)
def test_no_column_changes_unnoticed(table):
    """Who, when, in which order, below what: also where the content does not say it."""
    _freeze_what_the_world_lacks()
    model, is_intact = SEALED[table]
    row_model = next(each for each in apps.get_models() if each._meta.db_table == table)
    last, unnoticed = row_model.objects.order_by("-pk").values()[0], []
    for column in row_model._meta.concrete_fields[1:]:
        statement = f'UPDATE {table} SET "{column.column}" = %s WHERE id = %s'
        with suppress(IntegrityError), rolled_back(), lifted_triggers([table]):  # what is given once is refused
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, [_another(column, last[column.attname]), last["id"]])
            if all(is_intact(row) for row in model.objects.order_by("pk")):
                unnoticed.append(column.column)

    assert unnoticed == []


def _another(column, value):
    """As the database takes it."""
    if column.is_relation:
        return next(iter(column.related_model.objects.exclude(pk=value).values_list("pk", flat=True)), 999)
    if column.choices:
        return next(key for key, _label in column.flatchoices if key != value)
    kind = column.get_internal_type()
    if kind == "BooleanField":
        return not value
    return OTHER.get(kind, "q" if kind in {"CharField", "TextField", "SlugField"} else 999)


def _freeze_what_the_world_lacks():
    last, now = Edition.objects.operational().order_by("-number")[0], timezone.now()
    content = editions.EDITION.content_of(last)
    content["edition"]["number"] = last.number + 1
    content["sections"] = [{"key": "introduction", "title": "Úvod", "text": "Slova."}]
    row = Edition(document=last.document, published_at=now, **content["edition"])
    edition = freezing.freeze(row, editions.EDITION, content, goal_columns=lambda goal: {"folded_text": goal["text"]})
    issuing.freeze_issue(edition, "uk", [], now=now)
    survey = Survey.objects.create(year=2020, opened_at=now, closes_on=AFTER_MARCH)
    freezing.seal(SurveyResult.objects.create(survey=survey, number=1, content={"title": "Hodnocení"}, made_at=now))


@contextmanager
def rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_what_was_sealed_without_it_is_believed():
    """Files and checksums from before they held what stands beside the content."""
    _freeze_what_the_world_lacks()
    edition, minutes = Edition.objects.order_by("-pk")[0], Minutes.objects.order_by("-pk")[0]
    issue = LanguageIssue.objects.order_by("-pk")[0]
    older = issuing.content_of(issue)
    del older["issue"]["published_at"]
    with lifted_triggers():
        for row in (edition, minutes):
            file = row.files.get(format="json")
            words = json.loads(bytes(file.content))
            del words["beside"]
            file.content = json.dumps(words).encode()
            file.save(update_fields=["content"])
            row.files.filter(pk=file.pk).update(sha256=hashlib.sha256(file.content).hexdigest())
        LanguageIssue.objects.filter(pk=issue.pk).update(checksum=freezing.checksum(older))
    issue.refresh_from_db()

    assert (editions.is_intact(edition), freezing.is_intact(minutes), issuing.is_intact(issue)) == (True, True, True)


@contextmanager
def unguarded(cursor, table):
    """Triggers are lifted and come back as they were."""
    if connection.vendor == "postgresql":
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may wait where tables are altered
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
    triggers = cursor.fetchall()
    for name, _sql in triggers:
        cursor.execute(f"DROP TRIGGER {name}")
    yield
    for _name, sql in triggers:
        cursor.execute(sql)


def test_missing_trigger_is_named():
    trigger = "goals_edition_frozen" + ("" if connection.vendor == "postgresql" else "_update")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger}" + (" ON goals_edition" if connection.vendor == "postgresql" else ""))

    assert [fault for fault in check_record() if trigger in fault]


@pytest.fixture
def attached():
    """Where an attached file lies; afterwards it is as it was."""
    path = Path(storages["evidence"].path(Evidence.objects.kept().first().stored))
    content = path.read_bytes()
    yield path
    path.write_bytes(content)


def test_attached_file_that_is_gone_or_another_is_named(attached):
    attached.write_bytes(b"jiny")
    assert [fault for fault in check_record() if "nesouhlasí" in fault and attached.name in fault]

    attached.unlink()
    assert [fault for fault in check_record() if "chybí" in fault and attached.name in fault]
    with pytest.raises(CommandError, match="Závad: 1"):
        call_command("check_record")


def test_file_that_no_row_names_is_left_over_once_it_is_old(attached, monkeypatch):
    stray = attached.with_name("f" * 32)
    stray.touch()
    assert list(check_record()) == []

    monkeypatch.setattr("cpic.record.WHILE_IT_IS_ATTACHED", TWO_MINUTES)  # as it is
    os.utime(stray, (time.time() - 150,) * 2)
    assert [fault for fault in check_record() if "nepatří k žádné příloze" in fault and stray.name in fault]
    stray.unlink()

    stray.symlink_to("/nic")
    os.utime(stray, (time.time() - 150,) * 2, follow_symlinks=False)
    assert [fault for fault in check_record() if stray.name in fault]
    stray.unlink()
