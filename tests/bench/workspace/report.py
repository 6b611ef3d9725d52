"""Runs the workspace part: fills a database for each scale, has their pages timed side by side, says what came out."""

import json
import sys
from contextlib import ExitStack

from tests.bench.databases import fresh_database
from tests.bench.processes import run
from tests.bench.table import table

EMPTY = 0
MOST_GROWTH = 1.5
LEGEND = f"""
A column for so many finished years, with one being prepared on top.
Cells: queries, p95 / p95 of the same page of an empty year, p95.
Aims: the same queries in every column; the last ratio at most {MOST_GROWTH} times the first.
"""


def report(years, rounds, server, folder, environment):
    """The table with what grows too much, the name of the database, and what makes the run fail."""
    with ExitStack() as stack:
        scales = {}
        for number in (EMPTY, *years):
            address = stack.enter_context(fresh_database(server, folder, f"cpic_bench_years_{number}"))
            scales[number] = _filled(number, environment | {"DATABASE_URL": address})
        sys.stderr.write("  pages as every role\n")
        times = json.loads(run(["-m", "tests.bench.times", str(rounds)], environment, json.dumps(scales)))
    columns = {f"{number}×": _cells(number, scales[number], times) for number in years}
    grown = "".join(f"{sentence}\n" for sentence in _grown(times, years))
    return f"{table(columns)}\n{LEGEND}{grown}", scales[EMPTY]["database"], list(_more_queries(scales, years))


def _filled(number, environment):
    sys.stderr.write(f"  {number} finished years\n")
    filled = json.loads(run(["-m", "tests.bench.fill", "workspace", str(number)], environment))
    return filled | {"environment": {"DATABASE_URL": environment["DATABASE_URL"]}}


def _cells(number, scale, times):
    pages = {
        label: "{:3} {:6.2f} {:5.0f} ms".format(page["queries"], *times[label][str(number)])
        for label, page in scale["pages"].items()
    }
    return scale["facts"] | pages


def _more_queries(scales, years):
    for label in scales[EMPTY]["pages"]:
        counts = [scales[number]["pages"][label]["queries"] for number in years]
        if len(set(counts)) > 1:
            yield f"{label}: {' → '.join(map(str, counts))} queries over {', '.join(map(str, years))} years"


def _grown(times, years):
    first, last = str(years[0]), str(years[-1])
    for label, page in times.items():
        growth = page[last][0] / page[first][0]
        if growth > MOST_GROWTH:
            yield f"GROWS: {label} takes {growth:.1f} times as long with {last} years as with {first}"
