"""An edition says what was approved, once, and cannot be made to say anything else."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

import centres.triggers
from centres.access import MissingRight
from centres.models import CENTRE_ROLES, CentreChange, Erasure, Event, Role
from goals.freezing import checksum
from goals.models import Edition, EditionFile, EditionGoal, EditionSection, Goal, Section, Target
from goals.public.issuing import freeze_issue
from goals.public.publishing import EDITION, approved_goals, draft_content, is_intact, publish
from goals.states import Kind
from goals.triggers import GUARDS
from goals.workflow import Refused
from tests.factories import (
    PUBLISHED_AT,
    approve,
    changed,
    department_head,
    make_amendment,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def test_edition_holds_approved_goals_and_nothing_else():
    document = make_document()
    approved = make_goal(
        document, text="Uspořádat 12 kurzů.", targets=[{"kind": Kind.COUNT, "value": 12, "unit": "kurzů"}]
    )
    make_goal(document, text="Rozepsané znění.")

    edition = make_edition(document, approved)

    goal = edition.goals.get()
    assert (goal.text, goal.number, goal.centre.name) == ("Uspořádat 12 kurzů.", 1, approved.centre.name)
    assert [(target.kind, target.value, target.unit) for target in goal.targets.all()] == [("count", 12, "kurzů")]


def test_edition_freezes_sections_region_and_parent():
    document = make_document()
    Section.objects.create(document=document, key="introduction", title="", text="Úvod.", position=1)
    main = make_centre(name="CPIC Hlavní")
    goal = make_goal(document, centre=make_centre(parent=main, region=main.region))

    edition = make_edition(document, goal)

    centre = edition.centres.get()
    assert (centre.parent_name, centre.region, centre.nuts3) == ("CPIC Hlavní", main.region.name, main.region.nuts3)
    assert [section.text for section in edition.sections.all()] == ["Úvod."]


def test_editions_are_numbered_one_after_another_and_the_last_one_is_current():
    document = make_document()
    first = make_edition(document)
    second = publish(changed(document), by=department_head(), note="Oprava překlepu.")

    assert (first.number, second.number, second.note) == (1, 2, "Oprava překlepu.")
    assert list(Edition.objects.for_year(2026).current()) == [second]


def test_amendment_does_not_reach_the_edition_but_the_next_one():
    edition = make_edition()
    goal = Goal.objects.get()
    amended = approve(make_amendment(goal, text="Přepsané znění.", reason="Méně zájemců."))

    again = publish(edition.document, by=department_head(), now=PUBLISHED_AT)

    assert is_intact(Edition.objects.get(pk=edition.pk))
    assert "Přepsané" not in edition.goals.get().text
    assert [(row.text, row.number, row.reason) for row in again.goals.all()] == [
        (amended.text, goal.number, "Méně zájemců.")
    ]
    assert is_intact(again)


def change_text():
    Goal.objects.update(text="Přepsané znění.")


def change_target():
    Target.objects.update(value=99)


def add_target():
    Target.objects.create(goal=Goal.objects.get(), position=9, kind="narrative")


def take_target_away():
    Target.objects.all().delete()


def take_goal_back():
    Goal.objects.update(state="draft", approved_at=None)


def delete_goal():
    Goal.objects.all()._raw_delete("default")


@pytest.mark.parametrize(
    "tamper", [change_text, change_target, add_target, take_target_away, take_goal_back, delete_goal]
)
def test_database_refuses_to_change_what_was_approved(tamper):
    goal = approve(make_goal())

    with pytest.raises(DatabaseError, match="decided|frozen"), transaction.atomic():
        tamper()

    goal.refresh_from_db()
    assert (goal.state, goal.targets.count()) == ("approved", 1)


def test_content_from_goals_and_from_frozen_rows_is_the_same():
    edition = make_edition()
    document = edition.document
    heading = {field: getattr(edition, field) for field in EDITION.heading}

    assert draft_content(document, approved_goals(document), heading=heading) == EDITION.content_of(edition)


def test_checksum_tells_every_difference():
    edition = make_edition()
    before = EDITION.content_of(edition)
    changed = [
        before | {"edition": before["edition"] | {"note": "x"}},
        before | {"sections": [{"key": "other", "title": "", "text": ""}]},
        before | {"goals": [before["goals"][0] | {"text": "x"}]},
        before | {"goals": []},
    ]

    sums = {checksum(each) for each in [before, *changed]}

    assert len(sums) == 5
    assert edition.checksum == checksum(before)


FROZEN = sorted({guard.table for guard in [*centres.triggers.GUARDS, *GUARDS] if guard.word == "frozen"})


@pytest.mark.parametrize("table", FROZEN)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET id = id + 1000000", "DELETE FROM {table}"])
def test_frozen_rows_refuse_plain_sql(table, statement):
    document = make_document()
    Section.objects.create(document=document, key="introduction", title="", text="Úvod.", position=1)
    make_edition(document)
    Erasure.objects.create(number=1, table="goals_goal", row=1, column="text", reason="Omyl.", at=timezone.now())
    CentreChange.objects.create(centre=make_centre(), kind="rename", day=date(2026, 3, 1), field="name")
    make_goal(document, continues=make_goal(document))
    freeze_issue(document.editions.get(), "en", [], now=timezone.now())

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] >= 1


def test_sealed_edition_takes_no_further_rows():
    edition = make_edition()

    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        EditionSection.objects.create(edition=edition, key="other", text="Dodatek.", position=9)
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        EditionGoal.objects.create(
            edition=edition,
            level="operational",
            number=9,
            position=9,
            text="x",
            folded_text="x",
            approved_on="2026-01-01",
        )


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DEPARTMENT_HEAD])
def test_publishing_by_another_role_is_refused(role):
    document = make_document()
    goal = approve(make_goal(document))
    centre = goal.centre if role in CENTRE_ROLES else None
    user = make_user(role, centre=centre, valid_until=date(2100, 1, 1))

    with pytest.raises(MissingRight, match="vedoucí odboru"):
        publish(document, by=user)
    assert not Edition.objects.exists()


def test_publishing_without_an_approved_goal_is_refused():
    document = make_document()
    make_goal(document)

    with pytest.raises(Refused, match="žádný cíl není schválený"):
        publish(document, by=department_head())


def test_publishing_that_fails_half_way_leaves_nothing(monkeypatch):
    document = make_document()
    approve(make_goal(document))
    monkeypatch.setattr("goals.public.publishing.draw_after_commit", lambda edition: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        publish(document, by=department_head())
    assert not Edition.objects.exists()
    assert not EditionFile.objects.exists()


def test_publishing_writes_its_event():
    edition = make_edition(now=PUBLISHED_AT)

    event = Event.objects.get(name="publish")
    assert (event.subject_id, event.target, event.role, event.at) == (
        edition.document_id,
        "1",
        "department_head",
        PUBLISHED_AT,
    )
