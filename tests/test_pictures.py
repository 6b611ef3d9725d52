"""Pictures of progress as components: a text beside each, plain numbers for browsers, nothing said by colour alone."""

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from cpic.templatetags import look
from evaluations.progress.charts import LETTERS
from evaluations.states import Rating, Result, SlotState, Status
from goals.states import Kind, Tagged, Window
from networks.models import Partner, Series
from networks.series.picture import Actor, Meets, Picture, Spot
from tests.evaluations.picture_cast import SEPTEMBER, month_slots, months, standing, target

STATES = list({state.value: state for states in (Status, Rating, Result) for state in states}.values())
COUNTS = {"done": 1200, "on_track": 300, "at_risk": 9, "off_track": 3, "unrated": 10}
YEAR = {"months": months(1, 0, None, Decimal("2.5"), aim=1250), "aim": Decimal(1250), "today": SEPTEMBER}
WINDOWS = month_slots(["done", "missed", "done", "open", "ahead"])
GOALS = [{"name": "Jihočeský kraj", "url": "/kraj/", "counts": COUNTS}]
PICTURES = {
    "progress_bar": {"progress": standing("1250.5", 2000, "1400.25"), "target": target()},
    "strip": {"slots": WINDOWS, "window": Window.MONTH},
    "state_bar": {"counts": COUNTS},
    "region_states": {"groups": GOALS},
    "small_chart": YEAR | {"words": "3,5 z 1 250 kurzů"},
    "year_chart": YEAR | {"caption": "Kurzy 2026", "words": "3,5 z 1 250 kurzů", "former_aim": Decimal(1500)},
}
ACTOR, PLACE = Partner(name="Úřad práce"), Spot(Series(name="Platforma"), "A", held=1200, y=14)
PICTURES["meeting_picture"] = {
    "picture": Picture([Actor(ACTOR, 1, [Meets(PLACE, 1200)], others=0, y=14)], [PLACE], height=1200),
    "label": "Kdo se kde potkává",
}
NUMBERS = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "dx", "dy", "width", "height"}


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def words_of(html):
    return squeezed(re.sub(r"<[^>]+>", " ", html))


def drawn(name, **context):
    html = render_to_string(f"components/{name}.html", context)
    return ElementTree.fromstring(f"<div>{html}</div>")  # noqa: S314 - our own template, and the test's own values


def outer_pictures(tree):
    return [element for element in tree.iter("svg") if element.get("role") == "img"]


@pytest.mark.parametrize("name", PICTURES)
def test_picture_has_a_text_for_who_does_not_see_it(name):
    pictures = outer_pictures(drawn(name, **PICTURES[name]))

    assert len(pictures) == 1
    assert [picture[0].tag for picture in pictures] == ["title"]
    assert squeezed(pictures[0][0].text) != ""


@pytest.mark.parametrize("name", PICTURES)
def test_numbers_of_a_picture_are_plain_whatever_the_settings(name, settings):
    settings.USE_THOUSAND_SEPARATOR = True

    numbers = [
        value
        for svg in drawn(name, **PICTURES[name]).iter("svg")
        for element in svg.iter()
        for key, value in element.attrib.items()
        if key in NUMBERS
    ]

    assert len(numbers) > 5
    assert [number for number in numbers if not re.fullmatch(r"-?\d+(\.\d+)?%?", number)] == []


@pytest.mark.parametrize("name", PICTURES)
def test_picture_has_no_name_that_could_repeat_on_a_page(name):
    assert [element for element in drawn(name, **PICTURES[name]).iter() if "id" in element.attrib] == []


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.value)
def test_state_is_said_in_its_word_beside_its_icon(state):
    html = render_to_string("components/state.html", {"state": state})

    assert words_of(html) == state.label
    assert html.count("<svg") == 1


@pytest.mark.parametrize("states", Tagged.__subclasses__(), ids=lambda states: states.__name__)
def test_tags_have_a_tone_of_the_design_system_and_an_icon_that_is_there(states):
    icons = settings.BASE_DIR / "templates" / "components" / "icons"

    assert {state.tone for state in states} <= {"primary", "neutral", "success", "warning", "error"}
    assert [state.icon for state in states if not (icons / f"{state.icon}.svg").is_file()] == []
    assert [state for state in states if not state.tag] == []


@pytest.mark.parametrize("rating", sorted(set(Rating) - {Rating.NOTHING_NEW}), ids=lambda rating: rating.value)
def test_what_a_meeting_says_looks_as_the_same_state_by_numbers(rating):
    state = Status(rating.value)

    assert (rating.tag, rating.tone, rating.icon) == (state.tag, state.tone, state.icon)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.value)
def test_bare_value_finds_its_state(state):
    found = look.state(state.value)

    assert (found.tag, found.tone, found.icon) == (state.tag, state.tone, state.icon)


@pytest.mark.parametrize("value", ["", None, "unknown"])
def test_value_of_no_state_is_unrated(value):
    assert look.state(value) is Status.UNRATED


def test_states_that_differ_look_different_without_colour():
    icons = [
        re.sub(r'data-color="\w+"', "", render_to_string("components/state.html", {"state": state})) for state in Status
    ]

    assert len({re.sub(r"</svg>.*", "", squeezed(icon)) for icon in icons}) == len(Status)


def test_bar_says_how_much_of_how_much():
    tree = drawn("progress_bar", progress=standing(7, 12, 9), target=target())

    assert squeezed(tree.find(".//title").text) == "7 z 12 kurzů, čekalo by se 9"
    assert words_of(ElementTree.tostring(tree.find("span/span"), "unicode")) == "7 z 12 kurzů · čekalo by se 9"


def test_bar_without_a_number_to_reach_has_only_words():
    tree = drawn("progress_bar", progress=standing(4, None), target=target(kind=Kind.EACH))

    assert list(tree.iter("svg")) == []
    assert words_of(ElementTree.tostring(tree, "unicode")) == "zatím 4"


def test_bar_of_zero_differs_from_a_bar_of_nothing_known():
    zero = drawn("progress_bar", progress=standing(0, 12, 9), target=target())
    nothing = drawn("progress_bar", progress=standing(None, 12, 9), target=target())

    assert zero.find(".//svg").get("data-empty") is None
    assert nothing.find(".//svg").get("data-empty") == "true"


def test_strip_has_a_shape_and_a_title_for_each_window():
    windows = drawn("strip", slots=WINDOWS, window=Window.MONTH).findall(".//svg/svg")

    assert [squeezed(window[0].text) for window in windows] == [
        "leden: splněno, 2 ze 2",
        "únor: zmeškáno, 1 ze 2",
        "březen: splněno, 2 ze 2",
        "duben: běží, 1 ze 2",
        "květen: teprve bude",
    ]
    shapes = {slot.state: [part.tag for part in window[1:]] for slot, window in zip(WINDOWS, windows, strict=True)}
    classes = {" ".join(part.get("class") for part in window[1:]) for window in windows}
    assert len(shapes) == len(classes) == len(SlotState)


def test_strip_names_what_was_missed():
    title = drawn("strip", slots=WINDOWS, window=Window.MONTH).find(".//title")

    assert squeezed(title.text) == "2 ze 4 měsíců, zmeškáno: únor"


def test_target_with_windows_stands_as_a_strip_and_another_as_a_bar():
    regular = {"progress": standing(2, 5, slots=WINDOWS), "target": target(kind=Kind.FREQUENCY, window=Window.MONTH)}
    yearly = {"progress": standing(2, 5, slots=WINDOWS[:1]), "target": target(kind=Kind.FREQUENCY, window=Window.YEAR)}

    assert 'class="strip"' in render_to_string("components/standing.html", regular)
    assert 'class="progress"' in render_to_string("components/standing.html", yearly)


def test_target_without_a_number_says_what_is_known_and_its_state():
    context = {"progress": standing(4, None, state=Status.UNRATED), "target": target(kind=Kind.EACH)}

    assert words_of(render_to_string("components/standing.html", context)) == "zatím 4 bez hodnocení"


def test_milestone_is_drawn_as_nothing_and_what_is_said_of_it_stands_instead():
    context = {"progress": standing(1, None, state=Status.DONE), "target": target(kind=Kind.MILESTONE)}

    assert words_of(render_to_string("components/progress.html", context)) == ""
    assert words_of(render_to_string("components/progress.html", context | {"otherwise": "Splněno."})) == "Splněno."


def test_bar_of_states_has_a_key_in_words():
    html = words_of(render_to_string("components/state_bar.html", {"counts": {"on_track": 48, "off_track": 3}}))

    assert html == "48 plní se, 3 neplní se 48 plní se 3 neplní se 48 plní se 3 neplní se"


def test_bar_of_no_goals_says_so():
    assert words_of(render_to_string("components/state_bar.html", {"counts": {}})) == "žádný cíl"


def test_table_of_the_year_holds_the_numbers_of_the_chart():
    tree = drawn("year_chart", **PICTURES["year_chart"])

    rows = [[squeezed("".join(cell.itertext())) for cell in row] for row in tree.findall(".//tbody/tr")]
    assert rows[:5] == [
        ["leden 2026", "1", "1", "104"],
        ["únor 2026", "0", "1", "208"],
        ["březen 2026", "bez údaje", "313"],
        ["duben 2026", "2,5", "3,5", "417"],
        ["květen 2026", "teprve bude", "521"],
    ]
    assert len(rows) == 12


def test_chart_titles_each_month_and_labels_zero():
    plot = outer_pictures(drawn("year_chart", **PICTURES["year_chart"]))[0]

    assert [squeezed(group[0].text) for group in plot.findall("g")][:3] == [
        "leden 2026: 1, celkem 1",
        "únor 2026: 0, celkem 1",
        "březen 2026: bez údaje",
    ]
    assert [text.text for text in plot.findall("text") if text.get("class") == "year-chart__value"] == [
        "1",
        "0",
        "–",
        "2,5",
    ]


def test_chart_of_readings_has_no_column_of_sums():
    year = YEAR | {"caption": "Sledující", "words": "3", "adds_up": False}

    tree = drawn("year_chart", **year)

    assert [squeezed(head.text) for head in tree.findall(".//thead/tr/th")] == ["Měsíc", "Hodnota", "Tempo"]
    assert [rect for rect in outer_pictures(tree)[0].iter("rect") if rect.get("class") == "year-chart__bar"] == []


def year_of(*states):
    """Cells of a row: a state's key for months that have been, None for those to come."""
    return [
        state and {"letter": LETTERS.get(state, "!"), "state": state, "url": "/porada/", "words": "slovy"}
        for state in (*states, *[None] * (12 - len(states)))
    ]


def map_of(*rows):
    heads = [date(2026, number, 1) for number in range(1, 13)]
    return drawn("months_map", id="mapa", caption="Rok 2026", months=heads, rows=rows)


def test_map_of_months_says_each_letter_in_words():
    tree = map_of({"name": "CPIC Jihlava", "url": "/centrum/", "cells": year_of("on_track", "late")})

    cells = tree.findall(".//tbody/tr/td")
    assert len(cells) == 12
    assert [squeezed("".join(cell.itertext())) for cell in cells[:3]] == ["ledPleden: slovy", "úno!únor: slovy", ""]
    hidden = cells[0].findall("a/span[@class='visually-hidden']")
    assert [squeezed(span.text) for span in hidden] == ["leden: slovy"]


def test_map_of_months_names_its_rows_and_columns():
    tree = map_of({"name": "CPIC Jihlava", "url": "/centrum/", "cells": year_of("on_track")})

    assert squeezed(tree.find(".//caption").text) == "Rok 2026"
    assert [head.get("scope") for head in tree.findall(".//thead/tr/th")] == ["col"] * 13
    assert [head.get("scope") for head in tree.findall(".//tbody/tr/th")] == ["row"]


def test_key_of_the_map_explains_every_letter():
    tree = map_of({"name": "CPIC Jihlava", "url": "/centrum/", "cells": year_of("on_track")})

    letters = {item[0].text for item in tree.findall("ul/li")}
    assert letters == {*LETTERS.values(), "!"}


def test_map_of_no_centres_says_so():
    assert words_of(ElementTree.tostring(map_of(), "unicode")) == "Není tu žádné centrum"
