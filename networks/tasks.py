"""What waits in networks, for the page of work and for the mail: meetings to invite to, to write up and to plan, and
what a centre has to do."""

from datetime import timedelta
from itertools import chain

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from centres.access import Right
from centres.models import Centre
from evaluations.deadlines import ACTION
from evaluations.models import TargetSource
from evaluations.states import ActionState, SlotState
from goals.formatting import format_date
from goals.models import Plan
from goals.states import MailGroup
from goals.tasks import EVERYBODY, Reminder, ReminderSchedule, Task
from networks.meetings.recording import uncounted
from networks.models import Gathering, Monitoring, Series, SharedAction, Survey
from networks.monitoring.keeping import INDICATOR, leading_centres
from networks.quarters import running
from networks.series.keeping import windows
from networks.states import GatheringState

INVITE_BEFORE = timedelta(days=21)
INVITATION = ReminderSchedule((-21, -7), until=0)
WRITE_UP = ReminderSchedule((2, 9), until=30)
PLAN_BEFORE = timedelta(days=30)
MONITORING = ReminderSchedule((-7, 14, 60), until=92)
MONITOR_BEFORE = timedelta(days=14)


def network_tasks(rights, today):
    """All rules in the order of the page."""
    if rights.may(Right.COORDINATE_ALL):
        yield from surveys_to_close(today)
    if not rights.memberships or not rights.works_in_a_centre:
        return
    own = Centre.objects.asked_on(today) if rights is EVERYBODY else rights.own_centres()
    found = (actions(own, today), gatherings(own, today), counting_nowhere(own), unplanned(own, today))
    for task in chain(*found, monitoring_to_confirm(own, today)):
        if rights.may(Right.COORDINATE, task.centre):
            yield task


def actions(own, today):
    """What a meeting gave a centre to do."""
    found = SharedAction.objects.filter(state=ActionState.OPEN, centre__in=own)
    for action in found.select_related("centre", "gathering__series").order_by("due_on", "pk"):
        facts, step = (
            {"what": action.title, "day": format_date(action.due_on)},
            ACTION.reached((today - action.due_on).days),
        )
        reminder = None
        if step is not None:
            title = _("Úkol ze setkání do %(day)s: %(what)s")
            if step > 0:
                title = _("Úkol ze setkání je po termínu (%(day)s): %(what)s")
            key = f"shared:{action.pk}:{action.due_on}:{step}"
            reminder = Reminder(key, title % facts, action.what, MailGroup.MEETINGS)
        yield Task(
            right=Right.COORDINATE,
            centre=action.centre,
            url=reverse("shared-action", args=[action.pk]),
            title=_("Úkol ze setkání: %(what)s") % facts,
            action=_("Vyřídit"),
            hint=str(action.gathering.series),
            due=_("do %(day)s") % facts,
            day=action.due_on,
            is_urgent=action.due_on < today,
            reminder=reminder,
        )


def gatherings(own, today):
    """Meetings that come and nobody was invited to, or was told of their change; and those that are over and have no
    minutes."""
    waiting = Q(on__lt=today) & ~Q(state__in=[GatheringState.CLOSED, GatheringState.CANCELLED])
    waiting |= Q(on__gte=today, on__lte=today + INVITE_BEFORE, state=GatheringState.PLANNED, series__organiser=None)
    waiting |= Q(on__gte=today, changed_since_invited=True, state=GatheringState.INVITED)
    found = Gathering.objects.filter(waiting, series__centre__in=own, series__ended_at=None)
    for gathering in found.select_related("series__centre").order_by("on", "pk"):
        is_over, day = gathering.on < today, format_date(gathering.on)
        facts = {"series": gathering.series, "day": day}
        title, action = _("Rozeslat pozvánky: %(series)s, %(day)s"), _("Rozeslat")
        schedule, page = INVITATION, "gathering-invite"
        if gathering.changed_since_invited:
            title, action = _("Pozvaní nevědí o změně: %(series)s, %(day)s"), _("Poslat změnu")
        if is_over:
            title, action = _("Zapsat a uzavřít setkání: %(series)s, %(day)s"), _("Otevřít setkání")
            schedule, page = WRITE_UP, "gathering-hold"
        step = schedule.reached((today - gathering.on).days)
        url = reverse(page, args=[gathering.pk])
        key = f"{page}:{gathering.pk}:{gathering.on}:{step}"
        yield Task(
            right=Right.COORDINATE,
            centre=gathering.series.centre,
            url=url,
            title=title % facts,
            action=action,
            due="" if is_over else _("setkání je %(day)s") % facts,
            is_urgent=is_over,
            reminder=Reminder(key, title % facts, group=MailGroup.MEETINGS) if step is not None else None,
        )


def counting_nowhere(own):
    """Meetings that are closed and could count by now."""
    for gathering in uncounted(Gathering.objects.filter(series__centre__in=own)):
        facts = {"series": gathering.series, "day": format_date(gathering.on)}
        yield Task(
            right=Right.RECORD,
            centre=gathering.series.centre,
            url=reverse("gathering", args=[gathering.pk]),
            title=_("Setkání se nikde nepočítá: %(series)s, %(day)s") % facts,
            action=_("Započítat"),
        )


def unplanned(own, today):
    """Series whose running window is about to end with too few meetings, and none of them is planned."""
    found = Series.objects.running().filter(centre__in=own).exclude(times=None).select_related("centre")
    for series in found.prefetch_related("gatherings"):
        running = next(
            (slot for slot in windows(series, today.year, today=today) if slot.state == SlotState.OPEN), None
        )
        if running is None or running.happened >= running.needed or running.ends - today > PLAN_BEFORE:
            continue
        planned = [one for one in series.gatherings.all() if one.state != GatheringState.CANCELLED]
        if any(today <= one.on <= running.ends for one in planned):
            continue
        facts = {"series": series, "day": format_date(running.ends)}
        yield Task(
            right=Right.COORDINATE,
            centre=series.centre,
            url=reverse("gathering-new", args=[series.pk]),
            title=_("Naplánovat setkání: %(series)s") % facts,
            action=_("Naplánovat"),
            hint=series.rhythm,
            due=_("do %(day)s") % facts,
            day=running.ends,
        )


def surveys_to_close(today):
    """Evaluations that nobody can answer any more."""
    for survey in Survey.objects.yearly().filter(closed_at=None, closes_on__lt=today):
        yield Task(
            right=Right.COORDINATE_ALL,
            url=reverse("survey", args=[survey.pk]),
            title=_("%(survey)s: uzavřít a sečíst") % {"survey": survey},
            action=_("Uzavřít"),
        )


def monitoring_to_confirm(own, today):
    """The monitoring of a quarter that is over or about to be, of the regions whose first centre is the person's; where
    a goal counts it, or somebody has begun with it."""
    if not (Monitoring.objects.exists() or TargetSource.objects.filter(indicator__slug=INDICATOR).exists()):
        return
    operators = set(Plan.objects.values_list("centre__operator", flat=True))  # of others no goals are kept here
    seen, quarters = set(own.values_list("pk", flat=True)), running(today)
    found = Monitoring.objects.filter(year__in={quarter.year for quarter in quarters})
    monitorings = {(one.region_id, one.quarter): one for one in found}
    for region, centre in leading_centres().items():
        if centre.pk not in seen or centre.operator_id not in operators:
            continue
        for quarter in quarters:
            monitoring = monitorings.get((region.pk, quarter))
            day = MONITORING.reached((today - quarter.ends).days)
            if (monitoring and monitoring.confirmed_at) or quarter.ends - today > MONITOR_BEFORE:
                continue
            facts = {"quarter": quarter, "day": format_date(quarter.writable_until)}
            title = _("Monitoring kraje: %(quarter)s") % facts
            url = reverse("monitoring", args=[monitoring.pk]) if monitoring else reverse("monitorings")
            key = f"monitoring:{region.pk}:{quarter.year}:{quarter.number}:{day}"
            yield Task(
                right=Right.COORDINATE,
                centre=centre,
                url=url + ("" if monitoring else f"?rok={quarter.year}"),
                title=title,
                action=_("Dopsat a potvrdit") if monitoring else _("Začít"),
                due=_("do %(day)s") % facts,
                day=quarter.writable_until,
                is_urgent=quarter.ends < today,
                reminder=Reminder(key, title, group=MailGroup.DEADLINES) if day is not None else None,
            )


# What a page that mails lead to asks of a person: whether there is still something to do there.
PAGES = {
    "monitoring": lambda rights, pk: Monitoring.objects.filter(pk=pk, confirmed_at=None).exists(),
    "shared-action": lambda rights, pk: SharedAction.objects.filter(pk=pk, state=ActionState.OPEN).exists(),
    "gathering-hold": lambda rights, pk: (
        Gathering.objects.filter(pk=pk, closed_at=None).exclude(state=GatheringState.CANCELLED).exists()
    ),
    "gathering-invite": lambda rights, pk: (
        Gathering.objects.filter(pk=pk).filter(Q(state=GatheringState.PLANNED) | Q(changed_since_invited=True)).exists()
    ),
}
