"""Nothing that is not in an edition can be reached from any public address, in a page or in a file."""

import io
import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pdfplumber
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centres.models import Role
from goals.models import Goal, Section, Target
from goals.states import Kind
from goals.workflow import perform
from tests.factories import (
    PUBLISHED_AT,
    department_head,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_user,
)

pytestmark = pytest.mark.django_db

PUBLISHED = "Zveřejněný cíl"
HIDDEN = "Tajemství"


@pytest.fixture
def published_year_with_secrets():
    """One published goal; around it a draft, a submitted, a returned and an approved unpublished one, a draft year."""
    document = make_document()
    centre = make_centre(slug="liberec", name="CPIC Liberec")
    make_edition(document, make_goal(document, centre=centre, text=f"{PUBLISHED} číslo jedna."))
    hidden_goal(document, centre, "draft")
    hidden_goal(document, centre, "submit")
    hidden_goal(document, centre, "submit", "return")
    hidden_goal(document, centre, "submit", "approve")
    hidden_goal(make_document(2027, title=f"{HIDDEN} 2027"), make_centre(), "draft")
    # What was published is rewritten inside: the public keeps seeing the edition.
    Goal.objects.filter(text__startswith=PUBLISHED).update(text=f"{HIDDEN} přepsané.")
    Section.objects.create(document=document, key="other", title=HIDDEN, text=HIDDEN, position=9)
    Target.objects.update(unit=HIDDEN)


def hidden_goal(document, centre, *steps):
    goal = make_goal(document, centre=centre, text=f"{HIDDEN} {steps[-1]}.", targets=[{"kind": Kind.NARRATIVE}])
    actors = {"submit": make_user(Role.HEAD, centre=centre), "return": department_head(), "approve": department_head()}
    for step in steps:
        if step in actors:
            goal = perform(goal, step, by=actors[step], comment=f"{HIDDEN} důvod", now=PUBLISHED_AT)


def crawl(client, *starts):
    """Every public address that can be reached by links, with its text."""
    waiting, seen = list(starts), {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        response = client.get(address)
        seen[address] = read(response)
        waiting += [link for link in links_of(response, address) if link not in seen]
    return seen


def links_of(response, address):
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    for link in re.findall(r'(?:href|action)="([^"]+)"', response.content.decode()):
        parts = urlsplit(urljoin(f"http://testserver{address}", unescape(link)))
        if parts.netloc == "testserver" and not parts.path.startswith("/static/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def read(response):
    if response.headers.get("Content-Type") == "application/pdf":
        with pdfplumber.open(io.BytesIO(response.content)) as pdf:
            return "\n".join(page.extract_text() for page in pdf.pages)
    return response.content.decode()


def test_crawl_reaches_everything_public_and_nothing_else(client, published_year_with_secrets):
    guesses = ["/cile/2027/", "/cile/2027.pdf", "/cile/2026/?q=tajemstvi", "/centra/liberec/2027/"]
    guesses += [f"/cile/2026/{number}/" for number in range(1, 7)]

    pages = crawl(client, "/", *guesses)

    assert {"/", "/cile/", "/cile/2026/", "/cile/2026/1/", "/cile/2026/vydani/1/", "/cile/2026/vydani/1.pdf"} <= set(
        pages
    )
    assert PUBLISHED in pages["/cile/2026/1/"]
    assert PUBLISHED in pages["/cile/2026/vydani/1.pdf"]
    leaking = [address for address, text in pages.items() if HIDDEN in text or HIDDEN.upper() in text]
    assert leaking == []


def test_public_pages_query_no_working_table(client, published_year_with_secrets):
    working = re.compile(r"goals_(goal|target|section|event)\b")
    with CaptureQueriesContext(connection) as captured:
        crawl(client, "/")

    assert captured.captured_queries
    assert [query["sql"] for query in captured.captured_queries if working.search(query["sql"])] == []
