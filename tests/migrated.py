"""All migrations together take longer than most modules, so SQLite runs them once for each state of the code."""

import fcntl
import functools
import hashlib
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# What migrations run and read: our code, the files beside it, the versions of other people's.
OF_MIGRATIONS = ("centres", "goals", "evaluations", "networks", "cpic", "fixtures", "requirements")


@contextmanager
def migrated_once(path, folder):
    """The file of SQLite at the path, which somebody migrates inside, begins as a copy of the one that is kept in the
    folder for this very code; where there is none, it is kept for the other processes and for the runs to come."""
    kept = kept_in(folder)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if kept.exists():
            shutil.copyfile(kept, path)
        yield
        if not kept.exists():
            for older in folder.glob("*.sqlite3*"):  # and what a run left half written that was killed
                older.unlink()
            part = kept.with_name(f"{kept.name}.part")
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(part)])
            part.rename(kept)


def kept_in(folder):
    return folder / f"{digest_of_code()}.sqlite3"


@functools.cache
def digest_of_code():
    digest = hashlib.sha256(sqlite3.sqlite_version.encode())
    for name in OF_MIGRATIONS:
        for file in sorted(Path(settings.BASE_DIR, name).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def copies(kept):
    """An executor that gives an empty database of SQLite, if it is to have all migrations, what they made before."""

    class CopyingExecutor(MigrationExecutor):
        def migrate(self, targets, *args, **options):
            if self.loader.applied_migrations or {*targets} != {*self.loader.graph.leaf_nodes()}:
                return super().migrate(targets, *args, **options)
            with closing(sqlite3.connect(kept)) as made:
                return made.backup(self.connection.connection)

    return CopyingExecutor
