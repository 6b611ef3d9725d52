"""How long is waited for PostgreSQL. A server that hangs, or a firewall that drops packets, tells nothing: only who
asks can stop waiting. What waits in vain would soon be every thread, and then pages that need no database wait too."""

from types import SimpleNamespace

import psycopg
from django.db.backends.postgresql import base
from django.db.utils import Error

from centres.outages import PATIENCE, Silence, patience

QUICK = 2  # seconds in which a connection has to show that it is alive


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
    silence = Silence()  # of the server, so all connections know

    def get_new_connection(self, conn_params):
        with self.silence.asking():
            return super().get_new_connection(conn_params)

    def is_usable(self):
        if self.connection is None:
            return False
        try:
            with self.silence.asking(), patience(QUICK), self.connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except (psycopg.Error, Error):
            return False
        return True
