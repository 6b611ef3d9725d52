"""Inside nobody gets further than the sign-in, and nobody reads what another centre or those above have not let out."""

from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from evaluations.models import Closing, GoalResult
from goals.models import Goal
from goals.workflow import perform
from tests import once
from tests.crawler import crawl
from tests.test_access_matrix import TABLE, address
from tests.world import NETWORK, OURS, THEIRS, YEAR, add_months, add_networks, browser, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.draws_pdfs]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once: these tests only follow links."""
    with once.kept(django_db_blocker):
        yield make_unpublished_world()


def make_unpublished_world():
    """Drafts, sent, returned and amended texts of two centres and of the network; nothing of them published."""
    world = make_world(is_published=False)
    add_months(world)
    add_networks(world)
    for goal in (world.returned_next, world.sent_change):
        head, above = world.people["head"], world.people["department head"]
        goal = goal if goal.state == "submitted" else perform(goal, "submit", by=head)
        perform(goal, "return", by=above, comment=f"{OURS}: doplňte počet.")
    for slug, word in (("liberec", OURS), ("plzen", THEIRS)):
        closing = Closing.objects.create(plan=world.plans[YEAR, slug], narrative=f"{word} zhodnocení.")
        goal = world.approved if slug == "liberec" else Goal.objects.get(text=f"{THEIRS} platí.")
        facts = {"result": "not", "proposed": "partly", "reason": f"{word} důvod."}
        GoalResult.objects.create(closing=closing, goal=goal, **facts)
    world.invitation = world.indicator = world.sign_in = world.trial = world.place = world.draft  # any number
    world.commitment, world.commitment_trial = world.long_term.document, world.draft
    world.announcement = world.print = world.service = world.draft
    world.code = SimpleNamespace(code="k7m2p9x3q4", pk=1)  # nothing is out, so no print has a code
    world.colleague, world.role, world.coming_role = world.people["staff"], world.draft, world.draft
    return world


def private_addresses(world):
    """Every address of the workspace, the account and the administration, about rows that are there."""
    every = {address(world, name) for name in TABLE if not name.startswith("edition") and name != "published"}
    return sorted(each for each in every if each.startswith(("/prace/", "/ucet/", "/sprava/")))


def test_private_addresses_lead_an_anonymous_crawler_to_the_sign_in_and_nowhere_else(client, world):
    public = ("/sprava/login/", "/sprava/logout/")
    answers = {each: client.get(each) for each in private_addresses(world) if each not in public}

    assert len(answers) > 80
    sign_in = {"/prihlaseni/", "/sprava/login/"}
    assert {each: urlsplit(answer["Location"]).path for each, answer in answers.items()}.items() <= {
        (each, target) for each in answers for target in sign_in
    }
    assert {answer.content for answer in answers.values()} == {b""}


def test_anonymous_crawler_reads_nothing_from_inside(client, world):
    pages = crawl(client, "/", *private_addresses(world))

    assert [each for each, text in pages.items() if OURS in text or THEIRS in text or NETWORK in text] == []


def words_found(world, name):
    """Which of the secret words the person can get at by following links, and on how many pages they were."""
    pages = crawl(browser(world.people[name]), "/prace/", "/", *private_addresses(world))
    assert len(pages) > 30
    return {word for word in (OURS, THEIRS, NETWORK) if any(word in text for text in pages.values())}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("staff", {OURS}),
        ("other head", {THEIRS}),
        ("expired deputy", set()),
        *(
            pytest.param(name, {OURS, THEIRS, NETWORK}, marks=pytest.mark.thorough)
            for name in ("department head", "director")
        ),
    ],
)
def test_person_finds_the_texts_of_their_own_only(world, name, words):
    """Each role once and each centre once, since a walk costs seconds; seldom those from whom nothing is hidden."""
    assert words_found(world, name) == words
