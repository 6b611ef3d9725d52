"""The database of the tests as a copy of a migrated one, and databases beside it: empty ones of the same engine, and
files of SQLite whatever the engine is."""

import fcntl
import hashlib
import shutil
import sqlite3
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections
from django.db.utils import load_backend

from cpic.backup.places import connected

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
}


# What migrations run and read: our code, the files beside it, the versions of other people's.
OF_MIGRATIONS = ("centres", "goals", "evaluations", "networks", "cpic", "fixtures", "requirements")


@contextmanager
def migrated_once(path, folder):
    """The file of SQLite at the path, which somebody migrates inside, begins as a copy of the one that is kept in the
    folder for this very code; where there is none, it is kept for the other processes and for the runs to come."""
    kept = folder / f"{digest_of_code()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if kept.exists():
            shutil.copyfile(kept, path)
        yield
        if not kept.exists():
            for older in folder.glob("*.sqlite3"):
                older.unlink()
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(kept.with_suffix(".part"))])
            kept.with_suffix(".part").rename(kept)


def digest_of_code():
    digest = hashlib.sha256(sqlite3.sqlite_version.encode())
    for name in OF_MIGRATIONS:
        for file in sorted(Path(settings.BASE_DIR, name).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@contextmanager
def empty_database(folder, name):
    """An empty database of this name, a file of the folder or one of the server; gives what settings call it."""
    if connection.vendor == "sqlite":
        yield folder / f"{name}.sqlite3"
        return
    database = f"{connection.settings_dict['NAME']}_{name}"
    run_on_server(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
    run_on_server(f'CREATE DATABASE "{database}"')
    yield database
    run_on_server(f'DROP DATABASE "{database}" WITH (FORCE)')


def run_on_server(statement):
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def connected_to(database):
    """Django's connection leads to this database of the engine meanwhile."""
    ContentType.objects.clear_cache()
    try:
        with connected(NAME=database):
            yield
    finally:
        ContentType.objects.clear_cache()


@contextmanager
def sqlite_file(path):
    """Django's connection leads to this file of SQLite meanwhile."""
    own = connections["default"]
    facts = {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": SQLITE}
    new = load_backend(facts["ENGINE"]).DatabaseWrapper(own.settings_dict | facts, "default")
    connections["default"] = new
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        new.close()
        connections["default"] = own
        ContentType.objects.clear_cache()
