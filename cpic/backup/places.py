"""Where a database is read from and built: a snapshot, the place of the database itself, a scratch place.

Migrations speak to Django's default connection, so each place is what that connection leads to meanwhile. A place is
either left as it was or holds all that was done in it. On PostgreSQL that is one transaction: tables, rows and
triggers come and go in it like everything else. On SQLite a new file is made aside and copied over the old one in one
transaction of SQLite, which rolls it back by itself when it was killed on the way.
"""

import os
import sqlite3
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.utils.translation import gettext as _

from centres import triggers
from cpic.backup.archive import BackupError
from cpic.checks import OURS

# What a database has in it as soon as it was migrated, or while somebody looks at its pages.
SELF_MADE = {"django_migrations", "django_content_type", "auth_permission", "django_session"}
CACHE = settings.CACHES["default"]["LOCATION"]
LEAVING = 10  # tenths of a second in which a connection that was just closed is gone
# A file that is thrown away, whatever happens to it.
CARELESS = {"init_command": "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"}


@contextmanager
def connected(*, options=(), **facts):
    """Django's default connection is a new one meanwhile, with these settings changed."""
    own = connections["default"]
    new = own.copy()
    new.settings_dict |= facts
    new.settings_dict["OPTIONS"] |= dict(options)
    connections["default"] = new
    try:
        yield new
    finally:
        new.close()
        connections["default"] = own


@contextmanager
def snapshot():
    """The database as it is at this moment, for as long as it takes, without holding anybody up."""
    is_sqlite = connections["default"].vendor == "sqlite"
    with connected(options={"transaction_mode": "DEFERRED"} if is_sqlite else ()) as own, transaction.atomic():
        with own.cursor() as cursor:
            if not is_sqlite:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            own.introspection.table_names(cursor)  # the moment is that of the first question
        yield


def database_exists():
    """Connecting to a file of SQLite that is not there makes it."""
    own = connections["default"]
    return own.vendor != "sqlite" or Path(own.settings_dict["NAME"]).exists()


@contextmanager
def replacing(*, replace):
    """In place of the database, which has to be empty unless it is to be replaced, and which nobody else may use."""
    connections["default"].close()
    engine = _replacing_sqlite if connections["default"].vendor == "sqlite" else _replacing_postgresql
    with engine(replace=replace):
        yield


@contextmanager
def altering():
    """In the database as it is, which nobody else may use: what is done in it is done as a whole or not at all."""
    own = connections["default"]
    own.close()
    if own.vendor == "sqlite":
        with _held(Path(own.settings_dict["NAME"])) as old, _copy(old, Path(own.settings_dict["NAME"])):
            yield
        return
    with _alone() as new:
        with new.cursor() as cursor:
            tables = ", ".join(map(new.ops.quote_name, new.introspection.table_names(cursor)))
            if tables:
                cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")  # who comes now can read and not write
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may wait where tables are altered
        yield


@contextmanager
def _alone():
    """One transaction of PostgreSQL, begun while nobody else was connected."""
    with connected() as new, transaction.atomic():
        with new.cursor() as cursor:
            for _attempt in range(LEAVING):
                # Workers of the server itself have no name of a user.
                cursor.execute(
                    "SELECT pg_stat_clear_snapshot(), count(*) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL"
                )
                _cleared, others = cursor.fetchone()
                if not others:
                    break
                time.sleep(0.1)  # nothing tells when a server has noticed
            else:
                raise _running()
        yield new


@contextmanager
def _replacing_postgresql(*, replace):
    with _alone() as new:
        tables = _require_empty(new, replace=replace)
        with new.schema_editor() as editor:
            for app in OURS:
                triggers.remove(app)(None, editor)
        if tables:
            with new.cursor() as cursor:
                cursor.execute(f"DROP TABLE {', '.join(map(new.ops.quote_name, tables))}")
        yield


@contextmanager
def _replacing_sqlite(*, replace):
    target = Path(connections["default"].settings_dict["NAME"])
    if target.exists():
        with connected() as old:
            _require_empty(old, replace=replace)
    with _held(target) as old, _unnamed(target.parent) as new:
        yield
        new.backup(old)


@contextmanager
def _held(target):
    """SQLite's own connection to the target, which nobody else may use meanwhile."""
    try:
        with closing(sqlite3.connect(target, timeout=0, isolation_level=None)) as old:
            _require_alone(old)
            yield old
    except BaseException:  # also when it is interrupted
        if target.exists() and not target.stat().st_size:
            target.unlink()  # it was not there before
        raise


@contextmanager
def _copy(old, target):
    """A copy that Django is connected to, also by further connections; copied over the target when all is done."""
    aside = target.with_name(f"{target.name}.upgrading")
    _remove(aside)  # what a killed one left
    try:
        with closing(sqlite3.connect(aside)) as new:
            old.backup(new)
        with connected(NAME=aside, options=CARELESS):
            yield
        with closing(sqlite3.connect(aside)) as new:
            new.backup(old)
    finally:  # also when it is interrupted, nothing is left beside
        _remove(aside)


def _remove(file):
    for ending in ("", "-journal", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


@contextmanager
def _unnamed(folder):
    """An empty file of SQLite, which Django is connected to and which has lost its name before anything is in it: the
    system takes it away when the connection ends, also by a kill. Gives SQLite's own connection."""
    handle, name = tempfile.mkstemp(dir=folder)
    os.close(handle)
    try:
        with connected(NAME=name, options=CARELESS) as own:
            own.ensure_connection()
            os.unlink(name)
            new = own.connection
            yield new
            if own.connection is not new:  # another one would be connected to another file
                raise BackupError(_("Spojení s databází se mezitím přerušilo."))
    finally:
        Path(name).unlink(missing_ok=True)


def _require_alone(old):
    """Holds the file for itself until it is closed. The write-ahead log can be left only by who is alone."""
    try:
        old.execute("PRAGMA locking_mode=EXCLUSIVE")
        old.execute("PRAGMA journal_mode=DELETE")
        old.execute("BEGIN EXCLUSIVE")
        old.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise
        raise _running() from error


def _running():
    return BackupError(_("S databází někdo pracuje. Zastavte web i odesílání pošty a zkuste to znovu."))


def _require_empty(own, *, replace):
    """The names of the tables that are there, unless they are somebody else's or must not be replaced."""
    prefixes = tuple(f"{config.label}_" for config in apps.get_app_configs())
    name = own.settings_dict["NAME"]
    with own.cursor() as cursor:
        tables = own.introspection.table_names(cursor)
        strangers = [table for table in tables if not table.startswith((*prefixes, "django_")) and table != CACHE]
        if strangers:
            raise BackupError(
                _("V databázi %(name)s jsou tabulky něčeho jiného (%(tables)s); nesahám na ni.")
                % {"name": name, "tables": ", ".join(strangers[:5])}
            )
        for table in () if replace else sorted(set(tables) - SELF_MADE - {CACHE}):
            cursor.execute(f"SELECT 1 FROM {own.ops.quote_name(table)} LIMIT 1")  # noqa: S608 - names of our own tables
            if cursor.fetchone():
                raise BackupError(_("Databáze %(name)s není prázdná. Obsah nahradí jen --replace.") % {"name": name})
    return tables


@contextmanager
def scratch():
    """An empty place on the same engine, of which nothing stays."""
    if connections["default"].vendor == "sqlite":
        with _unnamed(tempfile.gettempdir()):
            yield
        return
    with connected() as new, transaction.atomic():
        with new.cursor() as cursor:
            name = new.ops.quote_name(f"verify_{os.getpid()}")
            cursor.execute(f"CREATE SCHEMA {name}")
            cursor.execute(f"SET LOCAL search_path TO {name}")
        yield
        transaction.set_rollback(True)
