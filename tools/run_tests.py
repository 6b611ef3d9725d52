"""Everything a change must pass, with one summary: the checks, the suite on SQLite, and on the other engine what can
differ there together with the browser tests. With the word "all" both engines get everything, and whatever is tried
many times over is tried more often (tests/test_engines.py).

What cannot run here is named loudly; in CI (CI=true) it counts as a failure.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
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
    "PYTHONDONTWRITEBYTECODE",  # what one worker has compiled serves the next
}
OUTCOMES = {"failure": "failed", "error": "failed", "skipped": "skipped"}


@dataclass
class SuiteResult:
    name: str
    passed: int = 0
    failed: int = 0
    skipped: list = field(default_factory=list)
    seconds: float = 0.0


def main(*, is_all=False):
    _heading("checks")
    started = time.monotonic()
    failed = check.run_all()
    seconds = time.monotonic() - started
    parts, not_run = [SuiteResult("checks", len(check.CHECKS) - len(failed), len(failed), seconds=seconds)], []
    has_browser = CHROMIUM.exists()
    if not has_browser:
        not_run.append(f"the browser tests: {CHROMIUM} is missing (package chromium)")
    with ExitStack() as stack:
        try:
            engines = {"SQLite": None, postgres.version(): stack.enter_context(postgres.private_cluster())}
        except postgres.Unavailable as reason:
            engines = {"SQLite": None}
            not_run.append(f"the suite on PostgreSQL: {reason}")
        for name, address in engines.items():
            marker = which(address, engines, is_all=is_all, has_browser=has_browser)
            parts.append(_pytest(name, marker, address, is_all=is_all))
    return summary(parts, not_run)


def which(address, engines, *, is_all, has_browser):
    """The tests that an engine gets, as pytest selects them by their markers; the browser tests go to the last one."""
    if is_all or len(engines) == 1:
        return "" if has_browser else "not browser"
    if address is None:
        return "not browser"
    return "engine or browser" if has_browser else "engine and not browser"


def _pytest(name, marker, address, *, is_all):
    """One queue over all cores: who has nothing left to do takes from the others."""
    _heading(name)
    env = {key: value for key, value in os.environ.items() if key not in OURS}
    env |= {"DATABASE_URL": address} if address else {}
    env |= {"THOROUGH": "1"} if is_all else {}
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "--tb=short", f"--junitxml={report}", "-m", marker]
        command += ["-n", "auto", "--dist", "worksteal"]
        runner = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)
        try:
            code = runner.wait()
        except KeyboardInterrupt:
            os.killpg(runner.pid, signal.SIGTERM)  # its workers too
            runner.wait()
            raise
        part = count(name, report.read_text() if report.exists() else None, code)
    part.seconds = time.monotonic() - started
    return part


def count(name, report, code):
    """Read the numbers from pytest's report. A run that ended badly has failed, whatever its report says."""
    part = SuiteResult(name)
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


def summary(parts, not_run):
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


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # like Ctrl-C, so that the database server is stopped
    try:
        sys.exit(main(is_all=sys.argv[1:] == ["all"]))
    except KeyboardInterrupt:
        sys.exit("Interrupted.")
