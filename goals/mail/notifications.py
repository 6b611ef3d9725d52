"""Who is told what by mail: of what happened, in its transaction; and of tasks, once, on the days of their schedule.

Notices are rows, nothing is sent here. Imports run one way: notifications and digest stand on the list of tasks.
"""

from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centres import access
from centres.access import Right
from centres.models import Centre, User
from goals.formatting import format_date
from goals.models import Notice
from goals.states import MailGroup
from goals.tasks import decision_path, place_path, reason_of, tasks_to_remind_of, wordings, writers
from goals.transitions import BY_NAME, right_for


def write_reminders(now):
    """Write the notices of tasks whose day has come and who has not been told yet; returns how many."""
    today = timezone.localdate(now)
    due = [(person, task) for task in tasks_to_remind_of(today) for person in task.reminded(today)]
    told = Notice.objects.filter(key__in={task.reminder.key for _person, task in due})
    told = set(told.values_list("person", "key"))
    notices = [
        Notice(
            person=person,
            key=task.reminder.key,
            title=task.reminder.title[:200],
            text=task.reminder.text,
            path=task.url,
            group=task.reminder.group,
            created_at=now,
        )
        for person, task in due
        if (person.pk, task.reminder.key) not in told
    ]
    # Another command may be writing the same: the faster one does it. One order, so that they do not deadlock.
    notices.sort(key=lambda notice: (notice.key, notice.person_id))
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def submitted(goals, *, by, now):
    """Tell those who decide that goals wait for them, and where."""
    for place, group, deciders in _to_decide(goals, now):
        count = len(group)
        title = ngettext("%(place)s: %(count)s cíl ke schválení", "%(place)s: %(count)s cílů ke schválení", count)
        if group[0].ends_on:
            title = _("%(place)s: ukončení cíle ke schválení")
        facts = {"place": place, "count": count}
        notify(deciders, by, title % facts, wordings(group), decision_path(group[0]), now)


def recalled(goals, *, by, now):
    for place, group, deciders in _to_decide(goals, now):
        title = _("%(place)s: centrum si vzalo cíle zpět, zatím není o čem rozhodovat") % {"place": place}
        notify(deciders, by, title, wordings(group), place_path(group[0]), now)


def decided(events, *, by, now):
    """Tell the centre what was approved, and what was returned, why and which part of it; pairs of event and goal."""
    today = timezone.localdate(now)
    for event, goal in events:
        if event.name == "return":
            title = _("Vráceno k přepracování: %(place)s, %(goal)s") % {"place": goal.place, "goal": goal.name}
            text = f"{reason_of(event)}\n\n{goal.text}"
            notify(writers([goal], on=today), by, title, text, reverse("goal-edit", args=[goal.pk]), now)
    for goal in [goal for event, goal in events if event.name == "approve" and goal.ends_on]:
        ended(goal, by=by, now=now)
    for place, group in _by_place([goal for event, goal in events if event.name == "approve" and not goal.ends_on]):
        count = len(group)
        title = ngettext("%(place)s: schválen %(count)s cíl", "%(place)s: schváleno %(count)s cílů", count)
        facts = {"place": place, "count": count}
        notify(writers(group, on=today), by, title % facts, wordings(group), place_path(group[0]), now)


def ended(goal, *, by, now):
    """Tell the centre that a goal of it ends, when and why; where the centre is closed, also those who decide, because
    its successor did it without them."""
    names = {"place": goal.place, "goal": goal.name, "day": format_date(goal.ends_on)}
    title = _("%(place)s, %(goal)s: skončí dnem %(day)s") % names
    text, today = f"{goal.reason}\n\n{goal.text}", timezone.localdate(now)
    _tell_centre(goal, by, title, text, now)
    if goal.centre and goal.centre.is_closed(today):
        deciders = access.holders(right_for(BY_NAME["approve"], goal), goal.centre, on=today)
        notify(deciders, by, title, text, reverse("work-goal", args=[goal.pk]), now)


def resumed(goal, *, by, now):
    title = _("%(place)s, %(goal)s: ukončení je vzaté zpět, cíl platí dál") % {"place": goal.place, "goal": goal.name}
    _tell_centre(goal, by, title, goal.text, now)


def _tell_centre(goal, by, title, text, now):
    people = access.holders(right_for(BY_NAME["submit"], goal), goal.centre, on=timezone.localdate(now))
    notify(people, by, title, text, reverse("work-goal", args=[goal.pk]), now)


def published(edition, *, by, now):
    """Tell every head of a centre in the document that it is out; of a commitment, every head."""
    title = _("Vyšly %(title)s, vydání %(number)s") % {"title": edition.title, "number": edition.number}
    people = User.objects.none()
    today = timezone.localdate(now)
    centres = Centre.objects.asked_on(today)
    if edition.year:
        centres = centres.filter(plans__document=edition.document)
    for centre in centres:
        asked = access.addressees(Right.SUBMIT, centre, on=today)
        people |= User.objects.filter(pk__in=asked.values("pk"))
    notify(people.distinct(), by, title, edition.note, edition.get_absolute_url(), now)


def notify(people, by, title, text, path, now, *, group=MailGroup.HAPPENED):
    """One notice to each of the people, but never to who did it."""
    Notice.objects.bulk_create(
        Notice(person=person, title=title[:200], text=text, path=path, group=group, created_at=now)
        for person in people
        if person != by
    )


def _to_decide(goals, now):
    for place, group in _by_place(goals):
        right = right_for(BY_NAME["approve"], group[0])
        yield place, group, access.addressees(right, group[0].centre, on=timezone.localdate(now))


def _by_place(goals):
    """Goals of one centre and year together, amendments apart: each group has its own page to decide on."""
    ordered = sorted(goals, key=lambda goal: (decision_path(goal), goal.position))
    for _path, group in groupby(ordered, key=decision_path):
        group = list(group)
        yield group[0].place, group
