"""Checking the record: what is whole is said to be, and each kind of damage is named."""

import os
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import override_settings

from cpic.record import WHILE_IT_IS_ATTACHED as TWO_MINUTES
from cpic.record import check_record
from evaluations.models import Evidence
from goals.renderings import draw_missing
from tests import once
from tests.evaluations.closing_cast import stood
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
