"""Writing down what happened: added, corrected and taken back as long as the month is open; each change is an event.

What comes when its month is closed keeps its day and lies in the first open meeting after it: nothing that is frozen
moves, and the next standing counts it.
"""

import json
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.events import record_event
from evaluations import portions
from evaluations.meetings.writing import read_only_reason, refuse_locked
from evaluations.models import Indicator, Meeting, Record, Report
from evaluations.models.meetings import LARGEST_AMOUNT
from evaluations.models.records import PER_CENT
from evaluations.records.doubts import Doubted, doubts_about, mark
from evaluations.states import Aggregation, MeetingKind
from evaluations.teams import team_meeting
from evaluations.workflow import lock_meeting, year_closed_reason
from goals.formatting import format_date, format_number
from goals.models import Plan
from goals.sent_forms import made_before, remember
from goals.workflow import EditConflict, Refused

CLOSED_EARLY = _("Měsíc je už uzavřený a další ještě nezačal. Záznam půjde doplnit od %(day)s.")
NOWHERE_OPEN = _(
    "Měsíc je uzavřený a žádný pozdější otevřený není. Požádejte vedoucího odboru, aby některý znovu otevřel."
)
CLOSED_MEANWHILE = _("Porada, do které se záznam doplňoval, se mezitím uzavřela. Uložte ho znovu do té další.")
STAY_OUT = []
"""Asked of a record that was taken back for why it cannot count again ("": it can); apps above enter theirs."""
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
    whole: Decimal | None = None  # of a share, where it is known; then the amount is its numerator

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
    if content.whole is not None and content.indicator.unit != PER_CENT:
        yield "amount", _("Z kolika se píše jen u podílu. Tady napište jedno číslo.")
    elif wrong := portions.problem(content.amount, content.whole):
        yield "amount", wrong
    elif content.indicator.unit == PER_CENT and content.whole is None and content.amount > 100:
        yield "amount", _("Podíl nemůže být větší než 100 %.")
    if content.indicator.aggregation == Aggregation.DISTINCT and not content.title.strip():
        yield "title", _("U tohoto ukazatele se každá věc počítá jednou, proto potřebuje název.")


def add(centre, content, *, by, key=None, now=None, **asking):
    """Write down one thing that happened; the same form (key) sent again leads to the record that it made first."""
    [record] = add_all(centre, [content], by=by, key=key, now=now, **asking)
    return record


@transaction.atomic
def add_all(centre, contents, *, by, key=None, now=None, sure=None, page=None):
    """Write down all of an import or nothing of it; all of one month.

    The same import (key) sent again leads to the records that it made first. `sure` is the mark of the doubts to which
    the person said yes, "" where they have not been asked yet (Doubted); None asks nobody. `page` is the meeting whose
    month they have open.
    """
    now = now or timezone.now()
    if len({(content.on.year, content.on.month) for content in contents}) != 1:
        raise Refused(_("Najednou jde zapsat jen záznamy jednoho měsíce."))
    for content in contents:
        _refuse_wrong(content, now, centre)
    meeting, known_from = _lock_place(centre, contents[0].on, now)
    role = _require(by, centre, now)
    if made := made_before(key, by, form_purpose(centre)):
        return list(Record.objects.filter(pk__in=made).order_by("pk"))
    refuse_without_place(meeting, now)
    _ask(centre, contents, sure, page=page)
    records = []
    for content in contents:
        facts = {"centre": centre, "meeting": meeting, "known_from": known_from, "added_by": by, "added_at": now}
        record = Record(**facts, **content.columns)
        try:
            record.clean_fields(exclude=["centre", "meeting", "indicator", "added_by"])
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        record.save(force_insert=True)
        facts = {"version": record.version, "content": content.as_text, "comment": _late_note(record)}
        record_event(record, "add", by=by, role=role, at=now, **facts)
        records.append(record)
    remember(key, by, form_purpose(centre), records, at=now)
    return records


@transaction.atomic
def correct(record, content, *, by, now=None, sure=None):
    """Write the record anew over the version that the person saw. Another day can move it to another month.

    `sure` as for `add_all`."""
    now = now or timezone.now()
    _refuse_wrong(content, now, record.centre)
    current, target, known_from = _lock(record, content.on, now)
    role = _require(by, current.centre, now)
    is_same = content == RecordContent.of(current) and not current.removed_at
    if is_same and record.version in {current.version, current.version - 1}:
        return current
    if record.version != current.version or current.removed_at:
        raise EditConflict(current, RECORD_CHANGED)
    refuse_locked(current.meeting, now)
    refuse_without_place(target, now)
    asked = ("indicator", "on", "amount", "whole")
    if any(getattr(content, name) != getattr(current, name) for name in asked):
        own = Meeting(year=current.on.year, month=current.on.month)
        _ask(current.centre, [content], sure, page=own, but=current)
    facts = {"meeting": target, "known_from": known_from, **content.columns}
    Record.objects.filter(pk=current.pk).update(version=F("version") + 1, **facts)
    version = current.version + 1
    record_event(current, "correct", by=by, role=role, at=now, version=version, content=content.as_text)
    return _fresh(record)


def _ask(centre, contents, sure, **place):
    if sure is None:
        return
    doubts = [doubt for found in doubts_about(centre, contents, **place) for doubt in found]
    if doubts and sure != mark(doubts):
        raise Doubted(doubts)


def remove(record, *, by, now=None):
    """Take back what did not happen; the row stays with who took it back and when, and counts nowhere."""
    return _set_aside(record, "remove", by=by, now=now or timezone.now())


def restore(record, *, by, now=None):
    """Count again what was taken back by mistake, as it was."""
    return _set_aside(record, "restore", by=by, now=now or timezone.now())


@transaction.atomic
def _set_aside(record, name, *, by, now):
    current, _target, _known_from = _lock(record, record.on, now)
    role = _require(by, current.centre, now)
    if (current.removed_at is not None) == (name == "remove"):
        return current
    if record.version != current.version:
        raise EditConflict(current, RECORD_CHANGED)
    refuse_locked(current.meeting, now)
    for reason in filter(None, (ask(current) for ask in STAY_OUT if name == "restore")):
        raise Refused(reason)
    removed_at = now if name == "remove" else None
    Record.objects.filter(pk=current.pk).update(version=F("version") + 1, removed_at=removed_at)
    record_event(current, name, by=by, role=role, at=now, version=current.version + 1)
    return _fresh(record)


def form_purpose(centre):
    """What a form or an import of records is for, for `goals.sent_forms`."""
    return f"records:{centre.pk}"


def late_place(meeting, now):
    """The first open meeting of the team after this closed one: what comes too late for the month lies in it, so that
    nothing frozen moves. A new row where nobody has written into it yet; None where there is none.
    """
    if not meeting.is_closed or year_closed_reason(meeting.year, meeting.centre_id):
        return None
    years, today = [meeting.year], timezone.localdate(now)
    if Plan.objects.filter(document__year=meeting.year + 1, centre=meeting.centre_id).exists():
        years.append(meeting.year + 1)
    rows = Meeting.objects.of_teams().filter(centre=meeting.centre_id, year__in=years)
    rows = {(row.year, row.month): row for row in rows.select_related("centre")}
    months = [(year, month) for year in years for month in range(1, 13)]
    for year, month in [place for place in months if place > (meeting.year, meeting.month)]:
        one = rows.get((year, month)) or Meeting(kind=meeting.kind, centre=meeting.centre, year=year, month=month)
        if one.first_day <= today and not one.is_closed and not read_only_reason(one, now):
            return one
    return None


def refuse_without_place(meeting, now):
    """The record lies in the meeting, unless it is locked; then the sentence says what can be done instead."""
    if meeting.is_closed and not year_closed_reason(meeting.year, meeting.centre_id):
        following = meeting.last_day + timedelta(days=1)
        if timezone.localdate(now) < following:
            raise Refused(CLOSED_EARLY % {"day": format_date(following)})
        raise Refused(NOWHERE_OPEN)
    refuse_locked(meeting, now)


def _lock_place(centre, on, now, *others):
    """The meeting in which what happened on the day is written down, held with the one of its month and the others
    until the transaction ends; and from which day standings count it.

    All are held in one order. Where the open one was closed meanwhile, the person is asked to send it again.
    """
    own = team_meeting(centre, on.year, on.month)
    place = late_place(own, now) or own
    if place.pk is None:
        place = team_meeting(place.centre, place.year, place.month)
    held = {pk: lock_meeting(pk) for pk in sorted({own.pk, place.pk, *others})}
    own, place = held[own.pk], held[place.pk]
    if place != own and not own.is_closed:  # opened again meanwhile
        place = own
    if place.is_closed and late_place(own, now):
        raise Refused(CLOSED_MEANWHILE)
    return place, known_from(own, place, on)


def known_from(own, place, on):
    """The first day whose standing counts what is written down now; None: from its own day on.

    Later than every standing that has come out and, of what comes after its month was closed, than every meeting of
    the heads that was closed.
    """
    last_out = Report.objects.for_year(own.year).interim().aggregate(last=Max("as_of"))["last"]
    known = [last_out] if last_out and last_out >= on else []
    if place != own:
        heads = Meeting.objects.closed().filter(kind=MeetingKind.HEADS, year=own.year).order_by("month").last()
        known += [place.first_day - timedelta(days=1), *([heads.last_day] if heads else [])]
    return max(known) + timedelta(days=1) if known else None


def _lock(record, on, now):
    """The record with its month and the one it goes to held, in one order, so that there is no deadlock."""
    current = _fresh(record)
    if (on.year, on.month) == (current.on.year, current.on.month):
        target, known = lock_meeting(current.meeting_id), current.known_from
        held = {target.pk}
    else:
        held = {current.meeting_id}
        target, known = _lock_place(current.centre, on, now, current.meeting_id)
    current = _fresh(record)
    if current.meeting_id not in held:
        raise EditConflict(current, RECORD_CHANGED)
    return current, target, known


def _late_note(record):
    if not record.is_late:
        return ""
    return str(
        _("Měsíc už byl uzavřený; doplněno do porady za %(month)s.") % {"month": record.meeting.full_period_label}
    )


def _fresh(record):
    return Record.objects.select_related("centre__parent", "meeting__centre", "indicator").get(pk=record.pk)


def _require(by, centre, now):
    return access.rights_of(by, on=timezone.localdate(now)).require(Right.RECORD, centre)


def _refuse_wrong(content, now, centre):
    """Before any month is held: a day of no sensible year has none."""
    if not centre.is_there_between(content.on, content.on):
        raise Refused(_("%(centre)s tento den nebylo otevřené.") % {"centre": centre})
    for _field, problem in content_problems(content, today=timezone.localdate(now)):
        raise Refused(problem)
