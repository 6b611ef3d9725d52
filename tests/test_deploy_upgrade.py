"""deploy/upgrade in a small world: versions that do what the script knows of ours, and can fail or die at each step."""

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from contextlib import suppress
from types import SimpleNamespace

import pytest
from django.conf import settings

from tests.backup.conftest import contents
from tests.proxy import free_port
from tests.thorough import IS_THOROUGH

GIT, MAKE = shutil.which("git"), shutil.which("make")
SCRIPT = settings.BASE_DIR / "deploy/upgrade"

PROGRAM = """#!/bin/sh
set -e
holds_on() { for turn in $(seq 600); do [ -e "$WORLD/go-on" ] && break; sleep 0.1; done; }
dies() {
    [ "$DIE_AT" != "$1" ] || kill -KILL 0
    [ "$DIE_AT" != "alone $1" ] || { kill -KILL $PPID; holds_on; }
}
put() { cp "$1" "$2.part"; mv "$2.part" "$2"; }
stands() { [ ! -e "$WORLD/running" ]; }
dies "$2"
case "$2" in
collectstatic) mkdir -p var/static ;;
upgrade)
    stands
    if ! cmp -s version "$WORLD/data/rows"; then
        put "$WORLD/data/rows" "$3"
        dies "backup"
        if [ -e fails ]; then echo "The home page fails." >&2; exit 1; fi
        put version "$WORLD/data/rows"
        dies "migrated"
    fi ;;
migrate) cmp -s version "$WORLD/data/rows" ;;
restore)
    stands
    put "$3" "$WORLD/data/rows"
    dies "restored" ;;
esac
"""
MAKEFILE = """
setup:
	@mkdir -p .venv/bin && cp program .venv/bin/python
	@[ "$$DIE_AT" != setup ] || kill -KILL 0
	@[ ! -e no-packages ]
"""
HEALTHCHECK = """
import os, sys
from pathlib import Path
world = Path(os.environ["WORLD"])
is_ready = (world / "data/rows").read_text() == (world / "site/version").read_text()
is_ready = is_ready and not (world / "site/unready").exists()
sys.exit(not ((world / "running").exists() and (sys.argv[1] == "/healthz" or is_ready)))
"""
STOP = '[ "$DIE_AT" != stop ] || kill -KILL 0; rm -f "$WORLD/running"; echo stopped >> "$WORLD/log"'
START = '[ "$DIE_AT" != start ] || kill -KILL 0; touch "$WORLD/running"; [ "$DIE_AT" != started ] || kill -KILL 0'
FIRST, SECOND = "1\n", "2\n"


def git(folder, *arguments):
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run([GIT, "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def versions(tmp_path_factory):
    """A clone at the first version, with tags of the next one and of others that are broken."""
    clone = tmp_path_factory.mktemp("versions")
    git(clone, "init", "--quiet")
    files = {
        "program": PROGRAM,
        "Makefile": MAKEFILE,
        "tools/healthcheck.py": HEALTHCHECK,
        "version": FIRST,
        ".gitignore": ".venv\nvar\n",
        "manage.py": "",
    }
    (clone / "tools").mkdir()
    for name, content in files.items():
        (clone / name).write_text(content)
    (clone / "program").chmod(0o755)
    commit(clone, "v1")
    (clone / "version").write_text(SECOND)
    commit(clone, "v2")
    for fault in ("fails", "unready", "no-packages"):
        git(clone, "checkout", "--quiet", "v2")
        (clone / fault).touch()
        commit(clone, fault)
    git(clone, "checkout", "--quiet", "v1")
    subprocess.run([MAKE, "--silent", "setup"], cwd=clone, check=True)
    return clone


def commit(clone, tag):
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", tag)
    git(clone, "tag", tag)


class World:
    """A site that runs the first version."""

    def __init__(self, folder, versions):
        self.folder = folder
        shutil.copytree(versions, folder / "site-v1", symlinks=True)
        self.link.symlink_to("site-v1")
        for name in ("data", "backups"):
            (folder / name).mkdir()
        (folder / "data/rows").write_text(FIRST)
        (folder / "running").touch()
        (folder / "log").touch()
        self.env = {
            "PATH": os.environ["PATH"],
            "WORLD": str(folder),
            "CPIC_HOME": str(self.link),
            "CPIC_PATIENCE": "1",
            "CPIC_BACKUPS": str(folder / "backups"),
            "CPIC_STOP": STOP,
            "CPIC_START": START,
            "DATABASE_URL": f"sqlite:///{folder}/data/rows",
            "EVIDENCE_DIR": str(folder / "data"),
        }

    @property
    def link(self):
        return self.folder / "site"

    def upgrade(self, *arguments, **env):
        """Its exit status and what it said."""
        command = [sys.executable, SCRIPT, *arguments]
        options = {"env": self.env | env, "capture_output": True, "text": True, "start_new_session": True}
        done = subprocess.run(command, **options)
        return done.returncode, done.stdout + done.stderr

    def state(self):
        is_running = (self.folder / "running").exists()
        return (self.link / "version").read_text(), (self.folder / "data/rows").read_text(), is_running

    def was_stopped(self):
        return bool((self.folder / "log").read_text())


OLD, NEW = (FIRST, FIRST, True), (SECOND, SECOND, True)


@pytest.fixture
def world(tmp_path, versions):
    return World(tmp_path, versions)


def test_there_and_back(world):
    code, said = world.upgrade("v2")
    assert (code, world.state()) == (0, NEW), said
    [kept] = (world.folder / "backups").iterdir()
    assert kept.read_text() == FIRST
    assert world.upgrade("v2") == (0, "v2 is what runs already.\n")

    code, said = world.upgrade("--back")
    assert (code, world.state()) == (0, OLD), said
    assert world.upgrade("--back") == (1, "There is nothing to go back to.\n")

    shutil.move(world.folder / "site-v2/Makefile", world.folder)  # what is there needs no packages any more
    assert world.upgrade("v2")[0] == 0
    assert world.state() == NEW


@pytest.mark.parametrize(
    ("tag", "sentence"),
    [
        ("no-packages", r"setup” failed. Nothing was changed; the site was not stopped."),
        ("fails", r"The upgrade failed, and the site is what it was: “\S+ upgrade \S+” failed."),
        ("unready", r"The upgrade failed, and the site is what it was: The version in \S+ did not become ready."),
    ],
)
def test_version_that_fails(world, tag, sentence):
    code, said = world.upgrade(tag)

    assert (code, world.state()) == (1, OLD), said
    assert re.search(sentence, said.splitlines()[-1])
    assert world.was_stopped() == (tag != "no-packages")
    assert ("Restoring" in said) == (tag == "unready")  # nothing else touched the data
    assert world.upgrade() == (0, "")  # nothing is left to be finished
    assert world.upgrade("v2")[0] == 0


WAY = {"collectstatic": OLD, "backup": NEW, "migrated": NEW, "started": NEW}
MORE = {"setup": OLD, "stop": NEW, "upgrade": NEW, "start": NEW}


@pytest.mark.parametrize(("moment", "state"), (WAY | MORE if IS_THOROUGH else WAY).items())
def test_killed_on_the_way(world, moment, state):
    """The next run finishes what was begun; what was only being prepared is forgotten."""
    code, _said = world.upgrade("v2", DIE_AT=moment)
    assert code == -signal.SIGKILL

    code, said = world.upgrade()
    assert (code, world.state()) == (0, state), said
    assert world.upgrade("v2")[0] == 0
    assert world.state() == NEW


@pytest.mark.parametrize("moment", ["restore", "restored"] if IS_THOROUGH else ["restored"])
def test_killed_on_the_way_back(world, moment):
    code, _said = world.upgrade("unready", DIE_AT=moment)
    assert code == -signal.SIGKILL

    code, said = world.upgrade()
    assert (code, world.state()) == (0, OLD), said


@pytest.mark.thorough
def test_killed_at_any_moment(tmp_path, versions):
    seen = set()
    for moment in range(30):
        world = World(tmp_path / str(moment), versions)
        child = subprocess.Popen(
            [sys.executable, SCRIPT, "v2"], env=world.env, stdout=subprocess.DEVNULL, start_new_session=True
        )
        with suppress(subprocess.TimeoutExpired):
            child.wait(0.05 * moment)
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        world.upgrade()
        seen.add(world.state())
        assert seen <= {OLD, NEW}
    assert seen == {OLD, NEW}


def test_version_that_dies_and_then_fails(world):
    """Killed when its data are in place; then it turns out that it does not start."""
    code, _said = world.upgrade("unready", DIE_AT="migrated")
    assert code == -signal.SIGKILL
    assert world.state() == (FIRST, SECOND, False)

    code, said = world.upgrade()
    assert (code, world.state()) == (1, OLD), said


def test_what_is_refused_at_once(world):
    inside, missing = str(world.link / "var/evidence"), str(world.folder / "nowhere")
    (world.folder / "site-fails").mkdir()
    assert "There is no tag “v7”" in refused(world, "v7")
    assert "There is no tag “../v2”" in refused(world, "../v2")
    assert "Say which version" in refused(world, "--help")
    assert "EVIDENCE_DIR must be set" in refused(world, "v2", EVIDENCE_DIR=inside)
    assert "is no folder to write backups to" in refused(world, "v2", CPIC_BACKUPS=missing)
    assert "The site runs. Stop it" in refused(world, "v2", CPIC_STOP="")
    assert "site-fails is in the way" in refused(world, "fails")
    (world.folder / "site-v1/version").write_text("mine\n")
    assert "Somebody changed files" in refused(world, "v2")
    assert "is no link to the folder of a version" in refused(world, "v2", CPIC_HOME=str(world.folder / "site-v1"))


def refused(world, *arguments, **env):
    code, said = world.upgrade(*arguments, **env)
    assert (code, said.count("\n"), world.was_stopped()) == (1, 1, False)
    return said


def test_two_at_once(world):
    """The second is what is left of an upgrade of which only the script was killed."""
    options = {"env": world.env | {"DIE_AT": "alone backup"}, "stdout": subprocess.DEVNULL, "start_new_session": True}
    assert subprocess.Popen([sys.executable, SCRIPT, "v2"], **options).wait() == -signal.SIGKILL
    assert world.upgrade() == (1, "Another upgrade of this site is under way.\n")
    (world.folder / "go-on").touch()
    with (world.folder / ".site.upgrade.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # until it is done
    code, said = world.upgrade()
    assert (code, world.state()) == (0, NEW), said


# The product itself


NO_OP = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("goals", "{last}")]
    operations = [migrations.RunPython({what}, migrations.RunPython.noop)]
"""


@pytest.fixture
def real(tmp_path):
    """The clone of this repository with a filled database of SQLite, which it serves; and tags that come after it."""
    clone, database = tmp_path / "site-v1", tmp_path / "data/db.sqlite3"
    subprocess.run([GIT, "clone", "--quiet", settings.BASE_DIR, clone], check=True)
    last = max(file.stem for file in (clone / "goals/migrations").glob("0*.py"))
    python = f'#!/bin/sh\\nexec {sys.executable} "$$@"\\n'
    (clone / "Makefile").write_text(
        f"setup:\n\t@mkdir -p .venv/bin && printf '{python}' > .venv/bin/python && chmod +x .venv/bin/python\n"
    )
    commit(clone, "v1")
    for tag, what in {"v2": "migrations.RunPython.noop", "breaks": "lambda apps, editor: 1 / 0"}.items():
        git(clone, "checkout", "--quiet", "v1")
        (clone / "goals/migrations/9999_next.py").write_text(NO_OP.format(last=last, what=what).lstrip())
        commit(clone, tag)
    git(clone, "checkout", "--quiet", "v2")
    (clone / "templates/public/home.html").write_text("{% url 'nowhere' %}")
    commit(clone, "no-home")
    git(clone, "checkout", "--quiet", "v1")
    subprocess.run([MAKE, "--silent", "setup"], cwd=clone, check=True)
    port = free_port()
    database.parent.mkdir()
    (tmp_path / "backups").mkdir()
    (tmp_path / "site").symlink_to("site-v1")
    serve = f"nohup .venv/bin/python -m cpic >{tmp_path}/log 2>&1 & echo $! >{tmp_path}/pid"
    stop = "kill $(cat pid) && while kill -0 $(cat pid) 2>/dev/null; do sleep 0.1; done"
    env = {
        "PATH": os.environ["PATH"],
        "CPIC_HOME": str(tmp_path / "site"),
        "CPIC_BACKUPS": str(tmp_path / "backups"),
        "DATABASE_URL": f"sqlite:///{database}",
        "EVIDENCE_DIR": str(tmp_path / "data/evidence"),
        "PORT": str(port),
        "CPIC_START": f"cd {tmp_path}/site; {serve}",
        "CPIC_STOP": f"cd {tmp_path} && {stop}",
    }
    subprocess.run([clone / ".venv/bin/python", "manage.py", "prepare", "--bare"], cwd=clone, env=env, check=True)
    subprocess.run(["/bin/sh", "-c", env["CPIC_START"]], env=env, check=True)
    yield SimpleNamespace(folder=tmp_path, env=env, port=port)
    subprocess.run(["/bin/sh", "-c", env["CPIC_STOP"]], env=env)


def rows(real):
    """All that a backup of the version that runs now holds."""
    path = real.folder / "now.zip"
    command = [".venv/bin/python", "manage.py", "backup", "--verbosity=0", path]
    subprocess.run(command, cwd=real.folder / "site", env=real.env, check=True)
    return contents(path)


@pytest.mark.thorough
def test_product_there_and_back(real):
    command = [sys.executable, SCRIPT]

    def said(*arguments, code):
        done = subprocess.run([*command, *arguments], env=real.env, capture_output=True, text=True)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def is_ready():
        with urllib.request.urlopen(f"http://127.0.0.1:{real.port}/readyz") as answer:
            return answer.read().startswith(b"ready")

    before = rows(real)
    assert "Krok „obnovení a migrace zálohy na zkoušku“: division by zero" in said("breaks", code=1)
    assert (rows(real), is_ready()) == (before, True)
    assert "Krok „zkouška stránek“: / odpovídá 500" in said("no-home", code=1)
    assert (rows(real), is_ready()) == (before, True)

    assert "goals.9999_next" in said("v2", code=0)
    assert (real.folder / "site").resolve().name == "site-v2"
    assert is_ready()
    assert rows(real) != before

    assert "Restoring" in said("--back", code=0)
    assert (real.folder / "site").resolve().name == "site-v1"
    assert is_ready()
    assert rows(real) == before
