"""A database of an older version becomes one of this version, with a backup beside it, or stays what it was."""

import os
import re
import signal
from contextlib import contextmanager, suppress
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections
from django.test import override_settings

from centres.models import Event
from cpic import readiness, views
from cpic.backup import BackupError, archive, upgrade, upgrading
from cpic.checks import differing_migrations
from cpic.record import check_frozen, check_record
from tests.backup.conftest import contents, contents_now, made_site, run
from tests.backup.test_bad_input import full_disk
from tests.backup.test_interrupted import killed, moments
from tests.thorough import IS_THOROUGH
from tests.threads import PATIENCE
from tests.upgrade import kept, test_upgrade
from tests.upgrade.test_upgrade import BECAME, REFUSED, attempt, schema

pytestmark = pytest.mark.engine

OLDER = [*BECAME][:-1]  # the newest may have the schema of today
KEPT = OLDER if IS_THOROUGH else OLDER[-1:]
MOMENTS = 20 if IS_THOROUGH else 0
CACHED = {"cache": None}  # not compared: whether it can be written is tried by writing


@contextmanager
def older_site(name, folder):
    with made_site(name, folder) as (fresh, _evidence):
        readiness.READINESS._holds_until = 0
        yield fresh


@pytest.fixture(scope="module", params=KEPT)
def upgraded(request, tmp_path_factory, django_db_setup, django_db_blocker):
    """What it was, what it became and what was said, as tests/upgrade looks at it; Django is connected to it."""
    folder, name = tmp_path_factory.mktemp("upgraded"), request.param
    with django_db_blocker.unblock(), older_site(name, folder) as fresh:
        types, before, steps = kept.column_types(), kept.read_all(), []
        inside = contents_now(folder)
        done = upgrade(folder / "before.zip", tell=steps.extend)
        yield SimpleNamespace(
            became=BECAME[name],
            types=types,
            before=before,
            fresh=fresh,
            now=schema(),
            done=done,
            steps=steps,
            inside=inside,
            path=folder / "before.zip",
        )


def test_nothing_is_lost_and_everything_is_of_this_version(upgraded, monkeypatch):
    monkeypatch.setattr(test_upgrade, "GROWS", test_upgrade.GROWS | {"centres_event", "cache"})
    told = Event.objects.filter(**readiness.VERIFIED).latest("pk")

    test_upgrade.test_no_row_and_no_value_is_lost(upgraded)
    assert differing_migrations() == ([], [])
    assert upgraded.now == upgraded.fresh
    assert upgraded.done.steps == upgraded.steps != []
    assert upgraded.done.remarks == list(check_record())
    assert contents(upgraded.path) == upgraded.inside
    with archive.opened(upgraded.path) as kept_before:
        assert told.content == kept_before.manifest["made_at"]


@pytest.mark.parametrize("statement", [*REFUSED.values()][:: 1 if IS_THOROUGH else 5])
def test_what_is_frozen_refuses_to_change(upgraded, statement):
    with pytest.raises(DatabaseError, match="is (frozen|sealed|closed|shut|decided)"):
        attempt(statement)


def test_once_more_only_tries(upgraded, capsys):
    """While the site runs: no backup, nothing locked for others."""
    before = kept.read_all()
    with suppress(CommandError):  # which tells the remarks
        call_command("upgrade", str(upgraded.path.with_name("again.zip")))
    said = capsys.readouterr().out

    assert said.startswith("Žádná migrace")
    assert said.endswith("Databáze je na této verzi a všechno odpovídá, jak má.\n")
    assert not upgraded.path.with_name("again.zip").exists()
    assert kept.read_all() | CACHED == before | CACHED


# What goes wrong


@pytest.fixture(scope="module")
def old(tmp_path_factory, django_db_setup, django_db_blocker):
    """A site of an older schema, which every test leaves as it was."""
    folder = tmp_path_factory.mktemp("old")
    with django_db_blocker.unblock(), older_site(OLDER[-1], folder):
        facts = {"rows": kept.read_all(), "steps": differing_migrations()[0], "schema": IS_THOROUGH and schema()}
        yield SimpleNamespace(folder=folder, path=folder / "before.zip", **facts)


@pytest.fixture
def unproven(monkeypatch):
    """The backup is taken and not tried, which costs most of the time."""
    monkeypatch.setattr(upgrading, "prove", lambda *args, **options: None)


def refusal(old, **options):
    """The one sentence of the command. Nothing is changed."""
    with pytest.raises(CommandError) as error:
        call_command("upgrade", str(options.get("path", old.path)), verbosity=0)
    assert error.value.returncode == 1
    assert is_old(old)
    assert [file.name for file in old.folder.iterdir() if "part" in file.name or "upgrading" in file.name] == []
    return str(error.value)


def is_old(old):
    facts = {"steps": differing_migrations()[0], "schema": IS_THOROUGH and schema()}
    return kept.read_all() | CACHED == old.rows | CACHED and facts == {name: getattr(old, name) for name in facts}


def migrates_badly(*args, **options):
    call_command(*args, **options)
    raise ValueError("křivá\nmigrace")


def fails(*args, **options):
    raise RuntimeError("něco se rozbilo")


FAULTS = {
    "migration": (upgrading, "call_command", migrates_badly, "Krok „migrace“: křivá migrace$"),
    "home page": (views.queries, "figures", fails, "Krok „zkouška stránek“: / odpovídá 500 text/html místo 200"),
    "readiness": (readiness, "_fault_of", lambda folder: "is full", "/readyz odpovídá 503 not ready evidence: is full"),
    "checksum": (
        upgrading,
        "check_frozen",
        lambda: ["vydání nesouhlasí"],
        "Krok „kontrola záznamu“: vydání nesouhlasí",
    ),
}


@pytest.mark.parametrize("fault", FAULTS if IS_THOROUGH else [*FAULTS][:2])
def test_what_fails_changes_nothing(old, unproven, monkeypatch, fault):
    where, name, does, sentence = FAULTS[fault]
    monkeypatch.setattr(where, name, does)

    said = refusal(old)

    assert said.startswith("Přechod na tuto verzi se nepovedl a v databázi se nic nezměnilo. Krok „")
    assert re.search(sentence, said)
    assert contents(old.path)  # the backup stays


def test_backup_that_cannot_be_written_or_proven(old, monkeypatch):
    assert "Krok „záloha“: Složka " in refusal(old, path=old.folder / "nowhere" / "before.zip")
    with full_disk(100_000):
        assert "Krok „" in refusal(old)
    with monkeypatch.context() as patch:
        patch.setattr(upgrading, "prove", fails)
        assert "Krok „obnovení a migrace zálohy na zkoušku“: něco se rozbilo" in refusal(old)


def test_site_that_runs(old):
    """It reads just now."""
    own = connections["default"]
    other = own.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED" if own.vendor == "sqlite" else "BEGIN")
        cursor.execute("SELECT count(*) FROM centres_region")
        with pytest.raises(BackupError, match="S databází někdo pracuje. Zastavte web"):
            upgrade(old.path)
    other.close()
    assert is_old(old)


def test_database_that_a_newer_version_made(old):
    run("INSERT INTO django_migrations (app, name, applied) VALUES ('centres', '0999_future', CURRENT_TIMESTAMP)")
    try:
        is_ready, lines = readiness.Readiness().ask()
        with pytest.raises(BackupError, match="Databáze je novější než tato verze: krok centres.0999_future nezná"):
            upgrade(old.path)
    finally:
        run("DELETE FROM django_migrations WHERE name = '0999_future'")
    assert (is_ready, "database: newer than this version (centres.0999_future)" in lines) == (False, True)
    assert is_old(old)


def test_unsafe_settings(old):
    with override_settings(IS_PRODUCTION=True, DEBUG=True), pytest.raises(BackupError) as error:
        upgrade(old.path)
    assert "Krok „nastavení“: " in str(error.value)
    assert "Production does not run with DEBUG." in str(error.value)
    assert is_old(old)


def test_killed(old, unproven, monkeypatch):
    """When all is done but the last, and where the tests are thorough at any moment."""
    with monkeypatch.context() as patch:
        patch.setattr(upgrading, "_try_pages", lambda: os.kill(os.getpid(), signal.SIGKILL))
        killed(lambda: upgrade(old.path), PATIENCE)
    assert is_old(old)


@pytest.mark.thorough
def test_killed_at_any_moment(tmp_path, monkeypatch, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), older_site([*BECAME][0], tmp_path):
        rows, old_schema, path = kept.read_all(), schema(), tmp_path / "before.zip"

        def try_in_vain():
            monkeypatch.setattr(upgrading, "_try_pages", fails)
            with pytest.raises(BackupError):
                upgrade(path)

        left = moments(try_in_vain, MOMENTS)
        while differing_migrations()[0]:
            killed(lambda: upgrade(path), left.pop(0))
            assert not differing_migrations()[0] or (schema(), kept.read_all()) == (old_schema, rows)
        assert list(check_frozen()) == []
        assert len(left) <= MOMENTS - 4  # some were killed before it was done
        assert contents(path)
