"""What anybody can send before anybody looks who it is: never a failure, a page of ours, one short line of the log."""

import io
import logging
import re
from http.client import HTTPConnection

import pytest
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import Client, RequestFactory

from centres.models import Role
from cpic.logs import LONGEST, LineFormatter, redact
from cpic.middleware import POLICIES, Application
from tests.centres.conftest import PASSWORD, signed_in
from tests.factories import make_centre, make_user

pytestmark = pytest.mark.django_db
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="a"%s\r\n\r\n1\r\n'
APPLICATION = Application()


@pytest.fixture(autouse=True)
def kept_connection():
    """The application closes the connection of the test's transaction before each request, as it is too old."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


def ask(**facts):
    """The answer of the WSGI application itself: what the server gave it stands in the environment as it came."""
    body = facts.pop("body", b"")
    environ = {
        **RequestFactory()._base_environ(),
        "HTTP_HOST": "localhost",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    said = []
    pieces = APPLICATION(environ | facts, lambda status, headers: said.extend([int(status[:3]), dict(headers)]))
    return *said, b"".join(pieces).decode(errors="replace")


def post(content_type, body, **facts):
    return {"REQUEST_METHOD": "POST", "CONTENT_TYPE": content_type, "body": body, **facts}


REFUSED = {
    **{
        f"charset {name}": post(f"{FORM}; charset={name}", b"a=1")
        for name in ("hex", "undefined", "utf-16", "idna", "ascii", "punycode", "\x00", "rot13", "latin-1")
    },
    "charset of no form": {"CONTENT_TYPE": "text/plain; charset=hex", "QUERY_STRING": "a=1"},
    "charset and too many questions": {"CONTENT_TYPE": "text/plain; charset=ascii", "QUERY_STRING": "a=1&" * 1100},
    "charset of a parameter": post("multipart/form-data; boundary*=bogus''x", b"a"),
    # The library sorts the numbers of the pieces, and one has none.
    "parameter in pieces": post(f"{FORM}; charset*=utf-8''x; charset*0=y", b"a=1"),
    "name in pieces": post(PARTS, PART % b"; filename*=utf-8''x; filename*0=y" + b"--x--\r\n"),
    "large": post(FORM, b"a=" + b"x" * 2_700_000),
    "many fields": post(FORM, b"a=1&" * 1100),
    "many parts": post(PARTS, PART % b"" * 10_000 + b"--x--\r\n"),
    "many files": post(PARTS, PART % b'; filename="f"' * 100 + b"--x--\r\n"),
    "many questions": {"QUERY_STRING": "a=1&" * 1100},
    "no boundary": post("multipart/form-data", b"abc"),
    "length below nothing": post(PARTS, b"a", CONTENT_LENGTH="-1"),
    "length that is no number": post(FORM, b"a=1", CONTENT_LENGTH="1e9"),
    "length beyond all": post(PARTS, b"a", CONTENT_LENGTH="99999999999999999999"),
    "letters that are no bytes": {"QUERY_STRING": "a=\udc80"},
    "path that is no bytes": {"PATH_INFO": "/\udc80/"},
    "cookie that is no bytes": {"HTTP_COOKIE": "sessionid=\udc80"},
    **{f"host {name[:9]!r}": {"HTTP_HOST": name} for name in ("", "a b", "[::1", "localhost:x", "x" * 9000, "ž")},
}
UNDERSTOOD = {
    "other script": {"SCRIPT_NAME": "\xff\xfe", "HTTP_SCRIPT_NAME": "/x", "SCRIPT_URL": "\xff"},
    "unknown charset": post(f"{FORM}; charset=nic", b"a=1"),
    "part of an unknown charset": post(PARTS, b"--x\r\nContent-Disposition: form-data; name*=bogus''a\r\n\r\n1\r\n"),
    "part that is no base64": post(PARTS, PART % b"\r\nContent-Transfer-Encoding: base64" + b"--x--\r\n"),
    "less than announced": post(FORM, b"a=1", CONTENT_LENGTH="1000000"),
    "cookies": {"HTTP_COOKIE": 'sessionid=\x00\xff; csrftoken="; =;;;messages=abc; typing=1:2:3'},
    "unknown method": {"REQUEST_METHOD": "BREW"},
    "conditions": {
        "HTTP_IF_NONE_MATCH": '"\xff,,,W/',
        "HTTP_IF_MODIFIED_SINCE": "Sat, 99 Foo 99999999999 99:99:99 GMT",
        "HTTP_RANGE": "bytes=-,1-999999999999999999",
        "HTTP_ACCEPT_ENCODING": ";q=,gzip;q=\xff",
        "HTTP_ACCEPT": ";/",
    },
    "question": {"QUERY_STRING": "\xff=%00&%ff=%ed%a0%80&page=%00&a=" + "1" * 60_000},
    "origin": post(FORM, b"a=1", HTTP_REFERER="http://[::1", HTTP_ORIGIN="http://["),
    **{
        f"path {number}": {"PATH_INFO": path}
        for number, path in enumerate(
            ["/\xff", "/\x00", "//evil.example/", "/prace/\r\nX: y", "/cile/" + "9" * 5000 + "/", "/" + "a" * 60_000]
        )
    },
}
PLACES = ["/", "/nic/", "/prace/", "/prihlaseni/", "/sprava/"]


@pytest.fixture
def lines():
    """What was written to the log since it was last asked for."""
    [handler] = [handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, LineFormatter)]
    before = handler.setStream(io.StringIO())

    def written():
        return handler.setStream(io.StringIO()).getvalue().splitlines()

    yield written
    handler.setStream(before)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_a_bad_request_everywhere(name, lines):
    for place in PLACES:
        facts = {"PATH_INFO": place} | REFUSED[name]
        if "body" in facts:
            facts["wsgi.input"] = io.BytesIO(facts["body"])
        status, headers, page = ask(**facts)

        assert status == (413 if name == "large" else 400)
        assert '<a class="brand" href="/"' in page
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "private, no-store"
        written = lines()
        assert len(written) == 1, written
        assert " WARNING django." in written[0]
        assert len(written[0].encode()) <= LONGEST


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_rubbish_in_a_request_harms_nobody(name, lines):
    for place in PLACES:
        status, _headers, _page = ask(**{"PATH_INFO": place} | UNDERSTOOD[name])

        assert status < 500
        assert all(" WARNING django." in line and len(line.encode()) <= LONGEST for line in lines())


def test_number_that_python_does_not_read_is_a_bad_request(client):
    response = client.post("/prihlaseni/klic/", {"credential": "1" * 5000})

    assert response.status_code == 400


def test_too_large_form_is_told_what_to_do():
    status, _headers, page = ask(**REFUSED["large"])

    assert (status, "<title>Odeslaná data jsou příliš velká" in page) == (413, True)


def test_address_has_no_other_beginning():
    _status, headers, _page = ask(PATH_INFO="/prace/", SCRIPT_NAME="/jinam")

    assert headers["Location"] == "/prihlaseni/?next=/prace/"


@pytest.mark.parametrize("place", ["http://[", "//[::1", "\x00", "http://a\tb/", "///", "javascript:1"])
def test_way_on_that_is_no_address_of_ours_leads_home(place):
    person = make_user(password=PASSWORD)
    client = Client()
    shown = client.get("/prihlaseni/", {"next": place})
    answer = client.post("/prihlaseni/", {"login": person.email, "password": PASSWORD, "next": place})
    again = client.post("/ucet/overeni/", {"password": PASSWORD, "next": place})

    assert (shown.status_code, answer["Location"]) == (200, "/prace/")
    assert again.status_code in {200, 302}


def test_large_form_is_read_so_that_its_answer_is_seen(live_server):
    """A browser that could not send all of it would show a broken connection instead of the page."""
    connection = HTTPConnection(live_server.thread.host, live_server.thread.port, timeout=10)
    connection.request("POST", "/nic/", b"a=" + b"x" * 8_000_000, {"Content-Type": FORM})

    assert connection.getresponse().status == 413


@pytest.mark.parametrize(
    "facts",
    [
        {"body": b"a" * 200_000},
        post("multipart/form-data", b"a" * 200_000),
        post(PARTS, PART % (b"\r\nX: " + b"y" * 200_000)),
        post("application/json", b"a" * 200_000),
        post(PARTS, PART % b"; filename*=utf-8''x; filename*0=y" + b"a" * 200_000),
    ],
    ids=["of a page that takes none", "no boundary", "head of a part", "no form", "name in pieces"],
)
@pytest.mark.parametrize("place", ["/", "/nic/", "/prihlaseni/"])
def test_body_is_not_left_to_the_next_request(place, facts):
    """What is left in a connection makes the server close it, under the request of somebody else from the proxy."""
    body = io.BytesIO(facts["body"])
    status, _headers, _page = ask(**{"PATH_INFO": place} | facts | {"wsgi.input": body})

    assert (status < 500, body.read()) == (True, b"")


# The log


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("/pozvanka/kPz_4-t/", "/pozvanka/…/"),
        ("/prihlaseni/zapomenute-heslo/1-c9x-ab/", "/prihlaseni/zapomenute-heslo/…/"),
        ("/prihlaseni/?next=%2Fpozvanka%2FkPz%2F", "/prihlaseni/?next=%2Fpozvanka%2F…%2F"),
        ("/prihlaseni/adresar/zpet/?code=abc&state=d.e", "/prihlaseni/adresar/zpet/?code=…&state=…"),
        ("/sprava/centres/user/?q=jana.nova%40example.cz", "/sprava/centres/user/?q=…@…"),
        ("/cile/2026/12/", "/cile/2026/12/"),
    ],
)
def test_address_in_the_log_opens_nothing_and_names_nobody(address, written):
    assert redact(address) == written


def test_hostile_text_is_redacted_quickly():
    texts = ["a." * 2000, "@" * 4000, "a@" * 2000, "pozvanka/" * 400, "code=" * 800]

    assert all(len(redact(text)) <= len(text) * 2 for text in texts)


def test_refusals_are_one_line_each(client, lines):
    client.force_login(make_user())
    for path in ("/sprava/", "/nic/", "/pozvanka/tajny-klic/", "/prace/2026/jinam/", "/prace/\nERROR root: made up"):
        client.get(path)
    client.get("/", headers={"host": "evil.example"})

    written = lines()

    assert len(written) == 6
    assert all(re.match(r"\d{4}-\S+ [\d:]{8} [+]0[12]00 WARNING django\.", line) for line in written)
    assert "tajny" not in "".join(written)


def test_refusal_says_who_tried_by_number(client, lines):
    person = make_user(Role.STAFF, centre=make_centre())
    client.force_login(person)
    for path in ("/sprava/", "/prace/2026/jinam/"):
        client.get(path)
    Client().get("/pozvanka/x/")

    written = lines()

    assert [f"(person {person.pk})" in line for line in written] == [True, True, False]
    assert ["Forbidden" in line for line in written] == [True, False, False]
    assert person.email not in "".join(written)


def test_what_was_refused_below_a_failure_is_one_line(lines):
    try:
        int("podvržené\nERROR root: made up")
    except ValueError:
        logging.getLogger("evaluations.evidence.office").info("The Office file could not be read.", exc_info=True)

    [line] = lines()
    assert " INFO evaluations.evidence.office: The Office file could not be read. (ValueError: " in line


def test_failure_of_ours_stands_out(monkeypatch, lines):
    def fail(name):
        raise RuntimeError("příčina\nWARNING root: made up jana@example.cz " + "x" * 5000)

    monkeypatch.setattr("cpic.views.static", fail)
    client = Client(raise_request_exception=False)

    response = client.get("/favicon.ico")
    written = lines()

    assert response.status_code == 500
    assert "Něco se pokazilo" in response.content.decode()
    assert " ERROR django.request: Internal Server Error: /favicon.ico" in written[0]
    assert "    Traceback (most recent call last):" in written
    assert all(line.startswith("    ") for line in written[1:])
    assert "jana" not in "".join(written)
    assert max(len(line.encode()) for line in written) <= LONGEST + 4


def test_page_of_a_failure_needs_no_database(monkeypatch):
    def away(*args, **kwargs):
        raise OSError("database is away")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", away)
    response = Client(raise_request_exception=False).get("/pozvanka/x/")

    assert (response.status_code, "Něco se pokazilo" in response.content.decode()) == (500, True)


# What every answer carries


@pytest.mark.parametrize(
    ("address", "status"),
    [
        *(("/", 200), ("/nic/", 404), ("/prace", 301), ("/prace/", 302), ("/prihlaseni/", 200), ("/healthz", 200)),
        *(("/static/css/site.css", 200), ("/pozvanka/x/", 404), ("/favicon.ico", 302)),
    ],
)
def test_policies_stand_on_everything(client, address, status):
    response = client.get(address)

    assert response.status_code == status
    assert {name: response[name] for name in POLICIES if name != "Cache-Control"} == {
        name: value for name, value in POLICIES.items() if name != "Cache-Control"
    }
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/prace/", "/ucet/", "/prace/kdo-co-smi/", "/prace/2026/x/", "/prihlaseni/"])
def test_pages_of_one_person_are_kept_by_nobody(address):
    client = signed_in(make_user(password=PASSWORD)) if address != "/prihlaseni/" else Client()

    kept = client.get(address)["Cache-Control"]

    assert {"private", "no-store"} <= set(kept.replace(" ", "").split(","))


def test_pages_behind_the_sign_in_are_compressed_and_tell_nothing_by_their_length():
    client = signed_in(make_user(password=PASSWORD))
    answers = [client.get("/prace/kdo-co-smi/", headers={"accept-encoding": "gzip"}) for _ in range(8)]
    plain = client.get("/prace/kdo-co-smi/")

    assert {answer["Content-Encoding"] for answer in answers} == {"gzip"}
    assert len(answers[0].content) < len(plain.content) / 2
    assert len({len(answer.content) for answer in answers}) > 1
    assert not plain.has_header("Content-Encoding")
