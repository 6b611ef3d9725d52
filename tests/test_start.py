"""A copy of the site with only what .dockerignore lets in: it migrates, fills itself, starts, answers and stops."""

import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
GUNICORN = Path(sys.executable).with_name("gunicorn")
PASSWORD = "na zkoušku, ne doopravdy"


class Site:
    """The copy, and the environment in which its commands run: nothing but what is said here."""

    def __init__(self, folder):
        self.folder = folder
        self.env = {"PATH": "/usr/bin:/bin", "CPIC_DEMO_PASSWORD": PASSWORD}

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.env, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    for path in (line.removeprefix("!") for line in lines if line.startswith("!")):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / path).is_dir() else shutil.copy
        copy(ROOT / path, folder / path)
    return Site(folder)


@pytest.fixture(scope="module")
def prepared(site):
    """Prepared from nothing; how a database of an older version comes along is tried in tests/upgrade."""
    site.said = site.manage("prepare", "--bare")
    return site


def test_prepare_migrates_fills_and_says_how_to_sign_in(prepared):
    lines = prepared.said.splitlines()

    assert re.fullmatch(r"Migrating the database \(\d+ steps\)", lines[0])
    assert lines[1] == "Collecting static files"
    assert lines[-1].endswith(PASSWORD)
    assert prepared.manage("migrate", "--check") == ""


def test_prepare_again_changes_nothing(prepared):
    lines = prepared.manage("prepare").splitlines()

    assert [line for line in lines if "Migrating" in line or "Collecting" in line] == []
    assert prepared.manage("shell", "-v0", "-c", "from goals.models import *; print(Edition.objects.count())") == "1\n"


MAKE_RECORD = """
from datetime import date
from django.utils import timezone
from centres.models import Centre, User
from evaluations.models import Indicator, Meeting, Record
centre, by, now = Centre.objects.first(), User.objects.first(), timezone.now()
meeting = Meeting.objects.create(kind="team", centre=centre, year=2026, month=3)
facts = {"centre": centre, "meeting": meeting, "added_by": by, "added_at": now, "links": "https://example.cz/"}
Record.objects.create(indicator=Indicator.objects.first(), on=date(2026, 3, 3), amount=1, **facts)
"""
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'evaluations_record' ORDER BY name"


def test_link_of_a_record_becomes_the_first_of_its_links(prepared):
    def rows(statement):
        with closing(sqlite3.connect(prepared.folder / "var" / "db.sqlite3")) as database:
            return database.execute(statement).fetchall()

    prepared.manage("shell", "-v0", "-c", MAKE_RECORD)
    prepared.manage("migrate", "--verbosity=0", "evaluations", "0003")
    before = rows("SELECT link FROM evaluations_record")

    prepared.manage("migrate", "--verbosity=0")

    assert before == rows("SELECT links FROM evaluations_record") == [("https://example.cz/",)]
    assert rows(TRIGGERS) == [(f"evaluations_record_closed_{act}",) for act in ("delete", "insert", "update")]


def test_server_answers_and_stops(prepared):
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        port = str(finder.getsockname()[1])
    env = prepared.env | {"PORT": port, "WEB_CONCURRENCY": "1"}
    command = [GUNICORN, "cpic.wsgi"]
    with subprocess.Popen(command, cwd=prepared.folder, env=env, stdout=subprocess.PIPE, text=True) as server:
        try:
            said = [server.stdout.readline(), server.stdout.readline()]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/cile/2026/") as answer:  # noqa: S310 - our own server
                page = answer.read().decode()
            style = re.search(r'href="(/static/\S+\.[0-9a-f]{12}\.css)"', page)[1]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{style}") as answer:  # noqa: S310 - our own server
                cached = answer.headers["Cache-Control"]
            time.sleep(0.5)  # nobody presses Ctrl-C while a thread is being started, which gunicorn does not survive
        finally:
            server.send_signal(signal.SIGINT)
            last = server.communicate(timeout=60)[0]  # a busy worker has half of it to finish

    assert said == ["\n", f"Serving http://127.0.0.1:{port}/ (Ctrl-C stops it)\n"]
    assert cached == "max-age=315360000, public, immutable"
    assert (last, server.returncode) == ("Stopped.\n", 0)
