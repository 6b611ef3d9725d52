"""How a public page is served: from memory while nothing has been published, made anew at once when something has.

A page depends on its address, on those parameters of the query that it knows, on the editions and what else is watched
(rows are only ever added) and on the public facts about centres (each change moves a time stamp). One short query reads
the version of all of it; the page kept for that version is sent as it is, ready compressed, with its ETag. A PDF, which
the database holds ready, takes the same way. While the database is away, what is kept is sent with its age.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache, partial, wraps
from threading import Lock
from time import monotonic
from urllib.parse import unquote, urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpResponse, HttpResponseNotModified, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import require_safe

from centres.outages import Silence, patience

VERSION_PATIENCE = 2  # seconds for the one query that every visit asks
MAKER_PATIENCE = 5  # seconds until nobody waits any longer for whoever makes the page already
# Times as text: nobody reads them, and turning them into values would cost as much as asking for them.
CONTENT_VERSION = """
    SELECT {watched}
           (SELECT max(id) FROM goals_edition),
           (SELECT CAST(max(updated_at) AS text) FROM centres_region),
           (SELECT CAST(max(updated_at) AS text) FROM centres_operator),
           CAST(max(updated_at) AS text), count(*)
    FROM centres_centre
"""
PACKED = re.compile(r"text/|application/(?:\w+\+)?json")  # pictures, PDFs and workbooks are packed already
WATCHED = []
SILENCE = Silence()


def watch(model):
    """Let public pages be made anew when a row of the model has come out. For apps above, which say so when they are
    ready. Counted, not the last id: of two rows that come out at once the one with the lower id may be the later."""
    table = connection.ops.quote_name(model._meta.db_table)
    WATCHED.append(f"(SELECT count(*) FROM {table}),")  # noqa: S608 - the name of a table of ours
    _query.cache_clear()


@cache
def _query():
    return CONTENT_VERSION.format(watched=" ".join(WATCHED))


def content_version():
    """What public pages are made of right now; two equal answers mean the same pages."""
    with SILENCE.asking(), patience(VERSION_PATIENCE), connection.cursor() as cursor:
        cursor.execute(_query())
        # A centre opens and closes by itself on its day, and a commitment begins, ends and misses its dates.
        return timezone.localdate(), *cursor.fetchone()


@dataclass
class StoredPage:
    version: tuple
    body: bytes
    packed: bytes  # empty for what is compressed already
    headers: dict
    held_at: float  # when it was last known to hold, by the monotonic clock

    @property
    def weight(self):
        return len(self.body) + len(self.packed)


class PageStore:
    """The most recently used pages, up to a weight in bytes."""

    def __init__(self, capacity):
        self.capacity = capacity
        self._pages = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def find(self, key):
        """The page of whatever version, or None."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key, page):
        with self._lock:
            self._forget(key)
            if page.weight > self.capacity:  # it would drive all others out, and then itself
                return
            self._pages[key] = page
            self._weight += page.weight
            while self._weight > self.capacity:
                self._forget(next(iter(self._pages)))

    def _forget(self, key):
        page = self._pages.pop(key, None)
        self._weight -= page.weight if page else 0


# What people choose and search on a page has a quarter for itself: there is no end of texts to search for, and they
# must not drive the pages themselves out.
STORE = PageStore(settings.PUBLIC_PAGES_BYTES * 3 // 4)
CHOICES = PageStore(settings.PUBLIC_PAGES_BYTES // 4)
# Who makes a page holds one of these, by the page's key; two pages that share one wait for each other, no more.
MAKERS = [Lock() for _ in range(64)]


def from_memory(get_response):
    """Middleware that sends a page which still holds, before anything that only a signed-in person needs."""

    def serve(request):
        if request.method in {"GET", "HEAD"}:
            key = _key(request, _query_of(request))
            # Only addresses that are there cost a look at the database.
            if page := _store(key).find(key):
                try:
                    is_current = page.version == content_version()
                except Error:  # the database is away, and this is what we have
                    return _answer(request, page, {"Age": str(int(monotonic() - page.held_at))})
                if is_current:
                    page.held_at = monotonic()
                    return _answer(request, page)
        return get_response(request)

    return serve


def public_page(view=None, *, parameters=(), is_czech_only=False):
    """For views whose answer is the same for everybody: no user, no session, no cookie. It is made, kept and sent.

    `parameters` are the names in a query that the page knows, such as the filters of a FilterSet. Whatever else is
    asked changes nothing and does not reach the view. `is_czech_only` are those without an address in other languages.
    """
    if view is None:
        return partial(public_page, parameters=parameters, is_czech_only=is_czech_only)

    @login_not_required
    @require_safe
    @wraps(view)
    def serve(request, **kwargs):
        query = _query_of(request)
        address = reverse(request.resolver_match.view_name, kwargs=kwargs)
        if request.path != unquote(
            address
        ):  # a year written as 02026 would be one more page, and there is no end of them
            return redirect(f"{address}?{query}" if query else address, permanent=True)
        request.GET, request.META["QUERY_STRING"] = QueryDict(query), query
        key = _key(request, query)
        maker = MAKERS[hash(key) % len(MAKERS)]
        is_ours = maker.acquire(timeout=MAKER_PATIENCE)
        try:
            return _make(request, key, partial(view, request, **kwargs))
        finally:
            if is_ours:
                maker.release()

    serve.parameters, serve.is_czech_only = tuple(parameters), is_czech_only
    return serve


def _make(request, key, view):
    version = content_version()  # before the page is made: what changes meanwhile makes it anew
    page = _store(key).find(key)
    if page is None or page.version != version:  # else somebody has just made it
        response = view()
        if response.status_code != 200:
            return response
        body = response.content
        packed = gzip.compress(body, mtime=0) if PACKED.match(response["Content-Type"]) else b""
        headers = dict(response.items()) | {
            "ETag": quote_etag(hashlib.sha256(body).hexdigest()),
            "Cache-Control": "no-cache",  # browsers may keep it, and ask each time whether it still holds
            "Vary": "Accept-Encoding",
        }
        page = StoredPage(version, body, packed, headers, monotonic())
        _store(key).put(key, page)
    return _answer(request, page)


def _query_of(request):
    """What of the query the page at this address knows, always written in the same way."""
    if not request.META.get("QUERY_STRING"):
        return ""
    try:
        parameters = getattr(resolve(request.path_info).func, "parameters", ())
    except Resolver404:
        return ""
    given = {name: " ".join(request.GET.get(name, "").split()) for name in parameters}
    return urlencode({name: value for name, value in given.items() if value})


def _key(request, query):
    """The host a visitor names makes no other page, unless the site was not told its own."""
    return settings.SITE_URL or (request.scheme, request.get_host()), request.path, query


def _store(key):
    return CHOICES if key[-1] else STORE


def _answer(request, page, more=None):
    """Reads META and sets all headers in one go: a good part of what a page from memory costs is spent right here."""
    held, etag = request.META.get("HTTP_IF_NONE_MATCH"), page.headers["ETag"]
    headers = page.headers | more if more else page.headers
    if held and not {etag, f"W/{etag}", "*"}.isdisjoint(parse_etags(held)):  # the visitor already has this version
        return HttpResponseNotModified(headers=headers)
    if page.packed and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        return HttpResponse(page.packed, headers=headers | {"Content-Encoding": "gzip"})
    return HttpResponse(page.body, headers=headers)
