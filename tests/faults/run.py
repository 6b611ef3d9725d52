"""Puts each fault of faults.toml into a copy of the project, one at a time, and says which test finds it:
`python -m tests.faults.run`, or with the names of some faults; on SQLite, without the browser.

First the tests of the fault's subject; what they do not find goes into one copy together and the whole suite is tried
on it, and each test that fails there on each of those faults alone. At the end it says what was found before and is
not any more. `--keep` writes down what was found as before.toml.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent
BEFORE = FOLDER / "before.toml"
SURVIVED = "survived"
LONGEST = 60 * 60  # seconds; who waits longer for a test has found a loop without an end
OURS = {"CPIC_ENVIRONMENT", "DATABASE_URL", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL"}
FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)


def main(names, *, keep=False):
    os.nice(10)
    listed = tomllib.loads((FOLDER / "faults.toml").read_text())
    faults = [fault for fault in listed["fault"] if not names or fault["id"] in names]
    firsts = {fault["id"]: fault.get("tests", listed["tests"][fault["id"].split("-")[0]]) for fault in faults}
    with tempfile.TemporaryDirectory() as name:
        copy = copied(Path(name) / "project")
        if moved := [fault["id"] for fault in faults if not stands(copy, fault)]:
            sys.exit(f"What was to be spoilt does not stand once where faults.toml says: {', '.join(moved)}")
        found = {}
        for fault in faults:
            with put_in(copy, [fault]):
                found[fault["id"]] = next(iter(failing(copy, ["-x", *firsts[fault["id"]]])), SURVIVED)
            tell(fault, found[fault["id"]])
        left = [fault for fault in faults if found[fault["id"]] == SURVIVED]
        found |= by_the_rest(copy, left) if left else {}
        tests = {test for test in found.values() if "::" in test}
        if wrong := failing(copy, sorted(tests)) if tests else []:
            sys.exit(f"Without any fault this fails in a copy too, and finds nothing: {', '.join(wrong)}")
    if keep:
        BEFORE.write_text(
            "# What found each fault, by the names that tests had then.\n"
            + "".join(f'{name} = "{test}"\n' for name, test in found.items())
        )
    return compare(found)


def by_the_rest(copy, left):
    """What the whole suite says of the faults that are left."""
    print(f"The whole suite, on {len(left)} faults together", flush=True)
    with put_in(copy, left):
        suspects = failing(copy, [])
    alone = failing(copy, suspects) if suspects else []
    if alone:
        print(f"Without any fault this fails in a copy, and finds nothing: {', '.join(alone)}", flush=True)
    suspects = [test for test in suspects if test not in alone]
    found = {}
    for fault in left:
        with put_in(copy, [fault]):
            found[fault["id"]] = next(iter(failing(copy, ["-x", *suspects])), SURVIVED) if suspects else SURVIVED
        tell(fault, found[fault["id"]])
    return found


def copied(target):
    """What the repository holds or would take in, beside the same environment."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    if not (target / ".venv").exists():
        (target / ".venv").symlink_to((ROOT / ".venv").resolve())
    return target


def stands(folder, fault):
    path = folder / fault["file"]
    return path.exists() and path.read_text().count(fault["was"]) == 1


@contextmanager
def put_in(copy, faults):
    originals = {fault["file"]: (copy / fault["file"]).read_text() for fault in faults}
    for fault in faults:
        path = copy / fault["file"]
        path.write_text(path.read_text().replace(fault["was"], fault["now"]))
    try:
        yield
    finally:
        for name, text in originals.items():
            (copy / name).write_text(text)


def failing(copy, arguments):
    """The tests that fail, by their names; a run that does not come to an end is named too."""
    env = {key: value for key, value in os.environ.items() if key not in OURS}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "--tb=no", "-rfE", "-m", "not browser"]
    try:
        done = subprocess.run(
            [*command, *arguments], cwd=copy, env=env, text=True, capture_output=True, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return ["no end"]
    if done.returncode == 0:
        return []
    return FAILED.findall(done.stdout) or ["no test: the suite does not start"]


def tell(fault, test):
    print(f"{time.strftime('%H:%M:%S')} {fault['id']:<12} {test}\n{'':>22}{fault['says']}", flush=True)


def compare(found):
    before = tomllib.loads(BEFORE.read_text()) if BEFORE.exists() else {}
    survivors = [name for name, test in found.items() if test == SURVIVED]
    worse = [name for name in survivors if before.get(name, SURVIVED) != SURVIVED]
    print(f"{len(found) - len(survivors)} found, {len(survivors)} survived: {', '.join(survivors) or '–'}")
    if worse:
        print(f"Found before and not any more: {', '.join(worse)}")
    return 1 if worse else 0


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main([name for name in given if name != "--keep"], keep="--keep" in given))
