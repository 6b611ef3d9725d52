"""The two files that the statement is made of.

`findings.json` is written by `make accessibility` (tests/accessibility/walk.py), by nobody else: every address of the
access table, who saw it in which language, at which widths, by which engines and rules, and what they found.
`by_hand.json` is written by whoever tries the pages by hand; its keys are those of cpic/accessibility/statement.py.
"""

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

HERE = Path(__file__).parent
FINDINGS, BY_HAND = HERE / "findings.json", HERE / "by_hand.json"
ANYBODY = "anonymous"  # the visitor of the access table who has not signed in
LOOKED_AT = (("templates", "*.html"), ("static/css", "*.css"), ("static/js", "*.js"))
NO_PAGES = {"pdf", "email", "export"}  # folders of templates that no browser shows


@dataclass(frozen=True, order=True)
class AccessibilityFinding:
    """What one rule of one engine says of one page, at whichever widths."""

    page: str  # its name in the addresses
    engine: str
    rule: str
    guideline: str  # of WCAG, as "1.4"; empty for what is good practice only
    title: str  # of the page, as people see it
    element: str  # the first one of them, shortened
    seen: tuple[str, ...] = ()  # as "head cs 390"


@dataclass
class AccessibilityRecord:
    day: str  # as 2026-11-29
    commit: str  # what was looked at; empty outside a repository
    sources: str  # the fingerprint of templates and style sheets then
    engines: dict[str, dict]  # version and rules of each, by its name
    widths: list[int]  # in CSS pixels
    # By name: the address; `seen`, the languages by role; `alike`, roles whose page has no element that one of
    # those has not, so that it was not looked at; `refused`, roles whose form was sent empty, too.
    pages: dict[str, dict]
    no_pages: dict[str, list[str]]  # names of addresses by what is there instead: a type of file, or "elsewhere"
    findings: list[AccessibilityFinding] = field(default_factory=list)

    @property
    def names(self):
        """Every address that the record accounts for."""
        return {*self.pages, *(name for names in self.no_pages.values() for name in names)}

    def rules_at(self, name):
        """What is known to be wrong with the page, as (engine, rule)."""
        return {(finding.engine, finding.rule) for finding in self.findings if finding.page == name}

    def counts(self):
        """Pages of the public, of people at work, and of administration: how many, and how many times looked at."""
        pages, looks = Counter(), Counter()
        for facts in self.pages.values():
            area = area_of(facts)
            pages[area] += 1
            views = sum(len(languages.split()) for languages in facts["seen"].values()) + len(facts.get("refused", ()))
            looks[area] += views * len(self.widths)
        return {area: (pages[area], looks[area]) for area in AREAS if pages[area]}


AREAS = ("public", "work", "administration")


def area_of(facts):
    if facts["address"].startswith("/sprava/"):
        return "administration"
    return "public" if ANYBODY in facts["seen"] else "work"


@cache
def read(path=FINDINGS):
    facts = json.loads(path.read_text("utf-8"))
    findings = [AccessibilityFinding(**finding | {"seen": tuple(finding["seen"])}) for finding in facts.pop("findings")]
    return AccessibilityRecord(**facts, findings=findings)


def write(record, path=FINDINGS):
    """One line a page and one a finding: small, and still to be compared line by line."""
    facts = asdict(record) | {"findings": [asdict(finding) for finding in sorted(record.findings)]}
    lines = []
    for key, value in facts.items():
        if key in {"pages", "no_pages", "engines"}:
            rows = [f"  {_line(name)}: {_line(value[name])}" for name in sorted(value)]
            lines.append(f' "{key}": {{\n' + ",\n".join(rows) + "\n }")
        elif key == "findings" and value:
            lines.append(f' "{key}": [\n' + ",\n".join(f"  {_line(row)}" for row in value) + "\n ]")
        else:
            lines.append(f' "{key}": {_line(value)}')
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def _line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@cache
def by_hand():
    return json.loads(BY_HAND.read_text("utf-8"))


def fingerprint():
    """Of what pages are drawn with. It says whether they have changed since they were looked at; texts that come from
    Python and from the catalogues are not in it."""
    digest = hashlib.sha256()
    for folder, pattern in LOOKED_AT:
        root = settings.BASE_DIR / folder
        for file in sorted(root.rglob(pattern)):
            parts = file.relative_to(root).parts
            if not NO_PAGES.intersection(parts):
                digest.update("/".join(parts).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@cache
def has_changed_since(sources):
    return fingerprint() != sources


def day_of(facts):
    return date.fromisoformat(facts)
