"""Two people at once: exactly one wins and the other is told so; a repeated request leads to the first result.

Real threads, committed. Beside each race stands its control: the same people without lock and version, who lose.
"""

from dataclasses import replace
from datetime import date
from functools import cached_property
from inspect import signature
from uuid import UUID

import pytest
from django.db import IntegrityError
from django.db.models import F

from centres.events import record_event
from centres.models import Event, Role, Subject
from goals.approval import APPROVE, RETURN, Verdict, decide, recall_plan, submit, submit_plan, to_submit
from goals.models import Document, Goal, Notice, Plan
from goals.public.publishing import Ready, is_intact, publish, ready_to_publish
from goals.states import Decision, DocumentKind, GoalState
from goals.workflow import EditConflict, Refused, perform
from goals.writing import Content, amend, create, move, open_amendment, write
from goals.years import Calendar, continue_goal, decisions, open_year
from tests.factories import PUBLISHED_AT, approve, department_head, make_centre, make_document, make_goal, make_user
from tests.thorough import TURNS
from tests.threads import at_once, kind_of, naive, overtaken, refusals, winners

STALE = (EditConflict, Goal)

CLICKS = 4
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]

DRAFT, SUBMITTED, APPROVED = GoalState.DRAFT, GoalState.SUBMITTED, GoalState.APPROVED
NOW = PUBLISHED_AT


class Scene:
    """A centre's year with three drafts, two heads of the centre and two department heads, nobody else's."""

    def __init__(self, turn):
        self.turn = turn
        self.centre = make_centre()
        self.plan = Plan.objects.create(document=make_document(2030 + 2 * turn), centre=self.centre)
        for position in (1, 2, 3):
            make_goal(self.plan.document, centre=self.centre, number=None, position=position)
        self.heads = [make_user(Role.HEAD, centre=self.centre) for _turn in range(2)]
        self.bosses = [department_head() for _turn in range(2)]

    @property
    def goal(self):
        return goals_of(self.plan)[0]

    @cached_property
    def waiting(self):
        """The first goal, submitted."""
        return perform(self.goal, "submit", by=self.heads[0])

    @cached_property
    def previous(self):
        """A goal of the year before."""
        return approve(make_goal(make_document(self.plan.document.year - 1), centre=self.centre))

    def count(self, name):
        # What is decided about last year's goal is an event of that goal.
        year = self.plan.document.year
        return Event.objects.filter(name=name, year=year - 1 if name in Decision else year).count()

    def told(self):
        """Who was told something, of these people, as often as they were."""
        mine = Notice.objects.filter(person__in=[*self.heads, *self.bosses])
        return [notice.person for notice in mine.select_related("person").order_by("person")]


def in_scenes(times):
    """The test so many times over, each time in a new scene, from which it takes what it names."""

    def repeat(test):
        names = list(signature(test).parameters)[1:]

        def run(self):
            for turn in range(times):
                scene = Scene(turn)
                facts = {name: scene if name == "scene" else getattr(scene, name) for name in names}
                test(self, **facts)

        return run

    return repeat


repeated = in_scenes(TURNS)
control = in_scenes(1)


def goals_of(plan):
    return list(Goal.objects.in_plan(plan).in_document_order())


def fresh(goal):
    return Goal.objects.get(pk=goal.pk)


def with_text(goal, text):
    return replace(Content.of(goal), text=text)


class TestEditing:
    @repeated
    def test_two_who_edit(self, scene, goal, heads):
        texts = ["Znění první.", "Znění druhé."]

        results = at_once(
            *(
                lambda by=by, text=text: write(goal, with_text(goal, text), by=by)
                for by, text in zip(heads, texts, strict=True)
            )
        )

        [winner] = winners(results)
        [loser] = [result for result in results if isinstance(result, Exception)]
        assert kind_of(loser) == STALE
        assert fresh(goal).text == winner.text == loser.current.text
        assert scene.count("write") == 1

    @control
    def test_without_the_version_the_first_text_is_lost(self, goal):
        def save(text):
            return lambda seen: Goal.objects.filter(pk=seen.pk).update(text=text)

        results = at_once(*naive(lambda: fresh(goal), save("Znění první."), save("Znění druhé.")))

        assert winners(results) == [1, 1]  # both were told that their text is saved

    @repeated
    def test_one_who_edits_and_one_who_submits(self, goal, heads):
        results = at_once(
            lambda: write(goal, with_text(goal, "Jiné znění."), by=heads[0]), lambda: submit([goal], by=heads[1])
        )

        assert (len(winners(results)), refusals(results)) == (1, [STALE])
        assert (fresh(goal).text == "Jiné znění.") is (fresh(goal).state == DRAFT)

    @repeated
    def test_text_saved_by_several_clicks_is_saved_once(self, scene, goal, heads):
        results = at_once(*[lambda: write(goal, with_text(goal, "Jiné znění."), by=heads[0])] * CLICKS)

        assert [(row.pk, row.version) for row in results] == [(goal.pk, 2)] * CLICKS
        assert scene.count("write") == 1


class TestDeciding:
    @repeated
    def test_centre_that_takes_its_goal_back_and_an_approver(self, waiting, heads, bosses):
        def take_back():
            mine = perform(waiting, "recall", by=heads[0])
            return write(mine, with_text(mine, "Neviděné znění."), by=heads[0])

        results = at_once(take_back, lambda: perform(waiting, "approve", by=bosses[0]))

        assert (len(winners(results)), refusals(results)) == (1, [STALE])
        after = fresh(waiting)
        assert (after.state, after.text) in {(APPROVED, waiting.text), (DRAFT, "Neviděné znění.")}

    @control
    def test_without_the_version_a_text_is_approved_that_nobody_saw(self, waiting, heads):
        def take_back():
            return write(perform(waiting, "recall", by=heads[0]), with_text(waiting, "Neviděné znění."), by=heads[0])

        def approve_blindly(seen):
            return Goal.objects.filter(pk=seen.pk).update(state=APPROVED, approved_at=NOW, submitted_at=None)

        results = at_once(*overtaken(lambda: fresh(waiting), take_back, approve_blindly))

        assert len(winners(results)) == 2
        assert (fresh(waiting).state, fresh(waiting).text) == (APPROVED, "Neviděné znění.")

    @repeated
    def test_two_approvers(self, scene, waiting, bosses):
        results = at_once(*(lambda by=by: decide([Verdict(waiting, APPROVE)], by=by) for by in bosses))

        assert (len(winners(results)), refusals(results)) == (1, [STALE])
        assert (scene.count("approve"), fresh(waiting).version) == (1, 3)
        assert scene.told() == scene.heads

    @repeated
    def test_one_who_approves_and_one_who_returns(self, scene, waiting, bosses):
        results = at_once(
            lambda: decide([Verdict(waiting, APPROVE)], by=bosses[0]),
            lambda: decide([Verdict(waiting, RETURN, "Doplňte.")], by=bosses[1]),
        )

        assert (len(winners(results)), refusals(results)) == (1, [STALE])
        assert scene.count("approve") + scene.count("return") == 1

    @control
    def test_without_the_lock_both_decisions_are_recorded(self, scene, waiting, bosses):
        def decide_naively(name, by):
            def write_down(seen):
                assert seen.state == SUBMITTED
                Goal.objects.filter(pk=seen.pk).update(version=F("version") + 1)
                return record_event(seen, name, by=by, role=Role.DEPARTMENT_HEAD, at=NOW)

            return write_down

        at_once(
            *naive(lambda: fresh(waiting), decide_naively("approve", bosses[0]), decide_naively("return", bosses[1]))
        )

        assert (scene.count("approve"), scene.count("return")) == (1, 1)

    @repeated
    def test_decision_by_several_clicks_is_taken_once(self, scene, waiting, bosses, heads):
        results = at_once(*[lambda: decide([Verdict(waiting, APPROVE)], by=bosses[0])] * CLICKS)

        assert [(goal.pk, goal.state, goal.version) for [goal] in results] == [(waiting.pk, APPROVED, 3)] * CLICKS
        assert scene.count("approve") == 1
        assert scene.told() == heads

    @control
    def test_without_the_repeat_check_each_click_is_told(self, scene, waiting, bosses):
        def tell(seen):
            return Notice.objects.create(person=bosses[0], title=seen.text, path="/", created_at=NOW)

        at_once(*naive(lambda: fresh(waiting), *[tell] * CLICKS))

        assert scene.told() == [bosses[0]] * CLICKS

    @repeated
    def test_amendment_and_what_it_amends_are_decided_and_moved_without_waiting_for_each_other(
        self, plan, heads, bosses
    ):
        """On PostgreSQL two who lock the same rows in another order would stop each other for good."""
        approved = [approve(goal) for goal in goals_of(plan)]
        drafts = [amend(goal, Content("Jinak.", reason="Důvod."), by=heads[0]) for goal in approved]
        amendments = submit(drafts, by=heads[0])

        results = at_once(
            lambda: decide([Verdict(row, APPROVE) for row in reversed(amendments)], by=bosses[0]),
            lambda: move(plan, approved[2], -1, by=heads[1]),
            lambda: publish(plan.document, by=bosses[1], reason="Změny počkají."),
            lambda: submit(drafts[::-1], by=heads[0]),
        )

        assert set(refusals(results[:3])) == set()
        assert set(refusals(results[3:])) <= {STALE}  # sent again after it was decided
        assert Goal.objects.in_plan(plan).approved().filter(text="Jinak.").count() == 3


class TestCreating:
    @repeated
    def test_form_sent_by_several_clicks_makes_one_goal(self, scene, plan, heads):
        key = UUID(int=scene.turn + 1)

        results = at_once(
            *[lambda: create(plan.document, Content("Nový."), by=heads[0], centre=plan.centre, key=key)] * CLICKS
        )

        assert len({goal.pk for goal in results}) == 1
        assert (len(goals_of(plan)), scene.count("create")) == (4, 1)

    @repeated
    def test_one_form_sent_for_two_places_makes_one_goal(self, scene, plan, heads):
        key, places = UUID(int=scene.turn + 1), (plan.centre, make_centre(parent=plan.centre))

        results = at_once(
            *(lambda at=at: create(plan.document, Content("Nový."), by=heads[0], centre=at, key=key) for at in places)
        )

        assert (len(winners(results)), refusals(results)) == (1, [(EditConflict, type(None))])
        assert Goal.objects.filter(document=plan.document, text="Nový.").count() == scene.count("create") == 1

    @control
    def test_without_the_lock_each_click_makes_a_goal(self, plan, heads):
        def look():
            return Goal.objects.filter(text="Nový.").first()

        def make(seen):
            return seen or create(plan.document, Content("Nový."), by=heads[0], centre=plan.centre)

        at_once(*naive(look, *[make] * CLICKS))

        assert Goal.objects.filter(text="Nový.").count() == CLICKS

    @repeated
    def test_goals_created_at_once_stand_one_after_another(self, plan, heads):
        at_once(*(lambda by=by: create(plan.document, Content("Nový."), by=by, centre=plan.centre) for by in heads))

        assert [goal.position for goal in goals_of(plan)] == [1, 2, 3, 4, 5]

    @repeated
    def test_two_amendments_of_one_goal(self, goal, heads):
        goal = approve(goal)

        results = at_once(*(lambda by=by: amend(goal, with_text(goal, "Jinak."), by=by) for by in heads))

        assert (len(winners(results)), refusals(results)) == (1, [Refused])
        assert Goal.objects.get(amends=goal) == open_amendment(goal)

    @control
    def test_without_the_lock_the_second_amendment_is_an_error_of_the_database(self, goal):
        goal = approve(goal)
        facts = {"document": goal.document, "centre": goal.centre, "amends": goal, "position": 1, "text": "Jinak."}

        results = at_once(
            *naive(lambda: open_amendment(goal), *[lambda seen: seen or Goal.objects.create(**facts)] * 2)
        )

        assert refusals(results) == [IntegrityError]


class TestPlan:
    @repeated
    def test_one_who_submits_the_year_and_one_who_adds_a_goal(self, plan, heads):
        seen = list(to_submit(plan))

        submitting, adding = at_once(
            lambda: submit_plan(plan, seen, by=heads[0]),
            lambda: create(plan.document, Content("Nový."), by=heads[1], centre=plan.centre),
        )

        assert adding.state == fresh(adding).state == DRAFT
        is_sent = not isinstance(submitting, Exception)
        assert is_sent or kind_of(submitting) == (EditConflict, list)
        assert {fresh(goal).state for goal in seen} == {SUBMITTED if is_sent else DRAFT}

    @control
    def test_without_what_was_seen_a_goal_is_submitted_that_nobody_checked(self, plan, heads):
        def add():
            return create(plan.document, Content("Nový."), by=heads[1], centre=plan.centre)

        at_once(*overtaken(lambda: plan, add, lambda seen: submit(list(to_submit(seen)), by=heads[0])))

        assert Goal.objects.get(text="Nový.").state == SUBMITTED

    @repeated
    def test_year_submitted_by_several_clicks_is_submitted_once(self, scene, plan, heads, bosses):
        seen = list(to_submit(plan))

        results = at_once(*[lambda: submit_plan(plan, seen, by=heads[0])] * CLICKS)

        assert [[goal.version for goal in goals] for goals in results] == [[2, 2, 2]] * CLICKS
        assert (scene.count("submit"), scene.told()) == (3, bosses)

    @repeated
    def test_one_who_takes_the_year_back_and_one_who_decides(self, plan, heads, bosses):
        sent = submit_plan(plan, list(to_submit(plan)), by=heads[0])

        results = at_once(
            lambda: recall_plan(plan, sent, by=heads[0]),
            lambda: decide([Verdict(goal, APPROVE) for goal in reversed(sent)], by=bosses[0]),
        )

        assert len(winners(results)) == 1
        assert set(refusals(results)) < {STALE, (EditConflict, list), Refused}
        assert {goal.state for goal in goals_of(plan)} in ({DRAFT}, {APPROVED})

    @repeated
    def test_two_who_reorder(self, plan, heads):
        first, second, third = goals_of(plan)

        results = at_once(
            lambda: move(plan, first, 1, by=heads[0]),
            lambda: move(plan, third, -1, by=heads[1]),
        )

        assert (len(winners(results)), refusals(results)) == (1, [(EditConflict, Plan)])
        assert goals_of(plan) == ([second, first, third] if results[0] is None else [first, third, second])
        assert [goal.position for goal in goals_of(plan)] == [1, 2, 3]

    @control
    def test_without_the_version_two_orders_are_mixed(self, plan):
        def put(*order):
            def save(seen):
                for position, at in enumerate(order, start=1):
                    Goal.objects.filter(pk=seen[at].pk).update(position=position)

            return save

        results = at_once(*naive(lambda: goals_of(plan), put(1, 0, 2), put(0, 2, 1)))

        assert len(winners(results)) == 2  # both were told that their order is kept


CALENDAR = Calendar(date(2026, 10, 1), date(2026, 11, 30), date(2026, 12, 20), date(2027, 12, 31))


class TestYear:
    def opening(self, by, scene):
        year = 2070 + scene.turn
        return lambda: open_year(year, CALENDAR, [scene.centre], title=f"Cíle {year}", by=by)

    def made(self, scene):
        """Of the year that is opened in the scene: documents, plans, events."""
        documents = Document.objects.for_year(2070 + scene.turn)
        events = Event.objects.about(Subject.DOCUMENT, documents.values("pk")).filter(name="open_year")
        return documents.count(), Plan.objects.filter(document__in=documents).count(), events.count()

    @repeated
    def test_two_who_open_one_year(self, scene, bosses):
        results = at_once(*(self.opening(by, scene) for by in bosses))

        assert (len(winners(results)), refusals(results)) == (1, [Refused])
        assert self.made(scene) == (1, 1, 1)

    @repeated
    def test_year_opened_by_several_clicks_is_opened_once(self, scene, bosses):
        results = at_once(*[self.opening(bosses[0], scene)] * CLICKS)

        assert [document.year for document in results] == [2070 + scene.turn] * CLICKS
        assert self.made(scene) == (1, 1, 1)

    @control
    def test_without_the_constraint_caught_the_second_opening_is_an_error(self):
        def look():
            return Document.objects.for_year(2070).first()

        def make(seen):
            return seen or Document.objects.create(kind=DocumentKind.OPERATIONAL, year=2070, title="Cíle")

        assert refusals(at_once(*naive(look, make, make))) == [IntegrityError]

    @repeated
    def test_two_who_continue_one_goal(self, scene, plan, previous, heads):
        results = at_once(*(lambda by=by: continue_goal(plan, previous, Decision.CARRY, by=by) for by in heads))

        assert results[0] == results[1] == Goal.objects.get(lineage__previous=previous)
        assert (scene.count("create"), scene.count("carry"), plan.continuations.count()) == (1, 1, 1)

    @repeated
    def test_one_who_continues_a_goal_and_one_who_ends_it(self, plan, previous, heads):
        at_once(
            lambda: continue_goal(plan, previous, Decision.CARRY, by=heads[0]),
            lambda: continue_goal(plan, previous, Decision.RETIRE, reason="Splněno.", by=heads[1]),
        )

        row = plan.continuations.get()
        goes_on = Goal.objects.filter(lineage__previous=previous, state=DRAFT).exists()
        assert decisions(plan) == {previous.pk: row}
        assert goes_on is (row.decision == Decision.CARRY)

    @control
    def test_without_the_lock_one_goal_is_continued_twice(self, plan, previous, heads):
        def look():
            return decisions(plan)

        def make(seen):
            return seen or create(plan.document, Content("Dál."), by=heads[0], centre=plan.centre, continues=previous)

        at_once(*naive(look, make, make))

        assert Goal.objects.filter(lineage__previous=previous).count() == 2


class TestPublishing:
    @repeated
    def test_one_who_publishes_and_one_who_approves(self, plan, heads, bosses):
        first, second, _third = goals_of(plan)
        approve(first)
        second = perform(second, "submit", by=heads[0])
        seen = ready_to_publish(plan.document).fingerprint

        publishing, approving = at_once(
            lambda: publish(plan.document, by=bosses[0], reason="Zbytek později.", expected=seen),
            lambda: decide([Verdict(second, APPROVE)], by=bosses[1]),
        )

        assert [goal.state for goal in approving] == [APPROVED]
        if isinstance(publishing, Exception):
            assert (kind_of(publishing), plan.document.editions.count()) == ((EditConflict, Ready), 0)
        else:
            assert [goal.text for goal in publishing.goals.all()] == [first.text]
            assert is_intact(publishing)

    @control
    def test_without_the_mark_a_goal_is_published_that_nobody_saw(self, plan, heads, bosses):
        first, second, _third = goals_of(plan)
        approve(first)
        second = perform(second, "submit", by=heads[0])

        edition, _decided = at_once(
            *overtaken(
                lambda: plan.document,
                lambda: decide([Verdict(second, APPROVE)], by=bosses[1]),
                lambda seen: publish(seen, by=bosses[0], reason="Zbytek později."),
            )
        )

        assert [goal.text for goal in edition.goals.all()] == [first.text, second.text]

    @repeated
    def test_year_published_by_several_clicks_is_published_once(self, scene, goal, bosses):
        approve(goal)
        seen = ready_to_publish(goal.document).fingerprint

        results = at_once(
            *[lambda: publish(goal.document, by=bosses[0], reason="Zbytek později.", expected=seen)] * CLICKS
        )

        assert {edition.pk for edition in results} == {goal.document.editions.get().pk}
        assert scene.count("publish") == 1

    @repeated
    def test_two_who_publish_from_the_same_page(self, scene, goal, bosses):
        approve(goal)
        seen = ready_to_publish(goal.document).fingerprint

        results = at_once(
            *(lambda by=by: publish(goal.document, by=by, reason="Zbytek později.", expected=seen) for by in bosses)
        )

        assert (len(winners(results)), refusals(results)) == (1, [(EditConflict, Ready)])
        assert (goal.document.editions.count(), scene.count("publish")) == (1, 1)

    @control
    def test_without_the_mark_the_second_click_is_refused(self, goal, bosses):
        approve(goal)

        results = at_once(*[lambda: publish(goal.document, by=bosses[0], reason="Zbytek později.")] * 2)

        assert (refusals(results), goal.document.editions.count()) == ([Refused], 1)
