"""What is measured at one scale, and in what order; each measure is a label and the text of its cell."""

from django.conf import settings
from django.urls import reverse

from tests.bench import load, pdf, queries, server, visits
from tests.bench.data import YEAR, build
from tests.bench.urls import PACKED

GZIP = {"Accept-Encoding": "gzip"}
MANNERS = (("gzip", GZIP, PACKED), ("plain", {}, ""))
VISITS = 1000
PDF_ROUNDS = {1: 5, 10: 2}  # above that once: 7 000 goals take a minute


def measures(factor, rounds):
    edition = build(factor)
    pages = _pages(edition)
    yield "goals in the year", str(edition.goals.count())
    for name, path in pages.items():
        yield f"{name} page, queries: made / from memory", queries.count(path)
    for name, path in _files(edition).items():
        yield f"{name}, made", queries.made(path)
    with server.running() as running:
        yield _memory(running, edition)
        yield "new edition in the very next answer", visits.seen_at_once(running)
        for name, path in pages.items():
            yield from _beside_bare(running, f"{name} page", path, rounds)
        yield _unchanged(running, pages["year"], rounds)
        yield from _beside_bare(running, "PDF served", reverse("year-pdf", args=[YEAR]), rounds, MANNERS[1:])
    yield from _making(edition, PDF_ROUNDS.get(factor, 1))


def _pages(edition):
    goal = edition.goals.select_related("centre")[edition.goals.count() // 2]
    return {
        "year": reverse("year", args=[YEAR]),
        "goal": reverse("goal", args=[YEAR, goal.number]),
        "centre": reverse("centre", args=[goal.centre.slug]),
    }


def _files(edition):
    """What programs read of it."""
    formats = ("csv", "json", "xlsx")
    return {
        "page of open data": reverse("open-data"),
        **{f"goals as {one.upper()}": reverse("data-newest", args=["cile", YEAR, one]) for one in formats},
        "feed of editions": reverse("feed", args=["vydani"]),
        "Word": reverse("year-word", args=[YEAR]),
    }


def _memory(running, edition):
    paths = [reverse("year", args=[YEAR]), reverse("year-pdf", args=[YEAR])]
    paths += [reverse("goal", args=[YEAR, goal.number]) for goal in edition.goals.all()[:70]]
    paths += [reverse("centre", args=[centre.slug]) for centre in edition.centres.all()]
    before = running.memory()
    visits.make_visits(running, paths, VISITS)
    return f"worker's memory before / after {VISITS} requests", f"{before:.0f} / {running.memory():.0f} MB"


def _beside_bare(running, name, path, rounds, manners=MANNERS):
    """Against the bare view, which gets the very bytes that the page sent."""
    for manner, headers, suffix in manners:
        body, _etag = visits.first_visits(running, path, headers)
        saved = f"{name.replace(' ', '-')}{suffix}"
        (settings.BENCH_FOLDER / saved).write_bytes(body)
        ours = load.Asked(running.address + path, headers)
        bare = load.Asked(running.address + reverse("bare", args=[saved]), headers)
        compared = load.compare(ours, bare, rounds)
        yield f"{name} / bare view, {manner}", f"{_ratio(compared)} {len(body) / 1000:6.0f} kB"


def _unchanged(running, path, rounds):
    _body, etag = visits.first_visits(running, path, GZIP)
    full = load.Asked(running.address + path, GZIP)
    compared = load.compare(load.Asked(full.url, GZIP | {"If-None-Match": etag}), full, rounds)
    return "year page, 304 / full", f"{_ratio(compared)} {0:6} kB"


def _ratio(compared):
    return f"{compared.ratio:.2f} {compared.rate:6.0f}/s"


def _making(edition, rounds):
    made = pdf.compare(edition, rounds)
    yield "PDF made / WeasyPrint alone", f"{made.ratio:.2f} {made.seconds:6.1f} s {made.size / 1000:7.0f} kB"
    yield "PDF, pages", str(made.pages)
