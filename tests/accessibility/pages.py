"""Every page of the access table, as each kind of visitor gets it: drawn once, in the world that the table is tried in.

Drawn pages are kept as text and given to the browser by `Shelf`, so no server runs and nothing is drawn twice.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from centres.languages import CZECH, address_in
from cpic.accessibility.record import ANYBODY
from tests import once
from tests.test_access_matrix import TABLE, VISITORS, address, signed_in
from tests.world import PASSWORD

HOST = "http://testserver"
# One visitor of each role; who sees most is asked first, and of the others only what looks otherwise is looked at.
ROLES = (ANYBODY, "head", "department head", "administrator", "director", "staff")
REFUSED, PLAIN = "refused", ""
HTML = "text/html"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class View:
    name: str  # of the address
    role: str
    language: str
    state: str  # PLAIN, or REFUSED: what comes back when its form is sent empty
    path: str
    html: str


class Drawn:
    """All views of the table, and the names of addresses that are no page, by what is there instead."""

    def __init__(self):
        self.views, self.no_pages, self.alike = [], defaultdict(list), defaultdict(set)
        self._known = defaultdict(set)

    def add(self, view):
        """Leaves out what has no element that is not on a page of this address already: another role's, or the same
        before its form was sent."""
        known, there = self._known[view.name, view.language], pieces(view.html)
        if there - known:
            self.views.append(view)
            known |= there
        elif view.state == PLAIN:
            self.alike[view.name].add(view.role)


def draw(world, names=None, tell=lambda done, of: None):
    """Every address whose row in the table says that somebody gets a page there; `names` are the wanted ones."""
    drawn, wanted = Drawn(), sorted(names or TABLE)
    for at, name in enumerate(wanted):
        tell(at, len(wanted))
        kinds = {kind for role in roles_of(name) for kind in add_views(world, drawn, name, role)}
        if HTML not in kinds:
            drawn.no_pages[min(kinds, default="elsewhere")].append(name)
    return drawn


def roles_of(name):
    """Those whose row in the table has a page, or a way on to one; what everybody gets is the same for everybody."""
    gets = dict(zip(VISITORS, TABLE[name][0], strict=True))
    roles = [role for role in ROLES if gets[role] in "o>"]
    if all(gets[role] == ">" for role in roles):  # a page that only somebody else gets
        roles += [visitor for visitor in VISITORS if gets[visitor] == "o"][:1]
    return [ANYBODY] if gets[ANYBODY] == "o" else roles


def add_views(world, drawn, name, role):
    """Adds what the visitor sees there; gives the types of what came. Where somebody is asked first who they are, they
    have just said it."""
    gets, posts, _tables = TABLE[name]
    sign, path = gets[VISITORS.index(role)], address(world, name)
    for language in LANGUAGES if role == ANYBODY else [CZECH]:
        there = address_in(language, path)
        answer, text = answered(world, role, there, just_asked=sign == ">")
        if answer.status_code == 200:
            yield answer["Content-Type"].partition(";")[0]
            if text:
                drawn.add(View(name, role, language, PLAIN, there, text))
    if sign == "o" and posts[VISITORS.index(role)] in "o+":
        _answer, text = answered(world, role, path, method="post")
        if text:
            drawn.add(View(name, role, CZECH, REFUSED, path, text))


def answered(world, role, path, *, method="get", just_asked=False):
    """The answer, and its text where it is a page; whatever it did is taken back."""
    client = signed_in(world, role)
    with once.taken_back():
        if just_asked:
            client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        answer = getattr(client, method)(path)
        is_page = answer.headers.get("Content-Type", "").startswith(HTML)
        return answer, answer.content.decode() if is_page and answer.content else ""


def pieces(html):
    """The elements of the page, each with what decides how it looks and is read aloud but its words."""
    return frozenset(
        (tag, tuple(sorted(re.findall(r"""\b(?:class|type|role|aria-[a-z]+(?==)|data-[a-z]+)(?:="[^"]*")?""", facts))))
        for tag, facts in re.findall(r"<([a-z][a-z0-9]*)([^>]*)>", html)
    )


@cache
def static_file(path):
    """Where it lies. Asked once: the style sheet is joined anew by each question."""
    return finders.find(path)


class Shelf:
    """Gives one page of one browser what was drawn, our static files, and nothing else."""

    def __init__(self, page):
        self.page, self.html = page, ""
        page.route("**/*", self._answer)

    def open(self, view):
        self.html = view.html
        self.page.goto(f"{HOST}{view.path}")

    def _answer(self, route):
        path = urlsplit(route.request.url).path
        if route.request.is_navigation_request():
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        elif path.startswith(settings.STATIC_URL) and (file := static_file(path.removeprefix(settings.STATIC_URL))):
            route.fulfill(path=file)
        else:
            route.fulfill(status=404)
