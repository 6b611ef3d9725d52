"""Parts of the bench run in processes of their own, because settings name one database."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(arguments, environment, given=None):
    """What Python printed when run with the arguments; a failure ends the whole run."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, input=given, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout
