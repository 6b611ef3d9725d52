"""Documents that come in: what is asked, what is refused and with which advice, and that what was published on paper is
here what it was there."""

from datetime import date, datetime
from io import BytesIO
from types import SimpleNamespace

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from centres import access
from centres.models import Event, Role, Subject
from centres.reference import load_reference
from evaluations.closings.closing import year_problems
from evaluations.closings.outcomes import propose_results
from evaluations.meetings.context import months_of
from evaluations.overview.network import teams_of
from evaluations.states import MeetingKind
from goals import adoption, first_steps
from goals.adoption import Facts
from goals.history import events_of
from goals.importing import PAGES_IN_A_REQUEST, LineKind, lines_of, read_lines
from goals.lineage import decide_lineage, previous_of, proposals
from goals.models import Document, DocumentTrial, Edition, Goal, Lineage, Plan
from goals.public.publishing import EDITION, is_intact, publish
from goals.states import GoalState
from goals.workflow import EditConflict, Refused, perform
from goals.writing import Content, create, proposed_targets
from tests import once
from tests.factories import (
    PRAGUE,
    approve,
    department_head,
    events_about,
    make_document,
    make_edition,
    make_goal,
    make_user,
)
from tests.goals.importing_cast import TEXT
from tests.thorough import IS_THOROUGH
from tests.threads import at_once, naive, refusals, winners
from tests.world import choice_in

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

TODAY = timezone.localdate()


def facts(year=2025, **changes):
    said = {
        "source": "Operační cíle, č. 7",
        "approved_on": date(year - 1, 12, 12),
        "approved_by_role": Role.DIRECTOR,
        "published_on": date(year - 1, 12, 20),
        "valid_from": date(year, 1, 1),
        "valid_until": date(year, 12, 31),
        "edition_number": 2,
        "reference_number": "MV-1/2025",
    }
    return Facts(**said | changes)


def file_of(text, name="cile.md"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def of_year(year, text=TEXT):
    return text.replace("2026", str(year))


@pytest.fixture
def people(two_centres):
    return SimpleNamespace(administrator=make_user(Role.ADMINISTRATOR), above=department_head())


def proposed(people, text, said=None, year=2025):
    trial = adoption.upload(file_of(of_year(year, text)), None, by=people.administrator)
    return adoption.propose(trial, said or facts(year), by=people.administrator)


def taken_over(people, text=TEXT, said=None, year=2025):
    return adoption.take_over(proposed(people, text, said, year), by=people.above)


class TestTakingOver:
    def test_what_was_published_is_here_what_it_is_on_paper(self, people):
        trial = taken_over(people)

        edition = Edition.objects.get()
        goals = Goal.objects.order_by("number")
        assert [(goal.number, goal.centre.slug, goal.state) for goal in goals] == [
            (1, "benesov", GoalState.APPROVED),
            (2, "benesov", GoalState.APPROVED),
            (3, "plzen", GoalState.APPROVED),
        ]
        assert {timezone.localdate(goal.approved_at) for goal in goals} == {date(2024, 12, 12)}
        assert (edition.number, edition.published_on, edition.approved_by_role) == (2, date(2024, 12, 20), "director")
        assert (edition.reference_number, edition.adopted_from) == ("MV-1/2025", "Operační cíle, č. 7")
        assert (edition.adopted_on, edition.valid_from) == (TODAY, date(2025, 1, 1))
        assert [section.title for section in edition.sections.all()] == ["Úvod", "Termín plnění"]
        assert is_intact(edition)
        assert (trial.outcome, trial.lines, trial.document) == ("adopted", [], edition.document)

    def test_one_event_of_today_by_who_took_it_over_and_nothing_invented(self, people):
        taken_over(people)

        (event,) = Event.objects.all()
        assert (event.name, event.by, event.role) == ("adopt", people.above, Role.DEPARTMENT_HEAD)
        assert timezone.localdate(event.at) == TODAY
        assert "12. 12. 2024" in event.comment.replace("\xa0", " ")
        assert list(events_of(Goal.objects.first())) == [event]

    def test_goal_that_came_later_was_not_taken_over(self, people):
        document = taken_over(people).document
        later = approve(make_goal(document, number=None))
        publish(document, by=people.above)

        assert "adopt" not in [event.name for event in events_of(Goal.objects.get(pk=later.pk))]

    def test_next_edition_goes_on_from_the_number_on_paper(self, people):
        document = taken_over(people).document
        approve(make_goal(document, number=None))

        edition = publish(document, by=people.above)

        assert (edition.number, edition.adopted_from) == (3, "")
        assert sorted(edition.goals.values_list("number", flat=True)) == [1, 2, 3, 4]
        assert "adopted_from" not in EDITION.content_of(edition)["edition"]

    def test_numbers_are_those_of_the_document_where_it_counts_through(self, people):
        numbered = (
            TEXT.replace("- Uspořádat", "9. Uspořádat")
            .replace("- Obsadit", "10. Obsadit")
            .replace("- Setkat", "12. Setkat")
        )

        taken_over(people, numbered)

        assert list(Goal.objects.order_by("number").values_list("number", flat=True)) == [9, 10, 12]

    def test_numbers_that_begin_anew_in_each_centre_are_counted_through(self, people):
        taken_over(
            people,
            TEXT.replace("- Uspořádat", "1. Uspořádat")
            .replace("- Obsadit", "2. Obsadit")
            .replace("- Setkat", "1. Setkat"),
        )

        assert list(Goal.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]

    def test_web_and_pdf_say_where_it_came_from(self, client, people):
        from goals.pdf import edition_html

        taken_over(people)

        page = client.get("/cile/2025/").content.decode().replace("\xa0", " ")
        edition = client.get("/cile/2025/vydani/2/").content.decode().replace("\xa0", " ")
        printed = edition_html(Edition.objects.with_content().get()).replace("\xa0", " ")
        assert "převzato z dokumentu „Operační cíle, č. 7“" in page
        assert "20. 12. 2024" in page
        for said in ("Operační cíle, č. 7", "12. 12. 2024", "MV-1/2025"):
            assert said in edition
            assert said in printed
        assert "Toto je první vydání" not in edition

    def test_drafts_of_the_same_document_are_what_is_taken_over(self, people):
        first = adoption.upload(file_of(of_year(2025)), None, by=people.administrator)
        adoption.write_drafts(first, by=people.administrator)
        assert set(Goal.objects.values_list("state", flat=True)) == {GoalState.DRAFT}

        taken_over(people)

        assert [goal.state for goal in Goal.objects.all()] == [GoalState.APPROVED] * 3


class TestWho:
    def test_administrator_alone_proposes_and_does_not_take_over(self, people):
        trial = proposed(people, TEXT)

        with pytest.raises(access.MissingRight):
            adoption.take_over(trial, by=people.administrator)
        assert not Goal.objects.exists()
        assert people.above.notices.get().path == f"/prace/dokumenty/{trial.pk}/prevzit/"

    def test_without_a_department_head_the_administrator_does_and_it_says_so(self, people):
        people.above.memberships.all().delete()
        adoption.take_over(proposed(people, TEXT), by=people.administrator)

        event = Event.objects.get(name="adopt")
        assert event.role == Role.ADMINISTRATOR
        assert "Převzal správce, protože tu ještě nebyl vedoucí odboru." in event.comment

    def test_head_of_a_centre_brings_nothing(self, people):
        with pytest.raises(access.MissingRight):
            adoption.upload(file_of(TEXT), None, by=make_user(Role.DIRECTOR))


def published(people):
    make_edition(make_document(2025), make_goal(Document.objects.get(), number=None))


def on_its_way(people):
    goal = make_goal(make_document(2025))
    perform(goal, "submit", by=make_user(Role.HEAD, centre=goal.centre))


def other_drafts(people):
    make_goal(make_document(2025), text="Úplně jiný rozepsaný cíl.")


def closed(people):
    make_document(2025, closed_at=timezone.now())


class TestBadInput:
    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("cile.xlsx", b"PK", "Tabulka se nečte"),
            ("cile.pdf", TEXT, "obsahuje prostý text"),
            ("cile.txt", b"", "prázdný"),
            ("cile.md", "# Zápis z porady\n\n- Koupit kávu.\n", "Tohle nejsou operační cíle center"),
            ("cile.md", "# Operační cíle 2025\n\n## CPIC Benešov\n", "není žádný cíl"),
        ],
    )
    def test_other_file_is_refused_with_a_sentence_and_nothing_is_kept(self, people, name, content, said):
        with pytest.raises(Refused, match=said):
            adoption.upload(file_of(content, name), None, by=people.administrator)
        assert not DocumentTrial.objects.exists()

    def test_faults_of_the_file_are_told_apart_from_questions(self, people):
        fault = "Operační cíle 2026\n\n- Cíl bez centra.\n\nCPIC Benešov\n- Vydat 3 letáky.\n"
        asks = TEXT.replace("CPIC Plzeň", "CPIC Atlantida")
        for text, said in ((fault, adoption.WITH_FAULTS), (asks, adoption.UNANSWERED)):
            trial = adoption.upload(file_of(text), None, by=people.administrator)
            assert adoption.tried(trial).drafts_barrier == said

    def test_document_that_would_take_minutes_here_is_sent_to_the_command(self, people, monkeypatch):
        monkeypatch.setattr(adoption, "MOST_GOALS", 2)
        pages = pikepdf.new()
        for _page in range(PAGES_IN_A_REQUEST + 1):
            pages.add_blank_page()
        pages.save(stream := BytesIO())

        for content, name, said in (
            (TEXT, "cile.md", "3 cílů, tady se jich čte nejvýše 2.*import_goals"),
            (stream.getvalue(), "cile.pdf", "má 101 stran, čte se nejvýše 100. Rozdělte ho.*příkazem"),
        ):
            with pytest.raises(Refused, match=said):
                adoption.upload(file_of(content, name), None, by=people.administrator)
        assert not DocumentTrial.objects.exists()

    @pytest.mark.parametrize(
        ("before", "said"),
        [
            (published, "Rok 2025 tu už vydaný je (vydání 1)"),
            (on_its_way, "už procházejí schvalováním"),
            (other_drafts, "Vyřaďte ho, nebo dokument zapište jako návrhy"),
            (closed, "v něm už se nic nemění"),
        ],
    )
    def test_year_that_exists_is_not_taken_over_and_says_what_to_do(self, people, before, said):
        before(people)
        goals = list(Goal.objects.values())

        trial = proposed(people, TEXT)

        assert any(said in barrier for barrier in adoption.tried(trial).adoption_barriers)
        with pytest.raises(Refused) as refusal:
            adoption.take_over(trial, by=people.above)
        assert said in str(refusal.value)
        assert list(Goal.objects.values()) == goals

    def test_number_that_stands_there_twice(self, people):
        text = (
            TEXT.replace("- Uspořádat", "1. Uspořádat")
            .replace("- Obsadit", "2. Obsadit")
            .replace("- Setkat", "2. Setkat")
        )

        with pytest.raises(Refused, match=r"Stejné číslo mají dva cíle \(2\)"):
            taken_over(people, text)
        assert not Goal.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"approved_on": date(2024, 12, 21)}, "published_on"),
            ({"published_on": date(2124, 1, 1)}, "published_on"),
            ({"approved_on": date(2124, 1, 1)}, "approved_on"),
            ({"valid_until": date(2024, 12, 31)}, "valid_until"),
            ({"valid_from": date(2015, 1, 1)}, "valid_from"),
        ],
    )
    def test_dates_in_the_wrong_order_or_in_the_future(self, people, changes, field):
        assert field in [name for name, _sentence in facts(**changes).problems(year=2025, today=TODAY)]
        with pytest.raises(Refused):
            proposed(people, TEXT, facts(**changes))

    def test_unknown_centre_is_asked_about_and_answered(self, people):
        text = TEXT.replace("CPIC Plzeň", "CPIC Atlantida")
        trial = adoption.upload(file_of(text), None, by=people.administrator)

        asked = adoption.tried(trial)
        assert ([it.id for it in asked.questions], bool(asked.adoption_barriers)) == (["CPIC Atlantida"], True)

        chosen = adoption.answer(trial, 2026, {"CPIC Atlantida": "plzen"}, by=people.administrator)
        left_out = adoption.answer(chosen, 2026, {"CPIC Atlantida": ""}, by=people.administrator)
        assert [centre.slug for centre in adoption.tried(chosen).result.centres] == ["benesov", "plzen"]
        assert [centre.slug for centre in adoption.tried(left_out).result.centres] == ["benesov"]
        assert not adoption.tried(left_out).adoption_barriers

    def test_one_centre_for_two_names_is_joined(self, people):
        text = TEXT.replace("CPIC Plzeň", "CPIC Atlantida")
        trial = adoption.upload(file_of(text), None, by=people.administrator)

        trial = adoption.answer(trial, 2026, {"CPIC Atlantida": "benesov"}, by=people.administrator)

        result = adoption.tried(trial).result
        assert [(centre.slug, len(centre.goals)) for centre in result.centres] == [("benesov", 3)]
        assert "je v dokumentu už jednou" in result.problems[0].message

    def test_document_without_a_year_asks_for_it(self, people):
        trial = adoption.upload(file_of(TEXT.replace(" 2026", "")), None, by=people.administrator)

        assert adoption.tried(trial).asks_year
        with pytest.raises(Refused, match="Zadejte, na který rok"):
            adoption.write_drafts(trial, by=people.administrator)
        assert not adoption.tried(adoption.answer(trial, 2026, {}, by=people.administrator)).errors

    def test_only_so_many_wait_and_none_for_ever(self, people, monkeypatch):
        monkeypatch.setattr(adoption, "MOST_OPEN", 1)
        adoption.upload(file_of(TEXT), None, by=people.administrator)

        with pytest.raises(Refused, match="Nejdřív některý dokončete nebo zahoďte"):
            adoption.upload(file_of(TEXT), None, by=people.administrator)
        adoption.forget(timezone.now() + adoption.KEPT_FOR)
        assert not DocumentTrial.objects.exists()


class TestMonthsBefore:
    """They were held elsewhere: nobody is late with them, and the year can be closed without them."""

    def test_they_are_asked_of_nobody(self, people):
        day = datetime(2025, 10, 15, 9, tzinfo=PRAGUE)
        document = adoption.take_over(proposed(people, TEXT), by=people.above, now=day).document
        plan = Plan.objects.select_related("centre", "document").get(document=document, centre__slug="benesov")
        after = datetime(2026, 3, 1, 9, tzinfo=PRAGUE)
        [team, *_others] = teams_of(document, today=after.date())
        rows = months_of(MeetingKind.TEAM, 2025, centre=plan.centre, now=after, today=after.date())

        assert [month.meeting.month for month in team.late] == [10, 11, 12]
        assert [row.meeting.month for row in rows if row.is_late] == [10, 11, 12]
        assert list(year_problems(plan, propose_results(plan))) == [
            "Nejdřív uzavřete porady za všechny měsíce; chybí říjen, listopad, prosinec."
        ]

    def test_older_year_needs_no_meeting_at_all(self, people):
        document = taken_over(people).document
        plan = Plan.objects.select_related("centre", "document").get(document=document, centre__slug="plzen")

        assert list(year_problems(plan, propose_results(plan))) == []
        assert [team.late for team in teams_of(document, today=TODAY)] == [[], []]


class TestTwoPeople:
    def test_second_one_hears_who_was_faster_and_the_first_one_is_repeated(self, people):
        trial = proposed(people, TEXT)
        adoption.take_over(trial, by=people.above)

        assert adoption.take_over(trial, by=people.above).outcome == "adopted"
        with pytest.raises(Refused, match="S dokumentem už někdo skončil"):
            adoption.write_drafts(trial, by=people.administrator)
        assert Edition.objects.count() == 1

    def test_answers_of_somebody_else_are_not_written_over(self, people):
        trial = adoption.upload(file_of(TEXT), None, by=people.administrator)
        adoption.answer(trial, 2025, {}, by=people.above)

        with pytest.raises(EditConflict):
            adoption.propose(trial, facts(2026), by=people.administrator)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_who_take_over_the_same_trial(self, people):
        trial = proposed(people, TEXT)
        heads = [people.above, department_head()]

        results = at_once(*(lambda by=by: adoption.take_over(trial, by=by) for by in heads))

        assert len(winners(results)) == 1
        assert refusals(results) == [Refused]
        assert (Edition.objects.count(), Goal.objects.count(), Event.objects.count()) == (1, 3, 1)

    def test_one_year_from_two_trials(self, people):
        trials = [proposed(people, TEXT), proposed(people, TEXT)]

        results = at_once(*(lambda trial=trial: adoption.take_over(trial, by=people.above) for trial in trials))

        assert len(winners(results)) == 1
        assert refusals(results) == [Refused]
        assert (Document.objects.count(), Edition.objects.count()) == (1, 1)

    def test_without_the_lock_both_would(self, people):
        """The control."""
        trial = proposed(people, TEXT)

        def write(seen):
            assert not seen.outcome
            return DocumentTrial.objects.filter(pk=trial.pk).update(facts={})

        assert len(winners(at_once(*naive(lambda: DocumentTrial.objects.get(), write, write)))) == 2


class TestLineage:
    TEXTS = {
        2026: TEXT,
        2025: TEXT.replace("nejméně 3 kurzy", "nejméně 2 kurzy").replace("Obsadit místo", "Koupit auto pro"),
    }

    @pytest.fixture
    def years(self, people):
        """The older year comes in after the newer one."""
        for year, text in self.TEXTS.items():
            taken_over(people, of_year(year, text), facts(year), year)
        return [Document.objects.get(year=year) for year in (2026, 2025)]

    def test_alike_wordings_are_offered_and_confirmed_after_both_came_out(self, client, people, years):
        newer, older = years
        pairs = proposals(newer)
        assert [(pair.goal.number, pair.previous.number) for pair in pairs] == [(1, 1), (3, 3)]
        before = client.get("/cile/2026/1/").content.decode()

        decide_lineage(newer, [(pairs[0].goal, pairs[0].previous), (pairs[1].goal, None)], by=people.administrator)

        assert proposals(newer) == []
        assert previous_of(Goal.objects.filter(document=newer)) == {pairs[0].goal.pk: pairs[0].previous}
        assert 'href="/cile/2025/1/"' not in before
        assert 'href="/cile/2025/1/"' in client.get("/cile/2026/1/").content.decode()
        assert 'href="/cile/2025/3/"' not in client.get("/cile/2026/3/").content.decode()
        assert is_intact(Edition.objects.get(document=newer))

    def test_next_edition_says_it_too(self, people, years):
        (first, *_rest) = proposals(years[0])
        decide_lineage(years[0], [(first.goal, first.previous)], by=people.above)
        approve(make_goal(years[0], number=None))

        edition = publish(years[0], by=people.above)

        assert edition.goals.get(number=1).continues_year == 2025

    def test_second_decision_about_a_goal_is_a_conflict_and_the_same_one_is_not(self, people, years):
        (first, *_rest) = proposals(years[0])
        choice = [(first.goal, first.previous)]
        decide_lineage(years[0], choice, by=people.above)
        decide_lineage(years[0], choice, by=people.administrator)

        with pytest.raises(EditConflict):
            decide_lineage(years[0], [(first.goal, None)], by=people.administrator)
        assert [event.name for event in events_about(first.goal)] == ["continue"]

    def test_rows_are_only_added(self, people, years):
        (first, *_rest) = proposals(years[0])
        decide_lineage(years[0], [(first.goal, first.previous)], by=people.above)

        for change in (lambda rows: rows.update(previous=None), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
                change(Lineage.objects.all())

    def test_closed_year_can_still_learn_what_it_continues(self, people, years):
        Document.objects.update(closed_at=timezone.now())
        (first, *_rest) = proposals(years[0])

        decide_lineage(years[0], [(first.goal, first.previous)], by=people.above)

        assert Lineage.objects.count() == 1


def content_of(edition):
    """All that an edition says of its goals, without the days that only paper knows."""
    content = EDITION.content_of(edition)
    goals = [{name: value for name, value in goal.items() if name != "approved_on"} for goal in content["goals"]]
    return content["edition"]["title"], content["sections"], content["centres"], goals


FORMATS = ("txt", "docx", "pdf") if IS_THOROUGH else ()


@pytest.fixture
def documents_of_2026(request, settings):
    """The goals of 2026 by the format of the file: as a text of ours, and where there is time as they came out."""
    paths = {"md": settings.BASE_DIR / "fixtures" / "operacni-cile-2026.md"}
    folder = request.getfixturevalue("real_documents") if FORMATS else None
    return paths | {ending: folder / f"operacni-cile-2026.{ending}" for ending in FORMATS}


def test_real_document_taken_over_is_the_year_lived_by_hand(db, settings, documents_of_2026):
    load_reference(settings.BASE_DIR / "fixtures")
    above, administrator = department_head(), make_user(Role.ADMINISTRATOR)
    found = {}
    for ending, path in documents_of_2026.items():
        with once.taken_back():
            trial = adoption.upload(SimpleUploadedFile(path.name, path.read_bytes()), None, by=administrator)
            assert not adoption.tried(trial).errors
            trial = adoption.propose(trial, facts(2026, edition_number=1), by=administrator)
            adoption.take_over(trial, by=above)
            found[ending] = content_of(Edition.objects.get())
            document, sections = (
                Document.objects.get(),
                list(Document.objects.get().sections.values("key", "title", "text")),
            )
            goals = [(goal.centre, goal.text) for goal in Goal.objects.select_related("centre").in_document_order()]
            title = document.title

    lived = make_document(2026, title=title)
    for position, section in enumerate(sections, start=1):
        lived.sections.create(position=position, **section)
    Plan.objects.bulk_create(Plan(document=lived, centre=centre) for centre in dict.fromkeys(it for it, _text in goals))
    staff = {centre: make_user(Role.STAFF, centre=centre) for centre, _text in goals}
    for centre, text in goals:
        targets = proposed_targets(text, year=2026)
        approve(create(lived, Content(text, targets), by=staff[centre], centre=centre), by=above)
    by_hand = content_of(publish(lived, by=above))

    assert len(goals) == 70
    assert found == dict.fromkeys(documents_of_2026, by_hand)


def inside(person):
    client = Client()
    client.force_login(person)
    return client


class TestPages:
    def test_from_the_file_to_the_edition(self, people):
        administrator, above = inside(people.administrator), inside(people.above)
        text = of_year(2025).replace("CPIC Plzeň", "CPIC Atlantida")

        wrong = administrator.post("/prace/dokumenty/", {"file": file_of("x", "a.xlsx"), "year": "2025"})
        assert wrong.status_code == 422
        assert 'value="2025"' in wrong.content.decode()
        page = administrator.post("/prace/dokumenty/", {"file": file_of(text)}, follow=True)
        address = page.redirect_chain[-1][0]
        assert "Které centrum je „CPIC Atlantida“" in page.content.decode()
        asked = administrator.post(address, {"version": 1, "answer_0": ""})
        assert (asked.status_code, DocumentTrial.objects.get().version) == (422, 1)
        page = administrator.post(address, {"version": 1, "answer_0": "plzen"}, follow=True).content.decode()
        assert "Setkat se se školami 2x ročně." in page.replace("\xa0", " ")
        assert "2 setkání ročně" in page.replace("\xa0", " ")

        said = facts(2025).as_kept | {"version": 2}
        early = administrator.post(f"{address}udaje/", said | {"published_on": "2024-01-01"})
        assert early.status_code == 422
        assert "Operační cíle, č. 7" in early.content.decode()
        waits = administrator.post(f"{address}udaje/", said, follow=True).content.decode()
        assert "čeká na vedoucího odboru" in waits
        assert administrator.get(f"{address}prevzit/").status_code == 403

        assert f'href="{address}prevzit/"' in above.get("/prace/").content.decode()
        assert "Převzít 3 cíle" in above.get(f"{address}prevzit/").content.decode()
        stale = above.post(f"{address}prevzit/", {"version": 1})
        assert (stale.status_code, Edition.objects.count()) == (409, 0)
        done = above.post(f"{address}prevzit/", {"version": 3}, follow=True).content.decode()
        late = above.post(f"{address}prevzit/", {"version": "mez"})
        assert (late.status_code, late["Location"]) == (302, address)
        assert "Převzato: cíle 2025, vydání 2" in done
        assert administrator.get(address).status_code == 200
        assert Edition.objects.get().goals.count() == 3

    def test_what_the_page_does_not_tell_is_asked_and_the_answer_is_kept(self, people):
        administrator = inside(people.administrator)
        text = f"{TEXT}\nJednou za tři týdny vyjet ven\n"
        page = administrator.post("/prace/dokumenty/", {"file": file_of(text)}, follow=True)
        address, content = page.redirect_chain[-1][0], page.content.decode()

        assert "Odstavec nemá odrážku. Je „Jednou za tři týdny vyjet ven“ nový cíl, nebo část předchozího?" in content
        assert "Nejspíš: nový cíl." in content
        assert "17\u00a0výjezdů ročně" in content  # as it would be kept
        administrator.post(f"{address}navrhy/", {"version": 1})
        assert not Goal.objects.exists()
        administrator.post(address, {"version": 1, "answer_0": "pokračování"})
        administrator.post(f"{address}navrhy/", {"version": 2})

        assert [goal.text for goal in Goal.objects.filter(centre__slug="plzen")] == [
            "Setkat se se školami 2x ročně. Jednou za tři týdny vyjet ven"
        ]

    def test_what_looks_like_personal_data_is_asked_about_before_it_is_public(self, people):
        text = TEXT.replace("Obsadit místo pracovníka.", "Obsadit místo pracovníka, tel. 777 123 456.")
        trial, above = proposed(people, text), inside(people.above)
        address = f"/prace/dokumenty/{trial.pk}/prevzit/"
        seen = {"version": trial.version}

        asked = above.post(address, seen)

        assert (asked.status_code, Edition.objects.count()) == (422, 0)
        assert "777 123 456" in asked.content.decode().replace("\xa0", " ")
        above.post(address, seen | choice_in(asked))
        assert Edition.objects.get().goals.count() == 3

    def test_drafts_and_throwing_away(self, people):
        administrator = inside(people.administrator)
        for _ in range(2):
            administrator.post("/prace/dokumenty/", {"file": file_of(TEXT)})
        newer, older = DocumentTrial.objects.all()

        administrator.post(f"/prace/dokumenty/{older.pk}/zahodit/", {"version": 1})
        page = administrator.post(f"/prace/dokumenty/{newer.pk}/navrhy/", {"version": 1}, follow=True)

        assert "Zapsáno: návrhy cílů na rok 2026" in page.content.decode()
        assert set(Goal.objects.values_list("state", flat=True)) == {GoalState.DRAFT}
        assert list(DocumentTrial.objects.all()) == [newer]
        assert Event.objects.get(subject_kind=Subject.DOCUMENT).name == "import"

    def test_lineage_page_asks_and_remembers(self, people):
        for year, text in TestLineage.TEXTS.items():
            taken_over(people, of_year(year, text), facts(year), year)
        above, newer = inside(people.above), Document.objects.get(year=2026)
        first, second = proposals(newer)

        page = above.get("/prace/2026/navaznost/").content.decode()
        above.post("/prace/2026/navaznost/", {f"goal_{first.goal.pk}": "yes", f"goal_{second.goal.pk}": ""})

        assert page.count("nenavazuje") >= 2
        assert [pair.goal for pair in proposals(newer)] == [second.goal]


class TestFirstSteps:
    def ticks(self, person):
        shown = inside(person).get("/prace/").context["steps"]
        return [step.is_done for step in shown]

    def test_they_are_ticked_by_the_data_and_go_away_when_done(self, people, monkeypatch):
        people.above.memberships.all().delete()
        assert self.ticks(people.administrator) == [True, False, False, False, False]
        people.above = department_head()
        assert self.ticks(people.above) == [True, True, False, False, False]
        adopted = proposed(people, TEXT)
        assert self.ticks(people.above) == [True, True, True, False, False]
        adoption.take_over(adopted, by=people.above)
        assert self.ticks(people.administrator) == [True, True, True, True, False]
        monkeypatch.setattr(first_steps, "STEPS", first_steps.STEPS[:-1])
        assert self.ticks(people.administrator) == []

    def test_whoever_hides_them_hides_their_own(self, people):
        inside(people.administrator).post("/prace/prvni-kroky/skryt/")

        assert self.ticks(people.administrator) == []
        assert self.ticks(people.above) != []
        assert inside(people.administrator).get("/prace/prvni-kroky/").context["steps"]

    def test_they_are_nobody_elses(self, people):
        assert self.ticks(make_user(Role.DIRECTOR)) == []


@pytest.mark.thorough
def test_word_document_is_read_in_a_process_of_its_own_also_beside_threads(real_documents):
    path = real_documents / "operacni-cile-2026.docx"
    alone = read_lines(path)

    (beside, other) = at_once(lambda: lines_of(path.read_bytes(), ".docx"), lambda: lines_of(b"- Cil.", ".txt"))

    assert beside == alone
    assert other[0].kind is LineKind.ITEM
