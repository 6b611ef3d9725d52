"""What has come out, for readers of feeds: each kind of it, and all that is about one centre. Editions are known here;
apps above put what they let out into the list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from centres.addresses import full_address
from centres.languages import is_czech
from centres.models import Erasure
from goals.models import Edition
from goals.public.cache import public_page
from goals.public.queries import NotPublished, centre_of

NEWEST = 30


@dataclass(frozen=True)
class FeedEntry:
    title: str
    url: str
    at: datetime
    text: str = ""  # words of people, which stay Czech


@dataclass(frozen=True)
class FeedSource:
    """A kind of what comes out. `newest` takes the slug of a centre or None and gives the entries that it is in."""

    title: str
    newest: Callable


def came_out(rows, slug):
    """The newest of the frozen rows that were not withdrawn: all, or those in which the centre is."""
    rows = rows.exclude(pk__in=Erasure.objects.withdrawing(rows.model).values("row")).order_by("-pk")
    return (rows.filter(centres__slug=slug) if slug else rows)[:NEWEST]


def editions(slug=None):
    for edition in came_out(Edition.objects.all(), slug):
        text = edition.erratum or edition.note
        yield FeedEntry(edition.numbered_heading, edition.get_absolute_url(), edition.published_at, text)


SOURCES = {"vydani": FeedSource(gettext_lazy("Nová vydání cílů a závazku"), editions)}
"""By the last part of their address."""


def all_feeds():
    """Title and address of each."""
    return [(source.title, reverse("feed", args=[name])) for name, source in SOURCES.items()]


def feed_of(centre):
    return _("Co vyšlo o tomto centru"), reverse("centre-feed", args=[centre.slug])


@public_page
def feed(request, name):
    source = SOURCES.get(name)
    if source is None:
        raise NotPublished(_("Takový kanál tu není."), url=reverse("years"), label=_("Zveřejněné roky"))
    return _atom(request, str(source.title), source.newest(), reverse("years"))


@public_page
def centre_feed(request, slug):
    centre = centre_of(slug)
    entries = [entry for source in SOURCES.values() for entry in source.newest(slug)]
    return _atom(request, centre.name, entries, reverse("centre", args=[slug]))


def _atom(request, title, entries, page):
    made = Atom1Feed(
        title=title,
        link=full_address(page, request),
        feed_url=full_address(request.path, request),
        feed_guid=full_address(request.path, request),  # two feeds lead to one page, and must not be taken for one
        description="",
        language=get_language(),
        author_name=_("Správa uprchlických zařízení Ministerstva vnitra"),
    )
    for entry in sorted(entries, key=attrgetter("at"), reverse=True)[:NEWEST]:
        facts = {"title": entry.title, "link": full_address(entry.url, request), "pubdate": entry.at}
        # A summary is HTML, in which words of people are to be read and not obeyed.
        made.add_item(**facts, updateddate=entry.at, description=escape(entry.text) if is_czech() else "")
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
