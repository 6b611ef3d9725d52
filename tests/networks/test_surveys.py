"""Members evaluate their network: nothing tells whose an answer is, and what may not be shown is not kept."""

import io
import json
import re
from base64 import b64decode
from datetime import timedelta
from itertools import product
from random import Random
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from mailer.models import Message
from openpyxl import load_workbook

from centres.access import MissingRight
from centres.models import Event, Subject
from cpic.backup.rows import LEFT_OUT, lines
from cpic.logs import redact
from cpic.record import check_record
from goals.renderings import draw_missing
from goals.workflow import Refused
from networks.models import Gathering, Survey, SurveyKey, SurveyRegion, SurveyResult, SurveySheet, Topic
from networks.series.keeping import add_members
from networks.states import SeriesKind
from networks.surveys import keeping
from networks.surveys.counting import LEAST, TOGETHER, groups_of, shown, spread_of, summed
from networks.surveys.questions import OPEN, RATED, asked
from tests.factories import make_document, make_region
from tests.networks.networks_cast import make_partner, make_series, plan
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
    topic = Topic.objects.get()  # for its platform's next meeting, and no other's
    assert (topic.series, topic.note[:24]) == (cast.series, "Pozváno 6, odpovědělo 6.")
    make_document(TODAY.year)
    annual = page(above.get(reverse("annual-meeting", args=[TODAY.year])))
    assert reverse("survey-result", args=[whole.pk]) in annual
    assert f"Úkoly ministerstva {TODAY.year}" in annual
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


def backed_up():
    """All that a backup holds, by table; of mails in the queue what they say."""
    kept = {one._meta.db_table: one for one in apps.get_models(include_auto_created=True)}
    found = {name: list(lines(model)) for name, model in kept.items() if name not in LEFT_OUT}
    queue = [b64decode(json.loads(line)["message_data"]) for line in found["mailer_message"]]
    return found | {"mailer_message": queue}


def dumped():
    """Every table as it lies, and how far each counter of ids has come."""
    tables = {name: physical(name) for name in connection.introspection.table_names()}
    counters = "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"
    with connection.cursor() as cursor:
        cursor.execute(counters if connection.vendor == "postgresql" else "SELECT * FROM sqlite_sequence ORDER BY 1")
        return tables, cursor.fetchall()


def differing(before, after):
    return {name for name in before if before[name] != after[name]}


def test_no_dump_backup_queue_or_log_leads_from_an_answer_to_anybody(cast, settings):
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"
    settings.MAILER_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    opened(cast)
    with_the_queue = backed_up()
    waited = Message.objects.count()
    call_command("deliver_mail")
    tokens = re.findall(r"/dotaznik/([^/\s]+)/", "".join(message.body for message in mail.outbox))
    first, (tables, counters) = backed_up(), dumped()
    Client().post(reverse("questionnaire", args=[tokens[0]]), {"use": "5", "change": "Tajne."})
    second, (tables_now, counters_now) = backed_up(), dumped()

    assert len(tokens) == waited == 9
    assert differing(tables, tables_now) == {f"networks_survey{name}" for name in ("region", "key", "sheet")}
    assert counters_now == counters
    assert differing(first, second) == {"networks_surveyregion"}
    everything = "".join(map(str, (with_the_queue, first, second, tables, tables_now)))
    assert "Tajne." in everything
    assert [token for token in tokens if token in everything] == []
    assert tokens[0] not in redact(f"GET /dotaznik/{tokens[0]}/?jazyk=en")


# What may be shown

answers = st.fixed_dictionaries({}, optional={key: st.integers(1, 5) for key in ("use", "trust")})
regions = st.dictionaries(st.integers(1, 4), st.lists(answers, max_size=7), max_size=4)


@given(regions)
@settings(max_examples=60)
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
    said = shown([{"a": "z", "b": "k"}, {"a": "c", "b": "m"}], (), ("a", "b"), list.sort).words
    assert said == {"a": ["c", "z"], "b": ["k", "m"]}  # each question by a lot of its own
    assert (len(RATED), len(OPEN)) == (12, 2)


def test_questionnaire_asks_all_of_it_and_sends_what_it_shows(cast):
    run = opened(cast)
    url = reverse("questionnaire", args=[run.here[0]])
    client = Client()
    sent = fields(client.get(url)) | dict.fromkeys(RATED, "3")
    client.post(url, sent)
    assert SurveySheet.objects.get().content == dict.fromkeys(RATED, 3)


# Three questions after a meeting


def asked_after(cast, people=6, on=TODAY):
    """A meeting of the platform whose people are asked, and the link for all of them."""
    survey = keeping.open_after(plan(cast, on), people, by=cast.head)
    return survey, reverse("questionnaire", args=[survey.key])


def test_meeting_is_asked_by_one_code_from_the_wall_to_the_results(cast):
    gathering = plan(cast, TODAY)
    head, visitor = browser(cast.head), Client()
    of_meeting, ask = (reverse(name, args=[gathering.pk]) for name in ("gathering", "gathering-ask"))
    assert ask in page(head.get(of_meeting))
    assert "celé číslo od 5 do" in page(head.post(ask, {"people": "4"}))
    assert "Zadejte číslo, například 12" in page(head.post(ask, {"people": "pár"}))
    sheet = head.post(ask, {"people": "šest"})["Location"]
    url = reverse("questionnaire", args=[Survey.objects.get().key])
    assert len(url) < 25  # so that it can be typed from paper
    for shown_on in (head.get(sheet), head.get(of_meeting)):
        assert re.search(rf'asked-sheet__address">https?://\S+{url}<', page(shown_on))
        assert 'class="qr"' in page(shown_on)
    assert {'lang="vi">Buổi', 'lang="en">How'} <= set(re.findall(r'lang="\w\w">\w+', page(head.get(sheet))))
    first = page(visitor.get(url + "?jazyk=uk"))
    assert "Відповіді анонімні" in first
    assert first.count("<fieldset") == 2
    assert first.count("<textarea") == 1
    for value in (1, 5, 4, 4):
        assert visitor.post(url, {"useful": value, "next": f"Příště {value}."}).status_code == 302
    assert "Příště" not in page(head.get(of_meeting))
    for value in (5, 5):
        visitor.post(url, {"useful": value, "space": "3"})
    assert "Odpovědělo už tolik lidí" in page(visitor.get(url))
    assert visitor.post(url, {"useful": "5"}).status_code == 410
    head.post(reverse("gathering-asked-close", args=[gathering.pk]))

    result = SurveyResult.objects.get()
    assert [one["counts"] for one in result.content["questions"]] == [[3, 2, 0, 0, 1], []]
    assert sorted(result.content["words"][0]["said"]) == [["Příště 1."], ["Příště 4."], ["Příště 4."], ["Příště 5."]]
    assert "odpovědí nejvýš tolik, kolik bylo na setkání lidí" in json.dumps(result.content, ensure_ascii=False)
    assert reverse("survey-result", args=[result.pk]) in page(head.get(of_meeting))
    assert browser(cast.stranger).get(reverse("survey-result", args=[result.pk])).status_code == 404
    assert head.get(sheet).status_code == 302
    assert not SurveySheet.objects.exists()
    assert "Uzavřené" not in page(browser(cast.above).get(reverse("surveys")))  # it is no year's evaluation
    assert list(check_record()) == []


def test_too_few_after_a_meeting_leave_nothing_and_what_is_over_closes_by_itself(cast):
    survey, url = asked_after(cast)
    for _turn in range(LEAST - 1):
        Client().post(url, {"useful": "1", "next": "Tajne."})
    call_command("deliver_mail")
    assert SurveySheet.objects.count() == LEAST - 1
    keeping.close_over(timezone.now() + keeping.ASKED_FOR + timedelta(days=1))

    assert not SurveySheet.objects.exists()
    assert not SurveyResult.objects.exists()
    assert "méně než pět lidí" in page(browser(cast.head).get(reverse("gathering", args=[survey.gathering_id])))
    assert Client().get(url).status_code == 410
    closing = Event.objects.filter(subject_kind=Subject.SURVEY).latest("pk")
    assert (closing.name, closing.by, closing.role) == ("close", None, "")


def test_only_platforms_of_ours_are_asked_and_only_from_their_day(cast):
    ahead = plan(cast, TODAY + timedelta(days=3))
    group = make_series(cast.centre, kind=SeriesKind.WORKING_GROUP)
    for gathering in (ahead, Gathering.objects.create(series=group, on=TODAY)):
        with pytest.raises(Refused, match="jen po setkání krajské platformy"):
            keeping.open_after(gathering, 9, by=cast.head)
    with pytest.raises(MissingRight):
        keeping.open_after(ahead, 9, by=cast.stranger)
    survey, _url = asked_after(cast)
    with pytest.raises(MissingRight):
        keeping.close_survey(survey, by=cast.stranger)
    assert keeping.open_after(survey.gathering, 50, by=cast.head) == survey


# All published figures together


def published(survey):
    """By question what anybody can read of it: counts of regions, those of all, and how many answered where."""
    results = {one.region_id: one.content for one in survey.results.all()}
    of_all = {} if survey.gathering_id else {one["key"]: one["counts"] for one in results[None]["questions"]}
    answered = dict(survey.regions.values_list("region", "answered"))
    for key in asked(survey)[0]:
        known = {
            region: next(one["counts"] for one in content["questions"] if one["key"] == key)
            for region, content in results.items()
            if region
        }
        yield {region: counts for region, counts in known.items() if counts}, of_all.get(key) or [], answered


def ways(known, rest, answered):
    """Of each place whose counts are not shown, in how many ways people there can have answered: all solutions in whole
    numbers of the equations that the figures make."""
    hidden = [place for place in answered if place not in known and answered[place]]
    mixes = {
        place: [one for one in product(range(answered[place] + 1), repeat=5) if sum(one) <= answered[place]]
        for place in hidden
    }
    small = [place for place in hidden if answered[place] < LEAST]
    found = {place: set(mixes[place]) for place in hidden}
    if any(rest):  # what is left of the sum is of places that were counted together
        found |= {place: set() for place in small}
        for solution in product(*(mixes[place] for place in small)):
            if [sum(counts) for counts in zip(*solution, strict=True)] == rest:
                for place, own in zip(small, solution, strict=True):
                    found[place].add(own)
    return {place: len(own) for place, own in found.items()}


def may_be_known(counts):
    """Of a group: five people at least, who did not all say the same."""
    return sum(counts) >= 5 and sum(map(bool, counts)) > 1


def solved(survey):
    """Hold all figures of the evaluation to the rule, also those that nobody wrote down but a subtraction gives; in how
    many ways what is hidden can be."""
    for known, of_all, answered in published(survey):
        rest = [total - sum(counts[at] for counts in known.values()) for at, total in enumerate(of_all)]
        assert all(map(may_be_known, known.values()))
        assert not any(rest) or may_be_known(rest)
        assert sum(rest) <= sum(count for count in answered.values() if count < 5)
        yield ways(known, rest, answered)


@pytest.mark.parametrize("sizes", [(6, 3, 2, 0), (6, 3, 0, 0), (6, 2, 2, 0), (7, 5, 4, 1)], ids=str)
def test_solver_over_all_published_figures_finds_no_single_solution(cast, sizes):
    """A year's evaluation and questions after meetings of the same regions; places with enough, too few, and nobody.
    In the first place all say the same to one question and few say anything to another."""
    dice = Random(sum(sizes))  # noqa: S311 - the same answers each time
    regions = [cast.region, cast.other_region, *(make_region(nuts3=f"CZ07{n}") for n in (1, 2))]
    year = Survey.objects.create(year=TODAY.year, opened_at=timezone.now(), closes_on=TODAY)
    survey, _url = asked_after(cast)
    other, _url = asked_after(cast, on=TODAY - timedelta(days=1))
    places = [(year.regions.create(region=one, invited=9), size) for one, size in zip(regions, sizes, strict=True)]
    places += [(survey.regions.get(), 6), (other.regions.get(), 4)]
    for place, size in places:
        rated = asked(place.survey)[0]
        for number in range(size):
            content = {key: dice.randint(1, 5) for key in rated if dice.random() < 0.9}
            if size > LEAST:
                content |= dict.fromkeys([key for key in ("trust", "space") if key in rated], 4)
            if size > LEAST and number >= 4:
                content.pop("roles", None)
            place.sheets.create(content=content | ({"change": f"tajne-{place.region_id}"} if size < LEAST else {}))
        SurveyRegion.objects.filter(pk=place.pk).update(answered=size)
    for one in (year, survey, other):
        keeping.close_survey(one, by=cast.above)

    counted = [ways for one in (year, survey, other) for ways in solved(one)]
    assert sum(map(len, counted)) >= 12
    assert min(way for one in counted for way in one.values()) > 1
    small = [size for size in sizes if 0 < size < 5]
    said = {one.region_id: json.dumps(one.content) for one in year.results.all()}
    assert said.pop(None).count("tajne") == (sum(small) if sum(small) >= 5 else 0)
    assert not any("tajne" in one for one in said.values())
    assert not other.results.exists()
