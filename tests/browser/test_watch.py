"""The watch over every page notices what it is there for; without these a silent watch would pass everything."""

from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Error


def test_watch_notices_a_request_to_another_host(browse):
    page = browse()
    page.route("http://elsewhere.example/", lambda route: route.abort())

    with pytest.raises(Error):
        page.goto("http://elsewhere.example/")

    assert "request to another host: http://elsewhere.example/" in browse.faults
    browse.faults.clear()


def test_watch_notices_a_violation_of_the_content_security_policy(browse):
    page = browse()
    page.goto("/")

    page.evaluate("document.body.appendChild(document.createElement('script')).textContent = '1'")

    assert [fault for fault in browse.faults if "Content Security Policy" in fault] != []
    browse.faults.clear()


def test_watch_notices_an_error_of_a_script(browse):
    page = browse()
    page.goto("/")

    with page.expect_event("pageerror"):
        page.evaluate("() => { setTimeout(() => { throw new Error('spadlo') }) }")

    assert [fault for fault in browse.faults if "spadlo" in fault] != []
    browse.faults.clear()


def test_watch_lets_a_page_that_does_not_exist_pass(browse):
    response = browse().goto("/nic-takoveho/")

    assert response.status == 404
    assert browse.faults == []


def test_example_lies_in_the_test_database(example):
    """It is emptied out afterwards, which must never happen to anything else."""
    name = Path(str(connection.settings_dict["NAME"])).name

    assert name.startswith("test")
