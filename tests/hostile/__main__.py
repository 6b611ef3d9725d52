"""`python -m tests.hostile 100000 --seed 7`: so many requests on the engine of DATABASE_URL, and what came of them."""

import argparse
import os
import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("requests")
    parser.add_argument("--seed", default="1")
    asked = parser.parse_args()
    os.environ |= {"HOSTILE_REQUESTS": asked.requests, "HOSTILE_SEED": asked.seed}
    sys.exit(
        pytest.main(
            ["-s", "-q", "-p", "no:cacheprovider", "-k", "no_request", str(Path(__file__).with_name("test_fuzz.py"))]
        )
    )
