"""A team asks for its closed month to be opened again; the department head opens it (evaluations/workflow.py) or says
why not."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.events import record_event
from evaluations import notifications
from evaluations.models import OpeningRequest
from evaluations.transitions import meeting_right
from evaluations.workflow import MOVED_ON, lock_meeting, meeting_problems, year_closed_reason
from goals.workflow import EditConflict, Refused


def waiting_request(meeting):
    """The request that nobody has answered yet, or None."""
    requests = meeting.opening_requests.filter(answered_at=None) if meeting.pk else OpeningRequest.objects.none()
    return requests.select_related("asked_by").first()


def last_answer(meeting):
    """What was last said to somebody who had asked in vain, as long as the month is closed; or None."""
    requests = meeting.opening_requests.exclude(answered_at=None) if meeting.pk else OpeningRequest.objects.none()
    last = requests.last()
    return last if last and meeting.is_closed and not last.is_granted else None


def asking_problems(meeting, now):
    """What stands in the way of asking: what would stand in the way of opening."""
    if not meeting.is_closed:
        yield _("Měsíc není uzavřený, jde do něj psát.")
    else:
        yield from meeting_problems(meeting, "reopen", until=timezone.localdate(now), now=now)


def ask(meeting, *, reason, by, now=None):
    """Ask for the closed month to be opened; one request at a time. Idempotent for the same person and reason."""
    now = now or timezone.now()
    with transaction.atomic():
        current = lock_meeting(meeting.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(meeting_right("write", current), current.centre)
        if waiting := waiting_request(current):
            if (waiting.asked_by, waiting.reason) == (by, reason.strip()):
                return waiting
            sentence = _("O otevření už požádal/a %(person)s a čeká se na odpověď.") % {"person": waiting.asked_by}
            raise Refused(sentence)
        for problem in asking_problems(current, now):
            raise Refused(problem)
        if not reason.strip():
            raise Refused(_("Napište důvod."))
        facts = {"meeting": current, "reason": reason.strip(), "asked_by": by, "asked_at": now}
        request = OpeningRequest.objects.create(**facts)
        record_event(current, "ask", by=by, role=role, at=now, version=current.version, comment=reason)
        notifications.opening_asked(request, by=by, now=now)
        return request


def decline(request, *, answer, by, now=None):
    """Say why the month stays closed. Raises EditConflict where somebody has answered meanwhile."""
    now = now or timezone.now()
    with transaction.atomic():
        meeting = lock_meeting(request.meeting_id)
        role = access.rights_of(by, on=timezone.localdate(now)).require(
            meeting_right("reopen", meeting), meeting.centre
        )
        current = OpeningRequest.objects.select_related("meeting__centre").get(pk=request.pk)
        if current.answered_at:
            if (current.is_granted, current.answer) == (False, answer.strip()):
                return current
            raise EditConflict(None, MOVED_ON)
        if reason := year_closed_reason(meeting.year, meeting.centre_id):
            raise Refused(reason)
        if not answer.strip():
            raise Refused(_("Napište, proč se měsíc neotevře."))
        current.answer, current.answered_at = answer.strip(), now
        current.save()
        record_event(meeting, "decline", by=by, role=role, at=now, version=meeting.version, comment=answer)
        notifications.opening_refused(current, by=by, now=now)
        return current
