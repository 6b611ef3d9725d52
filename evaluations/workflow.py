"""The one door for every change of state of a meeting and of a closing: lock, check again, change, write the event."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.events import record_event
from centres.models import Centre, Event, Membership, Subject
from centres.network import call_as_then
from evaluations import notifications
from evaluations.models import Closing, Meeting, Report
from evaluations.states import ClosingState
from evaluations.transitions import BY_NAME, CLOSING_RIGHTS, meeting_right
from goals.formatting import format_date
from goals.models import Document
from goals.workflow import EditConflict, Refused, closed_reason, is_repeated

MOVED_ON = _("Mezitím se tu něco změnilo. Načtěte stránku znovu a rozhodněte podle toho, co je na ní teď.")

# Whoever holds several rows takes them in one order: the document, closings by their ids, meetings by theirs.


def lock_meeting(meeting_id):
    """The meeting, held; its centre under the name of its year, for what is told of it and put into its minutes."""
    meetings = Meeting.objects.select_for_update(no_key=True, of=("self",))
    return _named(meetings.select_related("centre").get(pk=meeting_id))


def lock_closing(closing_id):
    closings = Closing.objects.select_for_update(no_key=True, of=("self",))
    closing = closings.select_related("plan__centre", "plan__document").get(pk=closing_id)
    call_as_then([(closing.plan.centre, closing.plan.document.year)])
    return closing


def _named(meeting):
    call_as_then([(meeting.centre, meeting.year)])
    return meeting


def move_meeting(meeting, name, *, by, comment="", until=None, now=None):
    """Close the meeting, open it again until a day, hand it over or back; it counts as it was seen. Returns it as it
    then is."""
    now = now or timezone.now()
    with transaction.atomic():
        current = lock_meeting(meeting.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(meeting_right(name, current), current.centre)
        if is_repeated(current, meeting.version, name, by=by, comment=comment):
            return current
        _check(current, meeting.version, name, comment, meeting_problems(current, name, until=until, now=now))
        target = BY_NAME[name].target
        changes = {
            "close": {"closed_at": now, "reopened_until": None, "handed_over_at": None},
            "reopen": {"closed_at": None, "reopened_until": until},
            "hand_over": {"handed_over_at": now},
            "hand_back": {"handed_over_at": None},
        }
        Meeting.objects.filter(pk=current.pk, version=current.version).update(
            state=target, version=F("version") + 1, **changes[name]
        )
        record_move(current, name, by=by, role=role, comment=comment, target=target, now=now)
        moved = _named(Meeting.objects.select_related("centre").get(pk=current.pk))
        if name == "reopen":
            asked = moved.opening_requests.filter(answered_at=None)
            asked.update(is_granted=True, answer=comment.strip(), answered_at=now)
        if name in notifications.MOVES and moved.centre_id:
            notifications.MOVES[name](moved, comment=comment.strip(), by=by, now=now)
        return moved


def meeting_problems(meeting, name, *, until=None, now):
    """What stands in the way, besides the state, in words for the person."""
    today = timezone.localdate(now)
    if reason := year_closed_reason(meeting.year, meeting.centre_id):
        yield reason
    if name == "reopen" and not (meeting.is_closed or meeting.is_reopened):
        yield _("Otevřené to je a zatím se to neuzavřelo.")
    if name == "reopen" and meeting.is_closed and (reason := released_reason(meeting)):
        yield reason
    if name == "hand_over" and meeting.handed_over_at:
        yield _("Porada už je předaná a čeká na uzavření.")
    if name == "hand_back" and not meeting.handed_over_at:
        yield _("Porada není předaná, není co vracet.")
    if name == "reopen" and (until is None or until < today):
        yield _("Napište, do kterého dne má být měsíc znovu otevřený; ne dřív než dnes.")


def released_reason(meeting):
    """The sentence that says that a standing that is built on the month has come out, so that the month stays as it is;
    empty where none has."""
    out = Report.objects.for_year(meeting.year).interim().filter(as_of__gte=meeting.last_day).order_by("as_of").last()
    if meeting.month is None or out is None:
        return ""
    sentence = _(
        "Stav k %(day)s, který z tohoto měsíce vychází, už vyšel, a proto se měsíc znovu neotevře. Co chybí, jde "
        "doplnit do otevřené porady; hodnocení opravíte na ní."
    )
    return sentence % {"day": format_date(out.as_of)}


CLOSED_BY_CLOSING = {
    ClosingState.SENT: _(
        "Uzávěrka roku %(year)s je odeslaná, a proto se čísla nemění. Vzít ji zpět může vedoucí centra nebo jeho "
        "zástupce, vrátit vedoucí odboru."
    ),
    ClosingState.ACCEPTED: _(
        "Uzávěrka roku %(year)s je přijatá, a proto se čísla nemění. Vrátit ji může vedoucí odboru."
    ),
}


def evaluated_without(year):
    """Slugs of the centres that the evaluation of the year came out without. They alone can still be closed, so that
    they enter it by an erratum."""
    report = Report.objects.for_year(year).evaluations().current().first()
    return {one["slug"] for one in report.omissions} if report else set()


def evaluated_reason(year, centre_id=None):
    """The sentence that says that the year is evaluated (the centre's too); empty when it is not."""
    document = Document.objects.for_year(year).first()
    reason = closed_reason(document) if document else ""
    is_late = reason and centre_id and Centre.objects.filter(pk=centre_id, slug__in=evaluated_without(year)).exists()
    return "" if is_late else reason


def year_closed_reason(year, centre_id=None):
    """The sentence that says why nothing about the year (of the centre) can be written any more; empty when it can."""
    if reason := evaluated_reason(year, centre_id):
        return reason
    closings = Closing.objects.for_year(year).filter(plan__centre=centre_id) if centre_id else Closing.objects.none()
    state = closings.values_list("state", flat=True).first()
    return CLOSED_BY_CLOSING[state] % {"year": year} if state in CLOSED_BY_CLOSING else ""


def lock_months(plan):
    """All meetings of the team's year: whoever is writing a record or an entry is waited for, others wait."""
    meetings = Meeting.objects.of_teams().filter(centre=plan.centre_id, year=plan.document.year)
    list(meetings.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def headless(centres, *, on):
    """Ids of those of the centres in which nobody can close the year that day."""
    holders = Membership.objects.filter(role__in=access.HOLDERS[Right.CLOSE_YEAR], user__is_active=True).valid(on)
    held = set(holders.values_list("centre", flat=True))
    return {centre.pk for centre in centres if not held & centre.worked_by(on)}


def closing_role(by, centre, *, on):
    """The role by which the person closes the centre's year: their own in it or, where nobody there can, that of who
    closes for it. Raises MissingRight."""
    rights = access.rights_of(by, on=on)
    if not rights.may(Right.CLOSE_YEAR, centre) and rights.may(Right.CLOSE_FOR) and headless([centre], on=on):
        return rights.require(Right.CLOSE_FOR)
    return rights.require(Right.CLOSE_YEAR, centre)


def move_closing(closing, name, *, by, comment="", now=None):
    """Send the closing, take it back, return it or accept it; it counts as it was seen."""
    now = now or timezone.now()
    with transaction.atomic():
        current = lock_closing(closing.pk)
        plan = current.plan
        right, today = CLOSING_RIGHTS[name], timezone.localdate(now)
        if right == Right.CLOSE_YEAR:
            role = closing_role(by, plan.centre, on=today)
        else:
            role = access.rights_of(by, on=today).require(right)
        if is_repeated(current, closing.version, name, by=by, comment=comment):
            return current
        reason = evaluated_reason(plan.document.year, plan.centre_id)
        _check(current, closing.version, name, comment, filter(None, [reason]))
        target = BY_NAME[name].target
        sent_by_role = current.sent_by_role if name == "accept" else ""
        if name == "send" and role in access.HOLDERS[Right.CLOSE_FOR]:
            sent_by_role = role
        Closing.objects.filter(pk=current.pk, version=current.version).update(
            state=target,
            version=F("version") + 1,
            sent_at=now if target == ClosingState.SENT else None,
            sent_by_role=sent_by_role,
            accepted_at=now if target == ClosingState.ACCEPTED else None,
        )
        record_move(current, name, by=by, role=role, comment=comment, target=target, now=now)
        notifications.closing_moved(current, name, comment=comment.strip(), by=by, now=now)
        return Closing.objects.select_related("plan__centre", "plan__document").get(pk=current.pk)


def record_move(thing, name, *, by, role, now, comment, target):
    """The event of a change of state that has just been made to a meeting or a closing."""
    record_event(
        thing,
        name,
        by=by,
        role=role,
        at=now,
        source=thing.state,
        target=target,
        version=thing.version + 1,
        comment=comment,
    )


def events_of(thing):
    """All that was done with one meeting, record or closing, oldest first."""
    return Event.objects.about(thing.event_subject.kind, [thing.pk]).order_by("at", "id")


def objections_of(closings):
    """What centres object to closings that were sent for them, as events, oldest first; one query."""
    sent_for = {closing.pk: closing.version for closing in closings if closing.sent_by_role}
    events = Event.objects.about(Subject.CLOSING, sent_for).filter(name="object").order_by("id")
    return [event for event in events if event.version >= sent_for[event.subject_id] - 1]


def _check(current, expected_version, name, comment, problems):
    transition = BY_NAME[name]
    if current.version != expected_version:
        raise EditConflict(None, MOVED_ON)
    if current.state not in transition.sources:
        raise Refused(_("Stav je „%(state)s“, a proto to nejde.") % {"state": current.get_state_display()})
    if transition.needs_comment and not comment.strip():
        raise Refused(_("Napište důvod."))
    for problem in problems:
        raise Refused(problem)
