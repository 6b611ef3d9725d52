"""The import into the database: drafts in document order, recognised when they come again, never overwritten."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.conf import settings
from django.db import IntegrityError, connection

from centres.reference import load_reference
from goals.importing import (
    ImportProblem,
    Outcome,
    drafts,
    import_document,
    is_storable,
    known_centres,
    parse,
    read_lines,
    report,
)
from goals.models import Document, Goal, Section, Target
from goals.reading import ProposedTarget
from goals.states import Comparator, GoalState, Kind, SectionKey
from goals.writing import proposed_targets
from tests.factories import approve
from tests.goals.importing_cast import NOTHING, TEXT, rows

pytestmark = pytest.mark.engine

TARGET = ("kind", "comparator", "value", "unit", "window", "deadline")


class TestWriting:
    def test_goals_are_written_as_drafts_in_document_order(self, imported):
        found = Goal.objects.values_list("number", "centre__slug", "position", "text", "state")

        assert list(found) == [
            (1, "benesov", 1, "Uspořádat nejméně 3 kurzy češtiny.", GoalState.DRAFT),
            (2, "benesov", 2, "Obsadit místo pracovníka.", GoalState.DRAFT),
            (3, "plzen", 1, "Setkat se se školami 2x ročně.", GoalState.DRAFT),
        ]

    def test_proposed_targets_are_written(self, imported):
        found = {goal.text: list(goal.targets.values_list(*TARGET)) for goal in Goal.objects.all()}

        assert len(found) == 3
        for text, targets in found.items():
            assert targets == [
                (it.kind, it.comparator, it.value, it.unit, it.window, it.deadline)
                for it in proposed_targets(text, year=2026)
            ]

    def test_wording_is_kept_as_the_form_would_keep_it(self, two_centres, saved):
        wordings = "- Snížit počet stížností o 10 %.\n- Rozdat 5 jízdenek.\n- Jednou za tři týdny vyjet do terénu.\n"
        result = import_document(saved(f"CPIC Benešov\n\n{wordings}"), year=2026, apply=True)

        assert "  17\u00a0výjezdů ročně\n" in report(result)  # and people are shown what is kept
        kept = Target.objects.order_by("goal__number").values_list("kind", "value", "unit", "unit_forms", "is_relative")
        assert list(kept) == [
            ("increase", -10, "stížností", "", True),
            ("count", 5, "jízdenek", "jízdenka, jízdenky, jízdenky, jízdenek", False),
            ("frequency", 17, "výjezdů", "", False),
        ]

    def test_what_cannot_be_is_remarked_and_not_kept(self, two_centres, saved):
        text = "CPIC Benešov\n\n- Uspořádat 3 kurzy do 31. 11.\n- Proškolit 120 % lektorů.\n"

        result = import_document(saved(text), year=2026, apply=True)

        assert [problem.message[:11] for problem in result.problems[-2:]] == ["Den „31. 11", "Podíl 120\u00a0%"]
        assert not result.stops
        assert list(Target.objects.filter(kind="count").values_list("value", "deadline")) == [(3, None)]
        assert not Target.objects.filter(kind="share").exists()

    def test_document_and_sections_are_written(self, imported):
        document = Document.objects.get()

        assert (document.year, document.title) == (2026, "Operační cíle center 2026")
        assert list(document.sections.values_list("key", "title", "text", "position")) == [
            (SectionKey.INTRODUCTION, "Úvod", "Úvodní věta.", 1),
            (SectionKey.DEADLINE, "Termín plnění", "konec roku", 2),
        ]

    def test_document_without_a_title_is_named(self, two_centres, saved):
        import_document(saved("CPIC Benešov\n\n- Uspořádat kurz.\n"), year=2026, apply=True)

        assert Document.objects.get().title == "Operační cíle center 2026"

    @pytest.mark.parametrize(
        "text",
        [
            TEXT.replace("Uspořádat", "Uspořádat " + "velmi " * 700),
            TEXT.replace("Úvodní věta.", "Úvodní věta. " * 400),
        ],
    )
    def test_text_that_does_not_fit_is_an_error(self, two_centres, saved, text):
        result = import_document(saved(text), year=2026, apply=True)

        assert [problem.message.endswith("vejde se jich nejvýše 4000.") for problem in result.problems] == [True]
        assert (result.applied, rows()) == (False, NOTHING)

    @pytest.mark.parametrize(
        ("value", "fits"), [(None, True), ("0", True), ("2.25", True), ("1e10", False), ("0.125", False)]
    )
    def test_value_must_fit_into_the_database(self, value, fits):
        value = value and Decimal(value)
        target = ProposedTarget(Kind.COUNT, Comparator.MIN, value, "kurzů", None, None, (0, 5))

        assert is_storable(target) is fits


class TestAgain:
    def test_same_file_changes_nothing(self, imported, saved):
        before = rows()

        result = import_document(saved(), year=2026, apply=True)

        assert rows() == before
        assert (result.count(Outcome.KNOWN), result.problems) == (3, ())

    def test_white_space_is_no_change(self, imported, saved):
        result = import_document(saved(TEXT.replace("nejméně 3", "nejméně\u00a03")), year=2026, apply=True)

        assert result.count(Outcome.KNOWN) == 3

    def test_new_goal_is_added_behind_the_others(self, imported, saved):
        text = TEXT.replace("- Obsadit místo", "- Najít nové prostory.\n- Obsadit místo")

        import_document(saved(text), year=2026, apply=True)

        found = Goal.objects.order_by("number").values_list("number", "centre__slug", "position", "text")
        assert list(found)[3:] == [(4, "benesov", 3, "Najít nové prostory.")]

    def test_changed_wording_is_reported_and_not_written(self, imported, saved):
        before = rows()

        result = import_document(saved(TEXT.replace("3 kurzy", "5 kurzů")), year=2026, apply=True)

        assert rows() == before
        assert [goal.outcome for goal in result.goals] == [Outcome.CHANGED, Outcome.KNOWN, Outcome.KNOWN]
        assert [(problem.where, problem.message, problem.is_error) for problem in result.problems] == [
            (
                "řádek 11",
                "Cíl č. 1 (rozepsaný) má v systému jiné znění a zůstává, jak je: „Uspořádat nejméně 3 kurzy češtiny.“",
                False,
            )
        ]

    def test_approved_goal_is_not_touched(self, imported, saved):
        approve(Goal.objects.get(number=1))
        before = rows()

        result = import_document(saved(TEXT.replace("3 kurzy", "5 kurzů")), year=2026, apply=True)

        assert rows() == before
        assert result.problems[0].message.startswith("Cíl č. 1 (schválený) má v systému jiné znění")

    def test_each_known_goal_is_recognised_once(self, imported, saved):
        text = TEXT.replace("- Obsadit", "- Uspořádat nejméně 3 kurzy angličtiny.\n- Obsadit")

        result = import_document(saved(text), year=2026, apply=True)

        assert [goal.outcome for goal in result.goals] == [Outcome.KNOWN, Outcome.NEW, Outcome.KNOWN, Outcome.KNOWN]

    def test_goal_that_the_file_no_longer_has_stays_and_is_reported(self, imported, saved):
        before = rows()

        result = import_document(saved(TEXT.replace("- Obsadit místo pracovníka.\n", "")), year=2026, apply=True)

        assert rows() == before
        assert [problem.message for problem in result.problems] == [
            "Cíl č. 2 centra CPIC Benešov v souboru není; zůstává: „Obsadit místo pracovníka.“"
        ]

    def test_changed_section_is_reported_and_not_written(self, imported, saved):
        before = rows()

        result = import_document(saved(TEXT.replace("Úvodní věta.", "Jiná věta.")), year=2026, apply=True)

        assert rows() == before
        assert [problem.message for problem in result.problems] == [
            "Oddíl „Úvod“ má v systému jiné znění; zůstává, jak je."
        ]

    def test_same_wording_in_another_year_is_new(self, imported, saved):
        result = import_document(saved(TEXT.replace("2026", "2027")), year=2027, apply=True)

        assert result.count(Outcome.NEW) == 3


class TestAllOrNothing:
    def test_failure_of_the_database_halfway_writes_nothing(self, two_centres, saved):
        def fail(execute, sql, params, many, context):
            if sql.startswith("INSERT") and Target._meta.db_table in sql:
                raise IntegrityError("a constraint")
            return execute(sql, params, many, context)

        with connection.execute_wrapper(fail), pytest.raises(ImportProblem, match="nic se nezapsalo"):
            import_document(saved(), year=2026, apply=True)

        assert rows() == NOTHING


class TestAtOnce:
    def test_plan_made_before_the_lock_would_write_twice(self, imported, saved):
        """The control of the next test: this is what a plan from before somebody else's import does."""
        Goal.objects.filter(number=3).delete()
        document = parse(read_lines(saved()), year=2026, centres=known_centres())
        stale = drafts.plan(document, 2026)
        import_document(saved(), year=2026, apply=True)

        drafts.write_goals(Document.objects.get(), stale)

        assert Goal.objects.filter(text="Setkat se se školami 2x ročně.").count() == 2

    @pytest.mark.django_db(transaction=True)
    def test_two_imports_at_once_write_each_goal_once(self, two_centres, saved):
        path, barrier = saved(), Barrier(2)

        def write(_):
            barrier.wait()
            try:
                return import_document(path, year=2026, apply=True).count(Outcome.NEW)
            except ImportProblem:
                return 0
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            new = sorted(pool.map(write, range(2)))

        assert (new, Goal.objects.count()) == ([0, 3], 3)


class TestWholeDocuments:
    @pytest.fixture(autouse=True)
    def reference(self, db):
        load_reference(settings.BASE_DIR / "fixtures")

    def test_example_of_the_project_is_imported_whole(self):
        result = import_document(settings.BASE_DIR / "fixtures" / "operacni-cile-2026.md", year=2026, apply=True)

        assert (result.problems, Goal.objects.count(), Section.objects.count()) == ((), 70, 4)
        assert Goal.objects.filter(targets=None).count() == 0

    def test_formats_of_the_real_document_are_the_same_goals(self, real_documents):
        for extension in ("pdf", "docx", "txt"):
            result = import_document(real_documents / f"operacni-cile-2026.{extension}", year=2026, apply=True)

            assert (result.problems, Goal.objects.count(), Section.objects.count()) == ((), 70, 4)

    def test_queries_do_not_grow_with_goals(self, saved, django_assert_max_num_queries):
        goals = "".join(f"- Uspořádat {number} kurzů číslo {number}.\n" for number in range(700))

        with django_assert_max_num_queries(34):
            result = import_document(saved(f"# Operační cíle 2026\n\n## CPIC Zlín\n\n{goals}"), year=2026, apply=True)

        assert (result.problems, Goal.objects.count()) == ((), 700)
