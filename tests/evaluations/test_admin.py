"""The catalogue of indicators at the administrator's desk: what counts somewhere keeps its name in files and its way
of adding, and cannot be deleted."""

from datetime import date

import pytest

from centres.models import Role
from evaluations.models import Indicator
from evaluations.records.sources import set_source
from evaluations.states import Aggregation
from tests.factories import make_centre, make_indicator, make_published_goal, make_record, make_user
from tests.world import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return browser(make_user(Role.ADMINISTRATOR))


@pytest.fixture
def idle():
    return make_indicator("idle")


@pytest.fixture(params=["fed", "recorded"])
def used(request):
    indicator = make_indicator("used")
    if request.param == "fed":
        goal = make_published_goal()
        set_source(goal.targets.get(), indicator, by=make_user(Role.HEAD, centre=goal.centre))
    else:
        make_record(make_centre(), on=date(2026, 3, 3), indicator=indicator)
    return indicator


def address(indicator, what="change"):
    return f"/sprava/evaluations/indicator/{indicator.pk}/{what}/"


def form(**facts):
    defaults = {
        "slug": "jinak",
        "name": "Jinak",
        "unit": "kusů",
        "aggregation": Aggregation.LAST,
        "stems": "",
        "position": 7,
    }
    return defaults | {"is_active": "on"} | facts


def facts_of(indicator):
    return Indicator.objects.values_list("slug", "name", "aggregation", "position").get(pk=indicator.pk)


def test_indicator_that_counts_nowhere_changes_in_everything(desk, idle):
    desk.post(address(idle), form())

    assert facts_of(idle) == ("jinak", "Jinak", "last", 7)


def test_indicator_that_counts_keeps_its_slug_and_its_way_of_adding(desk, used):
    desk.post(address(used), form())

    assert facts_of(used) == ("used", "Jinak", "sum", 7)


def test_indicator_that_counts_nowhere_can_be_deleted(desk, idle):
    desk.post(address(idle, "delete"), {"post": "yes"})

    assert not Indicator.objects.exists()


def test_indicator_that_counts_cannot_be_deleted_by_itself_or_with_others(desk, used):
    alone = desk.post(address(used, "delete"), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [used.pk], "post": "yes"}
    desk.post("/sprava/evaluations/indicator/", chosen)

    assert alone.status_code == 403
    assert Indicator.objects.filter(pk=used.pk).exists()


def test_new_indicator_is_added(desk):
    desk.post("/sprava/evaluations/indicator/add/", form())

    assert Indicator.objects.values_list("slug", "name").get() == ("jinak", "Jinak")
