"""The ministry's ten tasks: what speaks for them is counted from what is written elsewhere, heads add the rest."""

import pytest
from django.urls import reverse
from django.utils import timezone

from centres.access import MissingRight
from goals.workflow import EditConflict
from networks.ministry.tasks_of_year import done_of, review
from networks.models import Activity, MinistryTaskYear
from networks.states import RESPONSIBLE, MinistryTask
from tests.factories import make_indicator, make_record
from tests.networks.networks_cast import closed
from tests.world import browser, fields, page

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
TODAY = timezone.localdate()


def test_there_are_ten_with_those_responsible():
    assert len(MinistryTask) == 10
    assert set(RESPONSIBLE) == set(MinistryTask)


def test_what_was_done_is_counted_where_it_was_written(cast):
    closed(cast, TODAY, cast.town)
    record = make_record(cast.centre, on=TODAY, indicator=make_indicator("skoleni-pro-partnery"), by=cast.staff)
    Activity.objects.create(record=record, kind="training")

    def counts(task, person=cast.region):
        return [(one.label, one.count) for one in done_of(task, TODAY.year, [person])]

    assert counts(MinistryTask.PLATFORMS) == [("krajská platforma", 1)]
    assert counts(MinistryTask.TRAINING) == [("školení pro jiné", 1)]
    assert counts(MinistryTask.TRAINING, cast.other_region) == [("školení pro jiné", 0)]
    assert counts(MinistryTask.LINE) == []
    assert ">krajská platforma</a>: 1" in page(browser(cast.head).get(reverse("ministry-tasks")))


def test_department_head_writes_the_review_and_who_was_faster_is_seen(cast):
    above = browser(cast.above)
    url = reverse("ministry-task", args=[TODAY.year, "platforms"])
    sent = fields(above.get(url)) | {"state": "going", "done": "Ve všech krajích.", "review": "Dobře."}
    refused = above.post(url, sent)
    assert refused.status_code == 422
    assert "Napište, který den to porada probrala." in page(refused)
    above.post(url, sent | {"reviewed_on": TODAY.isoformat()})
    shown = page(browser(cast.head).get(reverse("ministry-tasks")))
    assert "Ve všech krajích." in shown
    assert "Zapsat, jak je na tom" not in shown
    row = MinistryTaskYear.objects.get()
    facts = {"state": "done", "done": "Hotovo.", "review": "", "reviewed_on": None}
    with pytest.raises(MissingRight):
        review(row, facts, by=cast.head)
    review(row, facts, by=cast.above)
    with pytest.raises(EditConflict):
        review(row, facts | {"done": "Jinak."}, by=cast.above)
    assert above.post(url, fields(above.get(url)) | {"done": "x" * 2001}).status_code == 422
    assert above.get(reverse("ministry-task", args=[TODAY.year + 1, "platforms"])).status_code == 404
