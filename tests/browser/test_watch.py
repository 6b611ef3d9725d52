"""The watch over every page notices what it is there for; without these a silent watch would pass everything."""

from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Error

TWO_SMALL_BUTTONS = """() => {
  for (const name of ["a", "b"]) {
    const button = document.querySelector("main").appendChild(document.createElement("button"))
    button.textContent = name
    Object.assign(button.style, { padding: 0, width: "12px", height: "12px" })
  }
}"""


def test_watch_notices_a_request_to_another_host(browse):
    page = browse()
    page.route("http://elsewhere.example/", lambda route: route.abort())

    with pytest.raises(Error):
        page.goto("http://elsewhere.example/")

    page.close()  # it is still on its way to the error

    assert "request to another host: http://elsewhere.example/" in browse.faults
    browse.faults.clear()


def test_watch_notices_a_violation_of_the_content_security_policy(browse):
    page = browse()
    page.goto("/")

    with page.expect_console_message():
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


def test_accessibility_check_notices_targets_that_are_too_small(browse, axe):
    page = browse()
    page.goto("/")
    axe(page)

    page.evaluate(TWO_SMALL_BUTTONS)

    with pytest.raises(AssertionError, match="target-size"):
        axe(page)


def test_example_lies_in_the_test_database(example):
    """It is emptied out afterwards, which must never happen to anything else."""
    name = Path(str(connection.settings_dict["NAME"])).name

    assert name.startswith("test")
