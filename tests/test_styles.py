"""The one style sheet holds every part, finds its files, and is there for collecting."""

import re

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from cpic import styles

STATIC = settings.BASE_DIR / "static"
TEMPLATES = settings.BASE_DIR / "templates"
OURS = sorted((STATIC / "css").rglob("*.css"))


def test_style_sheet_is_joined_from_every_sheet_there_is():
    there = {path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.css")}

    # The page for frames of other sites has but its own, and the administration has Django's before it.
    assert {*styles.SHEETS, "css/embed.css", "css/administration.css"} == there
    assert styles.SHEETS[-1] == "css/print.css"


def test_style_sheet_names_only_files_that_are_there():
    addresses = re.findall(r'url\("([^"]*)"\)', styles.joined())

    assert len(addresses) == styles.joined().count("url(")
    assert [address for address in addresses if not (STATIC / "css" / address).resolve().is_file()] == []


def test_style_sheet_keeps_every_rule_and_the_licence_line():
    text = styles.joined()
    parts = "".join((STATIC / sheet).read_text("utf-8") for sheet in styles.SHEETS)

    assert text.count("{") == re.sub(r"/\*.*?\*/", "", parts, flags=re.DOTALL).count("{")
    assert text.startswith("/* @gov-design-system-ce/styles")
    assert text.count("/*") == 1


def test_every_class_with_a_rule_is_in_the_markup():
    rules = "".join(re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL) for sheet in OURS)
    selectors = " ".join(re.findall(r"([^{}]+)\{", rules))
    classes = set(re.findall(r"\.([a-z][\w-]*)", selectors))
    markup = "".join(file.read_text("utf-8") for file in TEMPLATES.rglob("*.*") if "pdf" not in file.parts)

    assert classes - set(re.findall(r"[\w-]+", markup)) == set()


def test_colours_of_a_tone_are_given_in_one_place():
    giving = [sheet.name for sheet in OURS if re.search(r"--tone[\w-]*:", sheet.read_text("utf-8"))]
    tones = re.findall(r'data-color="(\w+)"', (STATIC / "css" / "tones.css").read_text("utf-8"))

    assert giving == ["tones.css"]
    assert tones == ["primary", "neutral", "success", "warning", "error"]


def test_finder_offers_the_style_sheet_as_it_is_now():
    found = finders.find(styles.NAME)

    assert found is not None
    with open(found, encoding="utf-8") as file:
        assert file.read() == styles.joined()


def test_finder_offers_nothing_else():
    assert styles.StyleSheetFinder().find("css/other.css") == []
    assert [name for name, _storage in styles.StyleSheetFinder().list([])] == [styles.NAME]


def test_page_loads_one_style_sheet():
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]*)"', render_to_string("404.html"))

    assert [re.sub(r"\.[0-9a-f]{12}\.", ".", sheet) for sheet in sheets] == [f"/static/{styles.NAME}"]
