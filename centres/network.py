"""The life of a centre: it opens, changes and closes on a day, each time by a person, as an event, with a row that
keeps what it was. Its address on the web stays.

What closing a centre means for goals and meetings is known above: those apps put what they object and what they do into
`CLOSING` when they are ready.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from centres import roles
from centres.access import Right, rights_of
from centres.czech import full_stop
from centres.events import changes, record_event
from centres.models import Centre, CentreChange, ChangeKind, Event, Operator, Region, Subject
from centres.refusals import EditConflict, Refused

CHANGED = _("Centrum mezitím změnil někdo jiný. Tady je, jak to je teď; zkontrolujte to a odešlete znovu.")
NAME_TAKEN = _("Centrum %(name)s už tu je. Vyberte jiný název.")


@dataclass(frozen=True)
class ClosingRule:
    """What one app above has to do with the closing of a centre (`successor` None: nobody goes on with its work)."""

    problems: Callable  # (centre, day) -> sentences that stand in the way
    foreseen: Callable  # (centre, day, successor) -> sentences that say what will happen
    carry_out: Callable  # (centre, day, successor, by=, role=, now=), in the transaction of the closing


CLOSING: list[ClosingRule] = []


@dataclass(frozen=True)
class NewCentre:
    """What has to be known of a centre that opens."""

    name: str
    town: str
    region: Region
    operator: Operator
    parent: Centre | None = None
    official_name: str = ""
    address: str = ""

    @property
    def columns(self):
        return {field.name: getattr(self, field.name) for field in fields(self)}


def open_centre(new, day, *, reason="", by, now=None):
    """Open a centre on the day, which may be ahead, and return it; idempotent for the same person."""
    now = now or timezone.now()
    with transaction.atomic():
        role = rights_of(by, on=timezone.localdate(now)).require(Right.MANAGE_CENTRES)
        list(
            Centre.objects.select_for_update(no_key=True).order_by("pk").values_list("pk")
        )  # order and slugs are given once
        same = Centre.objects.filter(name=new.name).first()
        if same and same.opened_on == day and _events(same, ChangeKind.OPEN).filter(by=by).exists():
            return same
        if same:
            raise Refused(NAME_TAKEN % {"name": same.name})
        if new.parent:
            for problem in _parent_problems(new.parent, day):
                raise Refused(problem)
        centre = Centre(opened_on=day, slug=_free_slug(new), position=_make_room(new.parent), **new.columns)
        centre.address_as_of = in_words(day) if centre.address else ""
        centre.save(force_insert=True)
        CentreChange.objects.create(
            centre=centre, kind=ChangeKind.OPEN, day=day, field="opened_on", new=in_words(day), reason=reason.strip()
        )
        _record(centre, ChangeKind.OPEN, day, "", reason=reason, by=by, role=role, now=now)
        return centre


def rename(centre, day, *, name, official_name="", reason="", by, now=None):
    values = {"name": name, "official_name": official_name}
    return _change(centre, ChangeKind.RENAME, day, values, reason=reason, by=by, now=now)


def move(centre, day, *, address, region, operator, reason="", by, now=None):
    """To another address, region or operator."""
    values = {"address": address, "region": region, "operator": operator}
    return _change(centre, ChangeKind.MOVE, day, values, reason=reason, by=by, now=now)


def make_branch(centre, day, *, parent, reason="", by, now=None):
    return _change(centre, ChangeKind.MAKE_BRANCH, day, {"parent": parent}, reason=reason, by=by, now=now)


def make_independent(centre, day, *, reason="", by, now=None):
    return _change(centre, ChangeKind.MAKE_INDEPENDENT, day, {"parent": None}, reason=reason, by=by, now=now)


def close_centre(centre, day, *, reason, by, now=None):
    """Close it from the day on, which may be ahead: from then it is asked for nothing."""
    return _close(centre, ChangeKind.CLOSE, day, None, reason=reason, by=by, now=now)


def merge_centre(centre, day, *, successor, reason, by, now=None):
    """Close it and let the successor go on: goals not approved yet become the successor's, the past stays its own."""
    return _close(centre, ChangeKind.MERGE, day, successor, reason=reason, by=by, now=now)


# Closing


def _close(centre, kind, day, successor, *, reason, by, now):
    now = now or timezone.now()
    with transaction.atomic():
        beside = Centre.objects.filter(parent=centre.pk) | Centre.objects.filter(successor=centre.pk)
        beside = [successor.pk if successor else centre.pk, *beside.values_list("pk", flat=True)]
        current, role, is_repeated = _hold(centre, kind, reason, beside, by=by, now=now)
        if is_repeated:
            return current
        successor = successor and Centre.objects.select_related("parent").get(pk=successor.pk)
        for problem in closing_problems(current, kind, day, successor):
            raise Refused(problem)
        if not reason.strip():
            raise Refused(_("Napište důvod."))
        act = {"reason": reason, "by": by, "role": role, "now": now}
        current.closed_on, current.closing_reason, current.successor = day, reason.strip(), successor
        _save(current)
        row = CentreChange(
            centre=current, kind=kind, day=day, field="closed_on", new=in_words(day), reason=reason.strip()
        )
        said = ""
        if successor:
            row.field, row.new, row.new_id = "successor", successor.name, successor.pk
            said = _("nástupce %(successor)s") % {"successor": successor}
        row.save(force_insert=True)
        _record(current, kind, day, said, **act)
        roles.end_with(current, by=by, role=role, now=now)
        if successor:
            for branch in branches_of(current):
                _write(branch, ChangeKind.MAKE_BRANCH, day, {"parent": successor.parent or successor}, **act)
            current.predecessors.update(successor=successor)
        for app in CLOSING:
            app.carry_out(current, day, successor, by=by, role=role, now=now)
        return current


def branches_of(centre):
    return centre.branches.filter(closed_on=None).order_by("position")


def closing_problems(centre, kind, day, successor):
    """The sentences that stand between the centre and its closing on the day."""
    if centre.closed_on:
        named = {"centre": centre, "day": in_words(centre.closed_on)}
        yield _("%(centre)s už má zapsáno, že je od %(day)s zavřené.") % named
    if centre.opened_on and day <= centre.opened_on:
        yield _("Centrum se otevřelo %(day)s; zavřít se může až potom.") % {"day": in_words(centre.opened_on)}
    last = centre.changes.aggregate(last=Max("day"))["last"]
    if last and day < last:
        yield _("Centrum se změnilo ještě %(day)s; zavřít se může nejdřív ten den.") % {"day": in_words(last)}
    if kind == ChangeKind.MERGE:
        yield from successor_problems(centre, day, successor)
    elif coming := centre.predecessors.filter(closed_on__gt=day).order_by("closed_on").last():
        facts = {"centre": coming, "day": in_words(coming.closed_on)}
        yield _("%(centre)s má pod toto centrum přejít až %(day)s. Vyberte tento den, pozdější, nebo nástupce.") % facts
    elif names := ", ".join(branch.name for branch in branches_of(centre)):
        yield _("Centrum má pobočky (%(names)s). Nejdřív je zavřete, osamostatněte nebo dejte jinému centru.") % {
            "names": names
        }
    for app in CLOSING:
        yield from app.problems(centre, day)


def successor_problems(centre, day, successor):
    """Why the centre cannot go over to this one on the day."""
    facts = {"successor": successor, "centre": centre}
    if successor.pk == centre.pk:
        yield _("Centrum nejde spojit samo se sebou. Vyberte jiné.")
    elif successor.successor_id == centre.pk:
        yield _("%(successor)s už přešlo pod %(centre)s; šlo by to do kruhu. Vyberte jiné centrum.") % facts
    elif successor.closed_on:
        facts["day"] = in_words(successor.closed_on)
        yield _("%(successor)s je od %(day)s zavřené. Vyberte centrum, které pokračuje.") % facts
    elif not successor.is_opened(day):
        facts["day"] = in_words(successor.opened_on)
        yield _("%(successor)s se otevírá až %(day)s. Vyberte pozdější den, nebo jiné centrum.") % facts
    elif successor.parent_id == centre.pk:
        yield _("%(successor)s je pobočka centra, které má skončit. Nejdřív ji osamostatněte.") % facts


def foreseen(centre, day, successor=None, *, today=None):
    """What closing the centre will do, as sentences for the page that asks once more."""
    closing = Centre(pk=centre.pk, closed_on=day)
    ending = [
        (last, _("%(person)s (%(role)s)") % {"person": held.user, "role": held.get_role_display()})
        for held, last in roles.ending_with(closing, today or timezone.localdate())
    ]
    for last in sorted({last for last, _name in ending if last}):
        names = ", ".join(name for one, name in ending if one == last)
        yield _("Dnem %(day)s skončí role: %(names)s.") % {"day": in_words(last), "names": names}
    if names := ", ".join(name for last, name in ending if last is None):
        yield _("Role, které ještě nezačaly, se zruší: %(names)s.") % {"names": names}
    if ending and successor:
        yield _("Kdo bude pokračovat v %(successor)s, tomu tam dejte roli.") % {"successor": successor}
    if successor:
        facts = {"main": successor.parent or successor}
        for branch in branches_of(centre):
            yield full_stop(_("Pobočka %(branch)s přejde pod %(main)s.") % {"branch": branch, **facts})
    for app in CLOSING:
        yield from app.foreseen(centre, day, successor)


# Changes of what a centre is


def _change(centre, kind, day, values, *, reason, by, now):
    now = now or timezone.now()
    with transaction.atomic():
        parent = values.get("parent")
        current, role, is_repeated = _hold(centre, kind, reason, [parent.pk] if parent else [], by=by, now=now)
        if is_repeated:
            return current
        for problem in change_problems(current, day, values, today=timezone.localdate(now)):
            raise Refused(problem)
        if not _write(current, kind, day, values, reason=reason, by=by, role=role, now=now):
            raise Refused(_("Nic jste nezměnili: centrum už takové je."))
        return current


def change_problems(centre, day, values, *, today):
    """The sentences that stand between the centre and the change since the day."""
    if centre.closed_on:
        yield _("Centrum je od %(day)s zavřené a už se nemění.") % {"day": in_words(centre.closed_on)}
    if day > today:
        yield _("Tento den teprve přijde. Změnu zapište, až nastane; dopředu jde zapsat jen otevření a zavření.")
    if not centre.is_opened(day):
        yield _("Centrum se otevřelo až %(day)s.") % {"day": in_words(centre.opened_on)}
    if parent := values.get("parent"):
        if branches := ", ".join(branch.name for branch in branches_of(centre)):
            yield _("Centrum má vlastní pobočky (%(names)s). Nejdřív je dejte jinému centru.") % {"names": branches}
        if parent.pk == centre.pk:
            yield _("Centrum nemůže být pobočkou sebe sama. Vyberte jiné.")
        yield from _parent_problems(parent, day)
    later = centre.changes.filter(field__in=values, day__gt=day).last()
    if later:
        facts = {"day": in_words(later.day), "what": later.get_kind_display()}
        yield _("Centrum se změnilo už %(day)s (%(what)s). Vyberte ten den, nebo pozdější.") % facts


def _parent_problems(parent, day):
    parent = Centre.objects.get(pk=parent.pk)
    if parent.parent_id:
        yield _("%(parent)s je samo pobočka. Vyberte hlavní centrum.") % {"parent": parent}
    if parent.closed_on:
        facts = {"parent": parent, "day": in_words(parent.closed_on)}
        yield _("%(parent)s je od %(day)s zavřené. Vyberte jiné hlavní centrum.") % facts
    if not parent.is_opened(day):
        yield _("%(parent)s se otevírá až %(day)s.") % {"parent": parent, "day": in_words(parent.opened_on)}


def _write(centre, kind, day, values, *, reason, by, role, now):
    """Set the facts, keep what they were, write the event; False where nothing changes. The row is held."""
    rows, said = write_changes(centre, kind, day, values, reason=reason)
    if rows:
        _record(centre, kind, day, said, reason=reason, by=by, role=role, now=now)
    return bool(rows)


def write_changes(centre, kind, day, values, *, reason=""):
    """The same without the event, for who writes one of more; returns the rows, and in words what they say."""
    before = Centre.objects.get(pk=centre.pk)
    found = [name for name, value in values.items() if getattr(before, name) != value]
    rows = [CentreChange(centre=centre, kind=kind, day=day, field=name, reason=reason.strip()) for name in found]
    for row in rows:
        old, new = getattr(before, row.field), values[row.field]
        setattr(centre, row.field, new)
        row.old, row.old_id = str(old or ""), getattr(old, "pk", None)
        row.new, row.new_id = str(new or ""), getattr(new, "pk", None)
    if "parent" in found:
        centre.parent_basis = ""
    if "address" in found:
        centre.address_as_of = in_words(day) if centre.address else ""
    if found:
        _save(centre)
    CentreChange.objects.bulk_create(rows)
    return rows, changes(before, centre, found)


# What holds for all


def _hold(centre, kind, reason, beside, *, by, now):
    """The centre as it is now, held with those beside it in one order, and the role by which it is changed; True where
    the same person has done the same already. It counts as it was seen."""
    role = rights_of(by, on=timezone.localdate(now)).require(Right.MANAGE_CENTRES)
    list(Centre.objects.select_for_update(no_key=True).filter(pk__in={centre.pk, *beside}).order_by("pk"))
    current = Centre.objects.select_related("parent", "region", "operator").get(pk=centre.pk)
    done = _events(current, kind).filter(by=by, version=current.version, comment=reason.strip())
    if current.version == centre.version + 1 and done.exists():
        return current, role, True
    if current.version != centre.version:
        raise EditConflict(current, CHANGED)
    return current, role, False


def _save(centre):
    centre.version += 1
    try:
        with transaction.atomic():
            centre.save()
    except IntegrityError:
        if Centre.objects.filter(name=centre.name).exclude(pk=centre.pk).exists():
            raise Refused(NAME_TAKEN % {"name": centre.name}) from None
        raise


def _events(centre, name):
    return Event.objects.about(Subject.CENTRE, [centre.pk]).filter(name=name)


def _record(centre, kind, day, said, *, reason, by, role, now):
    content = "; ".join(filter(None, [_("od %(day)s") % {"day": in_words(day)}, said]))
    record_event(centre, kind, by=by, role=role, at=now, version=centre.version, comment=reason, content=content)


def _free_slug(new):
    """The town's; a used one is never given again, because it is part of addresses that stay."""
    wanted, used = slugify(new.town)[:40] or "centrum", set(Centre.objects.values_list("slug", flat=True))
    numbers = (f"{wanted}-{number}" for number in range(2, len(used) + 3))
    return next(slug for slug in [wanted, *numbers] if slug not in used)


def _make_room(parent):
    """The place in the order of the document: at the end, or behind the branches of the main centre."""
    if parent is None:
        return (Centre.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    family = Centre.objects.filter(pk=parent.pk) | Centre.objects.filter(parent=parent)
    last = family.aggregate(last=Max("position"))["last"]
    Centre.objects.filter(position__gt=last).update(position=F("position") + 1)
    return last + 1


def in_words(day):
    return f"{day.day}. {day.month}. {day.year}"


# What a centre was


def call_as_then(pairs, *, today=None):
    """Give centres that are shown in a past year the names and the regions that they had at its end; pairs of a centre
    and the year. One query where any of the years is over."""
    rows, today = defaultdict(list), today or timezone.localdate()
    for centre, year in pairs:
        if centre is not None and year is not None and year < today.year:
            rows[centre.pk].append((centre, date(year, 12, 31)))
    if not rows:
        return
    later = CentreChange.objects.filter(centre__in=rows, field__in=["name", "official_name", "region"])
    for change in later.filter(day__gt=min(end for group in rows.values() for _one, end in group)).order_by(
        "-day", "-id"
    ):
        for centre, end in rows[change.centre_id]:
            if change.day > end and change.field == "region":
                centre.region_id = change.old_id
            elif change.day > end:
                setattr(centre, change.field, change.old)
