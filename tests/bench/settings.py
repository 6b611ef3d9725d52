"""The product's settings as they are; only the addresses gain the bare views, and static files a folder of this run."""

import os
from pathlib import Path

from cpic.settings import *  # noqa: F403 - a settings file that extends another takes all of it

ROOT_URLCONF = "tests.bench.urls"
BENCH_FOLDER = Path(os.environ["CPIC_BENCH_FOLDER"])
STATIC_ROOT = BENCH_FOLDER / "static"
