"""The command: its report, its JSON, its exit code, and that a bad file gives one sentence and writes nothing."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from goals.formatting import describe
from goals.models import Goal
from goals.reading import read_targets
from tests.goals.importing_cast import NOTHING, TEXT, rows

WORDING = "Setkat se se školami 2x ročně."


def run(path, *options, year=2026):
    """The command's exit code, standard output and standard error."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_goals", str(path), f"--year={year}", *options, stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def row(number, wording):
    """The line of the report for a new goal."""
    targets = "; ".join(describe(target) for target in read_targets(wording, year=2026))
    return f"    {number}  nový        {wording:<64}  {targets}"


class TestShowing:
    def test_report_names_centres_goals_and_targets(self, two_centres, saved):
        code, out, _err = run(saved())

        assert code == 0
        assert out.splitlines() == [
            "Operační cíle center 2026 (rok 2026)",
            "  oddíl Úvod [nový]: Úvodní věta.",
            "  oddíl Termín plnění [nový]: konec roku",
            "",
            "CPIC Benešov (benesov), cílů: 2",
            row(1, "Uspořádat nejméně 3 kurzy češtiny."),
            row(2, "Obsadit místo pracovníka."),
            "",
            "CPIC Plzeň (plzen), cílů: 1",
            row(1, WORDING),
            "",
            "Center: 2, cílů: 3 (nový: 3, beze změny: 0, jiné znění: 0). Nic se nezapsalo; zapíše se s volbou --apply.",
        ]

    @pytest.mark.parametrize("options", [[], ["--json"]])
    def test_nothing_is_written_without_apply(self, two_centres, saved, options):
        run(saved(), *options)

        assert rows() == NOTHING

    def test_json_is_all_that_stands_on_standard_output(self, two_centres, saved):
        code, out, err = run(saved(), "--json")

        found = json.loads(out)
        assert code == 0
        assert list(found) == ["year", "sections", "centres", "problems", "questions"]
        assert found["year"] == 2026
        assert found["sections"] == [
            {"title": "Úvod", "text": "Úvodní věta."},
            {"title": "Termín plnění", "text": "konec roku"},
        ]
        assert found["centres"][1] == {
            "slug": "plzen",
            "name": "CPIC Plzeň",
            "goals": [
                {
                    "text": WORDING,
                    "targets": [target.as_json() for target in read_targets(WORDING, year=2026)],
                }
            ],
        }
        assert (found["problems"], found["questions"]) == ([], [])
        assert err.startswith("Center: 2, cílů: 3")

    def test_problems_come_with_their_places(self, two_centres, saved):
        text = TEXT.replace("## CPIC Plzeň", "## CPIC Plzen\n\n## CPIC Plzněn")

        code, out, _err = run(saved(text), "--json")

        found = json.loads(out)
        assert code == 2
        assert found["problems"] == [
            {"where": "řádek 14", "message": "Centrum CPIC Plzen nemá žádný cíl.", "severity": "remark"},
        ]
        assert found["questions"] == [
            {
                "id": "CPIC Plzněn",
                "place": "řádek 16",
                "question": "Které centrum je „CPIC Plzněn“? Takové neznám; nejbližší je „CPIC Plzeň“.",
                "reading": "plzen",
                "choices": [
                    {"answer": "benesov", "label": "CPIC Benešov"},
                    {"answer": "plzen", "label": "CPIC Plzeň"},
                    {"answer": "-", "label": "Žádné: jeho cíle vynechat"},
                ],
            }
        ]
        assert [centre["slug"] for centre in found["centres"]] == ["benesov", "plzen", None]


class TestApplying:
    def test_json_with_apply_writes_too(self, two_centres, saved):
        code, out, _err = run(saved(), "--apply", "--json")

        assert (code, len(json.loads(out)["centres"]), Goal.objects.count()) == (0, 2, 3)

    def test_what_stands_beside_a_wording_is_written_beside_it(self, two_centres, saved):
        beside = "- Obsadit místo pracovníka.\n  Termín: 30. 6. 2026\n  Zodpovídá: vedoucí centra\n  Indikátor: smlouva"
        code, _out, _err = run(saved(TEXT.replace("- Obsadit místo pracovníka.", beside)), "--apply")

        goal = Goal.objects.get(text="Obsadit místo pracovníka.")
        assert (code, goal.responsible, goal.evidence) == (0, "vedoucí centra", "Indikátor: smlouva")
        assert [str(target.deadline) for target in goal.targets.all()] == ["2026-06-30"]

    def test_one_error_keeps_everything_out(self, two_centres, saved):
        code, out, _err = run(saved(TEXT.replace("věta.", "věta.\n\n- Komu patřím?")), "--apply")

        assert (code, rows()) == (1, NOTHING)
        assert [line[:18] for line in out.splitlines() if line.startswith("  chyba")] == ["  chyba, řádek 5: "]
        assert out.endswith("Soubor má chyby, nic se nezapsalo.\n")

    def test_open_question_keeps_everything_out_until_it_is_answered(self, two_centres, saved, tmp_path):
        path = saved(TEXT + "\n## CPIC Neznámá Lhota\n\n- Uspořádat kurz.\n")
        code, out, _err = run(path, "--apply")

        question = "  řádek 18 [CPIC Neznámá Lhota]: Které centrum je „CPIC Neznámá Lhota“? Takové neznám."
        assert (code, rows()) == (2, NOTHING)
        assert question in out.splitlines()
        choices = "    odpovědi: benesov (CPIC Benešov); plzen (CPIC Plzeň); - (Žádné: jeho cíle vynechat)"
        assert choices in out.splitlines()
        assert "odpovědět na otázky" in out

        answers = tmp_path / "answers.json"
        answers.write_text(json.dumps({"CPIC Neznámá Lhota": "plzen"}))
        code, _out, _err = run(path, "--apply", f"--answers={answers}")

        assert (code, Goal.objects.filter(centre__slug="plzen").count()) == (0, 2)

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ("{", "není JSON"),
            ("[]", "objekt JSON"),
            ('{"CPIC Neznámá Lhota": 1}', "objekt JSON"),
            ('{"CPIC Neznámá Lhota": "plzen", "CPIC Neznámá Lhota": "benesov"}', "je v souboru s odpověďmi dvakrát"),
            ('{"CPIC Jiná": "plzen"}', "„CPIC Jiná“ se nikdo neptá"),
            ('{"CPIC Neznámá Lhota": "nikde"}', "„nikde“ na „CPIC Neznámá Lhota“ není možná"),
            (None, "nejde otevřít"),
        ],
    )
    def test_answers_that_cannot_be_meant_are_refused(self, two_centres, saved, tmp_path, answers, said):
        file = tmp_path / "answers.json"
        if answers is not None:
            file.write_text(answers)

        path = saved(TEXT + "\n## CPIC Neznámá Lhota\n\n- Uspořádat kurz.\n")
        code, _out, err = run(path, "--apply", f"--answers={file}")

        assert (code, rows()) == (1, NOTHING)
        assert said in err

    def test_answer_holds_for_the_words_that_were_asked_about_and_no_others(self, two_centres, saved, tmp_path):
        """The file may have changed meanwhile, or the answers may be of another one."""
        unclear = "- Uspořádat kurz.\n→ Místo bude ve {} na náměstí.\n- Navštívit školu.\n"
        path = saved(TEXT + unclear.format("škole"))
        (question,) = json.loads(run(path, "--json")[1])["questions"]
        answers = tmp_path / "answers.json"
        answers.write_text(json.dumps({question["id"]: "nový cíl"}))
        saved(TEXT + unclear.format("knihovně"))

        code, _out, err = run(path, "--apply", f"--answers={answers}")

        assert (code, rows()) == (1, NOTHING)
        assert "se nikdo neptá" in err

    def test_other_year_is_refused(self, two_centres, saved):
        code, _out, _err = run(saved(), "--apply", year=2027)

        assert (code, rows()) == (1, NOTHING)

    @pytest.mark.parametrize("year", [0, 1999, 2101, 10**9])
    def test_impossible_year_is_refused(self, two_centres, saved, year):
        code, _out, err = run(saved(), "--apply", year=year)

        assert (code, rows()) == (1, NOTHING)
        assert err == f"Rok {year} není možný; zadejte rok od 2000 do 2100.\n"

    def test_system_without_centres_is_refused(self, db, saved):
        code, _out, err = run(saved(), "--apply")

        assert (code, rows()) == (1, NOTHING)
        assert err == "V systému nejsou žádná centra; nejdřív je nahrajte příkazem load_reference.\n"


class TestBadFiles:
    @pytest.mark.parametrize(
        ("content", "name", "message"),
        [
            (b"", "cile.md", "Soubor je prázdný."),
            (b"\x00\x01", "cile.txt", "Soubor neobsahuje čitelný text; uložte ho jako prostý text v kódování UTF-8."),
            (
                b"PK\x03\x04 a dal nic",
                "cile.docx",
                "Soubor je poškozený, dokument Wordu (.docx) se z něj nepodařilo přečíst.",
            ),
            (b"%PDF-1.7 a dal nic", "cile.pdf", "Soubor je poškozený, PDF se z něj nepodařilo přečíst."),
            (b"text", "cile.odf", "Příponu „.odf“ neznám; čtou se soubory .txt, .md, .docx, .odt, .pdf."),
            (
                b"mleko\nchleba\n",
                "cile.txt",
                "Tohle nejsou operační cíle center: v souboru není název žádného známého centra.",
            ),
        ],
    )
    @pytest.mark.parametrize("options", [[], ["--apply"]])
    def test_bad_file_gives_one_sentence_and_writes_nothing(self, two_centres, saved, content, name, message, options):
        assert run(saved(content, name), *options) == (1, "", f"{message}\n")
        assert rows() == NOTHING

    def test_bad_file_is_a_problem_for_machines_too(self, two_centres, tmp_path):
        code, out, err = run(tmp_path / "nikde.pdf", "--json", "--apply")

        assert (code, err) == (1, "Soubor „nikde.pdf“ neexistuje.\n")
        assert json.loads(out) == {
            "year": 2026,
            "sections": [],
            "centres": [],
            "problems": [{"where": "soubor", "message": "Soubor „nikde.pdf“ neexistuje.", "severity": "refusal"}],
            "questions": [],
        }
