"""Who is reminded of what on which day. A reminder becomes a notice like any other, once for each person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centres import access
from centres.access import Right
from centres.models import Event, Subject
from goals.formatting import format_date
from goals.mail.clocks import RETURNED
from goals.mail.notices import decision_path, place_path, wordings, writers
from goals.models import Document, Goal, Notice, Plan
from goals.plan_progress import with_progress
from goals.states import OPEN, GoalState, MailGroup
from goals.transitions import BY_NAME, right_for

SUBMIT_STEPS = (14, 7, 1)  # days before the last day to submit
LATE_WITHIN = 7  # a centre that is late hears of it on the day after; in this many days if no command ran that day
WAITS_TOO_LONG = 7  # days for which goals may wait for a decision before anybody is reminded
PUBLISH_STEPS = (7, 1)  # days before the day of publication


@dataclass(frozen=True)
class Reminder:
    """What is due to be said. The key names the occasion: nobody hears of the same one twice."""

    key: str
    title: str
    text: str
    path: str
    people: Iterable
    group: MailGroup = MailGroup.DEADLINES


def write(now):
    """Write the notices of what is due that day and has not been said yet; returns how many."""
    today = timezone.localdate(now)
    due = [(person, reminder) for rule in RULES for reminder in rule(today) for person in reminder.people]
    keys = {reminder.key for _person, reminder in due}
    said = set(Notice.objects.filter(key__in=keys).values_list("person", "key"))
    notices = [_notice(person, reminder, now) for person, reminder in due if (person.pk, reminder.key) not in said]
    # Another command may be writing the same: the faster one does it, and in one order neither waits for the other.
    notices.sort(key=lambda notice: (notice.key, notice.person_id))
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def submission_is_near(today):
    """Heads and deputies, before the last day to submit, as long as goals of their centre are not all sent."""
    documents = (
        Document.objects.years()
        .open()
        .filter(planning_opens_on__lte=today, submit_by__range=(today, today + timedelta(days=max(SUBMIT_STEPS))))
    )
    for plan in _unsent(documents):
        day = plan.document.submit_by
        yield Reminder(
            key=f"submit:{plan.pk}:{day}:{step((day - today).days, SUBMIT_STEPS)}",
            title=_("%(plan)s: cíle odešlete ke schválení do %(day)s") % {"plan": plan, "day": format_date(day)},
            text=remaining((day - today).days),
            path=_check_path(plan),
            people=access.holders(Right.SUBMIT, plan.centre, on=today),
        )


def submission_is_late(today):
    """The same people, once, when the last day has passed."""
    documents = (
        Document.objects.years()
        .open()
        .filter(submit_by__range=(today - timedelta(days=LATE_WITHIN), today - timedelta(days=1)))
    )
    for plan in _unsent(documents):
        day = plan.document.submit_by
        yield Reminder(
            key=f"submit:{plan.pk}:{day}:late",
            title=_("%(plan)s: cíle měly být odeslané do %(day)s") % {"plan": plan, "day": format_date(day)},
            text=_("Odešlete je prosím ke schválení. Pokud to teď nejde, domluvte se s vedoucím odboru."),
            path=_check_path(plan),
            people=access.holders(Right.SUBMIT, plan.centre, on=today),
        )


def decision_waits(today):
    """Whoever decides, when goals have waited too long; one reminder for each page to decide on."""
    since = today - timedelta(days=WAITS_TOO_LONG)
    goals = Goal.objects.changeable().filter(state=GoalState.SUBMITTED, submitted_at__date__lt=since)
    goals = goals.select_related("document", "centre")
    for path, group in groupby(sorted(goals, key=_page_and_day), key=decision_path):
        group = list(group)
        first, count = group[0], len(group)
        day = timezone.localdate(first.submitted_at)
        title = ngettext(
            "%(place)s: %(count)s cíl čeká na rozhodnutí od %(day)s",
            "%(place)s: %(count)s cílů čeká na rozhodnutí od %(day)s",
            count,
        )
        yield Reminder(
            key=f"decide:{_occasion(first)}:{day}",
            title=title % {"place": first.place, "count": count, "day": format_date(day)},
            text="",
            path=path,
            people=access.holders(right_for(BY_NAME["approve"], first), first.centre, on=today),
        )


def returned_goals_lie(today):
    """The centre, as long as nobody has touched what was returned; one reminder for what came back to it that day."""
    goals = Goal.objects.changeable().filter(state=GoalState.RETURNED).exclude(document__closes_on__lt=today)
    goals = goals.select_related("document", "centre")
    came_back = _came_back(goals)

    def occasion(goal):
        return _occasion(goal), came_back[goal.pk]

    lying = sorted((goal for goal in goals if goal.pk in came_back), key=occasion)
    for (where, day), group in groupby(lying, key=occasion):
        step_reached = RETURNED.reached((today - day).days)
        if step_reached is not None:
            yield _lying(list(group), day, today, key=f"returned:{where}:{day}:{step_reached}")


def _lying(goals, day, today, *, key):
    count = len(goals)
    title = ngettext(
        "%(place)s: %(count)s vrácený cíl čeká na přepracování od %(day)s",
        "%(place)s: %(count)s vrácených cílů čeká na přepracování od %(day)s",
        count,
    )
    return Reminder(
        key=key,
        title=title % {"place": goals[0].place, "count": count, "day": format_date(day)},
        text=wordings(goals),
        path=reverse("goal-edit", args=[goals[0].pk]) if count == 1 else place_path(goals[0]),
        people=writers(goals, on=today),
    )


def publication_is_near(today):
    """Whoever publishes, before the planned day, as long as nothing of the year has come out."""
    documents = (
        Document.objects.years()
        .open()
        .filter(publish_on__range=(today, today + timedelta(days=max(PUBLISH_STEPS))), editions=None)
    )
    for document in documents:
        day = document.publish_on
        yield Reminder(
            key=f"publish:{document.pk}:{day}:{step((day - today).days, PUBLISH_STEPS)}",
            title=_("%(title)s: vydání je naplánované na %(day)s") % {"title": document, "day": format_date(day)},
            text=" ".join(filter(None, [remaining((day - today).days), _unapproved(document)])),
            path=reverse("publish", args=[document.year]),
            people=access.holders(Right.PUBLISH, on=today),
        )


# The apps above this one add their rules when they are ready; imports run one way.
RULES = [submission_is_near, submission_is_late, decision_waits, returned_goals_lie, publication_is_near]


def step(days_left, steps):
    """The reminder that holds with so many days left: a run that was missed is made up for until the next one."""
    return min(days for days in steps if days >= days_left)


def _notice(person, reminder, now):
    return Notice(
        person=person,
        key=reminder.key,
        title=reminder.title[:200],
        text=reminder.text,
        path=reminder.path,
        group=reminder.group,
        created_at=now,
    )


def _unsent(documents):
    """Plans with a goal that is still, or again, with the centre, and those from which nothing was ever sent."""
    plans = with_progress(Plan.objects.filter(document__in=documents).select_related("document", "centre"))
    return plans.filter(Q(drafts__gt=0) | Q(returned__gt=0) | Q(submitted=0, approved=0))


def remaining(days):
    if days == 0:
        return _("Termín je dnes.")
    return ngettext("Zbývá %(count)s den.", "Zbývá %(count)s dní.", days) % {"count": days}


def _unapproved(document):
    count = Goal.objects.filter(document=document, state__in=OPEN).count()
    if not count:
        return ""
    sentence = ngettext("Schválený zatím není %(count)s cíl.", "Schválených zatím není %(count)s cílů.", count)
    return sentence % {"count": count}


def _check_path(plan):
    return reverse("plan-check", args=[plan.document.year, plan.centre.slug])


def _page_and_day(goal):
    return decision_path(goal), goal.submitted_at


def _came_back(goals):
    """The day on which each of the returned goals came back, of those that nobody has written on since."""
    events = Event.objects.about(Subject.GOAL, [goal.pk for goal in goals]).filter(name__in=["return", "write"])
    last = {goal: (name, at) for goal, name, at in events.order_by("id").values_list("subject_id", "name", "at")}
    return {goal: timezone.localdate(at) for goal, (name, at) in last.items() if name == "return"}


def _occasion(goal):
    """What is decided about at once: a centre's year, or one goal."""
    by_itself = goal.is_amendment or goal.centre is None
    return f"goal-{goal.pk}" if by_itself else f"plan-{goal.document_id}-{goal.centre_id}"
