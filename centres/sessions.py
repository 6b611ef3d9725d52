"""How long a sign-in lasts: until the browser is closed, nothing was done for an hour, or half a day has passed.

Both ends are the expiry of the session's row: one that has ended is not found, and what was typed meanwhile waits like
after any other expired sign-in. The store is Django's; only how old a session may become is ours.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends import db
from django.dispatch import receiver
from django.utils import timezone

BEGAN, USED = "began", "used"  # in the session: when the sign-in was, and since when its use has not been written
WRITTEN_AFTER = timedelta(minutes=5)


class SessionStore(db.SessionStore):
    def get_session_cookie_age(self):
        idle, began = settings.SESSION_COOKIE_AGE, self.get(BEGAN)
        if began is None:  # nobody has signed in
            return idle
        return max(0, min(idle, began + settings.SESSION_LONGEST - timezone.now().timestamp()))


@receiver(user_logged_in)
def begin(request, **_kwargs):
    request.session[BEGAN] = request.session[USED] = timezone.now().timestamp()


def prolong(session):
    """The session is being used. That is worth a write every few minutes, not at every request."""
    now = timezone.now().timestamp()
    if now - session.get(USED, 0) >= WRITTEN_AFTER.total_seconds():
        session.setdefault(BEGAN, now)  # signed in before there was an end
        session[USED] = now
