"""What somebody typed into a form while their sign-in expired: kept in the session until they have signed in again.

Nobody else can have anything kept here. Whoever signs in gets a signed cookie that names the account; it outlives the
session and opens nothing. Only with it is a form kept, for that account alone, and only so many a day.
"""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import QueryDict
from django.utils.translation import gettext as _

from centres.cookies import TYPING

KEY = "typed"  # as in sessions of people who are signed in while a new version comes
OWNER = "typed_by"
MOST_FORMS = 3
MOST_CHARACTERS = 200_000
SALT = "typing"
RENEWED, BELIEVED = 24 * 60 * 60, 14 * 24 * 60 * 60  # after so many seconds, for so many


def remember_account(request, response):
    """Give the browser of whoever is signed in the cookie. Asked only where somebody looked at the session anyway:
    public pages carry no cookie."""
    if not (getattr(request, "session", None) and request.session.accessed and request.user.is_authenticated):
        return
    account = str(request.user.pk)
    if request.get_signed_cookie(TYPING, None, salt=SALT, max_age=RENEWED) != account:
        response.set_signed_cookie(
            *(TYPING, account),
            salt=SALT,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def stash(request):
    """Remember the sent form under its address; the request comes from our own page, its token has been checked.

    Only forms of the workspace: they show it again, and no password is ever written there.
    """
    account = request.get_signed_cookie(TYPING, None, salt=SALT, max_age=BELIEVED)
    if not account or not request.resolver_match.route.startswith("prace/"):
        return
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    text = data.urlencode()
    if len(text) > MOST_CHARACTERS or not ratelimit.consume(request, action="typed", key=account):
        return
    before = request.session.get(KEY, {}) if request.session.get(OWNER) == account else {}
    kept = {name: form for name, form in before.items() if name != request.path}
    request.session[KEY] = dict([*kept.items(), (request.path, text)][-MOST_FORMS:])
    request.session[OWNER] = account
    messages.info(request, _("Přihlášení mezitím vypršelo. Co jste psali, tu po přihlášení bude."))


def initial_data(request):
    """What a form is filled with: what was sent just now, or, when it is opened, what was typed before; or None."""
    return request.POST if request.method == "POST" else restore(request)


def restore(request):
    """The form that was typed at this address before the person signed in again, or None; the page says so."""
    account = str(request.user.pk)
    text = request.session.get(KEY, {}).get(request.path)
    if not text or request.session.get(OWNER, account) != account:
        return None
    messages.info(request, _("Přihlášení mezitím vypršelo. Co jste psali, je tady; ještě to uložte."))
    return QueryDict(text)


def discard(request):
    """The form has been saved."""
    waiting = dict(request.session.get(KEY, {}))
    if waiting.pop(request.path, None) is not None:
        request.session[KEY] = waiting
