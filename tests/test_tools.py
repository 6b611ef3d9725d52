"""The scripts behind the Makefile: what they install, refuse and count."""

import importlib
import os
import socket
import subprocess
import sys
import threading
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import settings

from tests.faults.run import FOLDER, stands

TOOLS = settings.BASE_DIR / "tools"
REPORT = """<testsuites><testsuite>
    <testcase name="holds"/>
    <testcase name="fails"><failure message="1 != 2"/></testcase>
    <testcase name="fails_and_breaks"><failure message="1 != 2"/><error message="gone"/></testcase>
    <testcase name="skips"><skipped message="not here"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def tool(monkeypatch):
    monkeypatch.syspath_prepend(TOOLS)
    return importlib.import_module


# tools/packages


@pytest.fixture
def machine(tmp_path):
    """Runs tools/packages where the file `installed` names the packages that are there; apt-get adds to it."""
    programs = {
        "dpkg-query": 'for name in "$@"; do :; done; grep -qx "$name" "$HERE/installed" && printf installed',
        "id": 'echo "$USER_ID"',
        "apt-get": 'echo "$@" >>"$HERE/calls"; [ -z "$APT_FAILS" ] || exit 100\n'
        'for name in "$@"; do echo "$name" >>"$HERE/installed"; done',
    }
    for name, script in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "installed").write_text("there\n")

    def run(*arguments, user_id=1000, apt_fails=""):
        env = {
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "HERE": str(tmp_path),
            "USER_ID": str(user_id),
            "APT_FAILS": apt_fails,
        }
        done = subprocess.run([TOOLS / "packages", *arguments], env=env, capture_output=True, text=True)
        calls = tmp_path / "calls"
        return done.returncode, done.stderr, calls.read_text().splitlines() if calls.exists() else []

    return run


def test_packages_says_nothing_when_all_are_there(machine):
    assert machine("there", "--", "there") == (0, "", [])


def test_packages_names_one_command_to_somebody_who_is_not_root(machine):
    code, said, calls = machine("one", "there", "two", "--", "three")

    assert code == 1
    assert said.splitlines()[1].strip() == "sudo apt-get install --no-install-recommends one two three"
    assert calls == []


def test_packages_goes_on_without_optional_ones(machine):
    code, said, _ = machine("there", "--", "three")

    assert code == 0
    assert said.splitlines()[1].strip() == "sudo apt-get install --no-install-recommends three"


def test_packages_installs_the_missing_ones_for_root(machine):
    code, said, calls = machine("one", "there", "--", "three", user_id=0)

    assert (code, said) == (0, "")
    assert calls == ["update -q", "install -q -y --no-install-recommends one three"]


def test_packages_stops_when_apt_fails(machine):
    code, said, _ = machine("one", user_id=0, apt_fails="yes")

    assert code == 1
    assert said == "The system packages could not be installed.\n"


# tools/free_port.py


def test_free_port_accepts_a_free_one(tool):
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        port = finder.getsockname()[1]

    assert tool("free_port").fault(str(port)) is None


def test_free_port_names_the_taken_one(tool):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]

        said = tool("free_port").fault(str(port))

    assert said == f"Port {port} is taken by another program; choose another one: make run PORT=8001"


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "-1", "٨٠٠٠"])
def test_free_port_refuses_what_is_no_port(tool, port):
    assert tool("free_port").fault(port) == f"PORT={port} is not a port number: use one from 1024 to 65535."


# tools/run_tests.py


def test_count_reads_the_report(tool):
    part = tool("run_tests").count("SQLite", REPORT, 1)

    assert (part.passed, part.failed, part.skipped) == (1, 2, ["skips: not here"])


@pytest.mark.parametrize("report", [None, "<testsuites/>"])
def test_count_of_a_run_that_broke_down_is_a_failure(tool, report):
    assert tool("run_tests").count("SQLite", report, 3).failed == 1


@pytest.mark.parametrize(
    ("in_ci", "last_line", "code"), [("", "1 passed, 0 failed", 0), ("true", "1 passed, 1 failed", 1)]
)
def test_summary_of_what_could_not_run(tool, monkeypatch, capsys, in_ci, last_line, code):
    monkeypatch.setenv("CI", in_ci)
    run_tests = tool("run_tests")

    assert run_tests.summary([run_tests.SuiteResult("SQLite", passed=1)], ["the browser tests: no browser"]) == code

    said = capsys.readouterr().out.splitlines()
    assert said[-1] == last_line
    assert [line for line in said if line.startswith("!!! NOT RUN")] != []


@pytest.mark.parametrize(
    ("is_all", "has_browser", "first", "second"),
    [
        (False, True, "not browser", "engine or browser"),
        (False, False, "not browser", "engine and not browser"),
        (True, True, "", ""),
        (True, False, "not browser", "not browser"),
    ],
)
def test_second_engine_gets_what_can_differ_there(tool, is_all, has_browser, first, second):
    engines = {"SQLite": None, "PostgreSQL": "postgres:///"}

    found = [
        tool("run_tests").which(address, engines, is_all=is_all, has_browser=has_browser)
        for address in engines.values()
    ]

    assert found == [first, second]


@pytest.mark.parametrize(("has_browser", "marker"), [(True, ""), (False, "not browser")])
def test_only_engine_gets_everything(tool, has_browser, marker):
    which = tool("run_tests").which

    assert which(None, {"SQLite": None}, is_all=False, has_browser=has_browser) == marker


# tools/postgres.py


def test_postgres_that_is_not_installed_is_named(tool, monkeypatch, tmp_path):
    postgres = tool("postgres")
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(postgres.Unavailable, match="package postgresql"), postgres.private_cluster():
        pass


# tools/picture.py


def test_picture_leaves_out_an_arrow_that_follows_from_others(tool):
    imports = {"roof": {"wall", "ground"}, "wall": {"ground"}, "ground": set()}

    assert tool("picture").without_what_follows(imports) == {"roof": {"wall"}, "wall": {"ground"}, "ground": set()}


def test_picture_has_a_box_for_every_room(tool):
    drawn = tool("picture").draw()
    rooms = [path.stem for path in (settings.BASE_DIR / "goals").glob("*.py") if path.stem not in ("__init__", "apps")]

    assert len(rooms) > 10
    assert [room for room in rooms if f">{room}</text>" not in drawn] == []
    assert str(settings.BASE_DIR) not in drawn


# tools/healthcheck.py


@pytest.mark.parametrize(("status", "code", "words"), [(200, 0, []), (503, 1, ["/readyz"])])
def test_healthcheck_asks_under_an_allowed_host(monkeypatch, status, code, words):
    asked = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Host"]))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        env = {"BIND": f"0.0.0.0:{server.server_port}", "ALLOWED_HOSTS": "cile.example.org, www.example.org"}
        done = subprocess.run([sys.executable, TOOLS / "healthcheck.py", *words], env=env)

    assert done.returncode == code
    assert asked == [(*(words or ["/healthz"]), "cile.example.org")]


# tests/conftest.py


SKIPS = """
import pytest

@pytest.fixture
def browser():
    pytest.skip("no browser")

def test_passes():
    pass

def test_needs_a_browser(browser):
    pass

def test_needs_the_documents():
    pytest.skip("the real documents are not here")
"""


@pytest.mark.parametrize(("in_ci", "outcome"), [("true", "1 passed, 1 skipped, 1 error"), ("", "1 passed, 2 skipped")])
def test_a_skip_is_a_failure_in_ci(tmp_path, in_ci, outcome):
    """All but one: the folder of real documents may be absent."""
    (tmp_path / "test_skips.py").write_text(SKIPS)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:cacheprovider", tmp_path]
    env = os.environ | {"CI": in_ci}

    done = subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True)

    assert done.stdout.splitlines()[-1].partition(" in ")[0] == outcome


# tests/faults


def test_faults_are_put_where_the_code_is_now():
    faults = tomllib.loads((FOLDER / "faults.toml").read_text())["fault"]

    assert len(faults) == 30
    assert [fault["id"] for fault in faults if not stands(settings.BASE_DIR, fault)] == []
