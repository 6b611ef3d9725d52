"""What stands in which calendar: in a person's, deadlines and meetings that concern them; in the public one, what was
announced and the days on which something came out."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.access import Right, rights_of
from centres.addresses import full_address
from centres.models import Event, Subject
from goals.tasks import tasks
from networks.access import regions_of
from networks.calendar.files import CANCELLED_STAY, CalendarEntry, entry_of, programme, uid_of_page
from networks.models import Gathering
from networks.states import GatheringState, SeriesKind

REACHES_BACK = timedelta(days=365)


def entries_of(person, *, now):
    today = timezone.localdate(now)
    rights = rights_of(person, on=today)
    if not rights.memberships:
        return []
    return [*_deadlines(rights, today, now), *_meetings(rights, today, now)]


def _deadlines(rights, today, now):
    """One for each page: where two rules lead to one, the sooner day holds."""
    waiting = [task for task in tasks(rights, today=today) if task.day]
    by_page = {task.url: task for task in sorted(waiting, key=lambda task: task.day, reverse=True)}
    for url, task in by_page.items():
        link = full_address(url)
        text = "\n".join(filter(None, [task.hint, link]))
        yield CalendarEntry(uid_of_page(url), task.title, task.day, now, text=text, url=link, is_busy=False)


def _meetings(rights, today, now):
    """Those of the person's regions; who looks after all regions has platforms alone."""
    found = Gathering.objects.visible_to(regions_of(rights)).filter(on__gte=today - REACHES_BACK)
    if not rights.works_in_a_centre:
        found = found.filter(series__kind=SeriesKind.PLATFORM) if rights.may(Right.COORDINATE_ALL) else found.none()
    found = found.select_related("series").prefetch_related("agenda__topic").order_by("on", "pk")
    cancelled = [one.pk for one in found if one.state == GatheringState.CANCELLED]
    events = Event.objects.about(Subject.GATHERING, cancelled).filter(name="cancel", at__gte=now - CANCELLED_STAY)
    lately = set(events.values_list("subject_id", flat=True))
    for one in found:
        is_cancelled = one.state == GatheringState.CANCELLED
        if is_cancelled and one.pk not in lately:
            continue
        link = full_address(reverse("gathering", args=[one.pk]))
        text = "\n".join(map(str, [*programme(one), link]))
        yield entry_of(one, sequence=one.sequence, stamp=now, text=text, url=link, is_cancelled=is_cancelled)


def name_of(person):
    return _("CPIC: %(person)s") % {"person": person}
