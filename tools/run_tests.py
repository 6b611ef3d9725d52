"""Everything a change must pass, with one summary: the checks, the suite, what touches a database on the other engine
too, the browser tests once.

What cannot run here is named loudly; in CI (CI=true) it counts as a failure.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree  # noqa: S405 - only our own test runner's report is read

import check
import postgres

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
# The tests choose these themselves.
OURS = {
    "CPIC_ENVIRONMENT",
    "DATABASE_URL",
    "DEBUG",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "EMAIL_URL",
    "MAIL_FROM",
}
OUTCOMES = {"failure": "failed", "error": "failed", "skipped": "skipped"}


@dataclass
class Part:
    """One row of the summary."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: list = field(default_factory=list)
    seconds: float = 0.0


def main():
    parts, not_run = [_checks()], []
    with ExitStack() as stack:
        try:
            address = stack.enter_context(postgres.private_cluster())
        except postgres.Unavailable as reason:
            address, engine, engines = None, "SQLite", {"SQLite": None}
            not_run.append(f"the suite on PostgreSQL: {reason}")
        else:
            engine = postgres.version()
            engines = {"SQLite": None, engine: address}
        has_browser = CHROMIUM.exists()
        parts += _two_at_once(list(_jobs(engines, engine, address, has_browser=has_browser)))
        if not has_browser:
            not_run.append(f"the browser tests: {CHROMIUM} is missing (package chromium)")
    return _summary(parts, not_run)


def _jobs(engines, engine, address, *, has_browser):
    """The longest first, so that both processors are done at about the same time. The second engine comes in halves
    and tries what touches it; the rest knows no engine."""
    yield "SQLite", "not browser", None, ()
    if has_browser:
        yield f"Chromium, {engine}", "browser", _own(address, "browser"), ()
    for name in engines.keys() - {"SQLite"}:
        marker = "database and not browser"
        yield f"{name}, goals", marker, _own(address, "goals"), ("tests", "--ignore=tests/evaluations")
        yield f"{name}, evaluations", marker, _own(address, "evaluations"), ("tests/evaluations",)


def _own(address, name):
    """Parts that run side by side on one server have each a test database of its own name."""
    return address and address.replace("/postgres?", f"/{name}?")


def _two_at_once(jobs):
    """Each has one processor to itself; what each says comes when it is done."""
    _heading(" · ".join(name for name, *_rest in jobs))
    with ThreadPoolExecutor(2) as runs:
        return list(runs.map(lambda job: _pytest(*job), jobs))


def _checks():
    _heading("checks")
    started = time.monotonic()
    failed = check.run_all()
    return Part("checks", len(check.CHECKS) - len(failed), len(failed), seconds=time.monotonic() - started)


def _pytest(name, marker, address, paths=()):
    env = {key: value for key, value in os.environ.items() if key not in OURS}
    if address:
        env["DATABASE_URL"] = address
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "--tb=short", "-m", marker, f"--junitxml={report}", *paths]
        done = subprocess.run(command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        part = count(name, report.read_text() if report.exists() else None, done.returncode)
    part.seconds = time.monotonic() - started
    _heading(name)
    print(done.stdout, flush=True)
    return part


def count(name, report, code):
    """Read the numbers from pytest's report. A run that ended badly has failed, whatever its report says."""
    part = Part(name)
    for case in ElementTree.fromstring(report).iter("testcase") if report else ():  # noqa: S314 - see its import
        outcomes = {OUTCOMES[child.tag]: child for child in case if child.tag in OUTCOMES}
        if "failed" in outcomes:
            part.failed += 1
        elif "skipped" in outcomes:
            part.skipped.append(f"{case.get('name')}: {outcomes['skipped'].get('message')}")
        else:
            part.passed += 1
    if code and not part.failed:
        part.failed = 1
    return part


def _heading(name):
    print(f"\n=== {name} ===", flush=True)


def _summary(parts, not_run):
    is_ci = os.environ.get("CI", "").lower() in {"true", "1"}
    _heading("summary")
    for part in parts:
        numbers = f"{part.passed:>5} passed  {part.failed:>3} failed  {len(part.skipped):>3} skipped"
        print(f"{part.name:<28}{numbers}{part.seconds:>7.0f} s")
    for part in parts:
        for reason in part.skipped:
            print(f"!!! SKIPPED ({part.name}) {reason}")
    for reason in not_run:
        print(f"!!! NOT RUN{' and counted as failed' if is_ci else ''}: {reason}")
    passed = sum(part.passed for part in parts)
    failed = sum(part.failed for part in parts) + (len(not_run) if is_ci else 0)
    skipped = sum(len(part.skipped) for part in parts)
    print(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), flush=True)
    return 1 if failed else 0


def _interrupt(*_):
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _interrupt)  # like Ctrl-C, so that the database server is stopped
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Interrupted.")
