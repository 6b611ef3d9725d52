"""Deciding on one page: approve, return with a reason, later; when overtaken, nothing is decided and nothing lost."""

from datetime import date
from decimal import Decimal

import pytest

from centres.models import Event, Membership, Role
from evaluations.records.sources import set_source
from goals.models import Goal, Notice, Plan
from goals.states import Decision, GoalState, Kind
from goals.workflow import perform
from goals.writing import Content, TargetContent, create, write
from goals.years import continue_goal
from tests.factories import events_about, make_goal, make_indicator, make_record, make_user
from tests.world import browser, fields, goal_in, page, verdict

pytestmark = pytest.mark.django_db
PLAN = "/prace/2027/liberec/rozhodnuti/"


@pytest.fixture
def world(world):
    world.first = world.submitted_next
    world.second = goal_in(
        GoalState.SUBMITTED, make_goal, world.next_year, centre=world.own, text="Druhý odeslaný cíl."
    )
    world.above = browser(world.people["department head"])
    return world


def states(*goals):
    return [Goal.objects.get(pk=goal.pk).state for goal in goals]


def test_page_shows_just_what_waits(world):
    response = world.above.get(PLAN)

    assert [row["goal"] for row in response.context["rows"]] == [world.first, world.second]
    assert "Nový cíl, na žádný loňský nenavazuje." in page(response)


def test_page_with_nothing_to_decide_says_so(world):
    Goal.objects.filter(state=GoalState.SUBMITTED).update(state=GoalState.DRAFT, submitted_at=None)

    assert "Nic tu nečeká na rozhodnutí" in page(world.above.get(PLAN))


def test_goal_stands_beside_last_years(world):
    goal = goal_in(
        GoalState.SUBMITTED,
        make_goal,
        world.next_year,
        centre=world.own,
        text=f"{world.approved.text} Navíc víc.",
        continues=world.approved,
    )

    row = next(row for row in world.above.get(PLAN).context["rows"] if row["goal"] == goal)

    assert row["before"] == world.approved


def test_each_goal_gets_its_own_verdict(world):
    sent = verdict(world.first) | verdict(world.second, "return", "Doplňte počet.", part="targets")

    answer = world.above.post(PLAN, sent)

    assert answer["Location"] == "/prace/2027/liberec/rozhodnuto/"
    assert states(world.first, world.second) == [GoalState.APPROVED, GoalState.RETURNED]
    event = Event.objects.get(name="return")
    assert (event.comment, event.part) == ("Doplňte počet.", "targets")


def test_confirmation_counts_and_says_what_comes_next(world):
    third = goal_in(GoalState.SUBMITTED, make_goal, world.next_year, centre=world.own)
    world.above.post(
        PLAN, verdict(world.first) | verdict(world.second, "return", "Doplňte počet.") | verdict(third, "")
    )

    shown = page(world.above.get("/prace/2027/liberec/rozhodnuto/"))

    assert "Rozhodnuto: schválen 1 cíl, vrácen 1 cíl" in shown
    assert "Na rozhodnutí ještě čeká 1 cíl tohoto centra." in shown
    assert "Doplňte počet." in shown


def test_confirmation_is_of_who_decided(world):
    world.above.post(PLAN, verdict(world.first))

    assert "Tady jste zatím o ničem nerozhodli" in page(
        browser(world.people["head"]).get("/prace/2027/liberec/rozhodnuto/")
    )


def test_all_are_approved_by_one_button(world):
    sent = verdict(world.first, "") | verdict(world.second, "") | {"action": "all"}

    world.above.post(PLAN, sent)

    assert states(world.first, world.second) == [GoalState.APPROVED] * 2


def test_approving_all_drops_no_reason_that_was_written(world):
    sent = verdict(world.first, "") | verdict(world.second, "return", "Doplňte počet.") | {"action": "all"}

    answer = world.above.post(PLAN, sent)

    assert answer.status_code == 422
    assert "Napsali jste důvod, ale cíl nevracíte. Zvolte vrácení, nebo důvod smažte." in page(answer)
    assert fields(answer)[f"goal-{world.second.pk}-comment"] == "Doplňte počet."
    assert states(world.first, world.second) == [GoalState.SUBMITTED] * 2


def test_reason_without_a_return_is_not_lost_either(world):
    answer = world.above.post(PLAN, verdict(world.first) | verdict(world.second, "", "Doplňte počet."))

    assert answer.status_code == 422
    assert states(world.first) == [GoalState.SUBMITTED]


def test_return_needs_its_reason(world):
    answer = world.above.post(PLAN, verdict(world.first) | verdict(world.second, "return", " "))

    assert answer.status_code == 422
    assert f"Cíl {world.second.position}, Důvod vrácení: Napište, co má centrum upravit a proč." in page(answer)
    assert fields(answer)[f"goal-{world.first.pk}-verdict"] == "approve"
    assert states(world.first, world.second) == [GoalState.SUBMITTED] * 2


def test_nothing_chosen_decides_nothing_and_says_so(world):
    answer = world.above.post(PLAN, verdict(world.first, "") | verdict(world.second, ""))

    assert answer.status_code == 422
    assert "Zatím jste o žádném cíli nerozhodli." in page(answer)


def test_verdict_sent_twice_is_carried_out_once(world):
    sent = verdict(world.first) | verdict(world.second, "return", "Doplňte počet.")

    answers = [world.above.post(PLAN, sent) for _ in range(2)]

    assert [each.status_code for each in answers] == [302, 302]
    assert sorted(Event.objects.filter(name__in=["approve", "return"]).values_list("name", flat=True)) == [
        "approve",
        "return",
    ]
    assert Notice.objects.filter(person=world.people["head"]).count() == 2


# Overtaken


@pytest.fixture
def overtaken(world):
    """The second goal was taken back, written anew and sent again while the page was open."""
    head, seen = world.people["head"], world.second
    goal = perform(seen, "recall", by=head)
    Goal.objects.filter(pk=goal.pk).update(text="Druhý cíl, jak ho centrum přepsalo.")
    goal.refresh_from_db()
    perform(goal, "submit", by=head)
    return verdict(world.first, "return", "Doplňte, kolik hodin.") | verdict(seen)


def test_stale_decision_decides_nothing(world, overtaken):
    answer = world.above.post(PLAN, overtaken)

    assert answer.status_code == 409
    assert states(world.first, world.second) == [GoalState.SUBMITTED] * 2
    assert not Event.objects.filter(name__in=["approve", "return"]).exists()
    assert not Notice.objects.filter(person=world.people["head"]).exists()


def test_stale_decision_keeps_verdicts_and_reasons_of_the_others(world, overtaken):
    kept = fields(world.above.post(PLAN, overtaken))

    first, second = f"goal-{world.first.pk}", f"goal-{world.second.pk}"
    assert (kept[f"{first}-verdict"], kept[f"{first}-comment"]) == ("return", "Doplňte, kolik hodin.")
    assert (kept[f"{second}-verdict"], kept[f"{second}-version"]) == ("", "3")


def test_stale_decision_shows_what_was_read_and_what_is_there(world, overtaken):
    shown = page(world.above.post(PLAN, overtaken))

    assert f"Cíl {world.second.position} se mezitím změnil, o ničem se nerozhodlo" in shown
    assert "jak ho centrum" in shown
    assert "Co jste četli" in shown


def test_stale_decision_can_be_confirmed_again(world, overtaken):
    kept = fields(world.above.post(PLAN, overtaken))

    answer = world.above.post(PLAN, kept | {f"goal-{world.second.pk}-verdict": "approve"})

    assert answer.status_code == 302
    assert states(world.first, world.second) == [GoalState.RETURNED, GoalState.APPROVED]


def test_reason_for_a_goal_that_is_gone_is_still_shown(world):
    seen = world.second
    perform(seen, "recall", by=world.people["head"])

    answer = world.above.post(PLAN, verdict(world.first) | verdict(seen, "return", "Doplňte počet škol."))

    assert answer.status_code == 409
    assert "Váš důvod k tomuto cíli: Doplňte počet škol." in page(answer)
    assert [row["goal"] for row in answer.context["rows"]] == [world.first]


def test_second_head_of_department_is_told_that_it_was_decided(world):
    world.above.post(PLAN, verdict(world.first) | verdict(world.second))
    other = browser(make_user(Role.DEPARTMENT_HEAD))

    answer = other.post(PLAN, verdict(world.first, "return", "Doplňte počet.") | verdict(world.second, ""))

    assert answer.status_code == 409
    assert "schválený" in page(answer)
    assert "Doplňte počet." in page(answer)
    assert states(world.first) == [GoalState.APPROVED]


# Own goals


@pytest.fixture
def author(world):
    """Head of the department who also works in the centre, and wrote a goal that was sent."""
    person = make_user(Role.DEPARTMENT_HEAD)
    Membership.objects.create(user=person, role=Role.HEAD, centre=world.own, valid_from="2020-01-01")
    goal = create(world.next_year, Content("Můj vlastní cíl."), by=person, centre=world.own)
    world.mine = perform(goal, "submit", by=person)
    return browser(person)


def test_own_goal_can_be_returned_only_and_says_why(world, author):
    shown = page(author.get(PLAN))

    assert "Tento cíl jste psali vy; schválit ho musí někdo jiný. Vrátit ho můžete." in shown


def test_own_goal_among_all_is_approved_by_nobody(world, author):
    sent = verdict(world.first, "") | verdict(world.mine, "") | {"action": "all"}

    answer = author.post(PLAN, sent)

    assert answer.status_code == 422
    assert "Tento cíl jste psali vy; schválit ho musí někdo jiný." in page(answer)
    assert states(world.first, world.mine) == [GoalState.SUBMITTED] * 2


# Changes and goals of the network


def test_change_stands_beside_what_holds_with_its_reason(world):
    shown = page(world.above.get(f"/prace/cil/{world.sent_change.pk}/rozhodnuti/"))

    assert "Platí teď" in shown
    assert "Důvod změny: Důvod změny." in shown


def test_approved_change_takes_the_place_of_what_held(world):
    address = f"/prace/cil/{world.sent_change.pk}/rozhodnuti/"

    answers = [world.above.post(address, verdict(world.sent_change)) for _ in range(2)]

    assert [each["Location"] for each in answers] == [f"/prace/cil/{world.sent_change.pk}/rozhodnuto/"] * 2
    assert states(world.sent_change, world.sent_change.amends) == [GoalState.APPROVED, GoalState.SUPERSEDED]
    assert "Rozhodnuto: schválen 1 cíl" in page(world.above.get(answers[0]["Location"]))


@pytest.mark.parametrize("name", ["long_term_sent", "strategic_sent"])
def test_director_decides_about_the_network(world, name):
    goal, director = getattr(world, name), browser(world.people["director"])

    director.post(f"/prace/cil/{goal.pk}/rozhodnuti/", verdict(goal, "return", "Upřesněte, do kdy."))

    assert states(goal) == [GoalState.RETURNED]


def test_sent_goal_of_the_network_goes_and_comes_back_by_its_buttons(world):
    goal, address = world.long_term_draft, f"/prace/cil/{world.long_term_draft.pk}/"

    for button, state in (("odeslat", GoalState.SUBMITTED), ("vzit-zpet", GoalState.DRAFT)):
        goal.refresh_from_db()
        for _ in range(2):
            assert world.above.post(f"{address}{button}/", {"version": goal.version})["Location"] == address
        assert states(goal) == [state]
    assert events_about(goal).count() == 2


# Everything on the table


def test_goals_that_end_stand_on_the_page_with_their_reasons(world):
    plan = Plan.objects.get(document=world.next_year, centre=world.own)
    continue_goal(plan, world.approved, Decision.RETIRE, reason="Škola se zavřela.", by=world.people["head"])

    shown = page(world.above.get(PLAN))

    assert "1 loňský cíl končí" in shown
    assert "Důvod: Škola se zavřela." in shown
    assert world.approved.text in shown


def test_goal_that_came_back_shows_what_has_changed_since(world):
    head, above = world.people["head"], world.people["department head"]
    returned = perform(world.first, "return", by=above, comment="Doplňte počet.")
    target = TargetContent(Kind.COUNT, value=Decimal(7), unit="setkání")
    written = write(returned, Content(f"{returned.text} Ještě jednou.", (target,)), by=head)
    perform(written, "submit", by=head)

    [row] = [row for row in world.above.get(PLAN).context["rows"] if row["goal"].pk == returned.pk]
    changed = {kind: " ".join(piece.text for piece in row["mended"] if piece.kind == kind) for kind in ("gone", "new")}

    assert "Ještě jednou." in changed["new"]
    assert ("7" in changed["new"], "3" in changed["gone"]) == (True, True)


def test_value_below_last_years_result_is_said_with_the_difference(world):
    meets = make_indicator("setkani")
    set_source(world.approved.targets.get(), meets, by=world.people["head"])
    make_record(world.own, on=date(2026, 2, 3), indicator=meets, amount=10)
    lower = {"kind": Kind.COUNT, "value": 8, "unit": "setkání"}
    facts = {"centre": world.own, "continues": world.approved, "targets": [lower], "text": "Uspořádat 8 setkání."}
    goal_in(GoalState.SUBMITTED, make_goal, world.next_year, **facts)

    shown = page(world.above.get(PLAN))

    assert "„nejméně 8 setkání“ je o 2 méně, než kolik bylo v roce 2026: 10." in shown


def test_decision_leads_to_the_next_waiting_centre(world):
    world.above.post(PLAN, verdict(world.first) | verdict(world.second))

    first = world.above.get("/prace/2027/liberec/rozhodnuto/").context["next"]

    assert first.url == "/prace/2027/plzen/rozhodnuti/"
    assert f"Další: {first.title}" in page(world.above.get("/prace/2027/liberec/rozhodnuto/"))
