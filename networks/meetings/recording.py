"""A meeting that was held is the record that counts in targets of the centre and of the network: typed once."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from centres import access
from centres.access import Right
from centres.addresses import full_address
from evaluations.models import Indicator
from evaluations.records import records
from goals.formatting import shortened
from goals.workflow import Refused
from networks.states import SeriesKind

INDICATORS = {
    SeriesKind.PLATFORM: ("regionalni-platformy", "platformy"),
    SeriesKind.WORKING_GROUP: ("pracovni-skupiny", "platformy"),
    SeriesKind.LOCAL_NETWORK: ("mistni-site", "platformy"),
    SeriesKind.COMMITTEE: ("pracovni-skupiny", "platformy"),
}
"""In which indicator a meeting counts: the first of these that is used."""


def indicator_for(series):
    known = {one.slug: one for one in Indicator.objects.active().filter(slug__in=INDICATORS[series.kind])}
    return next((known[slug] for slug in INDICATORS[series.kind] if slug in known), None)


def record_held(gathering, *, by, now):
    """The record of the meeting; None where the person records nothing in the centre, or its year takes nothing more.
    The meeting is closed all the same, and its page says that it counts nowhere."""
    centre, indicator = gathering.series.centre, indicator_for(gathering.series)
    may = access.rights_of(by, on=timezone.localdate(now)).may(Right.RECORD, centre)
    if gathering.record_id or indicator is None or not may:
        return gathering.record
    note = _("Přítomno organizací: %(count)s") % {"count": gathering.attendance.count()}
    content = records.RecordContent(
        indicator,
        gathering.on,
        title=shortened(str(gathering.series), 150),
        note=note,
        links=full_address(reverse("gathering", args=[gathering.pk])),
    )
    try:
        with transaction.atomic():
            return records.add(centre, content, by=by, now=now)
    except Refused:
        return None
