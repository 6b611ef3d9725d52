"""make bench: how far the public pages and the PDF are from the least they could cost, at three sizes of a year.

Ratios, each of two things measured in turn in this one run. On SQLite, or on a PostgreSQL server: that of DATABASE_URL,
or a private one. The databases are made for the run and dropped after it.
"""

import argparse
import json
import os
import platform
import secrets
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import django

from tests.bench.databases import fresh_database, private_server
from tests.bench.table import table

ROOT = Path(__file__).resolve().parents[2]
LEGEND = """
Cells: ratio, answers a second or seconds of one making, size of what is sent.
Aims: page / bare view at least 0.80; PDF made / WeasyPrint alone at most 1.15.
"""


def main():
    options = _options()
    if shutil.which("wrk") is None:
        sys.exit("make bench needs wrk: sudo apt-get install --no-install-recommends wrk")
    with ExitStack() as stack:
        server = stack.enter_context(private_server()) if options.postgresql else os.environ.get("DATABASE_URL")
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="cpic-bench-"))
        environment = _environment(folder, server)
        _run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], environment)
        scales = {
            f"{factor}×": _scale(factor, options.rounds, server, Path(folder), environment)
            for factor in options.factors
        }
    database = next(iter(scales.values()))["database"]
    cells = {heading: scale["cells"] for heading, scale in scales.items()}
    sys.stdout.write(f"{table(cells)}\n{LEGEND}{_versions(database)}\n")


def _options():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("factors", nargs="*", type=int, default=[1, 10, 100], help="times 70 goals (1 10 100)")
    parser.add_argument("--rounds", type=int, default=3, help="seconds of load on each side of a ratio (3)")
    parser.add_argument("--postgresql", action="store_true", help="on a private server, started for the run")
    return parser.parse_args()


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


def _scale(factor, rounds, server, folder, environment):
    sys.stderr.write(f"{factor}×\n")
    with fresh_database(server, folder, f"cpic_bench_{factor}") as address:
        command = ["-m", "tests.bench.scale", str(factor), str(rounds)]
        return json.loads(_run(command, environment | {"DATABASE_URL": address}))


def _run(arguments, environment):
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout


def _versions(database):
    return f"Python {platform.python_version()}, Django {django.__version__}, {database}, {os.cpu_count()} cores"


if __name__ == "__main__":
    main()
