"""When the database is away, cannot be written to, is full or too busy: which of these an error means, what people are
told then, and how long anybody waits for an answer."""

import sqlite3
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from threading import Lock
from time import monotonic

from django.db import InterfaceError, OperationalError, connection
from django.utils.translation import gettext_lazy as _

PATIENCE = ContextVar("patience", default=None)  # seconds that one statement may take; None: as long as it takes
SLOW = 1  # seconds; what fails sooner was an answer, and may be asked again at once
PAUSE = 5  # seconds in which nobody asks what did not answer


class Outage(Enum):
    """Each with the sentence for people."""

    AWAY = _("Databáze teď neodpovídá.")
    READ_ONLY = _("Do databáze teď nejde zapisovat, číst z ní jde.")
    FULL = _("Do databáze teď nejde zapisovat, protože na jejím disku došlo místo.")
    BUSY = _("Databáze je teď příliš vytížená, a tak jsme se odpovědi nedočkali.")


SQLITE = {
    sqlite3.SQLITE_READONLY: Outage.READ_ONLY,
    sqlite3.SQLITE_FULL: Outage.FULL,
    sqlite3.SQLITE_IOERR_WRITE: Outage.FULL,  # a file that may not grow any more
    sqlite3.SQLITE_BUSY: Outage.BUSY,
    sqlite3.SQLITE_LOCKED: Outage.BUSY,
    sqlite3.SQLITE_IOERR: Outage.AWAY,
    sqlite3.SQLITE_CANTOPEN: Outage.AWAY,
    sqlite3.SQLITE_CORRUPT: Outage.AWAY,
    sqlite3.SQLITE_NOTADB: Outage.AWAY,
}
POSTGRESQL = {  # beginnings of SQLSTATE, the longer ones first
    "25006": Outage.READ_ONLY,
    "53100": Outage.FULL,
    "53": Outage.BUSY,  # out of memory or of connections
    "55P03": Outage.BUSY,  # a lock that did not come
    "40": Outage.BUSY,  # deadlock
    "57014": Outage.BUSY,  # cancelled because it took too long
    "57P": Outage.AWAY,  # shutting down, starting up
    "08": Outage.AWAY,
    "58": Outage.AWAY,  # the server's own disk fails
}


class Silent(OperationalError):
    """Not even asked, because it did not answer a moment ago."""


class Silence:
    """Of one question to the database, known to all threads of the process: what did not answer is asked by nobody for
    a while, and then by one of them. Each would wait otherwise, and soon there would be no thread left."""

    def __init__(self):
        self.until = 0  # by the monotonic clock
        self._lock = Lock()

    @contextmanager
    def asking(self):
        began, is_answered = monotonic(), False
        with self._lock:
            if began < self.until:
                raise Silent("The database did not answer a moment ago")
            if self.until:
                self.until = began + PAUSE  # this thread tries; the others go by what it finds
        try:
            yield
            is_answered = True
        finally:
            now = monotonic()
            self.until = now + PAUSE if not is_answered and now - began > SLOW else 0


def outage_of(error):
    """The outage that the error tells of, itself or by what led to it; None for every other fault."""
    is_of_the_connection = False
    while error is not None:
        if isinstance(error, Silent):
            return Outage.AWAY
        if found := _by_code(error):
            return found
        is_of_the_connection |= isinstance(error, OperationalError | InterfaceError)
        error = error.__cause__ or error.__context__
    return Outage.AWAY if is_of_the_connection and _is_lost() else None


def _by_code(error):
    code, state = getattr(error, "sqlite_errorcode", None), getattr(error, "sqlstate", None)
    if code is not None:
        return SQLITE.get(code) or SQLITE.get(code & 0xFF)  # the kind, of which the code is one case
    return next((outage for begins, outage in POSTGRESQL.items() if (state or "").startswith(begins)), None)


def _is_lost():
    """What PostgreSQL did not answer has no code; what its driver refuses has none either, but keeps the connection."""
    return connection.vendor == "postgresql" and (connection.connection is None or connection.connection.closed)


@contextmanager
def patience(seconds):
    """No statement inside takes longer; one that does loses its connection. On SQLite its own `timeout` says so."""
    token = PATIENCE.set(seconds)
    try:
        yield
    finally:
        PATIENCE.reset(token)
