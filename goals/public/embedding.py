"""Pages that other sites show in a frame: one year or one centre, without a script, in the light or the dark."""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from centres.addresses import full_address
from goals.public.cache import public_page
from goals.public.queries import NotPublished, by_centre, centre_of, edition_of, goals_in, goals_of, years_of_centre

# The other site may stand anywhere; all else of the site's policy holds here too.
POLICY = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {"frame-ancestors": ["*"]}
FRAMED = {
    "Content-Security-Policy": "; ".join(f"{name} {' '.join(values)}" for name, values in POLICY.items()),
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def frame_of(request, name, *args):
    """Where the page for a frame is, as another site has to write it."""
    return full_address(reverse(name, args=args), request)


@public_page
def embed_year(request, year):
    edition = edition_of(year)
    return _framed(request, edition, by_centre(goals_of(edition)), edition.heading, edition.document_url)


@public_page
def embed_centre(request, slug):
    """The centre's last year."""
    centre = centre_of(slug)
    places = years_of_centre(slug)
    if not places:
        raise NotPublished(
            _("Centrum tu zatím nemá zveřejněné cíle"), url=reverse("centre", args=[slug]), label=centre.name
        )
    place = places[0]
    return _framed(
        request, place.edition, [(place, goals_in(place))], place.edition.heading, reverse("centre", args=[slug])
    )


def _framed(request, edition, centres, title, page):
    context = {"edition": edition, "centres": centres, "title": title, "page": full_address(page, request)}
    response = render(request, "public/embed.html", context)
    for name, value in FRAMED.items():
        response[name] = value
    return response
