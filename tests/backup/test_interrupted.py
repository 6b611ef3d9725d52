"""Whoever is killed at any moment leaves the old or the new; a backup of a busy site is the site at one moment."""

import json
import os
import signal
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from itertools import count
from threading import Event as Signal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections

from centres.models import Centre, User
from cpic.backup import archive, backup, building, restore
from cpic.backup.places import replacing
from cpic.backup.verifying import prove
from evaluations.models import Indicator
from evaluations.records.evidence import attach, detach
from evaluations.records.records import RecordContent, add
from tests.backup.conftest import NOW, contents, contents_now, run
from tests.databases import connected_to, empty_database
from tests.evaluations.evidence_cast import pdf_file
from tests.thorough import IS_THOROUGH
from tests.threads import PATIENCE, at_once

pytestmark = pytest.mark.engine

MOMENTS = 60 if IS_THOROUGH else 4
RESTORES = 25 if IS_THOROUGH else 0  # of a whole site, each of which takes seconds
WRITES = 1000 if IS_THOROUGH else 120


# Killed


def begun(action):
    """The action in a process of its own, with a connection of its own; its number."""
    connection.close()
    child = os.fork()
    if child:
        return child
    failed = 1
    try:
        connections["default"] = connections["default"].copy()
        action()
        failed = 0
    finally:
        os._exit(failed)


def seconds_of(action):
    started = time.monotonic()
    _child, status = os.waitpid(begun(action), 0)
    assert status == 0
    return time.monotonic() - started


def killed(action, seconds):
    """The action, killed after so long unless it was done by then."""
    child = begun(action)
    deadline = time.monotonic() + seconds
    while not (ended := os.waitpid(child, os.WNOHANG))[0] and time.monotonic() < deadline:
        time.sleep(0.002)  # the moment to kill at comes by the clock
    if not ended[0]:
        os.kill(child, signal.SIGKILL)
        ended = os.waitpid(child, 0)
    assert ended[1] in {0, signal.SIGKILL}
    wait_until_alone()


def wait_until_alone():
    """A server needs a moment to notice that a client was killed."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename IS NOT NULL"
    for _attempt in range(200 if connection.vendor == "postgresql" else 0):
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone() == (1,):
                return
        time.sleep(0.05)  # nothing tells when a server has noticed


def moments(action, number):
    """From the beginning to beyond the end of the action, and one that is late for certain."""
    seconds = seconds_of(action) if number else 0
    return [1.1 * seconds * moment / number for moment in range(number)] + ([PATIENCE] if number else [])


def test_killed_backup(site, tmp_path):
    path, aside = tmp_path / "site.zip", tmp_path / ".site.zip.part"
    backup(path)
    old = path.read_bytes()
    for moment in moments(lambda: backup(path), MOMENTS):
        path.write_bytes(old)
        killed(lambda: backup(path), moment)
        assert contents(path) == site.contents
    assert path.read_bytes() != old

    aside.write_bytes(b"PK" * 1_000_000)  # what a killed one may leave
    left, letter = tmp_path / ".yesterday.zip.part", tmp_path / ".letter.part"
    left.write_bytes(old[:1000])  # under a name that nobody comes back to
    letter.write_text("somebody else's")
    backup(path)
    assert {*tmp_path.iterdir()} == {path, letter}


def fill(word, number):
    run("CREATE TABLE centres_word (id integer PRIMARY KEY, word varchar(200))")
    with connection.cursor() as cursor:
        rows = [(row, word * 30) for row in range(number)]
        cursor.executemany("INSERT INTO centres_word VALUES (%s, %s)", rows)


def words():
    with connection.cursor() as cursor:
        cursor.execute("SELECT substr(word, 1, 5), count(*) FROM centres_word GROUP BY 1")
        return cursor.fetchall()


@pytest.mark.thorough
def test_killed_replacing(site, tmp_path):
    """The place alone, which is quickly filled."""

    def replace():
        with replacing(replace=True):
            fill("nový ", 20_000)

    seen = set()
    with empty_database(tmp_path, "place") as database, connected_to(database):
        fill("starý", 3)
        for moment in moments(replace, MOMENTS):
            run("DROP TABLE centres_word")
            fill("starý", 3)
            killed(replace, moment)
            [found] = words()
            seen.add(found)

        assert seen == {("starý", 3), ("nový ", 20_000)}
        replace()
        assert {file.name for file in tmp_path.iterdir()} <= {"place.sqlite3", "place.sqlite3-shm", "place.sqlite3-wal"}


def test_killed_restore(site, tmp_path, monkeypatch, migrated_before):
    """At its very end, and where the tests are thorough at any moment."""
    run("UPDATE centres_region SET name = 'Jinde' WHERE id = 1")
    old = contents_now(site.folder)
    with monkeypatch.context() as patch:
        patch.setattr(building, "call_command", lambda *args, **options: os.kill(os.getpid(), signal.SIGKILL))
        there = set(site.folder.iterdir())
        killed(lambda: restore(site.path, replace=True), PATIENCE)
        left = set(site.folder.iterdir()) - there
        assert [file.name for file in left if not file.name.endswith("-journal")] == []  # SQLite rolls it back itself
        patch.setattr(tempfile, "tempdir", str(tmp_path))
        killed(lambda: prove(site.path), PATIENCE)
        assert list(tmp_path.iterdir()) == []
    assert contents_now(site.folder) == old

    seen = []
    for moment in moments(lambda: restore(site.path, replace=True), RESTORES):
        run("UPDATE centres_region SET name = 'Jinde' WHERE id = 1")
        file = min(site.evidence.rglob("*/*"))
        file.unlink()
        killed(lambda: restore(site.path, replace=True), moment)
        is_there = file.exists()
        tables, _files = contents_now(site.folder)
        seen.append(tables)
        assert tables in (old[0], site.contents[0])
        assert is_there or tables == old[0]  # files come first
    assert not RESTORES or (old[0] in seen and site.contents[0] in seen)


# While people write


@dataclass(frozen=True)
class Write:
    """What was done to one row, from when to when it was acknowledged; whether it is in the backup can be seen by what
    the row is, its evidence, or its being gone."""

    begun: float
    done: float
    kind: str
    pk: int


CENTRES = {"liberec": "pracovnik@example.cz", "plzen": "zastupce@example.cz", "cheb": "cheb@example.cz"}


class Writer:
    """Somebody who writes down one record after another, attaches a file to some and takes some of the files away."""

    def __init__(self, slug, email, limit, is_under_way, is_kept):
        self.centre, self.person = Centre.objects.get(slug=slug), User.objects.get(email=email)
        self.indicator = Indicator.objects.get(slug="kurzy")
        self.limit, self.is_under_way, self.is_kept, self.writes = limit, is_under_way, is_kept, []

    def __call__(self):
        """At least so many, and until the backup is there, however slow it is; one comes after it."""
        facts = {"by": self.person, "now": NOW}
        is_last = False
        for number in count():
            if is_last:
                return
            is_last = number >= self.limit and self.is_kept.is_set()
            content = RecordContent(self.indicator, date(2027, 1, 5), title=f"Kurz {number}")
            record = self.do("add", lambda content=content: add(self.centre, content, **facts))
            if number % 10 == 3:
                file = SimpleUploadedFile("listina.pdf", pdf_file() + str(number).encode())
                attached = self.do("attach", lambda file=file, to=record: attach(to, file, **facts).evidence)
            if number % 10 == 7:
                self.do("detach", lambda gone=attached: detach(gone, **facts))
            if number >= self.limit // 4:
                self.is_under_way.set()

    def do(self, kind, verb):
        begun = time.monotonic()
        row = verb()
        self.writes.append(Write(begun, time.monotonic(), kind, row.pk))
        return row


def test_backup_of_a_busy_site_is_a_prefix_of_what_was_acknowledged(site, tmp_path):
    path, is_under_way, is_kept, times = tmp_path / "busy.zip", Signal(), Signal(), []

    def keep():
        try:
            assert is_under_way.wait(timeout=PATIENCE)
            times.append(time.monotonic())
            assert backup(path).remarks == []
            times.append(time.monotonic())
        finally:
            is_kept.set()

    def here(action):
        """Threads have connections of their own, which lead to the database of the tests."""

        def run_here():
            connections["default"] = own.copy()
            return action()

        return run_here

    own = connections["default"]
    writers = [Writer(*who, WRITES // len(CENTRES), is_under_way, is_kept) for who in CENTRES.items()]
    assert at_once(*map(here, [*writers, keep])) == [None] * (len(writers) + 1)
    with archive.opened(path) as found:
        rows = {
            table: {row["id"]: row for row in map(json.loads, found.lines(table))}
            for table in ("evaluations_record", "evaluations_evidence", "centres_event")
        }
        kept = found.manifest["evidence"]
    is_in = {
        "add": lambda pk: pk in rows["evaluations_record"],
        "attach": lambda pk: pk in rows["evaluations_evidence"],
        "detach": lambda pk: bool(rows["evaluations_evidence"].get(pk, {}).get("removed_at")),
    }
    every = [write for writer in writers for write in writer.writes]
    included = [write for write in every if is_in[write.kind](write.pk)]
    excluded = [write for write in every if not is_in[write.kind](write.pk)]

    assert len(every) >= WRITES
    assert included
    assert excluded
    assert [write for write in every if write.done < times[0] and write in excluded] == []
    assert [write for write in every if write.begun > times[1] and write in included] == []
    # A prefix: nothing that is in was begun after something that is not in had been acknowledged.
    assert max(write.begun for write in included) < min(write.done for write in excluded)
    # Each write is whole: its event, its file.
    events = [(event["name"], event["subject_id"]) for event in rows["centres_event"].values()]
    added = {write.pk for write in included if write.kind == "add"}
    assert sorted(pk for name, pk in events if name == "add" and pk in added) == sorted(added)
    written = {write.pk for write in every if write.kind == "add"}
    assert {pk for name, pk in events if name == "add"} & written == added
    assert kept.keys() == {row["stored"] for row in rows["evaluations_evidence"].values() if not row["removed_at"]}
    assert None not in kept.values()
