"""Where people come to: what waits for each of them, in which order and why; a plan's page with its locks in words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from centres.models import Event, Role
from goals import tasks as task_list
from goals.models import Document, Goal, Plan
from goals.states import GoalState, Level
from goals.workflow import perform
from tests.factories import approve, make_amendment, make_centre, make_document, make_goal, make_network_goal, make_user
from tests.world import browser, calendar, goal_in, page, words

pytestmark = pytest.mark.django_db


OF_GOALS = {"goals.tasks", "goals.public.tasks"}


@pytest.fixture(autouse=True)
def only_goals(monkeypatch):
    """What waits in evaluation depends on the day and has tests of its own."""
    monkeypatch.setattr(task_list, "RULES", [rule for rule in task_list.RULES if rule.__module__ in OF_GOALS])


def tasks(person):
    return browser(person).get("/prace/").context["tasks"]


def titles(person):
    return [task.title for task in tasks(person)]


def day(moment):
    return f"{moment:%-d. %-m. %Y}".replace(" ", "\u00a0")


# What waits


def test_head_sees_what_came_back_then_changes_then_years(world):
    waiting = titles(world.people["head"])

    assert waiting == [
        f"Vráceno k přepracování: CPIC Liberec 2027, cíl {world.returned_next.position}",
        f"Rozepsaná změna: CPIC Liberec 2026, cíl {world.change.position}",
        "Cíle na rok 2026: CPIC Liberec",
        "CPIC Liberec 2026: 3 cíle nikdo nemá na starosti",
    ]


def test_staff_see_no_changes_because_they_cannot_send_them(world):
    assert [title for title in titles(world.people["staff"]) if "změna" in title] == []


def test_returned_goal_waits_with_its_reason_and_by_when(world):
    goal = goal_in(GoalState.SUBMITTED, lambda: world.returned_next)
    perform(goal, "return", by=world.people["department head"], comment="Doplňte počet.", part="targets")

    task = tasks(world.people["staff"])[0]

    assert (task.hint, task.is_urgent, task.action) == ("cílové hodnoty: Doplňte počet.", True, "Upravit")
    assert task.due == f"do {day(world.next_year.submit_by)}"
    assert task.url == f"/prace/cil/{goal.pk}/upravit/"


def test_department_head_sees_centres_then_changes_then_the_network_then_the_year(world):
    waiting = titles(world.people["department head"])

    assert waiting == [
        "CPIC Liberec 2027: 1 cíl ke schválení",
        "CPIC Plzeň 2027: 1 cíl ke schválení",
        f"Změna cíle ke schválení: CPIC Liberec 2026, cíl {world.sent_change.number}",
        f"Ke schválení: Veřejný závazek, návrh „{world.long_term_sent.text}“",
        "Schválené cíle na rok 2026 čekají na vydání",
        "Schválené cíle závazku čekají na vydání",
        "Cíle sítě: 1 cíl nikdo nemá na starosti",
    ]


def test_centre_that_waits_longest_stands_first(world):
    ours, theirs = world.submitted_next, Goal.objects.get(centre=world.other, state=GoalState.SUBMITTED)
    Goal.objects.filter(pk=theirs.pk).update(submitted_at=timezone.now())
    Goal.objects.filter(pk=ours.pk).update(submitted_at=timezone.now() - timedelta(days=2))

    first, second = tasks(world.people["department head"])[:2]

    assert [first.title, second.title] == [
        "CPIC Liberec 2027: 1 cíl ke schválení",
        "CPIC Plzeň 2027: 1 cíl ke schválení",
    ]
    assert first.due == f"čeká od {day(timezone.localdate() - timedelta(days=2))}"
    assert first.url == "/prace/2027/liberec/rozhodnuti/"


def test_director_sees_goals_of_the_network(world):
    assert titles(world.people["director"]) == [
        f"Ke schválení: Veřejný závazek, návrh „{world.strategic_sent.text}“",
        f"Ke schválení: Veřejný závazek, návrh „{world.long_term_sent.text}“",
    ]


def test_director_sees_how_far_the_next_year_is_before_it_begins(world):
    shown = words(browser(world.people["director"]).get("/prace/"))

    coming = shown.split("Jak se připravuje rok 2027")[1]
    assert "vráceno k přepracování 2/2" in coming.split("Jak jsou centra daleko")[0]
    assert "Jak se připravuje" not in words(browser(world.people["head"]).get("/prace/"))


@pytest.mark.parametrize("name", ["administrator", "expired deputy"])
def test_nothing_waits_for_who_has_nothing_to_do(world, name):
    assert titles(world.people[name]) == []


def test_person_with_no_role_learns_who_gives_one(world):
    shown = page(browser(world.people["expired deputy"]).get("/prace/"))

    assert "Zatím tu nemáte žádnou roli" in shown
    assert "Roli vám dá správce" in shown


def test_task_of_somebody_elses_centre_is_not_shown(world):
    assert [title for title in titles(world.people["other head"]) if "Liberec" in title] == []


@pytest.mark.parametrize(("days_left", "is_urgent"), [(1, False), (0, False), (-1, True)])
def test_year_is_urgent_once_its_day_has_passed(days_left, is_urgent):
    centre = make_centre()
    facts = calendar() | {"submit_by": timezone.localdate() + timedelta(days=days_left)}
    Plan.objects.create(document=make_document(2030, **facts), centre=centre)

    task = tasks(make_user(Role.HEAD, centre=centre))[0]

    assert (task.is_urgent, task.action) == (is_urgent, "Začít")
    assert task.due == f"odeslat do {day(facts['submit_by'])}"


def test_branch_waits_for_the_head_of_its_main_centre():
    main = make_centre()
    branch = make_centre(parent=main, name="CPIC Pobočka")
    goal_in(GoalState.RETURNED, make_goal, make_document(2030), centre=branch)

    assert titles(make_user(Role.HEAD, centre=main))[0].startswith("Vráceno k přepracování: CPIC Pobočka")


# The plan


def plan_page(world, name, year=2027):
    return page(browser(world.people[name]).get(f"/prace/{year}/liberec/"))


def test_plan_says_who_sends_it(world):
    assert "Cíle ke schválení odesílá: vedoucí centra, zástupce vedoucího centra." in plan_page(world, "staff")


def test_plan_offers_the_head_to_send_and_to_take_back(world):
    shown = plan_page(world, "head")

    assert "Zkontrolovat a odeslat" in shown
    assert "Vzít odeslané cíle zpět" in shown


def test_plan_says_why_it_cannot_be_taken_back(world):
    decided = goal_in(GoalState.SUBMITTED, make_goal, world.next_year, centre=world.own)
    perform(decided, "approve", by=world.people["department head"])

    assert f"Cíl {decided.number}: vedoucí odboru už rozhodl/a, vzít cíle zpět proto nejde." in plan_page(world, "head")


@pytest.mark.parametrize("name", ["department head", "director"])
def test_plan_offers_those_above_nothing_to_write(world, name):
    shown = plan_page(world, name)

    assert [
        word for word in ("Napsat nový cíl", ">Upravit", "Zkontrolovat a odeslat", "order__button") if word in shown
    ] == []


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (
            GoalState.SUBMITTED,
            "Čeká na rozhodnutí, a proto ho nejde upravit. "
            "Zpět ho může vzít vedoucí centra nebo zástupce vedoucího centra, vrátit vedoucí odboru.",
        ),
        (
            GoalState.APPROVED,
            "Schválený cíl se nepřepisuje. Změnu může navrhnout vedoucí centra nebo zástupce vedoucího centra.",
        ),
        (
            GoalState.DROPPED,
            "Cíl je vyřazený. Mezi rozepsané ho může vzít zpět pracovník centra nebo vedoucí centra nebo ",
        ),
        (GoalState.SUPERSEDED, "Toto znění nahradila schválená změna; zůstává k nahlédnutí, jak bylo."),
    ],
)
def test_goal_says_why_it_is_locked_and_who_can_open_it(world, state, sentence):
    goal = goal_in(state, lambda: world.draft)

    assert sentence in page(browser(world.people["staff"]).get(f"/prace/cil/{goal.pk}/"))


def test_goals_are_ordered_by_buttons_and_no_further_than_the_ends(world):
    client, address = browser(world.people["staff"]), "/prace/2027/liberec/"
    rows = lambda: [row["goal"] for row in client.get(address).context["rows"]]  # noqa: E731 - asked again each time
    first, second = rows()[:2]
    Plan.objects.filter(pk=world.plans[2027, "liberec"].pk).update(version=1)

    for offset, wanted in ((1, [second, first]), (-1, [first, second]), (-1, [first, second])):
        version = Plan.objects.get(pk=world.plans[2027, "liberec"].pk).version
        client.post(f"{address}poradi/", {"goal": first.pk, "version": version, "offset": offset})
        assert rows()[:2] == wanted


def test_order_that_somebody_else_changed_is_shown_as_it_is(world):
    client = browser(world.people["staff"])
    plan = world.plans[2027, "liberec"]
    sent = {"goal": world.draft_next.pk, "version": plan.version, "offset": 1}
    client.post("/prace/2027/liberec/poradi/", sent)
    before = list(Goal.objects.in_plan(plan).values_list("pk", "position"))

    answer = client.post("/prace/2027/liberec/poradi/", sent, follow=True)

    assert answer.redirect_chain == [(f"/prace/2027/liberec/#cil-{world.draft_next.pk}", 302)]
    assert "Pořadí mezitím změnil někdo jiný." in page(answer)
    assert list(Goal.objects.in_plan(plan).values_list("pk", "position")) == before


# Last year's goals


@pytest.mark.parametrize(
    ("decision", "leads_to", "said"),
    [
        ("carry", "/prace/2027/liberec/", "pokračuje, je mezi cíli na rok 2027."),
        ("change", None, ""),
        ("retire", "/prace/2027/liberec/", "končí, v roce 2027 nebude."),
    ],
)
def test_last_years_goal_is_decided_about_once(world, decision, leads_to, said):
    client, address = browser(world.people["staff"]), f"/prace/2027/liberec/loni/{world.approved.pk}/"
    before = Goal.objects.count()

    answers = [client.post(address, {"decision": decision, "reason": "Splněno už v září."}) for _ in range(2)]

    made = Goal.objects.filter(lineage__previous=world.approved)
    assert (Goal.objects.count() - before, Event.objects.filter(name=decision).count()) == (made.count(), 1)
    assert made.count() == (decision != "retire")
    assert {each["Location"] for each in answers} == {leads_to or f"/prace/cil/{made.first().pk}/upravit/"}
    assert said in page(client.get("/prace/2027/liberec/"))


def test_reason_of_a_decision_is_shown_and_can_be_thought_over(world):
    client, address = browser(world.people["staff"]), f"/prace/2027/liberec/loni/{world.approved.pk}/"
    client.post(address, {"decision": "retire", "reason": "Splněno už v září."})

    assert "Důvod: Splněno už v září." in plan_page(world, "staff")
    client.post(address, {"decision": "carry", "reason": ""})

    assert Goal.objects.filter(lineage__previous=world.approved, state=GoalState.DRAFT).count() == 1


# Sending and taking back


def check(world):
    return "/prace/2026/liberec/kontrola/"


def test_check_says_what_is_missing_and_offers_nothing_to_send(world):
    world.draft.targets.all().delete()

    shown = page(browser(world.people["head"]).get(check(world)))

    assert f"Návrh „{world.draft.text}“ nemá žádnou cílovou hodnotu." in shown
    assert "Odeslat půjde, až bude doplněné všechno, co chybí." in shown


def test_check_of_next_year_asks_about_last_years_goals(world):
    shown = page(browser(world.people["head"]).get("/prace/2027/liberec/kontrola/"))

    assert f"Rozhodněte o loňském cíli „{world.approved.text}“." in shown


def test_plan_is_sent_once_and_says_what_comes_next(world):
    client = browser(world.people["head"])
    seen = {"expected": f"{world.draft.pk}:{world.draft.version}"}

    answers = [client.post(check(world), seen) for _ in range(2)]

    assert [each["Location"] for each in answers] == ["/prace/2026/liberec/odeslano/"] * 2
    assert "Odeslán 1 cíl ke schválení" in page(client.get("/prace/2026/liberec/odeslano/"))
    assert Event.objects.filter(name="submit").count() == 1
    assert world.people["department head"].notices.count() == 1


def test_plan_that_changed_meanwhile_is_not_sent(world):
    client = browser(world.people["head"])
    make_goal(world.this_year, centre=world.own, number=None)

    answer = client.post(check(world), {"expected": f"{world.draft.pk}:{world.draft.version}"})

    assert answer.status_code == 409
    assert "Seznam cílů se mezitím změnil. Zkontrolujte ho a odešlete znovu." in page(answer)
    assert not Event.objects.filter(name="submit").exists()


def test_plan_with_something_missing_is_not_sent_by_a_forged_form(world):
    world.draft.targets.all().delete()

    answer = browser(world.people["head"]).post(check(world), {"expected": f"{world.draft.pk}:{world.draft.version}"})

    assert (answer.status_code, Goal.objects.get(pk=world.draft.pk).state) == (409, GoalState.DRAFT)


def test_plan_is_taken_back_once(world):
    client, goal = browser(world.people["head"]), world.submitted_next

    seen = {"expected": f"{goal.pk}:{goal.version}"}
    answers = [client.post("/prace/2027/liberec/vzit-zpet/", seen) for _ in range(2)]

    assert [each["Location"] for each in answers] == ["/prace/2027/liberec/"] * 2
    assert "1 cíl je zpět u centra." in page(client.get("/prace/2027/liberec/"))
    assert Event.objects.filter(name="recall").count() == 1
    assert Goal.objects.get(pk=world.submitted_next.pk).state == GoalState.DRAFT


def test_confirmation_without_anything_sent_leads_to_the_plan(world):
    assert browser(world.people["head"]).get("/prace/2026/liberec/odeslano/")["Location"] == "/prace/2026/liberec/"


# All centres of a year


def test_year_shows_how_far_each_centre_is(world):
    response = browser(world.people["department head"]).get("/prace/2027/")

    rows = {
        plan.centre.slug: (plan.drafts, plan.returned, plan.submitted, plan.approved)
        for plan in response.context["plans"]
    }
    assert rows == {"liberec": (1, 1, 1, 0), "plzen": (1, 1, 1, 0)}


def test_year_is_filtered_by_progress_and_region(world):
    client = browser(world.people["director"])
    Goal.objects.filter(centre=world.other, document=world.next_year).update(state=GoalState.DRAFT, submitted_at=None)

    returned = client.get("/prace/2027/?progress=returned").context["plans"]
    region = client.get(f"/prace/2027/?region={world.other.region.nuts3}").context["plans"]

    assert [plan.centre.slug for plan in returned] == ["liberec"]
    assert "plzen" in [plan.centre.slug for plan in region]


# Pages do not grow slower with what they show


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def grow(world, numbers):
    """So many times more goals, centres, years and goals of the network, of every kind that there is."""
    for number in numbers:
        centre = make_centre()
        for document in (world.this_year, world.next_year):
            Plan.objects.create(document=document, centre=centre)
        for state in (GoalState.DRAFT, GoalState.SUBMITTED, GoalState.RETURNED, GoalState.APPROVED, GoalState.DROPPED):
            goal_in(state, make_goal, world.next_year, centre=centre, number=None)
            goal_in(state, make_goal, world.next_year, centre=world.own, number=None, serves=world.long_term)
        approved = goal_in(GoalState.APPROVED, make_goal, world.this_year, centre=world.own, number=None)
        sent = make_amendment(approved)
        goal_in(GoalState.SUBMITTED if number % 2 else GoalState.DRAFT, lambda sent=sent: sent)
        goal_in(GoalState.APPROVED, make_network_goal, level=Level.LONG_TERM)
        make_document(2030 + number)


GROWING = {
    "head": ["/prace/", "/prace/2027/liberec/", "/prace/2027/liberec/kontrola/", "/prace/zavazek/"],
    "department head": ["/prace/", "/prace/2027/", "/prace/2027/liberec/rozhodnuti/", "/prace/2026/vydat/"],
    "director": ["/prace/", "/prace/2027/"],
    "administrator": ["/prace/zaznam/", "/prace/zaznam.csv", "/prace/lide/"],
}


@pytest.mark.engine
def test_queries_do_not_grow_with_goals_centres_and_years(world):
    clients = {name: browser(world.people[name]) for name in GROWING}

    def count():
        return {(name, at): queries(clients[name], at) for name in GROWING for at in GROWING[name]}

    grow(world, range(1))
    count()  # what is only asked for once is asked for now
    few = count()
    grow(world, range(1, 10))

    many = count()

    assert Document.objects.count() == 13
    assert {key: (few[key], many[key]) for key in few if many[key] > few[key]} == {}


def test_amended_goal_shows_both_wordings_the_reason_who_and_when(world):
    goal = goal_in(GoalState.APPROVED, make_goal, world.this_year, centre=world.own, text="Uspořádat 12 kurzů.")
    amendment = approve(make_amendment(goal, text="Uspořádat 9 kurzů.", reason="Méně zájemců."))

    shown = page(browser(world.people["head"]).get(f"/prace/cil/{amendment.pk}/"))

    assert "Jak se cíl změnil" in shown
    assert [word in shown for word in ("12", "9", "Méně zájemců.", "Změna schválená", "vedoucí odboru")] == [True] * 5


def test_confirmation_counts_what_was_sent_now_and_says_what_waits_with_it(world):
    """One goal was sent before; the button and the confirmation count the one that goes now."""
    head, address = browser(world.people["head"]), "/prace/2026/liberec/"
    goal_in(GoalState.SUBMITTED, make_goal, world.this_year, centre=world.own, number=None, text="Dřív odeslaný.")
    sent = {"expected": f"{world.draft.pk}:{world.draft.version}"}

    button = page(head.get(f"{address}kontrola/"))
    head.post(f"{address}kontrola/", sent)

    shown = page(head.get(f"{address}odeslano/"))
    assert "Odeslat 1 cíl ke schválení" in button
    assert "Odeslán 1 cíl ke schválení" in shown
    assert "Spolu s dříve odeslanými čekají na rozhodnutí 2 cíle." in shown
