"""Pages of the public about regions: their list with the history of centres, each of them, and a signpost."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goals.public.cache import public_page
from networks.calendar.files import feed
from networks.public import queries
from networks.public.addresses import region_at


@public_page
def regions(request):
    country = queries.issue_of(None)
    context = {
        "rows": list(queries.regions_with_pages()),
        "joining": country.content["joining"] if country else "",
        "centres": queries.centres_in(),
    }
    return render(request, "networks/public/regions.html", context)


@public_page
def region(request, slug):
    found = region_at(slug)
    issue = queries.issue_of(found)
    context = {
        "region": found,
        "issue": issue,
        "shown": queries.shown(issue.content) if issue else {},
        "ahead": queries.ahead_in(found),
        "centres": queries.centres_in(found),
        "closed": queries.closed_in(found),
    }
    return render(request, "networks/public/region.html", context)


@public_page
def signpost(request):
    country = queries.issue_of(None)
    rows = [row for row in queries.regions_with_pages() if row["issue"] and row["issue"].content["marks"]]
    context = {
        "marks": queries.marks_of(country.content) if country else [],
        "regions": [row | {"marks": queries.marks_of(row["issue"].content)} for row in rows],
    }
    return render(request, "networks/public/signpost.html", context)


@public_page
def calendar(request):
    text = feed(queries.calendar_entries(), name=_("Akce center na podporu integrace cizinců"))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
