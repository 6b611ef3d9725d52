"""How long a sign-in lasts: until the browser is closed, nothing was done for an hour, or half a day has passed.

Both ends are the expiry of the session's row: one that has ended is not found, and what was typed meanwhile waits like
after any other expired sign-in. The store is Django's; only how old a session may become is ours, and that what is over
is cleared away.
"""

from datetime import timedelta

from allauth.account.signals import authentication_step_completed
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends import db
from django.db import connection
from django.db.models import Exists, OuterRef
from django.dispatch import receiver
from django.utils import timezone

from centres.saved_input import KEY

BEGAN, USED = "began", "used"  # in the session: when the sign-in was, and since when its use has not been written
WRITTEN_AFTER = timedelta(minutes=5)
WITH_TYPING = 24 * 60 * 60  # seconds that a form waits for its person to sign in again


class SessionStore(db.SessionStore):
    def get_session_cookie_age(self):
        idle, began = settings.SESSION_COOKIE_AGE, self.get(BEGAN)
        if began is None:  # nobody has signed in
            return WITH_TYPING if KEY in self else idle
        return max(0, min(idle, began + settings.SESSION_LONGEST - timezone.now().timestamp()))


@receiver(authentication_step_completed)
def renew(request, reauthenticated=False, **_kwargs):
    """Whoever proves once more who they are gets a new session key, as at a sign-in; the old one opens nothing."""
    if reauthenticated:
        before = request.session.session_key
        request.session.cycle_key()
        UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


@receiver(user_logged_in)
def begin(request, **_kwargs):
    request.session[BEGAN] = request.session[USED] = timezone.now().timestamp()


def prolong(session):
    """The session is being used. That is worth a write every few minutes, not at every request."""
    now = timezone.now().timestamp()
    if now - session.get(USED, 0) >= WRITTEN_AFTER.total_seconds():
        session.setdefault(BEGAN, now)  # signed in before there was an end
        session[USED] = now


def forget(now):
    """Delete expired sessions, what is known of their devices, and expired counts of attempts, which hold addresses.
    Each asks an index or a small table, so that it may be done every minute."""
    sessions = SessionStore.get_model_class().objects
    sessions.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(Exists(sessions.filter(session_key=OuterRef("session_key")))).delete()
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        expired = f"DELETE FROM {table} WHERE expires < %s"  # noqa: S608 - a name of ours
        cursor.execute(expired, [connection.ops.adapt_datetimefield_value(now)])
