"""Files that show what happened: attached to a record, a goal or a meeting and taken away again, as long as its time is
open.

A file that is taken away is deleted: it may hold what should never have been here, and nothing has been closed upon it
yet. Its row stays, with its name, its checksum, and who took it away and when.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.events import record_event
from evaluations.evidence import clean_name, discard, inspect, keep
from evaluations.meetings.writing import read_only_reason
from evaluations.models import Evidence, Meeting, Record
from evaluations.teams import begun
from evaluations.transitions import meeting_right
from evaluations.workflow import lock_meeting, year_closed_reason
from goals.models import Goal
from goals.states import DECIDED, Level
from goals.workflow import Refused, lock_rows

MOST_FILES = 10  # of one record, goal or meeting


@dataclass(frozen=True)
class Attached:
    evidence: Evidence
    is_new: bool  # the very same file had not been here yet
    elsewhere: Evidence | None  # the same file at something else of the same centre


def attach(thing, upload, *, by, now=None):
    """Attach an uploaded file to a record, a meeting or a goal as first written; the same file sent again is one file.

    Raises Unfit where the content is none that may be kept. Opens the outermost transaction.
    """
    now = now or timezone.now()
    kind = inspect(upload, upload.name)
    with keep(upload, kind) as kept:
        current, role = _lock(thing, by=by, now=now)
        there = list(evidence_of(current))
        for evidence in there:
            if evidence.sha256 == kept.sha256:
                discard(kept.stored)  # this copy of it
                return Attached(evidence, is_new=False, elsewhere=None)
        if len(there) >= MOST_FILES:
            raise Refused(
                _("Víc než %(most)s dokladů se sem nevejde. Spojte je, nebo některý odeberte.") % {"most": MOST_FILES}
            )
        name = clean_name(upload.name, kind)
        facts = {"kind": kind, "stored": kept.stored, "size": kept.size, "sha256": kept.sha256}
        evidence = Evidence.objects.create(**_about(current), **facts, name=name, added_by=by, added_at=now)
        record_event(current, "attach", by=by, role=role, at=now, version=_version(current), comment=evidence.name)
    of_centre = Q(record__centre=current.centre_id) | Q(goal__centre=current.centre_id)
    of_centre |= Q(meeting__centre=current.centre_id)
    same = Evidence.objects.kept().filter(of_centre, sha256=evidence.sha256).exclude(pk=evidence.pk)
    return Attached(
        evidence, is_new=True, elsewhere=same.select_related("record__indicator", "goal", "meeting").first()
    )


@transaction.atomic
def detach(evidence, *, by, now=None):
    """Delete the file and keep its row. Idempotent."""
    now = now or timezone.now()
    current, role = _lock(evidence.thing, by=by, now=now)
    row = Evidence.objects.get(pk=evidence.pk)
    if row.removed_at:
        return row
    row.removed_at = now
    row.save(update_fields=["removed_at"])
    discard(row.stored)
    record_event(current, "take_away", by=by, role=role, at=now, version=_version(current), comment=row.name)
    return row


def attaching_right(thing):
    """The right to attach files to the thing; those of the network are of whoever evaluates them."""
    if isinstance(thing, Meeting):
        return meeting_right("write", thing)
    if isinstance(thing, Record) or thing.centre_id:
        return Right.RECORD
    return Right.EVALUATE_STRATEGIC if thing.level == Level.STRATEGIC else Right.EVALUATE_LONG_TERM


def attaching_read_only_reason(thing, now):
    """The sentence that says why no file can come or go now; empty when it can."""
    if isinstance(thing, Record):
        if thing.removed_at:
            return _("Záznam je vzatý zpět; doklady k němu nejde přidat ani odebrat.")
        return read_only_reason(thing.meeting, now)
    if isinstance(thing, Meeting):
        return read_only_reason(thing, now)
    if thing.state not in DECIDED:
        return _("Doklady se přikládají až ke schválenému cíli.")
    return year_closed_reason(thing.document.year, thing.centre_id) if thing.document.year else ""


def evidence_of(thing):
    """Files that are kept of the thing, oldest first."""
    return Evidence.objects.kept().filter(**_about(thing)).select_related("added_by")


def _lock(thing, *, by, now):
    """The thing as it is now, held, and the role by which the person may do this to it; refuses what is locked."""
    if isinstance(thing, Record):
        rows = Record.objects.select_related("centre__parent", "meeting__centre")
        held = lock_meeting(rows.get(pk=thing.pk).meeting_id)
        current = rows.get(pk=thing.pk)
        if current.meeting_id != held.pk:
            raise Refused(_("Záznam mezitím někdo přesunul do jiného měsíce. Zkuste to znovu."))
    elif isinstance(thing, Meeting):
        current = lock_meeting(begun(thing).pk)
    else:
        lock_rows([thing])
        current = Goal.objects.select_related("centre", "document").get(pk=thing.root_id)
    role = access.rights_of(by, on=timezone.localdate(now)).require(attaching_right(current), current.centre)
    if reason := attaching_read_only_reason(current, now):
        raise Refused(reason)
    return current, role


def _about(thing):
    if isinstance(thing, Meeting):
        return {"meeting_id": thing.pk}
    return {"record_id": thing.pk} if isinstance(thing, Record) else {"goal_id": thing.root_id}


def _version(thing):
    """A file changes no wording, so the version of a goal or a meeting is not its event's: `is_repeated` looks for
    transitions by it."""
    return thing.version if isinstance(thing, Record) else None
