"""The public commitment: its terms, its sections in blocks, its editions, and dates in it that have passed."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from centres.models import Role
from goals import tasks
from goals.blocks import days_in, parsed, same_blocks, typed
from goals.commitment import BlockContent, SectionContent, Term, change_term, open_term, write_section
from goals.lineage import previous_of
from goals.mail.notifications import write_reminders
from goals.models import Block, Document, Goal, Notice
from goals.public.publishing import EDITION, is_intact, publish
from goals.states import BlockPart, GoalState, Kind, Level
from goals.workflow import EditConflict, Refused
from goals.writing import Content, TargetContent, create
from tests.factories import (
    PRAGUE,
    approve,
    department_head,
    events_about,
    make_centre,
    make_network_goal,
    make_user,
)
from tests.threads import at_once, refusals, winners
from tests.world import browser, fields, words

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

TODAY = timezone.localdate()
NOW_TERM = Term("Veřejný závazek", date(TODAY.year - 1, 1, 1), date(TODAY.year + 1, 12, 31))
NEXT_TERM = Term("Další závazek", date(TODAY.year + 2, 1, 1), date(TODAY.year + 5, 12, 31))
OLD_TERM = Term("Starý závazek", date(2015, 1, 1), date(2018, 12, 31))
REFUSAL = SectionContent(
    "Kdy službu odmítneme",
    (
        BlockContent(BlockPart.TEXT, "Službu odmítneme, když:"),
        BlockContent(BlockPart.ITEM, "není volná kapacita,"),
        BlockContent(BlockPart.ITEM, "žadatel nepatří do cílové skupiny."),
        BlockContent(BlockPart.TEXT, "Vždy poradíme, kam se obrátit."),
    ),
)


@pytest.fixture
def people():
    return SimpleNamespace(above=department_head(), director=make_user(Role.DIRECTOR))


@pytest.fixture
def term(people):
    return open_term(NOW_TERM, by=people.above)


def a_goal(document, people, text="Pomáhat cizincům.", *, level=Level.STRATEGIC, deadline=None):
    target = TargetContent(Kind.MILESTONE if deadline else Kind.NARRATIVE, deadline=deadline)
    goal = create(document, Content(text, (target,)), by=people.above, level=level)
    return approve(goal, by=people.director)


def out(document, people, **said):
    return publish(document, by=people.above, **said)


def reworded(content, at, text):
    blocks = list(content.blocks)
    blocks[at] = BlockContent(blocks[at].part, text)
    return SectionContent(content.title, tuple(blocks))


class TestSections:
    def test_typed_text_becomes_blocks_and_back(self):
        text = "První odstavec\nna dvou řádcích.\n\nSeznam:\n\n- jedna\n- dvě\n  na dvou řádcích\n\nZávěr."

        found = parsed(text)

        assert found == [
            ("text", "První odstavec na dvou řádcích."),
            ("text", "Seznam:"),
            ("item", "jedna"),
            ("item", "dvě na dvou řádcích"),
            ("text", "Závěr."),
        ]
        assert parsed(typed([BlockContent(*one) for one in found])) == found

    def test_reworded_blocks_keep_their_identity(self, term, people):
        write_section(term, "refusal", REFUSAL, version=0, by=people.above)
        before = list(Block.objects.values_list("pk", flat=True))
        moved = SectionContent(
            REFUSAL.title,
            (
                REFUSAL.blocks[0],
                REFUSAL.blocks[2],
                BlockContent(BlockPart.ITEM, "není teď volná kapacita,"),
                BlockContent(BlockPart.ITEM, "chybí tlumočník."),
                REFUSAL.blocks[3],
            ),
        )

        write_section(term, "refusal", moved, version=1, by=people.above)

        now = dict(Block.objects.values_list("text", "pk"))
        assert now["žadatel nepatří do cílové skupiny."] == before[2]
        assert now["není teď volná kapacita,"] == before[1]
        assert now["chybí tlumočník."] not in before
        assert [block.text for block in term.sections.get().blocks.all()] == [one.text for one in moved.blocks]

    def test_short_item_written_anew_is_the_same_one(self):
        old = [BlockContent(BlockPart.ITEM, text) for text in ("bezplatnost", "diskrétnost", "svoboda")]
        new = [BlockContent(BlockPart.ITEM, text) for text in ("bezplatnost", "mlčenlivost", "svoboda")]

        assert same_blocks(old, new) == {0: 0, 1: 1, 2: 2}
        assert same_blocks(old, new[:2]) == {0: 0}  # which of the two is left nobody can know

    def test_who_was_slower_sees_what_there_is_now(self, term, people):
        page = f"/prace/zavazek/{term.pk}/oddil/refusal/"
        client = browser(people.above)
        form = fields(client.get(page)) | {"text": "Moje věta."}
        write_section(term, "refusal", REFUSAL, version=0, by=people.above)

        answer = client.post(page, form)

        assert answer.status_code == 409
        assert "Moje věta." in answer.content.decode()
        assert "není volná kapacita" in words(answer)
        again = client.post(page, fields(answer))
        assert (again.status_code, term.sections.get().blocks.get().text) == (302, "Moje věta.")

    def test_links_are_whole_or_refused(self, term, people):
        page = f"/prace/zavazek/{term.pk}/oddil/documents/"
        client = browser(people.above)
        form = fields(client.get(page)) | {"link_0_text": "Pravidla", "link_0_url": "javascript:alert(1)"}

        answer = client.post(page, form)

        assert answer.status_code == 422
        assert "Napište adresu, například https://example.cz/pravidla." in words(answer)
        assert "Napište, ke kterému dni odkaz vede na platné znění." in words(answer)
        form |= {"link_0_url": "https://example.cz/pravidla", "link_0_as_of": "2026-02-01"}
        assert client.post(page, form).status_code == 302
        link = Block.objects.get()
        assert (link.part, link.text, link.url, link.as_of) == (
            "link",
            "Pravidla",
            form["link_0_url"],
            date(2026, 2, 1),
        )

    def test_section_left_empty_goes(self, term, people):
        write_section(term, "refusal", REFUSAL, version=0, by=people.above)

        write_section(term, "refusal", SectionContent(), version=1, by=people.above)

        assert (term.sections.count(), Block.objects.count()) == (0, 0)
        assert [event.name for event in events_about(term)] == ["open_term", "write_section", "write_section"]

    def test_overtaken_in_the_verb(self, term, people):
        write_section(term, "refusal", REFUSAL, version=0, by=people.above)

        with pytest.raises(EditConflict):
            write_section(term, "refusal", SectionContent("Jinak"), version=0, by=people.above)


class TestTerms:
    @pytest.mark.parametrize(
        ("first", "last", "sentence"),
        [
            (NOW_TERM.valid_until, date(2090, 1, 1), "Platnost se překrývá se závazkem, který platí od"),
            (date(2000, 1, 1), date(2090, 1, 1), "Platnost se překrývá"),
            (date(2031, 1, 1), date(2030, 1, 1), "Platnost nemůže skončit dřív, než začala."),
        ],
    )
    def test_terms_do_not_overlap(self, term, people, first, last, sentence):
        with pytest.raises(Refused, match=sentence):
            open_term(Term("Jiný", first, last), by=people.above)

        assert Document.objects.terms().get() == term

    def test_database_keeps_terms_apart(self, term):
        with pytest.raises(DatabaseError, match="goals_document is overlapping"), transaction.atomic():
            Document.objects.create(
                kind="commitment", continues=term, valid_from=NOW_TERM.valid_until, valid_until=date(2090, 1, 1)
            )

    def test_first_year_is_the_address_so_no_two_begin_in_it(self, term, people):
        open_term(NEXT_TERM, by=people.above)
        later = Term(
            "Půl roku", date(NEXT_TERM.valid_until.year + 1, 1, 1), date(NEXT_TERM.valid_until.year + 1, 6, 30)
        )
        open_term(later, by=people.above)

        with pytest.raises(Refused, match="už začíná jiný závazek"):
            open_term(Term("Druhá půlka", date(later.valid_from.year, 7, 1), date(2090, 1, 1)), by=people.above)

    def test_new_term_continues_the_old_one(self, term, people):
        write_section(term, "refusal", REFUSAL, version=0, by=people.above)
        goal = a_goal(term, people)

        new = open_term(NEXT_TERM, by=people.above)

        copy = new.goals.get()
        assert (copy.text, copy.state, previous_of([copy])) == (goal.text, GoalState.DRAFT, {copy.pk: goal})
        assert [block.text for block in new.sections.get().blocks.all()] == [one.text for one in REFUSAL.blocks]
        assert Block.objects.count() == 2 * len(REFUSAL.blocks)

    def test_older_term_comes_in_before_the_newer_one(self, term, people):
        old = open_term(OLD_TERM, by=people.above)

        term.refresh_from_db()
        assert (old.continues, term.continues) == (None, old)
        assert list(Document.objects.terms()) == [old, term]

    def test_form_sent_twice_makes_one_term(self, people):
        client = browser(people.above)
        form = fields(client.get("/prace/zavazek/nove-obdobi/"))
        form |= {"valid_from": f"{TODAY.year}-01-01", "valid_until": f"{TODAY.year + 3}-12-31"}

        answers = [client.post("/prace/zavazek/nove-obdobi/", form) for _twice in range(2)]

        assert {answer["Location"] for answer in answers} == {f"/prace/zavazek/{Document.objects.get().pk}/"}

    def test_published_start_stays_in_its_year(self, term, people):
        a_goal(term, people)
        out(term, people)

        with pytest.raises(Refused, match="Závazek už vyšel s platností od roku"):
            change_term(term, Term("Jinak", date(TODAY.year, 1, 1), NOW_TERM.valid_until), by=people.above)

    def test_goals_of_one_term_hold_at_a_time(self, term, people):
        """The old one until the new one has begun and is out; meetings evaluate one row of each goal."""
        a_goal(term, people)
        out(term, people)
        new = open_term(NEXT_TERM, by=people.above)
        approve(new.goals.get(), by=people.director)
        last, first = NOW_TERM.valid_until, NEXT_TERM.valid_from

        assert [Document.objects.term_on(day).get() for day in (last, first)] == [term, term]
        out(new, people)
        assert [Document.objects.term_on(day).get() for day in (last, first)] == [term, new]


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_the_first_term_at_once_begin_one():
    people = [department_head(), department_head()]

    answers = at_once(*(lambda by=by: open_term(NOW_TERM, by=by) for by in people))

    assert (len(winners(answers)), len(refusals(answers)), Document.objects.terms().count()) == (1, 1, 1)


class TestEditions:
    def test_edition_freezes_sections_with_their_blocks(self, term, people):
        write_section(term, "refusal", REFUSAL, version=0, by=people.above)
        a_goal(term, people)

        edition = out(term, people)

        frozen = edition.sections.get()
        assert [(block["part"], block["text"]) for block in frozen.blocks] == [
            (one.part, one.text) for one in REFUSAL.blocks
        ]
        assert [block["id"] for block in frozen.blocks] == list(Block.objects.values_list("pk", flat=True))
        assert (edition.valid_from, edition.valid_until) == (NOW_TERM.valid_from, NOW_TERM.valid_until)
        assert is_intact(edition)
        assert EDITION.content_of(edition)["sections"][0]["blocks"] == frozen.blocks

    def test_nothing_new_is_no_edition_and_a_new_word_is(self, term, people):
        write_section(term, "refusal", REFUSAL, version=0, by=people.above)
        a_goal(term, people)
        out(term, people)
        with pytest.raises(Refused, match="říká totéž"):
            out(term, people)

        write_section(term, "refusal", reworded(REFUSAL, 1, "není volno,"), version=1, by=people.above)

        assert out(term, people, erratum="Slovo bylo jinak.").number == 2

    def test_without_validity_nothing_comes_out(self, people):
        goal = make_network_goal(level=Level.STRATEGIC)
        Document.objects.update(valid_from=None, valid_until=None)
        approve(goal, by=people.director)

        with pytest.raises(Refused, match="Nejdřív napište, od kdy do kdy závazek platí"):
            out(goal.document, people)

        page = browser(people.above).get(f"/prace/zavazek/{goal.document_id}/vydat/")
        assert "Nejdřív napište, od kdy do kdy závazek platí." in words(page)

    def test_department_head_publishes_from_the_page(self, term, people):
        head = make_user(Role.HEAD, centre=make_centre())
        write_section(term, "refusal", REFUSAL, version=0, by=people.above)
        a_goal(term, people)
        client = browser(people.above)
        page = f"/prace/zavazek/{term.pk}/vydat/"
        form = fields(client.get(page))

        preview = client.post(page, form | {"action": "preview"})
        answer = client.post(page, form | {"action": "publish"}, follow=True)

        assert "Službu odmítneme, když:" in words(preview)
        assert "Vydáno: veřejný závazek, vydání 1" in words(answer)
        assert Notice.objects.get(person=head).path == f"/zavazek/{NOW_TERM.valid_from.year}/vydani/1/"


class TestPublic:
    def test_reader_sees_the_commitment_that_holds_today_and_finds_the_others(self, term, people):
        write_section(term, "refusal", REFUSAL, version=0, by=people.above)
        a_goal(term, people, "Pomáhat cizincům.")
        out(term, people)
        old = open_term(OLD_TERM, by=people.above)
        a_goal(old, people, "Starý cíl.")
        out(old, people)
        new = open_term(NEXT_TERM, by=people.above)
        approve(new.goals.get(), by=people.director)

        page = words(Client().get("/zavazek/"))

        assert "Kdy službu odmítneme" in page
        assert "není volná kapacita," in page
        assert "Pomáhat cizincům." in page
        assert "Starý závazek" in page
        assert "Další závazek" not in page  # it is not out
        older = words(Client().get("/zavazek/2015/"))
        assert "Starý cíl." in older
        assert "Toto je starší závazek, dnes už neplatí." in older
        assert "Veřejný závazek" in words(Client().get("/"))

    def test_nothing_is_out_yet(self, client):
        assert "Závazek zatím není zveřejněný" in words(client.get("/zavazek/"))
        assert client.get("/zavazek.pdf").status_code == 404
        assert "Závazek, který by začínal rokem 2015, není zveřejněný." in words(client.get("/zavazek/2015/"))

    def test_editions_are_compared_in_public(self, client, term, people):
        write_section(term, "refusal", REFUSAL, version=0, by=people.above)
        a_goal(term, people)
        out(term, people)
        write_section(term, "refusal", reworded(REFUSAL, 1, "není volný termín,"), version=1, by=people.above)
        out(term, people, erratum="Slovo bylo jinak.")

        page = client.get(f"/zavazek/{NOW_TERM.valid_from.year}/vydani/2/").content.decode()

        assert "<del>volná kapacita,</del>" in " ".join(page.split())
        assert "<ins>volný termín,</ins>" in " ".join(page.split())
        first = words(client.get(f"/zavazek/{NOW_TERM.valid_from.year}/vydani/1/"))
        assert "V tomto vydání byla chyba, opravilo ji vydání 2: Slovo bylo jinak." in first
        missing = client.get(f"/zavazek/{NOW_TERM.valid_from.year}/vydani/9/")
        assert (missing.status_code, "Závazek nemá vydání 9." in words(missing)) == (404, True)


PASSED = date(TODAY.year - 1, 6, 30)


def titles(person, word):
    told = Notice.objects.filter(person=person, title__contains=word).order_by("id")
    return sorted(notice.title.replace("\xa0", " ") for notice in told)


class TestPassedDates:
    @pytest.fixture
    def late(self, term, people):
        goal = a_goal(term, people, "Pomáhat cizincům.", deadline=PASSED)
        deadline = BlockContent(BlockPart.DEADLINE, f"{PASSED.day}. {PASSED.month}. {PASSED.year}")
        write_section(term, "strategic", SectionContent("", (deadline,)), version=0, by=people.above)
        other = BlockContent(BlockPart.DEADLINE, f"do 31. prosince {TODAY.year - 1}")
        write_section(term, "long_term", SectionContent("", (other,)), version=0, by=people.above)
        out(term, people)
        return Goal.objects.get(pk=goal.pk)

    def test_days_are_read_as_people_write_them(self):
        found = days_in("31. 12. 2022, 1.2.2023 i 5. května 2024; 30. 2. 2025 není den")

        assert found == [date(2022, 12, 31), date(2023, 2, 1), date(2024, 5, 5)]

    def test_public_page_says_so(self, client, late):
        page = words(client.get("/zavazek/"))

        assert f"Cíl 1: termín už uplynul. Byl 30. 6. {PASSED.year}." in page
        assert f"Dlouhodobé cíle: termín už uplynul. Byl 31. 12. {TODAY.year - 1}." in page
        assert "Strategické cíle: termín už uplynul" not in page  # the goal says it

    def test_those_responsible_are_told_once_at_a_step(self, late, people):
        now = timezone.now()
        write_reminders(now)
        write_reminders(now)

        of_goal = f"Cíl 1: termín už uplynul. Byl 30. 6. {PASSED.year}"
        of_section = f"Dlouhodobé cíle: termín už uplynul. Byl 31. 12. {TODAY.year - 1}"
        assert titles(people.director, "uplynul") == [of_goal]
        assert titles(people.above, "uplynul") == [of_goal, of_section]
        assert "Cíl 1: termín už uplynul." in words(browser(people.director).get("/prace/"))

    def test_end_of_the_term_is_told_until_the_next_one_is_out(self, term, people):
        soon = datetime(NOW_TERM.valid_until.year, 12, 20, 9, tzinfo=PRAGUE)
        write_reminders(soon)
        assert titles(people.above, "Platnost") == [f"Platnost závazku skončí 31. 12. {NOW_TERM.valid_until.year}"]
        a_goal(term, people)
        out(term, people)

        new = open_term(NEXT_TERM, by=people.above)
        approve(new.goals.get(), by=people.director)
        out(new, people)

        assert list(tasks.commitment_dates(tasks.EVERYBODY, soon.date())) == []
