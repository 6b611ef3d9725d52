"""Erasing, as only a committed transaction shows it: bytes on the disk, older backups, two at the same moment."""

import random
import string
import threading
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import override_settings

from centres import erasing
from centres.erasing import Words
from centres.models import Centre, Erasure, Role, User
from cpic.backup import BackupError, backup, restore
from cpic.erasing import verb
from evaluations.models import Record
from goals.workflow import EditConflict, Refused
from tests import threads
from tests.databases import connected_to, empty_database
from tests.factories import make_centre, make_record, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]


@pytest.fixture
def planted(tmp_path):
    """A record with a word in its note, and the word."""
    word = "".join(random.choices(string.ascii_lowercase, k=40))  # noqa: S311 - no secret
    with override_settings(ERASURES_FILE=tmp_path / "data" / "erasures.jsonl"):
        settings.ERASURES_FILE.parent.mkdir()
        make_user(Role.ADMINISTRATOR, email="spravce@example.cz")
        yield make_record(make_centre(slug="plzen"), on=date(2026, 3, 3), note=f"Přišel {word}."), word


def erase(word):
    seen = {found.cell for found in verb.places_of(Words([word]))}
    by = User.objects.get(email="spravce@example.cz")
    return verb.erase([word], seen, seen=seen, reason="Jméno.", by=by)


def test_no_byte_stays_in_the_row_nor_in_the_file_of_sqlite(planted):
    """The files of PostgreSQL are those of its server."""
    row, word = planted
    Record.objects.filter(pk=row.pk).update(note=f"{word} jinak, a delší než předtím, aby se strana přepsala")
    path = Path(connection.settings_dict["NAME"])
    files = [path, path.with_name(f"{path.name}-wal")] if connection.vendor == "sqlite" else []
    assert not files or any(word.encode() in file.read_bytes() for file in files if file.exists())
    erase(word)

    assert word not in Record.objects.get(pk=row.pk).note
    assert not any(word.encode() in file.read_bytes() for file in files if file.exists())


def test_older_backup_brings_no_words_back(planted, tmp_path, migrated_before):
    """Also where they stood at the time of the backup only; the list lies with the data, and has no words."""
    row, word = planted
    backup(tmp_path / "before.zip")
    Record.objects.filter(pk=row.pk).update(note="Přepsáno.", title=f"Nově {word}")
    number = erase(word)
    with empty_database(tmp_path, "restored") as database, connected_to(database):
        restore(tmp_path / "before.zip")
        note = Record.objects.get(pk=row.pk).note
        erasure = Erasure.objects.get(table="evaluations_record")
        town = Centre.objects.get(slug="plzen").town

    assert note == f"Přišel [vymazáno č. {number}]."
    assert (erasure.number, erasure.column, erasure.by) == (number, "note", None)
    assert town == row.centre.town
    assert word not in settings.ERASURES_FILE.read_text()


@pytest.mark.thorough
def test_whole_cell_goes_where_the_key_of_the_sums_is_gone(planted, tmp_path):
    row, word = planted
    backup(tmp_path / "before.zip")
    with override_settings(SECRET_KEY="another key of that time " * 3):
        number = erase(word)
    with empty_database(tmp_path, "restored") as database, connected_to(database):
        restore(tmp_path / "before.zip")
        note = Record.objects.get(pk=row.pk).note

    assert note == f"[vymazáno č. {number}]"


def test_list_that_cannot_be_read_stops_the_restore(planted, tmp_path):
    backup(tmp_path / "before.zip")
    settings.ERASURES_FILE.write_text("{nesmysl")
    refused = pytest.raises(BackupError, match="nejde přečíst")
    with empty_database(tmp_path, "restored") as database, connected_to(database), refused:
        restore(tmp_path / "before.zip")


def test_of_two_who_erase_at_once_one_does_it_and_the_other_is_told(planted):
    _row, word = planted
    results = threads.at_once(lambda: erase(word), lambda: erase(word))

    assert Erasure.objects.values("number").distinct().count() == 1
    assert sum(isinstance(result, (EditConflict, Refused)) for result in results) == 1


@pytest.mark.parametrize("is_in_time", [True, False])
def test_who_writes_already_is_let_finish(planted, monkeypatch, is_in_time):
    """So is PostgreSQL's own cleaning, which takes such a lock of a table."""
    row, word = planted
    is_refused = connection.vendor == "postgresql" and not is_in_time
    monkeypatch.setattr(erasing, "PATIENCE", 30 if is_in_time else 0)
    writes, refused = threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            Record.objects.filter(pk=row.pk).update(topic="Bydlení")
            writes.set()
            refused.wait(threads.PATIENCE if is_refused else 0.5)

    def act():
        writes.wait(threads.PATIENCE)
        try:
            return erase(word)
        finally:
            refused.set()

    _written, result = threads.at_once(write, act)

    assert isinstance(result, Refused) is is_refused
    assert Erasure.objects.exists() is not is_refused
