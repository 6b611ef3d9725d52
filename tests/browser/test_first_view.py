"""What somebody with a slow telephone waits for: how much comes before the first page stands, and what holds it up."""

import gzip

import pytest
from django.conf import settings
from django.db.models.functions import Length

from centres.languages import address_in
from goals.models import EditionGoal
from tests.browser.conftest import NARROW

MOST = {"cs": 55_000, "en": 55_000, "uk": 85_000, "ru": 85_000, "vi": 85_000}  # bytes, packed
REQUESTS = 6
BLOCKING = "performance.getEntriesByType('resource').filter(e => e.renderBlockingStatus == 'blocking').map(e => e.name)"


def packed(response):
    body = response.body()
    return len(body if response.url.endswith(".woff2") else gzip.compress(body))


@pytest.fixture
def longest_goal(live):
    goal = EditionGoal.objects.filter(edition__year=2026).order_by(-Length("text"))[0]
    return f"/cile/2026/{goal.number}/"


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_first_view_is_light(browse, longest_goal, code):
    for path in ("/", longest_goal):
        page, answers = browse(NARROW, color_scheme="light"), []  # a context of its own, with nothing in its cache
        page.on("response", lambda answer, answers=answers: answers.append(answer))
        page.goto(address_in(code, path), wait_until="networkidle")
        sizes = {answer.url.rsplit("/", 1)[-1]: packed(answer) for answer in answers}

        assert sum(sizes.values()) <= MOST[code], sizes
        assert len(answers) <= REQUESTS, sizes
        assert [address.rsplit("/", 1)[-1] for address in page.evaluate(BLOCKING)] == ["site.css"]
        page.close()
