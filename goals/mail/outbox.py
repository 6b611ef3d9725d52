"""The outgoing mail: what waits is sent, what was refused is tried again, later and later, and then given up.

The queue is django-mailer's: one message, one transaction, so two commands never send the same one at once. When to try
again is ours, because django-mailer would try what was refused on every run and lets one error that is not of SMTP stop
the run. django-post-office waits one fixed time, takes a dead server for a failed try of every mail, and marks what it
sent only at the end of a batch, so that a crash sends all of it twice.
"""

import logging
import re
import smtplib
from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError
from django.db.models import Max, Q
from mailer.engine import send_all
from mailer.models import PRIORITY_DEFERRED, RESULT_FAILURE, RESULT_SUCCESS, Message, MessageLog

KEPT_FOR = timedelta(days=365)
"""How long it is known that a mail was sent; who was told what is personal data."""

logger = logging.getLogger(__name__)


class Unreachable(Exception):
    """There is no mail server to talk to; the message says what it answered, if anything."""


def send(now):
    """Send what waits and what is due for another try, the latter behind the others; counts what was sent, put off and
    given up. Another try comes after 1 minute from the beginning, then after 2, 4, 8…

    A server that does not answer costs no message one of its tries: nothing is tried, and Unreachable is raised.
    """
    tries = range(settings.MAILER_EMAIL_MAX_RETRIES)
    again = [Q(retry_count=tried, when_added__lte=now - timedelta(minutes=2**tried)) for tried in tries]
    messages = Message.objects.filter(Q(*again, ~Q(priority=PRIORITY_DEFERRED), _connector=Q.OR))
    if not messages.exists():
        return Counter()
    try:
        connection = get_connection(settings.MAILER_EMAIL_BACKEND)
        connection.open()
        connection.close()
    except OSError as error:  # all that smtplib and sockets raise
        raise Unreachable(in_words(error)) from error
    last, given_up = MessageLog.objects.aggregate(last=Max("id"))["last"] or 0, _given_up().count()
    send_all(messages)
    results = Counter(MessageLog.objects.filter(id__gt=last).values_list("result", flat=True))
    return Counter(
        sent=results[RESULT_SUCCESS], deferred=results[RESULT_FAILURE], given_up=_given_up().count() - given_up
    )


def waiting():
    return Message.objects.filter(retry_count__lt=settings.MAILER_EMAIL_MAX_RETRIES).count()


def defer(connection, message, error):
    """Put a message off, whatever went wrong with it: called by the queue (MAILER_ERROR_HANDLER)."""
    if isinstance(error, DatabaseError):
        raise error  # ours does not work, so nothing can be written about it either
    retries = message.retry_count + (message.priority == PRIORITY_DEFERRED)
    Message.objects.filter(pk=message.pk).update(priority=PRIORITY_DEFERRED, retry_count=retries)
    what = in_words(error)
    MessageLog.objects.create(
        when_added=message.when_added, priority=PRIORITY_DEFERRED, result=RESULT_FAILURE, log_message=what
    )
    if retries >= settings.MAILER_EMAIL_MAX_RETRIES:
        logger.error("Mail %s is given up after %s tries: %s", message.pk, retries + 1, what)
    else:
        logger.warning("Mail %s is put off, try %s: %s", message.pk, retries + 1, what)
    return None, "deferred"


def in_words(error):
    """What went wrong, for the log. Servers repeat addresses in what they answer, in whatever words, and libraries
    repeat the message; so of an answer only its codes are kept, and of a fault in a library its kind."""
    name = type(error).__name__
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return " ".join([name, *sorted({_codes(*answer) for answer in error.recipients.values()})])
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{name} {_codes(error.smtp_code, error.smtp_error)}"
    return f"{name}: {error}" if isinstance(error, OSError) else name


def _codes(code, text):
    """For example "550 5.1.1"."""
    text = text.decode("ascii", "replace") if isinstance(text, bytes) else str(text)
    enhanced = re.match(r"[245]\.\d{1,3}\.\d{1,3}\b", text)
    return f"{code} {enhanced[0]}" if enhanced else str(code)


def forget(now):
    """Delete the record of what was sent long ago; and what was given up, once no link in it leads anywhere."""
    MessageLog.objects.filter(when_attempted__lt=now - KEPT_FOR).delete()
    _given_up().filter(when_added__lt=now - timedelta(days=settings.INVITATION_DAYS)).delete()


def _given_up():
    return Message.objects.filter(priority=PRIORITY_DEFERRED, retry_count__gte=settings.MAILER_EMAIL_MAX_RETRIES)
