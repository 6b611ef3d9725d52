"""How long is waited for PostgreSQL. A server that hangs, or a firewall that drops packets, tells nothing: only who
asks can stop waiting. What waits in vain would soon be every thread, and then pages that need no database wait too."""

from contextlib import contextmanager
from threading import Lock
from time import monotonic
from types import SimpleNamespace

import psycopg
from django.db.backends.postgresql import base

from centres.outages import PATIENCE, patience

QUICK = 2  # seconds in which a connection has to show that it is alive
SLOW = 1  # what fails sooner was an answer: a refused connection may be tried again at once
PAUSE = 5  # seconds in which a silent server is asked by nobody, then by one thread


class Connection(psycopg.Connection):
    def wait(self, gen, interval=0.1, timeout=None):
        try:
            return super().wait(gen, interval, PATIENCE.get() if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == psycopg.pq.TransactionStatus.ACTIVE:
                self.close()  # an answer that comes later would be taken for that of the next question
            raise


class DatabaseWrapper(base.DatabaseWrapper):
    Database = SimpleNamespace(**vars(psycopg) | {"connect": Connection.connect})
    lock = Lock()
    silent_until = 0  # by the monotonic clock; of the server, so all threads know

    def get_new_connection(self, conn_params):
        with self._asking():
            return super().get_new_connection(conn_params)

    def is_usable(self):
        if self.connection is None:
            return False
        try:
            with self._asking(), patience(QUICK), self.connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True

    @contextmanager
    def _asking(self):
        wrapper, began = DatabaseWrapper, monotonic()
        with self.lock:
            if began < wrapper.silent_until:
                raise psycopg.OperationalError("The database did not answer a moment ago")
            if wrapper.silent_until:
                wrapper.silent_until = began + PAUSE  # this thread tries; the others go by what it finds
        try:
            yield
        except psycopg.Error:
            now = monotonic()
            wrapper.silent_until = now + PAUSE if now - began > SLOW else 0
            raise
        wrapper.silent_until = 0
