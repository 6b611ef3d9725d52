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
ROOM = "-c max_connections=500"  # each connection that a browser keeps alive holds one here
SERVER_USER = "postgres"  # Debian's package makes it; the server refuses to run as root


class Unavailable(Exception):
    """There is no server to start; the message says why."""


def programs():
    """The folder with the newest server's programs."""
    folders = sorted(DEBIAN.glob("*/bin"), key=lambda folder: _number(folder.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    found = folders[0] if folders else Path(on_path).parent if on_path else None
    if found is None:
        raise Unavailable("no PostgreSQL server is installed (package postgresql)")
    return found


def _number(name):
    return int(name) if name.isdigit() else 0


def version():
    """For example "PostgreSQL 15.18"."""
    words = subprocess.check_output([programs() / "postgres", "--version"], text=True).split()
    return f"PostgreSQL {words[2]}"


@contextmanager
def private_cluster():
    """Yields the DATABASE_URL of a fresh, empty server and removes it at the end, however that comes."""
    bin_folder = programs()
    with tempfile.TemporaryDirectory(prefix="cpic-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        identity = _identity(folder)
        _create(bin_folder, folder, identity)
        try:
            yield f"postgres://cpic@/postgres?host={folder}"
        finally:
            _run([bin_folder / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], folder, identity)


def _create(bin_folder, folder, identity):
    _run(
        [
            *(bin_folder / "initdb", "-D", folder / "data", "--username=cpic", "--auth=trust"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
        ],
        folder,
        identity,
    )
    options = f"-k {folder} -c listen_addresses='' {SPEED} {ROOM}"
    _run(
        [bin_folder / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", options, "-w", "start"],
        folder,
        identity,
    )


def _identity(folder):
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(SERVER_USER)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _run(command, folder, identity):
    done = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **identity
    )
    if done.returncode:
        raise Unavailable(f"{Path(command[0]).name} failed: {done.stdout.decode(errors='replace').strip()[-500:]}")
