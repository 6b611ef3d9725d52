"""Writing down what a centre did in its region: one form makes the record that counts and what belongs beside it."""

from django.db import transaction
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import ExtractQuarter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.events import record_event
from evaluations.records import records
from goals.workflow import EditConflict
from networks.access import require_leading
from networks.models import Activity
from networks.states import ActivityKind

INDICATORS = {
    ActivityKind.SCHOOL: ("skoly",),
    ActivityKind.EMPLOYER: ("zamestnavatele",),
    ActivityKind.AUTHORITY: ("urady",),
    ActivityKind.TALK: ("prednasky", "akce-pro-verejnost"),
    ActivityKind.OPEN_DAY: ("akce-pro-verejnost",),
    ActivityKind.JOINT_EVENT: ("akce-pro-verejnost",),
    ActivityKind.TRAINING: ("skoleni-pro-partnery",),
    ActivityKind.MAILING: ("rozeslane-informace",),
}
"""In which indicator each counts: the first of these that is used."""
CHANGED = gettext_lazy("Mezitím to změnil někdo jiný. Porovnejte, co je tu teď, a uložte to, které platí.")


@transaction.atomic
def add_activity(centre, kind, content, details, *, by, key=None, sure=None, now=None):
    """Write down what happened: `content` is what the record says, `details` what else there is of it.

    The same form (key) sent again leads to what it made first; `sure` as for `records.add_all`."""
    now = now or timezone.now()
    require_leading(by, centre.region, on=timezone.localdate(now))
    record = records.add(centre, content, by=by, key=key, sure=sure, now=now)
    return Activity.objects.get_or_create(record=record, defaults={"kind": kind, **details})[0]


@transaction.atomic
def change_activity(activity, content, details, *, by, sure=None, now=None):
    """Write it anew over what the person saw; `activity` carries the versions of it and of its record."""
    now = now or timezone.now()
    current = held(activity.pk)
    role = require_leading(by, current.record.centre.region, on=timezone.localdate(now))
    is_same = details == {name: getattr(current, name) for name in details}
    if is_same and content == records.RecordContent.of(current.record):
        return current
    if current.seen_version != activity.seen_version or current.record.removed_at:
        raise EditConflict(current, CHANGED)
    record = records.correct(current.record, content, by=by, sure=sure, now=now)
    if not is_same:
        Activity.objects.filter(pk=current.pk).update(version=F("version") + 1, **details)
        said = _("Změněny podrobnosti: %(kind)s") % {"kind": current.get_kind_display()}
        record_event(record, "correct", by=by, role=role, at=now, version=record.version, comment=said)
    return held(activity.pk)


def held(pk):
    locked = Activity.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("record__centre__region", "record__indicator", "partner").get(pk=pk)


def by_quarter(activities, year):
    """How many there were of each kind in each quarter of the year, and how many people they reached."""
    found = activities.counted().filter(record__on__year=year).order_by()
    found = found.annotate(quarter=ExtractQuarter("record__on")).values("kind")
    quarters = {f"q{quarter}": Count("pk", filter=Q(quarter=quarter)) for quarter in range(1, 5)}
    sums = {row["kind"]: row for row in found.annotate(people=Sum("record__participants"), **quarters)}
    return [
        {"kind": kind, "counts": [sums[kind][name] for name in quarters], "people": sums[kind]["people"]}
        for kind in ActivityKind
        if kind in sums
    ]
