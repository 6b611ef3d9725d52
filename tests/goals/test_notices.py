"""Who is told what: everybody who has something to do with it, once, with the reason, and never who did it."""

from datetime import date

import pytest
from django.urls import resolve

from centres.access import MissingRight
from centres.models import Membership, Role, User
from goals.approval import APPROVE, RETURN, Verdict, decide, recall, submit
from goals.models import Goal, Notice, Plan
from goals.public.publishing import publish, ready_to_publish
from goals.states import GoalState, Level
from goals.workflow import perform
from goals.writing import Content, create
from tests.factories import (
    PUBLISHED_AT,
    approve,
    make_amendment,
    make_centre,
    make_document,
    make_goal,
    make_network_goal,
    make_user,
)

pytestmark = pytest.mark.django_db

NOW = PUBLISHED_AT
TODAY = NOW.date()


@pytest.fixture
def cast():
    """A main centre with its branch, a stranger, and people of every role, some of whom have no right any more."""
    main = make_centre(name="CPIC Brno")
    branch, strange = make_centre(name="CPIC Znojmo", parent=main), make_centre()

    def at(role, centre, email, **facts):
        return make_user(role, centre=centre, email=f"{email}@example.cz", **facts)

    at(Role.HEAD, main, "head-of-main")
    at(Role.STAFF, main, "staff-of-main")
    at(Role.HEAD, branch, "head-of-branch")
    at(Role.STAFF, branch, "staff-of-branch")
    at(Role.DEPUTY, branch, "deputy-of-branch", valid_until=TODAY)
    at(Role.DEPUTY, branch, "deputy-until-yesterday", valid_until=date(2026, 3, 13))
    at(Role.DEPUTY, branch, "deputy-from-tomorrow", valid_from=date(2026, 3, 15), valid_until=date(2026, 12, 31))
    at(Role.HEAD, branch, "disabled-head", is_active=False)
    at(Role.HEAD, strange, "head-elsewhere")
    for role in (Role.DEPARTMENT_HEAD, Role.DIRECTOR, Role.ADMINISTRATOR):
        at(role, None, role.value.replace("_", "-"))
    at(Role.DEPARTMENT_HEAD, None, "second-department-head")
    at(Role.DEPARTMENT_HEAD, None, "disabled-department-head", is_active=False)
    return {"main": main, "branch": branch, "strange": strange}


def person(name):
    return User.objects.get(email=f"{name}@example.cz")


def told():
    """Names of those who were told; somebody told twice is there twice."""
    return sorted(notice.person.email.removesuffix("@example.cz") for notice in Notice.objects.select_related("person"))


def written(centre, text="Uspořádat 12 kurzů.", by=None, document=None):
    document = document or make_document()
    return create(document, Content(text), by=by or person("staff-of-branch"), centre=centre, now=NOW)


def sent(goal, by="head-of-branch"):
    return perform(goal, "submit", by=person(by), now=NOW)


def only_the_cast():
    """Whoever was made on the way to the state that is tested has no role any more."""
    Membership.objects.filter(user__email__startswith="osoba").delete()


DECIDERS = ["department-head", "second-department-head"]
HEADS_OF_BRANCH = ["deputy-of-branch", "head-of-branch", "head-of-main"]


class TestSubmitted:
    def test_those_who_decide_are_told_where_to_decide(self, cast):
        document = make_document()
        goals = [written(cast["branch"], f"Vydat {number} letáků.", document=document) for number in range(5, 10)]

        submit(goals, by=person("head-of-branch"), now=NOW)

        assert told() == DECIDERS
        notice = Notice.objects.first()
        assert (notice.title, notice.text, notice.created_at) == (
            "CPIC Znojmo 2026: 5 cílů ke schválení",
            "\n".join(f"– {goal.text}" for goal in goals),
            NOW,
        )
        match = resolve(notice.path)
        assert (match.url_name, match.kwargs) == ("plan-decide", {"year": 2026, "slug": cast["branch"].slug})

    def test_goals_of_two_centres_are_two_notices(self, cast):
        first = written(cast["branch"])
        second = written(cast["main"], by=person("staff-of-main"), document=first.document)

        submit([first, second], by=person("head-of-main"), now=NOW)

        assert told() == sorted(DECIDERS * 2)

    def test_amendment_is_decided_by_itself(self, cast):
        amendment = make_amendment(approve(make_goal(centre=cast["branch"])))
        Notice.objects.all().delete()

        submit([amendment], by=person("head-of-branch"), now=NOW)

        matches = {
            (resolve(notice.path).url_name, resolve(notice.path).kwargs["pk"]) for notice in Notice.objects.all()
        }
        assert matches == {("goal-decide", amendment.pk)}

    def test_goals_of_the_network_go_to_those_who_decide_about_their_level(self, cast):
        for level in (Level.LONG_TERM, Level.STRATEGIC):
            submit([make_network_goal(level=level)], by=person("department-head"), now=NOW)

        assert told() == ["director", "director", "second-department-head"]


class TestRecalled:
    def test_those_who_decide_are_told_that_there_is_nothing_to_decide(self, cast):
        goal = sent(written(cast["branch"]))

        recall([goal], by=person("head-of-branch"), now=NOW)

        assert told() == DECIDERS
        notice = Notice.objects.first()
        assert notice.title == "CPIC Znojmo 2026: centrum si vzalo cíle zpět, zatím není o čem rozhodovat"
        assert resolve(notice.path).url_name == "plan"


class TestDecided:
    def test_heads_the_head_of_the_main_centre_and_the_author_learn_what_was_approved(self, cast):
        goal = sent(written(cast["branch"]))

        decide([Verdict(goal, APPROVE)], by=person("department-head"), now=NOW)

        assert told() == [*HEADS_OF_BRANCH, "staff-of-branch"]
        notice = Notice.objects.first()
        assert (notice.title, notice.text) == ("CPIC Znojmo 2026: schválen 1 cíl", "– Uspořádat 12 kurzů.")
        match = resolve(notice.path)
        assert (match.url_name, match.kwargs) == ("plan", {"year": 2026, "slug": cast["branch"].slug})

    def test_returned_goal_is_told_with_its_part_its_reason_and_the_way_to_mend_it(self, cast):
        goal = sent(written(cast["branch"]))

        decide([Verdict(goal, RETURN, "Doplňte počet škol.", "targets")], by=person("department-head"), now=NOW)

        assert told() == [*HEADS_OF_BRANCH, "staff-of-branch"]
        notice = Notice.objects.first()
        assert (notice.title, notice.text) == (
            "Vráceno k přepracování: CPIC Znojmo 2026, návrh „Uspořádat 12 kurzů.“",
            "cílové hodnoty: Doplňte počet škol.\n\nUspořádat 12 kurzů.",
        )
        match = resolve(notice.path)
        assert (match.url_name, match.kwargs) == ("goal-edit", {"pk": goal.pk})

    def test_approved_and_returned_goals_are_separate_notices(self, cast):
        first = written(cast["branch"])
        second = written(cast["branch"], "Vydat leták.", document=first.document)

        verdicts = [Verdict(sent(first), APPROVE), Verdict(sent(second), RETURN, "Proč?")]
        decide(verdicts, by=person("department-head"), now=NOW)

        assert told() == sorted([*HEADS_OF_BRANCH, "staff-of-branch"] * 2)
        assert set(Notice.objects.values_list("text", flat=True)) == {"– Uspořádat 12 kurzů.", "Proč?\n\nVydat leták."}

    def test_head_of_the_branch_is_not_told_about_the_main_centre(self, cast):
        goal = sent(written(cast["main"], by=person("staff-of-main")), by="head-of-main")

        decide([Verdict(goal, APPROVE)], by=person("department-head"), now=NOW)

        assert told() == ["head-of-main", "staff-of-main"]

    def test_author_who_is_also_the_head_is_told_once(self, cast):
        goal = sent(written(cast["branch"], by=person("head-of-branch")))

        decide([Verdict(goal, APPROVE)], by=person("department-head"), now=NOW)

        assert told() == HEADS_OF_BRANCH

    def test_author_who_may_not_write_there_any_more_is_not_told(self, cast):
        goal = sent(written(cast["branch"]))
        Membership.objects.filter(user=person("staff-of-branch")).update(valid_until=date(2026, 3, 13))

        decide([Verdict(goal, APPROVE)], by=person("department-head"), now=NOW)

        assert told() == HEADS_OF_BRANCH

    def test_who_decided_is_not_told_even_as_the_head_of_the_centre(self, cast):
        goal = sent(written(cast["branch"]))
        both = person("head-of-branch")
        Membership.objects.create(user=both, role=Role.DEPARTMENT_HEAD, valid_from=date(2020, 1, 1))

        decide([Verdict(goal, APPROVE)], by=both, now=NOW)

        assert told() == ["deputy-of-branch", "head-of-main", "staff-of-branch"]

    def test_amendment_leads_to_itself_and_its_staff_is_not_told(self, cast):
        goal = approve(written(cast["branch"]), now=NOW)
        amendment = sent(make_amendment(goal))
        only_the_cast()

        decide([Verdict(amendment, APPROVE)], by=person("department-head"), now=NOW)

        assert told() == HEADS_OF_BRANCH
        match = resolve(Notice.objects.first().path)
        assert (match.url_name, match.kwargs) == ("work-goal", {"pk": amendment.pk})

    def test_goal_of_the_network_is_told_to_who_writes_the_commitment(self, cast):
        goal = perform(make_network_goal(level=Level.LONG_TERM), "submit", by=person("department-head"), now=NOW)

        decide([Verdict(goal, APPROVE)], by=person("director"), now=NOW)

        assert told() == DECIDERS
        notice = Notice.objects.first()
        assert (notice.title, resolve(notice.path).url_name) == ("Veřejný závazek: schválen 1 cíl", "commitment")


class TestPublished:
    def test_heads_of_all_centres_in_the_year_are_told_once_where_it_is(self, cast):
        document = make_document()
        for centre in (cast["main"], cast["branch"]):
            Plan.objects.create(document=document, centre=centre)
        approve(make_goal(document, centre=cast["main"]))
        only_the_cast()

        edition = publish(document, by=person("department-head"), note="Plzeň chybí.", reason="Čas.", now=NOW)

        assert told() == HEADS_OF_BRANCH
        notice = Notice.objects.first()
        assert (notice.title, notice.text) == ("Vyšly Operační cíle center 2026, vydání 1", "Plzeň chybí.")
        match = resolve(notice.path)
        assert (match.url_name, match.kwargs) == ("edition", {"year": 2026, "edition": edition.number})

    def test_year_published_twice_from_one_page_is_told_once(self, cast):
        document = make_document()
        Plan.objects.create(document=document, centre=cast["strange"])
        goal = make_goal(document, centre=cast["strange"])
        Goal.objects.filter(pk=goal.pk).update(state=GoalState.APPROVED, approved_at=NOW)

        fingerprint = ready_to_publish(document).fingerprint
        for _turn in range(2):
            publish(document, by=person("department-head"), expected=fingerprint, now=NOW)

        assert told() == ["head-elsewhere"]


def test_refused_change_tells_nobody(cast):
    goal = written(cast["branch"])

    for verb in (recall, submit):
        with pytest.raises(MissingRight):
            verb([goal], by=person("staff-of-branch"), now=NOW)

    assert told() == []
