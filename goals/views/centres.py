"""Public pages of the centres: facts from the reference data, goals from the editions."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from centres.models import Centre
from goals import public
from goals.public_pages import public_page


@public_page
def centre_list(request):
    return render(request, "public/centres.html", {"operators": public.centres_by_operator()})


@public_page
def centre(request, slug):
    centre = _centre(slug)
    years = list(public.years_of_centre(slug))
    context = {"centre": centre, "years": years, "goals": public.goals_in(years[0]) if years else []}
    return render(request, "public/centre.html", context)


@public_page
def centre_year(request, slug, year):
    centre = _centre(slug)
    edition = public.edition_of(year)
    place = public.centre_in(edition, slug)
    if place is None:
        raise public.NotPublished(
            _("%(centre)s nemá na rok %(year)s zveřejněné cíle.") % {"centre": centre.name, "year": year},
            url=reverse("centre", args=[slug]),
            label=centre.name,
        )
    context = {"centre": centre, "place": place, "edition": edition, "goals": public.goals_in(place)}
    return render(request, "public/centre_year.html", context)


def _centre(slug):
    centre = Centre.objects.select_related("parent", "region", "operator").filter(slug=slug).first()
    if centre is None:
        raise public.NotPublished(
            _("Centrum „%(slug)s“ neznáme.") % {"slug": slug}, url=reverse("centres"), label=_("Všechna centra")
        )
    return centre
