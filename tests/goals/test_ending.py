"""A goal that is ended during its year: proposed and approved as an amendment, at once, taken back, moved to another
centre; what the edition, the meetings and the evaluation make of it."""

from datetime import date, datetime

import pytest

from centres.access import MissingRight, rights_of
from centres.models import Event, Membership, Role
from evaluations.closings.outcomes import propose_results
from evaluations.meetings.agenda import goals_of
from evaluations.records.sources import set_source
from evaluations.standings import standings
from evaluations.states import Status
from evaluations.teams import team_meeting
from goals.approval import Verdict, decide
from goals.ending import change_end, end, end_at_once, resume
from goals.freezing import checksum
from goals.models import EditionGoal, Goal, Notice, Plan
from goals.public.publishing import EDITION, is_intact, publish
from goals.public.tasks import publication
from goals.states import GoalState
from goals.workflow import EditConflict, Refused, perform
from goals.years import undecided
from tests.factories import (
    PRAGUE,
    close_month,
    department_head,
    events_about,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_indicator,
    make_record,
    make_user,
)
from tests.world import browser, page

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 30)
NOW = datetime(2026, 6, 10, 9, tzinfo=PRAGUE)
WHY = "Škola se zavřela."


@pytest.fixture
def document():
    return make_document(2026)


@pytest.fixture
def goal(document):
    made = make_goal(document, centre=make_centre(slug="liberec", name="CPIC Liberec"), text="Uspořádat 12 kurzů.")
    Plan.objects.create(document=document, centre=made.centre)
    make_edition(document, made, make_goal(document, centre=made.centre))
    return held(made)


@pytest.fixture
def head(goal):
    return make_user(Role.HEAD, centre=goal.centre)


@pytest.fixture
def above():
    return department_head()


def held(goal):
    return Goal.objects.approved().of_roots([goal.root_id]).select_related("centre", "document").get()


def ended(goal, head, above, day=JUNE):
    decide([Verdict(end(goal, day, WHY, by=head, now=NOW), "approve")], by=above, now=NOW)
    return held(goal)


def test_end_is_proposed_by_the_head_and_holds_once_it_is_approved(goal, head, above):
    proposed = end(goal, JUNE, WHY, by=head, now=NOW)

    assert (proposed.state, proposed.ends_on, held(goal).ends_on) == (GoalState.SUBMITTED, JUNE, None)
    assert Notice.objects.get(person=above, title__contains="ukončení").title == (
        "CPIC Liberec 2026: ukončení cíle ke schválení"
    )
    with pytest.raises(MissingRight):
        perform(proposed, "approve", by=head, now=NOW)
    decide([Verdict(proposed, "approve")], by=above, now=NOW)
    now = held(goal)
    assert (now.pk, now.ends_on, now.text, now.number) == (proposed.pk, JUNE, goal.text, goal.number)
    assert [event.name for event in events_about(now)] == ["end", "submit", "approve"]
    assert "skončí dnem 30. 6. 2026" in Notice.objects.filter(person=head).latest("pk").title.replace("\xa0", " ")


def test_form_sent_twice_proposes_one_end(goal, head):
    key = "7b0c6c54-9d6c-4b5e-8a53-5d7a33a70f05"

    first, second = (end(goal, JUNE, WHY, by=head, key=key, now=NOW) for _ in range(2))

    assert (first.pk, first.state) == (second.pk, second.state)
    assert Event.objects.filter(name="submit", subject_id=first.pk).count() == 1


def test_proposal_that_came_back_is_written_anew(goal, head, above):
    proposed = end(goal, JUNE, WHY, by=head, now=NOW)
    [returned] = decide([Verdict(proposed, "return", "Až v září.")], by=above, now=NOW)

    edit = browser(head).get(f"/prace/cil/{returned.pk}/upravit/")
    again = change_end(returned, date(2026, 9, 30), WHY, by=head, now=NOW)

    assert edit["Location"] == f"/prace/cil/{returned.pk}/ukoncit/"
    assert (again.pk, again.state, again.ends_on) == (proposed.pk, GoalState.SUBMITTED, date(2026, 9, 30))


@pytest.mark.parametrize(
    ("day", "reason", "sentence"),
    [
        (JUNE, " ", "Napište důvod."),
        (date(2027, 1, 1), WHY, "Cíl je na rok 2026, skončit může jen v něm."),
        (date(2025, 12, 31), WHY, "Cíl je na rok 2026, skončit může jen v něm."),
    ],
)
def test_impossible_end_is_refused_in_words(goal, head, day, reason, sentence):
    with pytest.raises(Refused, match=sentence):
        end(goal, day, reason, by=head, now=NOW)
    assert Goal.objects.filter(amends=goal).count() == 0


def test_ended_goal_is_neither_amended_nor_ended_again(goal, head, above):
    now = ended(goal, head, above)

    with pytest.raises(Refused, match="skončil 30"):
        end(now, date(2026, 7, 31), WHY, by=head, now=NOW)
    shown = browser(head).get(f"/prace/cil/{now.pk}/").context
    assert (shown["may_amend"], shown["may_end"], shown["may_resume"]) == (False, False, False)


class TestAtOnce:
    def test_only_where_nobody_is_left_to_propose_it(self, goal, head, above):
        with pytest.raises(Refused, match="Centrum má vedoucího"):
            end_at_once(goal, JUNE, WHY, by=above, now=NOW)
        Membership.objects.filter(centre=goal.centre).update(valid_until=date(2026, 5, 31))

        first, second = (end_at_once(goal, JUNE, WHY, by=above, now=NOW) for _ in range(2))

        assert first == second == held(goal)
        assert [event.name for event in events_about(first)] == ["end_at_once"]

    def test_what_was_proposed_meanwhile_lapses(self, goal, head, above):
        waiting = end(goal, date(2026, 9, 30), "Jiný důvod.", by=head, now=NOW)

        Membership.objects.filter(centre=goal.centre).delete()
        end_at_once(goal, JUNE, WHY, by=above, now=NOW)

        assert Goal.objects.get(pk=waiting.pk).state == GoalState.DROPPED
        assert held(goal).ends_on == JUNE

    def test_somebody_was_faster(self, goal, head, above):
        ended(goal, head, above)

        with pytest.raises(EditConflict):
            end_at_once(goal, JUNE, WHY, by=department_head(), now=NOW)

    def test_page_ends_at_once_without_a_head(self, goal, above):
        Membership.objects.filter(centre=goal.centre).delete()
        sent = {"day": "2026-06-30", "reason": WHY, "version": goal.version}

        answer = browser(above).post(
            f"/prace/cil/{goal.pk}/ukoncit/", sent | {"key": "7b0c6c54-9d6c-4b5e-8a53-5d7a33a70f05"}
        )

        assert answer["Location"] == f"/prace/cil/{held(goal).pk}/"
        assert "Cíl skončil 30. 6. 2026. Důvod: Škola se zavřela." in page(browser(above).get(answer["Location"]))


class TestResuming:
    def test_end_is_taken_back_until_it_is_out(self, goal, head, above):
        now = ended(goal, head, above)

        first, second = (resume(now, by=above, now=NOW) for _ in range(2))

        assert first == second == held(goal)
        assert (first.ends_on, first.reason, first.text) == (None, "", goal.text)

    def test_published_end_stays(self, goal, document, head, above):
        now = ended(goal, head, above)
        publish(document, by=above, now=NOW)

        with pytest.raises(Refused, match="Ukončení už vyšlo ve vydání 2"):
            resume(now, by=above, now=NOW)


class TestEdition:
    def test_lists_the_goal_as_ended_and_older_checksums_hold(self, client, goal, document, head, above):
        first = document.editions.get()
        ended(goal, head, above)
        second = publish(document, by=above, now=NOW)

        row = EditionGoal.objects.get(edition=second, number=goal.number)
        assert (row.ends_on, row.reason, second.goals.count()) == (JUNE, WHY, first.goals.count())
        assert is_intact(first)
        assert is_intact(second)
        assert "ends_on" not in str(EDITION.content_of(first))
        assert checksum(EDITION.content_of(second)) == second.checksum
        sentence = "Cíl skončil 30. 6. 2026. Důvod: Škola se zavřela."
        assert sentence in page(client.get("/cile/2026/1/"))
        assert sentence in page(client.get("/cile/2026/vydani/2/"))
        assert "skončil 30. 6. 2026" in page(client.get("/cile/2026/"))
        assert "skončil" not in page(client.get("/cile/2026/vydani/1/"))


class TestEvaluation:
    def test_meetings_after_the_day_do_not_ask_about_it(self, goal, head, above):
        ended(goal, head, above)

        asked = [goal.root_id in {one.root_id for one in goals_of(team_meeting(goal.centre, 2026, m))} for m in (6, 7)]

        assert asked == [True, False]

    def test_it_is_judged_as_it_stood_on_its_last_day(self, goal, head, above):
        indicator = make_indicator()
        set_source(goal.targets.get(), indicator, by=head)
        for month in (2, 8):
            make_record(goal.centre, on=date(2026, month, 10), indicator=indicator, amount=2)
        before = standings([goal], year=2026, today=JUNE)[0]
        now = ended(goal, head, above)

        [after] = standings([now], year=2026, today=date(2026, 12, 31))

        assert after.state == before.state == Status.ON_TRACK
        assert after.targets[0].progress.achieved == 2
        assert propose_results(Plan.objects.get(centre=goal.centre))[0].standing.state == before.state

    def test_it_is_not_decided_about_next_year(self, goal, head, above):
        later = Plan.objects.create(document=make_document(2027), centre=goal.centre)
        assert goal.root_id in {one.root_id for one in undecided(later)}

        ended(goal, head, above)

        assert goal.root_id not in {one.root_id for one in undecided(later)}

    def test_closed_month_stays_as_it_was(self, goal, head, above):
        closed = close_month(goal.centre, 2026, 7)
        said = list(closed.entries.values())

        ended(goal, head, above)

        assert list(closed.entries.values()) == said


def test_end_that_was_taken_back_leaves_nothing_to_come_out(goal, head, above):
    def waits():
        rights = rights_of(above, on=NOW.date())
        return [task.title for task in publication(rights, NOW.date()) if "čekají na vydání" in task.title]

    now = ended(goal, head, above)
    assert len(waits()) == 1

    resume(now, by=above, now=NOW)

    assert waits() == []
