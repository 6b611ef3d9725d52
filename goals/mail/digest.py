"""One person, one mail: what somebody is to be told of is gathered, looked through and put into the outbox.

What a person does not want by mail is on the page of their work in any case.
"""

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
from centres.addresses import full_address
from centres.czech import czech_order
from centres.models import User
from goals.mail.outbox import KEPT_FOR
from goals.mail.preferences import groups_left_out
from goals.models import Notice
from goals.tasks import may_open, tasks_to_remind_of

logger = logging.getLogger(__name__)


def hand_over(now):
    """Hand over all that waits, each person's in a transaction of its own; counts mails, closed notices, failures."""
    waiting = (
        Notice.objects.filter(handed_over_at=None).order_by("person_id").values_list("person_id", flat=True).distinct()
    )
    done, today = Counter(), timezone.localdate(now)
    waiting = list(waiting)
    reminded = {task.reminder.key for task in tasks_to_remind_of(today)} if waiting else set()
    for person_id in waiting:
        try:
            done += _hand_over_to(person_id, reminded, now)
        except Exception:  # whatever is wrong with one mail, the others go out
            logger.exception("The notices of person %s could not be put into a mail", person_id)
            done["failed"] += 1
    return done


@transaction.atomic
def _hand_over_to(person_id, reminded, now):
    """The mail is in the queue exactly when its notices are marked; a second command waits here and finds none.

    What the person does not want, can no longer do, or what no longer waits is marked without being sent: a reminder
    whose key is not among those `reminded` of, and what `may_open` knows to be done.
    """
    notices = list(Notice.objects.select_for_update().filter(person=person_id, handed_over_at=None))
    rights = access.rights_of(User.objects.get(pk=person_id), on=timezone.localdate(now))
    left_out = groups_left_out(rights.user)
    current = [
        notice
        for notice in notices
        if notice.group not in left_out and (not notice.key or notice.key in reminded) and may_open(rights, notice.path)
    ]
    if current:
        Message.objects.create(email=compose(rights, current), when_added=now)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(handed_over_at=now)
    return Counter(mails=int(bool(current)), closed=len(notices) - len(current))


def compose(rights, notices):
    """The mail that tells the person of the notices, in the language of the workspace whatever is active now."""
    # A heading ends where it should: a line break in it would begin another heading of the mail.
    titles = [" ".join(notice.title.split()) for notice in notices]
    things = [
        {"title": title, "text": notice.text.strip(), "link": full_address(notice.path)}
        for title, notice in zip(titles, notices, strict=True)
    ]
    with translation.override(settings.LANGUAGE_CODE):
        roles = {held.get_role_display() + (f" ({held.centre})" if held.centre else "") for held in rights.memberships}
        context = {
            "things": things,
            "roles": "; ".join(sorted(roles, key=czech_order)),
            "preferences": full_address(reverse("mail-preferences")),
        }
        return EmailMessage(
            subject=subject(titles),
            body=render_to_string("email/digest.txt", context),
            to=[rights.user.email],
            # Set here and not by each attempt, so that a mail sent twice is known for the same one where it arrives.
            headers={
                "Message-ID": make_msgid(domain=urlsplit(full_address("")).hostname),
                "Auto-Submitted": "auto-generated",
            },
        )


def subject(titles):
    """What happened, if it is one thing; otherwise how many there are."""
    if len(titles) == 1:
        return titles[0]
    tasks = len(titles)
    return ngettext("Čeká na vás %(tasks)s věc", "Čeká na vás %(tasks)s věcí", tasks) % {"tasks": tasks}


def forget(now):
    """Delete what people were told of long ago; what still waits stays."""
    Notice.objects.filter(handed_over_at__lt=now - KEPT_FOR).delete()
