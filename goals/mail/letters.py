"""One person, one mail: what waits for somebody is gathered and handed over to the queue of outgoing mail."""

import logging
from collections import Counter
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext
from mailer.models import Message

from centres import access
from centres.models import User
from goals.mail.outbox import KEPT_FOR
from goals.mail.preferences import unwanted_by
from goals.mail.reach import opens_for
from goals.models import Notice

logger = logging.getLogger(__name__)


def hand_over(now):
    """Hand over all that waits, each person's in a transaction of its own; counts mails, closed notices, failures."""
    waiting = (
        Notice.objects.filter(handed_over_at=None).order_by("person_id").values_list("person_id", flat=True).distinct()
    )
    done = Counter()
    for person_id in list(waiting):
        try:
            done += _hand_over_to(person_id, now)
        except Exception:  # whatever is wrong with one mail, the others go out
            logger.exception("The notices of person %s could not be put into a mail", person_id)
            done["failed"] += 1
    return done


@transaction.atomic
def _hand_over_to(person_id, now):
    """The mail is in the queue exactly when its notices are marked; a second command waits here and finds none.

    What the person does not want, or can no longer do, is marked without being sent.
    """
    notices = list(Notice.objects.select_for_update().filter(person=person_id, handed_over_at=None))
    rights = access.rights_of(User.objects.get(pk=person_id), on=timezone.localdate(now))
    unwanted = unwanted_by(rights.user)
    current = [one for one in notices if one.group not in unwanted and opens_for(rights, one.path)]
    if current:
        Message.objects.create(email=letter(rights, current), when_added=now)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(handed_over_at=now)
    return Counter(mails=int(bool(current)), closed=len(notices) - len(current))


def letter(rights, notices):
    """The mail that tells the person of the notices, in the language of the workspace whatever is active now."""
    with translation.override(settings.LANGUAGE_CODE):
        return EmailMessage(
            subject=subject(notices),
            body=render_to_string("email/notices.txt", _content(rights, notices)),
            to=[rights.user.email],
            # Set here and not by each attempt, so that a mail sent twice is known for the same one where it arrives.
            headers={
                "Message-ID": make_msgid(domain=urlsplit(site_url()).hostname),
                "Auto-Submitted": "auto-generated",
            },
        )


def subject(notices):
    """What happened, if it is one thing; otherwise how many there are."""
    if len(notices) == 1:
        return in_one_line(notices[0].title)
    tasks = len(notices)
    return ngettext("Čeká na vás %(tasks)s věc", "Čeká na vás %(tasks)s věcí", tasks) % {"tasks": tasks}


def in_one_line(text):
    """A heading that ends where it should: a line break in it would begin another heading of the mail."""
    return " ".join(text.split())


def site_url():
    return settings.SITE_URL or settings.LOCAL_URL


def forget(now):
    """Delete what people were told of long ago; what still waits stays."""
    Notice.objects.filter(handed_over_at__lt=now - KEPT_FOR).delete()


def _content(rights, notices):
    things = [
        {"title": in_one_line(notice.title), "text": notice.text.strip(), "link": site_url() + notice.path}
        for notice in notices
    ]
    roles = sorted({_role(held) for held in rights.memberships})
    return {"things": things, "roles": "; ".join(roles), "preferences": site_url() + reverse("mail-preferences")}


def _role(held):
    label = held.get_role_display()
    return f"{label} ({held.centre})" if held.centre else label
