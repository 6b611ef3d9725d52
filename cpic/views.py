"""Pages that belong to no single app: the home page, health, and what is shown when something is not there."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from centres import access
from cpic.checks import missing_migrations
from goals.middleware import typed_texts
from goals.public import queries
from goals.public.cache import public_page


@public_page
def home(request):
    editions = list(queries.current_editions())
    newest = editions[0] if editions else None
    context = {
        "edition": newest,
        "figures": queries.figures(newest) if newest else [],
        "editions": editions,
        "regions": queries.regions(newest),
    }
    return render(request, "public/home.html", context)


@login_not_required
@require_safe
def favicon(request):
    return redirect(static("img/mark.svg"))


def forbidden(request, exception):
    context = {"typed": typed_texts(request)}
    if isinstance(exception, access.MissingRight):
        people = access.holders(exception.right, exception.centre, on=timezone.localdate())
        context |= {"missing": exception, "holders": people.order_by("last_name", "email"), "layout": "work/base.html"}
    return render(request, "403.html", context, status=403)


def csrf_failure(request, reason=""):
    """The form could not be trusted, so nothing of it was used; what was typed is shown, to be copied."""
    return render(request, "403_csrf.html", {"typed": typed_texts(request)}, status=403)


def not_found(request, exception):
    return render(request, "404.html", {"missing": exception, "typed": typed_texts(request)}, status=404)


@login_not_required
@never_cache
@require_safe
def healthz(request):
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """The database answers and has every migration."""
    missing = missing_migrations()
    if missing:
        return HttpResponse(f"{missing} migrations pending\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")
