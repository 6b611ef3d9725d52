"""Whether this process can do all of its work now: what /readyz says, a line for each part that fails.

A row is written, because a database that only answers takes no work. The answer holds for a moment, so that asking
often costs nothing.
"""

import os
import shutil
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from time import monotonic

from django.core.cache import cache
from django.core.files.storage import storages
from django.db import Error, connection, transaction
from django.utils import timezone

from centres.models import Event
from centres.outages import Outage, outage_of, patience
from cpic.checks import differing_migrations

HOLDS = 2  # seconds
PATIENCE = 3  # seconds for each statement, and for whoever is asking already
LEAST_FREE = 50_000_000  # bytes, some attached files
FAULTS = {
    Outage.AWAY: "does not answer",
    Outage.READ_ONLY: "cannot be written to",
    Outage.FULL: "its disk is full",
    Outage.BUSY: "is locked or overloaded",
}
VERIFIED = {"subject_kind": "site", "name": "verify_backup"}  # the event of a backup that was tried
SPILL = "SELECT count(*) FROM generate_series(1, 5000)"


class Readiness:
    """The last answer and until when it holds; one thread at a time looks for the next one."""

    def __init__(self):
        self._lock = Lock()
        self._holds_until = 0
        self._answer = None

    def ask(self):
        """Whether everything is ready, and the lines that say so."""
        if not self._lock.acquire(timeout=PATIENCE):
            return False, ["not ready", "still waiting for an answer to the last question"]
        try:
            if monotonic() >= self._holds_until:
                self._answer = _look()
                self._holds_until = monotonic() + HOLDS
            return self._answer
        finally:
            self._lock.release()


READINESS = Readiness()


def _look():
    faults, told = [], []
    try:
        with _in_a_hurry():
            missing, unknown = differing_migrations()
            if missing:
                faults.append(f"database: {len(missing)} migrations pending")
            if unknown:
                faults.append(f"database: newer than this version ({unknown[-1]})")
            told.append(_last_backup())
            _write()
    except Error as error:
        faults.append(f"database: {FAULTS.get(outage_of(error), 'refuses')} ({type(error).__name__})")
    faults += [f"{part}: {fault}" for part, folder in _folders() if (fault := _fault_of(folder))]
    return not faults, ["not ready" if faults else "ready", *faults, *told]


@contextmanager
def _in_a_hurry():
    """On SQLite who writes waits by a setting of the connection."""
    with patience(PATIENCE), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            yield
            return
        usual = connection.settings_dict["OPTIONS"]["timeout"]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual * 1000}")


def _write():
    cache.set("readyz", timezone.now(), timeout=60)
    if connection.vendor == "postgresql":
        # A row finds room in what the tables have already. What does not fit into memory takes new room on the disk.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL work_mem = '64kB'")
            cursor.execute(SPILL)


def _folders():
    yield "evidence", Path(storages["evidence"].location)
    if connection.vendor == "sqlite":
        yield "database's folder", Path(connection.settings_dict["NAME"]).parent


def _fault_of(folder):
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # as the first file would
        with TemporaryFile(dir=folder) as file:
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
        if shutil.disk_usage(folder).free < LEAST_FREE:
            return "its disk is nearly full"
    except OSError as error:
        return f"cannot be written to ({os.strerror(error.errno) if error.errno else 'unknown'})"
    return None


def _last_backup():
    """Told and never a fault: a site without a backup works as well as one with."""
    event = Event.objects.filter(**VERIFIED).order_by("-id").first()
    if event is None:
        return "no verified backup"
    made = datetime.fromisoformat(event.content)
    hours = int((timezone.now() - made).total_seconds() // 3600)
    return f"backup verified: {timezone.localtime(made):%Y-%m-%d %H:%M}, {hours} h ago"
