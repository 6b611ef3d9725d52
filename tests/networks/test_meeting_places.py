"""Who meets where: counted from attendance of closed meetings, a table and its picture."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networks.partners.merging import merge
from networks.series.keeping import add_members
from networks.series.picture import picture_of
from tests.networks.networks_cast import closed, make_partner, make_series, plan, seat_since
from tests.world import browser, page

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_table_and_picture_count_who_was_where(cast):
    seat_since(cast, TODAY - timedelta(days=40))
    closed(cast, TODAY, cast.town, cast.office)
    first = cast.series
    cast.series = make_series(cast.centre, kind="working_group", name="Skupina škol")
    add_members(cast.series, [cast.town, cast.school], by=cast.head)
    closed(cast, TODAY, cast.town, cast.school)
    plan(cast, TODAY - timedelta(days=1))  # not closed, so nobody was there
    double = make_partner(cast.region, "ZŠ Husova 2")
    merge(cast.school, double, by=cast.head)

    picture = picture_of(cast.region, TODAY.year)

    assert [(one.letter, one.series, one.held) for one in picture.places] == [("A", first, 1), ("B", cast.series, 1)]
    assert [(one.partner, one.others, [(m.place.letter, m.times) for m in one.meets]) for one in picture.actors] == [
        (cast.town, 2, [("A", 1), ("B", 1)]),
        (cast.office, 1, [("A", 1)]),
        (double, 1, [("B", 1)]),
    ]
    assert len({one.y for one in picture.actors}) == 3
    assert all(0 < one.y < picture.height for one in (*picture.actors, *picture.places))
    url = reverse("meeting-places")
    shown = page(browser(cast.head).get(url))
    assert shown.index("<table") < shown.index('class="meeting-picture"')
    assert shown.count('class="meeting-picture__line"') == 4
    assert "Skupina škol</a> 1 z 1" in shown
    assert "Skupina škol</a> 1 z 1" in page(browser(cast.above).get(url))  # the first region in which anybody met


def test_nobody_has_met_and_another_region(cast):
    head, url = browser(cast.head), reverse("meeting-places")
    assert "Zatím se tu nikdo nepotkal" in page(head.get(url))
    assert '<svg class="meeting-picture"' not in page(head.get(url))
    assert head.get(url + f"?kraj={cast.other_region.nuts3}").status_code == 404
    assert head.get(url + "?rok=rok").status_code == 404
    assert page(browser(cast.above).get(url + f"?kraj={cast.other_region.nuts3}")).count("selected") == 2
    assert Client().get(url).status_code == 302
