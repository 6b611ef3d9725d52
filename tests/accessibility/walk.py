"""`make accessibility`: both engines look at every page, and cpic/accessibility/findings.json is written anew.

pytest runs it, because the world that the pages are of is one of the tests'; by its name it is no part of the suite.
Pages are drawn once; two browsers look at them side by side, and turn the same page from wide to narrow.
"""

import re
import subprocess
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, Queue

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import sync_playwright

from cpic import styles
from cpic.accessibility.record import FINDINGS, AccessibilityFinding, AccessibilityRecord, fingerprint, write
from tests.accessibility.engines import facts_of_engines, violations
from tests.accessibility.pages import REFUSED, Shelf, draw, static_file
from tests.browser.conftest import CHROMIUM, FLAGS, NARROW, WIDE
from tests.test_access_matrix import routes, world  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
WIDTHS = [WIDE, NARROW]
BROWSERS = 2
TELL_EVERY = 10  # seconds
TITLE = "() => (document.querySelector('h1')?.innerText || document.title).replace(/\\s+/g, ' ').trim()"


def test_every_page(world):  # noqa: F811 - a fixture
    told, looked_at = Progress(), {"commit": commit(), "sources": fingerprint()}
    drawn = draw(world, tell=lambda done, of: told.say(f"drawing pages: {done} of {of} addresses"))
    engines, found = look_at(drawn.views, tell=lambda done, of: told.say(f"looking at pages: {done} of {of}"))
    record = record_of(drawn, engines, found, **looked_at)
    write(record)
    looks = sum(looks for _pages, looks in record.counts().values())
    print(f"{len(record.pages)} pages, {looks} looks, {len(record.findings)} findings: {FINDINGS}")
    for finding in record.findings:
        print(f"  {finding.page}: {finding.rule} ({finding.engine}) {finding.element}")


class Progress:
    """A line now and then."""

    def __init__(self):
        self.said_at = 0

    def say(self, line):
        if time.monotonic() - self.said_at > TELL_EVERY:
            self.said_at = time.monotonic()
            print(line, flush=True)


def look_at(views, tell=lambda done, of: None):
    """Facts of the engines; and for each fault (view, width, title of the page, engine, rule, guideline, elements)."""
    static_file(styles.NAME)  # joined now, before two ask for it at once
    waiting, found, facts = Queue(), [], {}
    for view in views:
        waiting.put(view)

    def look():
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_context(locale="cs-CZ").new_page()
            shelf = Shelf(page)
            while True:
                try:
                    view = waiting.get_nowait()
                except Empty:
                    break
                shelf.open(view)
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": 900})
                    for fault, elements in violations(page).items():
                        found.append((view, width, page.evaluate(TITLE), *fault, elements))
                if not facts:
                    facts.update(facts_of_engines(page))
                tell(len(views) - waiting.qsize(), len(views))
            browser.close()

    with ThreadPoolExecutor(BROWSERS) as pool:
        for done in [pool.submit(look) for _ in range(min(BROWSERS, len(views)))]:
            done.result()
    return facts, found


def record_of(drawn, engines, found, *, commit="", sources=""):
    pages = {}
    for view in drawn.views:
        facts = pages.setdefault(view.name, {"address": shown(view.name), "seen": {}})
        if view.state == REFUSED:
            facts.setdefault("refused", []).append(view.role)
        else:
            facts["seen"][view.role] = f"{facts['seen'].get(view.role, '')} {view.language}".strip()
    for name, roles in drawn.alike.items():
        if others := roles - {*pages[name]["seen"]}:
            pages[name]["alike"] = sorted(others)
    return AccessibilityRecord(
        day=timezone.localdate().isoformat(),
        commit=commit,
        sources=sources,
        engines=engines,
        widths=WIDTHS,
        pages=pages,
        no_pages=dict(drawn.no_pages),
        findings=findings_of(found),
    )


def findings_of(found):
    """One for each rule and page, however many roles, languages and widths it was met in."""
    met = defaultdict(list)
    for view, width, title, engine, rule, guideline, elements in found:
        met[view.name, engine, rule, guideline].append((title, elements[0], f"{view.role} {view.language} {width}"))
    return sorted(
        AccessibilityFinding(*key, views[0][0], views[0][1], tuple(sorted({how for *_rest, how in views})))
        for key, views in met.items()
    )


CHANGING = re.compile(r"\(\?P<\w+>.*?\)(?=[-/$]|$)|<[^>]*>")  # parts of a route that are of one row


def shown(name):
    """The address as a reader sees it: what changes from row to row is left out."""
    return "/" + re.sub(r"[\^$\\]", "", CHANGING.sub("…", routes()[name]))


def commit():
    asked = ["git", "rev-parse", "--short=12", "HEAD"]
    try:
        return subprocess.run(asked, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""  # not in a repository
