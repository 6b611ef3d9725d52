"""How a public page is served: from memory while nothing has been published, made anew at once when something has.

A page depends on its address, on the editions and what else is watched (rows are only ever added) and on the public
facts about centres (each change moves a time stamp). One short query reads the version of all of it; the page kept for
that version is sent as it is, ready compressed, with its ETag. Pages with a query string are made for each request. A
PDF, which the database holds ready, takes the same way.
"""

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache, wraps
from threading import Lock

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import require_safe

# Times as text: nobody reads them, and turning them into values would cost as much as asking for them.
CONTENT_VERSION = """
    SELECT {watched}
           (SELECT max(id) FROM goals_edition),
           (SELECT CAST(max(updated_at) AS text) FROM centres_region),
           (SELECT CAST(max(updated_at) AS text) FROM centres_operator),
           CAST(max(updated_at) AS text), count(*)
    FROM centres_centre
"""
WATCHED = []


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
    with connection.cursor() as cursor:
        cursor.execute(_query())
        return cursor.fetchone()


@dataclass(frozen=True)
class StoredPage:
    version: tuple
    body: bytes
    packed: bytes  # empty for what is compressed already
    headers: dict

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

    def __contains__(self, key):
        return key in self._pages

    def get(self, key, version):
        with self._lock:
            page = self._pages.get(key)
            if page is None or page.version != version:
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key, page):
        with self._lock:
            self._forget(key)
            self._pages[key] = page
            self._weight += page.weight
            while self._weight > self.capacity:
                self._forget(next(iter(self._pages)))

    def _forget(self, key):
        page = self._pages.pop(key, None)
        self._weight -= page.weight if page else 0


STORE = PageStore(settings.PUBLIC_PAGES_BYTES)


def from_memory(get_response):
    """Middleware that sends a page which still holds, before anything that only a signed-in person needs."""

    def serve(request):
        if request.method in {"GET", "HEAD"} and not request.META.get("QUERY_STRING"):
            key = _key(request)
            # Only addresses that are there cost a look at the database.
            page = STORE.get(key, content_version()) if key in STORE else None
            if page is not None:
                return _answer(request, page)
        return get_response(request)

    return serve


def public_page(view):
    """For views whose answer is the same for everybody: no user, no session, no cookie. It is made, kept and sent."""

    @login_not_required
    @require_safe
    @wraps(view)
    def serve(request, **kwargs):
        if request.META.get("QUERY_STRING"):
            return view(request, **kwargs)
        version = content_version()  # before the page is made: what changes meanwhile makes it anew
        response = view(request, **kwargs)
        if response.status_code != 200:
            return response
        body = response.content
        packed = gzip.compress(body, mtime=0) if response["Content-Type"].startswith("text/") else b""
        headers = dict(response.items()) | {
            "ETag": quote_etag(hashlib.sha256(body).hexdigest()),
            "Cache-Control": "no-cache",  # browsers may keep it, and ask each time whether it still holds
            "Vary": "Accept-Encoding",
        }
        page = StoredPage(version, body, packed, headers)
        STORE.put(_key(request), page)
        return _answer(request, page)

    return serve


def _key(request):
    return request.scheme, request.get_host(), request.path


def _answer(request, page):
    """Reads META and sets all headers in one go: a good part of what a page from memory costs is spent right here."""
    held, etag = request.META.get("HTTP_IF_NONE_MATCH"), page.headers["ETag"]
    if held and not {etag, f"W/{etag}", "*"}.isdisjoint(parse_etags(held)):  # the visitor already has this version
        return HttpResponseNotModified(headers=page.headers)
    if page.packed and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        return HttpResponse(page.packed, headers=page.headers | {"Content-Encoding": "gzip"})
    return HttpResponse(page.body, headers=page.headers)
