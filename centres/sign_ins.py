"""The record of who signed in, who tried to, and from where; what people are told of it; and which of it are events.

Rows expire, and there is an end to their number, so nobody can fill the disk by failing: the same thing again within
an hour is counted in its row, one address fails in so many ways an hour, and beyond a number of rows the oldest go.
Changes of what somebody signs in with are events of the audit trail as well; those stay.
"""

from datetime import timedelta

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.httpkit import clean_client_ip
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.core.cache import cache
from django.db.models import F
from django.dispatch import receiver
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.access import rights_of
from centres.devices import browser_of, known_mark, remember
from centres.events import record_event
from centres.models import Role, SignIn, SignInKind, User

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_FAILURES = 60  # rows an hour from one address
MOST_ROWS = 50_000  # of each half, so that failures cannot push out what people really did
TIDIED_AFTER = 100  # rows
DONE = [SignInKind.SIGNED_IN, SignInKind.SIGNED_OUT, SignInKind.CONFIRMED]
FAILED = [kind for kind in SignInKind if kind not in DONE]
WAYS = {
    "password": gettext_lazy("heslo"),
    "socialaccount": gettext_lazy("adresář organizace"),
    Authenticator.Type.TOTP: gettext_lazy("ověřovací aplikace"),
    Authenticator.Type.WEBAUTHN: gettext_lazy("přístupový klíč"),
    Authenticator.Type.RECOVERY_CODES: gettext_lazy("záchranný kód"),
}


def record(request, kind, *, person=None, email="", way=""):
    """Write one row, or count it in the row there is; where nobody has the account only a mark of what was typed."""
    now = timezone.now()
    if email and not person:
        person = account_of(email)
    facts = {
        "kind": kind,
        "person": person,
        "unknown": "" if person or not email else salted_hmac(__name__, email.lower()).hexdigest()[:8],
        "address": clean_client_ip(request.META.get("REMOTE_ADDR", "")),
        "browser": browser_of(request),
        "way": way,
    }
    lately = SignIn.objects.filter(since__gt=now - HOUR)
    if lately.filter(**facts).update(at=now, times=F("times") + 1):
        return
    if kind in FAILED and lately.filter(kind__in=FAILED, address=facts["address"]).count() >= MOST_FAILURES:
        return
    row = SignIn.objects.create(at=now, since=now, **facts)
    if row.pk % TIDIED_AFTER == 0:
        forget(now)


def forget(now):
    """Delete what has expired, and the oldest of what is too much."""
    SignIn.objects.filter(at__lt=now - timedelta(days=settings.SIGN_IN_DAYS)).delete()
    for kinds in (DONE, FAILED):
        rows = SignIn.objects.filter(kind__in=kinds)
        first_beyond = rows.order_by("-pk").values_list("pk", flat=True)[MOST_ROWS : MOST_ROWS + 1]
        rows.filter(pk__lte=max(first_beyond, default=0)).delete()


def account_of(email):
    return User.objects.filter(email=User.objects.normalize_email(email)).first()


def record_lock(request, what, limit, email):
    """Somebody has to wait. An address that was wrong about many accounts is one row, whatever it asks for next."""
    if limit == "address":
        record(request, SignInKind.LOCKED)
        return
    person = account_of(email)
    record(request, SignInKind.LOCKED, person=person, email=email)
    if person and what != "reset" and is_first_today("locked", person):
        tell(person, "locked", knows_password=what == "code")


def is_first_today(what, person, *more):
    key = salted_hmac(__name__, "\n".join([what, str(person.pk), *more])).hexdigest()
    return cache.add(f"{__name__}:{key}", True, DAY.total_seconds())


def tell(person, what, **facts):
    """By mail, with the time, the address and the browser of the request."""
    get_adapter().send_notification_mail(f"account/email/{what}", person, facts)


@receiver(account.user_logged_in)
def signed_in(request, response, user, **_kwargs):
    is_known = known_mark(request, user.email) is not None
    remember(request, response, user.email)
    records = get_authentication_records(request, user)
    used = dict.fromkeys(each.get("type") or each["method"] for each in records)
    ways = ", ".join(str(WAYS[each]) for each in used if each in WAYS)
    record(request, SignInKind.SIGNED_IN, person=user, way=ways)
    is_newcomer = timezone.now() - user.date_joined < HOUR  # has just come by the link of an invitation
    if is_known or is_newcomer or not settings.TELL_OF_NEW_BROWSERS:
        return
    # A browser that keeps no cookies is always new: that it is the same one is told by what it looks like.
    if is_first_today("new browser", user, browser_of(request), request.META.get("REMOTE_ADDR", "")):
        tell(user, "new_browser")


@receiver(user_logged_out)
def signed_out(request, user, **_kwargs):
    if user:
        record(request, SignInKind.SIGNED_OUT, person=user)


@receiver(account.authentication_step_completed)
def confirmed(request, user, method, **facts):
    if facts.get("reauthenticated"):
        record(request, SignInKind.CONFIRMED, person=user, way=str(WAYS.get(facts.get("type") or method, "")))


@receiver(factors.authentication_failed)
def factor_failed(request, user, **_kwargs):
    record(request, SignInKind.WRONG_FACTOR, person=user)


# Changes of what somebody signs in with


def note(person, name, content=""):
    """An event of the person about themselves; whoever has no role any more did it as nobody in particular."""
    now = timezone.now()
    held = rights_of(person, on=timezone.localdate(now)).roles
    role = next((role for role in Role if role in held), "")
    record_event(person, name, by=person if role else None, role=role, at=now, content=content)


@receiver(account.password_changed)
def password_changed(user, **_kwargs):
    note(user, "change_password")


@receiver(account.password_set)
def password_set(user, **_kwargs):
    note(user, "set_password")


@receiver(account.password_reset)
def password_reset(user, **_kwargs):
    note(user, "reset_password")


@receiver(factors.authenticator_added)
def factor_added(request, user, authenticator, **_kwargs):
    note(user, "add_factor", _named(authenticator))
    end_other_sessions(request, user)


@receiver(factors.authenticator_removed)
def factor_removed(request, user, authenticator, **_kwargs):
    note(user, "remove_factor", _named(authenticator))
    end_other_sessions(request, user)


@receiver(factors.authenticator_reset)
def codes_renewed(request, user, **_kwargs):
    note(user, "renew_codes")
    end_other_sessions(request, user)


@receiver(factors.authenticator_used)
def factor_used(user, authenticator, **_kwargs):
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        note(user, "use_code")


def _named(authenticator):
    """For example "přístupový klíč Pracovní notebook"."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return _("záchranné kódy")
    name = str(authenticator) if authenticator.type == Authenticator.Type.WEBAUTHN else ""
    return f"{WAYS[authenticator.type]} {name}".strip()
