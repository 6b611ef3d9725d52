"""A commitment that was approved and published on paper comes in as what it is there: its days, role and numbers."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from centres.models import Event, Role
from evaluations.standings import standings
from goals import adoption
from goals.commitment import BlockContent, SectionContent, Term, open_term, write_section
from goals.lineage import previous_of, proposals
from goals.models import Document, Edition, Goal, LanguageIssue, Translation
from goals.paper import Facts
from goals.public.publishing import is_intact, publish
from goals.states import BlockPart, GoalState, Level
from goals.workflow import EditConflict, Refused
from tests.factories import approve, department_head, make_network_goal, make_user
from tests.goals.test_importing_commitment import PARTS
from tests.threads import at_once, refusals, winners
from tests.world import browser, fields, words

pytestmark = [pytest.mark.django_db]
TODAY = timezone.localdate()
TERM = Term("Veřejný závazek", date(TODAY.year - 1, 1, 1), date(TODAY.year + 3, 12, 31))
TEXT = PARTS["cs"] + PARTS["en"]


@pytest.fixture
def people():
    return SimpleNamespace(administrator=make_user(Role.ADMINISTRATOR), above=department_head())


def facts(**changes):
    said = {
        "source": "Závazek, č. 3",
        "approved_on": date(TERM.valid_from.year - 1, 11, 3),
        "approved_by_role": Role.DIRECTOR,
        "published_on": date(TERM.valid_from.year - 1, 12, 20),
        "valid_from": TERM.valid_from,
        "valid_until": TERM.valid_until,
        "edition_number": 2,
        "reference_number": "MV-3",
    }
    return Facts(**said | changes)


def proposed(people, text=TEXT, term=TERM, said=None):
    files = [SimpleUploadedFile("zavazek.md", text.encode())]
    trial = adoption.upload_commitment(files, by=people.administrator)
    trial = adoption.answer_commitment(trial, term, {}, by=people.administrator)
    return adoption.propose(trial, said or facts(), by=people.administrator)


def taken_over(people, **said):
    return adoption.take_over(proposed(people, **said), by=people.above)


class TestTakingOver:
    def test_what_was_published_is_here_what_it_is_on_paper(self, people):
        trial = taken_over(people)

        edition = Edition.objects.get()
        goals = Goal.objects.order_by("number")
        assert [goal.number for goal in goals] == [1, 2, 3, 4, 5, 6, 7]
        assert {goal.state for goal in goals} == {GoalState.APPROVED}
        assert goals[0].level == Level.STRATEGIC
        assert {timezone.localdate(goal.approved_at) for goal in goals} == {facts().approved_on}
        assert (edition.number, edition.published_on) == (2, facts().published_on)
        assert (edition.approved_by_role, edition.reference_number) == ("director", "MV-3")
        assert (edition.adopted_from, edition.adopted_on) == ("Závazek, č. 3", TODAY)
        assert (edition.title, edition.valid_until) == (TERM.title, TERM.valid_until)
        assert edition.sections.count() == 8
        assert is_intact(edition)
        assert (trial.outcome, trial.lines, trial.document) == ("adopted", [], edition.document)
        (event,) = Event.objects.all()
        assert (event.name, event.by, event.role) == ("adopt", people.above, Role.DEPARTMENT_HEAD)

    def test_translations_wait_until_somebody_has_read_them(self, people):
        taken_over(people)

        assert not LanguageIssue.objects.exists()
        assert Translation.objects.filter(language="en", checked_at=None).count() > 40
        assert "služby jsou bezplatné" in words(Client().get("/en/zavazek/"))

    def test_next_edition_goes_on_from_the_number_on_paper(self, people):
        document = taken_over(people).document
        section = document.sections.get(key="principles")
        content = SectionContent(section.title, (BlockContent(BlockPart.ITEM, "jinak"),))
        write_section(document, "principles", content, version=section.version, by=people.above)

        assert publish(document, by=people.above).number == 3

    def test_months_before_are_not_missed(self, people):
        taken_over(people)
        quarterly = Goal.objects.get(number=2)

        standing = standings([quarterly], year=TODAY.year, today=TODAY)[0]

        assert standing.period.asked_from == TODAY.replace(day=1)

    def test_answering_again_keeps_what_the_paper_says(self, people):
        trial = proposed(people)

        later = Term("Jiný název", TERM.valid_from, TERM.valid_until)
        trial = adoption.answer_commitment(trial, later, {}, by=people.administrator)

        assert Facts.of(trial) == facts()
        assert adoption.take_over(trial, by=people.above).document.title == "Jiný název"


class TestGoalsOfTheTermBefore:
    """An older term that comes in from paper after the one that holds is what that one continues."""

    OLDER = Term("Veřejný závazek", TERM.valid_from - timedelta(days=1461), TERM.valid_from - timedelta(days=1))

    @pytest.fixture
    def newer(self, people):
        newer = taken_over(people).document
        said = {"valid_from": self.OLDER.valid_from, "valid_until": self.OLDER.valid_until, "edition_number": 1}
        days = {"approved_on": self.OLDER.valid_from, "published_on": self.OLDER.valid_from}
        taken_over(people, text=PARTS["cs"].replace("2x ročně", "1x ročně"), term=self.OLDER, said=facts(**said | days))
        newer.refresh_from_db()
        return newer

    def test_alike_goals_of_one_level_are_offered_and_confirmed(self, people, newer):
        pairs = proposals(newer)
        above, address = browser(people.above), f"/prace/zavazek/{newer.pk}/navaznost/"
        asked = words(above.get(address))
        first = pairs[0]

        above.post(address, {f"goal_{pair.goal.pk}": "yes" for pair in pairs[:1]})

        assert {(pair.goal.level, pair.goal.number) for pair in pairs} == {
            (pair.previous.level, pair.previous.number) for pair in pairs
        }
        assert len(pairs) == 7
        assert f"z roku {self.OLDER.valid_from.year}" in asked
        assert previous_of([first.goal]) == {first.goal.pk: first.previous}
        assert [pair.goal for pair in proposals(newer)] == [pair.goal for pair in pairs[1:]]
        assert f"Navazuje na cíl z roku {self.OLDER.valid_from.year}" in words(
            above.get(f"/prace/cil/{first.goal.pk}/")
        )


def published(people):
    goal = make_network_goal(level=Level.LONG_TERM, document=open_term(TERM, by=people.above))
    publish(approve(goal).document, by=people.above)


def on_its_way(people):
    approve(make_network_goal(level=Level.LONG_TERM, document=open_term(TERM, by=people.above)))


def other_drafts(people):
    document = open_term(TERM, by=people.above)
    write_section(document, "needs", SectionContent("Jinak"), version=0, by=people.above)
    make_network_goal(level=Level.STRATEGIC, document=document, text="Svůj cíl.")


def overlapping(people):
    open_term(Term("Jiný", TERM.valid_until - timedelta(days=9), TERM.valid_until + timedelta(days=9)), by=people.above)


class TestBarriers:
    @pytest.mark.parametrize(
        ("before", "said"),
        [
            (published, r"už vydaný je \(vydání 1\), podruhé ho převzít nejde"),
            (on_its_way, "Cíle závazku tu už procházejí schvalováním"),
            (other_drafts, "co v dokumentu není nebo tam zní jinak: Integrační potřeby; „Svůj cíl.“"),
            (overlapping, "Platnost se překrývá se závazkem"),
        ],
    )
    def test_what_is_in_the_way_is_said_with_what_to_do(self, people, before, said):
        trial = proposed(people)
        before(people)
        count = Goal.objects.count()

        with pytest.raises(Refused, match=said):
            adoption.take_over(trial, by=people.above)

        assert Goal.objects.count() == count
        assert not Edition.objects.exclude(adopted_from="").exists()

    def test_drafts_of_the_same_document_are_what_is_taken_over(self, people):
        trial = proposed(people)
        adoption.write_commitment_drafts(proposed(people), by=people.administrator)

        assert adoption.take_over(trial, by=people.above).outcome == "adopted"
        assert Goal.objects.count() == 7

    def test_without_a_term_or_facts_nothing_comes_in(self, people):
        files = [SimpleUploadedFile("zavazek.md", TEXT.encode())]
        trial = adoption.upload_commitment(files, by=people.administrator)
        with pytest.raises(Refused, match="Nejdřív doplňte, kdy a kým"):
            adoption.take_over(trial, by=people.above)

        with pytest.raises(Refused, match="Nejdřív napište, od kdy do kdy"):
            adoption.propose(trial, facts(), by=people.administrator)

    def test_answer_of_somebody_else_is_a_conflict(self, people):
        trial = proposed(people)
        adoption.propose(trial, facts(edition_number=3), by=people.above)

        with pytest.raises(EditConflict):
            adoption.take_over(trial, by=people.above)


class TestPages:
    def test_from_the_file_to_the_public_page(self, people):
        client = browser(people.administrator)
        page = client.post("/prace/zavazek/nahrat/", {"files": SimpleUploadedFile("z.md", TEXT.encode())})["Location"]
        days = {"valid_from": str(TERM.valid_from), "valid_until": str(TERM.valid_until)}
        client.post(page, fields(client.get(page)) | days)
        assert "Doplnit údaje o schválení a vydání" in words(client.get(page))
        number = page.rstrip("/").rsplit("/", 1)[-1]
        form = fields(client.get(f"/prace/dokumenty/{number}/udaje/"))
        assert (form["valid_from"], form["source"]) == (str(TERM.valid_from), fields(client.get(page))["title"])
        said = {**facts().as_kept, "approved_by_role": "director"}
        wrong = client.post(f"/prace/dokumenty/{number}/udaje/", form | said | {"approved_on": "2199-01-01"})
        assert "Schválení nemůže být v budoucnosti." in words(wrong)
        answer = client.post(f"/prace/dokumenty/{number}/udaje/", form | said, follow=True)
        assert "čeká na vedoucího odboru" in words(answer)

        above = browser(people.above)
        assert f'href="/prace/dokumenty/{number}/prevzit/"' in above.get("/prace/").content.decode()
        shown = above.get(f"/prace/dokumenty/{number}/prevzit/")
        assert "převzato z dokumentu „Závazek, č. 3“" in words(shown)
        assert "angličtina" in words(shown)
        done = above.post(f"/prace/dokumenty/{number}/prevzit/", fields(shown), follow=True)

        assert "Závazek je převzatý jako vydaný" in words(done)
        public = words(Client().get("/zavazek/")).replace("\xa0", " ")
        day = facts().published_on
        assert f"Vydání 2 ze dne {day.day}. {day.month}. {day.year} · schválil/a ředitel" in public
        assert "převzato z dokumentu „Závazek, č. 3“" in public


@pytest.mark.django_db(transaction=True)
@pytest.mark.engine
def test_of_two_who_take_it_over_at_once_one_does():
    people = SimpleNamespace(administrator=make_user(Role.ADMINISTRATOR), above=department_head())
    trials = [proposed(people), proposed(people)]

    done = at_once(*(lambda trial=trial: adoption.take_over(trial, by=people.above) for trial in trials))

    assert (len(winners(done)), len(refusals(done))) == (1, 1)
    assert (Edition.objects.count(), Document.objects.terms().count(), Goal.objects.count()) == (1, 1, 7)
