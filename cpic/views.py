"""Pages that belong to no single app: the home page, health, and what is shown when something is not there."""

import logging
import sys
from datetime import timedelta

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from centres import access
from centres.czech import sorted_people
from centres.outages import outage_of
from centres.people import people_in_sight
from centres.roles import require_looking_after
from cpic.middleware import TOO_LARGE
from cpic.personal import export_person
from cpic.readiness import READINESS
from goals.middleware import page_before, typed_texts
from goals.public import queries
from goals.public.cache import public_page

RETRY_AFTER = 10  # seconds
SECURITY_TXT_HOLDS = timedelta(days=180)
logger = logging.getLogger(__name__)


@public_page
def home(request):
    editions = list(queries.current_editions())
    newest = editions[0] if editions else None
    context = {
        "edition": newest,
        "figures": queries.figures(newest) if newest else [],
        "editions": editions,
        "regions": queries.regions(newest),
        "commitment": queries.commitment_on(timezone.localdate()),
    }
    return render(request, "public/home.html", context)


@login_not_required
@require_safe
def favicon(request):
    return redirect(static("img/mark.svg"))


@login_not_required
@require_safe
def security_txt(request):
    """Whom to tell of a hole (RFC 9116), where the settings name somebody. It has to say until when it holds; that it
    still does is known whenever it is asked for."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    until = (timezone.now() + SECURITY_TXT_HOLDS).strftime("%Y-%m-%dT00:00:00Z")
    lines = [f"Contact: {settings.SECURITY_CONTACT}", f"Expires: {until}", "Preferred-Languages: cs, en"]
    if settings.SITE_URL:
        lines.append(f"Canonical: {settings.SITE_URL}{request.path}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def bad_request(request, exception):
    """A session that could not be saved comes here, as one that has ended meanwhile."""
    outage = outage_of(exception)
    if outage:
        return unavailable(request, outage, exception)
    page = "413.html" if isinstance(exception, TOO_LARGE) else "400.html"
    return render(request, page, status=413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request, exception):
    context = {"typed": typed_texts(request)}
    if isinstance(exception, access.MissingRight):
        people = access.holders(exception.right, exception.centre, on=timezone.localdate())
        context |= {"missing": exception, "holders": sorted_people(people), "layout": "work/base.html"}
    return render(request, "403.html", context, status=403)


SIGNING_IN = {"account_login", "mfa_authenticate", "mfa_login_webauthn"}


def csrf_failure(request, reason=""):
    """The form could not be trusted, so nothing of it was used; what was typed is shown, to be copied. A form to sign
    in that waited in another tab until somebody had signed in there is not needed any more."""
    if request.resolver_match.url_name in SIGNING_IN and request.user.is_authenticated:
        messages.info(request, _("Už jste přihlášeni jako %(person)s.") % {"person": request.user})
        return redirect(get_next_redirect_url(request) or "work")
    context = {"typed": typed_texts(request), "again": page_before(request)}
    return render(request, "403_csrf.html", context, status=403)


def not_found(request, exception):
    return render(request, "404.html", {"missing": exception, "typed": typed_texts(request)}, status=404)


def server_error(request):
    """For whatever nobody caught."""
    error = sys.exc_info()[1]
    outage = outage_of(error)
    return unavailable(request, outage, error) if outage else defaults.server_error(request)


def unavailable(request, outage, error):
    """Says what is wrong with the database and gives back all that was typed; asks neither the database nor the session
    nor who the person is. In the log it is one line, not the way through the code each time."""
    context = {"outage": outage.value, "typed": typed_texts(request), "is_sent": request.method == "POST"}
    headers = {"Retry-After": str(RETRY_AFTER)}
    response = HttpResponse(render_to_string("503.html", context), status=503, headers=headers)
    route = request.resolver_match.route if request.resolver_match else ""
    logger.error("%s /%s: %s, %.300s", request.method, route, outage.name, " ".join(str(error).split()))
    response._has_been_logged = True
    return response


@require_http_methods(["GET", "POST"])
@never_cache
def my_data(request):
    """All that is kept about whoever asks; back from proving who they are, the button is on the page of the account."""
    return _personal(request, request.user, "account")


@require_http_methods(["GET", "POST"])
@never_cache
def person_data(request, pk):
    require_looking_after(request.rights)
    person = get_object_or_404(people_in_sight(request.rights), pk=pk)
    request.rights.require(access.Right.ADMINISTER)
    return _personal(request, person, "person", pk)


def _personal(request, person, *place):
    if request.method == "GET":
        return redirect(*place)
    raise_if_reauthentication_required(request, app="centres")
    chunks = export_person(person, by=request.user, now=timezone.localtime())
    headers = {"Content-Disposition": f'attachment; filename="{_("osobni-udaje")}.zip"'}
    return StreamingHttpResponse(chunks, content_type="application/zip", headers=headers)


@login_not_required
@never_cache
@require_safe
def healthz(request):
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """Whether there is anything that this process could not do."""
    is_ready, lines = READINESS.ask()
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain", status=200 if is_ready else 503)
