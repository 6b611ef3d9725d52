"""Fields that a form does not have are sent along with it, by every role in every state: nothing of them arrives."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from centres.models import Event, Invitation, Membership, Role, SentForm, User
from goals.models import Continuation, Document, Edition, Goal
from goals.public.publishing import ready_to_publish
from goals.sent_forms import remember
from goals.states import GoalState
from tests.factories import make_user
from tests.world import browser, days, fields, goal_form, goal_in, page, target_rows, verdict

pytestmark = pytest.mark.django_db
AT = "2020-01-01T00:00:00Z"


def forged(world, **more):
    """Columns of goals, events, documents and people, as fields and as those of a row of targets."""
    others = {"state": "approved", "number": 77, "position": 77, "level": "strategic", "id": 1, "pk": 1}
    others |= {"centre": world.other.pk, "centre_id": world.other.pk, "document": 1, "document_id": 1, "by": 1}
    others |= {"approved_at": AT, "submitted_at": AT, "created_at": AT, "at": AT, "now": AT, "role": "director"}
    others |= {"amends": world.approved.pk, "amends_id": world.approved.pk, "continues": world.approved.pk}
    others |= {"goal": world.approved.pk, "plan": 1, "year": 2030, "is_superuser": "on", "is_staff": "on"}
    rows = {f"targets-0-{name}": value for name, value in {"id": 1, "goal": 1, "position": 9, "DELETE": "on"}.items()}
    return others | rows | more


def table(model=Goal):
    return {row["id"]: row for row in model.objects.values()}


def changed(before, after):
    """Names of the columns that differ, by the row's id; new rows under "new"."""
    found = {}
    for pk, row in after.items():
        names = {name for name, value in row.items() if pk not in before or before[pk][name] != value}
        if names:
            found[pk if pk in before else "new"] = names
    return found


WRITERS = {
    "draft": {"staff", "head"},
    "returned": {"staff", "head"},
    "change": {"head"},
    "returned change": {"head"},
}
ROLES = ["staff", "head", "other staff", "other head", "expired deputy", "department head", "director", "administrator"]
STATES = ["draft", "submitted", "returned", "approved", "dropped", "superseded", "change", "returned change"]


def in_state(world, name):
    if name == "change":
        return world.change
    if name == "returned change":
        return goal_in(GoalState.RETURNED, lambda: world.change)
    return goal_in(name, lambda: world.draft)


@pytest.mark.parametrize("state", STATES)
def test_edit_changes_only_what_is_written(world, state):
    goal = in_state(world, state)
    wanted = {"text", "evidence", "version"} | ({"reason"} if goal.amends_id else set())
    for role in ROLES:
        may = role in WRITERS.get(state, ())
        with undone():
            assert edited(world, goal, role) == ({goal.pk: wanted} if may else {}, [("write", role)] if may else [])


def edited(world, goal, role):
    """What the forged form has changed of goals, and the events that it has left."""
    client = browser(world.people[role])
    before, people = table(), table(User)

    form = goal_form(goal, text="Jinak.", evidence="Výkazy.", reason="Jiný důvod.")
    client.post(f"/prace/cil/{goal.pk}/upravit/", forged(world) | form)

    assert table(User) == people
    names = {person: name for name, person in world.people.items()}
    return changed(before, table()), [(event.name, names[event.by]) for event in Event.objects.exclude(name="amend")]


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", ROLES)
def test_new_goal_is_a_draft_of_this_place(world, role):
    before = table()

    browser(world.people[role]).post("/prace/2026/liberec/novy-cil/", forged(world) | goal_form(text="Nový."))

    made = Goal.objects.exclude(pk__in=before)
    assert changed(before, {pk: row for pk, row in table().items() if pk in before}) == {}
    assert [facts(goal) for goal in made] == (
        [(world.own.pk, 2026, "operational", "draft")] if role in WRITERS["draft"] else []
    )


def facts(goal):
    empty = (goal.number, goal.amends_id, goal.lineage.first(), goal.approved_at, goal.submitted_at)
    assert (empty, goal.position, goal.version) == ((None,) * 5, 9, 1)
    assert goal.created_at.year > 2020
    return goal.centre_id, goal.document.year, goal.level, goal.state


@pytest.mark.parametrize("level", ["strategic", "long_term", "operational", "approved"])
def test_goal_of_the_network_has_the_level_of_its_address(world, level):
    before = table()
    form = forged(world, level="long_term") | goal_form(text="Nový.", serves=world.long_term.pk)
    for role in ROLES:
        may = role == "department head" and level in {"strategic", "long_term"}
        with undone():
            browser(world.people[role]).post(f"/prace/zavazek/novy/{level}/", form)

            made = [(row.level, row.state, row.centre, row.serves) for row in Goal.objects.exclude(pk__in=before)]
            assert made == ([(level, "draft", None, None)] if may else [])


@pytest.mark.parametrize("role", ROLES)
def test_change_is_a_draft_beside_the_goal(world, role):
    before = table()

    form = forged(world, amends=world.draft.pk) | goal_form(world.approved, text="Jinak.", reason="Důvod.")
    browser(world.people[role]).post(f"/prace/cil/{world.approved.pk}/zmenit/", form)

    made = [
        (goal.amends_id, goal.state, goal.centre_id, goal.approved_at) for goal in Goal.objects.exclude(pk__in=before)
    ]
    assert made == ([(world.approved.pk, "draft", world.own.pk, None)] if role == "head" else [])
    assert changed(before, {pk: row for pk, row in table().items() if pk in before}) == {}


SERVED = {
    "draft of the network": lambda world: world.long_term_draft,
    "sent goal of the network": lambda world: world.long_term_sent,
    "strategic goal": lambda world: goal_in("approved", lambda: world.strategic_sent),
    "own goal": lambda world: world.approved,
    "goal of another centre": lambda world: Goal.objects.filter(centre=world.other).first(),
}


@pytest.mark.parametrize("name", SERVED)
def test_goal_serves_approved_long_term_goals_only(world, name):
    other, text = SERVED[name](world), world.draft.text

    answer = browser(world.people["staff"]).post(
        f"/prace/cil/{world.draft.pk}/upravit/", goal_form(world.draft, serves=other.pk, text="Jinak.")
    )

    world.draft.refresh_from_db()
    assert (answer.status_code, world.draft.serves, world.draft.text) == (422, None, text)
    assert other.text not in page(answer).replace(text, "")


def test_goal_serves_an_approved_long_term_goal(world):
    form = goal_form(world.draft, serves=world.long_term.pk)

    browser(world.people["staff"]).post(f"/prace/cil/{world.draft.pk}/upravit/", form)

    world.draft.refresh_from_db()
    assert world.draft.serves == world.long_term


@pytest.mark.parametrize("whose", ["own", "other"])
def test_key_of_another_goal_leads_to_none(world, whose):
    other = Goal.objects.filter(centre=getattr(world, whose)).first()
    key, purpose = uuid4(), f"goal:{other.document_id}:{other.centre_id}:{other.level}:None"
    remember(key, make_user(), purpose, [other], at=timezone.now())
    before = table()

    form = goal_form(text="Nový.", key=str(key))
    answer = browser(world.people["staff"]).post("/prace/2026/liberec/novy-cil/", form)

    assert answer.status_code == 409
    assert fields(answer)["text"] == "Nový."
    assert f"/prace/cil/{other.pk}/" not in answer.content.decode()
    assert table() == before


def test_key_sent_with_an_edit_stays_nowhere(world):
    browser(world.people["staff"]).post(f"/prace/cil/{world.draft.pk}/upravit/", goal_form(world.draft, text="Jinak."))

    world.draft.refresh_from_db()
    assert world.draft.text == "Jinak."
    assert not SentForm.objects.exists()


def test_targets_of_another_goal_stay_where_they_are(world):
    before = list(world.approved.targets.values())
    rows = target_rows([{"kind": "count", "value": "9", "id": before[0]["id"], "goal": world.approved.pk}])

    browser(world.people["staff"]).post(f"/prace/cil/{world.draft.pk}/upravit/", goal_form(world.draft, **rows))

    assert list(world.approved.targets.values()) == before
    assert [target.value for target in world.draft.targets.all()] == [9]


@pytest.mark.parametrize("role", ROLES)
def test_decision_about_last_year_makes_one_draft_and_no_more(world, role):
    before = table()

    sent = forged(world, previous=1) | {"decision": "carry", "reason": ""}
    browser(world.people[role]).post(f"/prace/2027/liberec/loni/{world.approved.pk}/", sent)

    made = [(goal.lineage.get().previous, goal.state, goal.text) for goal in Goal.objects.exclude(pk__in=before)]
    may = role in WRITERS["draft"]
    assert made == ([(world.approved, "draft", world.approved.text)] if may else [])
    assert Continuation.objects.count() == may


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "approved", "dropped"])
def test_verdict_concerns_what_was_sent_for_approval(world, state):
    goal = goal_in(state, lambda: world.submitted_next)
    before = table()
    for role in ROLES:
        may = role == "department head" and state == "submitted"
        with undone():
            browser(world.people[role]).post("/prace/2027/liberec/rozhodnuti/", forged(world) | verdict(goal))

            moved = {"state", "version", "approved_at", "submitted_at"}
            assert changed(before, table()) == ({goal.pk: moved} if may else {})


@pytest.mark.parametrize("name", ["draft", "sent_change", "approved", "long_term_sent", "strategic_sent"])
def test_verdict_on_this_page_concerns_no_other_goal(world, name):
    goal, before = getattr(world, name), table()

    sent = verdict(goal) | verdict(goal_of_the_other_centre(world))
    answer = browser(world.people["department head"]).post("/prace/2027/liberec/rozhodnuti/", sent)

    assert (answer.status_code, table()) == (422, before)


def goal_of_the_other_centre(world):
    return Goal.objects.get(centre=world.other, state=GoalState.SUBMITTED)


@pytest.mark.parametrize("role", ["head", "department head", "director"])
def test_strategic_goal_is_decided_by_the_director_whatever_is_sent(world, role):
    goal = world.strategic_sent

    browser(world.people[role]).post(
        f"/prace/cil/{goal.pk}/rozhodnuti/", forged(world, level="operational") | verdict(goal)
    )

    goal.refresh_from_db()
    assert goal.state == ("approved" if role == "director" else "submitted")


@pytest.mark.parametrize("role", ROLES)
def test_goals_are_sent_from_the_plan_of_the_address_only(world, role):
    foreign = Goal.objects.get(centre=world.other, document=world.this_year, state=GoalState.DRAFT)
    before = table()
    seen = [f"{goal.pk}:{goal.version}" for goal in (world.draft, foreign)]

    answer = browser(world.people[role]).post("/prace/2026/liberec/kontrola/", {"expected": seen})

    assert answer.status_code in {403, 404}
    assert table() == before


@pytest.mark.parametrize("role", ["staff", "head"])
def test_goal_of_another_centre_is_not_moved(world, role):
    foreign = Goal.objects.filter(centre=world.other, document=world.this_year).first()
    before = table()

    sent = {"goal": foreign.pk, "version": world.plan.version, "offset": "1"}
    answer = browser(world.people[role]).post("/prace/2026/liberec/poradi/", sent)

    assert (answer.status_code, table()) == (404, before)


def test_order_changes_positions_only(world):
    before = table()

    sent = forged(world) | {"goal": world.draft.pk, "version": world.plan.version, "offset": "-1"}
    browser(world.people["staff"]).post("/prace/2026/liberec/poradi/", sent)

    assert set().union(*changed(before, table()).values()) == {"position"}


def test_edition_takes_nothing_but_notes(world):
    sent = {"reason": "Spěchá.", "note": "Poznámka.", "expected": ready_to_publish(world.this_year).fingerprint}
    sent |= {
        "number": 9,
        "approved_by_role": "director",
        "published_on": "2020-01-01",
        "title": "Jiný",
        "checksum": "0",
    }

    browser(world.people["department head"]).post("/prace/2026/vydat/", sent | {"document": world.next_year.pk})

    edition = Edition.objects.get()
    assert (edition.number, edition.approved_by_role, edition.title) == (1, Role.DEPARTMENT_HEAD, world.this_year.title)
    assert (edition.document, edition.note, edition.published_on.year > 2020) == (world.this_year, "Poznámka.", True)


def test_year_takes_its_days_and_nothing_else(world):
    sent = {"version": 1, **days(2026), "year": 2031, "title": "Jiný", "kind": "commitment", "reference_number": "1"}
    before = table(Document)

    browser(world.people["department head"]).post("/prace/2026/terminy/", sent)

    assert changed(before, table(Document)) == {world.this_year.pk: {*days(2026), "version"}}


def test_new_year_is_one_of_operational_goals(world):
    sent = {"year": 2030, "title": "Cíle", "centres": world.own.pk, **days(2030)}

    browser(world.people["department head"]).post(
        "/prace/otevrit-rok/", sent | {"version": 9, "kind": "commitment", "id": world.this_year.pk}
    )

    document = Document.objects.get(year=2030)
    assert (document.kind, document.version, document.pk != world.this_year.pk) == ("operational", 1, True)


def test_invitation_takes_no_more_than_its_fields(world):
    sent = {"first_name": "Eva", "last_name": "Nová", "email": "eva@example.cz", "role": "staff"}
    sent |= {
        "centre": world.own.pk,
        "invited_by": world.people["director"].pk,
        "accepted_at": AT,
        "expires_at": "2999-01-01",
    }
    sent |= {"fingerprint": "0" * 64, "person": world.people["staff"].pk, "revoked_at": AT, "is_superuser": "on"}

    browser(world.people["department head"]).post("/prace/lide/pozvat/", sent)

    invitation = Invitation.objects.get()
    assert (invitation.invited_by, invitation.accepted_at, invitation.person) == (
        world.people["department head"],
        None,
        None,
    )
    assert (invitation.expires_at.year < 2999, invitation.fingerprint != "0" * 64) == (True, True)


def test_nobody_gives_themselves_a_role(world):
    before = table(Membership)
    sent = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 0, "memberships-0-role": "administrator"}

    for name in ROLES:
        client = browser(world.people[name])
        for address in ("/ucet/", f"/sprava/centres/user/{world.people[name].pk}/change/", "/prace/kdo-co-smi/"):
            client.post(address, sent | {"role": "administrator", "email": world.people[name].email, "is_active": "on"})

    assert table(Membership) == before
