"""Translations of the commitment: what each was made from, the guard, a translator's page, files, and what of them
comes out with an edition or after it."""

import io
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from centres.access import MissingRight
from centres.languages import Language
from centres.models import Membership, Role
from goals.commitment import BlockContent, SectionContent, Term, open_term, write_section
from goals.importing import lines_of, parse_commitment
from goals.importing import write_commitment as write
from goals.mail.notifications import write_reminders
from goals.models import Block, LanguageIssue, Notice, Translation
from goals.models.translations import source_hash
from goals.parity import all_differences, differences
from goals.public import issuing
from goals.public.publishing import EDITION, is_intact, publish
from goals.states import BlockPart, Level
from goals.translating import Wording, in_language, keep_translations, standing, translate, units_of
from goals.workflow import Refused
from tests.factories import approve, department_head, events_about, make_network_goal, make_user
from tests.languages_cast import read_all
from tests.threads import at_once, refusals, winners
from tests.world import browser, fields, words

pytestmark = [pytest.mark.django_db]

EXAMPLE = (settings.BASE_DIR / "fixtures" / "verejny-zavazek.md").read_text()
TERM = Term("Veřejný závazek", date(2026, 1, 1), date(2030, 12, 31))
SAYS = {"služby jsou bezplatné": "послуги безкоштовні", "mlčíme": "ми мовчимо", "do 31. 12. 2030": "до 31. 12. 2030"}


@pytest.fixture
def people():
    return SimpleNamespace(
        above=department_head(),
        ukrainian=make_user(Role.TRANSLATOR, language="uk"),
        russian=make_user(Role.TRANSLATOR, language="ru"),
        staff=make_user(),
    )


@pytest.fixture
def term(people):
    """A small commitment: a goal, a heading, three blocks, all read in Ukrainian."""
    document = open_term(TERM, by=people.above)
    blocks = [BlockContent(BlockPart.ITEM, text) for text in list(SAYS)[:2]]
    write_section(document, "principles", SectionContent("Zásady", tuple(blocks)), version=0, by=people.above)
    deadline = SectionContent("", (BlockContent(BlockPart.DEADLINE, "do 31. 12. 2030"),))
    write_section(document, "long_term", deadline, version=0, by=people.above)
    approve(make_network_goal(level=Level.LONG_TERM, document=document, text="Pomáhat cizincům."))
    said = SAYS | {"Veřejný závazek": "Зобов’язання", "Zásady": "Принципи"}
    said["Pomáhat cizincům."] = "Допомагати іноземцям."
    read_all(document, "uk", {unit.name: said[unit.czech] for unit in units_of(document)}, by=people.ukrainian)
    return document


def reworded(document, old, new, people, key="principles"):
    """Somebody changes one block of a section."""
    section = document.sections.get(key=key)
    blocks = [BlockContent.of(block) for block in section.blocks.all()]
    blocks = [replace(block, text=new) if block.text == old else block for block in blocks]
    write_section(document, key, SectionContent(section.title, tuple(blocks)), version=section.version, by=people.above)


def unit_of(document, czech):
    return next(unit for unit in units_of(document) if unit.czech == czech)


def saved(document, czech, text, people, *, language="uk", by=None, **facts):
    """The unit as one more person writes it."""
    unit = unit_of(document, czech)
    row = document.translations.filter(language=language, block=unit.name).first()
    wording = Wording(text, **{"is_read": True} | facts)
    by = by or people.ukrainian
    return translate(
        document, language, unit.name, wording, seen=unit.source_hash, version=row.version if row else 0, by=by
    )


def states(document, language="uk"):
    return {one.unit.czech: str(one.state) for one in in_language(document, language)}


def out(document, people):
    return publish(document, by=people.above, reason="Spěchá.")


def public(path="/uk/zavazek/"):
    return Client().get(path).content.decode()


class TestStates:
    def test_changed_sentence_makes_just_its_block_stale(self, term, people):
        reworded(term, "mlčíme", "mlčíme o všem", people)

        assert states(term) == {
            **dict.fromkeys(("Veřejný závazek", "Pomáhat cizincům.", "do 31. 12. 2030", "Zásady"), "fresh"),
            "služby jsou bezplatné": "fresh",
            "mlčíme o všem": "stale",
        }
        assert set(states(term, "en").values()) == {"missing"}

    def test_what_is_put_back_is_fresh_again(self, term, people):
        reworded(term, "mlčíme", "mlčíme o všem", people)
        reworded(term, "mlčíme o všem", "mlčíme", people)

        assert set(states(term).values()) == {"fresh"}

    def test_editor_says_that_a_change_does_not_matter(self, term, people):
        reworded(term, "mlčíme", "mlčíme vždy", people)
        unit, since = unit_of(term, "mlčíme vždy"), source_hash("mlčíme")
        facts = {"since": since, "seen": unit.source_hash, "by": people.above}
        with pytest.raises(Refused, match="Napište, proč"):
            keep_translations(term, unit.name, reason=" ", **facts)

        keep_translations(term, unit.name, reason="Jen důraz.", **facts)
        again = keep_translations(term, unit.name, reason="Jen důraz.", **facts)

        assert (again, set(states(term).values())) == ([], {"fresh"})
        event = events_about(term).last()
        assert (event.name, event.content) == ("keep_translations", "mlčíme\n→ mlčíme vždy")
        assert event.comment.endswith(": Jen důraz.")

    def test_a_changed_date_always_matters(self, term, people):
        reworded(term, "do 31. 12. 2030", "do 31. 12. 2031", people, key="long_term")
        unit = unit_of(term, "do 31. 12. 2031")
        facts = {"since": source_hash("do 31. 12. 2030"), "seen": unit.source_hash, "by": people.above}

        with pytest.raises(Refused, match="Liší se data: jen česky 31.\xa012.\xa02030, jen v překladu"):
            keep_translations(term, unit.name, reason="Nevadí.", **facts)

        assert states(term)["do 31. 12. 2031"] == "stale"

    def test_new_term_takes_over_what_says_the_same(self, term, people):
        saved(term, "mlčíme", "молчим", people, language="ru", by=people.russian, is_read=False)

        new = open_term(Term("Další závazek", date(2031, 1, 1), date(2034, 12, 31)), by=people.above)

        found = states(new)
        assert found.pop("Další závazek") == "missing"
        assert set(found.values()) == {"fresh"}
        assert states(new, "ru")["mlčíme"] == "unchecked"

    def test_imported_new_term_takes_over_too(self, people):
        czech = "# " + EXAMPLE.split("# ")[1]
        first = write(parse_commitment([lines_of(EXAMPLE.encode(), ".md")], chosen={}), TERM).document
        later = Term("Další", date(2031, 1, 1), date(2034, 12, 31))

        new = write(parse_commitment([lines_of(czech.encode(), ".md")], chosen={}), later).document

        counts = [dict(standing(term, ["vi"])[0]["states"])["unchecked"] for term in (first, new)]
        assert counts[0] == counts[1] > 40


class TestGuard:
    @pytest.mark.parametrize(
        ("language", "czech", "text", "sentence"),
        [
            ("en", "do 31. 12. 2030", "by 31 December 2030", None),
            ("en", "do 31. prosince 2030", "by December 31, 2030", None),
            ("uk", "do 31. 12. 2030", "до 31 грудня 2030 року", None),
            ("vi", "do 31. 12. 2030", "trước ngày 31 tháng 12 năm 2030", None),
            ("ru", "do 31. 12. 2030", "до 30 декабря 2030", "Liší se data: jen česky 31.\xa012.\xa02030"),
            ("en", "k 31. 3. každého roku", "as of March 31 of each year", None),
            ("uk", "k 31. 3. každého roku", "станом на 30 березня кожного року", "jen v překladu 30.\xa03."),
            ("vi", "v pěti jazycích", "bằng năm thứ tiếng", None),
            ("en", "2 000 lidí", "2,000 people", None),
            ("ru", "ve čtyřech krajích", "в четырёх краях", None),
            ("uk", "služby jsou zdarma", "خدماتنا مجانية للجميع", "Překlad je psaný jiným písmem, než má tento jazyk."),
            ("en", "služby jsou zdarma", "služby jsou zdarma", "Překlad je stejný jako česky."),
            ("en", "dvakrát ročně", "three times a year", "Liší se čísla: jen česky 2, jen v překladu 3."),
            ("en", "viz https://a.cz/x.", "see https://a.cz/y", "Liší se odkazy: jen česky https://a.cz/x"),
            ("en", "pište na a@b.cz", "write to c@b.cz", "Liší se odkazy: jen česky a@b.cz, jen v překladu c@b.cz."),
            ("cs-simple", "Do 31. 12. 2030 pomůžeme 10 lidem.", "Pomůžeme lidem.", None),
            ("cs-simple", "Pomůžeme 10 lidem.", "Pomůžeme 12 lidem.", "Liší se čísla: jen česky –, jen v překladu 12."),
        ],
    )
    def test_dates_numbers_and_links_say_the_same(self, language, czech, text, sentence):
        found = " ".join(differences(czech, text, language))

        assert sentence in found if sentence else not found

    def test_two_headings_are_not_called_alike(self):
        pairs = {"a": ("Termín dlouhodobých cílů", "Deadline"), "b": ("Termín operačních cílů", "Deadline")}

        found = all_differences(pairs, "en", headings=["a", "b"])

        assert found == {"b": ["Stejně se jmenuje jiný nadpis, česky „Termín dlouhodobých cílů“."]}

    def test_difference_is_mended_or_given_a_reason(self, term, people):
        with pytest.raises(Refused, match="Liší se data"):
            saved(term, "do 31. 12. 2030", "до 31. 12. 2031", people)

        saved(term, "do 31. 12. 2030", "до 31. 12. 2031", people, is_read=False)
        assert states(term)["do 31. 12. 2030"] == "unchecked"
        row = saved(term, "do 31. 12. 2030", "до кінця", people, reason="Tak se to říká.")

        assert (row.reason, states(term)["do 31. 12. 2030"]) == ("Tak se to říká.", "fresh")
        assert "Tak se to říká." in events_about(term).last().comment


class TestTranslator:
    def page(self, term, czech="mlčíme", language="uk"):
        return f"/prace/preklady/{term.pk}/{language}/{unit_of(term, czech).name}/"

    def test_only_the_own_language_is_there(self, term, people):
        client = browser(people.ukrainian)

        assert client.get(f"/prace/preklady/{term.pk}/uk/").status_code == 200
        assert client.get(f"/prace/preklady/{term.pk}/ru/").status_code == 404
        assert client.get(self.page(term, language="ru")).status_code == 404
        assert browser(people.staff).get(f"/prace/preklady/{term.pk}/uk/").status_code == 403
        with pytest.raises(MissingRight):
            saved(term, "mlčíme", "молчим", people, language="ru")

    def test_start_page_says_what_is_left(self, term, people):
        client = browser(people.ukrainian)
        assert "Překlad (українська)" not in words(client.get("/prace/"))
        reworded(term, "mlčíme", "mlčíme vždy", people)

        page = words(client.get("/prace/"))

        assert "Překlad (українська): Veřejný závazek platí: 5, česky se mezitím změnilo: 1" in page
        assert "Překlad (русский)" not in page

    def test_day_after_the_czech_changed_translators_hear_it_and_once_more(self, term, people):
        reworded(term, "mlčíme", "mlčíme vždy", people)
        now, day = timezone.now(), timedelta(days=1)
        told = []
        for at in (now, now + day, now + 2 * day, now + 13 * day, now + 14 * day):
            write_reminders(at)
            told.append(sorted(Notice.objects.filter(key__startswith="translate:").values_list("person", flat=True)))

        # Russian has never been there, but somebody translates into it; Vietnamese has nobody and nothing.
        both = sorted([people.ukrainian.pk, people.russian.pk])
        assert told == [[], both, both, both, sorted(2 * both)]

    def test_where_nobody_translates_any_longer_who_writes_the_commitment_hears_it(self, term, people):
        people.ukrainian.memberships.update(valid_until=timezone.localdate() - timedelta(days=1))
        reworded(term, "mlčíme", "mlčíme vždy", people)

        write_reminders(timezone.now() + timedelta(days=1))

        notice = Notice.objects.get(person=people.above, path__endswith="/uk/")
        assert (notice.title, notice.text) == (
            "Překlad (українська): Veřejný závazek",
            "platí: 5, česky se mezitím změnilo: 1",
        )

    def test_who_also_works_in_a_centre_has_it_on_the_start_page_too(self, term, people):
        facts = {"role": Role.TRANSLATOR, "language": "ru", "valid_from": timezone.localdate()}
        Membership.objects.create(user=people.staff, **facts)

        assert "Překlad (русский)" in words(browser(people.staff).get("/prace/"))

    def test_navigation_has_just_that(self, term, people):
        page = words(browser(people.ukrainian).get("/prace/preklady/"))

        assert "Překlady" in page
        assert not any(label in page for label in ("Dlouhodobé cíle", "Sítě a partneři", "Moje cíle"))
        assert "українська platí: 6" in page

    def test_block_is_read_and_the_next_one_that_is_left_follows(self, term, people):
        reworded(term, "mlčíme", "mlčíme vždy", people)
        reworded(term, "služby jsou bezplatné", "služby jsou zdarma", people)
        client, page = browser(people.ukrainian), self.page(term, "mlčíme vždy")
        shown = words(client.get(page))
        assert "zbývá 2" in shown
        assert "Co se v češtině změnilo od překladu" in shown

        answer = client.post(page, fields(client.get(page)) | {"text": "ми завжди мовчимо", "action": "read"})

        assert answer["Location"] == self.page(term, "služby jsou zdarma")
        row = Translation.objects.get(text="ми завжди мовчимо")
        assert (row.checked_by, row.source) == (people.ukrainian, "mlčíme vždy")

    def test_difference_is_shown_beside_the_field_for_its_reason(self, term, people):
        client, page = browser(people.ukrainian), self.page(term, "do 31. 12. 2030")
        form = fields(client.get(page)) | {"text": "до кінця", "action": "read"}

        answer = client.post(page, form)

        assert answer.status_code == 422
        assert "Liší se data: jen česky 31. 12. 2030" in words(answer).replace("\xa0", " ")
        assert '<textarea name="reason"' in answer.content.decode()
        assert client.post(page, form | {"reason": "Tak se to říká."}).status_code == 302

    def test_who_was_slower_sees_both(self, term, people):
        client, page = browser(people.ukrainian), self.page(term)
        form = fields(client.get(page)) | {"text": "моє", "action": "save"}
        saved(term, "mlčíme", "їхнє", people)

        answer = client.post(page, form)

        assert answer.status_code == 409
        assert "моє" in answer.content.decode()
        assert "їхнє" in words(answer)

    def test_czech_that_changed_meanwhile_is_said(self, term, people):
        client, page = browser(people.ukrainian), self.page(term)
        form = fields(client.get(page)) | {"text": "моє", "action": "save"}
        reworded(term, "mlčíme", "mlčíme vždy", people)

        answer = client.post(page, form)

        assert answer.status_code == 409
        assert "České znění se mezitím změnilo" in words(answer)

    def test_role_is_given_with_its_language(self, people):
        client = browser(people.above)
        form = {"email": people.staff.email, "role": "translator", "valid_from": "", "valid_until": ""}

        assert "Vyberte jazyk" in words(client.post("/prace/lide/pozvat/", form))
        client.post("/prace/lide/pozvat/", form | {"language": "vi"})

        assert people.staff.memberships.get().language == Language.VIETNAMESE


@pytest.mark.django_db(transaction=True)
@pytest.mark.engine
def test_of_two_who_write_one_block_at_once_one_is_told():
    above = department_head()
    document = open_term(TERM, by=above)
    unit = unit_of(document, "Veřejný závazek")
    facts = {"seen": unit.source_hash, "version": 0, "by": above}

    done = at_once(
        *(lambda text=text: translate(document, "uk", "title", Wording(text), **facts) for text in ("одне", "друге"))
    )

    assert (len(winners(done)), len(refusals(done))) == (1, 1)


class TestFiles:
    def upload(self, client, term, name, content, language="uk"):
        page = f"/prace/preklady/{term.pk}/{language}/nahrat/"
        answer = client.post(page, {"file": SimpleUploadedFile(name, content)})
        return answer, page

    def exported(self, client, term, kind, language="uk"):
        return client.get(f"/prace/preklady/{term.pk}/{language}.{kind}").content

    @pytest.mark.parametrize("kind", ["po", "xlsx"])
    def test_what_goes_out_comes_back_changed(self, term, people, kind):
        client = browser(people.ukrainian)
        data = self.exported(client, term, kind)
        if kind == "po":
            data = data.decode().replace("ми мовчимо", 'ми завжди \\"мовчимо\\"').encode()
        else:
            book = load_workbook(io.BytesIO(data))
            cell = next(cell for row in book.active for cell in row if cell.value == "ми мовчимо")
            cell.value = 'ми завжди "мовчимо"'
            book.save(file := io.BytesIO())
            data = file.getvalue()

        answer, page = self.upload(client, term, f"a.{kind}", data)
        assert words(answer).count("ми завжди") == 1
        assert not Translation.objects.filter(text__contains="завжди").exists()  # a trial saves nothing
        client.post(page, {"tried": fields(answer)["tried"]})

        assert states(term)["mlčíme"] == "unchecked"
        assert Translation.objects.get(checked_at=None).text == 'ми завжди "мовчимо"'

    def test_czech_beside_a_translation_is_what_it_was_made_from(self, term, people):
        client = browser(people.ukrainian)
        data = self.exported(client, term, "po").decode().replace("ми мовчимо", "мовчимо")
        reworded(term, "mlčíme", "mlčíme vždy", people)

        answer, page = self.upload(client, term, "a.po", data.encode())

        assert "Česky se to mezitím změnilo" in words(answer)
        client.post(page, {"tried": fields(answer)["tried"]})
        assert states(term)["mlčíme vždy"] == "stale"

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            (lambda text, pk: text.replace(f"zavazek-{pk}", f"zavazek-{pk + 1}"), "Soubor patří k jinému závazku."),
            (lambda text, pk: text.replace('msgctxt "', 'msgctxt "x'), "Soubor patří k jinému závazku."),
            (lambda text, pk: text.replace("Language: uk", "Language: vi"), "Soubor je v jazyce „vi“, tady se nahrává"),
            (lambda text, pk: text.replace("msgstr", "msgstring"), "souboru .po nejde přečíst"),
            (lambda text, pk: "", "Soubor je prázdný."),
            (lambda text, pk: "hello", "souboru .po nejde přečíst"),
            (lambda text, pk: 'msgctxt "title"\nmsgstr "x"\n\n' + text, "souboru .po nejde přečíst"),
            (
                lambda text, pk: text.replace("Language: uk", "Language: ").replace(
                    "послуги безкоштовні", "это услуги, которые для вас бесплатны, и мы об этом говорим"
                ),
                "Překlady vypadají jako „ru“",
            ),
        ],
    )
    def test_file_of_something_else_is_refused(self, term, people, change, sentence):
        client = browser(people.ukrainian)
        text = self.exported(client, term, "po").decode()

        answer, _page = self.upload(client, term, "a.po", change(text, term.pk).encode())

        assert answer.status_code == 422
        assert sentence in words(answer)

    def test_translation_with_other_numbers_is_shown_and_waits(self, term, people):
        client = browser(people.ukrainian)
        data = self.exported(client, term, "po").decode().replace("до 31. 12. 2030", "до 31. 12. 2035")

        answer, page = self.upload(client, term, "a.po", data.encode())

        assert "Liší se data: jen česky 31. 12. 2030" in words(answer).replace("\xa0", " ")
        client.post(page, {"tried": fields(answer)["tried"]})
        assert states(term)["do 31. 12. 2030"] == "unchecked"

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [(b"PK\x03\x04nothing", "nejde otevřít"), (b"x", "nejde otevřít"), (None, "V tabulce chybí řádek s nadpisy")],
    )
    def test_table_that_is_none_is_refused(self, term, people, content, sentence):
        if content is None:
            Workbook().save(file := io.BytesIO())
            content = file.getvalue()

        answer, _page = self.upload(browser(people.ukrainian), term, "a.xlsx", content)

        assert answer.status_code == 422
        assert sentence in words(answer)

    def test_text_like_a_formula_stays_text(self, term, people):
        saved(term, "mlčíme", "=1+1", people, reason="Tak to je.")

        book = load_workbook(io.BytesIO(self.exported(browser(people.ukrainian), term, "xlsx")))

        assert [cell.data_type for row in book.active for cell in row if cell.value == "=1+1"] == ["s"]

    def test_trial_of_somebody_else_or_changed_meanwhile_saves_nothing(self, term, people):
        client = browser(people.ukrainian)
        data = self.exported(client, term, "po").decode().replace("ми мовчимо", "мовчимо")
        answer, page = self.upload(client, term, "a.po", data.encode())
        form = {"tried": fields(answer)["tried"]}

        other = browser(make_user(Role.TRANSLATOR, language="uk")).post(page, form, follow=True)
        saved(term, "mlčíme", "їхнє", people)
        late = client.post(page, form, follow=True)

        assert "Vyzkoušený soubor už není k dispozici" in words(other)
        assert "mezitím uložil někdo jiný" in words(late)
        assert Translation.objects.filter(text="їхнє").exists()


@pytest.mark.engine
class TestComingOut:
    def test_edition_freezes_what_each_block_was(self, term, people):
        saved(term, "mlčíme", "молчим", people, language="ru", by=people.russian, is_read=False)

        edition = out(term, people)

        issue = edition.issues.get()  # nobody has read anything in Russian
        assert (issue.language, issue.number, {block["state"] for block in issue.blocks}) == ("uk", 1, {"fresh"})
        assert issuing.is_intact(issue)
        assert is_intact(edition)
        assert "issues" not in EDITION.content_of(edition)
        with pytest.raises(DatabaseError, match="goals_languageissue is frozen"), transaction.atomic():
            LanguageIssue.objects.update(number=7)

    def test_public_page_is_in_its_language(self, term, people):
        out(term, people)

        assert "ми мовчимо" in public()
        assert '<span lang="cs"' not in public().partition("<main")[2].partition("<dl")[0]
        russian = public("/ru/zavazek/")
        assert '<span lang="cs">mlčíme</span>' in russian
        assert "Обязательство ещё не переведено" in russian

    def test_changed_sentence_is_stale_in_public_and_nothing_else(self, term, people):
        out(term, people)
        reworded(term, "mlčíme", "mlčíme vždy", people)
        assert "відтоді змінився" not in public()  # a draft is nobody's business

        out(term, people)

        page = public()
        today = f"{timezone.localdate():%d.%m.%Y}"
        assert page.count(f"Це відповідає чеському тексту від {today}, який відтоді змінився.") == 1
        block = Block.objects.get(text="mlčíme vždy")
        assert f'href="/zavazek/#block-{block.pk}"' in page
        assert f'id="block-{block.pk}"' in public("/zavazek/")
        assert "mlčíme" not in page
        stale = [
            block["block"] for block in LanguageIssue.objects.order_by("pk").last().blocks if block["state"] == "stale"
        ]
        assert stale == [f"block-{block.pk}"]

    def test_translation_finished_later_is_a_language_issue(self, term, people):
        first = out(term, people)
        reworded(term, "mlčíme", "mlčíme vždy", people)
        second = out(term, people)
        checksums = first.checksum, second.checksum
        saved(term, "mlčíme vždy", "ми завжди мовчимо", people)
        ready = issuing.ready_issue(term, "uk")
        assert [block["text"] for block in ready.news] == ["ми завжди мовчимо"]

        issue = issuing.publish_issue(term, "uk", expected=ready.fingerprint, by=people.above)
        again = issuing.publish_issue(term, "uk", expected=ready.fingerprint, by=people.above)

        assert (str(issue), again) == ("vydání 2, uk 2", issue)
        assert "ми завжди мовчимо" in public()
        assert "відтоді змінився" not in public()
        for edition in (first, second):
            edition.refresh_from_db()
            assert is_intact(edition)
        assert (first.checksum, second.checksum) == checksums
        assert all(issuing.is_intact(one) for one in LanguageIssue.objects.select_related("edition"))
        assert words(Client().get(second.get_absolute_url())).count("українська : jazykové vydání 2 ze dne") == 1

    def test_words_made_from_a_draft_stay_inside(self, term, people):
        out(term, people)
        reworded(term, "mlčíme", "mlčíme o tajném", people)
        saved(term, "mlčíme o tajném", "таємниця", people)
        saved(term, "Zásady", "Правила", people)
        ready = issuing.ready_issue(term, "uk")

        issuing.publish_issue(term, "uk", expected=ready.fingerprint, by=people.above)

        page = public()
        assert "Правила" in page
        assert "ми мовчимо" in page
        assert "таємниця" not in page

    def test_unread_change_does_not_take_away_what_was_read(self, term, people):
        out(term, people)
        saved(term, "mlčíme", "щось нове", people, is_read=False)
        reworded(term, "služby jsou bezplatné", "služby jsou vždy bezplatné", people)

        out(term, people)

        assert "ми мовчимо" in public()
        assert "щось нове" not in public()

    def test_issue_is_published_from_its_page(self, term, people):
        out(term, people)
        client, page = browser(people.above), f"/prace/preklady/{term.pk}/uk/vydat/"
        assert "Není co vydat" in words(client.get(page))
        saved(term, "mlčíme", "ми завжди мовчимо", people)
        form = fields(client.get(page))
        assert browser(people.ukrainian).get(page).status_code == 403

        saved(term, "Zásady", "Правила", people)
        assert client.post(page, form).status_code == 409
        assert client.post(page, fields(client.get(page))).status_code == 302

        assert "Правила" in public()

    def test_simple_czech_is_one_more_language(self, term, people):
        assert Client().get("/zavazek/snadno/").status_code == 404
        saved(term, "mlčíme", "O tom, co nám řeknete, nebudeme mluvit.", people, language="cs-simple", by=people.above)
        out(term, people)

        page = public("/zavazek/snadno/")

        assert "O tom, co nám řeknete, nebudeme mluvit." in page.replace("\xa0", " ")
        assert "služby jsou bezplatné" in page.replace("\xa0", " ")  # not put simply yet
        assert '<html lang="cs"' in page
        entry = public("/sitemap.xml").partition("/zavazek/snadno/</loc>")[2].partition("</url>")[0]
        assert entry.strip() == ""  # it is there, and there alone: no other language has such a page
        assert public("/sitemap.xml").count("snadno") == 1
        assert "hreflang" not in page.partition("</head>")[0]
        assert 'href="/zavazek/snadno/"' in public("/zavazek/")
        assert "/zavazek/snadno/" not in public("/uk/zavazek/")
