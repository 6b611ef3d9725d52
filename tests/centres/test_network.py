"""Centres open, change, merge and close: what it does to rights, goals, months and pages, and what is refused."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from centres import access, contact, invitations, network, roles
from centres.access import MissingRight, Right
from centres.models import Centre, CentreChange, Contact, Invitation, Membership, Place, Role
from centres.refusals import EditConflict, Refused
from evaluations import tasks as tasks_of_evaluations
from evaluations.meetings.agenda import goals_of
from evaluations.records.records import RecordContent
from evaluations.records.records import add as add_record
from evaluations.teams import team_meeting
from goals import years
from goals.ending import end, resume
from goals.lineage import previous_of
from goals.models import Document, Goal, GoalOwner, Notice, Plan
from goals.network import join_year
from goals.owners import OwnerChoice, set_owners, with_owner, without_owner
from goals.public.publishing import approved_goals, ready_to_publish
from goals.states import Decision, GoalState
from goals.tasks import tasks, tasks_to_remind_of
from goals.workflow import perform
from goals.writing import Content, amend
from tests.clock import going_on_from
from tests.factories import (
    PRAGUE,
    approve,
    close_month,
    department_head,
    events_about,
    make_amendment,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_indicator,
    make_operator,
    make_region,
    make_user,
)
from tests.threads import at_once

pytestmark = pytest.mark.django_db
YEAR = 2026
NOW = datetime(YEAR, 7, 10, 9, tzinfo=PRAGUE)
TODAY = NOW.date()
DAY = date(YEAR, 7, 1)
REASON = "Ministerstvo spojilo obě centra."


@pytest.fixture(autouse=True)
def july():
    with going_on_from(NOW):
        yield


@pytest.fixture
def chief():
    return department_head()


@pytest.fixture
def year(chief):
    """Two centres with a published goal each, from January on; heads; a draft of one of them."""
    document = make_document(
        YEAR,
        planning_opens_on=date(2025, 10, 1),
        submit_by=date(2025, 11, 30),
        publish_on=date(2025, 12, 15),
        closes_on=date(YEAR, 12, 31),
    )
    world = type("World", (), {})()
    world.document = document
    world.old, world.new = make_centre(slug="stare", name="CPIC Staré"), make_centre(slug="nove", name="CPIC Nové")
    world.old_head, world.new_head = (make_user(Role.HEAD, centre=centre) for centre in (world.old, world.new))
    for centre in (world.old, world.new):
        Plan.objects.create(document=document, centre=centre)
    world.goals = [make_goal(document, centre=centre) for centre in (world.old, world.new)]
    make_edition(document, *world.goals, now=datetime(2025, 12, 15, 9, tzinfo=PRAGUE))
    world.draft = make_goal(document, centre=world.old, number=None, text="Ještě neschválený.")
    return world


def merge(year, chief, day=DAY, **facts):
    return network.merge_centre(year.old, day, successor=year.new, reason=REASON, by=chief, now=NOW, **facts)


def plain(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def titles(person, today=TODAY):
    return [task.title for task in tasks(access.rights_of(person, on=today), today=today)]


def test_only_who_manages_the_network_changes_it(year):
    for person in (year.old_head, make_user(Role.DIRECTOR)):
        with pytest.raises(MissingRight):
            network.close_centre(year.old, DAY, reason=REASON, by=person, now=NOW)
    network.close_centre(year.old, DAY, reason=REASON, by=make_user(Role.ADMINISTRATOR), now=NOW)

    assert Centre.objects.get(pk=year.old.pk).closed_on == DAY


def test_closed_centre_is_asked_for_nothing(year, chief):
    year.old_head.memberships.update(valid_until=None)
    assert any("CPIC Staré" in title for title in titles(year.old_head))

    network.close_centre(year.old, DAY, reason=REASON, by=chief, now=NOW)

    assert [title for title in titles(year.old_head) if "CPIC Staré" in title] == []
    for later in (TODAY, date(YEAR, 8, 9), date(YEAR, 12, 20), date(YEAR + 1, 1, 20)):
        asked = [task for task in tasks_to_remind_of(later) if task.centre == year.old]
        named = [task for task in tasks_to_remind_of(later) if "CPIC Staré" in task.reminder.text]
        assert (asked, named) == ([], [])
        assert "CPIC Staré" not in "".join(task.hint for task in tasks(access.rights_of(chief, on=later), today=later))
    ready = ready_to_publish(year.document)
    assert (ready.missing, ready.unfinished) == ((), ())
    assert list(years.taking_part(YEAR + 1)) == [year.new]


def test_merging_leaves_the_past_and_hands_over_what_is_open(year, chief):
    months = tasks_of_evaluations.open_months
    close_month(year.old, YEAR, 1, by=year.old_head)

    merge(year, chief)

    draft = Goal.objects.get(pk=year.draft.pk)
    assert (draft.centre, draft.state, draft.position) == (year.new, GoalState.DRAFT, 2 + 1)
    assert draft.version == year.draft.version + 1  # whoever still has the form open is told
    assert Goal.objects.get(pk=year.goals[0].pk).centre == year.old
    rights = access.rights_of(year.new_head, on=TODAY)
    centre = Centre.objects.get(pk=year.old.pk)
    assert rights.may(Right.CLOSE_MONTH, centre)
    assert centre in rights.own_centres()
    assert not access.rights_of(year.new_head, on=DAY - timedelta(days=1)).may(Right.CLOSE_MONTH, centre)
    found = list(months(Plan.objects.filter(centre=centre), years=[YEAR], today=date(YEAR, 9, 20)))
    assert [month.meeting.month for month in found] == [2, 3, 4, 5, 6]  # to its last day, and no further
    assert year.new_head in access.addressees(Right.CLOSE_MONTH, centre, on=TODAY)
    assert not Plan.objects.preparing_on(TODAY).filter(centre=centre).exists()


def test_successor_decides_about_each_goal(year, chief):
    assert years.previous_goals(Plan.objects.get(centre=year.new)).count() == 0
    merge(year, chief)
    plan = Plan.objects.select_related("document", "centre").get(centre=year.new)
    [taken] = years.previous_goals(plan)
    assert taken.centre == year.old
    assert f"{plan}: 1 převzatý cíl čeká na rozhodnutí" in titles(year.new_head)

    made = years.continue_goal(plan, taken, Decision.CARRY, by=year.new_head, now=NOW)

    assert (made.centre, previous_of([made])[made.pk].pk, made.text) == (year.new, taken.root_id, taken.text)
    ended = Goal.objects.approved().of_roots([taken.root_id]).get()
    assert (ended.centre, ended.ends_on, ended.text) == (year.old, DAY - timedelta(days=1), taken.text)
    assert ended.reason == "Pokračuje v něm CPIC Nové."
    years.continue_goal(plan, taken, Decision.RETIRE, reason="Nestačíme.", by=year.new_head, now=NOW)
    assert Goal.objects.get(pk=made.pk).state == GoalState.DROPPED
    again = years.continue_goal(plan, taken, Decision.CARRY, by=year.new_head, now=NOW)
    assert (again.pk, again.state, again.ends_on) == (made.pk, GoalState.DRAFT, None)
    assert years.undecided(plan) == []
    following = make_document(YEAR + 1)
    plan = Plan.objects.create(document=following, centre=year.new)
    assert year.goals[0] not in years.previous_goals(plan)  # decided about already


def test_decision_about_a_goal_of_the_year_says_first_that_it_ends_and_tells_those_above(year, chief, client):
    merge(year, chief)
    plan, taken = Plan.objects.get(centre=year.new), year.goals[0]
    client.force_login(year.new_head)
    listed = plain(client.get(reverse("plan", args=[YEAR, "nove"])))
    assert "Převzatý letošní cíl v původním centru skončí jeho posledním dnem" in listed

    page = plain(client.get(reverse("continue", args=[YEAR, "nove", taken.pk])))
    assert "Cíl patří centru CPIC Staré, které je od 1. 7. 2026 zavřené." in page
    assert "skončí tam dnem 30. 6. 2026" in page
    assert "Loňský" not in page.split("<main")[1]
    done = client.post(
        reverse("continue", args=[YEAR, "nove", taken.pk]), {"decision": "retire", "reason": "Nestačíme."}, follow=True
    )

    assert "Převzatý cíl 1 skončil v centru CPIC Staré dnem 30. 6. 2026." in plain(done)
    assert Goal.objects.approved().of_roots([taken.pk]).get().ends_on == date(YEAR, 6, 30)
    told = Notice.objects.filter(title__startswith="CPIC Staré 2026")
    assert {one.text.split("\n")[0] for one in told} == {"Nestačíme."}
    assert chief in {one.person for one in told}
    assert year.new_head not in {one.person for one in told}
    assert years.undecided(plan) == []


def test_people_of_the_successor_look_after_goals_of_the_merged_centre(year, chief):
    taken = year.goals[0]
    choice = OwnerChoice(taken, str(year.new_head.pk), "")
    with pytest.raises(Refused, match="dnes nepracuje"):
        set_owners([choice], by=year.old_head, now=NOW)
    merge(year, chief)

    taken = Goal.objects.get(pk=taken.pk)
    set_owners([OwnerChoice(taken, str(year.new_head.pk), "")], by=year.new_head, now=NOW)

    assert taken not in without_owner(Goal.objects.all(), on=TODAY)
    assert list(with_owner(Goal.objects.all(), on=TODAY, person=year.new_head)) == [taken]
    GoalOwner.objects.update(person=None, role=Role.HEAD)
    assert list(with_owner(Goal.objects.all(), on=TODAY, person=year.new_head)) == [taken]
    assert taken in without_owner(Goal.objects.all(), on=DAY - timedelta(days=1))  # not theirs yet
    with pytest.raises(Refused, match="dnes nepracuje"):
        set_owners([OwnerChoice(taken, str(year.old_head.pk), "head")], by=year.new_head, now=NOW)


def test_goals_of_a_merged_centre_wait_for_a_decision_and_for_nothing_else(year, chief, client):
    """Neither their owner nor their standing still is asked about; who leads nothing more is named by who goes on."""
    asks = "CPIC Staré 2026: 1 cíl nikdo nemá na starosti"
    make_amendment(year.goals[0], text="Jiné znění.", reason="Zájem.")
    assert asks in titles(year.old_head)
    assert any("Rozepsaná změna" in title for title in titles(year.old_head))
    merge(year, chief)
    assert not any("Rozepsaná změna" in title for title in titles(year.new_head))
    assert f"{Plan.objects.get(centre=year.new)}: 1 převzatý cíl čeká na rozhodnutí" in titles(year.new_head)
    assert asks not in titles(year.new_head)
    client.force_login(year.new_head)
    assert "Vést kurzy češtiny" not in plain(client.get(reverse("still-goals", args=[YEAR])))

    Membership.objects.filter(role=Role.HEAD).update(valid_until=TODAY - timedelta(days=1))

    unled = [title.partition(":")[0] for title in titles(chief) if "nemá vedoucího" in title]
    assert unled == ["CPIC Nové nemá vedoucího"]
    client.force_login(chief)
    of_old = plain(client.get(reverse("centre-people", args=["stare"])))
    of_new = plain(client.get(reverse("centre-people", args=["nove"])))
    assert "CPIC Staré je od 1. 7. 2026 zavřené, role v něm už dát nejde." in of_old
    assert ("nemá vedoucího" in of_old, "centre=stare" in of_old) == (False, False)
    assert "1 převzatý cíl čeká na rozhodnutí" in of_new


def test_change_of_a_goal_of_a_merged_centre_follows_the_decision(year, chief, client):
    """It is on nobody's list, neither approved, sent nor written by hand; the decision ends it."""
    goal = year.goals[0]
    sent = perform(make_amendment(goal, text="Jiné znění.", reason="Zájem."), "submit", by=year.old_head)
    assert any("Změna cíle ke schválení" in title for title in titles(chief))
    merge(year, chief)

    assert not any("Změna cíle ke schválení" in title for title in titles(chief))
    for name, person, comment in (("approve", chief, ""), ("return", chief, "Ne."), ("recall", year.new_head, "")):
        with pytest.raises(Refused, match="o jeho cílech rozhoduje CPIC Nové"):
            perform(Goal.objects.get(pk=sent.pk), name, by=person, comment=comment, now=NOW)
    client.force_login(chief)
    page = plain(client.get(reverse("work-goal", args=[sent.pk])))
    assert "Změna skončí s tím rozhodnutím." in page
    assert reverse("goal-decide", args=[sent.pk]) not in page

    plan = Plan.objects.get(centre=year.new)
    years.continue_goal(plan, goal, Decision.RETIRE, reason="Nestačíme.", by=year.new_head, now=NOW)

    assert Goal.objects.get(pk=sent.pk).state == GoalState.DROPPED
    ended = Goal.objects.approved().of_roots([goal.pk]).get()
    with pytest.raises(Refused, match="rozhoduje CPIC Nové"):
        resume(ended, by=chief, now=NOW)


def test_goal_of_a_merged_centre_is_changed_by_nobody_before_the_decision(year, chief, client):
    goal = Goal.objects.get(pk=year.goals[0].pk)
    merge(year, chief)

    content = replace(Content.of(goal), text="Ručně.", reason="Chci.")
    with pytest.raises(Refused, match="co s cílem bude, rozhodne CPIC Nové"):
        amend(goal, content, by=year.new_head, now=NOW)
    with pytest.raises(Refused, match="co s cílem bude, rozhodne CPIC Nové"):
        end(goal, DAY - timedelta(days=2), "Chci.", by=year.new_head, now=NOW)
    client.force_login(year.new_head)
    page = plain(client.get(reverse("work-goal", args=[goal.pk])))
    assert "co s cílem bude, rozhodne CPIC Nové" in page
    assert "Navrhnout změnu" not in page


@pytest.mark.parametrize("is_out", [True, False], ids=["published", "only approved"])
def test_goals_of_the_next_year_of_a_centre_that_merges_with_new_year_are_decided_too(year, chief, is_out):
    """Recorded in November, when the goals of the next year are approved already."""
    following, day = make_document(YEAR + 1), date(YEAR + 1, 1, 1)
    plans = [Plan.objects.create(document=following, centre=centre) for centre in (year.old, year.new)]
    goals = [make_goal(following, centre=plan.centre, number=None) for plan in plans]
    november, january = (datetime(*of, 9, tzinfo=PRAGUE) for of in ((YEAR, 11, 10), (YEAR + 1, 1, 4)))
    if not is_out:
        approve(goals[0], now=november)
    else:
        make_edition(following, *goals, now=datetime(YEAR, 12, 15, 9, tzinfo=PRAGUE))
    network.merge_centre(year.old, day, successor=year.new, reason=REASON, by=chief, now=november)

    taken = [goal for goal in years.undecided(plans[1]) if goal.document == following]
    assert taken == [goals[0]]
    made = years.continue_goal(plans[1], goals[0], Decision.CARRY, by=year.new_head, now=january)

    assert (made.centre, made.document, made.text) == (year.new, following, goals[0].text)
    ended = Goal.objects.approved().of_roots([goals[0].pk]).get()
    assert ended.ends_on == date(YEAR, 12, 31)
    assert [goal.centre for goal in approved_goals(following)] == ([year.old, year.new] if is_out else [])


@pytest.mark.parametrize(
    ("day", "last"),
    [(date(YEAR, 8, 1), date(YEAR, 7, 31)), (DAY, TODAY - timedelta(days=1))],
    ids=["ahead", "in the past"],
)
def test_roles_end_with_their_centre(year, chief, mailoutbox, day, last):
    deputy = make_user(Role.DEPUTY, centre=year.old, valid_from=date(YEAR, 9, 1), valid_until=date(YEAR, 9, 30))
    done = make_user(Role.STAFF, centre=year.old, valid_until=date(YEAR, 2, 1))
    Membership.objects.filter(centre=year.old).exclude(user__in=[year.old_head, deputy, done]).delete()
    foreseen = " ".join(network.foreseen(year.old, day, year.new, today=TODAY))
    assert f"Dnem {last.day}. 7. 2026 skončí role: {year.old_head} (vedoucí centra)." in foreseen
    assert f"ještě nezačaly, se zruší: {deputy} (zástupce vedoucího centra)" in foreseen

    merge(year, chief, day)

    assert year.old_head.memberships.get().valid_until == last
    assert done.memberships.get().valid_until == date(YEAR, 2, 1)
    assert not deputy.memberships.exists()
    assert not access.rights_of(year.old_head, on=last + timedelta(days=1)).memberships
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([year.old_head.email], "Konec role"),
        ([deputy.email], "Zrušená role"),
    ]
    assert events_about(year.old_head).last().name == "end_role"


def test_nobody_gets_a_role_in_a_closed_centre(year, chief):
    person = make_user(Role.STAFF, centre=year.new)
    held = Membership(user=person, role=Role.STAFF, centre=year.old, valid_from=TODAY)
    network.close_centre(year.old, date(YEAR, 8, 1), reason=REASON, by=chief, now=NOW)
    held.centre = Centre.objects.get(pk=year.old.pk)

    with pytest.raises(Refused, match="může trvat nejdéle do 31. 7. 2026"):
        roles.give(held, by=chief, now=NOW)
    held.valid_until = date(YEAR, 7, 31)
    roles.give(held, by=chief, now=NOW)
    with pytest.raises(Refused, match="může trvat nejdéle do 31. 7. 2026"):
        roles.change_end(held, None, by=chief, now=NOW)
    held.pk, held.valid_from, held.valid_until = None, date(YEAR, 8, 1), None
    with pytest.raises(Refused, match="je od 1. 8. 2026 zavřené, role v něm už dát nejde"):
        roles.give(held, by=chief, now=NOW)


def test_nobody_is_invited_to_a_closed_centre(year, chief, client):
    client.force_login(chief)
    typed = {"email": "novy@example.cz", "first_name": "Nový", "last_name": "Člověk", "role": Role.STAFF}
    address, link = reverse("invite"), "https://x/{}".format
    facts = {name: typed[name] for name in ("email", "first_name", "last_name", "role")}
    waiting = invitations.invite(Invitation(**facts, centre=year.old), by=chief, now=NOW, link=link)
    network.close_centre(year.old, TODAY, reason=REASON, by=chief, now=NOW)
    waiting = invitations.Invitation.objects.select_related("centre", "invited_by").get(pk=waiting.pk)

    page = client.post(address, typed | {"email": "dalsi@example.cz", "centre": year.old.pk})

    said = f"CPIC Staré je od {TODAY.day}. 7. 2026 zavřené, role v něm už dát nejde. Vyberte jiné centrum."
    assert page.context["form"].errors == {"centre": [said]}
    assert "Člověk" in page.content.decode()
    offered = [str(label) for _value, label in page.context["form"].fields["centre"].widget.choices]
    assert "CPIC Staré" not in offered
    assert "CPIC Nové" in offered
    assert not invitations.is_open(waiting, NOW)
    with pytest.raises(Refused, match="role v něm už dát nejde"):
        invitations.resend(waiting, by=chief, now=NOW, link=link)


def test_centre_that_another_one_is_to_join_does_not_close_before_it(year, chief):
    merge(year, chief, date(YEAR, 9, 1))
    new = Centre.objects.get(pk=year.new.pk)

    with pytest.raises(Refused, match="CPIC Staré má pod toto centrum přejít až 1. 9. 2026"):
        network.close_centre(new, date(YEAR, 8, 1), reason=REASON, by=chief, now=NOW)
    third = make_centre(name="CPIC Třetí")
    network.merge_centre(new, date(YEAR, 8, 1), successor=third, reason=REASON, by=chief, now=NOW)

    assert Centre.objects.get(pk=year.old.pk).successor == third


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(YEAR, 1, 15), "uzavřenou poradu za 2/2026; zavřít se může nejdřív 2. 2. 2026"),
        (date(YEAR, 2, 1), "nejdřív 2. 2. 2026"),
    ],
)
def test_not_before_the_last_closed_month(year, chief, day, words):
    for month in (1, 2):
        close_month(year.old, YEAR, month, by=year.old_head)

    with pytest.raises(Refused, match=words):
        network.close_centre(year.old, day, reason=REASON, by=chief, now=NOW)
    assert not CentreChange.objects.exists()
    network.close_centre(year.old, date(YEAR, 2, 2), reason=REASON, by=chief, now=NOW)


def test_not_in_an_evaluated_year(year, chief):
    Document.objects.filter(pk=year.document.pk).update(closed_at=NOW)

    with pytest.raises(Refused, match="Rok 2026 je vyhodnocený.* nejdřív 1. 1. 2027"):
        network.close_centre(year.old, DAY, reason=REASON, by=chief, now=NOW)


def test_successors_that_cannot_be(year, chief):
    third = make_centre(name="CPIC Třetí")

    def refused(centre, successor):
        centre, successor = (Centre.objects.get(pk=each.pk) for each in (centre, successor))
        with pytest.raises(Refused) as refusal:
            network.merge_centre(centre, DAY, successor=successor, reason=REASON, by=chief, now=NOW)
        return str(refusal.value)

    assert "samo se sebou" in refused(year.old, year.old)
    merge(year, chief)
    assert "do kruhu" in refused(year.new, year.old)
    assert "je od 1. 7. 2026 zavřené" in refused(third, year.old)
    assert "už má zapsáno" in refused(year.old, third)
    branch = make_centre(name="CPIC Pobočka", parent=third)
    assert "je pobočka centra" in refused(third, branch)
    with pytest.raises(Refused, match="Centrum má pobočky .CPIC Pobočka."):
        network.close_centre(third, DAY, reason=REASON, by=chief, now=NOW)


@pytest.mark.engine
def test_reason_is_needed_and_the_database_agrees(year, chief):
    with pytest.raises(Refused, match="Napište důvod"):
        network.close_centre(year.old, DAY, reason=" ", by=chief, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Centre.objects.filter(pk=year.old.pk).update(closed_on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Centre.objects.filter(pk=year.old.pk).update(successor=year.old, closed_on=DAY, closing_reason="x")


def test_chain_leads_to_the_one_that_is_there(year, chief):
    third = make_centre(name="CPIC Třetí")
    merge(year, chief)
    new = Centre.objects.get(pk=year.new.pk)
    network.merge_centre(new, date(YEAR, 7, 5), successor=third, reason=REASON, by=chief, now=NOW)

    assert set(third.predecessors.all()) == {year.old, year.new}
    head = make_user(Role.HEAD, centre=third)
    assert access.rights_of(head, on=TODAY).may(Right.CLOSE_MONTH, Centre.objects.get(pk=year.old.pk))


def test_branches_go_with_their_main_centre(year, chief):
    branch = make_centre(name="CPIC Pobočka", parent=year.old)

    merge(year, chief)

    branch.refresh_from_db()
    assert branch.parent == year.new
    assert [row.kind for row in branch.changes.all()] == ["make_branch"]


def test_same_closing_twice_is_one_and_somebody_elses_is_a_conflict(year, chief):
    merge(year, chief)
    merge(year, chief)  # the page was sent again

    assert events_about(year.old).filter(name="merge").count() == 1
    with pytest.raises(EditConflict):
        network.close_centre(year.old, DAY, reason="Jiný.", by=chief, now=NOW)


def test_names_of_the_time(year, chief, client):
    Document.objects.filter(pk=year.document.pk).update(year=2025)
    network.rename(year.old, date(2026, 3, 1), name="CPIC Staré Město", reason="", by=chief, now=NOW)
    client.force_login(chief)

    then = client.get(reverse("plan", args=[2025, "stare"])).content.decode()
    assert "CPIC Staré: cíle" in then.replace("\u00a0", " ")
    assert "Staré Město" not in then.split("<main")[1]
    listed = client.get(reverse("work-year", args=[2025])).content.decode()
    assert "CPIC Staré" in listed
    assert "Staré Město" not in listed
    standing = client.get(reverse("network-standing", args=[2025])).content.decode()
    assert "Staré Město" not in standing
    assert "Staré Město" in client.get(reverse("centre-work", args=["stare"])).content.decode().replace("\u00a0", " ")


@pytest.mark.engine
def test_changes_are_kept_in_rows_that_nothing_can_change(year, chief):
    region, operator = make_region(), make_operator(name="Nový provozovatel")
    network.move(year.old, date(YEAR, 3, 1), address="Nová 1", region=region, operator=operator, by=chief, now=NOW)
    current = Centre.objects.get(pk=year.old.pk)

    rows = {row.field: (row.old, row.new) for row in current.changes.all()}
    assert rows["operator"] == (str(year.old.operator), "Nový provozovatel")
    assert rows["address"] == ("", "Nová 1")
    assert current.address_as_of == "1. 3. 2026"
    assert "od 1. 3. 2026" in events_about(current).last().content
    with pytest.raises(IntegrityError), transaction.atomic():
        CentreChange.objects.update(new="Jinak")
    with pytest.raises(Refused, match="změnilo už 1. 3. 2026"):
        network.move(
            current, DAY - timedelta(days=200), address="", region=region, operator=operator, by=chief, now=NOW
        )
    with pytest.raises(Refused, match="teprve přijde"):
        network.rename(current, TODAY + timedelta(days=1), name="Jinak", by=chief, now=NOW)
    with pytest.raises(Refused, match="Nic jste nezměnili"):
        network.rename(current, TODAY, name=current.name, by=chief, now=NOW)
    with pytest.raises(Refused, match="CPIC Nové už tu je"):
        network.rename(current, TODAY, name="CPIC Nové", by=chief, now=NOW)


def test_branch_of_what_can_have_branches(year, chief):
    network.make_branch(year.old, DAY, parent=year.new, by=chief, now=NOW)
    with pytest.raises(Refused, match="vlastní pobočky"):
        network.make_branch(year.new, DAY, parent=make_centre(), by=chief, now=NOW)
    with pytest.raises(Refused, match="je samo pobočka"):
        network.make_branch(make_centre(), DAY, parent=year.old, by=chief, now=NOW)
    current = network.make_independent(Centre.objects.get(pk=year.old.pk), DAY, by=chief, now=NOW)
    assert current.parent is None


def test_new_centre_joins_the_running_year(year, chief):
    facts = network.NewCentre("CPIC Nové Město", "Nové", make_region(), make_operator())
    opened = network.open_centre(facts, DAY, by=chief, now=NOW)
    again = network.open_centre(facts, DAY, by=chief, now=NOW)
    assert (opened, opened.slug) == (again, "nove-2")  # a used address is never given again

    plan = join_year(year.document, opened, by=chief, now=NOW)
    assert join_year(year.document, opened, by=chief, now=NOW) == plan
    goal = make_goal(year.document, centre=opened, number=None)
    approve(goal, now=NOW)
    begun = [month for month in range(1, 13) if goals_of(team_meeting(opened, YEAR, month))]
    assert begun == [7, 8, 9, 10, 11, 12]
    staff = make_user(Role.STAFF, centre=opened)
    content = RecordContent(make_indicator(), DAY - timedelta(days=1))
    with pytest.raises(Refused, match="tento den nebylo otevřené"):
        add_record(opened, content, by=staff, now=NOW)
    with pytest.raises(Refused, match="už tu je"):
        network.open_centre(facts, date(YEAR, 8, 1), by=chief, now=NOW)


def test_reminder_of_a_branch_is_for_its_own_people():
    main = make_centre(name="CPIC Hlavní")
    branch, head = make_centre(name="CPIC Pobočka", parent=main), make_user(Role.HEAD, centre=main)
    assert set(access.addressees(Right.WRITE, branch, on=TODAY)) == {head}

    own = make_user(Role.STAFF, centre=branch)

    assert set(access.addressees(Right.WRITE, branch, on=TODAY)) == {own}
    assert set(access.addressees(Right.SUBMIT, branch, on=TODAY)) == {head}  # nobody there may
    assert set(access.holders(Right.WRITE, branch, on=TODAY)) == {own, head}  # who may, may still
    own.is_active = False
    own.save()
    assert set(access.addressees(Right.WRITE, branch, on=TODAY)) == {head}


# Contact and places


FACTS = {
    "phone": "123 456 789",
    "email": "centrum@example.cz",
    "hours": "po 9–17",
    "closed_days": "",
    "languages": "",
    "interpreters": "út ukrajinsky",
    "networks": "",
}


def test_contact_is_asked_for_twice_a_year(year):
    Contact.objects.filter(centre=year.old).delete()
    [asked] = [title for title in titles(year.old_head) if "kontakt" in title]
    assert asked.startswith("CPIC Staré")
    row = contact.contact_of(year.old)
    contact.keep_contact(row, FACTS, address="Nová 1", website="", by=year.old_head, now=NOW)

    assert not [title for title in titles(year.old_head, TODAY + timedelta(days=180)) if "kontakt" in title]
    assert [title for title in titles(year.old_head, TODAY + timedelta(days=184)) if "kontakt" in title]
    keys = {task.reminder.key for task in tasks_to_remind_of(TODAY + timedelta(days=184)) if task.centre == year.old}
    assert f"contact:{year.old.pk}:2027-1" in keys
    assert [row.new for row in year.old.changes.all()] == ["Nová 1"]


def test_contact_of_others_and_of_a_faster_one(year, chief):
    row = Contact.objects.get(centre=year.old)
    with pytest.raises(MissingRight):
        contact.keep_contact(row, FACTS, address="", website="", by=year.new_head, now=NOW)
    contact.keep_contact(row, FACTS, address="", website="", by=chief, now=NOW)
    with pytest.raises(EditConflict):
        contact.keep_contact(row, FACTS | {"phone": "987"}, address="", website="", by=year.old_head, now=NOW)
    assert Contact.objects.get(centre=year.old).phone == "123 456 789"


def test_place_is_shown_changed_and_removed(year, client):
    place = Place(centre=year.old, kind="field", name="Městský úřad Strakonice", rhythm="každé druhé úterý", version=0)
    contact.save_place(place, by=year.old_head, now=NOW)
    contact.keep_contact(Contact.objects.get(centre=year.old), FACTS, address="", website="", by=year.old_head, now=NOW)
    page = client.get("/centra/stare/").content.decode().replace("\u00a0", " ")
    assert "Městský úřad Strakonice" in page
    assert "každé druhé úterý" in page
    assert "út ukrajinsky" in page

    stale = Place.objects.get()
    stale.version -= 1
    with pytest.raises(EditConflict):
        contact.save_place(stale, by=year.old_head, now=NOW)
    contact.remove_place(Place.objects.get(), by=year.old_head, now=NOW)
    assert "Strakonice" not in client.get("/centra/stare/").content.decode()
    assert [event.name for event in events_about(year.old)] == ["add_place", "keep_contact", "remove_place"]
    assert "Druh místa: – → terén ve městě nebo u zaměstnavatele" in events_about(year.old)[0].content


# Pages


def test_closing_asks_first_says_what_happens_and_keeps_what_was_typed(year, chief, client):
    client.force_login(chief)
    address = reverse("centre-close", args=["stare"])
    typed = {"day": "2026-07-01", "successor": year.new.pk, "reason": REASON, "version": year.old.version}

    asked = client.post(address, typed)
    page = asked.content.decode().replace("\u00a0", " ")
    assert asked.status_code == 200
    assert Centre.objects.get(pk=year.old.pk).closed_on is None
    assert "1 cíl, který ještě není schválený, přejde hned na CPIC Nové." in page
    back = client.post(address, typed | {"edit": "1"}).content.decode()
    assert REASON in back
    assert "Pokračovat" in back

    done = client.post(address, typed | {"confirmed": "on"}, follow=True)
    assert "pokračuje CPIC Nové" in done.content.decode().replace("\u00a0", " ")
    public = client.get("/centra/stare/").content.decode().replace("\u00a0", " ")
    assert "Centrum je od 1. 7. 2026 zavřené: Ministerstvo spojilo" in public
    assert 'href="/centra/nove/"' in public
    listed = client.get("/centra/").content.decode()
    assert listed.index("Zavřená centra") < listed.index('href="/centra/stare/"')
    assert 'href="/centra/stare/"' not in client.get("/").content.decode()


def test_wrong_successor_is_said_at_its_field(year, chief, client):
    client.force_login(chief)
    typed = {"day": "2026-07-01", "successor": year.old.pk, "reason": REASON, "version": year.old.version}

    page = client.post(reverse("centre-close", args=["stare"]), typed)

    assert page.status_code == 422
    assert page.context["form"].errors["successor"] == ["Centrum nejde spojit samo se sebou. Vyberte jiné."]
    assert REASON in page.content.decode()


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("day", "Centrum má uzavřenou poradu za 2/2026; zavřít se může nejdřív 2. 2. 2026."),
        ("successor", "CPIC Třetí je od 1. 3. 2026 zavřené. Vyberte centrum, které pokračuje."),
    ],
)
def test_impossible_closing_is_said_at_its_field_and_changes_nothing(year, chief, client, field, said):
    close_month(year.old, YEAR, 2, by=year.old_head)
    third = make_centre(name="CPIC Třetí", closed_on=date(YEAR, 3, 1), closing_reason="Konec.")
    client.force_login(chief)
    typed = {"day": "2026-01-15", "successor": third.pk if field == "successor" else "", "reason": REASON}

    page = client.post(
        reverse("centre-close", args=["stare"]), typed | {"version": year.old.version, "confirmed": "on"}
    )

    assert page.status_code == 422
    assert [sentence.replace("\u00a0", " ") for sentence in page.context["form"].errors[field]] == [said]
    assert REASON in page.content.decode()
    assert not CentreChange.objects.exists()


def test_sentences_end_once_where_a_name_ends_with_a_full_stop(year, chief):
    make_centre(name="CPIC Pobočka", parent=year.old)
    Centre.objects.filter(pk=year.new.pk).update(name="Centrum Nové, o.p.s.")
    successor = Centre.objects.get(pk=year.new.pk)
    assert [line for line in network.foreseen(year.old, DAY, successor, today=TODAY) if ".." in line] == []
    merge(year, chief)
    plan = Plan.objects.select_related("document", "centre").get(centre=year.new)

    years.continue_goal(plan, year.goals[0], Decision.CARRY, by=year.new_head, now=NOW)

    ended = Goal.objects.approved().of_roots([year.goals[0].pk]).get()
    assert ended.reason == "Pokračuje v něm Centrum Nové, o.p.s."


def test_opening_in_the_workspace(year, chief, client):
    client.force_login(chief)
    typed = {
        "name": "CPIC Most",
        "official_name": "",
        "town": "Most",
        "region": make_region().pk,
        "address": "",
        "operator": make_operator().pk,
        "parent": "",
        "day": TODAY.isoformat(),
        "reason": "",
        "years": [YEAR],
    }

    client.post(reverse("centre-open"), typed)

    centre = Centre.objects.get(name="CPIC Most")
    assert Plan.objects.filter(document=year.document, centre=centre).exists()
    wrong = client.post(reverse("centre-open"), typed | {"name": "CPIC Vydat", "town": "Vydat"})
    assert "Takové slovo už adresy webu používají" in wrong.content.decode()
    assert wrong.context["form"].data["name"] == "CPIC Vydat"


@pytest.mark.django_db(transaction=True)
@pytest.mark.engine
def test_two_that_merge_into_each_other_are_not_both_closed():
    chief, one, two = department_head(), make_centre(name="CPIC Jedna"), make_centre(name="CPIC Dvě")

    def close(centre, successor):
        return lambda: network.merge_centre(centre, DAY, successor=successor, reason=REASON, by=chief, now=NOW)

    results = at_once(close(one, two), close(two, one))

    assert sum(isinstance(result, Refused) for result in results) == 1
    assert Centre.objects.exclude(closed_on=None).count() == 1
