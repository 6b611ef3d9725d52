"""What somebody typed into a form while their sign-in expired: kept in the session until they have signed in again."""

from django.http import QueryDict

KEY = "typed"
MOST_FORMS = 3
MOST_CHARACTERS = 200_000


def keep(request):
    """Remember the sent form under its address; the request comes from our own page, its token has been checked."""
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    text = data.urlencode()
    if len(text) > MOST_CHARACTERS:
        return
    kept = {**request.session.get(KEY, {}), request.path: text}
    request.session[KEY] = dict(list(kept.items())[-MOST_FORMS:])


def kept(request):
    """The form that was typed at this address before the person signed in again, or None."""
    text = request.session.get(KEY, {}).get(request.path)
    return QueryDict(text) if text else None


def forget(request):
    """The form has been saved."""
    waiting = dict(request.session.get(KEY, {}))
    if waiting.pop(request.path, None) is not None:
        request.session[KEY] = waiting
