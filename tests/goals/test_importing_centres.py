"""The parser: titles of centres in every form, and what is said about a document that is wrong."""

import pytest

from goals.importing import ImportProblem, lines_of, parse
from tests.goals.short_documents import CENTRES, HEAD, goals_of, one_centre, problems_of, questions_of, read


class TestCentres:
    @pytest.mark.parametrize(
        ("title", "slug"),
        [
            ("## CPIC Benešov", "benesov"),
            ("**CPIC Benešov**", "benesov"),
            ("CPIC Benešov", "benesov"),
            ("CPIC BENESOV:", "benesov"),
            ("Benešov", "benesov"),
            ("## 3. CPIC Kutna Hora", "kutna-hora"),
            ("Centrum na podporu integrace cizinců Benešov", "benesov"),
            ("## Centrum na podporu integrace cizinců Středočeský kraj – Kutná Hora", "kutna-hora"),
            ("Centrum na podporu integrace cizinců pro Plzeňský kraj", "plzen"),
            ("CPIC Plzeňský kraj", "plzen"),
            ("CPIC Benešov (Středočeský kraj)", "benesov"),
            ("CPIC Plzeň – pobočka Kutná Hora", "kutna-hora"),
            ("Integrační centrum Praha, o.p.s.", "praha"),
            ("Operační cíle CPIC Plzeň 2026", "plzen"),
        ],
    )
    def test_title_is_recognised_in_every_form(self, title, slug):
        found = goals_of(f"{HEAD}{title}\n\n- Uspořádat kurz.\n")

        assert found == {slug: ["Uspořádat kurz."]}

    def test_name_is_kept_as_written(self):
        centre = read(HEAD + "## CPIC  BENESOV\n\n- Uspořádat kurz.\n").centres[0]

        assert (centre.name, centre.slug, centre.where) == ("CPIC BENESOV", "benesov", "řádek 3")

    def test_titles_without_blank_lines_are_recognised(self):
        found = goals_of("Operační cíle 2026\nBenešov\n- Uspořádat kurz.\nPlzeň\n- Uspořádat dva kurzy.\n")

        assert found == {"benesov": ["Uspořádat kurz."], "plzen": ["Uspořádat dva kurzy."]}

    def test_town_in_a_wrapped_wording_is_no_title(self):
        wrapped = "- Uspořádat kurz pro klienty, kteří do centra dojíždějí z města"

        assert one_centre(f"{wrapped}\nBenešov\n- Oslovit firmy.\n")[0] == f"{wrapped[2:]} Benešov"

    def test_town_among_parts_of_a_goal_is_no_title(self):
        assert one_centre("- Navštívit obce:\n  - Plzeň\n  - Benešov\n") == ["Navštívit obce: – Plzeň – Benešov"]

    def test_heading_of_a_region_only_groups_centres(self):
        document = read(HEAD + "## Středočeský kraj\n\n### CPIC Benešov\n\n- Uspořádat kurz.\n")

        assert [centre.slug for centre in document.centres] == ["benesov"]
        assert (document.title, document.problems, document.sections) == ("Operační cíle center 2026", (), ())

    def test_numbered_titles_with_goals_below_are_centres(self):
        found = goals_of(
            "# Operační cíle 2026\n\n1. CPIC Benešov\n   - Uspořádat kurz.\n2. CPIC Plzeň\n   - Uspořádat dva.\n"
        )

        assert found == {"benesov": ["Uspořádat kurz."], "plzen": ["Uspořádat dva."]}


class TestProblems:
    def test_unknown_centre_is_asked_about_and_the_nearest_offered(self):
        assert questions_of(HEAD + "## CPIC Benosev\n\n- Uspořádat kurz.\n") == [
            ("řádek 3", "Které centrum je „CPIC Benosev“? Takové neznám; nejbližší je „CPIC Benešov“.", "benesov")
        ]

    def test_nothing_is_offered_where_nothing_is_near(self):
        assert questions_of(HEAD + "## CPIC Neznámá Lhota\n\n- Uspořádat kurz.\n") == [
            ("řádek 3", "Které centrum je „CPIC Neznámá Lhota“? Takové neznám.", "")
        ]

    @pytest.mark.parametrize("title", ["## Benešof", "**CPIC Brno-venkov**", "CPIC Horní Dolní", "## Horní Dolní"])
    def test_unknown_centre_is_asked_about_in_every_form(self, title):
        document = read(f"{HEAD}## CPIC Plzeň\n\n- Najít prostory.\n\n{title}\n\n- Uspořádat kurz.\n")

        assert [(centre.slug, len(centre.goals)) for centre in document.centres] == [("plzen", 1), (None, 1)]
        assert [(question.where, question.answer) for question in document.questions] == [("řádek 7", "")]

    def test_centre_that_comes_twice_is_joined(self):
        text = HEAD + "## CPIC Benešov\n\n- Uspořádat kurz.\n\n## Benešov\n\n- Oslovit firmy.\n"

        sentence = "Centrum Benešov je v dokumentu už jednou (řádek 3); cíle se spojují."
        assert problems_of(text) == [("řádek 7", sentence, False)]
        assert goals_of(text) == {"benesov": ["Uspořádat kurz.", "Oslovit firmy."]}

    def test_centre_without_goals_is_reported(self):
        text = HEAD + "## CPIC Benešov\n\n## CPIC Plzeň\n\n- Uspořádat kurz.\n"

        assert problems_of(text) == [("řádek 3", "Centrum CPIC Benešov nemá žádný cíl.", False)]

    def test_goal_before_any_centre_is_an_error(self):
        text = HEAD + "- Najít prostory.\n\n## CPIC Benešov\n\n- Uspořádat kurz.\n"

        assert problems_of(text) == [
            ("řádek 3", "Cíl stojí před názvem prvního centra, není jasné, komu patří: „Najít prostory.“", True)
        ]

    def test_goal_after_the_label_of_goals_needs_a_centre_too(self):
        text = HEAD + "Znění cílů jednotlivých center:\n\n- Najít prostory.\n\n## CPIC Benešov\n\n- Uspořádat kurz.\n"

        assert [(where, is_error) for where, _, is_error in problems_of(text)] == [("řádek 5", True)]

    def test_other_year_is_an_error(self):
        text = HEAD + "## CPIC Benešov\n\n- Uspořádat kurz.\n"

        assert problems_of(text, year=2027) == [("řádek 1", "Dokument je na rok 2026, ale zadán byl rok 2027.", True)]

    def test_missing_year_is_reported(self):
        document = read("# Operační cíle center\n\n## CPIC Benešov\n\n- Uspořádat kurz.\n")

        assert document.year is None
        assert [problem.is_error for problem in document.problems] == [False]

    def test_goal_that_comes_twice_is_taken_once_and_reported(self):
        text = HEAD + "## CPIC Benešov\n\n- Uspořádat kurz.\n- Uspořádat  kurz.\n"

        assert goals_of(text) == {"benesov": ["Uspořádat kurz."]}
        assert problems_of(text) == [("řádek 6", "Cíl se v centru CPIC Benešov opakuje, převezme se jednou.", False)]

    def test_same_goal_in_two_centres_is_no_problem(self):
        assert problems_of(HEAD + "## CPIC Benešov\n\n- Najít prostory.\n\n## CPIC Plzeň\n\n- Najít prostory.\n") == []

    def test_heading_that_is_no_centre_is_reported(self):
        text = HEAD + "## Zásady\n\n- Psát stručně.\n\n## CPIC Benešov\n\n- Uspořádat kurz.\n"

        assert problems_of(text) == [
            ("řádek 3", "Nadpis „Zásady“ není centrum, text pod ním bude oddílem dokumentu.", False)
        ]

    def test_list_in_the_introduction_is_no_goal(self):
        text = HEAD + "Dokument najdete:\n\n- na webu\n- na nástěnce\n\n## CPIC Benešov\n\n- Uspořádat kurz.\n"

        assert problems_of(text) == []
        assert read(text).sections[0].text == "Dokument najdete:\n– na webu\n– na nástěnce"


class TestOtherDocuments:
    @pytest.mark.parametrize(
        "text",
        [
            "Nákupní seznam\n\n- mléko\n- chléb\n",
            "Zápis z porady\n\nByla v kraji\n\nBenešov\n\na jeho okolí.\n",
            "Cíl 1 → spolupráce\n\n- setkávání\n",
            "x",
        ],
    )
    def test_document_of_another_kind_is_refused(self, text):
        with pytest.raises(ImportProblem, match="Tohle nejsou operační cíle center"):
            read(text)

    def test_document_without_any_goal_is_refused(self):
        with pytest.raises(ImportProblem, match="není žádný cíl"):
            read(HEAD + "## CPIC Benešov\n")

    @pytest.mark.parametrize("name", ["verejny-zavazek", "doporuceni-sitovani", "koordinacni-cinnost-liberec"])
    def test_other_documents_of_the_organisation_are_refused(self, real_documents, name):
        lines = lines_of((real_documents / f"{name}.txt").read_bytes(), ".txt")

        with pytest.raises(ImportProblem, match="Tohle nejsou operační cíle center"):
            parse(lines, year=2026, centres=CENTRES)
