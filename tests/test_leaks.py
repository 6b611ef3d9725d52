"""Nothing that is not in an edition can be reached from any public address, in a page or in a file."""

import functools
import re
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from centres.models import Role
from evaluations.closings import closing as verbs
from evaluations.meetings.actions import NewAction
from evaluations.meetings.contents import ActionContent
from evaluations.meetings.writing import write
from evaluations.models import Closing, GoalResult, Meeting
from evaluations.records.sources import set_source
from evaluations.states import Rating
from goals.models import Section
from goals.states import Kind, Level
from goals.workflow import perform
from tests import once
from tests.crawler import crawl
from tests.evaluations.closing_cast import (
    JANUARY,
    accepted,
    close_months,
    evaluated,
    make_year,
    say,
    sent,
    stood,
)
from tests.factories import (
    PRAGUE,
    PUBLISHED_AT,
    department_head,
    make_amendment,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_indicator,
    make_network_goal,
    make_record,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engine, pytest.mark.draws_pdfs]

PUBLISHED = "Zveřejněný cíl"
HIDDEN = "Tajemství"


@pytest.fixture(scope="module")
def walk(django_db_setup, django_db_blocker):
    """Walks once, when the first test asks for it: only inside a test no page of others is in memory."""
    with once.kept(django_db_blocker):
        make_published_year_with_secrets()
        yield functools.cache(walk_as_a_visitor)


@pytest.fixture
def walked(walk):
    return walk()


def walk_as_a_visitor():
    """All that can be read, by its address, and the queries that it took."""
    guesses = ["/cile/2027/", "/cile/2027.pdf", "/cile/2026/?q=tajemstvi", "/centra/liberec/2027/"]
    guesses += [f"/cile/2026/{number}/" for number in range(1, 7)]
    with CaptureQueriesContext(connection) as captured:
        pages = crawl(Client(), "/", *guesses)
    return SimpleNamespace(pages=pages, queries=[query["sql"] for query in captured.captured_queries])


def make_published_year_with_secrets():
    """One published goal; around it goals and amendments in every other state, a draft year, the commitment."""
    document = make_document()
    centre = make_centre(slug="liberec", name="CPIC Liberec")
    goals = [make_goal(document, centre=centre, text=f"{PUBLISHED} číslo {number}.") for number in range(1, 5)]
    make_edition(document, *goals)
    released_with_secrets(document, list(document.goals.order_by("pk")))
    hidden_goal(document, centre, "draft")
    hidden_goal(document, centre, "submit")
    hidden_goal(document, centre, "submit", "return")
    hidden_goal(document, centre, "submit", "approve")
    hidden_goal(make_document(2027, title=f"{HIDDEN} 2027"), make_centre(), "draft")
    # What was published is being changed inside: the public keeps seeing the edition.
    for goal, steps in zip(goals, AMENDMENTS, strict=True):
        hidden_steps(make_amendment(goal, text=f"{HIDDEN} změna.", reason=f"{HIDDEN} důvod změny"), *steps)
    make_network_goal(level=Level.LONG_TERM, text=f"{HIDDEN} dlouhodobý.")
    Section.objects.create(document=document, key="other", title=HIDDEN, text=HIDDEN, position=9)


def released_with_secrets(document, goals):
    """A standing and an evaluated year that are out; all that was said inside about them, and a closing on its way."""
    secrets = {"said": f"{HIDDEN} porady", "next_step": f"{HIDDEN} krok"}
    head = make_user(Role.HEAD, centre=goals[0].centre)
    set_source(goals[0].targets.get(), make_indicator(), f"{HIDDEN} téma", by=head, now=PUBLISHED_AT)
    texts = {"title": f"{HIDDEN} záznam", "note": f"{HIDDEN} poznámka", "topic": f"{HIDDEN} téma"}
    make_record(goals[0].centre, on=date(2026, 3, 20), **texts)
    say(goals[0], Rating.AT_RISK, month=3, **secrets)
    Meeting.objects.update(note=f"{HIDDEN} zaznělo")
    agreed = NewAction(goals[0].pk, ActionContent(f"{HIDDEN} úkol", "head", date(2026, 4, 30)))
    write(Meeting.objects.get(), None, {}, new_actions=[agreed], by=head, now=datetime(2026, 3, 31, 9, tzinfo=PRAGUE))
    close_months(goals[0].centre, [3], year=2026)
    stood(document, 3, reason=f"{HIDDEN} důvod", now=datetime(2026, 4, 10, 9, 0, tzinfo=PRAGUE))
    last = make_year(slug="jihlava", name="CPIC Jihlava", is_closed=False)
    say(last.goals[1], Rating.ON_TRACK, **secrets)
    close_months(last.centre)
    verbs.return_to_centre(sent(last), reason=f"{HIDDEN} vrácení", by=last.above, now=JANUARY)
    accepted(last)
    evaluated(last.document)
    plan = document.plans.create(centre=goals[0].centre)
    closing = Closing.objects.create(plan=plan, narrative=f"{HIDDEN} uzávěrka")
    facts = {"result": "not", "proposed": "partly", "reason": f"{HIDDEN} výsledek"}
    GoalResult.objects.create(closing=closing, goal=goals[0], **facts)


AMENDMENTS = [(), ("submit",), ("submit", "return"), ("submit", "approve")]


def hidden_goal(document, centre, *steps):
    secret = {"kind": Kind.COUNT, "value": 3, "unit": HIDDEN}
    goal = make_goal(document, centre=centre, text=f"{HIDDEN} {steps[-1]}.", targets=[secret])
    hidden_steps(goal, *steps)


def hidden_steps(goal, *steps):
    head, above = make_user(Role.HEAD, centre=goal.centre), department_head()
    actors = {"submit": head, "return": above, "approve": above}
    for step in steps:
        if step in actors:
            goal = perform(goal, step, by=actors[step], comment=f"{HIDDEN} důvod", now=PUBLISHED_AT)


def test_crawl_reaches_everything_public_and_nothing_else(walked):
    pages = walked.pages

    assert {"/", "/cile/", "/cile/2026/", "/cile/2026/1/", "/cile/2026/vydani/1/", "/cile/2026/vydani/1.pdf"} <= set(
        pages
    )
    assert PUBLISHED in pages["/cile/2026/1/"]
    assert PUBLISHED in pages["/cile/2026/vydani/1.pdf"]
    assert PUBLISHED in pages["/cile/2026/stav/1/"]
    assert {"/cile/2026/stav/", "/cile/2025/hodnoceni/", "/cile/2025/hodnoceni.pdf"} <= set(pages)
    assert "CPIC Jihlava" in pages["/cile/2025/hodnoceni.pdf"]
    leaking = [address for address, text in pages.items() if HIDDEN in text or HIDDEN.upper() in text]
    assert leaking == []


def test_public_pages_query_no_working_table(walked):
    of_evaluation = (
        "meeting|entry|reading|minutes|record|indicator|targetsource|evidence|closing|goalresult|act|actionitem"
    )
    working = re.compile(rf"goals_(goal|target|section|event)\b|evaluations_({of_evaluation})\b")

    assert walked.queries
    assert [query for query in walked.queries if working.search(query)] == []
