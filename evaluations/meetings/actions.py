"""What meetings agreed that somebody does by a day: it comes back to the page of each next meeting, and stays in its
owner's list, until it is done or given up.

Made in the form of a meeting and changed there with the rest of it (`writing.write`), or by its owner on its own page.
What was agreed stays as it was once its meeting is closed; who, by when and how it ended goes on changing.
"""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres import access
from centres.access import HEADS
from centres.events import record_event
from centres.models import Role, User
from evaluations.meetings.contents import ActionContent, fingerprint
from evaluations.models import ActionItem
from evaluations.models.meetings import ABOVE_MEETINGS
from evaluations.states import ActionState, MeetingKind
from evaluations.transitions import meeting_right
from goals.formatting import format_date
from goals.models.owners import ABOVE, OF_CENTRES, owner_columns, possible_owners
from goals.sent_forms import made_before, remember
from goals.workflow import EditConflict, Refused

CHANGED_BY_ANOTHER = gettext_lazy("Úkol mezitím změnil někdo jiný. Porovnejte obě znění a uložte to, které platí.")


@dataclass(frozen=True)
class NewAction:
    """What is agreed anew; the key of its form makes sending it idempotent."""

    goal: int | None  # as first written
    content: ActionContent
    key: UUID | None = None


def part_of(pk):
    """How the item is called among the parts of a meeting."""
    return f"ukol-{pk}"


def of_team(meeting):
    """All that was ever agreed at meetings of this kind and team, and at those of centres that it has taken over."""
    of_it = Q(meeting__centre=meeting.centre_id)
    if meeting.centre_id:
        of_it |= Q(meeting__centre__successor=meeting.centre_id, meeting__centre__closed_on__lte=meeting.last_day)
    items = ActionItem.objects.filter(of_it, meeting__kind=meeting.kind)
    return items.select_related("meeting__centre", "goal", "person", "settled_by").order_by("due_on", "pk")


def earlier_than(meeting, path="meeting"):
    """A condition: of a meeting before this one, also of a year before."""
    earlier = Q(**{f"{path}__year__lt": meeting.year})
    if meeting.month:
        earlier |= Q(**{f"{path}__year": meeting.year, f"{path}__month__lt": meeting.month})
    return earlier


def carried_to(meeting):
    """What earlier meetings agreed and nobody has done or given up, and what was settled since this month began."""
    is_news = Q(state=ActionState.OPEN) | Q(settled_at__date__gte=meeting.first_day)
    return list(of_team(meeting).filter(earlier_than(meeting), is_news))


def made_at(meeting):
    return list(of_team(meeting).filter(meeting=meeting)) if meeting.pk else []


def by_goal(items):
    """The items by the goal as first written; None: about no single goal."""
    found = defaultdict(list)
    for item in items:
        found[item.goal_id].append(item)
    return dict(found)


def with_actions(entries):
    """The entries, each with `actions`, what its meeting agreed about its goal; one query."""
    entries = [entry for entry in entries if entry]
    items = ActionItem.objects.filter(
        meeting__in={entry.meeting_id for entry in entries}, goal__in={entry.goal_id for entry in entries}
    )
    found = defaultdict(list)
    for item in items.select_related("person").order_by("due_on", "pk"):
        found[item.meeting_id, item.goal_id].append(item)
    for entry in entries:
        entry.actions = found[entry.meeting_id, entry.goal_id]
    return entries


def roles_for(meeting):
    """Roles that can be given something: of the centre, or of those who meet above."""
    if meeting.kind == MeetingKind.TEAM:
        return OF_CENTRES
    return (*ABOVE, Role.HEAD) if meeting.kind != MeetingKind.DIRECTOR else ABOVE


def possible_people(meeting, today):
    return possible_owners(meeting.centre, meeting.year, on=today, above=ABOVE_MEETINGS)


def in_lines(content, name_of=None):
    """What the content says, each part with its label; name_of says whose key that of its owner is."""
    yield _("Co udělat"), content.what
    yield _("Kdo"), (name_of or owner_words)(content.owner)
    yield _("Do kdy"), format_date(content.due_on) if content.due_on else ""
    yield _("Jak je na tom"), str(ActionState(content.state).label)
    yield _("Jak to dopadlo"), content.note


def owner_words(key):
    """The owner that a form named, as people read it."""
    if key.isdecimal():
        return str(User.objects.filter(pk=int(key)).first() or "")
    return str(Role(key).label) if key in Role.values else ""


def not_at_meeting(meeting):
    """The sentence at an owner of another centre."""
    if meeting.centre_id:
        return _("V centru %(centre)s dnes nepracuje. Vyberte z nabídky někoho, kdo tu pracuje.") % {
            "centre": meeting.centre
        }
    return _("Úkol z této porady může mít jen vedoucí centra, někdo z odboru nebo ředitel. Vyberte z nabídky.")


def lock_items(meeting, pks):
    """The items among those of the team, held in one order."""
    items = of_team(meeting).filter(Q(meeting=meeting.pk) | earlier_than(meeting), pk__in=pks)
    return list(items.order_by("pk").select_for_update(no_key=True, of=("self",)))


def not_made(meeting, new_actions, *, by):
    """Those whose form did not make them yet."""
    return [action for action in new_actions if not made_before(action.key, by, _purpose(meeting))]


def _purpose(meeting):
    return f"actions:{meeting.pk}"


def make(meeting, new_actions, *, by, now):
    """Write down what is agreed anew, in the transaction of the meeting's form."""
    made = []
    for action in new_actions:
        _refuse_stranger(meeting, action.content.owner, now)
        item = ActionItem.objects.create(
            meeting=meeting,
            goal_id=action.goal,
            what=action.content.what,
            due_on=action.content.due_on,
            made_at=now,
            **owner_columns(action.content.owner),
        )
        remember(action.key, by, _purpose(meeting), [item], at=now)
        made.append(item)
    return made


def change(item, content, *, by, now):
    """Write the held item anew. What was agreed at a closed meeting stays, whatever is sent."""
    facts = {"due_on": content.due_on, "state": content.state, "note": content.note}
    if content.owner != item.owner_key:
        _refuse_stranger(item.meeting, content.owner, now)
        facts |= owner_columns(content.owner)
    if not item.meeting.is_closed:
        facts["what"] = content.what
    if content.state != item.state:
        is_open = content.state == ActionState.OPEN
        facts |= {"settled_at": None if is_open else now, "settled_by": None if is_open else by}
    ActionItem.objects.filter(pk=item.pk).update(version=F("version") + 1, **facts)


def _refuse_stranger(meeting, owner, now):
    people = possible_people(meeting, timezone.localdate(now)).values_list("user", flat=True)
    if owner not in {str(role) for role in roles_for(meeting)} | {str(pk) for pk in people}:
        raise Refused(not_at_meeting(meeting))


def may_change(item, rights):
    """Who fills in its meetings may change all of it."""
    return rights.may(meeting_right("write", item.meeting), item.meeting.centre)


def is_own(item, person, *, on):
    return ActionItem.objects.filter(pk=item.pk).at_work(on, person=person).exists()


@transaction.atomic
def change_action(item, content, *, expected, by, now=None):
    """Change what there is to be done, or say that it is done: its owner, or who fills in the meetings that it comes
    back to. `expected` is the fingerprint of what was on the screen. Raises EditConflict with what there is now."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    current = of_team(item.meeting).select_for_update(no_key=True, of=("self",)).get(pk=item.pk)
    rights = access.rights_of(by, on=today)
    right, own = meeting_right("write", current.meeting), is_own(current, by, on=today)
    before, role = ActionContent.of(current), rights.role(right, current.meeting.centre)
    if role is None and own:
        role = next(iter(sorted(rights.roles)))
        content = ActionContent(before.what, before.owner, before.due_on, content.state, content.note)
    elif role is None:
        rights.require(right, current.meeting.centre)
    if content == before:
        return current
    if fingerprint(before) != expected:
        raise EditConflict(current, CHANGED_BY_ANOTHER)
    change(current, content, by=by, now=now)
    name = "settle" if content.state != before.state else "change_action"
    words = f"{current.what} – {ActionState(content.state).label}"
    record_event(current, name, by=by, role=role, at=now, comment=f"{words}: {content.note}" if content.note else words)
    return of_team(item.meeting).get(pk=item.pk)


def owner_roles(items, meeting, *, on):
    """By which role each item is somebody's, for minutes, which name no people; by the id of the item."""
    held = {row.user_id: row.get_role_display() for row in possible_people(meeting, on).order_by("-role", "pk")}
    gone = _("kdo tu už nepracuje")
    return {item.pk: held.get(item.person_id, gone) if item.person_id else item.owner_label for item in items}


def people_of(item, *, on):
    """Those whom the item is given to, as far as they work there on the day."""
    held = possible_people(item.meeting, on)
    if item.person_id:
        held = held.filter(user=item.person_id)
    else:
        held = held.filter(role__in=HEADS if item.role == Role.HEAD else [item.role])
    return User.objects.filter(pk__in=held.order_by().values("user"))
