"""How long the pages of every scale take beside those of the empty year, all asked in turn in this one process.

Reads a JSON object of the scales from its input, the empty year first: for each the environment of its server and its
pages. Prints for every page and every further scale the ratio and the milliseconds.
"""

import json
import sys
import time
from contextlib import ExitStack
from statistics import median

import django

WARM_UP = 5  # visits of every page before any is timed
REQUESTS = 20  # of every page in one round; the 95th percentile is the second longest of them
ONE_WORKER = {"WEB_CONCURRENCY": "1"}  # so that a page is warm where it was warmed up


def main(rounds):
    django.setup()
    scales = json.load(sys.stdin)
    from tests.bench import server  # its imports need the settings

    with ExitStack() as stack:
        running = {
            name: stack.enter_context(server.running(scale["environment"] | ONE_WORKER))
            for name, scale in scales.items()
        }
        connections = {name: server.connection() for name, server in running.items()}
        labels = next(iter(scales.values()))["pages"]
        json.dump({label: _compared(connections, _pages(scales, label), rounds) for label in labels}, sys.stdout)


def _pages(scales, label):
    return {name: scale["pages"][label] for name, scale in scales.items()}


def _compared(connections, pages, rounds):
    """By scale: the ratio to the first, and milliseconds; each the median over rounds of their 95th percentiles."""
    for _visit in range(WARM_UP):
        _visit_each(connections, pages)
    taken = [_round(connections, pages) for _ in range(rounds)]
    empty, *others = pages
    return {
        name: [median(slow[name] / slow[empty] for slow in taken), median(slow[name] for slow in taken) * 1000]
        for name in others
    }


def _round(connections, pages):
    """The 95th percentile of every scale, over visits that go round the scales."""
    visits = [_visit_each(connections, pages) for _visit in range(REQUESTS)]
    return {name: sorted(visit[name] for visit in visits)[int(REQUESTS * 0.95) - 1] for name in pages}


def _visit_each(connections, pages):
    return {name: _seconds(connections[name], page) for name, page in pages.items()}


def _seconds(connection, page):
    started = time.perf_counter()
    connection.request("GET", page["path"], headers={"Cookie": page["cookie"], "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        sys.exit(f"{page['path']} answers {answer.status}")
    return time.perf_counter() - started


if __name__ == "__main__":
    main(int(sys.argv[1]))
