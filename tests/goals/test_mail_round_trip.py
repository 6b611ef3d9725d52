"""From a notice to the thing done: its link is opened signed out, then in; it is done, and the next person is told."""

import pytest
from django.test import Client

from centres.models import Role
from goals.models import Goal, Notice, Plan
from goals.states import GoalState, Level
from goals.writing import Content, TargetContent, create
from tests.centres.conftest import PASSWORD, sign_in
from tests.factories import make_centre, make_document, make_user
from tests.world import calendar, fields, page, verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    document = make_document(2026, **calendar())
    return Plan.objects.create(document=document, centre=make_centre(slug="liberec", name="CPIC Liberec"))


@pytest.fixture
def cast(plan):
    """Everybody who has something to do with the goal, by role."""
    facts = {"centre": plan.centre, "password": PASSWORD}
    return {
        "head": make_user(Role.HEAD, **facts),
        "deputy": make_user(Role.DEPUTY, valid_until="2999-01-01", **facts),
        "staff": make_user(Role.STAFF, **facts),
        "other staff": make_user(Role.STAFF, **facts),
        "department head": make_user(Role.DEPARTMENT_HEAD, password=PASSWORD),
        "director": make_user(Role.DIRECTOR, password=PASSWORD),
    }


@pytest.fixture
def goal(plan, cast):
    content = Content("Uspořádat 12 kurzů.", (TargetContent("count", value=12, unit="kurzů"),))
    return create(plan.document, content, by=cast["staff"], centre=plan.centre)


def follow(person, word):
    """The newest notice about it, its link opened signed out, and the page after the sign-in."""
    path = Notice.objects.filter(person=person, title__contains=word).latest("pk").path
    client = Client()
    assert client.get(path)["Location"] == f"/prihlaseni/?next={path}"
    assert sign_in(client, person.email, next=path)["Location"] == path
    shown = client.get(path)
    assert shown.status_code == 200
    return client, path, shown


def signed_in(person):
    client = Client()
    sign_in(client, person.email)
    return client


def told(word):
    return set(Notice.objects.filter(title__contains=word).values_list("person__email", flat=True))


def emails(cast, *names):
    return {cast[name].email for name in names}


def sent(goal, cast):
    """The goal as it waits for a decision."""
    signed_in(cast["head"]).post("/prace/2026/liberec/kontrola/", {"expected": f"{goal.pk}:{goal.version}"})
    return Goal.objects.get(pk=goal.pk)


def returned(goal, cast, reason="Doplňte, kolik hodin má kurz."):
    goal = sent(goal, cast)
    client, path, shown = follow(cast["department head"], "ke schválení")
    assert "Uspořádat 12 kurzů." in page(shown)
    client.post(path, fields(shown) | {f"goal-{goal.pk}-verdict": "return", f"goal-{goal.pk}-comment": reason})
    return Goal.objects.get(pk=goal.pk)


def test_those_who_decide_are_told_of_what_was_sent(goal, cast):
    sent(goal, cast)

    assert told("ke schválení") == emails(cast, "department head")


def test_those_who_can_mend_it_are_told_why_it_came_back(goal, cast):
    returned(goal, cast)

    assert told("Vráceno") == emails(cast, "head", "deputy", "staff")
    assert "Doplňte, kolik hodin má kurz." in Notice.objects.filter(title__contains="Vráceno").first().text


@pytest.mark.parametrize("name", ["head", "deputy", "staff"])
def test_returned_goal_is_mended_from_the_link_and_sent_again(goal, cast, name):
    returned(goal, cast)

    client, path, shown = follow(cast[name], "Vráceno")
    assert "Doplňte, kolik hodin má kurz." in page(shown)
    saved = client.post(path, fields(shown) | {"text": "Uspořádat 12 kurzů po 40 hodinách.", "action": "save"})
    assert saved["Location"].startswith("/prace/2026/liberec/")

    sender = client if name != "staff" else signed_in(cast["head"])
    checked = sender.get("/prace/2026/liberec/kontrola/")
    seen = [f"{row['goal'].pk}:{row['goal'].version}" for row in checked.context["rows"]]
    sender.post("/prace/2026/liberec/kontrola/", {"expected": seen})

    above, path, shown = follow(cast["department head"], "ke schválení")
    assert "Uspořádat 12 kurzů po 40 hodinách." in page(shown).replace("<ins>", "")
    above.post(path, fields(shown) | {f"goal-{goal.pk}-verdict": "approve"})
    assert Goal.objects.get(pk=goal.pk).state == GoalState.APPROVED
    assert told("schválen") >= emails(cast, "head", "deputy", "staff")


def test_mended_goal_that_nobody_touched_is_not_sent(goal, cast):
    goal = returned(goal, cast)

    answer = signed_in(cast["head"]).post("/prace/2026/liberec/kontrola/", {"expected": f"{goal.pk}:{goal.version}"})

    assert answer.status_code == 409
    assert "se vrátil k přepracování a od té doby se nezměnil" in page(answer)


def test_approval_leads_the_centre_to_its_plan(goal, cast):
    goal = sent(goal, cast)
    above, path, _shown = follow(cast["department head"], "ke schválení")
    above.post(path, verdict(goal))

    _client, path, shown = follow(cast["head"], "schválen")

    assert path == "/prace/2026/liberec/"
    assert "schválený" in page(shown)


def test_change_goes_by_links_from_the_centre_up_and_back(goal, cast):
    goal = sent(goal, cast)
    above, path, _shown = follow(cast["department head"], "ke schválení")
    above.post(path, verdict(goal))
    head = signed_in(cast["head"])
    shown = head.get(f"/prace/cil/{goal.pk}/zmenit/")
    head.post(f"/prace/cil/{goal.pk}/zmenit/", fields(shown) | {"text": "Devět kurzů.", "reason": "Méně škol."})
    change = Goal.objects.get(amends=goal)
    head.post(f"/prace/cil/{change.pk}/odeslat/", {"version": change.version})

    above, path, shown = follow(cast["department head"], "ke schválení")
    assert path == f"/prace/cil/{change.pk}/rozhodnuti/"
    reason = {f"goal-{change.pk}-verdict": "return", f"goal-{change.pk}-comment": "Doložte počet škol."}
    above.post(path, fields(shown) | reason)

    client, path, shown = follow(cast["head"], "Vráceno")
    assert "Doložte počet škol." in page(shown)
    client.post(path, fields(shown) | {"reason": "Škol je o tři méně.", "action": "save"})
    change.refresh_from_db()
    client.post(f"/prace/cil/{change.pk}/odeslat/", {"version": change.version})
    above, path, shown = follow(cast["department head"], "ke schválení")
    above.post(path, fields(shown) | {f"goal-{change.pk}-verdict": "approve"})
    assert Goal.objects.get(pk=change.pk).state == GoalState.APPROVED


@pytest.mark.parametrize(("level", "who"), [(Level.STRATEGIC, "director"), (Level.LONG_TERM, "director")])
def test_goal_of_the_network_goes_by_links_to_the_director_and_back(cast, level, who):
    writer = signed_in(cast["department head"])
    address = f"/prace/zavazek/novy/{level}/"
    writer.post(address, fields(writer.get(address)) | {"text": "Vyrovnat úroveň služeb.", "action": "save"})
    goal = Goal.objects.get()
    writer.post(f"/prace/cil/{goal.pk}/odeslat/", {"version": goal.version})
    assert told("ke schválení") == emails(cast, who)

    above, path, shown = follow(cast[who], "ke schválení")
    reason = {f"goal-{goal.pk}-verdict": "return", f"goal-{goal.pk}-comment": "Napište, do kdy."}
    above.post(path, fields(shown) | reason)

    client, path, shown = follow(cast["department head"], "Vráceno")
    assert "Napište, do kdy." in page(shown)
    client.post(path, fields(shown) | {"text": "Vyrovnat úroveň služeb do roku 2030.", "action": "save"})
    goal.refresh_from_db()
    client.post(f"/prace/cil/{goal.pk}/odeslat/", {"version": goal.version})
    above, path, shown = follow(cast[who], "ke schválení")
    above.post(path, fields(shown) | {f"goal-{goal.pk}-verdict": "approve"})
    assert Goal.objects.get().state == GoalState.APPROVED
    assert cast["department head"].email in told("schválen")


def test_recall_tells_those_who_would_have_decided(goal, cast):
    goal = sent(goal, cast)
    signed_in(cast["head"]).post("/prace/2026/liberec/vzit-zpet/", {"expected": f"{goal.pk}:{goal.version}"})

    _client, path, shown = follow(cast["department head"], "zpět")

    assert path == "/prace/2026/liberec/"
    assert "rozepsaný" in page(shown)


def test_edition_is_told_to_heads_and_its_link_is_public(goal, cast):
    goal = sent(goal, cast)
    above, path, _shown = follow(cast["department head"], "ke schválení")
    above.post(path, verdict(goal))
    shown = above.get("/prace/2026/vydat/")
    above.post("/prace/2026/vydat/", fields(shown))

    notice = Notice.objects.get(person=cast["head"], title__startswith="Vyšly")

    assert told("Vyšly") == emails(cast, "head", "deputy")
    assert Client().get(notice.path).status_code == 200


def test_link_to_a_page_of_another_centre_opens_nothing(goal, cast):
    returned(goal, cast)
    stranger = make_user(Role.HEAD, centre=make_centre(), password=PASSWORD)
    path = Notice.objects.filter(person=cast["head"], title__contains="Vráceno").get().path

    assert signed_in(stranger).get(path).status_code == 404


def test_link_that_is_late_leads_to_the_goal_as_it_is(goal, cast):
    goal = returned(goal, cast)
    Goal.objects.filter(pk=goal.pk).update(state=GoalState.DROPPED)

    path = Notice.objects.filter(person=cast["staff"], title__contains="Vráceno").get().path
    shown = signed_in(cast["staff"]).get(path, follow=True)

    assert shown.redirect_chain == [(f"/prace/cil/{goal.pk}/", 302)]
    assert "Cíl je vyřazený." in page(shown)
