"""Two people at the same moment about who does what: an owner of a goal, and what a meeting agreed. Real threads,
committed; each with a control that without lock and version loses what one of them said."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from django.utils import timezone

from centres.models import Role
from evaluations.meetings.actions import change_action
from evaluations.meetings.contents import ActionContent, fingerprint
from evaluations.models import ActionItem
from evaluations.teams import team_meeting
from goals.models import Goal, GoalOwner
from goals.owners import OwnerChoice, owners_of, set_owners
from goals.workflow import EditConflict
from tests.factories import events_about, make_published_goal, make_user
from tests.thorough import TURNS
from tests.threads import at_once, naive, refusals, winners

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]


@pytest.fixture
def goal():
    return make_published_goal()


@pytest.fixture
def people(goal):
    """A head and a member of the staff."""
    return [make_user(role, centre=goal.centre) for role in (Role.HEAD, Role.STAFF)]


class TestOwner:
    def key(self, goal):
        found = owners_of([goal], on=timezone.localdate()).get(goal.root_id)
        return found.row.owner_key if found else ""

    @pytest.mark.parametrize("turn", range(TURNS))
    def test_of_two_who_take_it_over_one_does_and_the_other_sees_whom(self, goal, people, turn):
        heads = [people[0], make_user(Role.HEAD, centre=goal.centre)]
        choices = [str(person.pk) for person in heads]

        def take(by):
            set_owners([OwnerChoice(goal, str(by.pk), "")], by=by)
            return str(by.pk)

        results = at_once(*(partial(take, by) for by in heads))

        [chosen] = winners(results)
        [refused] = [result for result in results if isinstance(result, EditConflict)]
        assert chosen in choices
        assert refused.current[goal.root_id].owner_key == chosen == self.key(goal)
        assert [event.name for event in events_about(goal)].count("set_owner") == GoalOwner.objects.count() == 1

    def test_without_the_lock_one_is_lost(self, goal, people):
        """The control."""
        row = GoalOwner.objects.create(goal=goal, role=Role.HEAD, valid_from=date(2020, 1, 1))
        rows = GoalOwner.objects.filter(pk=row.pk)
        writes = [lambda _seen, by=by: rows.update(role="", person=by) for by in people]

        assert winners(at_once(*naive(lambda: GoalOwner.objects.get(pk=row.pk), *writes))) == [1, 1]
        assert len({self.key(goal)} & {str(person.pk) for person in people}) == 1


class TestActionItem:
    @pytest.fixture
    def item(self, goal):
        today = timezone.localdate()
        facts = {"goal": Goal.objects.get(pk=goal.root_id), "what": "Objednat sál.", "role": Role.STAFF}
        meeting = team_meeting(goal.centre, goal.document.year, today.month)
        item = ActionItem.objects.create(meeting=meeting, due_on=date(2026, 12, 1), made_at=timezone.now(), **facts)
        return ActionItem.objects.select_related("meeting__centre").get(pk=item.pk)

    @pytest.mark.parametrize("turn", range(TURNS))
    def test_done_and_moved_at_once_is_one_of_both_and_the_other_is_told(self, item, people, turn):
        head, staff = people
        seen = ActionContent.of(item)
        done, moved = replace(seen, state="done", note="Je náš."), replace(seen, due_on=date(2026, 12, 24))
        change = partial(change_action, item, expected=fingerprint(seen))

        results = at_once(partial(change, done, by=staff), partial(change, moved, by=head))

        [_won] = winners(results)
        now_is = ActionContent.of(ActionItem.objects.get(pk=item.pk))
        assert refusals(results) == [(EditConflict, ActionItem)]
        assert now_is == (moved if isinstance(results[0], Exception) else done)
        assert len([event for event in events_about(item.meeting) if event.name in {"settle", "change_action"}]) == 1

    def test_without_the_fingerprint_one_is_lost(self, item, people):
        """The control."""
        rows = ActionItem.objects.filter(pk=item.pk)
        writes = [
            lambda seen: rows.update(state="done", due_on=seen.due_on, settled_at=timezone.now(), settled_by=people[1]),
            lambda seen: rows.update(state=seen.state, due_on=date(2026, 12, 24), settled_at=None, settled_by=None),
        ]

        results = at_once(*naive(lambda: ActionItem.objects.get(pk=item.pk), *writes))

        now_is = rows.get()
        assert winners(results) == [1, 1]
        assert (now_is.state, now_is.due_on) in {("done", date(2026, 12, 1)), ("open", date(2026, 12, 24))}
