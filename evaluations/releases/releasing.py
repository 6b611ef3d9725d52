"""Making the standing and the year's evaluation public: once, just what the person saw, frozen like an edition."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.events import record_event
from centres.models import Event, Subject
from evaluations.models import Closing, Meeting
from evaluations.releases.freezing import freeze
from evaluations.releases.preparing import refuse
from evaluations.states import ReleaseKind
from goals.models import Document, Goal, Plan
from goals.workflow import Conflict, hold_document, require_open

EVENTS = {ReleaseKind.STANDING: "release", ReleaseKind.EVALUATION: "evaluate"}


def release(document, prepare, *, seen, by, narrative="", reason="", now=None):
    """Freeze what `prepare(document)` says, with the narrative, as the next release, and return it.

    `seen` is the mark of what the person saw; if anything else would come out now, nothing does. Sent twice from one
    page, it comes out once. Approving, publishing and the closings of the centres wait until it is out.
    """
    now = now or timezone.now()
    with transaction.atomic():
        document = hold_document(document.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.RELEASE)
        if first := _released_before(document, seen, by):
            return first
        _hold_year(document)
        prepared = prepare(document)
        if prepared.mark != seen:
            raise Conflict(_("Mezitím se změnilo, co by se zveřejnilo. Přečtěte si to znovu a zveřejněte."))
        refuse(prepared, reason)
        require_open(document)
        row = freeze(document, prepared.with_narrative(narrative), role=role, now=now)
        if row.kind == ReleaseKind.EVALUATION:
            Document.objects.filter(pk=document.pk).update(closed_at=now)
        record_event(
            document,
            EVENTS[row.kind],
            by=by,
            role=role,
            at=now,
            target=str(row.number),
            comment=reason,
            fingerprint=prepared.mark,
        )
        return row


def _released_before(document, seen, by):
    """The release that this person made from the page with this mark."""
    events = Event.objects.about(Subject.DOCUMENT, [document.pk]).filter(name__in=EVENTS.values())
    event = events.filter(fingerprint=seen, by=by).first()
    if event is None:
        return None
    kind = next(kind for kind, name in EVENTS.items() if name == event.name)
    return document.releases.get(kind=kind, number=event.target)


def _hold_year(document):
    """Whoever writes into the year is waited for; after that nobody can, once its evaluation is out."""
    for rows in (
        Plan.objects.filter(document=document),
        Goal.objects.filter(document=document),
        Closing.objects.filter(plan__document=document),
        Meeting.objects.for_year(document.year),
    ):
        list(rows.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk"))
