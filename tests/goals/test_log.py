"""The log of all events: found by filters, page by page, and taken away with just the rows that were found."""

import csv
import io
import json
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.text import slugify

from centres.events import LABELS, record_event
from centres.models import Centre, Role, Subject, User
from evaluations.models import Closing, Meeting
from evaluations.teams import team_meeting
from evaluations.transitions import CLOSING, MEETING
from goals.models import Goal, Plan
from goals.states import Decision
from goals.transitions import BY_NAME, WRITTEN
from networks.public.releasing import page_of, save_page
from tests.factories import PRAGUE, events_about, make_centre, make_document, make_goal, make_record, make_user
from tests.world import browser, page

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
AT = datetime(2026, 5, 4, 12, 0, tzinfo=PRAGUE)


@pytest.fixture
def events():
    """Three events of two people in two centres and two years."""
    jana = make_user(
        Role.HEAD, centre=make_centre(slug="liberec", name="CPIC Liberec"), first_name="Jana", last_name="Malá"
    )
    petr = make_user(Role.STAFF, centre=make_centre(slug="plzen", name="CPIC Plzeň"))
    ours = make_goal(make_document(2026), centre=jana.memberships.get().centre, number=None)
    theirs = make_goal(make_document(2027), centre=petr.memberships.get().centre, number=None)
    return [
        make_event(ours, "create", by=jana, at=AT),
        make_event(ours, "submit", by=jana, at=AT + timedelta(days=1)),
        make_event(theirs, "create", by=petr, at=AT + timedelta(days=2), comment="Má; důvod\ns řádky"),
    ]


def make_event(goal, name, *, by, at=AT, **facts):
    facts = {"role": Role.HEAD, "content": goal.text, "version": 1} | facts
    return record_event(goal, name, by=by, at=at, **facts)


def goal_of(event):
    return Goal.objects.get(pk=event.subject_id)


@pytest.fixture
def administrator():
    return browser(make_user(Role.ADMINISTRATOR))


def shown(client, query=""):
    return [row["event"].pk for row in client.get(f"/prace/zaznam/?{query}").context["rows"]]


def exported(client, query=""):
    text = client.get(f"/prace/zaznam.csv?{query}").getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


QUERIES = [
    ("", [2, 1, 0]),
    ("centre=liberec", [1, 0]),
    ("year=2027", [2]),
    ("name=goal-create", [2, 0]),
    ("since=2026-05-05", [2, 1]),
    ("until=2026-05-05", [1, 0]),
    ("since=5. 5. 2026&until=5. 5. 2026", [1]),
    ("name=goal-create&centre=plzen", [2]),
    ("name=goal-approve", []),
    ("centre=&name=", [2, 1, 0]),
]


@pytest.mark.parametrize(("query", "found"), QUERIES)
def test_filter_finds_newest_first_and_the_file_has_the_same_rows(administrator, events, query, found):
    assert shown(administrator, query) == [events[at].pk for at in found]
    times = [timezone.localtime(events[at].at).strftime("%Y-%m-%d %H:%M:%S") for at in found]
    assert [row["kdy"] for row in exported(administrator, query)] == times


def test_filter_by_person(administrator, events):
    assert shown(administrator, f"by={events[0].by_id}") == [events[1].pk, events[0].pk]


def test_day_ends_at_midnight_here(administrator, events):
    late = make_event(goal_of(events[0]), "write", by=events[0].by, at=datetime(2026, 5, 4, 23, 30, tzinfo=PRAGUE))
    early = make_event(goal_of(events[0]), "write", by=events[0].by, at=datetime(2026, 5, 5, 0, 30, tzinfo=PRAGUE))

    assert shown(administrator, "until=2026-05-04") == [late.pk, events[0].pk]
    assert early.pk in shown(administrator, "since=2026-05-05")


def test_pages_keep_the_filter(administrator, events):
    for number in range(60):
        make_event(goal_of(events[0]), "write", by=events[0].by, at=AT + timedelta(minutes=number))

    first = administrator.get("/prace/zaznam/?name=goal-write")
    second = administrator.get("/prace/zaznam/?name=goal-write&page=2")

    assert [len(each.context["page"].object_list) for each in (first, second)] == [50, 10]
    assert "name=goal-write&page=2" in page(first)
    assert "60 událostí" in page(first)
    assert len(exported(administrator, "name=goal-write")) == 60


def test_file_says_who_in_which_role_and_what(administrator, events):
    row = exported(administrator, "centre=plzen")[0]

    assert (row["kdo"], row["v roli"], row["co"]) == (events[2].by.email, "vedoucí centra", "Cíl založen")
    assert (row["centrum"], row["rok"], row["důvod"]) == ("CPIC Plzeň", "2027", "Má; důvod\ns řádky")
    assert row["čeho se týká"] == f"Návrh „{events[2].content}“"
    assert row["obsah v té chvíli"] == events[2].content


def test_file_opens_in_a_spreadsheet_as_it_is(administrator, events):
    response = administrator.get("/prace/zaznam.csv")

    assert response.streaming  # however long the log has become
    assert response.getvalue().startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"] == 'attachment; filename="zaznam.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\u200b=1", "\ufeff\u00a0＝1"])
def test_file_holds_no_formula(administrator, events, text):
    make_event(goal_of(events[0]), "return", by=events[0].by, comment=text, content=text)

    row = exported(administrator, "name=goal-return")[0]

    assert (row["důvod"], row["obsah v té chvíli"]) == (f"'{text.strip()}", f"'{text}")


def test_event_of_a_year_names_its_document(administrator, events):
    record_event(make_document(2028), "open_year", by=events[0].by, role=Role.DEPARTMENT_HEAD, at=AT)

    shown = page(administrator.get("/prace/zaznam/?name=document-open_year"))

    assert "Rok otevřen" in shown
    assert "Operační cíle center 2028" in shown


def test_record_of_nothing_says_so(administrator):
    assert "Zatím se nic nestalo" in page(administrator.get("/prace/zaznam/"))
    assert "Výběru neodpovídá žádná událost" in page(administrator.get("/prace/zaznam/?name=goal-create"))


def test_log_says_what_was_so_then_whatever_is_renamed_since(administrator, events):
    Centre.objects.filter(slug="liberec").update(name="Přejmenované centrum")
    User.objects.filter(pk=events[0].by_id).update(email="jina@example.cz", first_name="Jiná", last_name="Osoba")
    Goal.objects.filter(pk=events[0].subject_id).update(number=9, position=7, text="Jiné znění.")

    text = page(administrator.get("/prace/zaznam/?centre=liberec"))
    rows = exported(administrator, "centre=liberec")

    assert "Jana Malá, vedoucí centra" in text
    assert text.count(f"{events[0].content}“, CPIC Liberec 2026") == 2
    assert {(row["jméno"], row["kdo"], row["centrum"]) for row in rows} == {
        ("Jana Malá", events[0].by_email, "CPIC Liberec")
    }


@pytest.fixture
def of_evaluation():
    """Three events of two people in two centres and two years: of a record, of its month, of a closing."""
    liberec = make_centre(slug="liberec", name="CPIC Liberec")
    plzen = make_centre(slug="plzen", name="CPIC Plzeň")
    jana, petr = make_user(Role.HEAD, centre=liberec), make_user(Role.HEAD, centre=plzen)
    record = make_record(liberec, on=date(2026, 3, 3), by=jana, title="Kurz češtiny")
    closing = Closing.objects.create(plan=Plan.objects.create(document=make_document(2027), centre=plzen))
    meeting = team_meeting(liberec, 2026, 3)
    facts = {"role": Role.HEAD, "version": 2}
    at = datetime(2026, 4, 4, 12, 0, tzinfo=PRAGUE)
    return [
        events_about(record).get(),
        record_event(meeting, "close", by=jana, at=at, **facts),
        record_event(closing, "send", by=petr, at=at + timedelta(days=1), comment="Má; důvod\ns řádky", **facts),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [2, 1, 0]),
        ("centre=liberec", [1, 0]),
        ("centre=plzen", [2]),
        ("year=2027", [2]),
        ("name=record-add", [0]),
        ("name=closing-send", [2]),
        ("name=meeting-write", []),
        ("since=2026-04-04", [2, 1]),
        ("until=2026-04-04", [1, 0]),
        ("name=meeting-close&centre=liberec", [1]),
        ("centre=&name=", [2, 1, 0]),
    ],
)
def test_events_of_meetings_records_and_closings_are_found_in_the_same_log(administrator, of_evaluation, query, found):
    make_document(2026)

    assert shown(administrator, query) == [of_evaluation[at].pk for at in found]
    assert [row["kdo"] for row in exported(administrator, query)] == [of_evaluation[at].by.email for at in found]


@pytest.mark.parametrize("query", ["name=send", "name=closing-", "since=zítra", "centre=nikde", "by=0", "year=x"])
def test_question_that_means_nothing_finds_nothing(administrator, of_evaluation, query):
    for address in ("/prace/zaznam/", "/prace/zaznam.csv"):
        assert administrator.get(f"{address}?{query}").status_code == 400
    assert shown(administrator, query) == []
    assert exported(administrator, query) == []


def test_page_says_what_events_of_evaluation_are_about(administrator, of_evaluation):
    text = page(administrator.get("/prace/zaznam/"))

    for words in (
        "Záznam: zapsáno",
        "Kurz češtiny, 3. 3. 2026, CPIC Liberec",
        "Porada: uzavřeno",
        "porada centra, březen 2026, CPIC Liberec",
        "Uzávěrka: odesláno",
        "uzávěrka roku 2027, CPIC Plzeň",
    ):
        assert words in text


def test_file_says_what_events_of_evaluation_are_about(administrator, of_evaluation):
    row = exported(administrator, "centre=plzen")[0]

    assert (row["kdy"], row["v roli"], row["co"], row["centrum"]) == (
        *("2026-04-05 12:00:00", "vedoucí centra"),
        *("Uzávěrka: odesláno", "CPIC Plzeň"),
    )
    assert (row["čeho se týká"], row["důvod"]) == ("uzávěrka roku 2027", "Má; důvod\ns řádky")


def test_a_full_page_asks_as_often_as_one_with_a_single_row(administrator, of_evaluation):
    with CaptureQueriesContext(connection) as few:
        administrator.get("/prace/zaznam/?name=meeting-close")
    meeting = Meeting.objects.get(pk=of_evaluation[1].subject_id)
    for number in range(60):
        at = AT + timedelta(minutes=number)
        record_event(meeting, "write", by=of_evaluation[1].by, role=Role.HEAD, at=at, version=2)

    with CaptureQueriesContext(connection) as many:
        administrator.get("/prace/zaznam/?name=meeting-write")

    assert len(many) == len(few)


def test_every_event_that_the_transitions_make_has_its_label():
    made = {
        Subject.GOAL: {
            *(*BY_NAME, "supersede", *WRITTEN, *Decision.values),
            *("feed", "attach", "take_away", "end_at_once", "resume", "mend"),
            *("set_owner", "continue", "hand_over"),
        },
        Subject.MEETING: {
            *("write", "remind", "ask", "decline", "settle", "change_action", "attach", "take_away"),
            *(transition.name for transition in MEETING),
        },
        Subject.CLOSING: {"write", "object", *(transition.name for transition in CLOSING)},
        Subject.RECORD: {"add", "correct", "remove", "restore", "attach", "take_away"},
    }

    assert {kind: set(LABELS[kind]) for kind in made} == made


def test_file_says_codes_and_json_in_czech(administrator, of_evaluation):
    record, meeting, closing = of_evaluation
    goal = make_goal(make_document(2026), centre=record.centre, number=7)
    make_event(goal, "submit", by=record.by, source="draft", target="submitted")
    facts = {"by": record.by, "role": Role.HEAD, "at": AT, "version": 3}
    written = {
        "meeting": {"held_on": "2026-04-02", "attendance": 5, "note": "Zaznělo."},
        str(goal.pk): {
            "stand": "at_risk",
            "said": "Chybí lektor.",
            "next_step": "",
            "numbers": [[1, "2.50"], [2, None]],
        },
    }
    content = json.dumps(written, ensure_ascii=False)
    about = Meeting.objects.get(pk=meeting.subject_id)
    record_event(about, "write", source="open", target="closed", content=content, **facts)

    rows = {name: exported(administrator, f"name={name}")[0] for name in ("goal-submit", "meeting-write", "record-add")}

    assert [(row["z"], row["do"]) for row in rows.values()] == [
        ("rozepsaný", "odeslaný ke schválení"),
        ("otevřená", "uzavřená"),
        ("", ""),
    ]
    contents = {name: row["obsah v té chvíli"].replace("\xa0", " ") for name, row in rows.items()}
    assert (
        contents["record-add"]
        == "Ukazatel: Ukazatel sociokulturni-kurzy; Den: 3. 3. 2026; Počet: 1; Název: Kurz češtiny"
    )
    assert contents["meeting-write"].splitlines() == [
        "konala se: 2. 4. 2026; účastníků: 5; co zaznělo: Zaznělo.",
        "cíl 7 – jak stojí: ohroženo; co je nového: Chybí lektor.; zapsaná čísla: 2,5",
    ]


def test_file_says_what_was_written_on_the_page_of_a_region(administrator):
    """It is about the web as a whole, like a restored backup, of which only a moment is kept."""
    region = make_centre().region
    save_page(page_of(region), {"aims": "Jinak."}, by=make_user(Role.DEPARTMENT_HEAD))

    assert "Jinak." in exported(administrator)[0]["obsah v té chvíli"]


def test_filters_list_centres_and_people_by_the_czech_alphabet(administrator):
    for name in ("Chomutov", "Cheb", "Ústí", "Česká Lípa", "Cvikov", "Hodonín", "Žatec", "Zlín"):
        make_centre(name=name, slug=slugify(name))
        make_user(last_name=name)

    fields = administrator.get("/prace/zaznam/").context["filter"].form.fields

    names = "Cvikov Česká_Lípa Hodonín Cheb Chomutov Ústí Zlín Žatec".replace("_", " ")
    assert " ".join(str(label) for value, label in fields["centre"].choices if value) == names
    people = [str(label) for value, label in fields["by"].choices if value]
    assert " ".join(label for label in people if "@" not in label) == names
