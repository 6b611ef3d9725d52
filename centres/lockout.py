"""How often somebody may be wrong about a password or a code, and how long they wait then.

Tries are counted by address and account, by address, and softly by account from everywhere: whoever knows an account
can make its owner wait in a strange browser only. A browser that the person has signed in with before counts by itself,
and so does a session in which they are signed in. The links for a new password are counted in the same way.

The counter is that of the library of the sign-in, in the cache and so in the database: limits hold over all workers.
"""

import math
import time

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from centres import sign_ins
from centres.devices import known_mark


class TooMany(ValidationError):
    """`limit` is the one that was reached; `minutes` are left, or None where nothing can be counted (a full disk)."""

    def __init__(self, limit, minutes):
        self.limit, self.minutes = limit, minutes
        if minutes is None:
            words = _("Přihlášení se teď nedaří ověřit. Zkuste to za chvíli znovu.")
        else:
            words = _("Příliš mnoho nezdařených pokusů. Zkuste to znovu za %(minutes)s min.") % {"minutes": minutes}
        if limit == "account":
            ways = _("Ve svém obvyklém prohlížeči čekat nemusíte; odjinud pomůže „Zapomenuté heslo“.")
            words = f"{words} {ways}"
        super().__init__(words, code="too_many_login_attempts")


class Try:
    """One try that was counted, in all limits that hold for it."""

    def __init__(self):
        self.counted = []

    def rollback(self):
        """The try was right, or was not looked at."""
        for usage in self.counted:
            usage.rollback()


def count(request, what, email):
    """Count a try as a wrong one until it is rolled back; raises TooMany when there have been enough of them."""
    this = Try()
    for limit, key in _limits(request, email):
        facts = {"app": f"centres.{what}", "action": limit, "key": key, "config": settings.SIGN_IN_LIMITS[what]}
        usage = ratelimit.consume(request, **facts)
        if usage is None:
            this.rollback()
            refusal = TooMany(limit, _minutes_left(request, **facts))
            if refusal.minutes:
                sign_ins.record_lock(request, what, limit, email)
            raise refusal
        this.counted.append(usage)
    return this


def _limits(request, email):
    email = email.lower()
    is_signed_in = request.user.is_authenticated and request.user.email == email
    mark = "signed in" if is_signed_in else known_mark(request, email)
    if mark:
        return [("browser", f"{email} {mark}")]
    return [("pair", f"{email} {ratelimit.get_ip(request)}"), ("address", None), ("account", email)]


def _minutes_left(request, *, app, action, key, config):
    """Until the try that is the first to be forgotten is forgotten."""
    waits = []
    for rate in ratelimit.get_rates(app=app, action=action, config=config):
        times = cache.get(ratelimit.get_cache_key(request, app=app, action=action, rate=rate, key=key), [])
        if len(times) >= rate.amount:
            waits.append(times[rate.amount - 1] + rate.duration - time.time())
    return max(1, math.ceil(max(waits) / 60)) if waits else None
