"""How often the tests try what is tried many times over: seldom with each change, often in `make test-all`."""

import os

IS_THOROUGH = os.environ.get("THOROUGH", "") not in {"", "0"}
TURNS = 10 if IS_THOROUGH else 2  # of each race


def examples(often):
    """How many examples Hypothesis makes up: a fifth with each change, but no fewer than ten."""
    return often if IS_THOROUGH else max(often // 5, 10)
