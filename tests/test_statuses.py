"""A status is said once: who changes its word or its colour in the enum has changed it wherever it is shown."""

import re

import pytest
from django.apps import apps
from django.urls import reverse

from evaluations.meetings.minutes import minutes_content, minutes_html
from evaluations.models import Minutes, Report
from evaluations.reports.public import evaluation_html
from evaluations.states import ClosingState, MonthState, Rating, Result, Status
from goals.plan_progress import PlanProgress
from goals.states import GoalState
from tests import once
from tests.world import EVALUATED, READY, YEAR, add_months, add_year_ends, browser, make_world

pytestmark = pytest.mark.django_db
STATUSES = [GoalState, PlanProgress, Status, Rating, Result, ClosingState, MonthState]
OLD_WORDS = {str(word) for status in STATUSES for member in status for word in (member.tag, member.label)}
TAG = re.compile(r'<span class="gov-tag"[^>]*data-color="([^"]*)">(.*?)</span>', re.DOTALL)
# Where which status can be seen: on a page of one goal, in a list, in a table, in the story of a goal, in public.
SHOWN = {
    "work-goal": {"GoalState APPROVED"},
    "plan": {"GoalState APPROVED", "GoalState DRAFT", "PlanProgress WRITING"},
    "plan-check": {"GoalState APPROVED"},
    "commitment": {"GoalState DRAFT", "GoalState SUBMITTED", "GoalState APPROVED"},
    "publish": {"GoalState DRAFT", "GoalState SUBMITTED"},
    "work-year": {"PlanProgress WRITING"},
    "centre-standing": {"Status"},
    "network-standing": {"Status"},
    "director-page": {"Status"},
    "goal-progress": {"Status"},
    "meeting": {"Status"},
    "meetings": {"MonthState CLOSED"},
    "closings": {"ClosingState ACCEPTED"},
    "closing": {"ClosingState ACCEPTED", "Result"},
    "year": {"Status"},
    "goal": {"Status"},
    "year-standing": {"Status"},
    "year-evaluation": {"Result"},
}


def named(member):
    return f"{type(member).__name__} {member.name}"


@pytest.fixture
def changed(monkeypatch):
    """Every status with a word and a colour of its own, as if both had been changed in its enum."""
    for status in STATUSES:
        for member in status:
            monkeypatch.setattr(member, "_label_", named(member))
            monkeypatch.setattr(member, "_tag", None)
            monkeypatch.setattr(member, "tone", f"tone of {named(member)}")
    for model in apps.get_models():  # fields have read the words of their enum when the models were made
        for field in model._meta.fields:
            status = next(
                (status for status in STATUSES if values(field) and values(field) == set(status.values)), None
            )
            if status:
                monkeypatch.setattr(field, "choices", status.choices)


def values(field):
    return {value for value, _label in field.choices or () if value}


def tags(html):
    """Colour and word of each tag."""
    return [(tone, " ".join(re.sub(r"<[^>]+>", " ", inside).split())) for tone, inside in TAG.findall(html)]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once: these tests only look at it."""
    with once.kept(django_db_blocker):
        world = make_world()
        add_months(world)
        add_year_ends(world)
        yield world


def test_word_and_colour_of_a_status_come_from_its_enum_wherever_it_is_shown(world, changed):
    pages = {name: visit(world, name) for name in SHOWN}

    shown = {name: {word for tone, word in tags(html) if tone == f"tone of {word}"} for name, html in pages.items()}
    old = {name: OLD_WORDS & {word for _tone, word in tags(html)} for name, html in pages.items()}
    missing = {name: {word for word in SHOWN[name] if not any(word in each for each in shown[name])} for name in SHOWN}

    assert {name: words for name, words in missing.items() if words} == {}
    assert {name: words for name, words in old.items() if words} == {}


def test_what_is_drawn_in_a_pattern_has_the_colour_of_its_status_too(world, changed):
    pages = {name: visit(world, name) for name in ("network-standing", "year", "year-evaluation")}

    drawn = {name: set(re.findall(r'data-tone="tone of (\w+)', html)) for name, html in pages.items()}

    assert drawn == {
        "network-standing": {"Status", "MonthState"},
        "year": {"Status"},
        "year-evaluation": {"Result"},
    }


def test_documents_say_the_word_of_the_enum(world, changed):
    """Minutes and the evaluation, as they are printed; no e-mail says how something stands."""
    content = minutes_content(world.closed, number=1, now=world.closed.closed_at)
    minutes = minutes_html(Minutes(content=content))
    evaluation = evaluation_html(Report.objects.get(year=EVALUATED))

    assert set(re.findall(r"(Rating|Status) [A-Z_]+", minutes)) == {"Rating", "Status"}
    assert set(re.findall(r"(Result) [A-Z_]+", evaluation)) == {"Result"}


def visit(world, name):
    in_year = {"year": YEAR, "slug": "liberec"}
    arguments = {
        "work-goal": {"pk": world.approved.pk},
        "goal-progress": {"pk": world.approved.pk},
        "commitment": {},
        "meeting": in_year | {"month": 9},
        "closings": {"year": READY},
        "closing": {"year": READY, "slug": "jihlava"},
        "goal": {"year": YEAR, "number": 1},
        "year-standing": {"year": YEAR, "number": world.standing.number},
        "year-evaluation": {"year": EVALUATED},
        **dict.fromkeys(("plan", "plan-check", "centre-standing", "meetings"), in_year),
    }.get(name, {"year": YEAR})
    who = "head" if name == "plan-check" else "department head"
    response = browser(world.people[who]).get(reverse(name, kwargs=arguments))
    assert response.status_code == 200, name
    return response.content.decode()
