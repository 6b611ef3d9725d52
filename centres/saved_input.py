"""What somebody typed into a form while their sign-in expired: kept in the session until they have signed in again."""

from django.contrib import messages
from django.http import QueryDict
from django.utils.translation import gettext as _

KEY = "typed"  # as in sessions of people who are signed in while a new version comes
MOST_FORMS = 3
MOST_CHARACTERS = 200_000


def stash(request):
    """Remember the sent form under its address; the request comes from our own page, its token has been checked.

    Only forms of the workspace: they show it again, and no password is ever written there.
    """
    if not request.resolver_match.route.startswith("prace/"):
        return
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    text = data.urlencode()
    if len(text) > MOST_CHARACTERS:
        return
    kept = {name: form for name, form in request.session.get(KEY, {}).items() if name != request.path}
    request.session[KEY] = dict([*kept.items(), (request.path, text)][-MOST_FORMS:])


def initial_data(request):
    """What a form is filled with: what was sent just now, or, when it is opened, what was typed before; or None."""
    return request.POST if request.method == "POST" else restore(request)


def restore(request):
    """The form that was typed at this address before the person signed in again, or None; the page says so."""
    text = request.session.get(KEY, {}).get(request.path)
    if not text:
        return None
    messages.info(request, _("Přihlášení mezitím vypršelo. Co jste psali, je tady; ještě to uložte."))
    return QueryDict(text)


def discard(request):
    """The form has been saved."""
    waiting = dict(request.session.get(KEY, {}))
    if waiting.pop(request.path, None) is not None:
        request.session[KEY] = waiting
