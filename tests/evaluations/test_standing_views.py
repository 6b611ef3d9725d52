"""What the pages of how a year stands say, to whom, and what they say where there is nothing to see yet."""

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from centres.models import Event, Role
from evaluations.meetings.actions import NewAction
from evaluations.meetings.contents import ActionContent, EntryContent, Written, fingerprint
from evaluations.meetings.writing import close as close_meeting
from evaluations.meetings.writing import write
from evaluations.models import Evidence, Meeting
from evaluations.records.sources import set_source
from evaluations.states import MeetingKind, Rating
from evaluations.teams import network_meeting, team_meeting
from goals.models import Goal, Plan, Target
from goals.states import Kind, Level
from goals.workflow import perform
from goals.writing import Content, TargetContent, amend
from tests.factories import (
    PRAGUE,
    approve,
    close_month,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_indicator,
    make_network_goal,
    make_record,
    make_region,
    make_user,
)
from tests.world import browser, page

pytestmark = pytest.mark.django_db
YEAR = 2026
NOW = datetime(YEAR, 5, 20, 9, 0, tzinfo=PRAGUE)
COURSES = {"kind": Kind.COUNT, "value": 12, "unit": "kurzů"}
WORDS = {"kind": Kind.NARRATIVE}


@pytest.fixture(autouse=True)
def may(monkeypatch, settings):
    """It is the twentieth of May; months are to be closed by the tenth of the next."""
    settings.MEETING_GRACE_DAYS = 10
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def document():
    return make_document(YEAR)


@pytest.fixture
def centre(document):
    centre = make_centre(slug="liberec", name="CPIC Liberec", region=make_region(nuts3="CZ051", name="Liberecký kraj"))
    Plan.objects.create(document=document, centre=centre)
    return centre


@pytest.fixture
def head(centre):
    return make_user(Role.HEAD, centre=centre)


@pytest.fixture
def above():
    return make_user(Role.DEPARTMENT_HEAD)


@pytest.fixture
def courses(document, centre):
    """A goal of twelve courses that has come out."""
    return published(document, centre, text="Uspořádat nejméně 12 kurzů.")


def published(document, centre, *, target=COURSES, **facts):
    goal = make_goal(document, centre=centre, targets=[target], **facts)
    make_edition(document, goal)
    return Goal.objects.select_related("centre", "document").get(pk=goal.pk)


def network_of_courses():
    goal = make_network_goal(level=Level.LONG_TERM)
    Target.objects.create(goal=goal, position=1, kind=Kind.COUNT, value=200, unit="kurzů")
    return approve(goal)


def fed(goal, by, **facts):
    return set_source(Target.objects.select_related("goal__centre").get(goal=goal), make_indicator(), by=by, **facts)


def say(centre, month, goal, rating, said="", next_step=""):
    meeting = team_meeting(centre, YEAR, month)
    content = EntryContent(rating=rating, said=said)
    agreed = [NewAction(goal.root_id, ActionContent(next_step, "head", meeting.last_day))] if next_step else []
    now = datetime(YEAR, month, meeting.last_day.day, 16, tzinfo=PRAGUE)
    written = {goal.root_id: Written(content, fingerprint(EntryContent()))}
    return close_meeting(meeting, entries=written, new_actions=agreed, by=make_user(Role.HEAD, centre=centre), now=now)


def read(person, name, *args, query=""):
    response = browser(person).get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return " ".join(page(response).split())


def sheets(person, name, *args, query=""):
    response = browser(person).get(reverse(name, args=args) + query)
    assert response.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    book = load_workbook(io.BytesIO(response.content))
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


# A centre


def test_centre_sees_how_its_goals_stand(centre, head, courses):
    fed(courses, head)
    for day in (10, 20):
        make_record(centre, on=date(YEAR, 2, day))
    say(centre, 2, courses, Rating.AT_RISK, "Chybí lektor.", "Najít nového.")

    text = read(head, "centre-standing", YEAR, "liberec")

    assert "Stav k 20. 5. 2026" in text
    assert "Plní se nebo je splněno 0 z 1 cíle." in text
    assert "2 z 12 kurzů, čekalo by se 5" in text
    assert "Stav k 20. 5. 2026 je 2, cíl je 12, rovnoměrnému postupu odpovídá 4,6." in text
    assert "Chybí lektor." in text
    assert "Další krok: Najít nového." in text
    assert "Porada to vidí jinak: ohroženo." in text
    assert f'href="/prace/cil/{courses.pk}/prubeh/"' in text


def test_centre_is_told_what_is_missing(centre, head, courses):
    close_month(centre, YEAR, 1)

    text = read(head, "centre-standing", YEAR, "liberec")

    assert "1 cílová hodnota nemá určený ukazatel" in text
    assert 'href="/prace/2026/liberec/porady/2/">únor</a> (po termínu)' in text
    assert "porady/1/" not in text


def test_month_can_be_looked_back_at(centre, head, courses):
    fed(courses, head)
    make_record(centre, on=date(YEAR, 1, 10))
    make_record(centre, on=date(YEAR, 3, 10))

    text = read(head, "centre-standing", YEAR, "liberec", query="?mesic=2")

    assert "Stav k 28. 2. 2026" in text
    assert "1 z 12 kurzů, čekalo by se 2" in text


@pytest.mark.parametrize("month", ["0", "6", "13", "unor", "-1", "1e3"])
def test_month_that_has_not_begun_or_is_none_is_not_found(centre, head, courses, month):
    response = browser(head).get(reverse("centre-standing", args=[YEAR, "liberec"]), {"mesic": month})

    assert response.status_code == 404


def test_branches_that_join_are_named(centre, head, courses):
    make_centre(name="CPIC Frýdlant", parent=centre)

    assert "Počítají se i záznamy poboček: CPIC Frýdlant." in read(head, "centre-standing", YEAR, "liberec")


def test_year_without_an_approved_goal_says_so(centre, head):
    assert "Centrum zatím nemá na tento rok žádný schválený cíl." in read(head, "centre-standing", YEAR, "liberec")


def test_year_that_has_not_begun_says_so(centre, head):
    Plan.objects.create(document=make_document(2027), centre=centre)

    text = read(head, "centre-standing", 2027, "liberec")

    assert "Rok 2027 ještě nezačal" in text
    assert "měsíce" not in text


def test_centre_without_a_closed_meeting_says_that_it_has_only_records(centre, head, courses, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(YEAR, 1, 20, tzinfo=PRAGUE))

    assert "Žádná porada zatím není uzavřená" in read(head, "centre-standing", YEAR, "liberec")


def test_amended_target_shows_what_it_was(centre, head, courses):
    _amend(courses, Decimal(9), head)

    text = read(head, "centre-standing", YEAR, "liberec")

    assert "nejméně 9 kurzů" in text
    assert "původně nejméně 12 kurzů" in text


def test_centres_table_holds_numbers(centre, head, courses):
    fed(courses, head)
    make_record(centre, on=date(YEAR, 2, 10), amount=Decimal("1.5"))

    [[headings, row]] = sheets(head, "centre-standing-export", YEAR, "liberec")

    found = dict(zip(headings, row, strict=True))
    assert (found["Dosaženo"], found["Cíl v číslech"], found["Čekalo by se"]) == (1.5, 12, 4.6)
    assert (found["Stav"], found["Ukazatel"]) == ("neplní se", "Ukazatel sociokulturni-kurzy")


def test_centres_table_holds_a_goal_that_has_no_target(centre, head, above, courses):
    spoken = Content("Lépe informovat komunitu.", (), reason="Číslo nic neříkalo.")
    perform(perform(amend(courses, spoken, by=head), "submit", by=head), "approve", by=above)
    say(centre, 1, courses, Rating.AT_RISK, "Nemáme tlumočníka.")

    [[headings, row]] = sheets(head, "centre-standing-export", YEAR, "liberec")

    found = dict(zip(headings, row, strict=True))
    assert (found["Znění"], found["Cílová hodnota"], found["Dosaženo"]) == ("Lépe informovat komunitu.", None, None)
    assert (found["Stav"], found["Co je nového"]) == ("ohroženo", "Nemáme tlumočníka.")


def _amend(goal, value, head):
    content = Content.of(Goal.objects.prefetch_related("targets").get(pk=goal.pk))
    target = TargetContent(kind=Kind.COUNT, value=value, unit="kurzů")
    changed = Content(content.text, (target,), reason="Méně lektorů.")
    change = perform(amend(goal, changed, by=head), "submit", by=head)
    return perform(change, "approve", by=make_user(Role.DEPARTMENT_HEAD))


# The network


@pytest.fixture
def network(document, centre):
    """Liberec slips; Plzeň stands well and has all its meetings closed."""
    slipping = published(document, centre, target=WORDS, text="Cíl, který zaostává.")
    other = make_centre(slug="plzen", name="CPIC Plzeň", region=make_region(nuts3="CZ032", name="Plzeňský kraj"))
    Plan.objects.create(document=document, centre=other)
    published(document, other, target=WORDS, text="Cíl, který se plní.")
    say(centre, 1, slipping, Rating.OFF_TRACK, "Nemáme místnost.")
    for month in range(1, 5):
        close_month(other, YEAR, month)
    return slipping


def test_network_shows_months_slips_and_who_has_not_met(network, above):
    text = read(above, "network-standing", YEAR)

    assert "Plní se nebo je splněno 1 ze 2 cílů." in text
    assert "Porad uzavřeno 5 z 8." in text
    assert '<span class="visually-hidden">leden: 1 neplní se</span>' in text
    assert "únor: po termínu, uzavřít se měla do 10. 3. 2026" in text
    assert "Cíl, který zaostává." in text
    assert "Nemáme místnost." in text
    assert "od ledna" in text
    assert "Cíl, který se plní." not in text
    assert "Plzeňský kraj" in text


def test_network_is_filtered_by_region_and_state(network, above):
    for query in ("?region=CZ032", "?state=on_track"):
        text = read(above, "network-standing", YEAR, query=query)

        assert "1 ze 2 center" in text
        assert "Cíl, který zaostává." not in text
        assert "Všechna centra mají všechny uplynulé měsíce uzavřené." in text
    for query in ("?state=late", "?state=off_track", "?region=CZ051"):
        assert "Cíl, který zaostává." in read(above, "network-standing", YEAR, query=query)


def test_filter_that_fits_nothing_says_what_to_do(network, above):
    text = read(above, "network-standing", YEAR, query="?state=done")

    assert "Výběru neodpovídá žádné centrum" in text
    assert "Zobrazit všechna centra" in text


def test_filter_that_is_none_is_an_error(network, above):
    response = browser(above).get(reverse("network-standing", args=[YEAR]), {"state": "nesmysl"})

    assert response.status_code == 400
    assert "Tento výběr neplatí" in page(response)


@pytest.mark.parametrize("name", ["network-standing", "director-page"])
def test_year_of_the_network_without_goals_or_ahead_says_so(above, centre, name):
    text = read(above, name, YEAR)

    assert "Na rok 2026 zatím není schválený žádný cíl." in text


def test_year_ahead_with_goals_says_when_it_begins(above, centre):
    document = make_document(2027)
    Plan.objects.create(document=document, centre=centre)
    published(document, centre, target=WORDS)

    assert "Jak centra stojí, se tu ukáže od 1. ledna 2027." in read(above, "network-standing", 2027)


def test_networks_tables_hold_numbers_and_days(network, above):
    months, slips = sheets(above, "network-standing-export", YEAR)

    january, closed = datetime(YEAR, 1, 1), datetime(YEAR, 1, 31)
    assert months[1][:7] == ("CPIC Liberec", "Liberecký kraj", january, "neplní se", closed, 1, 1)
    assert months[1][7:] == (0, 0, 1, 0, 0)
    assert months[2][3:6] == ("po termínu", None, 1)
    assert len(months) == 1 + 5 + 5
    assert [row[0:5] for row in slips[1:]] == [
        ("CPIC Liberec", network.position, "Cíl, který zaostává.", "neplní se", datetime(YEAR, 1, 1))
    ]


def test_table_holds_what_the_filter_found(network, above):
    months, _slips = sheets(above, "network-standing-export", YEAR, query="?region=CZ032")

    assert {row[0] for row in months[1:]} == {"CPIC Plzeň"}


# Reminding


def test_department_head_reminds_a_team_by_one_press(network, above):
    client = browser(above)

    response = client.post(reverse("remind", args=[YEAR]), {"centre": "liberec"}, follow=True)

    text = " ".join(page(response).split())
    assert response.redirect_chain == [("/prace/2026/prehled/", 302)]
    assert "Připomínku porady dostalo 1 centrum." in text
    assert "dnes připomenuto" in text
    reminded = Event.objects.filter(name="remind").values("subject_id")
    assert sorted(Meeting.objects.filter(pk__in=reminded).values_list("month", flat=True)) == [2, 3, 4]


def test_team_is_not_reminded_twice_a_day(network, above):
    client = browser(above)
    client.post(reverse("remind", args=[YEAR]), {"centre": "liberec"}, follow=True)

    response = client.post(reverse("remind", args=[YEAR]), {"centre": "liberec"}, follow=True)

    assert "Není co připomínat" in page(response)
    assert Event.objects.filter(name="remind").count() == 3


def test_team_without_late_months_is_not_reminded(network, above):
    browser(above).post(reverse("remind", args=[YEAR]), {"centre": "plzen"})

    assert not Event.objects.filter(name="remind").exists()


def test_reminder_of_an_unknown_centre_is_not_found(network, above):
    response = browser(above).post(reverse("remind", args=[YEAR]), {"centre": ["liberec", "jinde"]})

    assert response.status_code == 404
    assert not Event.objects.filter(name="remind").exists()


def test_director_sees_who_reminds_and_has_no_button(network):
    text = read(make_user(Role.DIRECTOR), "network-standing", YEAR)

    assert "Připomenout poradu může vedoucí odboru." in text
    assert "/pripomenout/" not in text


# The director's page


def test_directors_page_says_the_year(network):
    text = read(make_user(Role.DIRECTOR), "director-page", YEAR)

    assert "Plní se nebo je splněno 1 ze 2 cílů." in text
    assert "<strong>5 z 8</strong> porad center uzavřeno" in text
    assert "<strong>0 ze 4</strong> porad vedoucích uzavřeno" in text
    assert "Uzávěrka roku zatím nezačala." in text
    assert "Cíl, který zaostává." in text
    assert "od ledna" in text


def test_directors_table_has_a_row_a_centre(network):
    [[headings, liberec, plzen]] = sheets(make_user(Role.DIRECTOR), "director-page-export", YEAR)

    assert headings[3:8] == ("plní se", "ohroženo", "neplní se", "splněno", "bez hodnocení")
    assert liberec == ("CPIC Liberec", "Liberecký kraj", 1, 0, 0, 1, 0, 0, 1, 4, None)
    assert plzen == ("CPIC Plzeň", "Plzeňský kraj", 1, 1, 0, 0, 0, 0, 4, 4, None)


# One goal


def test_goals_course_has_chart_table_words_and_records(centre, head, courses):
    fed(courses, head)
    record = make_record(centre, on=date(YEAR, 2, 10), title="Kurz o bydlení")
    Evidence.objects.create(
        record=record, name="prezence.pdf", kind="pdf", stored="x", size=1, sha256="x", added_by=head, added_at=NOW
    )
    say(centre, 2, courses, Rating.OFF_TRACK, "Chybí lektor.", "Najít nového.")

    text = read(head, "goal-progress", courses.pk)

    assert "<title>Průběh roku: nejméně 12 kurzů</title>" in text
    assert '<th scope="row">únor 2026</th>' in text
    assert "Chybí lektor." in text
    assert "Při uzavření: Stav k 28. 2. 2026 je 1" in text
    assert "1 záznam</caption>" in text
    assert "Kurz o bydlení" in text
    assert "prezence.pdf" in text


def test_record_says_where_else_it_counts_and_both_ends_agree(centre, head, courses, above):
    long_term = network_of_courses()
    fed(courses, head)
    fed(long_term, above)
    make_record(centre, on=date(YEAR, 2, 10), title="Kurz o bydlení")

    own = read(head, "goal-progress", courses.pk)
    network = read(above, "goal-progress", long_term.pk)

    assert f'<a href="/prace/cil/{long_term.pk}/prubeh/?rok=2026">' in own
    assert f'<a href="/prace/cil/{courses.pk}/prubeh/">' in network
    assert "Kurz o bydlení" in own
    assert "Kurz o bydlení" in network


def test_records_of_others_are_counted_and_not_shown(centre, head, document, above):
    long_term = network_of_courses()
    fed(long_term, above)
    make_record(centre, on=date(YEAR, 2, 10), title="Náš kurz")
    for day in (1, 2):
        make_record(make_centre(), on=date(YEAR, 3, day), title="Cizí kurz")

    text = read(head, "goal-progress", long_term.pk)

    assert "Náš kurz" in text
    assert "Cizí kurz" not in text
    assert "Do čísla se počítají i 2 záznamy jiných center, které tu nevidíte." in text


def test_topic_decides_which_records_count(centre, head, courses):
    fed(courses, head, topic="Bydlení")
    make_record(centre, on=date(YEAR, 2, 10), title="Počítá se", topic="bydleni")
    make_record(centre, on=date(YEAR, 2, 11), title="Nepočítá se", topic="zdraví")

    text = read(head, "goal-progress", courses.pk)

    assert "Počítá se" in text
    assert "Nepočítá se" not in text


def test_amended_goal_shows_both_aims_and_keeps_its_records(centre, head, courses):
    fed(courses, head)
    record = make_record(centre, on=date(YEAR, 2, 10), title="Kurz o bydlení")
    change = _amend(courses, Decimal(9), head)

    by_change, by_root = (read(head, "goal-progress", pk) for pk in (change.pk, courses.pk))

    assert by_change.partition("<main")[2] == by_root.partition("<main")[2]
    assert "Podle původní cílové hodnoty (nejméně 12 kurzů):" in by_root
    assert "původní cíl 12" in by_root
    assert "cíl 9" in by_root
    assert str(record) in by_root


def test_records_come_by_pages(centre, head, courses):
    fed(courses, head)
    staff = make_user(Role.STAFF, centre=centre)
    for number in range(26):
        make_record(centre, on=date(YEAR, 2, 1 + number), title=f"Kurz č. {number}.", by=staff)

    first, second = (read(head, "goal-progress", courses.pk, query=query) for query in ("", "?page=2"))

    assert "26 záznamů</caption>" in first
    assert "Kurz č. 25." in first
    assert "Kurz č. 0." not in first
    assert "Kurz č. 0." in second
    assert "Kurz č. 25." not in second


def test_goal_that_nobody_approved_has_no_course(document, centre, head):
    draft = make_goal(document, centre=centre)

    assert "Průběh se sleduje až u schváleného cíle" in read(head, "goal-progress", draft.pk)
    assert browser(head).get(reverse("goal-progress-export", args=[draft.pk])).status_code == 404


def test_goal_without_an_indicator_says_so(centre, head, courses):
    text = read(head, "goal-progress", courses.pk)

    assert "Číslo se píše na poradě; žádný ukazatel ho neplní." in text
    assert "O cíli zatím letos žádná porada nemluvila." in text


@pytest.mark.parametrize("year", ["abc", "1999", "20266", "2026 "])
def test_year_that_is_none_is_not_found(head, year):
    goal = approve(make_network_goal(level=Level.LONG_TERM))

    assert browser(head).get(reverse("goal-progress", args=[goal.pk]), {"rok": year}).status_code == 404


def test_open_meeting_of_those_above_is_not_read_by_centres(head, above):
    goal = approve(make_network_goal(level=Level.LONG_TERM))
    written = {
        goal.pk: Written(EntryContent(rating=Rating.AT_RISK, said="Rozepsané nahoře."), fingerprint(EntryContent()))
    }
    write(network_meeting(MeetingKind.HEADS, YEAR, 5), None, written, by=above)

    assert "Rozepsané nahoře." not in read(head, "goal-progress", goal.pk)
    assert "Rozepsané nahoře." in read(above, "goal-progress", goal.pk)


def test_goals_tables_hold_months_and_records(centre, head, courses):
    fed(courses, head)
    make_record(centre, on=date(YEAR, 2, 10), title="Kurz o bydlení")

    months, records = sheets(head, "goal-progress-export", courses.pk)

    assert len(months) == 1 + 12
    assert months[2] == ("nejméně 12 kurzů", datetime(YEAR, 2, 1), 1, 1, 1.9, 12, None)
    assert records[1][:5] == (
        datetime(YEAR, 2, 10),
        "CPIC Liberec",
        "Ukazatel sociokulturni-kurzy",
        1,
        "Kurz o bydlení",
    )
