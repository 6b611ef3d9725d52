"""Runs the evaluation part: fills a database for each scale, has their pages timed side by side, says what came out."""

import json
import sys
from contextlib import ExitStack

from tests.bench.databases import fresh_database
from tests.bench.processes import run
from tests.bench.table import table

LEGEND = """
A column for so many thousand records of twenty centres, over as many years of monthly meetings, from two to ten.
Cells: queries, p95 / p95 of the same page in the first column, p95.
Aim: the same queries in every column.
"""


def report(factors, rounds, server, folder, environment):
    """The table, the name of the database, and what makes the run fail."""
    with ExitStack() as stack:
        scales = {}
        for factor in factors:
            address = stack.enter_context(fresh_database(server, folder, f"cpic_bench_evaluation_{factor}"))
            scales[factor] = _filled(factor, environment | {"DATABASE_URL": address})
        sys.stderr.write("  pages of evaluation\n")
        times = json.loads(run(["-m", "tests.bench.times", str(rounds)], environment, json.dumps(scales)))
    columns = {f"{factor}×": _cells(factor, scale, times) for factor, scale in scales.items()}
    return f"{table(columns)}\n{LEGEND}", scales[factors[0]]["database"], list(_more_queries(scales))


def _filled(factor, environment):
    sys.stderr.write(f"  {factor} thousand records\n")
    filled = json.loads(run(["-m", "tests.bench.fill", "evaluation", str(factor)], environment))
    return filled | {"environment": {"DATABASE_URL": environment["DATABASE_URL"]}}


def _cells(factor, scale, times):
    pages = {
        label: "{:3} {:6.2f} {:5.0f} ms".format(page["queries"], *times[label][str(factor)])
        for label, page in scale["pages"].items()
    }
    return scale["facts"] | pages


def _more_queries(scales):
    for label in next(iter(scales.values()))["pages"]:
        counts = [scale["pages"][label]["queries"] for scale in scales.values()]
        if len(set(counts)) > 1:
            yield f"{label}: {' → '.join(map(str, counts))} queries over {', '.join(map(str, scales))} thousand records"
