"""Database queries of a page: when it is made, and when it is sent from memory."""

import sys
import time

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


def made(path):
    """How long an answer takes to be made, its queries and its size. To be asked once for an address, too."""
    client = Client(SERVER_NAME=HOST)
    with CaptureQueriesContext(connection) as queries:
        begun = time.perf_counter()
        answer = client.get(path)
        spent = time.perf_counter() - begun
    if answer.status_code != 200:
        sys.exit(f"{path} answers {answer.status_code}")
    return f"{len(queries)} queries {spent * 1000:6.0f} ms {len(answer.content) / 1000:6.0f} kB"
