"""The parser: which lines are sections and which are goals, and that no text makes it fail."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goals.importing import ImportProblem, Line, LineKind, ParsedDocument, parse
from goals.states import SectionKey
from tests.goals.short_documents import CENTRES, HEAD, goals_of, one_centre, problems_of, read
from tests.thorough import examples


class TestSections:
    TEXT = (
        HEAD
        + """Cíle se mění podle potřeb regionu.

Najdete je na webu.

Zodpovědná osoba:

- vedoucí centra

Způsob hodnocení cílů:

- porada týmu
- výkazy

Termín: konec roku 2026

**Znění cílů jednotlivých center:**

## CPIC Benešov

- Uspořádat 3 kurzy.
"""
    )

    def test_sections_are_told_apart(self):
        found = [(section.key, section.title, section.text) for section in read(self.TEXT).sections]

        assert found == [
            (SectionKey.INTRODUCTION, "Úvod", "Cíle se mění podle potřeb regionu.\n\nNajdete je na webu."),
            (SectionKey.RESPONSIBLE, "Zodpovědná osoba", "vedoucí centra"),
            (SectionKey.EVALUATION, "Způsob hodnocení cílů", "– porada týmu\n– výkazy"),
            (SectionKey.DEADLINE, "Termín", "konec roku 2026"),
        ]

    def test_section_knows_its_place(self):
        assert [section.where for section in read(self.TEXT).sections] == ["řádek 3", "řádek 7", "řádek 11", "řádek 16"]

    def test_title_and_year_are_read(self):
        document = read(self.TEXT)

        assert (document.title, document.year) == ("Operační cíle center 2026", 2026)

    @pytest.mark.parametrize(
        "head", ["# Operační cíle\n\n## Síť center\n\nna rok 2026", "**Operační cíle**\n\n**2026**"]
    )
    def test_title_takes_in_the_headings_below_it(self, head):
        document = read(f"{head}\n\nÚvodní věta.\n\n## CPIC Benešov\n\n- Uspořádat kurz.\n")

        assert document.title.startswith("Operační cíle ")
        assert (document.year, [section.key for section in document.sections]) == (2026, [SectionKey.INTRODUCTION])

    def test_closing_words_are_a_section_not_a_goal(self):
        document = read(
            HEAD + "CPIC Benešov\n\n- Uspořádat kurz.\n\nV Praze dne 1. 12. 2025\n\nSchválila: vedoucí odboru\n"
        )

        assert [goal.text for goal in document.centres[0].goals] == ["Uspořádat kurz."]
        assert document.sections[0].key == SectionKey.OTHER
        assert document.sections[0].text == "V Praze dne 1. 12. 2025\n\nSchválila: vedoucí odboru"

    def test_sections_after_the_goals_are_read_too(self):
        document = read(HEAD + "## CPIC Benešov\n\n- Uspořádat kurz.\n\n## Hodnocení\n\n- jednou měsíčně\n")

        assert [(section.key, section.text) for section in document.sections] == [
            (SectionKey.EVALUATION, "jednou měsíčně")
        ]

    def test_letterhead_before_the_title_is_left_out(self):
        document = read("Úřad pro příklady\n\n" + self.TEXT)

        assert document.title == "Operační cíle center 2026"
        assert document.sections[0].text == "Cíle se mění podle potřeb regionu.\n\nNajdete je na webu."


class TestGoals:
    @pytest.mark.parametrize("marker", ["-", "–", "*", "•", "1.", "1)", "(1)", "a)", "➢", "\uf0b7"])
    def test_marker_begins_a_goal(self, marker):
        assert one_centre(f"{marker} Uspořádat kurz.\n") == ["Uspořádat kurz."]

    def test_numbered_goals_are_goals(self):
        assert one_centre("1. Uspořádat kurz.\n2. Oslovit firmy.\n10. Najít prostory.\n") == [
            "Uspořádat kurz.",
            "Oslovit firmy.",
            "Najít prostory.",
        ]

    def test_counted_goals_lose_their_count(self):
        assert one_centre("Cíl č. 1: Uspořádat kurz.\n\nCíl č. 2: Oslovit firmy.\n") == [
            "Uspořádat kurz.",
            "Oslovit firmy.",
        ]

    def test_goals_may_be_plain_paragraphs(self):
        assert one_centre("Uspořádat kurz.\n\nOslovit všechny\nfirmy.\n") == [
            "Uspořádat kurz.",
            "Oslovit všechny firmy.",
        ]

    @pytest.mark.parametrize(
        "parts",
        [
            "  - školy\n  - firmy\n",
            "    o  školy\n    o  firmy\n",
            "  – školy\n  – firmy\n",
            "  * školy\n\n  * firmy\n",
        ],
    )
    def test_deeper_bullets_belong_to_the_wording(self, parts):
        assert one_centre(f"- Oslovit:\n{parts}- Uspořádat kurz.\n") == ["Oslovit: – školy – firmy", "Uspořádat kurz."]

    def test_lettered_parts_keep_their_letters(self):
        assert one_centre("1. Oslovit\na) školy\nb) firmy\n2. Uspořádat kurz.\n") == [
            "Oslovit a) školy b) firmy",
            "Uspořádat kurz.",
        ]

    def test_other_bullet_at_the_same_depth_is_reported(self):
        text = HEAD + "CPIC Benešov\n\n1. Oslovit školy.\n- nebo firmy\n2. Uspořádat kurz.\n"

        assert goals_of(text) == {"benesov": ["Oslovit školy. – nebo firmy", "Uspořádat kurz."]}
        assert [(where, is_error) for where, _, is_error in problems_of(text)] == [("řádek 6", False)]

    def test_wrapped_lines_are_joined(self):
        assert one_centre("- Uspořádat\n  kurz pro\nklienty.\n") == ["Uspořádat kurz pro klienty."]

    def test_white_space_is_made_single(self):
        assert one_centre("-   Uspořádat\u00a0 3\tkurzy\u200b.\n") == ["Uspořádat 3 kurzy."]

    def test_emphasis_is_taken_off(self):
        assert one_centre("- Uspořádat **nejméně 3** kurzy\\.\n") == ["Uspořádat nejméně 3 kurzy."]

    def test_date_at_the_beginning_of_a_line_is_no_number(self):
        assert one_centre("- Otevřít klub do\n1. září a druhý do\n1. 12. 2026.\n") == [
            "Otevřít klub do 1. září a druhý do 1. 12. 2026."
        ]

    def test_blank_line_inside_a_list_changes_nothing(self):
        assert one_centre("- Uspořádat kurz.\n\n- Oslovit firmy.\n") == ["Uspořádat kurz.", "Oslovit firmy."]

    def test_paragraph_that_goes_on_in_lower_case_belongs_to_the_goal(self):
        assert one_centre("- Uspořádat kurz o kulturní\n\nrozmanitosti. Pro všechny.\n") == [
            "Uspořádat kurz o kulturní rozmanitosti. Pro všechny."
        ]

    @pytest.mark.parametrize("cut", ["Uspořádat kurz v", "Oslovit (firmy", "Oslovit školy,"])
    def test_unfinished_wording_goes_on_in_the_next_paragraph(self, cut):
        assert one_centre(f"- {cut}\n\nBenešově a Praze\n") == [f"{cut} Benešově a Praze"]

    def test_sentence_in_its_own_paragraph_joins_the_goal_and_is_reported(self):
        text = HEAD + "CPIC Benešov\n\n- Uspořádat kurz.\n\nAkce bude pro všechny.\n\n- Oslovit firmy.\n"

        assert goals_of(text) == {"benesov": ["Uspořádat kurz. Akce bude pro všechny.", "Oslovit firmy."]}
        assert [(where, is_error) for where, _, is_error in problems_of(text)] == [("řádek 7", False)]

    def test_paragraph_before_the_list_is_reported_and_left_out(self):
        text = HEAD + "CPIC Benešov\n\nLetos se soustředíme na mladé.\n\n- Uspořádat kurz.\n"

        assert goals_of(text) == {"benesov": ["Uspořádat kurz."]}
        assert problems_of(text) == [
            ("řádek 5", "Odstavec před prvním cílem centra se nepřebírá: „Letos se soustředíme na mladé.“", False)
        ]

    def test_goal_knows_the_line_on_which_it_begins(self):
        goals = read(HEAD + "CPIC Benešov\n\n- Uspořádat\n  kurz.\n- Oslovit firmy.\n").centres[0].goals

        assert [goal.where for goal in goals] == ["řádek 5", "řádek 7"]


def test_questions_stand_in_the_order_of_the_document():
    table = "| Cíl | Termín |\n|---|---|\n| Noví přátelé<br>Síť lektorů | květen |\n"

    asked = read(HEAD + f"CPIC Atlantida\n\n- Uspořádat kurz.\n\nCPIC Benešov\n\n{table}").questions

    assert [question.where for question in asked] == ["řádek 3", "řádek 11"]


class TestHyphens:
    @pytest.mark.parametrize(
        ("lines", "joined"),
        [
            ("poraden-\nství", "poradenství"),
            ("poraden\u00ad\nství", "poradenství"),
            ("poraden\u2010\nství", "poradenství"),
            ("po\u00adraden\u00adství", "poradenství"),
            ("v okrese Frýdek-\nMístek", "v okrese Frýdek-Místek"),
            ("je-\n-li to možné", "je-li to možné"),
            ("dvou-\na třídenní", "dvou- a třídenní"),
            ("v terénu -\npřímo", "v terénu - přímo"),
            ("ne-\nslovansky, ne-slovansky", "ne-slovansky, ne-slovansky"),
            ("COVID-\n19", "COVID-19"),
        ],
    )
    def test_word_cut_by_a_line_is_joined(self, lines, joined):
        assert one_centre(f"- Nabízet {lines}.\n") == [f"Nabízet {joined}."]


PIECES = st.sampled_from(
    [
        "CPIC Benešov",
        "## ",
        "**",
        "- ",
        "1. ",
        "o ",
        "a) ",
        "\n",
        "\n\n",
        "  ",
        "Operační cíle 2026",
        "Termín:",
        "-",
        "\t",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=30), max_size=60).map("".join)
LINES = st.lists(
    st.builds(
        Line,
        text=TEXTS.filter(bool),
        where=st.just("řádek 1"),
        kind=st.sampled_from(LineKind),
        marker=st.sampled_from(["", "-", "1.", "a)", "•"]),
        indent=st.floats(0, 500),
        gap=st.booleans(),
        fresh=st.booleans(),
    ),
    max_size=30,
)


def outcome_of(reading):
    """What the reading returns, or the problem that it raises; any other error goes on to the test."""
    try:
        return reading()
    except ImportProblem as problem:
        return problem


@settings(max_examples=examples(300))
@given(TEXTS)
@example(HEAD + "- ")
@example("CPIC Benešov\n-\u00ad\n\u2010")
def test_any_text_gives_a_document_or_an_import_problem(text):
    outcome = outcome_of(lambda: read(text))

    assert isinstance(outcome, ParsedDocument | ImportProblem)


@settings(max_examples=examples(200))
@given(LINES)
@example([Line("CPIC Benešov", "řádek 1", LineKind.HEADING), Line("Cíl 1: Termín: květen", "řádek 2", LineKind.ITEM)])
def test_any_lines_give_a_document_or_an_import_problem(lines):
    outcome = outcome_of(lambda: parse(lines, year=2026, centres=CENTRES))

    assert isinstance(outcome, ImportProblem) or all(goal.text for centre in outcome.centres for goal in centre.goals)
