"""What a visitor, a person at work and the load balancer learn while the database, or a disk, does not do its part."""

import socket
import sqlite3
import time
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.cache import cache
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from centres import outages, postgresql
from centres.models import Event
from centres.outages import PATIENCE, Outage, Silence, outage_of, patience
from centres.postgresql import base
from cpic import readiness, views
from goals.public import cache as pages
from tests.centres.conftest import PASSWORD, sign_in
from tests.factories import make_document, make_edition, make_goal, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
FORM = "/ucet/upozorneni/"
LONG = 600  # seconds, which no test takes
TYPED = "Uspořádat deset setkání se školami."


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


@pytest.fixture
def page():
    """A published year; its page is kept."""
    document = make_document()
    make_edition(document, make_goal(document))
    return Client().get("/cile/2026/")


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch):
    """What holds for seconds holds to the end, however long a test takes."""
    now = time.monotonic()
    monkeypatch.setattr(pages, "monotonic", lambda: now)
    monkeypatch.setattr(pages, "SILENCE", Silence())
    monkeypatch.setattr(outages, "PAUSE", LONG)
    monkeypatch.setattr(readiness, "HOLDS", LONG)
    monkeypatch.setattr(views, "READINESS", readiness.Readiness())


def text_of(response):
    return " ".join(response.content.decode().split())


def fault_of_sqlite(code):
    error = sqlite3.OperationalError(code)
    error.sqlite_errorcode = code
    return error


@contextmanager
def away():
    """Whatever is asked, nobody answers."""

    def refuse(*statement):
        raise OperationalError("unable to open database file") from fault_of_sqlite(sqlite3.SQLITE_CANTOPEN)

    with connection.execute_wrapper(refuse):
        yield


@contextmanager
def read_only():
    """The database refuses every write by itself."""
    on, off = {
        "sqlite": ("PRAGMA query_only = 1", "PRAGMA query_only = 0"),
        "postgresql": ("SET LOCAL transaction_read_only = on", "ROLLBACK TO SAVEPOINT writable"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT writable")
        cursor.execute(on)
        try:
            yield
        finally:
            cursor.execute(off)


class TestVisitor:
    def test_kept_page_comes_with_its_age(self, browser, page):
        with away():
            answer = browser.get("/cile/2026/?utm_source=dopis")
            packed = browser.get("/cile/2026/", headers={"Accept-Encoding": "gzip"})
            known = browser.get("/cile/2026/", headers={"If-None-Match": page["ETag"]})

        assert (answer.status_code, answer.content, answer["Age"]) == (200, page.content, "0")
        assert (packed["Content-Encoding"], packed["Age"]) == ("gzip", "0")
        assert (known.status_code, known["Age"]) == (304, "0")
        assert "Age" not in browser.get("/cile/2026/")

    def test_age_counts_from_when_the_page_was_last_known_to_hold(self, browser, page, monkeypatch):
        browser.get("/cile/2026/")
        later = pages.monotonic() + 75
        monkeypatch.setattr(pages, "monotonic", lambda: later)
        with away():
            assert browser.get("/cile/2026/")["Age"] == "75"
        browser.get("/cile/2026/")
        with away():
            assert browser.get("/cile/2026/")["Age"] == "0"

    def test_question_that_was_not_answered_is_not_asked_again_at_once(self, browser, page, monkeypatch):
        """The server lives and answers others, as when its disk hangs or a table is locked."""
        monkeypatch.setattr(outages, "SLOW", -1)  # whatever fails now has taken long

        def hang(*statement):
            raise OperationalError("no answer") from fault_of_sqlite(sqlite3.SQLITE_BUSY)

        with connection.execute_wrapper(hang):
            browser.get("/cile/2026/")
        with CaptureQueriesContext(connection) as asked:
            kept, other = browser.get("/cile/2026/"), browser.get("/centra/")

        assert (kept.status_code, kept["Age"], other.status_code, len(asked)) == (200, "0", 503, 0)
        monkeypatch.setattr(pages.SILENCE, "until", time.monotonic())
        assert "Age" not in browser.get("/cile/2026/")

    def test_page_that_is_not_kept_says_when_to_come_back(self, browser, page):
        with away():
            answer = browser.get("/centra/")

        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert "Databáze teď neodpovídá." in text_of(answer)
        assert 'href="/static/css/site.css"' in text_of(answer)


class TestAtWork:
    @pytest.mark.parametrize(
        ("outage", "sentence"), [(away, "Databáze teď neodpovídá."), (read_only, "Do databáze teď nejde zapisovat")]
    )
    def test_what_was_typed_is_on_the_page_and_one_line_in_the_log(self, browser, outage, sentence, caplog):
        browser.force_login(make_user())
        with outage():
            answer = browser.post(FORM, {"reason": TYPED, "password": "moje tajné heslo"})

        assert answer.status_code == 503
        assert sentence in text_of(answer)
        assert TYPED in text_of(answer)
        assert "tajné" not in text_of(answer)
        assert [(line.getMessage().split(",")[0], line.exc_info) for line in caplog.records] == [
            (f"POST {FORM}: {'AWAY' if outage is away else 'READ_ONLY'}", None)
        ]

    def test_sign_in_does_not_speak_of_too_many_attempts(self, browser):
        make_user(email="jana@example.cz", password=PASSWORD)
        with read_only():
            answer = sign_in(browser, "jana@example.cz")

        assert answer.status_code == 503
        assert "Do databáze teď nejde zapisovat" in text_of(answer)
        assert PASSWORD not in text_of(answer)
        assert sign_in(browser, "jana@example.cz")["Location"] == "/prace/"

    def test_session_that_cannot_be_saved_has_not_ended(self, browser, monkeypatch):
        browser.force_login(make_user())
        begin = SessionMiddleware.process_request

        def begin_and_change(self, request):
            begin(self, request)
            request.session["typed"] = {}

        monkeypatch.setattr(SessionMiddleware, "process_request", begin_and_change)
        with read_only():
            answer = browser.get(FORM)

        assert answer.status_code == 503
        assert "Do databáze teď nejde zapisovat" in text_of(answer)

    def test_fault_of_our_own_stays_one(self, browser, monkeypatch, caplog):
        monkeypatch.setattr(pages, "_query", lambda: "SELECT 1 FROM nowhere")
        with transaction.atomic():
            answer = browser.get("/centra/")
            transaction.set_rollback(True)

        assert answer.status_code == 500
        assert caplog.records[-1].exc_info


@pytest.mark.django_db(transaction=True)
def test_count_that_is_lost_at_the_end_of_its_transaction_is_an_error(monkeypatch):
    def fail():
        raise OperationalError("database or disk is full") from fault_of_sqlite(sqlite3.SQLITE_FULL)

    with monkeypatch.context() as patch:
        patch.setattr(connection, "_commit", fail)
        with pytest.raises(OperationalError):
            cache.add("attempts", 1)
    assert cache.add("attempts", 1)
    assert not cache.add("attempts", 1)  # somebody was faster: no error


@pytest.mark.parametrize(
    ("fault", "outage"),
    [
        (fault_of_sqlite(sqlite3.SQLITE_READONLY), Outage.READ_ONLY),
        (fault_of_sqlite(sqlite3.SQLITE_FULL), Outage.FULL),
        (fault_of_sqlite(sqlite3.SQLITE_BUSY), Outage.BUSY),
        (fault_of_sqlite(sqlite3.SQLITE_IOERR_READ), Outage.AWAY),
        (fault_of_sqlite(sqlite3.SQLITE_CONSTRAINT_UNIQUE), None),
        (fault_of_sqlite(sqlite3.SQLITE_ERROR), None),
        (psycopg.errors.ReadOnlySqlTransaction(), Outage.READ_ONLY),
        (psycopg.errors.DiskFull(), Outage.FULL),
        (psycopg.errors.TooManyConnections(), Outage.BUSY),
        (psycopg.errors.DeadlockDetected(), Outage.BUSY),
        (psycopg.errors.LockNotAvailable(), Outage.BUSY),
        (psycopg.errors.AdminShutdown(), Outage.AWAY),
        (psycopg.errors.UniqueViolation(), None),
        (psycopg.errors.UndefinedTable(), None),
    ],
)
def test_outage_is_told_by_its_code(fault, outage):
    error = DatabaseError()
    error.__cause__ = fault

    assert outage_of(error) == outage


def test_what_the_driver_refuses_is_no_outage():
    if connection.vendor != "postgresql":
        return  # SQLite takes as many
    with pytest.raises(OperationalError) as refused, connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 WHERE 1 IN ({', '.join(['%s'] * 70_000)})", range(70_000))

    assert outage_of(refused.value) is None


@pytest.mark.django_db(transaction=True)
def test_statement_that_takes_too_long_loses_its_connection():
    if connection.vendor != "postgresql":
        return  # nothing is far away
    began = time.monotonic()
    with pytest.raises(OperationalError) as refused, patience(0.2), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")  # what is not waited for

    assert time.monotonic() - began < 30
    assert outage_of(refused.value) == Outage.AWAY
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        assert cursor.execute("SELECT 1").fetchone() == (1,)


def test_no_request_asks_without_a_limit(client):
    """Neither a page nor a file that is read while it is sent."""
    limits = []

    def note(execute, *statement):
        limits.append(PATIENCE.get())
        return execute(*statement)

    client.force_login(make_user("administrator"))
    with connection.execute_wrapper(note):
        client.get("/centra/")
        export = client.get("/prace/zaznam.csv")
        asked_before = len(limits)
        assert b"".join(export)

    assert len(limits) > asked_before
    assert None not in limits
    assert PATIENCE.get() is None


def test_server_that_does_not_answer_is_asked_once(monkeypatch):
    monkeypatch.setattr(base.DatabaseWrapper, "silence", Silence())
    monkeypatch.setattr(outages, "SLOW", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = {"HOST": "127.0.0.1", "PORT": silent.getsockname()[1], "NAME": "x", "USER": "x", "PASSWORD": ""}
        options = {"OPTIONS": {"connect_timeout": 2}, "TIME_ZONE": None, "CONN_HEALTH_CHECKS": True}
        facts = {"CONN_MAX_AGE": 60, "ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "ENGINE": postgresql.__name__}
        for _turn in range(3):
            with pytest.raises(OperationalError):
                base.DatabaseWrapper(place | options | facts).ensure_connection()
        silent.accept()[0].close()
        silent.setblocking(False)
        with pytest.raises(BlockingIOError):
            silent.accept()  # not asked again


class TestReadiness:
    def test_ready_tells_of_the_backup(self, client, monkeypatch):
        monkeypatch.setitem(readiness.VERIFIED, "subject_kind", "person")  # a kind that there is
        assert client.get("/readyz").content == b"ready\nno verified backup\n"

        made = timezone.now() - timedelta(hours=22, minutes=5)
        Event.objects.create(**readiness.VERIFIED, subject_id=1, at=timezone.now(), content=made.isoformat())
        views.READINESS = readiness.Readiness()

        day = timezone.localtime(made)
        assert client.get("/readyz").content.decode() == f"ready\nbackup verified: {day:%Y-%m-%d %H:%M}, 22 h ago\n"

    @pytest.mark.parametrize(
        ("outage", "said"), [(away, "database: does not answer"), (read_only, "database: cannot be written to")]
    )
    def test_outage_is_one_line(self, client, outage, said):
        with outage():
            answer = client.get("/readyz")

        lines = answer.content.decode().splitlines()
        assert (answer.status_code, lines[0]) == (503, "not ready")
        assert [line.rpartition(" (")[0] for line in lines[1:] if "backup" not in line] == [said]

    def test_folder_that_cannot_be_written_is_one_line(self, client, tmp_path, monkeypatch):
        (tmp_path / "file").touch()
        monkeypatch.setattr(readiness, "_folders", lambda: [("evidence", tmp_path / "file" / "evidence")])

        answer = client.get("/readyz")

        assert answer.status_code == 503
        assert answer.content.decode().splitlines()[1] == "evidence: cannot be written to (Not a directory)"

    def test_disk_that_is_nearly_full_is_one_line(self, client, monkeypatch):
        monkeypatch.setattr(readiness, "LEAST_FREE", 10**18)

        answer = client.get("/readyz")

        assert answer.status_code == 503
        assert "evidence: its disk is nearly full" in answer.content.decode().splitlines()

    def test_asking_often_costs_nothing(self, client):
        client.get("/readyz")

        with CaptureQueriesContext(connection) as queries:
            assert client.get("/readyz").status_code == 200

        assert len(queries) == 0

    def test_nobody_waits_for_an_answer_that_does_not_come(self, client, monkeypatch):
        monkeypatch.setattr(readiness, "PATIENCE", 0.05)
        with views.READINESS._lock:
            assert client.get("/readyz").status_code == 503
