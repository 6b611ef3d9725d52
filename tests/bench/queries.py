"""Database queries of a page: when it is made, and when it is sent from memory."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.server import HOST


def count(path):
    """For example "5 / 1". To be asked once for an address: from then on this process has it in memory."""
    client = Client(SERVER_NAME=HOST)
    return " / ".join(str(_queries(client, path)) for _visit in ("made", "from memory"))


def _queries(client, path):
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)
