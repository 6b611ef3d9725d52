"""What publishing asks before, and what it gives: the fingerprint of what was seen, reasons, numbers, an erratum."""

import hashlib
import json
from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction

from centres.models import Event, Role
from goals.models import Edition, EditionCentre, EditionGoal, EditionTarget, Goal, Plan, Section
from goals.pdf.edition import edition_html
from goals.public.publishing import is_intact, preview, publish, ready_to_publish
from goals.states import DocumentKind, GoalState, Level
from goals.workflow import EditConflict, Refused, perform
from goals.writing import Content, create
from tests.factories import (
    PRAGUE,
    PUBLISHED_AT,
    approve,
    changed,
    department_head,
    make_amendment,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_network_goal,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return department_head()


@pytest.fixture
def document():
    return make_document()


def fingerprint_of(document):
    return ready_to_publish(document).fingerprint


def draft(document, centre=None, text="Uspořádat 12 kurzů."):
    """A goal as people write it: without a number."""
    centre = centre or make_centre()
    return create(document, Content(text), by=make_user(Role.HEAD, centre=centre), centre=centre)


def published(edition):
    return [(goal.number, goal.text) for goal in edition.goals.all()]


class TestMark:
    """The fingerprint changes whenever something else would come out, and only then."""

    def test_same_page_leads_to_what_was_seen(self, document, boss):
        approve(draft(document))

        edition = publish(document, by=boss, expected=fingerprint_of(document))

        assert published(edition) == [(1, "Uspořádat 12 kurzů.")]

    def change_goal(self, document):
        approve(draft(document))

    def change_amendment(self, document):
        approve(make_amendment(Goal.objects.get(), text="Jiné znění."))

    def change_section(self, document):
        Section.objects.create(document=document, key="introduction", text="Úvod.", position=1)

    def change_title(self, document):
        type(document).objects.filter(pk=document.pk).update(title="Jiný název")

    def change_edition(self, document):
        publish(document, by=department_head())

    @pytest.mark.parametrize("what", ["goal", "amendment", "section", "title", "edition"])
    def test_page_that_does_not_show_what_would_come_out_is_refused(self, document, boss, what):
        approve(draft(document))
        seen = fingerprint_of(document)
        getattr(self, f"change_{what}")(document)
        before = Edition.objects.count()

        with pytest.raises(EditConflict, match="Mezitím se změnilo, co by se vydalo"):
            publish(document, by=boss, expected=seen)
        assert Edition.objects.count() == before

    def test_order_of_the_goals_is_part_of_what_would_come_out(self, document):
        centre = make_centre()
        goals = [approve(draft(document, centre, text)) for text in ("První.", "Druhý.")]
        seen = fingerprint_of(document)

        Goal.objects.filter(pk=goals[0].pk).update(position=9)

        assert fingerprint_of(document) != seen

    def test_wording_of_the_served_goal_is_part_of_what_would_come_out(self, document):
        served = make_network_goal(level=Level.LONG_TERM, text="Dlouhodobý cíl.")
        served = approve_in_the_network(served)
        goal = make_goal(document, serves=served)
        approve(goal)
        seen = fingerprint_of(document)

        approve_in_the_network(amended(served, "Jiný dlouhodobý cíl."))

        assert fingerprint_of(document) != seen
        assert publish(document, by=department_head()).goals.get().serves == "Jiný dlouhodobý cíl."

    def test_draft_of_somebody_else_changes_nothing(self, document):
        approve(draft(document))
        seen = fingerprint_of(document)

        draft(document)

        assert fingerprint_of(document) == seen

    def test_year_published_twice_from_one_page_is_published_once(self, document, boss):
        approve(draft(document))
        seen = fingerprint_of(document)

        first, again = (publish(document, by=boss, expected=seen) for _turn in range(2))

        assert first == again
        assert (Edition.objects.count(), Event.objects.filter(name="publish").count()) == (1, 1)

    def test_year_published_by_somebody_else_from_the_same_page_is_refused(self, document, boss):
        approve(draft(document))
        seen = fingerprint_of(document)
        publish(document, by=boss, expected=seen)

        with pytest.raises(EditConflict, match="Mezitím se změnilo, co by se vydalo"):
            publish(document, by=department_head(), expected=seen)


def approve_in_the_network(goal):
    goal = perform(goal, "submit", by=department_head())
    return perform(goal, "approve", by=make_user(Role.DIRECTOR))


def amended(goal, text):
    return make_network_goal(level=goal.level, document=goal.document, text=text, amends=goal, reason="Důvod.")


class TestUnfinished:
    @pytest.mark.parametrize("steps", [(), ("submit",), ("submit", "return")])
    def test_goal_on_its_way_needs_a_reason(self, document, boss, steps):
        approve(draft(document))
        goal = draft(document)
        people = {"submit": make_user(Role.HEAD, centre=goal.centre), "return": department_head()}
        for name in steps:
            goal = perform(goal, name, by=people[name], comment="Důvod.")

        assert goal in ready_to_publish(document).unfinished
        for reason in ("", "  "):
            with pytest.raises(Refused, match="Napište, proč se dokument přesto vydává"):
                publish(document, by=boss, reason=reason)
        assert len(published(publish(document, by=boss, reason="Plzeň dodá později."))) == 1

    def test_open_amendment_needs_a_reason_too(self, document, boss):
        amendment = make_amendment(approve(draft(document)), text="Jiné znění.")

        assert ready_to_publish(document).unfinished == (amendment,)
        with pytest.raises(Refused):
            publish(document, by=boss)

    def test_centre_that_wrote_nothing_needs_a_reason(self, document, boss):
        approve(draft(document))
        silent = make_centre()
        Plan.objects.create(document=document, centre=silent)

        ready = ready_to_publish(document)

        assert (ready.unfinished, ready.missing, ready.is_complete) == ((), (silent,), False)
        with pytest.raises(Refused):
            publish(document, by=boss)
        assert publish(document, by=boss, reason="Centrum je zavřené.").number == 1

    def test_centre_that_dropped_everything_is_missing(self, document):
        goal = draft(document)
        perform(goal, "drop", by=make_user(Role.HEAD, centre=goal.centre))

        ready = ready_to_publish(document)

        assert (ready.unfinished, ready.missing) == ((), (goal.centre,))

    def test_centre_with_an_amended_goal_is_not_missing(self, document):
        approve(make_amendment(approve(draft(document)), text="Jiné znění."))

        assert ready_to_publish(document).is_complete

    def test_reason_stays_in_the_record_and_the_note_in_the_edition(self, document, boss):
        approve(draft(document))
        draft(document)

        edition = publish(document, by=boss, reason=" Ostatní později. ", note=" První vydání. ")

        assert (edition.note, Event.objects.get(name="publish").comment) == ("První vydání.", "Ostatní později.")


class TestNumbers:
    def test_numbers_are_given_at_the_first_publication_in_document_order(self, document, boss):
        second, first = make_centre(position=2), make_centre(position=1)
        for centre, text in ((second, "C"), (first, "A"), (first, "B")):
            approve(draft(document, centre, text))

        assert published(publish(document, by=boss)) == [(1, "A"), (2, "B"), (3, "C")]
        assert list(Goal.objects.order_by("number").values_list("number", "text")) == [(1, "A"), (2, "B"), (3, "C")]

    def test_numbers_stay_and_new_goals_go_on_from_the_highest_ever_given(self, document, boss):
        centre = make_centre()
        first, second = (approve(draft(document, centre, text)) for text in ("A", "B"))
        publish(document, by=boss)
        approve(draft(document, make_centre(position=0), "Z"))
        Goal.objects.filter(pk=first.pk).update(position=9)

        assert published(publish(document, by=boss)) == [(3, "Z"), (2, "B"), (1, "A")]

    def test_amended_goal_keeps_its_number_whenever_the_amendment_was_proposed(self, document, boss):
        centre = make_centre()
        first, second = (approve(draft(document, centre, text)) for text in ("A", "B"))
        before = make_amendment(second, text="B2")
        publish(document, by=boss, reason="Změna počká.")
        approve(before)
        approve(make_amendment(first, text="A2", reason="Méně zájemců."))

        edition = publish(document, by=boss)

        assert published(edition) == [(1, "A2"), (2, "B2")]
        assert [goal.reason for goal in edition.goals.all()] == ["Méně zájemců.", "Důvod změny."]

    def test_goal_amended_before_its_first_publication_and_after_it_has_one_number(self, document, boss):
        goal = approve(draft(document, text="A"))
        once = approve(make_amendment(goal, text="A2"))
        publish(document, by=boss)
        approve(make_amendment(once, text="A3"))

        assert published(publish(document, by=boss)) == [(1, "A3")]
        assert set(Goal.objects.values_list("number", flat=True)) == {1}


class TestOrder:
    """What was approved and what was frozen stand in one order, or the checksum would not hold."""

    def test_goals_that_share_a_position(self, document, boss):
        centre = make_centre()
        for text in "ABC":
            approve(draft(document, centre, text))
        publish(document, by=boss)
        approve(draft(document, centre, "D"))
        Goal.objects.update(position=1)

        edition = publish(document, by=boss)

        assert published(edition) == [(1, "A"), (2, "B"), (3, "C"), (4, "D")]
        assert is_intact(edition)

    def test_number_that_comes_from_the_amended_goal_counts_in_the_order(self, document, boss):
        centre = make_centre()
        first, second = (approve(draft(document, centre, text)) for text in "AB")
        amendment = make_amendment(first, text="A2")
        publish(document, by=boss, reason="Změna počká.")
        approve(amendment)
        Goal.objects.update(position=1)

        edition = publish(document, by=boss)

        assert published(edition) == [(1, "A2"), (2, "B")]
        assert is_intact(edition)

    def test_centres_that_share_a_position_do_not_mix(self, document, boss):
        one, other = make_centre(position=5), make_centre(position=5)
        for centre, text in ((one, "A"), (other, "B"), (one, "C"), (other, "D")):
            approve(draft(document, centre, text))

        edition = publish(document, by=boss)

        assert published(edition) == [(1, "A"), (2, "C"), (3, "B"), (4, "D")]
        assert is_intact(edition)


def test_erratum_is_kept_in_its_edition_and_its_checksum():
    first = make_edition()

    second = publish(changed(first.document), by=department_head(), erratum=" V cíli 1 chyběl počet. ")

    assert (first.erratum, second.erratum) == ("", "V cíli 1 chyběl počet.")
    assert is_intact(second)
    second.erratum = ""
    assert not is_intact(second)


def test_edition_that_says_the_same_is_refused_and_so_is_an_erratum_that_changes_nothing(boss):
    document = make_edition().document

    for facts in ({}, {"note": "Znovu."}, {"erratum": "V cíli 1 chyběl počet."}):
        with pytest.raises(Refused, match="Vydání 1 říká totéž"):
            publish(document, by=boss, **facts)
    goal = document.goals.get()
    approve(make_amendment(goal, text="Uspořádat 9 setkání.", reason="Méně zájemců."))
    assert publish(document, by=boss, erratum="V cíli 1 chyběl počet.").number == 2


def test_preview_says_what_the_edition_will_and_saves_nothing(boss):
    document = make_document()
    Section.objects.create(document=document, key="introduction", title="Úvod", text="O čem to je.", position=1)
    approve(
        make_goal(document, targets=[{"kind": "count", "value": "2.50", "unit": "úvazku", "deadline": "2026-06-30"}])
    )
    facts = {"by": boss, "note": "Poznámka.", "now": PUBLISHED_AT}

    html = edition_html(preview(document, ready_to_publish(document), **facts))

    assert Edition.objects.count() == 0
    edition = Edition.objects.with_content().get(pk=publish(document, **facts).pk)
    frozen = edition_html(edition)
    assert [line for line in frozen.splitlines() if line not in html.splitlines()] == [
        line for line in frozen.splitlines() if "Kontrolní součet" in line
    ]


def test_commitment_tells_of_itself_where_it_lives():
    goal = approve_in_the_network(make_network_goal(level=Level.LONG_TERM))

    edition = publish(goal.document, by=department_head())

    assert (edition.year, edition.document.kind) == (None, DocumentKind.COMMITMENT)


def test_edition_made_before_the_later_fields_is_still_intact():
    """Rows as the first version of the product wrote them, and the sum that it made over them, by hand."""
    document = make_document()
    content = {
        "edition": {
            "number": 1,
            "year": 2026,
            "title": "Operační cíle center 2026",
            "reference_number": "SUZ-1/2026",
            "published_on": "2026-03-14",
            "approved_by_role": "department_head",
            "note": "",
        },
        "sections": [],
        "centres": [
            {
                "slug": "brno",
                "name": "CPIC Brno",
                "parent_slug": "",
                "parent_name": "",
                "nuts3": "CZ064",
                "region": "Jihomoravský kraj",
            }
        ],
        "goals": [
            {
                "level": "operational",
                "number": 1,
                "position": 1,
                "text": "Uspořádat 12 kurzů.",
                "approved_on": "2026-03-01",
                "continues_year": None,
                "continues_number": None,
                "centre": "brno",
                "targets": [
                    {
                        "kind": "count",
                        "comparator": "min",
                        "value": "12",
                        "unit": "kurzů",
                        "window": "",
                        "deadline": None,
                    }
                ],
            }
        ],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    edition = Edition.objects.create(
        document=document,
        published_at=PUBLISHED_AT,
        checksum=hashlib.sha256(text.encode()).hexdigest(),
        **content["edition"] | {"published_on": date(2026, 3, 14)},
    )
    centre = EditionCentre.objects.create(edition=edition, position=1, **content["centres"][0])
    goal = EditionGoal.objects.create(
        edition=edition,
        centre=centre,
        level="operational",
        number=1,
        position=1,
        text="Uspořádat 12 kurzů.",
        folded_text="usporadat 12 kurzu.",
        approved_on=date(2026, 3, 1),
    )
    EditionTarget.objects.create(edition=edition, goal=goal, position=1, kind="count", value="12", unit="kurzů")

    assert is_intact(Edition.objects.get())


@pytest.mark.engine
@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("text", "x"), ("responsible", "x"), ("evidence", "x"), ("reason", "x"), ("level", "strategic")],
        *[("state", "draft"), ("state", "dropped"), ("state", "submitted")],
        *[
            ("approved_at", datetime(2030, 1, 1, tzinfo=PRAGUE)),
            ("serves", None),
            ("centre", None),
        ],
    ],
)
@pytest.mark.parametrize("state", [GoalState.APPROVED, GoalState.SUPERSEDED])
def test_database_refuses_to_change_a_decided_goal_in_any_field(state, field, value):
    served = approve_in_the_network(make_network_goal(level=Level.LONG_TERM))
    before = make_goal(make_document(2025))
    goal = approve(make_goal(serves=served, continues=before))
    if state == GoalState.SUPERSEDED:
        approve(make_amendment(goal, text="Jiné znění."))

    with pytest.raises(DatabaseError, match="decided|frozen"), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(**{field: value})


@pytest.mark.engine
def test_database_lets_a_decided_goal_be_numbered_moved_and_superseded_only_forwards():
    goal = approve(make_goal(number=None))

    Goal.objects.filter(pk=goal.pk).update(number=7, position=3)
    Goal.objects.filter(pk=goal.pk).update(state=GoalState.SUPERSEDED)
    with pytest.raises(DatabaseError, match="decided|frozen"), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(state=GoalState.APPROVED)
