"""Browsers that people have signed in with: what they are called, and a cookie by which each is known again.

The cookie holds one signed mark for each person who takes turns at the computer. A mark is random: it says nothing to
whoever reads it, and is worth something for the account it was given for only. It opens nothing; it lets whoever has it
be counted apart from strangers (lockout.py). OWASP calls this device cookies.
"""

import re
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext as _

from centres.cookies import BROWSER

KEPT_FOR = timedelta(days=180)
MOST_PEOPLE = 5

# More precise names first: Edge calls itself Chrome, and Chrome calls itself Safari.
BROWSERS = {"Edg": "Edge", "Firefox": "Firefox", "OPR": "Opera", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone|iPad": "iOS", "Windows": "Windows", "Mac OS": "macOS", "Linux": "Linux"}


def browser(user_agent):
    """The browser and its system in two words, "Firefox, Windows"."""
    found = []
    for names in (BROWSERS, SYSTEMS):
        found += [name for pattern, name in names.items() if re.search(pattern, user_agent)][:1]
    return ", ".join(found) or _("neznámý prohlížeč")


def browser_of(request):
    return browser(request.headers.get("User-Agent", ""))


def known_mark(request, email):
    """The mark by which this browser is known to the account, or None."""
    return next(filter(None, (_read(mark, email) for mark in _marks(request))), None)


def remember(request, response, email):
    """Give the browser a new mark for the account; a mark that it had for it before is forgotten."""
    mark = _signer(email).sign(secrets.token_urlsafe(16))
    others = [other for other in _marks(request) if not _read(other, email)]
    response.set_cookie(
        BROWSER,
        "|".join([mark, *others][:MOST_PEOPLE]),
        max_age=KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request):
    return list(filter(None, request.COOKIES.get(BROWSER, "").split("|")))[:MOST_PEOPLE]


def _signer(email):
    return TimestampSigner(salt=f"{__name__} {email.lower()}")


def _read(mark, email):
    try:
        return _signer(email).unsign(mark, max_age=KEPT_FOR)
    except BadSignature:
        return None
