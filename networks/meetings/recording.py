"""A meeting that was held is the record that counts in targets of the centre and of the network: typed once."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.access import MissingRight
from centres.addresses import full_address
from evaluations.models import Indicator
from evaluations.records import records
from evaluations.workflow import year_closed_reason
from goals.formatting import shortened
from goals.workflow import Refused
from networks.access import require_leading
from networks.models import Gathering
from networks.states import GatheringState, SeriesKind
from networks.workflow import lock_gathering

NO_INDICATOR = gettext_lazy(
    "Není zapnutý žádný ukazatel, do kterého by se to počítalo. Zapne ho správce v číselníku ukazatelů."
)

INDICATORS = {
    SeriesKind.PLATFORM: ("regionalni-platformy", "platformy"),
    SeriesKind.WORKING_GROUP: ("pracovni-skupiny", "platformy"),
    SeriesKind.LOCAL_NETWORK: ("mistni-site", "platformy"),
    SeriesKind.COMMITTEE: ("pracovni-skupiny", "platformy"),
}
"""In which indicator a meeting counts: the first of these that is used."""


def first_used(slugs):
    """The first of the indicators that is used, or None."""
    known = {one.slug: one for one in Indicator.objects.active().filter(slug__in=slugs)}
    return next((known[slug] for slug in slugs if slug in known), None)


def record_held(gathering, *, by, now):
    """The record of the meeting; None where the person records nothing in the centre, or its year takes nothing more.
    The meeting is closed all the same, and its page says that it counts nowhere."""
    try:
        with transaction.atomic():
            return gathering.record or _record(gathering, by=by, now=now)
    except (Refused, MissingRight):
        return None


@transaction.atomic
def count_held(gathering, *, by, now=None):
    """Count a closed meeting that could not be counted when it was closed."""
    now = now or timezone.now()
    current = lock_gathering(gathering.pk)
    require_leading(by, current.series.region, on=timezone.localdate(now))
    if not current.is_closed or current.record_id:
        return current
    Gathering.objects.filter(pk=current.pk).update(record=_record(current, by=by, now=now))
    return lock_gathering(current.pk)


def _record(gathering, *, by, now):
    indicator = first_used(INDICATORS[gathering.series.kind])
    if indicator is None:
        raise Refused(NO_INDICATOR)
    note = _("Přítomno organizací: %(count)s") % {"count": gathering.attendance.count()}
    content = records.RecordContent(
        indicator,
        gathering.on,
        title=shortened(str(gathering.series), 150),
        note=note,
        links=full_address(reverse("gathering", args=[gathering.pk])),
    )
    return records.add(gathering.series.centre, content, by=by, now=now)


def uncounted(gatherings):
    """Of closed meetings those that count nowhere though they could: their year is open and an indicator is used."""
    found = gatherings.closed().filter(record=None).select_related("series__centre").order_by("on", "pk")
    return [
        one
        for one in found
        if first_used(INDICATORS[one.series.kind]) and not year_closed_reason(one.on.year, one.series.centre_id)
    ]


def called_off(record):
    """Why the record of a meeting that did not take place cannot count again, or ""."""
    gathering = getattr(record, "gathering", None)
    if gathering is None or gathering.state != GatheringState.CANCELLED:
        return ""
    return _("Záznam je ze setkání, které je zrušené. Jestli se konalo, naplánujte ho na ten den znovu a uzavřete ho.")


def origin_of(record):
    """What of networks the record was made from: its address and name, or None."""
    for name in ("gathering", "activity", "monitoring"):
        thing = getattr(record, name, None)
        if thing is not None:
            return reverse(name, args=[thing.pk]), str(thing)
    return None
