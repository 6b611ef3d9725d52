"""Members evaluate their network: nothing tells whose an answer is, and what may not be shown is not kept."""

import io
import json
import re
from datetime import timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from centres.access import MissingRight
from centres.models import Event, Subject
from cpic.backup.rows import LEFT_OUT, lines
from cpic.logs import redact
from cpic.record import check_record
from goals.renderings import draw_missing
from goals.workflow import Refused
from networks.models import Survey, SurveyKey, SurveyRegion, SurveyResult, SurveySheet
from networks.series.keeping import add_members
from networks.surveys import keeping
from networks.surveys.counting import LEAST, TOGETHER, groups_of, shown, spread_of, summed
from networks.surveys.questions import OPEN, RATED
from tests.networks.networks_cast import make_partner, make_series
from tests.world import browser, fields, page

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=20)


def opened(cast, *, here=6, there=3):
    """An evaluation with so many invited in one region and in the other; links by region."""
    series = cast.series, make_series(cast.other, name="Platforma jinde")
    for one, count, by in ((series[0], here - 2, cast.above), (series[1], there, cast.above)):
        partners = [
            make_partner(one.region, f"Člen {one.pk}-{place}", email=f"clen{one.pk}-{place}@example.cz")
            for place in range(count)
        ]
        add_members(one, partners, by=by)
    mail.outbox.clear()
    survey = keeping.open_survey(TODAY.year, LATER, by=cast.above)
    sent = {message.to[0]: re.search(r"https?://\S+/dotaznik/([^/\s]+)/", message.body)[1] for message in mail.outbox}
    away = {address for address in sent if address.startswith(f"clen{series[1].pk}-")}
    return SimpleNamespace(
        survey=survey,
        here=[sent[address] for address in sorted(sent.keys() - away)],
        there=[sent[address] for address in sorted(away)],
    )


def answer(token, **content):
    keeping.answer(keeping.find(token), content or {"use": 4})


def test_year_of_an_evaluation_from_the_mail_to_the_results(cast):
    run = opened(cast)
    visitor = Client()
    url = reverse("questionnaire", args=[run.here[0]])
    first = page(visitor.get(url))
    assert "Odpovědi jsou anonymní" in first
    assert SurveySheet.objects.count() == 0
    assert "Відповіді анонімні" in page(visitor.get(url + "?jazyk=uk"))
    assert visitor.post(url, {}).status_code == 422
    done = visitor.post(url + "?jazyk=en", {"use": "5", "change": "Více škol."})
    assert done["Location"].endswith("?jazyk=en")
    assert "Thank you" in page(visitor.get(done["Location"]))
    assert "sessionid" not in visitor.cookies
    for place, token in enumerate(run.here[1:], start=1):
        answer(token, use=place % 5 + 1, trust=4, missing=f"Chybí {place}.")
    for token in run.there:
        answer(token, use=1, change="Jen my.")
    above, head, away = browser(cast.above), browser(cast.head), browser(cast.stranger)
    running = page(above.get(reverse("survey", args=[run.survey.pk])))
    assert "Více škol." not in running
    assert not SurveyResult.objects.exists()
    above.post(reverse("survey-close", args=[run.survey.pk]))

    own = SurveyResult.objects.get(region=cast.region)
    whole = SurveyResult.objects.get(region=None)
    assert not SurveyResult.objects.filter(region=cast.other_region).exists()
    assert not SurveySheet.objects.exists()
    assert not SurveyKey.objects.exists()
    shown_here = page(head.get(reverse("survey-result", args=[own.pk])))
    assert "Více škol." in shown_here
    assert "Jen my." not in json.dumps([one.content for one in SurveyResult.objects.all()], ensure_ascii=False)
    by_key = {one["key"]: one for one in own.content["questions"]}
    assert sum(by_key["use"]["counts"]) == 6
    assert by_key["trust"]["counts"] == []  # all of them said the same
    assert whole.content["questions"][0]["counts"] == by_key["use"]["counts"]  # the small region is in no sum
    assert away.get(reverse("survey-result", args=[own.pk])).status_code == 404
    assert away.get(reverse("survey-result", args=[whole.pk])).status_code == 200
    book = load_workbook(io.BytesIO(head.get(reverse("survey-file", args=[own.pk, "xlsx"])).content))
    assert "Více škol." in [row[1] for row in book["Slovy"].values]
    draw_missing()
    assert head.get(reverse("survey-file", args=[own.pk, "pdf"])).content.startswith(b"%PDF")
    assert list(check_record()) == []
    assert Client().get(url).status_code == 404


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"change": "x" * 20_000}, "Text má 20000 znaků"),
        ({"change": "Volejte 602 123 456."}, "V textu je telefon"),
        ({"use": "9"}, "Vyberte jednu z nabízených odpovědí."),
        ({"change": "a\x00b"}, ""),
    ],
)
def test_bad_answer_gets_a_sentence_and_uses_no_key(cast, facts, sentence):
    run = opened(cast)
    response = Client().post(reverse("questionnaire", args=[run.here[0]]), {"missing": "Moje."} | facts)
    assert response.status_code == 422
    assert sentence in page(response)
    assert "Moje." in page(response)
    assert not SurveySheet.objects.exists()
    assert not SurveyKey.objects.filter(is_used=True).exists()


def test_key_opens_once_and_only_until_the_last_day(cast):
    run = opened(cast)
    url = reverse("questionnaire", args=[run.here[0]])
    key = keeping.find(run.here[0])
    answer(run.here[0])
    with pytest.raises(Refused, match="už někdo odpověděl"):
        keeping.answer(key, {"use": 1})
    assert Client().post(url, {"use": "1"}).status_code == 410
    assert SurveySheet.objects.count() == 1
    with pytest.raises(Refused, match="už skončilo"):
        keeping.answer(keeping.find(run.here[1]), {"use": 1}, now=timezone.now() + timedelta(days=21))
    assert Client().get(reverse("questionnaire", args=["uhodnuto"])).status_code == 404


def test_only_who_looks_after_all_opens_reminds_and_closes(cast):
    run = opened(cast)
    for verb in (keeping.remind, keeping.close_survey):
        with pytest.raises(MissingRight):
            verb(run.survey, by=cast.head)
    with pytest.raises(MissingRight):
        keeping.open_survey(TODAY.year + 1, LATER, by=cast.head)
    mail.outbox.clear()
    answer(run.here[0])
    assert keeping.remind(run.survey, by=cast.above) == 9  # who answered gets it too, because nobody knows
    assert not any("/dotaznik/" in message.body for message in mail.outbox)


# Nobody can be traced


def physical(table):
    """Rows as they lie in the database, with what it knows of who wrote them."""
    hidden = "ctid, xmin::text" if connection.vendor == "postgresql" else "rowid, 0"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {hidden}, * FROM {table} ORDER BY 1")  # noqa: S608 - names of our own tables
        return [row[1:] for row in cursor.fetchall()]


def test_rows_tell_neither_order_nor_moment_nor_key(cast):
    run = opened(cast, here=9)
    place, known = SurveyRegion.objects.get(region=cast.region), set()
    for number, token in enumerate(run.here):
        answer(token, change=f"Odpověď {number}")
        ids = set(SurveySheet.objects.values_list("pk", flat=True))
        assert not ids & known  # every answer of the region is another row now
        known |= ids
    sheets = physical("networks_surveysheet")
    own = set(place.keys.values_list("pk", flat=True))
    keys = [one for row in physical("networks_surveykey") for one in row if one in own]

    assert keys == sorted(own)
    assert len({writer for writer, *_row in sheets}) == 1
    assert {field.name for field in SurveySheet._meta.fields} == {"id", "place", "content"}
    assert {field.name for field in SurveyKey._meta.fields} == {"id", "place", "is_used"}
    assert list(Event.objects.filter(subject_kind=Subject.SURVEY).values_list("name", flat=True)) == ["open"]


def test_order_of_rows_is_that_of_the_lot(cast, monkeypatch):
    """A lot that draws by the words: whoever came when, the rows lie as it drew them."""
    run = opened(cast)
    monkeypatch.setattr(keeping.LOT, "shuffle", lambda contents: contents.sort(key=str, reverse=True))
    for number, token in zip((2, 0, 3, 1), run.here, strict=False):
        answer(token, change=f"Odpověď {number}")

    rows = [re.search(r"Odpov\S+ (\d)", str(row))[1] for row in physical("networks_surveysheet")]
    assert rows == ["3", "2", "1", "0"]


def test_two_backups_differ_by_a_number_alone_and_logs_hide_the_key(cast):
    run = opened(cast)

    def backed_up():
        models = (Survey, SurveyRegion, SurveyKey, SurveySheet, SurveyResult, Event)
        return {one.__name__: list(lines(one)) for one in models if one._meta.db_table not in LEFT_OUT}

    before = backed_up()
    answer(run.here[0], change="Tajné.")
    after = backed_up()

    assert [name for name in before if before[name] != after[name]] == ["SurveyRegion"]
    assert set(before) == {"Survey", "SurveyRegion", "SurveyResult", "Event"}
    assert run.here[0] not in redact(f"GET /dotaznik/{run.here[0]}/?jazyk=en")


# What may be shown

answers = st.fixed_dictionaries({}, optional={key: st.integers(1, 5) for key in ("use", "trust")})
regions = st.dictionaries(st.integers(1, 4), st.lists(answers, max_size=7), max_size=4)


@given(regions)
@settings(max_examples=60, deadline=None)
def test_nothing_below_the_threshold_can_be_solved(sheets):
    keys = ("use", "trust")
    groups = {name: shown(rows, keys, (), list.sort) for name, rows in groups_of(sheets).items()}
    small = {name: rows for name, rows in sheets.items() if 0 < len(rows) < LEAST}

    assert all(group.answered >= LEAST for group in groups.values())
    assert not set(groups) & set(small)
    for key in keys:
        cells = [group.spreads[key] for group in groups.values() if group.spreads[key]]
        assert all(sum(cell.values()) >= LEAST and len(cell) > 1 for cell in cells)
        total = summed(groups.values(), keys)[key] or {}
        assert total == {value: n for value in range(1, 6) if (n := sum(cell.get(value, 0) for cell in cells))}
        if TOGETHER in groups and groups[TOGETHER].spreads[key]:
            assert solutions(groups[TOGETHER].spreads[key], [len(rows) for rows in small.values()]) > 1


def solutions(spread, sizes):
    """In how many ways the first small region can have answered, given all that is published of them together."""
    values = sorted(spread)
    ways = set()
    for own in product(*(range(spread[value] + 1) for value in values)):
        rest = sum(spread.values()) - sum(own)
        if sum(own) <= sizes[0] and rest <= sum(sizes[1:]):
            ways.add(own)
    return len(ways)


def test_hand_worked_groups():
    rows = [{"use": value} for value in (1, 2, 3, 4)]
    assert groups_of({1: rows, 2: []}) == {}
    assert groups_of({1: rows, 2: rows[:1]}) == {TOGETHER: rows + rows[:1]}
    assert set(groups_of({1: [*rows, {"use": 5}], 2: rows})) == {1}
    assert spread_of([4, 4, 4, 4, 4]) is None
    assert spread_of([4, 4, 4, 4]) is None
    assert spread_of([4, 4, 4, 4, 1]) == {4: 4, 1: 1}
    assert (len(RATED), len(OPEN)) == (12, 2)


def test_questionnaire_asks_all_of_it_and_sends_what_it_shows(cast):
    run = opened(cast)
    url = reverse("questionnaire", args=[run.here[0]])
    client = Client()
    sent = fields(client.get(url)) | dict.fromkeys(RATED, "3")
    client.post(url, sent)
    assert SurveySheet.objects.get().content == dict.fromkeys(RATED, 3)
