"""The line that the application server writes of a request: whose it was and how it ended, and no key."""

import io
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from gunicorn.config import Config

from cpic.logs import redact
from cpic.server_log import ServerLog

KEYS = {"token", "key", "secret"}  # how our addresses name what lets somebody in


@pytest.fixture
def log():
    config = Config()
    config.set("accesslog", "-")
    log = ServerLog(config)
    written = io.StringIO()
    for handler in (*log.access_log.handlers, *log.error_log.handlers):
        handler.setStream(written)
    log.written = written
    return log


def line(log, path, status="200 OK", **environ):
    facts = {
        "REMOTE_ADDR": "203.0.113.7",
        "REQUEST_METHOD": "GET",
        "HTTP_USER_AGENT": "Firefox",
        "QUERY_STRING": "a=tajne",
    }
    raw = path.encode().decode("latin-1")
    answer = SimpleNamespace(status=status, sent=5321)
    log.access(answer, None, facts | {"PATH_INFO": raw, "RAW_URI": f"{raw}?a=tajne"} | environ, timedelta(seconds=1.25))
    return log.written.getvalue()


def test_line_says_who_asked_for_what_and_how_it_ended(log):
    assert line(log, "/centra/praha/").partition("] ")[2] == (
        '203.0.113.7 GET /centra/praha/ 200 5321 1250ms "Firefox"\n'
    )


@pytest.mark.parametrize("path", ["/pozvanka/tajne/", "/pozvanka/tajne", "//pozvanka/tajne:1-x_y/", "/POZVANKA/tajne/"])
def test_line_holds_no_key_and_no_query(log, path):
    said = line(log, path, HTTP_REFERER="https://cile.test/pozvanka/tajne/")

    assert "ozvanka" in said.lower()
    assert "tajne" not in said


def test_nothing_is_written_of_who_answers_a_questionnaire_but_guesses_are_seen(log):
    answering = [("/dotaznik/tajne/", "302 Found"), ("/dotaznik/dekujeme/", "200 OK"), ("//DOTAZNIK/tajne/", "500 -")]

    assert [line(log, path, status) for path, status in answering] == ["", "", ""]
    assert " 404 " in line(log, "/dotaznik/uhodnuto/", "404 Not Found")
    assert " 200 " in line(log, "/prace/site/hodnoceni/")


@pytest.mark.parametrize("nasty", ["\n2026 fake", "\x1b[31m", "\x00", "\u202e", "\x85", "\u2028", '" 500 "'])
def test_visitor_can_neither_begin_a_line_nor_end_a_field(log, nasty):
    said = line(log, f"/cile/{nasty}/", HTTP_USER_AGENT=f"x{nasty}y")

    assert said.count("\n") == 1
    assert said.endswith('"\n')
    assert said.strip().isprintable()
    assert len(said.partition("] ")[2].split(" ", 6)) == 7
    assert said.partition("] ")[2].split(" ")[3] == "200"


def test_line_is_short_whatever_is_sent(log):
    said = line(log, "/č" * 4000, HTTP_USER_AGENT="\x01" * 8000, REQUEST_METHOD="A" * 5000)

    assert len(said.encode()) < 2000


def test_request_that_cannot_be_read_is_reported_in_one_short_line(log):
    log.warning("Invalid request from ip=203.0.113.7: %s", "/pozvanka/tajne/\n\x1b[31m" + "x" * 8000)

    said = log.written.getvalue()
    assert said.count("\n") == 1
    assert len(said.encode()) <= 2001
    assert "tajne" not in said


def routes(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route, set(pattern.pattern.regex.groupindex)


def test_every_address_of_ours_with_a_key_in_it_is_hidden():
    with_keys = [re.split("[<(]", route.lstrip("^"))[0] for route, names in routes(get_resolver()) if KEYS & names]

    assert len(with_keys) >= 2
    assert [redact(f"/{route}1-tajne/") for route in with_keys] == [f"/{route}…/" for route in with_keys]
