"""How long the pages of every scale take beside those of the first, all asked in turn in this one process.

Reads a JSON object of the scales from its input: for each the environment of its server and its pages. Prints for every
page and every scale the ratio to the first and the milliseconds.
"""

import json
import sys
import time
from contextlib import ExitStack
from http.cookies import SimpleCookie
from statistics import median
from urllib.parse import urlencode

import django
from django.conf import settings

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
    first = next(iter(pages))
    return {
        name: [median(slow[name] / slow[first] for slow in taken), median(slow[name] for slow in taken) * 1000]
        for name in pages
    }


def _round(connections, pages):
    """The 95th percentile of every scale, over visits that go round the scales."""
    visits = [_visit_each(connections, pages) for _visit in range(REQUESTS)]
    return {name: sorted(visit[name] for visit in visits)[int(REQUESTS * 0.95) - 1] for name in pages}


def _visit_each(connections, pages):
    return {name: _seconds(connections[name], page) for name, page in pages.items()}


def _seconds(connection, page):
    """Of a page that is opened; of one that is saved, the time from sending the form to the answer."""
    sent = _form_of(connection, page) if page["saves"] else {"method": "GET", "headers": _headers(page)}
    started = time.perf_counter()
    connection.request(url=page["path"], **sent)
    answer = connection.getresponse()
    answer.read()
    if answer.status != (302 if page["saves"] else 200):
        sys.exit(f"{page['path']} answers {answer.status}")
    return time.perf_counter() - started


def _form_of(connection, page):
    from tests.bench.saving import changed_form

    connection.request("GET", page["path"], headers={"Cookie": page["cookie"]})
    answer = connection.getresponse()
    form = changed_form(answer.read().decode())
    token = SimpleCookie(answer.headers["Set-Cookie"])[settings.CSRF_COOKIE_NAME].value
    cookie = f"{page['cookie']}; {settings.CSRF_COOKIE_NAME}={token}"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return {"method": "POST", "body": urlencode(form), "headers": _headers(page) | kind | {"Cookie": cookie}}


def _headers(page):
    return {"Cookie": page["cookie"], "Accept-Encoding": "gzip"}


if __name__ == "__main__":
    main(int(sys.argv[1]))
