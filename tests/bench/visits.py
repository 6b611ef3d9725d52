"""Visits over kept connections, each of which stays with one worker: what every worker shows, what it then weighs."""

import sys
from collections import defaultdict
from itertools import cycle, islice

from django.urls import reverse

from tests.bench.data import SMALL_YEAR, publish_small_year_again

OF_EACH = 4  # connections to every worker


def visit(connection, path, headers):
    """Status, body and ETag of one answer."""
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read(), answer.headers["ETag"]


def connections(server):
    """Kept connections, the same number of them to each worker, by its process id."""
    found = defaultdict(list)
    while len(found) < len(server.workers()) or min(map(len, found.values())) < OF_EACH:
        connection = server.connection()
        found[visit(connection, reverse("worker"), {})[1]].append(connection)
    return {worker: kept[:OF_EACH] for worker, kept in found.items()}


def first_visits(server, path, headers):
    """Body and ETag of a page that from now on every worker has in memory."""
    answers = [visit(kept[0], path, headers) for kept in connections(server).values()]
    return answers[0][1:]


def make_visits(server, paths, count):
    """That many visits, going round the addresses, in equal parts at every worker."""
    workers = connections(server).values()
    for number, path in enumerate(islice(cycle(paths), count // len(workers))):
        for kept in workers:
            status, _body, _etag = visit(kept[number % OF_EACH], path, {"Accept-Encoding": "gzip"})
            if status != 200:
                sys.exit(f"{path} answers {status}")


def seen_at_once(server):
    """Publish while every worker has the page in memory; the very next answer of each has to be the new edition.

    Every visitor says that he holds the page as it was until then, and must not be told that it still holds.
    """
    page = reverse("year", args=[SMALL_YEAR])
    workers = connections(server)
    visitors = [connection for kept in workers.values() for connection in kept]
    held = [visit(visitor, page, {})[2] for visitor in visitors]
    edition = publish_small_year_again()
    mark = reverse("edition", args=[SMALL_YEAR, edition.number]).encode()
    answers = [visit(visitor, page, {"If-None-Match": etag}) for visitor, etag in zip(visitors, held, strict=True)]
    if not all(status == 200 and mark in body for status, body, _etag in answers):
        sys.exit("A new edition was not seen at once.")
    return f"{len(answers)} of {len(visitors)}, {len(workers)} workers"
