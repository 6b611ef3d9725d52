"""Databases beside that of the tests: empty ones of the same engine, and files of SQLite whatever the engine is."""

from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections
from django.db.utils import load_backend

from cpic.backup.places import connected

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
}


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
