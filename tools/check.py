"""What a change must pass before any test runs: lint, format, types, imports and their picture, migrations, templates,
settings, requirements."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]

CHECKS = {
    "lint": [TOOLS / "ruff", "check", "--quiet", "--output-format=concise", "."],
    "format": [TOOLS / "ruff", "format", "--check", "--quiet", "--output-format=concise", "."],
    "types": [TOOLS / "mypy", "--no-error-summary"],
    "imports": [TOOLS / "lint-imports", "--no-cache", "--no-logo"],
    "picture": [sys.executable, "tools/picture.py", "check"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "templates": [TOOLS / "djlint", "templates", "--lint", "--quiet"],
    "settings": [*MANAGE, "check", "--fail-level", "WARNING"],
    "requirements": [sys.executable, __file__, "requirements"],
}
ADDRESS = re.compile(r"://|^\s*-", re.MULTILINE)  # an address, or an option line that could carry one


def run_all():
    """As many at once as there are cores; the answers in the order of the table."""
    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        for name, done in zip(CHECKS, cores.map(_run, CHECKS.values()), strict=True):
            print(f"  {name:<14}{'FAILED' if done.returncode else 'ok'}", flush=True)
            if done.returncode:
                failed.append(name)
                print(done.stdout, flush=True)
    return failed


def _run(command):
    return subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def requirement_faults(text):
    """The lines of a requirement file that name a place to install from; there the installer's own setting decides."""
    return [line for line in text.splitlines() if ADDRESS.search(line) and not line.strip().startswith("--hash=")]


if __name__ == "__main__":
    if sys.argv[1:] == ["requirements"]:
        files = sorted((ROOT / "requirements").glob("*.txt"))
        faults = [f"{path.name}: {line}" for path in files for line in requirement_faults(path.read_text())]
        sys.exit("\n".join(faults) or None)
    sys.exit(bool(run_all()))
