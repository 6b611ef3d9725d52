"""A commitment that comes in: languages told by script and words, sections and goals of each, questions, and what is
written. The example commitment serves as a sane file, the real one where it is there."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO

import hypothesis
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from docx import Document as Docx
from hypothesis import given
from hypothesis import strategies as st
from weasyprint import HTML

from centres.models import Role
from goals import adoption
from goals.commitment import BlockContent, SectionContent, Term, write_section
from goals.importing import UNKNOWN, ImportProblem, lines_of, parse_commitment, plan_commitment, read_lines
from goals.importing import write_commitment as write
from goals.models import Block, Document, DocumentTrial, Goal, Translation
from goals.states import GoalState, Level, SectionKey
from goals.translating import czech_of, standing
from goals.workflow import Refused
from tests.conftest import DOCUMENTS, NO_DOCUMENTS
from tests.factories import department_head, make_user
from tests.thorough import examples
from tests.world import browser, fields, words

EXAMPLE = settings.BASE_DIR / "fixtures" / "verejny-zavazek.md"
REAL = DOCUMENTS / "verejny-zavazek.txt"
TEXT = EXAMPLE.read_text()
PARTS = dict(zip(("cs", "en", "uk", "ru", "vi"), [f"# {part}" for part in TEXT.split("# ")[1:]], strict=True))
TERM = Term("Veřejný závazek center na podporu integrace cizinců", date(2026, 1, 1), date(2030, 12, 31))
SECTIONS = [*SectionKey][5:13]


def read(*texts, chosen=None):
    return parse_commitment([lines_of(text.encode(), ".md") for text in texts], chosen=chosen or {})


def texts_of(language):
    """By section what it says, in order."""
    return {
        key: [section.title.rstrip(":"), *(one.text for one in [*section.blocks, *section.goals])]
        for key, section in language.sections.items()
    }


def rendered(text, extension):
    """The Markdown as Word or a browser would make it: headings, bold labels, lists."""
    document, page = Docx(), ""
    for line in filter(None, text.splitlines()):
        words = line.strip("#*- ")
        if line.startswith("# "):
            document.add_heading(words, 1)
            page += f"<h1>{words}</h1>"
        elif line.startswith("- "):
            document.add_paragraph(words, style="List Bullet")
            page += f"<ul><li>{words}</li></ul>"
        else:
            document.add_paragraph().add_run(words).bold = line.startswith("**")
            page += f"<p>{words}</p>"
    if extension == ".pdf":
        return HTML(string=f'<meta charset="utf-8">{page}').write_pdf()
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def messages(parsed):
    return [problem.message for problem in parsed.problems]


def remarks(*texts):
    return [problem.message for problem in plan_commitment(read(*texts)).problems]


class TestReading:
    def test_five_languages_of_one_file_with_every_section(self):
        parsed = read(TEXT)

        assert list(parsed.languages) == ["cs", "en", "uk", "ru", "vi"]
        assert {language: list(found.sections) for language, found in parsed.languages.items()} == dict.fromkeys(
            parsed.languages, SECTIONS
        )
        assert parsed.problems == ()

    def test_languages_are_told_by_their_words_not_by_order(self):
        together = read(*(PARTS[language] for language in ("vi", "ru", "cs", "en", "uk")))

        assert set(together.languages) == {"cs", "en", "uk", "ru", "vi"}
        for language, found in read(TEXT).languages.items():
            assert [goal.text for goal in found.goals("long_term")] == [
                goal.text for goal in together.languages[language].goals("long_term")
            ]

    @pytest.mark.parametrize(
        ("language", "ours", "others"), [("uk", "пераційн", "перативн"), ("ru", "перационн", "перативн")]
    )
    def test_operational_goals_are_known_by_either_word(self, language, ours, others):
        said = PARTS[language].replace(ours, others)
        assert said != PARTS[language]

        assert list(read(PARTS["cs"] + said).languages[language].sections) == SECTIONS

    def test_section_holds_text_and_items_in_their_order(self):
        section = read(TEXT).czech.sections["refusal"]

        assert section.title == "Kdy službu odmítneme"
        assert [block.part for block in section.blocks] == ["item"] * 5 + ["text"]

    def test_goals_of_both_levels_with_what_is_said_of_them(self):
        result = plan_commitment(read(TEXT), TERM)

        assert [goal.key for goal in result.goals] == ["strategic"] + ["long_term"] * 6
        assert [goal.phrases for goal in result.goals] == [
            ["10\xa0krajů do 31.\xa012.\xa02030"],
            ["1× za čtvrtletí"],
            ["nejméně 2× ročně"],
            ["nejméně 10\xa0sociokulturních kurzů za rok"],
            ["hodnotí se slovně"],
            ["nejméně 4\xa0akce ročně"],
            ["hodnotí se slovně"],
        ]
        assert {goal.responsible for goal in result.goals} == {"ředitel Správy uprchlických zařízení", "vedoucí odboru"}

    @pytest.mark.parametrize("extension", [".docx", ".pdf"])
    def test_other_formats_say_the_same(self, extension):
        parsed = parse_commitment([lines_of(rendered(PARTS["cs"] + PARTS["vi"], extension), extension)], chosen={})

        for language, found in parsed.languages.items():
            assert texts_of(found) == texts_of(read(TEXT).languages[language])
        assert list(parsed.languages) == ["cs", "vi"]

    # The real file is no part of the project; what it has in it is tried with files of our own as well.
    @pytest.mark.skipif(not REAL.exists(), reason=NO_DOCUMENTS)
    def test_real_file_is_read_whole(self):
        parsed = parse_commitment([read_lines(REAL)], chosen={})
        result = plan_commitment(parsed)

        assert list(parsed.languages) == ["cs", "en", "ru", "vi"]
        assert all(list(found.sections) == SECTIONS for found in parsed.languages.values())
        assert [len(found.sections["principles"].blocks) for found in parsed.languages.values()] == [7, 7, 6, 7]
        assert [
            (len(found.goals("strategic")), len(found.goals("long_term"))) for found in parsed.languages.values()
        ] == [(1, 6)] * 4
        assert [goal.phrases for goal in result.goals] == [
            ["do 31.\xa012.\xa02022"],
            ["1\xa0monitoring za čtvrtletí"],
            ["2× ročně"],
            ["10× ročně"],
            ["hodnotí se slovně"],
            ["4× ročně"],
            ["hodnotí se slovně"],
        ]
        said = "\n".join(f"{problem.where}: {problem.message}" for problem in result.problems)
        for found in (
            "Ruština, Zásady práce s klienty: je tu 6 textů, česky 7.",  # the missing principle
            "Vietnamština, „Mỗi tháng/bàn bạc cả nhóm làm việc“: Překlad je o hodně kratší",  # the evaluation cut short
            "stojí v oddíle „Operační cíle odborného sociálního poradenství“, mluví o jiném.",  # the wrong heading
            "Slovo „доступны“ je tu dvakrát po sobě.",  # the doubled word
            "Strategické cíle: termín 31.\xa012.\xa02022 už uplynul.",  # the passed date
            "Vietnamština, „Mục tiêu chiến lược của trung tâm là cùng có phần trong chín“",  # another structure
        ):
            assert found in said


class TestBadInput:
    def test_language_that_is_missing_is_named(self):
        parsed = read(PARTS["cs"] + PARTS["en"])

        assert messages(parsed) == [f"{name} v souboru není." for name in ("Ukrajinština", "Ruština", "Vietnamština")]

    def test_without_czech_there_is_nothing_to_translate(self):
        with pytest.raises(ImportProblem, match="V souboru není závazek česky"):
            read(PARTS["en"])

    def test_language_that_is_there_twice_is_asked_about(self):
        twice = read(PARTS["cs"] + PARTS["en"] + PARTS["en"])

        assert "Angličtina je tu dvakrát: řádek 93 a řádek 185. Jednu z nich vynechte." in messages(twice)
        assert [part.number for part in twice.asked] == [2, 3]
        answered = read(PARTS["cs"] + PARTS["en"] + PARTS["en"], chosen={"2": "", "3": "en"})
        assert [problem for problem in answered.problems if problem.is_error] == []
        assert answered.languages["en"].number == 3

    def test_language_nobody_knows_is_asked_about(self):
        german = (
            "\n\n# Öffentliche Verpflichtung der Zentren\n\n"
            "Die Zentren sind in jeder Region ein dauerhafter Ort, an dem Ausländer Unterstützung finden.\n\n"
            "**Zielgruppen:**\n\n- Menschen mit einem langfristigen und legalen Aufenthalt\n- Menschen mit Asyl\n\n"
            "Wer die Dienste nicht bekommt, dem sagen wir, wohin er sich wenden kann und wer ihm hilft.\n"
        )

        parsed = read(PARTS["cs"] + german)

        assert "Nepoznali jsme jazyk části, která začíná „Öffentliche Verpflichtung der Zentren“" in messages(parsed)[0]
        assert read(PARTS["cs"] + german, chosen={"2": ""}).problems == ()

    def test_writing_from_right_to_left_is_no_language_of_ours(self):
        arabic = "\n\n# التزام المراكز العام\n\nمهمة المراكز هي مساعدة الأجانب في كل منطقة.\n\nخدماتنا مجانية للجميع.\n"

        asked = read(PARTS["cs"] + arabic * 2).asked

        assert [part.language for part in asked] == [UNKNOWN]

    def test_paragraph_of_two_languages_is_refused(self):
        mixed = PARTS["cs"].replace(
            "Začlenit se trvá dlouho.", "Becoming part of a society takes a long time for them and for the others."
        )

        parsed = read(mixed)

        assert parsed.problems[0].message.startswith("Odstavec je ve dvou jazycích: „Becoming part of")
        assert parsed.problems[0].is_error

    @pytest.mark.parametrize("name", ["operacni-cile-2026.md", "operacni-cile-2025.md"])
    def test_another_document_altogether(self, name):
        with pytest.raises(ImportProblem, match="Soubor není veřejný závazek"):
            parse_commitment([read_lines(settings.BASE_DIR / "fixtures" / name)], chosen={})

    @pytest.mark.parametrize(
        ("language", "old", "new", "sentence"),
        [
            ("en", "at least 10 socio", "at least 12 socio", "Liší se čísla: jen česky 10, jen v překladu 12."),
            (
                "vi",
                "31. 12. 2030",
                "31. 12. 2031",
                "Liší se data: jen česky 31.\xa012.\xa02030, jen v překladu 31.\xa012.\xa02031.",
            ),
            ("uk", "двічі на рік", "тричі на рік", "Liší se čísla: jen česky 2, jen v překladu 3."),
            ("ru", "услуги бесплатны", "услуги услуги бесплатны", "Slovo „услуги“ je tu dvakrát po sobě."),
            ("en", "- the centre is a safe place\n", "", "Angličtina, Zásady práce s klienty: je tu 6 textů, česky 7."),
            (
                "vi",
                "**Thời hạn của mục tiêu hoạt động:**",
                "**Thời hạn của mục tiêu dài hạn:**",
                "stojí v oddíle „Operační cíle odborného sociálního poradenství“, mluví o jiném.",
            ),
            (
                "uk",
                " Залежно від цього він надасть послугу або порадить, яка інша послуга допоможе краще.",
                "",
                "Liší se počet vět: česky 3, v překladu 2.",
            ),
        ],
    )
    def test_translation_that_says_something_else_is_remarked(self, language, old, new, sentence):
        drifted = PARTS[language].replace(old, new)
        assert drifted != PARTS[language]

        assert any(sentence in remark for remark in remarks(PARTS["cs"] + drifted))

    def test_faithful_translations_are_left_in_peace(self):
        assert remarks(TEXT) == []

    @given(st.text(max_size=300))
    @hypothesis.settings(max_examples=examples(20))
    def test_any_text_is_read_or_refused_with_a_sentence(self, text):
        with suppress(ImportProblem):
            plan_commitment(read(PARTS["cs"] + "\n\n" + text))


@pytest.mark.django_db
@pytest.mark.engine
class TestWriting:
    def test_sections_goals_and_translations_are_written_once(self):
        first = write(read(TEXT), TERM)
        again = write(read(TEXT), TERM)

        assert first.document == again.document == Document.objects.get()
        assert [section.key for section in first.document.sections.all()] == SECTIONS
        goals = list(Goal.objects.order_by("position"))
        assert [goal.level for goal in goals] == [Level.STRATEGIC] + [Level.LONG_TERM] * 6
        assert {goal.state for goal in goals} == {GoalState.DRAFT}
        assert Translation.objects.values("language").distinct().count() == 4
        # Every block, heading and goal has its translation, unchecked: nobody has read it back.
        headings = first.document.sections.exclude(title="").count()
        units = 1 + headings + Block.objects.count() + len(goals)
        assert Translation.objects.filter(language="uk", checked_at=None).count() == units

    def test_translation_hangs_on_what_it_translates(self):
        write(read(TEXT), TERM)

        block = Block.objects.get(text="služby jsou bezplatné")
        goal = Goal.objects.get(text__startswith="Uspořádat v centru")
        assert Translation.objects.get(language="vi", block=f"block-{block.pk}").text == "các dịch vụ miễn phí"
        of_goal = Translation.objects.get(language="ru", block=f"goal-{goal.pk}")
        assert (of_goal.source, of_goal.text[:18]) == (goal.text, "Проводить в центре")

    def test_just_the_translations_of_a_changed_block_become_stale(self):
        document = write(read(TEXT), TERM).document
        Translation.objects.filter(language="vi").update(checked_at=timezone.now())
        Translation.objects.get(language="vi", block="title").delete()
        section = document.sections.get(key="principles")
        blocks = [BlockContent.of(block) for block in section.blocks.all()]
        blocks[0] = replace(blocks[0], text="služby jsou vždy bezplatné")
        content = SectionContent(section.title, tuple(blocks))

        write_section(document, "principles", content, version=section.version, by=department_head())

        stale = [
            row.language for row in Translation.objects.all() if row.state(czech_of(document)[row.block]) == "stale"
        ]
        assert sorted(stale) == ["en", "ru", "uk", "vi"]
        found = {one["language"]: dict(one["states"]) for one in standing(document)}
        units = len(czech_of(document))
        assert found["vi"] == {"missing": 1, "fresh": units - 2, "stale": 1}
        assert found["en"] == {"unchecked": units - 1, "stale": 1}
        page = words(browser(department_head()).get("/prace/zavazek/"))
        assert f"Tiếng Việt chybí: 1 · platí: {units - 2} · česky se mezitím změnilo: 1" in page

    def test_a_language_can_come_later_and_nothing_is_overwritten(self):
        write(read(PARTS["cs"] + PARTS["en"]), TERM)
        Translation.objects.filter(language="en", block="title").update(text="Mended")

        write(read(TEXT), TERM)

        assert Translation.objects.get(language="en", block="title").text == "Mended"
        assert Translation.objects.filter(language="uk").count() == Translation.objects.filter(language="en").count()

    def test_term_in_the_way_of_another_writes_nothing(self):
        write(read(PARTS["cs"]), TERM)

        with pytest.raises(Refused, match="Platnost se překrývá"):
            write(read(PARTS["cs"]), Term("Jiný", date(2028, 1, 1), date(2033, 12, 31)))

        assert Document.objects.count() == 1

    def test_command_tries_and_applies(self):
        out = StringIO()
        call_command("import_commitment", str(EXAMPLE), stdout=out)
        assert "Nic se nezapsalo; zapíše se s --apply." in out.getvalue()
        assert not Document.objects.exists()

        call_command(
            "import_commitment", str(EXAMPLE), "--from=2026-01-01", "--until=2030-12-31", "--apply", stdout=out
        )

        assert "Zapsáno." in out.getvalue()
        assert Goal.objects.count() == 7


@pytest.mark.django_db
class TestOnTheWeb:
    @pytest.fixture
    def client(self):
        return browser(make_user(Role.ADMINISTRATOR))

    def upload(self, client, *texts):
        files = [SimpleUploadedFile(f"zavazek-{at}.md", text.encode()) for at, text in enumerate(texts)]
        return client.post("/prace/zavazek/nahrat/", {"files": files})

    def test_files_of_languages_are_tried_asked_about_and_written(self, client):
        answer = self.upload(client, *PARTS.values())
        page = answer["Location"]
        shown = words(client.get(page))
        assert shown.count("Nejdřív napište, od kdy do kdy závazek platí.") == 2  # for both ways on
        assert "ukrajinština" in shown

        form = fields(client.get(page)) | {"valid_from": "2026-01-01", "valid_until": "2030-12-31"}
        assert client.post(page, form).status_code == 302
        trial = DocumentTrial.objects.get()
        answer = client.post(f"{page}zapsat/", {"version": trial.version}, follow=True)

        assert "Závazek je zapsaný" in words(answer)
        assert Document.objects.get().valid_from == date(2026, 1, 1)
        trial.refresh_from_db()
        assert (trial.outcome, trial.lines, Goal.objects.count()) == ("drafts", [], 7)
        assert client.get(page)["Location"] == f"/prace/zavazek/{trial.document_id}/"

    def test_question_about_a_language_is_answered(self, client):
        page = self.upload(client, TEXT + PARTS["en"])["Location"]
        form = fields(client.get(page)) | {"valid_from": "2026-01-01", "valid_until": "2030-12-31"}

        assert client.post(page, form).status_code == 422
        answer = client.post(page, form | {"part_2": "en", "part_6": "-"}, follow=True)

        assert "Zapsat závazek" in words(answer)
        assert "Angličtina je tu dvakrát" not in words(answer)

    def test_another_document_is_refused_where_it_was_chosen(self, client):
        answer = self.upload(client, (settings.BASE_DIR / "fixtures" / "operacni-cile-2026.md").read_text())

        assert answer.status_code == 422
        assert "Soubor není veřejný závazek" in words(answer)
        assert not DocumentTrial.objects.exists()

    def test_who_was_slower_changes_nothing(self, client):
        page = self.upload(client, TEXT)["Location"]
        form = fields(client.get(page)) | {"valid_from": "2026-01-01", "valid_until": "2030-12-31"}
        trial = DocumentTrial.objects.get()
        adoption.answer_commitment(trial, TERM, {}, by=department_head())

        answer = client.post(page, form | {"valid_until": "2029-12-31"})

        assert answer.status_code == 409
        assert DocumentTrial.objects.get().facts["valid_until"] == "2030-12-31"

    def test_it_can_be_thrown_away(self, client):
        page = self.upload(client, TEXT)["Location"]
        trial = DocumentTrial.objects.get()

        client.post(f"{page}zapsat/", {"version": trial.version, "action": "discard"})

        assert not DocumentTrial.objects.exists()
