"""The accessibility statement says what the record says, and the record knows every page there is."""

from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from centres.languages import address_in
from cpic.accessibility import record as records
from cpic.accessibility.record import ANYBODY, AccessibilityFinding
from cpic.accessibility.statement import meanings, tried_by_hand
from tests.accessibility.pages import LANGUAGES, REFUSED, Drawn, View, roles_of
from tests.accessibility.walk import look_at, record_of
from tests.reading_pages import Page
from tests.test_access_matrix import TABLE, VISITORS

WRITE_ANEW = "Write the record anew: make accessibility"
FAULT = AccessibilityFinding("goal-edit", "axe-core", "image-alt", "1.1", "Cíl 3", "<img>", ("head cs 390",))


@pytest.fixture
def recorded(monkeypatch, forget_pages):
    """Puts facts into the record, and gives the statement as it is read then."""

    def read(client, code="cs", **facts):
        changed = replace(records.read(), **facts)
        monkeypatch.setattr(records, "read", lambda: changed)
        forget_pages()
        return said(client, code)

    return read


def said(client, code="cs"):
    text = Page(client.get(address_in(code, "/pristupnost/")).content.decode())
    return " ".join(" ".join(words for _language, words in text.texts).replace("\u00a0", " ").split())


# The record


def test_record_accounts_for_every_address_and_for_none_that_is_gone():
    assert sorted(records.read().names ^ {*TABLE}) == [], WRITE_ANEW


def test_record_has_every_role_that_gets_a_page_and_every_language_of_the_public():
    unseen = {}
    for name, facts in records.read().pages.items():
        gets = dict(zip(VISITORS, TABLE[name][0], strict=True))
        wanted = {role for role in roles_of(name) if gets[role] == "o"}
        seen = {*facts["seen"], *facts.get("alike", ())}
        if wanted - seen:
            unseen[name] = wanted - seen
        if facts["seen"].get(ANYBODY, "cs") not in {"cs", " ".join(LANGUAGES)}:
            unseen[name] = facts["seen"][ANYBODY]

    assert unseen == {}, WRITE_ANEW
    assert records.read().pages["accessibility"]["seen"] == {ANYBODY: " ".join(LANGUAGES)}


def test_what_is_no_page_is_so_for_everybody_who_gets_it():
    """An address that gives a page cannot hide among files and ways on."""
    elsewhere = records.read().no_pages.get("elsewhere", [])

    assert [name for name in elsewhere if "o" in TABLE[name][0]] == [], WRITE_ANEW


def test_record_names_engines_rules_widths_day_and_sources():
    record = records.read()

    assert {len(facts["rules"]) > 50 and bool(facts["version"]) for facts in record.engines.values()} == {True}
    assert len(record.engines) == 2
    assert record.widths == [1280, 390]
    assert records.day_of(record.day) <= timezone.localdate()
    assert len(record.sources) == 16
    assert {finding.page for finding in record.findings} <= {*record.pages}


def test_record_reads_as_it_was_written(tmp_path):
    record = replace(records.read(), findings=[FAULT])
    records.write(record, tmp_path / "findings.json")

    assert records.read(tmp_path / "findings.json") == record


def test_hand_protocol_says_only_what_has_words():
    by_hand = records.by_hand()

    assert {*by_hand["tried"], *by_hand["not_tried"]} <= {*tried_by_hand()}
    assert not {*by_hand["tried"]} & {*by_hand["not_tried"]}
    assert records.day_of(by_hand["day"]) <= timezone.localdate()


# The statement


@pytest.mark.django_db
def test_statement_says_method_gaps_contact_and_who_enforces(client, settings):
    settings.ACCESSIBILITY_CONTACT = "mailto:pristupnost@cpic.test"
    record, text = records.read(), said(client)

    for name, facts in record.engines.items():
        assert f"{name} {facts['version']}" in text
    assert record.commit in text
    for key in records.by_hand()["not_tried"]:
        assert tried_by_hand()[key].replace("\u00a0", " ") in text
    assert "pristupnost@cpic.test" in text
    assert "Digitální a informační agentura" in text
    assert "v souladu zčásti" in text


@pytest.mark.django_db
def test_statement_without_a_contact_says_so(client, settings):
    settings.ACCESSIBILITY_CONTACT = ""

    assert "zatím nikdo neurčil" in said(client)


@pytest.mark.django_db
@pytest.mark.parametrize("code", LANGUAGES)
def test_fault_is_told_with_its_page_and_in_words(client, recorded, code):
    text = recorded(client, code, findings=[FAULT])

    with translation.override(code):
        sentence = meanings()["1.1"]
    assert f"Cíl 3 ( {records.read().pages['goal-edit']['address']} ) {sentence}" in text
    assert "image-alt" in text


@pytest.mark.django_db
def test_statement_ages_in_sight(client, recorded):
    """Pages that look otherwise since, and a review that nobody made."""
    fresh = recorded(client, sources=records.fingerprint(), day=timezone.localdate().isoformat())
    changed = recorded(client, sources="0" * 16, day=timezone.localdate().isoformat())
    old = recorded(client, day=date(2020, 2, 29).isoformat())

    assert ("vzhled stránek změnil" in fresh, "vzhled stránek změnil" in changed) == (False, True)
    assert "zatím se nestalo" not in changed
    assert "zatím se nestalo" in old


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/cookies/", "/prihlaseni/", "/nic/"])
def test_every_page_leads_to_it(client, address):
    assert f'href="{reverse("accessibility")}"' in client.get(address).content.decode()


# What make accessibility does


@pytest.mark.browser
@pytest.mark.django_db
def test_planted_fault_is_found_by_both_engines_and_told(client, monkeypatch, tmp_path, forget_pages):
    html = client.get("/cookies/").content.decode()
    planted = html.replace("</h1>", '</h1><img src="/static/img/mark.svg">', 1)
    drawn = Drawn()
    drawn.add(View("cookies", ANYBODY, "cs", "", "/cookies/", planted))
    drawn.add(View("cookies", "head", "cs", REFUSED, "/cookies/", f"{html}<hr>"))

    record = record_of(drawn, *look_at(drawn.views))
    records.write(record, tmp_path / "findings.json")
    written = records.read(tmp_path / "findings.json")
    monkeypatch.setattr(records, "read", lambda: written)
    forget_pages()

    assert [(found.page, found.rule, found.guideline) for found in written.findings] == [
        ("cookies", "img_alt_valid", "1.1"),
        ("cookies", "image-alt", "1.1"),
    ]
    assert {how.rpartition(" ")[0] for found in written.findings for how in found.seen} == {"anonymous cs"}
    text = said(client)
    assert "Cookies ( /cookies/ ) Obrázek nebo značka nemá popis slovy." in text
    assert "image-alt" in text
    assert "img_alt_valid" in text
    assert unescape(text).count("Obrázek nebo značka") == 2
