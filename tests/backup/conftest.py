"""A site that has been through everything, with its attached files, and a backup of it."""

import hashlib
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from centres.models import SignIn
from cpic.backup import archive, backup
from evaluations.models import Evidence
from tests.factories import PRAGUE
from tests.upgrade.test_upgrade import BECAME, taken_up

NOW = datetime(2027, 1, 20, 9, tzinfo=PRAGUE)
NEWEST = [*BECAME][-1]


@contextmanager
def evidence_in(folder):
    """Attached files lie in this folder meanwhile."""
    facts = settings.STORAGES["evidence"]
    here = facts | {"OPTIONS": facts["OPTIONS"] | {"location": folder}}
    with override_settings(STORAGES=settings.STORAGES | {"evidence": here}):
        yield folder


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def contents(path):
    """What the tables and the attached files of the backup hold."""
    with archive.opened(path) as found:
        return found.manifest["tables"], found.manifest["evidence"]


def contents_now(folder):
    backup(folder / "now.zip")
    return contents(folder / "now.zip")


@contextmanager
def made_site(name, folder):
    """The kept database with files that its rows name, connected to."""
    with taken_up(name, folder) as fresh, evidence_in(folder / "evidence") as evidence:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, stored FROM evaluations_evidence WHERE removed_at IS NULL")
            for pk, stored in cursor.fetchall():
                content = f"Doklad {pk}".encode()
                storages["evidence"].save(stored, ContentFile(content))
                sha256 = hashlib.sha256(content).hexdigest()
                run("UPDATE evaluations_evidence SET size = %s, sha256 = %s WHERE id = %s", len(content), sha256, pk)
        # A row that is gone must not give its number to another.
        run("DELETE FROM mailer_messagelog WHERE id = (SELECT max(id) FROM mailer_messagelog)")
        yield fresh, evidence


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup, django_db_blocker):
    """It is the one that Django is connected to while the tests of the module run, and at the end it is what it was."""
    folder = tmp_path_factory.mktemp("site")
    with django_db_blocker.unblock(), made_site(NEWEST, folder) as (fresh, evidence):
        call_command("migrate", verbosity=0, interactive=False)
        SignIn.objects.create(at=NOW, since=NOW, kind="signed_in", address="2001:db8::17", browser="Firefox")
        path = folder / "site.zip"
        taken = backup(path)
        assert taken.remarks == []
        assert Evidence.objects.kept().count() > 3
        yield SimpleNamespace(folder=folder, path=path, evidence=evidence, fresh=fresh, contents=contents(path))
