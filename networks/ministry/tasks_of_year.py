"""What of meetings, activities, monitoring and evaluations speaks for each of the ten tasks, and what people add."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.access import Right, rights_of
from centres.events import SITE, record_event
from goals.workflow import EditConflict
from networks.models import Activity, Gathering, MinistryTaskYear, Monitoring, Survey
from networks.partners.keeping import CHANGED
from networks.states import ActivityKind, MinistryTask, SeriesKind

ACTIVITIES = {
    MinistryTask.TRAINING: (ActivityKind.TRAINING,),
    MinistryTask.EXCHANGE: (ActivityKind.MAILING,),
    MinistryTask.METHODS: (ActivityKind.TRAINING, ActivityKind.AUTHORITY),
    MinistryTask.INFORMATION: (ActivityKind.TALK, ActivityKind.MAILING),
    MinistryTask.MAILINGS: (ActivityKind.MAILING,),
}
MEETINGS = {
    MinistryTask.EXCHANGE: (SeriesKind.PLATFORM, SeriesKind.WORKING_GROUP, SeriesKind.LOCAL_NETWORK),
    MinistryTask.PLATFORMS: (SeriesKind.PLATFORM,),
}


def for_annual_meeting(year):
    """The ten tasks, of which the meeting of heads says each year how they went."""
    return [(f"{reverse('ministry-tasks')}?rok={year}", _("Úkoly ministerstva %(year)s") % {"year": year})]


@dataclass(frozen=True)
class Done:
    """So many of a kind there were, and where they are listed."""

    label: str
    count: int
    url: str


def done_of(task, year, regions):
    """What there is in the year, of the regions that the person sees."""
    found = []
    for kind in ACTIVITIES.get(task, ()):
        rows = Activity.objects.visible_to(regions).counted().filter(kind=kind, record__on__year=year)
        url = reverse("activities") + f"?rok={year}&druh={kind}"
        found.append(Done(str(kind.label), rows.count(), url))
    for kind in MEETINGS.get(task, ()):
        rows = Gathering.objects.visible_to(regions).closed().filter(series__kind=kind, on__year=year)
        found.append(Done(str(kind.label), rows.count(), reverse("networks")))
    if task == MinistryTask.MAPPING:
        rows = Monitoring.objects.visible_to(regions).confirmed().filter(year=year)
        found.append(Done(_("potvrzený monitoring"), rows.count(), reverse("monitorings") + f"?rok={year}"))
    if task == MinistryTask.EVALUATION:
        rows = Survey.objects.yearly().filter(year=year).exclude(closed_at=None)
        found.append(Done(_("hodnocení členy"), rows.count(), reverse("surveys")))
    return found


@transaction.atomic
def review(task_year, facts, *, by, now=None):
    """Write what was done and what the heads say; `task_year` carries the version that was seen, 0 where there was
    none."""
    now = now or timezone.now()
    role = rights_of(by, on=timezone.localdate(now)).require(Right.COORDINATE_ALL)
    place = {"year": task_year.year, "task": task_year.task}
    current, is_new = MinistryTaskYear.objects.get_or_create(**place, defaults=facts)
    if not is_new:
        current = MinistryTaskYear.objects.select_for_update(no_key=True).get(pk=current.pk)
        if facts == {name: getattr(current, name) for name in facts}:
            return current
        if current.version != task_year.version:
            raise EditConflict(current, CHANGED)
        MinistryTaskYear.objects.filter(pk=current.pk).update(version=F("version") + 1, **facts)
    record_event(SITE, "review_task", by=by, role=role, at=now, comment=str(current))
    return MinistryTaskYear.objects.get(pk=current.pk)
