"""Before anything is frozen its page names what looks like personal data, and does it only by a deliberate choice."""

from copy import deepcopy

import pytest
from django.urls import reverse

from centres.models import Role
from evaluations.models import Closing, Report
from goals.models import Edition, Goal
from goals.states import GoalState
from tests import once
from tests.evaluations.closing_cast import WORDS, accepted, make_lived_year
from tests.evaluations.closing_cast import YEAR as CLOSED_YEAR
from tests.factories import make_amendment, make_centre, make_document, make_goal, make_published_goal, make_user
from tests.world import browser, choice_in, fields, goal_in, page

pytestmark = pytest.mark.django_db
PHONE = "777 123 456"
TEXT = f"Uspořádat kurzy češtiny, přihlášky na {PHONE}."


@pytest.fixture
def place():
    document, centre = make_document(2026), make_centre(slug="plzen", name="CPIC Plzeň")
    document.plans.create(centre=centre)
    return {"document": document, "centre": centre}


def ask_then_go(client, url, **more):
    """The page names the words; sent without the choice it is asked again, with it the thing is done."""
    shown = client.get(url)
    asked = client.post(url, fields(shown) | more)
    assert choice_in(shown), url
    assert asked.status_code == 422, url
    assert f"„{PHONE}“ vypadá jako osobní údaj" in page(asked)
    assert "Chyba:" in page(asked)
    return lambda: client.post(url, fields(asked) | choice_in(asked) | more)


def test_sending_a_plan_asks_first(place):
    goal = goal_in(GoalState.DRAFT, make_goal, **place, number=None, text=TEXT, targets=[WORDS])
    url = reverse("plan-check", args=[2026, "plzen"])

    go = ask_then_go(browser(make_user(Role.HEAD, centre=place["centre"])), url)
    assert Goal.objects.get(pk=goal.pk).state == GoalState.DRAFT
    go()
    assert Goal.objects.get(pk=goal.pk).state == GoalState.SUBMITTED


def test_approving_asks_first_and_returning_does_not(place):
    first, second = (
        goal_in(GoalState.SUBMITTED, make_goal, **place, number=None, text=TEXT, position=at) for at in (1, 2)
    )
    client, url = browser(make_user(Role.DEPARTMENT_HEAD)), reverse("plan-decide", args=[2026, "plzen"])
    back = {f"goal-{first.pk}-verdict": "return", f"goal-{first.pk}-comment": "Smažte telefon."}

    client.post(url, fields(client.get(url)) | back)
    assert Goal.objects.get(pk=first.pk).state == GoalState.RETURNED
    go = ask_then_go(client, url, **{f"goal-{second.pk}-verdict": "approve"})
    assert Goal.objects.get(pk=second.pk).state == GoalState.SUBMITTED
    go()
    assert Goal.objects.get(pk=second.pk).state == GoalState.APPROVED


def test_publishing_asks_about_goals_and_about_what_is_typed_with_the_button(place):
    goal_in(GoalState.APPROVED, make_goal, **place, text="Uspořádat kurzy češtiny.")
    client, url = browser(make_user(Role.DEPARTMENT_HEAD)), reverse("publish", args=[2026])

    asked = client.post(url, fields(client.get(url)) | {"note": f"Dotazy: {PHONE}"})
    assert (asked.status_code, Edition.objects.count()) == (422, 0)
    assert f"Dotazy: {PHONE}" in page(asked)
    client.post(url, fields(asked) | choice_in(asked))
    assert Edition.objects.get().note == f"Dotazy: {PHONE}"


def test_sending_one_change_asks_on_the_page_of_the_goal(place):
    goal = make_published_goal(**place)
    change = make_amendment(goal, text=TEXT, reason="Přidat kontakt.")
    client = browser(make_user(Role.HEAD, centre=place["centre"]))
    back = client.post(reverse("goal-submit", args=[change.pk]), {"version": change.version}, follow=True)

    assert "vypadá jako osobní údaj" in page(back)
    assert Goal.objects.get(pk=change.pk).state == GoalState.DRAFT
    client.post(reverse("goal-submit", args=[change.pk]), {"version": change.version} | choice_in(back))
    assert Goal.objects.get(pk=change.pk).state == GoalState.SUBMITTED


@pytest.fixture(scope="module")
def lived(django_db_setup, django_db_blocker):
    with once.kept(django_db_blocker):
        yield make_lived_year("on_track")


def test_closing_accepting_and_releasing_ask_each(lived):
    year = deepcopy(lived)
    closing_url = reverse("closing", args=[CLOSED_YEAR, "liberec"])
    head, above = browser(year.head), browser(year.above)
    typed = {"year-text": f"Volejte {PHONE}."}

    go = ask_then_go_typed(head, closing_url, typed, action="send")
    go()
    assert Closing.objects.get().state == "sent"
    decide = ask_then_go(above, reverse("closing-decide", args=[CLOSED_YEAR, "liberec"]), verdict="accept")
    assert Closing.objects.get().state == "sent"
    decide()
    assert Closing.objects.get().state == "accepted"
    release = ask_then_go(above, reverse("evaluation-release", args=[CLOSED_YEAR]))
    assert not Report.objects.exists()
    release()
    assert Report.objects.exists()


def ask_then_go_typed(client, url, typed, **more):
    asked = client.post(url, fields(client.get(url)) | typed | more)
    assert (asked.status_code, Closing.objects.filter(state="sent").count()) == (422, 0)
    return lambda: client.post(url, fields(asked) | choice_in(asked) | more)


def test_what_needs_no_choice_is_not_asked(lived):
    year = deepcopy(lived)
    accepted(year)
    shown = browser(year.above).get(reverse("evaluation-release", args=[CLOSED_YEAR]))

    assert not choice_in(shown)
