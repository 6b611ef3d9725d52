"""The search part: how long it takes to find something among so many thousand public texts, and among as many drafts
that one person may see, once the texts are in memory; the first time after something came out; and what the texts take
in the memory of a worker."""

import json
import resource
import sys
import time
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from tests.bench.databases import fresh_database
from tests.bench.processes import run
from tests.bench.table import table

LEGEND = """
A column for so many thousand texts. Times of one request, whole: p95 of all queries but the first, and that one, which
reads all texts anew as after an edition; inside also the first one after somebody changed a draft. Memory: by how much
the process grows with the first. Aim: p95 at most 50 ms at 20.
"""
QUERIES = [
    *("tlumočníci", "sociokulturni kurz", "pracovní vykořisťování", "školám", "Písek", "firmy", "vietnamská komunita"),
    *("12", "2026", "kurzy pro děti", "zaměstnavatelé v Táboře", "klub", "tlumočnýk", "kurz ponorka", "ponorka", "cíl"),
]
YEARS, CENTRES = 10, 20


def report(factors, rounds, server, folder, environment):
    """The table, the name of the database, and what makes the run fail."""
    scales = {}
    with ExitStack() as stack:
        for factor in factors:
            sys.stderr.write(f"  {factor} thousand texts to search\n")
            address = stack.enter_context(fresh_database(server, folder, f"cpic_bench_search_{factor}"))
            command = ["-m", "tests.bench.search", str(factor), str(rounds)]
            scales[factor] = json.loads(run(command, environment | {"DATABASE_URL": address}))
    columns = {f"{factor}×": scale["cells"] for factor, scale in scales.items()}
    return f"{table(columns)}\n{LEGEND}", scales[factors[0]]["database"], []


def main(thousands, rounds):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.models import F
    from django.test import Client

    from goals.models import Goal
    from goals.public import cache

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    person = _fill(thousands * 1000)
    inside = Client(SERVER_NAME="127.0.0.1")
    inside.force_login(person)
    cells = {}
    for label, client, path in (
        ("public", Client(SERVER_NAME="127.0.0.1"), "/hledat/"),
        ("inside", inside, "/prace/hledat/"),
    ):
        times, without = [], _resident()
        for query in QUERIES * rounds:
            cache.CHOICES = cache.PageStore(cache.CHOICES.capacity)  # the same page twice would come from memory
            begun = time.perf_counter()
            answer = client.get(path, {"q": query}, secure=True)
            times.append((time.perf_counter() - begun) * 1000)
            if answer.status_code != 200:
                sys.exit(f"{path} answered {answer.status_code}")
            if len(times) == 1:
                grown = _resident() - without
        first, *others = times
        cells[f"{label}, p95"] = f"{sorted(others)[int(len(others) * 0.95)]:.0f} ms"
        cells[f"{label}, first"] = f"{first:.0f} ms"
        cells[f"{label}, memory"] = f"{grown / 2**20:.0f} MB"
    Goal.objects.filter(pk=Goal.objects.first().pk).update(version=F("version") + 1)
    begun = time.perf_counter()
    inside.get("/prace/hledat/", {"q": QUERIES[0]}, secure=True)
    cells["inside, after a change"] = f"{(time.perf_counter() - begun) * 1000:.0f} ms"
    sys.stdout.write(json.dumps({"cells": cells, "database": connection.vendor}))


def _resident():
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def _fill(count):
    """Half-and-half would hide one in the other: so many in public, and so many drafts."""
    from django.utils import timezone

    from centres.models import Role
    from goals.models import Edition, EditionCentre, EditionGoal, Goal
    from goals.states import Level
    from tests.bench.workspace.cast import make_cast
    from tests.bench.workspace.wordings import wordings
    from tests.factories import make_document

    cast, texts, day = make_cast(), wordings(2026), date(2026, 1, 5)
    each = count // (YEARS * CENTRES)
    for year in range(2026 - YEARS, 2026):
        document = make_document(year)
        heading = {"number": 1, "year": year, "title": document.title, "approved_by_role": Role.DEPARTMENT_HEAD}
        edition = Edition.objects.create(
            document=document, published_at=timezone.now(), published_on=day, checksum="-", **heading
        )
        places = EditionCentre.objects.bulk_create(
            EditionCentre(
                edition=edition, slug=one.slug, name=one.name, nuts3=one.region.nuts3, region="Kraj", position=at
            )
            for at, one in enumerate(cast.centres)
        )
        facts = {"level": Level.OPERATIONAL, "position": 1, "approved_on": day}
        EditionGoal.objects.bulk_create(
            EditionGoal(
                edition=edition, centre=place, number=at, text=f"{next(texts)[0]} {at}", folded_text="-", **facts
            )
            for at, place in enumerate(places * each, 1)
        )
        Goal.objects.bulk_create(
            Goal(document=document, centre=centre, position=1, text=f"{next(texts)[0]} {at}")
            for at, centre in enumerate(cast.centres * each)
        )
    return cast.visitors["department head"]


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
