"""What every signed-in request knows about its person, and what the person must have done to get any further."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from centres import access, saved_input, sessions
from centres.encryption import Unreadable
from centres.outages import patience
from centres.people import is_second_factor_missing

STATEMENT_PATIENCE = 20  # seconds, as on SQLite; no page asks anything that takes so long, and commands are not limited


def limited_patience(get_response):
    """No request waits for ever for a database that hangs."""

    def serve(request):
        with patience(STATEMENT_PATIENCE):
            response = get_response(request)
        if response.streaming:  # what it sends is read from the database later
            response.streaming_content = patiently(response.streaming_content)
        return response

    def patiently(chunks):
        with patience(STATEMENT_PATIENCE):
            yield from chunks

    return serve


class SignInRequired(LoginRequiredMiddleware):
    """Django's looks at the person first. A public page must not: it would depend on its visitor's cookie."""

    def process_view(self, request, view, args, kwargs):
        return None if is_public(view) else super().process_view(request, view, args, kwargs)

    def handle_no_permission(self, request, view):
        """To the sign-in page; what was typed while the sign-in expired waits where it was typed."""
        if request.method == "POST":
            saved_input.stash(request)
        return super().handle_no_permission(request, view)

    def process_response(self, request, response):
        if response.status_code < 500:  # who it is cannot be asked then, perhaps
            saved_input.remember_account(request, response)
        return response


def is_public(view):
    return not getattr(view, "login_required", True)


def rights(get_response):
    """Gives the request its person's rights, read from the database when first asked for."""

    def serve(request):
        request.rights = SimpleLazyObject(lambda: access.rights_of(request.user, on=timezone.localdate()))
        return get_response(request)

    return serve


def in_use(get_response):
    """A session ends so long after it was used; a public page uses none."""

    def serve(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if not is_public(view):
            sessions.prolong(request.session)

    serve.process_view = process_view
    return serve


def second_factor(get_response):
    """Sends whoever lacks a second factor they need to set one up: from everywhere but public pages and the account."""

    def serve(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if is_public(view) or request.resolver_match.route.startswith("ucet/") or not is_second_factor_missing(request):
            return None
        return redirect("mfa_index")

    def process_exception(request, exception):
        """The library reads recovery codes on pages that have no form to say this in."""
        if isinstance(exception, Unreadable):
            return render(request, "mfa/unreadable.html", {"refusal": exception.message}, status=409)
        return None

    serve.process_view = process_view
    serve.process_exception = process_exception
    return serve
