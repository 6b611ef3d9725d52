"""Who looks after a goal: given and taken by the head, from one day to another, and never seen in public."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from centres.access import HEADS, MissingRight, rights_of
from centres.models import Event, Membership, Role
from goals.ending import end_at_once
from goals.log import table_of
from goals.models import Goal, GoalOwner, Plan
from goals.owners import OwnerChoice, owners_of, set_owners, with_owner, without_owner
from goals.states import GoalState, Level
from goals.tasks import unowned_goals
from goals.workflow import EditConflict, Refused
from tests.factories import make_amendment, make_centre, make_goal, make_network_goal, make_user
from tests.world import OURS, YEAR, browser, fields, goal_in, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(world):
    return Goal.objects.select_related("centre", "document").get(pk=world.approved.pk)


@pytest.fixture
def today():
    return timezone.localdate()


def give(goal, owner, *, by, expected="", **facts):
    set_owners([OwnerChoice(goal, str(getattr(owner, "pk", owner)), expected)], by=by, **facts)


def owner_now(goal, on):
    found = owners_of([goal], on=on).get(goal.root_id)
    return found.row.owner_key if found else ""


def field(goal, name="owner"):
    return f"cil-{goal.root_id}-{name}"


def test_owner_holds_until_the_day_before_the_next_one(world, goal, today):
    head, staff = world.people["head"], world.people["staff"]
    give(goal, staff, by=head, now=timezone.now() - timedelta(days=10))
    give(goal, "head", by=head, expected=str(staff.pk))

    assert owner_now(goal, today - timedelta(days=1)) == str(staff.pk)
    assert owner_now(goal, today) == "head"
    assert owner_now(goal, today - timedelta(days=11)) == ""


def test_owner_who_was_given_by_mistake_today_leaves_no_row(world, goal):
    head, staff = world.people["head"], world.people["staff"]
    give(goal, staff, by=head)
    give(goal, "", by=head, expected=str(staff.pk))

    assert GoalOwner.objects.count() == 0


def test_log_calls_owners_by_their_names(world, goal):
    head, staff = world.people["head"], world.people["staff"]
    give(goal, staff, by=head)
    give(goal, "head", by=head, expected=str(staff.pk))

    kept = [row[-1] for row in table_of(Event.objects.filter(name="set_owner").order_by("pk"))]

    assert kept == [f"nikdo → {staff}", f"{staff} → {Role.HEAD.label}"]


def test_owner_stays_through_an_amendment(world, goal, today):
    give(goal, "head", by=world.people["head"])

    assert owner_now(make_amendment(goal), today) == "head"


@pytest.mark.parametrize("who", ["staff", "department head", "director", "other head"])
def test_head_alone_gives_goals_of_the_centre(world, goal, who):
    with pytest.raises(MissingRight):
        give(goal, "head", by=world.people[who])


def test_goal_of_the_network_is_given_to_somebody_above(world, today):
    above, goal = world.people["department head"], Goal.objects.get(pk=world.long_term.pk)
    with pytest.raises(Refused, match="Cíl sítě může mít na starosti jen"):
        give(goal, world.people["head"], by=above)
    give(goal, "director", by=above)

    assert owner_now(goal, today) == "director"
    assert list(with_owner(Goal.objects.filter(centre=None), on=today, person=world.people["director"])) == [goal]


def test_owner_of_another_centre_is_refused_at_the_field_and_nothing_is_lost(world, goal):
    other = Goal.objects.filter(document=goal.document, centre=goal.centre).approved().exclude(pk=goal.pk).first()
    client, address = browser(world.people["head"]), reverse("plan-owners", args=[YEAR, "liberec"])
    sent = fields(client.get(address)) | {field(goal): world.people["other staff"].pk, field(other): "staff"}

    answer = client.post(address, sent)

    assert answer.status_code == 422
    assert "V centru CPIC Liberec dnes nepracuje. Vyberte z nabídky někoho, kdo tu pracuje." in page(answer)
    assert fields(answer)[field(other)] == "staff"
    assert GoalOwner.objects.count() == 0


@pytest.mark.parametrize("stranger", ["other staff", "director", "disabled", "expired deputy"])
def test_verb_refuses_who_does_not_work_there(world, goal, stranger):
    with pytest.raises(Refused, match="dnes nepracuje"):
        give(goal, world.people[stranger], by=world.people["head"])


def test_goal_whose_owner_left_has_none_again(world, goal, today):
    head, staff = world.people["head"], world.people["staff"]
    give(goal, staff, by=head)
    assert goal not in without_owner(Goal.objects.all(), on=today)
    Membership.objects.filter(user=staff).update(valid_until=today)  # the last day is one of work

    assert goal not in without_owner(Goal.objects.all(), on=today)
    assert goal in without_owner(Goal.objects.all(), on=today + timedelta(days=1))
    Membership.objects.filter(user=staff).update(valid_until=today - timedelta(days=1))
    text = page(browser(head).get(reverse("work-goal", args=[goal.pk])))
    assert f"{staff} (už tu nepracuje)" in text


def test_deputy_owns_what_is_the_heads(world, goal, today):
    give(goal, "head", by=world.people["head"])
    deputy = make_user(Role.DEPUTY, centre=goal.centre, valid_until=today + timedelta(days=1))

    assert goal in with_owner(Goal.objects.all(), on=today, person=deputy)
    assert goal not in with_owner(Goal.objects.all(), on=today, person=world.people["staff"])


def test_branch_without_goals_of_its_own_can_own_those_of_its_main_centre(world, goal, today):
    branch = make_centre(parent=goal.centre)
    person = make_user(Role.STAFF, centre=branch)
    give(goal, person, by=world.people["head"])
    assert goal in with_owner(Goal.objects.all(), on=today, person=person)

    Plan.objects.create(document=goal.document, centre=branch)

    assert goal in without_owner(Goal.objects.all(), on=today)


def test_two_heads_at_once_see_both_choices_and_the_next_save_decides(world, goal):
    second = make_user(Role.HEAD, centre=goal.centre, first_name="Druhá", last_name="Hlava")
    client, address = browser(second), reverse("goal-owner", args=[goal.pk])
    sent = fields(client.get(address)) | {field(goal): "staff"}
    give(goal, world.people["head"], by=world.people["head"])

    conflict = client.post(address, sent)

    assert conflict.status_code == 409
    assert f"Mezitím tu je: {world.people['head']}" in words(conflict)
    assert fields(conflict)[field(goal)] == "staff"
    client.post(address, fields(conflict))
    assert GoalOwner.objects.get().role == "staff"


def test_what_was_not_touched_is_left_as_it_is_now(world, goal):
    client, address = browser(world.people["head"]), reverse("plan-owners", args=[YEAR, "liberec"])
    sent = fields(client.get(address))
    give(goal, "head", by=world.people["head"])

    assert client.post(address, sent).status_code == 302
    assert GoalOwner.objects.get().role == "head"


def test_two_choices_of_one_screen_are_saved_together_or_not_at_all(world, goal):
    draft = Goal.objects.select_related("centre", "document").get(pk=world.draft.pk)
    give(goal, "staff", by=world.people["head"])

    with pytest.raises(EditConflict):
        set_owners([OwnerChoice(draft, "head", ""), OwnerChoice(goal, "head", "")], by=world.people["head"])

    assert GoalOwner.objects.get().goal == goal


def test_head_is_asked_to_give_away_what_nobody_has(world, goal):
    head = world.people["head"]
    goals = Goal.objects.approved().filter(document=goal.document, centre=goal.centre)
    set_owners([OwnerChoice(one, "staff", "") for one in goals.select_related("centre", "document")], by=head)

    titles = [task.title for task in browser(head).get("/prace/").context["tasks"]]

    assert [title for title in titles if "na starosti" in title] == []


def test_nobody_is_asked_who_looks_after_a_goal_that_has_ended(world, goal, today):
    rights = rights_of(world.people["head"], on=today)
    goals = Goal.objects.approved().filter(document=goal.document, centre=goal.centre)
    before = [task.title for task in unowned_goals(rights, today)]

    Membership.objects.filter(role__in=HEADS).delete()
    for one in goals:
        end_at_once(one, today, "Důvod.", by=world.people["department head"])

    assert len(before) == 1
    assert [task.title for task in unowned_goals(rights, today)] == before  # today they still hold
    assert list(unowned_goals(rights, today + timedelta(days=1))) == []


@pytest.mark.engine
def test_owners_cost_the_same_however_many_goals_there_are(world, goal, today):
    def queries():
        goals = list(Goal.objects.filter(document=goal.document, centre=goal.centre))
        with CaptureQueriesContext(
            connection,
        ) as found:
            owners_of(goals, on=today)
            list(without_owner(Goal.objects.all(), on=today))
        return len(found)

    before = queries()
    for _number in range(3):
        more = goal_in(GoalState.APPROVED, make_goal, goal.document, centre=goal.centre)
        give(Goal.objects.select_related("centre", "document").get(pk=more.pk), "staff", by=world.people["head"])

    assert queries() == before == 3


def test_commitment_page_gives_goals_of_the_network(world):
    above = browser(world.people["department head"])
    address = reverse("commitment-owners")
    sent = fields(above.get(address)) | {field(world.long_term): "department_head"}

    assert above.post(address, sent).status_code == 302
    assert GoalOwner.objects.get().role == "department_head"
    draft = make_network_goal(level=Level.LONG_TERM, text=f"{OURS} jen mezi námi.")
    assert draft.text not in page(browser(world.people["staff"]).get(address))


def test_public_sees_no_owner(world, goal, client):
    staff = world.people["staff"]
    staff.first_name, staff.last_name = "Vlastimila", "Neveřejná"
    staff.save()
    give(goal, staff, by=world.people["head"], now=timezone.now() - timedelta(days=1))

    assert "Neveřejná" not in page(client.get("/centra/liberec/"))
    assert GoalOwner.objects.get().valid_from <= timezone.localdate()
