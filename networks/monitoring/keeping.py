"""The monitoring of a region in a quarter: begun from the last one, written chapter by chapter by several people,
confirmed by the head, and opened again for a correction that comes out as the next report."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres import access
from centres.access import Right
from centres.addresses import full_address
from centres.events import record_event
from centres.models import Centre
from evaluations.records import records
from goals.formatting import format_date, shortened
from goals.workflow import EditConflict, Refused
from networks.access import require_leading
from networks.meetings.recording import NO_INDICATOR, first_used
from networks.models import Monitoring, MonitoringChapter, ProposedMeasure
from networks.monitoring.report import make_report
from networks.partners.keeping import CHANGED
from networks.quarters import running
from networks.states import MEASURED_IN, MonitoringKey
from networks.workflow import MOVED_ON

INDICATOR = "monitorovaci-zpravy"
CONFIRMED = gettext_lazy("Monitoring je potvrzený. Nejdřív ho otevřete k opravě.")
MISSED = gettext_lazy("%(quarter)s: monitoring šlo potvrdit do %(day)s. Je zmeškaný a tak se i počítá.")
NOT_YET = gettext_lazy("%(quarter)s teprve začne.")


def leading_centres():
    """By region the centre whose monitoring it is: the first that is open and no branch."""
    centres = Centre.objects.open_on(timezone.localdate()).filter(parent=None).select_related("region")
    return {centre.region: centre for centre in centres.order_by("region__position", "-position", "-pk")}


def leading_centre(region):
    return leading_centres().get(region)


def last_before(region, quarter):
    """The latest monitoring of the region before the quarter, whatever became of it; or None."""
    earlier = Monitoring.objects.filter(region=region, year__lte=quarter.year)
    rows = [one for one in earlier.order_by("-year", "-number")[:8] if one.quarter < quarter]
    return rows[0] if rows else None


def refuse_outside(quarter, today):
    if quarter not in running(today):
        facts = {"quarter": quarter, "day": format_date(quarter.writable_until)}
        raise Refused((NOT_YET if quarter.begins > today else MISSED) % facts)


def begin(region, quarter, *, by, now=None):
    """Begin with the words of the last one and the measures that nobody has said the end of; two who begin at once
    begin the same."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    role = require_leading(by, region, on=today)
    refuse_outside(quarter, today)
    centre = leading_centre(region)
    if centre is None:
        raise Refused(_("V kraji není otevřené žádné centrum."))
    place = {"region": region, "year": quarter.year, "number": quarter.number}
    try:
        with transaction.atomic():
            monitoring = Monitoring.objects.create(centre=centre, begun_at=now, **place)
            last = last_before(region, quarter)
            words = dict(last.chapters.values_list("key", "text")) if last else {}
            for key in MonitoringKey:
                MonitoringChapter.objects.create(monitoring=monitoring, key=key, text=words.get(key, ""))
            for one in last.measures.filter(outcome="") if last else ():
                facts = {"key": one.key, "what": one.what, "owner": one.owner, "due_on": one.due_on}
                ProposedMeasure.objects.create(monitoring=monitoring, **facts)
            record_event(monitoring, "begin", by=by, role=role, at=now, version=1)
            return monitoring
    except IntegrityError:
        return Monitoring.objects.get(**place)


def _lock(monitoring):
    held = Monitoring.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("region", "centre", "record").get(pk=monitoring.pk)


def _held(monitoring, *, by, now):
    """The monitoring as it is now, held, and the role by which the person may write it."""
    current = _lock(monitoring)
    role = require_leading(by, current.region, on=timezone.localdate(now))
    if current.confirmed_at:
        raise Refused(CONFIRMED)
    return current, role


@transaction.atomic
def write_chapter(chapter, text, numbers, *, by, now=None):
    """Write one chapter over the version that was seen."""
    now = now or timezone.now()
    monitoring, role = _held(chapter.monitoring, by=by, now=now)
    current = MonitoringChapter.objects.get(pk=chapter.pk)
    kept = {key: number for key, number in numbers.items() if number is not None}
    if (current.text, current.numbers) == (text, kept):
        return current
    if current.version != chapter.version:
        raise EditConflict(current, CHANGED)
    rows = MonitoringChapter.objects.filter(pk=current.pk)
    rows.update(text=text, numbers=kept, version=F("version") + 1)
    _written(monitoring, current, by=by, role=role, now=now)
    return rows.get()


@transaction.atomic
def save_measure(measure, facts, *, by, now=None):
    """Propose a measure or change one; `measure` carries the version that was seen."""
    now = now or timezone.now()
    monitoring, role = _held(measure.monitoring, by=by, now=now)
    if measure.pk is None:
        same = monitoring.measures.filter(key=facts["key"], what=facts["what"]).first()
        if same:  # the same form sent again
            return same
        new = ProposedMeasure.objects.create(monitoring=monitoring, **facts)
        _written(monitoring, new, by=by, role=role, now=now)
        return new
    current = monitoring.measures.select_related("owner").filter(pk=measure.pk).first()
    if current is None:
        raise Refused(_("Opatření mezitím někdo zrušil."))
    if facts == {name: getattr(current, name) for name in facts}:
        return current
    if current.version != measure.version:
        raise EditConflict(current, CHANGED)
    monitoring.measures.filter(pk=current.pk).update(version=F("version") + 1, **facts)
    _written(monitoring, current, by=by, role=role, now=now)
    return monitoring.measures.get(pk=current.pk)


@transaction.atomic
def remove_measure(measure, *, by, now=None):
    now = now or timezone.now()
    monitoring, role = _held(measure.monitoring, by=by, now=now)
    if monitoring.measures.filter(pk=measure.pk).delete()[0]:
        _written(monitoring, measure, by=by, role=role, now=now)


def _written(monitoring, what, *, by, role, now):
    Monitoring.objects.filter(pk=monitoring.pk).update(version=F("version") + 1)
    facts = {"version": monitoring.version + 1, "comment": shortened(str(what))}
    record_event(monitoring, "write", by=by, role=role, at=now, **facts)


def empty_chapters(monitoring):
    """Chapters that say neither words nor a number."""
    return [one for one in monitoring.chapters.all() if not one.text.strip() and not one.numbers]


@transaction.atomic
def confirm(monitoring, *, by, now=None):
    """Confirm what was seen, count it and freeze its report."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    locked = Monitoring.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "region", "centre", "record"
    )
    current = locked.get(pk=monitoring.pk)
    role = access.rights_of(by, on=today).require(Right.CONFIRM_MONITORING, current.centre)
    if current.confirmed_at:
        return current
    if current.version != monitoring.version:
        raise EditConflict(None, MOVED_ON)
    if current.record is None:
        refuse_outside(current.quarter, today)
    if empty := empty_chapters(current):
        names = ", ".join(map(str, empty))
        raise Refused(_("Zatím prázdné: %(names)s. Když se nic nedělo, napište to.") % {"names": names})
    record = current.record or _record(current, by=by, now=now)
    rows = Monitoring.objects.filter(pk=current.pk)
    rows.update(confirmed_at=now, record=record, version=F("version") + 1)
    record_event(current, "confirm", by=by, role=role, at=now, version=current.version + 1)
    current = rows.select_related("region", "centre").get()
    make_report(current, last_before(current.region, current.quarter), role=role, now=now)
    return current


def _record(monitoring, *, by, now):
    """It counts in its own quarter, also when it is confirmed in the next one."""
    indicator = first_used([INDICATOR])
    if indicator is None:
        raise Refused(NO_INDICATOR)
    content = records.RecordContent(
        indicator,
        min(timezone.localdate(now), monitoring.quarter.ends),
        title=shortened(str(monitoring), 150),
        links=full_address(reverse("monitoring", args=[monitoring.pk])),
    )
    return records.add(monitoring.centre, content, by=by, now=now)


@transaction.atomic
def reopen(monitoring, comment, *, by, now=None):
    """Open what was confirmed for a correction; its report stays as it was."""
    now = now or timezone.now()
    current = _lock(monitoring)
    role = access.rights_of(by, on=timezone.localdate(now)).require(Right.CONFIRM_MONITORING, current.centre)
    if not current.confirmed_at:
        return current
    if current.version != monitoring.version:
        raise EditConflict(None, MOVED_ON)
    if not comment.strip():
        raise Refused(_("Napište důvod."))
    Monitoring.objects.filter(pk=current.pk).update(confirmed_at=None, version=F("version") + 1)
    record_event(current, "reopen", by=by, role=role, at=now, version=current.version + 1, comment=comment)
    return Monitoring.objects.get(pk=current.pk)


def number_of(chapters, key):
    """A number among chapters by their keys; None where nobody said it."""
    section = next(section for section, keys in MEASURED_IN.items() if key in keys)
    return chapters[section].numbers.get(key) if section in chapters else None
