"""Who is told what by mail. Notices are rows, written in the transaction of what happened; nothing is sent here."""

from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centres import access
from centres.access import Right
from centres.models import Event, Subject, User
from goals.models import Notice
from goals.states import Level, MailGroup
from goals.transitions import BY_NAME, WRITTEN, right_for


def submitted(goals, *, by, now):
    """Tell those who decide that goals wait for them, and where."""
    for place, group in _by_place(goals):
        people = _holders(BY_NAME["approve"], group[0], now)
        count = len(group)
        title = ngettext("%(place)s: %(count)s cíl ke schválení", "%(place)s: %(count)s cílů ke schválení", count)
        tell(people, by, title % {"place": place, "count": count}, wordings(group), decision_path(group[0]), now)


def recalled(goals, *, by, now):
    for place, group in _by_place(goals):
        people = _holders(BY_NAME["approve"], group[0], now)
        title = _("%(place)s: centrum si vzalo cíle zpět, zatím není o čem rozhodovat") % {"place": place}
        tell(people, by, title, wordings(group), place_path(group[0]), now)


def decided(events, *, by, now):
    """Tell the centre what was approved, and what was returned, why and which part of it; pairs of event and goal."""
    for event, goal in events:
        if event.name == "return":
            _tell_returned(event, goal, by=by, now=now)
    for place, group in _by_place([goal for event, goal in events if event.name == "approve"]):
        count = len(group)
        title = ngettext("%(place)s: schválen %(count)s cíl", "%(place)s: schváleno %(count)s cílů", count)
        people = writers(group, on=timezone.localdate(now))
        tell(people, by, title % {"place": place, "count": count}, wordings(group), place_path(group[0]), now)


def published(edition, *, by, now):
    """Tell every head of a centre in the document that it is out."""
    title = _("Vyšly %(title)s, vydání %(number)s") % {"title": edition.title, "number": edition.number}
    centres = [plan.centre for plan in edition.document.plans.select_related("centre")]
    people = User.objects.none()
    for centre in centres:
        people |= access.holders(Right.SUBMIT, centre, on=timezone.localdate(now))
    path = reverse("edition", args=[edition.year, edition.number]) if edition.year else reverse("commitment")
    tell(people.distinct(), by, title, edition.note, path, now)


def decision_path(goal):
    """Where the goal is decided about: with its centre's year, or by itself."""
    if goal.level == Level.OPERATIONAL and not goal.is_amendment:
        return reverse("plan-decide", args=[goal.document.year, goal.centre.slug])
    return reverse("goal-decide", args=[goal.pk])


def place_path(goal):
    """Where the goal lives: its centre's year, or the commitment."""
    if goal.is_amendment:
        return reverse("work-goal", args=[goal.pk])
    if goal.level == Level.OPERATIONAL:
        return reverse("plan", args=[goal.document.year, goal.centre.slug])
    return reverse("commitment")


def _tell_returned(event, goal, *, by, now):
    title = _("Vráceno k přepracování: %(place)s, %(goal)s") % {"place": goal.place, "goal": goal.name}
    part = event.get_part_display()
    text = f"{part}: {event.comment}" if part else event.comment
    people = writers([goal], on=timezone.localdate(now))
    tell(people, by, title, f"{text}\n\n{goal.text}", reverse("goal-edit", args=[goal.pk]), now)


def tell(people, by, title, text, path, now, *, group=MailGroup.HAPPENED):
    """One notice to each of the people, but never to who did it."""
    Notice.objects.bulk_create(
        Notice(person=person, title=title[:200], text=text, path=path, group=group, created_at=now)
        for person in people
        if person != by
    )


def _holders(transition, goal, now):
    return access.holders(right_for(transition, goal), goal.centre, on=timezone.localdate(now))


def writers(goals, *, on):
    """Those who may send the goals again, and those who wrote them and still may."""
    people = set(access.holders(right_for(BY_NAME["submit"], goals[0]), goals[0].centre, on=on))
    wrote = Event.objects.about(Subject.GOAL, [goal.pk for goal in goals]).filter(name__in=WRITTEN).values("by")
    may_write = access.holders(right_for(BY_NAME["drop"], goals[0]), goals[0].centre, on=on)
    return people | set(may_write.filter(pk__in=wrote))


def _by_place(goals):
    """Goals of one centre and year together, amendments apart: each group has its own page to decide on."""
    ordered = sorted(goals, key=lambda goal: (decision_path(goal), goal.position))
    for _path, group in groupby(ordered, key=decision_path):
        group = list(group)
        yield group[0].place, group


def wordings(goals):
    return "\n".join(f"{goal.number}. {goal.text}" if goal.number else f"– {goal.text}" for goal in goals)
