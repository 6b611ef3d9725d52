"""The smallest telephone, 320 px wide, with a word of sixty letters in every text that people write: nothing is wider
than the screen, whatever kind of page it is."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db.models import CharField, TextField, Value
from django.db.models.functions import Concat, Left
from django.test import Client
from django.urls import Resolver404, resolve

from centres.models import User
from cpic.example.people import ADMINISTRATOR, DEPARTMENT_HEAD, DIRECTOR
from tests.crawler import links_of
from tests.frozen import lifted_triggers

NARROWEST = 320
WORD = "nejneobhospodařovávatelnějšími" * 2
HEAD = "vedouci.ceske-budejovice@example.cz"
# What no person writes: names in addresses, secrets, sums, names of things in the code, addresses of mail.
NO_TEXT = {
    "closing_reason",  # none without the last day
    "url",  # of a link alone
    *("slug", "email", "by_email", "password", "checksum", "sha256", "fingerprint", "key", "path", "nuts3", "iso_code"),
    *(
        "parent_slug",
        "language",
        "format",
        "purpose",
        "old_table",
        "kind",
        "name_of_file",
        "browser",
        "device",
        "address",
    ),
}
OURS = {"centres", "goals", "evaluations", "networks"}


@pytest.fixture(scope="module")
def long_words(example, django_db_blocker):
    with django_db_blocker.unblock(), lifted_triggers():
        for model in apps.get_models():
            columns = {
                field.name: Left(Concat(Value(f"{WORD} "), field.name), field.max_length or 4000)
                for field in model._meta.concrete_fields
                if type(field) in {CharField, TextField}
                and not field.choices
                and field.name not in NO_TEXT
                and not (model.__name__ == "Event" and field.name in {"name", "source", "target"})
                and (field.max_length or 4000) > len(WORD)
            }
            if model._meta.app_label in OURS and columns:
                model._base_manager.update(**columns)
    cache.clear()


@pytest.fixture
def narrow(browse, live, long_words, django_db_blocker):
    """Opens pages at the narrowest width as a person who is signed in, if any."""

    def opened(email=None):
        client = Client()
        if email:
            client.force_login(User.objects.get(email=email))
        page = browse(NARROWEST)
        cookies = [{"name": name, "value": one.value, "url": live} for name, one in client.cookies.items()]
        page.context.add_cookies(cookies)
        return client, page

    with django_db_blocker.unblock():
        yield opened


def too_wide(page, address):
    """How far the page goes beyond the screen, and the elements that do; nothing where it fits."""
    page.goto(address)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width <= NARROWEST:
        return None
    beyond = page.evaluate(
        """width => [...document.querySelectorAll('body *')].filter(one => {
          const box = one.getBoundingClientRect()
          return box.width && box.right > width + 1 && !one.closest('.visually-hidden')
        }).slice(0, 4).map(one => `${one.tagName}.${one.className}`)""",
        NARROWEST,
    )
    return width, beyond


SOME = ["/prace/", "/prace/2027/", "/prace/2027/pardubice/rozhodnuti/", "/prace/2026/vydat/", "/prace/2026/plneni/"]


LOWEST = """() => Math.min(...[...document.querySelectorAll('.gov-button .element')]
  .map(one => one.getBoundingClientRect().height).filter(height => height))"""


def test_pages_with_long_words_fit_a_small_telephone(narrow):
    """A finger finds every button."""
    _client, page = narrow(DEPARTMENT_HEAD)
    found, heights = {}, []
    for address in [*SOME, "/", "/cile/2026/", "/cile/2026/1/"]:
        found[address] = too_wide(page, address)
        heights.append(page.evaluate(LOWEST))

    assert min(heights) >= 32
    assert WORD in page.content()
    assert {address: wide for address, wide in found.items() if wide} == {}


def kinds(client, *starts):
    """One address of each kind of page that links lead to from there."""
    waiting, found = list(starts), {}
    while waiting:
        address = waiting.pop()
        try:
            name = resolve(urlsplit(address).path).url_name
        except Resolver404:
            continue
        if name in found or address.startswith("/sprava/"):
            continue
        response = client.get(address)
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            found[name] = address
            waiting += [urljoin(address, link) for link in links_of(response, address)]
    return found


@pytest.mark.thorough
@pytest.mark.parametrize("email", [None, HEAD, DEPARTMENT_HEAD, DIRECTOR, ADMINISTRATOR])
def test_no_kind_of_page_is_wider_than_a_small_telephone(narrow, email):
    client, page = narrow(email)
    pages = kinds(client, "/", *(["/prace/"] if email else ()))
    assert len(pages) > 5

    found = {address: too_wide(page, address) for address in pages.values()}

    assert {address: wide for address, wide in found.items() if wide} == {}
