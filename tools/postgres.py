"""A private PostgreSQL for one run: own folder, unix socket only, no durability, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

# Debian's postgresql keeps the server's programs out of PATH, one folder a version.
DEBIAN = Path("/usr/lib/postgresql")
SPEED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
# Cleaning comes when it likes and holds locks: a test that asks for one would fail on some days.
SAME = "-c autovacuum=off"
ROOM = "-c max_connections=500"  # each connection that a browser keeps alive holds one here
SERVER_USER = "postgres"  # Debian's package makes it; the server refuses to run as root


class Unavailable(Exception):
    """There is no server to start; the message says why."""


def programs():
    folders = [folder for folder in DEBIAN.glob("*/bin") if folder.parent.name.isdigit()]
    if folders:
        return max(folders, key=lambda folder: int(folder.parent.name))
    on_path = shutil.which("initdb")
    if on_path is None:
        raise Unavailable("no PostgreSQL server is installed (package postgresql)")
    return Path(on_path).parent


def version():
    words = subprocess.check_output([programs() / "postgres", "--version"], text=True).split()
    return f"PostgreSQL {words[2]}"


@contextmanager
def private_cluster():
    """Yields the DATABASE_URL of a fresh, empty server and removes it at the end, however that comes."""
    bin_folder = programs()
    with tempfile.TemporaryDirectory(prefix="cpic-postgres-", ignore_cleanup_errors=True) as name:
        folder, identity = Path(name), {}
        if os.geteuid() == 0:
            user = pwd.getpwnam(SERVER_USER)
            os.chown(folder, user.pw_uid, user.pw_gid)
            identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

        def run(program, *options):
            _run([bin_folder / program, "-D", folder / "data", *options], folder, identity)

        run("initdb", "--username=cpic", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' {SPEED} {SAME} {ROOM}"
        run("pg_ctl", "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield f"postgres://cpic@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")


def _run(command, folder, identity):
    done = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **identity
    )
    if done.returncode:
        raise Unavailable(f"{Path(command[0]).name} failed: {done.stdout.decode(errors='replace').strip()[-500:]}")
