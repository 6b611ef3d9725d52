"""Writing down what happened: added, corrected and taken back as long as the month is open; each change is an event."""

import json
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.events import record_event
from evaluations.meetings.writing import refuse_locked
from evaluations.models import Indicator, Record
from evaluations.models.meetings import LARGEST_AMOUNT
from evaluations.models.records import PER_CENT
from evaluations.states import Aggregation
from evaluations.teams import team_meeting
from evaluations.workflow import lock_meeting
from goals.formatting import format_number
from goals.sent_forms import made_before, remember
from goals.workflow import EditConflict, Refused

RECORD_CHANGED = _("Záznam mezitím změnil někdo jiný. Porovnejte obě znění a uložte to, které platí.")


@dataclass(frozen=True)
class RecordContent:
    """All that a person writes of what happened."""

    indicator: Indicator
    on: date
    amount: Decimal = Decimal(1)
    title: str = ""
    topic: str = ""
    participants: int | None = None
    note: str = ""
    links: str = ""

    @classmethod
    def of(cls, record):
        return cls(**{field.name: getattr(record, field.name) for field in fields(cls)})

    @property
    def columns(self):
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @property
    def as_facts(self):
        """All that is said, as texts by the name of the column."""
        return {name: str(value) for name, value in self.columns.items() if value not in {"", None}}

    @property
    def as_text(self):
        """For the event: what the record said after the change."""
        return json.dumps(self.as_facts, ensure_ascii=False)


def content_problems(content, *, today):
    """What is wrong with the content, each with the field it is about."""
    if content.on > today:
        yield "on", _("Den je v budoucnosti; zapisuje se, co už se stalo.")
    if content.on.year < 2000:
        yield "on", _("Takový den sem nepatří; zkontrolujte rok.")
    if not 0 <= content.amount <= LARGEST_AMOUNT:
        most = {"most": format_number(Decimal(LARGEST_AMOUNT))}
        yield "amount", _("Počet může být od nuly do %(most)s.") % most
    if content.indicator.unit == PER_CENT and content.amount > 100:
        yield "amount", _("Podíl nemůže být větší než 100 %.")
    if content.indicator.aggregation == Aggregation.DISTINCT and not content.title.strip():
        yield "title", _("U tohoto ukazatele se každá věc počítá jednou, proto potřebuje název.")


def add(centre, content, *, by, key=None, now=None):
    """Write down one thing that happened; the same form (key) sent again leads to the record that it made first."""
    [record] = add_all(centre, [content], by=by, key=key, now=now)
    return record


@transaction.atomic
def add_all(centre, contents, *, by, key=None, now=None):
    """Write down all of an import or nothing of it; all of one month.

    The same import (key) sent again leads to the records that it made first.
    """
    now = now or timezone.now()
    if len({(content.on.year, content.on.month) for content in contents}) != 1:
        raise Refused(_("Najednou jde zapsat jen záznamy jednoho měsíce."))
    for content in contents:
        _refuse_wrong(content, now)
    meeting = lock_month(centre, contents[0].on)
    role = _require(by, centre, now)
    if made := made_before(key, by, form_purpose(centre)):
        return list(Record.objects.filter(pk__in=made).order_by("pk"))
    refuse_locked(meeting, now)
    records = []
    for content in contents:
        record = Record(centre=centre, meeting=meeting, added_by=by, added_at=now, **content.columns)
        try:
            record.clean_fields(exclude=["centre", "meeting", "indicator", "added_by"])
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        record.save(force_insert=True)
        record_event(record, "add", by=by, role=role, at=now, version=record.version, content=content.as_text)
        records.append(record)
    remember(key, by, form_purpose(centre), records, at=now)
    return records


@transaction.atomic
def correct(record, content, *, by, now=None):
    """Write the record anew over the version that the person saw. Another day can move it to another open month."""
    now = now or timezone.now()
    _refuse_wrong(content, now)
    current, target = _lock(record, content.on)
    role = _require(by, current.centre, now)
    is_same = content == RecordContent.of(current) and not current.removed_at
    if is_same and record.version in {current.version, current.version - 1}:
        return current
    if record.version != current.version or current.removed_at:
        raise EditConflict(current, RECORD_CHANGED)
    refuse_locked(current.meeting, now)
    refuse_locked(target, now)
    Record.objects.filter(pk=current.pk).update(version=F("version") + 1, meeting=target, **content.columns)
    version = current.version + 1
    record_event(current, "correct", by=by, role=role, at=now, version=version, content=content.as_text)
    return _fresh(record)


def remove(record, *, by, now=None):
    """Take back what did not happen; the row stays with who took it back and when, and counts nowhere."""
    return _set_aside(record, "remove", by=by, now=now or timezone.now())


def restore(record, *, by, now=None):
    """Count again what was taken back by mistake, as it was."""
    return _set_aside(record, "restore", by=by, now=now or timezone.now())


@transaction.atomic
def _set_aside(record, name, *, by, now):
    current, _target = _lock(record, record.on)
    role = _require(by, current.centre, now)
    if (current.removed_at is not None) == (name == "remove"):
        return current
    if record.version != current.version:
        raise EditConflict(current, RECORD_CHANGED)
    refuse_locked(current.meeting, now)
    removed_at = now if name == "remove" else None
    Record.objects.filter(pk=current.pk).update(version=F("version") + 1, removed_at=removed_at)
    record_event(current, name, by=by, role=role, at=now, version=current.version + 1)
    return _fresh(record)


def form_purpose(centre):
    """What a form or an import of records is for, for `goals.sent_forms`."""
    return f"records:{centre.pk}"


def lock_month(centre, on):
    """The meeting of the team for the month of the day, held until the transaction ends."""
    return lock_meeting(team_meeting(centre, on.year, on.month).pk)


def _lock(record, on):
    """The record with its month and the one it goes to held, in one order, so that there is no deadlock."""
    current = _fresh(record)
    target = team_meeting(current.centre, on.year, on.month)
    if (on.year, on.month) == (current.on.year, current.on.month):
        target = current.meeting
    held = {pk: lock_meeting(pk) for pk in sorted({current.meeting_id, target.pk})}
    current = _fresh(record)
    if current.meeting_id not in held:
        raise EditConflict(current, RECORD_CHANGED)
    return current, held[target.pk]


def _fresh(record):
    return Record.objects.select_related("centre__parent", "meeting__centre", "indicator").get(pk=record.pk)


def _require(by, centre, now):
    return access.rights_of(by, on=timezone.localdate(now)).require(Right.RECORD, centre)


def _refuse_wrong(content, now):
    """Before any month is held: a day of no sensible year has none."""
    for _field, problem in content_problems(content, today=timezone.localdate(now)):
        raise Refused(problem)
