"""What search engines are told: where they may look, and every public page in every language."""

from itertools import pairwise

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from centres.addresses import full_address
from centres.languages import CZECH, Language, address_in
from centres.models import Centre, Region
from evaluations.models import Report
from evaluations.reports.comparing import things
from evaluations.reports.two_years import published_years
from evaluations.states import ReportKind
from goals.models import Edition, EditionCentre, EditionGoal
from goals.public.cache import public_page
from goals.public.issues import issue_of
from goals.public.queries import commitment_on, commitments, withdrawn
from networks.public.addresses import slug_of

PRIVATE = ("/prace/", "/sprava/", "/ucet/", "/prihlaseni/")


@login_not_required
@require_safe
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    lines.append(f"Sitemap: {full_address(reverse('sitemap'), request)}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@public_page
def sitemap(request):
    """Nothing that a visitor could not reach by links; what was withdrawn says itself that it wants not to be found."""
    pages = [
        {code: full_address(address_in(code, path), request) for code, _name in settings.LANGUAGES} for path in paths()
    ]
    pages += [{CZECH: full_address(path, request)} for path in _czech_only_paths()]
    return render(request, "sitemap.xml", {"pages": pages}, content_type="text/xml; charset=utf-8")


def paths():
    """Addresses of the Czech pages."""
    names = ("home", "years", "comparisons", "centres", "open-data", "regions", "signpost", "search", "reading")
    names += ("about", "accessibility", "privacy", "cookies")
    yield from (reverse(name) for name in names)
    for region in Region.objects.all():
        yield reverse("region", args=[slug_of(region)])
    editions = Edition.objects.operational().exclude(pk__in=withdrawn(Edition))
    current = editions.current()
    for year, number in editions.order_by("-year", "-number").values_list("year", "number"):
        yield reverse("edition", args=[year, number])
    for year in current.order_by("-year").values_list("year", flat=True):
        yield reverse("year", args=[year])
    goals = EditionGoal.objects.filter(edition__in=current).order_by("-edition__year", "number")
    for year, number in goals.values_list("edition__year", "number"):
        yield reverse("goal", args=[year, number])
    yield from _commitment_paths()
    for slug in Centre.objects.values_list("slug", flat=True):
        yield reverse("centre", args=[slug])
    places = EditionCentre.objects.filter(edition__in=current).order_by("-edition__year", "position")
    places = places.values_list("slug", "edition__year")
    for slug, year in places:
        yield reverse("centre-year", args=[slug, year])
    yield from _report_paths()
    yield from _comparison_paths(list(places))


def _czech_only_paths():
    """Pages that no other language has."""
    edition = commitment_on(timezone.localdate())
    if edition and issue_of(edition, Language.SIMPLE):
        yield reverse("commitment-simple")


def _commitment_paths():
    terms = commitments()
    if commitment_on(timezone.localdate()):
        yield reverse("public-commitment")
    for term in terms:
        yield reverse("public-commitment-term", args=[term.first_year])
        editions = Edition.objects.filter(document=term.document_id).exclude(pk__in=withdrawn(Edition))
        for number in editions.order_by("-number").values_list("number", flat=True):
            yield reverse("commitment-edition", args=[term.first_year, number])


def _comparison_paths(places):
    """What is counted, and each year beside the one before: of the network, and of each centre that is in one of them.
    Any other two years say the same numbers once more, and would soon be more addresses than all else together; links
    lead to them. `places` are pairs of a centre and a year."""
    for thing in things():
        yield thing.url
    centres = {}
    for slug, year in places:
        centres.setdefault(year, {})[slug] = None
    for year, before in pairwise(published_years()):
        yield reverse("years-compared", args=[year, before])
        for slug in centres.get(year, {}) | centres.get(before, {}):
            yield reverse("centre-years-compared", args=[slug, year, before])


def _report_paths():
    reports = (
        Report.objects.exclude(pk__in=withdrawn(Report)).order_by("-pk").values_list("document__year", "number", "kind")
    )
    for year in sorted({year for year, _number, kind in reports if kind == ReportKind.INTERIM}, reverse=True):
        yield reverse("year-standings", args=[year])
    for year, number, kind in reports:
        if kind == ReportKind.INTERIM:
            yield reverse("year-standing", args=[year, number])
        else:
            yield reverse("year-evaluation-number", args=[year, number])
    for year in sorted({year for year, _number, kind in reports if kind == ReportKind.EVALUATION}, reverse=True):
        yield reverse("year-evaluation", args=[year])
