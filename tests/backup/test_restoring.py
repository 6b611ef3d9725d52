"""What comes out of a backup is the site that went in, on either engine and from older schemas."""

import hashlib
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from mailer.models import MessageLog

from centres.encryption import unreadable_secrets
from centres.events import SITE
from centres.models import Event, Subject
from cpic.backup import backup, restore, verify
from cpic.backup.archive import opened
from cpic.backup.rows import OF_OPEN_SURVEYS
from tests.backup.conftest import contents, contents_now, evidence_in, made_site
from tests.databases import connected_to, empty_database, sqlite_file
from tests.thorough import IS_THOROUGH
from tests.upgrade.test_upgrade import BECAME, REFUSED, attempt, schema

pytestmark = pytest.mark.engine

OLDER = [*BECAME][: -1 if IS_THOROUGH else 1]


def stored_files(folder):
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="module")
def restored(site, tmp_path_factory):
    """The site in another place, which its `there` leads to; on PostgreSQL it came by way of SQLite."""
    folder, path = tmp_path_factory.mktemp("restored"), site.path
    if connection.vendor == "postgresql":
        with sqlite_file(folder / "between.sqlite3"), evidence_in(folder / "between"):
            restore(path)
            path = folder / "between.zip"
            backup(path)

    @contextmanager
    def there():
        with connected_to(database), evidence_in(folder / "evidence"):
            yield

    with empty_database(folder, "restored") as database:
        with there():
            restore(path)
        yield SimpleNamespace(folder=folder, path=path, evidence=folder / "evidence", there=there)


def test_nothing_differs(site, restored):
    with restored.there():
        now = contents_now(restored.folder)

    assert contents(restored.path) == site.contents  # by way of the other engine
    assert now == site.contents
    assert stored_files(restored.evidence) == stored_files(site.evidence)
    assert site.contents[0]["centres_event"]["rows"] > 100


def test_left_out_is_who_is_signed_in_and_what_is_cached(site, restored):
    left_out = {"django_session", "usersessions_usersession", "django_migrations", "cache", *OF_OPEN_SURVEYS}

    assert connection.introspection.table_names() == sorted(site.contents[0].keys() | left_out)
    with restored.there(), connection.cursor() as cursor:
        for table in left_out - {"django_migrations"}:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)


def test_schema_is_the_one_of_a_new_database(site, restored):
    with restored.there():
        assert schema() == site.fresh


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
def test_what_is_frozen_refuses_to_change(restored, statement):
    with restored.there(), pytest.raises(DatabaseError, match="is (frozen|sealed|closed|shut|decided)"):
        attempt(statement)


def test_numbers_go_on_after_those_that_are_gone(site, restored):
    last = site.contents[0]["mailer_messagelog"]["last_id"]
    columns = "message_data, message_id, when_added, priority, when_attempted, result, log_message"
    with restored.there():
        highest = MessageLog.objects.latest("pk").pk
        with connection.cursor() as cursor:
            copied = f"SELECT {columns} FROM mailer_messagelog WHERE id = {highest}"
            cursor.execute(f"INSERT INTO mailer_messagelog ({columns}) {copied}")
        new = MessageLog.objects.latest("pk").pk
        MessageLog.objects.filter(pk=new).delete()

    assert (highest, new) == (last - 1, last + 1)


def test_verified_backup_is_an_event_and_nothing_else_changes(site, migrated_before):
    before = site.contents[0]
    verified = verify(site.path)
    event = Event.objects.filter(subject_kind=Subject.SITE).latest("pk")
    after = contents_now(site.folder)[0]

    assert (verified.remarks, verified.is_recorded) == ([], True)
    assert (event.name, event.by, event.content) == ("verify_backup", None, verified.manifest["made_at"])
    assert str(event.subject) == str(SITE.event_subject.label)
    assert {table for table in before if before[table] != after[table]} == {"centres_event"}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname LIKE 'verify%'")
            assert cursor.fetchall() == []


@pytest.mark.thorough
@pytest.mark.parametrize("name", OLDER)
def test_older_backup_comes_forward_as_its_database_does(name, site, tmp_path):
    """A backup that today's code takes before it migrates, restored, is what migrating makes of the database."""
    path = tmp_path / "older.zip"
    with made_site(name, tmp_path):
        assert backup(path).remarks == []
        call_command("migrate", verbosity=0, interactive=False)
        migrated = without_secrets(contents_now(tmp_path))
    with opened(path) as found:
        assert "0011_site_events" not in found.manifest["migrations"]["centres"]
    with empty_database(tmp_path, "forward") as database, connected_to(database), evidence_in(tmp_path / "again"):
        restore(path)

        assert without_secrets(contents_now(tmp_path)) == migrated
        assert unreadable_secrets() == 0
        assert schema() == site.fresh


def without_secrets(found):
    """What is encrypted on the way comes out differently each time; that it can be read is another question."""
    tables, evidence = found
    return tables | {"mfa_authenticator": tables["mfa_authenticator"] | {"sha256": ""}}, evidence
