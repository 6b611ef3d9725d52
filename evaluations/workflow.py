"""The one door for every change of state of a meeting and of a closing: lock, check again, change, write the event."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.events import record_event
from centres.models import Event
from evaluations import notifications
from evaluations.models import Closing, Meeting
from evaluations.states import ClosingState, MeetingState
from evaluations.transitions import BY_NAME, CLOSING_RIGHTS, meeting_right
from goals.models import Document
from goals.workflow import EditConflict, Refused, closed_reason, is_repeated

MOVED_ON = _("Mezitím se tu něco změnilo. Načtěte stránku znovu a rozhodněte podle toho, co je na ní teď.")

# Whoever holds several rows takes them in one order: the document, closings by their ids, meetings by theirs.


def lock_meeting(meeting_id):
    return Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related("centre").get(pk=meeting_id)


def lock_closing(closing_id):
    closings = Closing.objects.select_for_update(no_key=True, of=("self",))
    return closings.select_related("plan__centre", "plan__document").get(pk=closing_id)


def move_meeting(meeting, name, *, by, comment="", until=None, now=None):
    """Close the meeting, or open it again until a day; it counts as it was seen. Returns it as it then is."""
    now = now or timezone.now()
    with transaction.atomic():
        current = lock_meeting(meeting.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(meeting_right(name, current), current.centre)
        if is_repeated(current, meeting.version, name, by=by, comment=comment):
            return current
        _check(current, meeting.version, name, comment, meeting_problems(current, name, until=until, now=now))
        target = BY_NAME[name].target
        Meeting.objects.filter(pk=current.pk, version=current.version).update(
            state=target,
            version=F("version") + 1,
            closed_at=now if target == MeetingState.CLOSED else None,
            reopened_until=until if name == "reopen" else None,
        )
        record_move(current, name, by=by, role=role, comment=comment, target=target, now=now)
        moved = Meeting.objects.select_related("centre").get(pk=current.pk)
        if name == "reopen" and moved.centre_id:
            notifications.reopened(moved, comment=comment.strip(), by=by, now=now)
        return moved


def meeting_problems(meeting, name, *, until=None, now):
    """What stands in the way, besides the state, in words for the person."""
    today = timezone.localdate(now)
    if reason := year_closed_reason(meeting.year, meeting.centre_id):
        yield reason
    if name == "reopen" and not (meeting.is_closed or meeting.is_reopened):
        yield _("Otevřené to je a zatím se to neuzavřelo.")
    if name == "reopen" and (until is None or until < today):
        yield _("Napište, do kterého dne má být měsíc znovu otevřený; ne dřív než dnes.")


CLOSED_BY_CLOSING = {
    ClosingState.SENT: _(
        "Uzávěrka roku %(year)s je odeslaná, a proto se čísla nemění. Vzít ji zpět může vedoucí centra nebo jeho "
        "zástupce, vrátit vedoucí odboru."
    ),
    ClosingState.ACCEPTED: _(
        "Uzávěrka roku %(year)s je přijatá, a proto se čísla nemění. Vrátit ji může vedoucí odboru."
    ),
}


def year_closed_reason(year, centre_id=None):
    """The sentence that says why nothing about the year (of the centre) can be written any more; empty when it can."""
    document = Document.objects.for_year(year).first()
    if document and (reason := closed_reason(document)):
        return reason
    closings = Closing.objects.for_year(year).filter(plan__centre=centre_id) if centre_id else Closing.objects.none()
    state = closings.values_list("state", flat=True).first()
    return CLOSED_BY_CLOSING[state] % {"year": year} if state in CLOSED_BY_CLOSING else ""


def lock_months(plan):
    """All meetings of the team's year: whoever is writing a record or an entry is waited for, others wait."""
    meetings = Meeting.objects.of_teams().filter(centre=plan.centre_id, year=plan.document.year)
    list(meetings.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def move_closing(closing, name, *, by, comment="", now=None):
    """Send the closing, take it back, return it or accept it; it counts as it was seen."""
    now = now or timezone.now()
    with transaction.atomic():
        current = lock_closing(closing.pk)
        plan = current.plan
        role = access.rights_of(by, on=timezone.localdate(now)).require(CLOSING_RIGHTS[name], plan.centre)
        if is_repeated(current, closing.version, name, by=by, comment=comment):
            return current
        _check(current, closing.version, name, comment, filter(None, [year_closed_reason(plan.document.year)]))
        target = BY_NAME[name].target
        Closing.objects.filter(pk=current.pk, version=current.version).update(
            state=target,
            version=F("version") + 1,
            sent_at=now if target == ClosingState.SENT else None,
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
