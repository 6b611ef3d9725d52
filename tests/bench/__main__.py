"""make bench: how far the public pages and the PDF are from the least they could cost, at three sizes of a year; and
whether the pages behind the sign-in, as every role sees them, and those of evaluation ask more and answer more slowly
as the years go by and the records pile up.

Ratios, each of two things measured in turn in this one run. On SQLite, or on a PostgreSQL server: that of DATABASE_URL,
or a private one. The databases are made for the run and dropped after it.
"""

import argparse
import json
import os
import platform
import secrets
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import django

from tests.bench import search
from tests.bench.databases import fresh_database, private_server
from tests.bench.evaluation import report as evaluation
from tests.bench.processes import run
from tests.bench.table import table
from tests.bench.workspace import report as workspace

PUBLIC, WORKSPACE, EVALUATION, SEARCH = "public", "workspace", "evaluation", "search"
SCALES = {PUBLIC: [1, 10, 100], WORKSPACE: [1, 10], EVALUATION: [1, 100], SEARCH: [1, 20]}
LEGEND = """
Cells: ratio, answers a second or seconds of one making, size of what is sent.
Aims: page / bare view at least 0.80; PDF made / WeasyPrint alone at most 1.15.
"""


def main():
    options = _options()
    if PUBLIC in options.parts and shutil.which("wrk") is None:
        sys.exit("make bench needs wrk: sudo apt-get install --no-install-recommends wrk")
    with ExitStack() as stack:
        server = stack.enter_context(private_server()) if options.postgresql else os.environ.get("DATABASE_URL")
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="cpic-bench-"))
        environment = _environment(folder, server)
        run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], environment)
        places = (server, Path(folder), environment)
        said = [PARTS[part](options.factors or SCALES[part], options.rounds, *places) for part in options.parts]
    tables, databases, faults = zip(*said, strict=True)
    sys.stdout.write("\n".join(tables) + f"{_versions(databases[0])}\n")
    if any(faults):
        sys.exit("\n".join(["MORE QUERIES WITH MORE YEARS OR RECORDS", *sum(faults, [])]))


def _options():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "what",
        nargs="*",
        type=_part_or_factor,
        metavar="public|workspace|evaluation|search|factor",
        help="one part alone, and factors: times 70 goals in public (1 10 100), finished years in workspace (1 10), "
        "thousands of records (1 100), thousands of texts to search (1 20)",
    )
    parser.add_argument(
        "--rounds", type=int, default=3, help="seconds of load on each side of a ratio, or times 20 requests (3)"
    )
    parser.add_argument("--postgresql", action="store_true", help="on a private server, started for the run")
    options = parser.parse_args()
    options.factors = [word for word in options.what if isinstance(word, int)]
    named = [word for word in options.what if isinstance(word, str)]
    options.parts = named or ([PUBLIC] if options.factors else list(PARTS))
    return options


def _part_or_factor(word):
    return word if word in PARTS else int(word)


def _environment(folder, server):
    ours = {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "CPIC_BENCH_FOLDER": folder}
    if server:  # production, which does not run on SQLite
        ours |= {
            "CPIC_ENVIRONMENT": "production",
            "SECRET_KEY": secrets.token_hex(32),
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": "http://127.0.0.1",
            "EMAIL_URL": "dummymail://",
            "MAIL_FROM": "bench@example.cz",
            "SECURE_SSL_REDIRECT": "off",  # there is no proxy here that would speak TLS
        }
    return os.environ | ours


def _public(factors, rounds, *places):
    """The table with its legend, the name of the database; aims are for the reader to judge."""
    scales = {f"{factor}×": _scale(factor, rounds, *places) for factor in factors}
    cells = {heading: scale["cells"] for heading, scale in scales.items()}
    return f"{table(cells)}\n{LEGEND}", next(iter(scales.values()))["database"], []


def _scale(factor, rounds, server, folder, environment):
    sys.stderr.write(f"{factor}×\n")
    with fresh_database(server, folder, f"cpic_bench_{factor}") as address:
        command = ["-m", "tests.bench.scale", str(factor), str(rounds)]
        return json.loads(run(command, environment | {"DATABASE_URL": address}))


def _versions(database):
    return f"Python {platform.python_version()}, Django {django.__version__}, {database}, {os.cpu_count()} cores"


PARTS = {PUBLIC: _public, WORKSPACE: workspace.report, EVALUATION: evaluation.report, SEARCH: search.report}

if __name__ == "__main__":
    main()
