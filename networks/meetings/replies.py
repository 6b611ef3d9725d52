"""Answers to invitations, from people without an account: the last one holds, until the day of the meeting is over."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres.events import record_event
from goals.workflow import Refused
from networks.models import Invitee
from networks.states import Answer, GatheringState
from networks.workflow import lock_gathering

OVER = _("Setkání už proběhlo, odpovědět už nejde.")
CANCELLED = _("Setkání bylo zrušené, odpovídat není třeba.")


def over_reason(gathering, *, today):
    """Why the link answers no more, or ""."""
    if gathering.state == GatheringState.CANCELLED:
        return CANCELLED
    return OVER if gathering.on < today or gathering.state != GatheringState.INVITED else ""


@transaction.atomic
def answer(invitee, said, instead="", *, now=None):
    """Keep what came back; the same again changes nothing."""
    now = now or timezone.now()
    gathering = lock_gathering(invitee.gathering_id)
    if reason := over_reason(gathering, today=timezone.localdate(now)):
        raise Refused(reason)
    current = Invitee.objects.select_related("partner").get(pk=invitee.pk)
    instead = instead if said == Answer.OTHER else ""
    if (current.answer, current.instead) == (said, instead):
        return current
    Invitee.objects.filter(pk=current.pk).update(answer=said, instead=instead, answered_at=now)
    comment = f"{current.partner}: {Answer(said).label}"
    record_event(gathering, "answer", by=None, role="", at=now, comment=comment)
    return Invitee.objects.select_related("partner").get(pk=current.pk)
