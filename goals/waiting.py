"""What waits for a person: a few sentences, each with the page where the thing can be done."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centres.access import Right
from goals.formatting import format_date, shortened
from goals.history import last_returns
from goals.mail.notices import decision_path
from goals.models import Document, Edition, Goal, Plan
from goals.plan_progress import Progress, with_progress
from goals.states import GoalState, Level


@dataclass(frozen=True)
class Task:
    """Something that waits; the action is the label of its link."""

    title: str
    url: str
    action: str
    hint: str = ""
    due: str = ""
    is_urgent: bool = False


def tasks(rights, *, today):
    """All that waits for the person, what is urgent first."""
    found = [task for source in SOURCES for task in source(rights, today)]
    return sorted(found, key=lambda task: not task.is_urgent)


def of_goals(rights, today):
    """What was returned first."""
    yield from _returned(rights)
    if rights.works_in_a_centre:
        yield from _in_own_centres(rights, today)
    yield from _to_decide(rights)
    yield from _network(rights)
    yield from _year(rights, today)


# The apps above this one add theirs when they are ready; imports run one way.
SOURCES = [of_goals]


def _own(rights):
    goals = Goal.objects.changeable().filter(centre__in=rights.own_centres())
    return goals.select_related("centre", "document")


def _returned(rights):
    """Goals that came back, each with the reason; amendments only to those who may change them."""
    goals = _own(rights).filter(state=GoalState.RETURNED)
    if rights.may(Right.WRITE_COMMITMENT):
        goals = goals | Goal.objects.filter(centre=None, state=GoalState.RETURNED).select_related("centre", "document")
    goals = [goal for goal in goals.in_document_order() if _may_write(rights, goal)]
    reasons = last_returns(goals)
    for goal in goals:
        event = reasons.get(goal.pk)
        yield Task(
            title=_("Vráceno k přepracování: %(place)s, %(goal)s") % {"place": goal.place, "goal": goal.name},
            url=reverse("goal-edit", args=[goal.pk]),
            action=_("Upravit"),
            hint=_reason(event) if event else "",
            due=_until(goal.document.submit_by) if not goal.is_amendment else "",
            is_urgent=True,
        )


def _in_own_centres(rights, today):
    yield from _changes_at_hand(rights)
    yield from _own_plans(rights, today)


def _changes_at_hand(rights):
    """Changes of approved goals that were begun and not sent."""
    for goal in _own(rights).amendments().filter(state=GoalState.DRAFT).in_document_order():
        if rights.may(Right.AMEND, goal.centre):
            yield Task(
                title=_("Rozepsaná změna: %(place)s, %(goal)s") % {"place": goal.place, "goal": goal.name},
                url=reverse("work-goal", args=[goal.pk]),
                action=_("Pokračovat"),
                hint=shortened(goal.text),
            )


def _own_plans(rights, today):
    """Years of the person's centres that are being prepared: how far they are and by when they are due."""
    plans = Plan.objects.filter(centre__in=rights.own_centres(), document__closed_at=None)
    plans = plans.filter(document__planning_opens_on__lte=today)
    plans = plans.filter(document__closes_on__gte=today).select_related("document", "centre")
    for plan in with_progress(plans).order_by("document__submit_by", "centre__position"):
        if plan.progress in {Progress.NOT_STARTED, Progress.WRITING}:
            yield Task(
                title=_("Cíle na rok %(year)s: %(centre)s") % {"year": plan.document.year, "centre": plan.centre.name},
                url=reverse("plan", args=[plan.document.year, plan.centre.slug]),
                action=_("Začít") if plan.progress == Progress.NOT_STARTED else _("Pokračovat"),
                hint=_how_far(plan),
                due=_("odeslat %(until)s") % {"until": _until(plan.document.submit_by)},
                is_urgent=plan.document.submit_by < today,
            )


def _to_decide(rights):
    """Centres whose goals wait for the department head, with their number and since when; the longest first."""
    if not rights.may(Right.DECIDE):
        return
    waiting = Goal.objects.changeable().filter(state=GoalState.SUBMITTED, level=Level.OPERATIONAL)
    plans = Plan.objects.filter(document__in=waiting.originals().values("document")).select_related(
        "document", "centre"
    )
    for plan in with_progress(plans).filter(submitted__gt=0).order_by("waiting_since"):
        count = plan.submitted
        title = ngettext("%(place)s: %(count)s cíl ke schválení", "%(place)s: %(count)s cílů ke schválení", count)
        yield Task(
            title=title % {"place": f"{plan.centre.name} {plan.document.year}", "count": count},
            url=reverse("plan-decide", args=[plan.document.year, plan.centre.slug]),
            action=_("Rozhodnout"),
            due=_since(plan.waiting_since),
        )
    for goal in waiting.amendments().select_related("centre", "document").order_by("submitted_at"):
        yield _decision_task(_("Změna cíle ke schválení: %(place)s, %(goal)s"), goal)


def _network(rights):
    """Goals of the network that wait for the person's decision."""
    levels = [
        level
        for level, right in ((Level.STRATEGIC, Right.DECIDE_STRATEGIC), (Level.LONG_TERM, Right.DECIDE_LONG_TERM))
        if rights.may(right)
    ]
    waiting = Goal.objects.filter(level__in=levels, state=GoalState.SUBMITTED).select_related("centre", "document")
    for goal in waiting.order_by("submitted_at"):
        yield _decision_task(_("Ke schválení: %(place)s, %(goal)s"), goal)


def _year(rights, today):
    """What the department head has to do for a year as a whole: who has not begun, what can be published."""
    if not rights.may(Right.PUBLISH):
        return
    for document in Document.objects.years().open().filter(planning_opens_on__lte=today, closes_on__gte=today):
        idle = [plan for plan in _progress_of(document) if plan.progress == Progress.NOT_STARTED]
        if idle:
            yield Task(
                title=ngettext(
                    "Rok %(year)s: %(count)s centrum nezačalo", "Rok %(year)s: %(count)s center nezačalo", len(idle)
                )
                % {"year": document.year, "count": len(idle)},
                url=f"{reverse('work-year', args=[document.year])}?progress={Progress.NOT_STARTED}",
                action=_("Zobrazit"),
                hint=", ".join(plan.centre.name for plan in idle[:6]) + (" …" if len(idle) > 6 else ""),
                due=_("odeslat %(until)s") % {"until": _until(document.submit_by)},
            )
    yield from _to_publish()


def _to_publish():
    """Documents in which something was approved after the last edition came out."""
    approved = Goal.objects.approved().filter(document=OuterRef("pk")).order_by("-approved_at").values("approved_at")
    published = Edition.objects.filter(document=OuterRef("pk")).order_by("-number").values("published_at")
    documents = (
        Document.objects.years().open().annotate(approved=Subquery(approved[:1]), published=Subquery(published[:1]))
    )
    for document in documents.filter(Q(published=None) | Q(approved__gt=F("published")), approved__isnull=False):
        yield Task(
            title=_("Schválené cíle na rok %(year)s čekají na vydání") % {"year": document.year},
            url=reverse("publish", args=[document.year]),
            action=_("Připravit vydání"),
            due=_until(document.publish_on),
        )


def _progress_of(document):
    return with_progress(document.plans.select_related("centre"))


def _decision_task(title, goal):
    return Task(
        title=title % {"place": goal.place, "goal": goal.name},
        url=decision_path(goal),
        action=_("Rozhodnout"),
        hint=shortened(goal.text),
        due=_since(goal.submitted_at),
    )


def _may_write(rights, goal):
    if goal.is_amendment and goal.centre:
        return rights.may(Right.AMEND, goal.centre)
    return rights.may(Right.WRITE if goal.centre else Right.WRITE_COMMITMENT, goal.centre)


def _reason(event):
    part = event.get_part_display()
    return f"{part}: {event.comment}" if part else event.comment


def _how_far(plan):
    if plan.progress == Progress.NOT_STARTED:
        return ""
    count = plan.drafts
    return ngettext("rozepsán %(count)s cíl", "rozepsáno %(count)s cílů", count) % {"count": count}


def _until(day: date | None):
    return _("do %(day)s") % {"day": format_date(day)} if day else ""


def _since(moment):
    return _("čeká od %(day)s") % {"day": format_date(timezone.localdate(moment))}
