"""Components on their own: a form says what is wrong and where, figures stay figures, pages need no request."""

import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.html import strip_tags

COMPONENTS = settings.BASE_DIR / "templates" / "components"


class EveryKind(forms.Form):
    text = forms.CharField(label="Název", help_text="Jak bude v zápisu <porady>.")
    long = forms.CharField(label="Znění", widget=forms.Textarea)
    choice = forms.ChoiceField(label="Druh", choices=[("a", "počet")])
    several = forms.MultipleChoiceField(label="Kdo", choices=[("a", "vedoucí")], widget=forms.CheckboxSelectMultiple)
    one = forms.ChoiceField(label="Stav", choices=[("a", "plní se")], widget=forms.RadioSelect)
    yes = forms.BooleanField(label="Úplné")
    day = forms.DateField(label="Den")
    number = forms.IntegerField(label="Kolik")
    file = forms.FileField(label="Soubor")
    password = forms.CharField(label="Heslo", widget=forms.PasswordInput)

    def clean(self):
        raise forms.ValidationError("Porada už je uzavřená.")


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def ids(html):
    return re.findall(r'\sid="([^"]*)"', html)


def test_invalid_form_names_every_error_at_its_field():
    html = str(EveryKind({}))
    described = [name for names in re.findall(r'aria-describedby="([^"]*)"', html) for name in names.split()]

    assert html.count('aria-invalid="true"') == len(EveryKind.base_fields)
    assert sorted(set(described) - set(ids(html))) == []
    assert [name for name in EveryKind.base_fields if f"id_{name}_error" not in described] == []
    assert len(ids(html)) == len(set(ids(html)))


def test_form_says_what_is_wrong_with_the_whole():
    assert "Porada už je uzavřená." in squeezed(str(EveryKind({})))


def test_every_control_has_a_label():
    html = str(EveryKind())
    controls = re.findall(r'<(?:input|select|textarea)[^>]*\sid="([^"]*)"', html)

    assert sorted(controls) == sorted(re.findall(r'<label[^>]*\sfor="([^"]*)"', html))


def test_hint_is_escaped():
    assert "Jak bude v zápisu &lt;porady&gt;." in str(EveryKind())


def test_error_summary_links_to_fields_that_exist():
    form = EveryKind({})
    summary = render_to_string("components/error_summary.html", {"form": form})
    links = re.findall(r'href="#([^"]*)"', summary)

    assert len(links) == len(form.fields)
    assert set(links) - set(ids(str(form))) == set()
    assert "autofocus" in summary


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("Počet", "Počet: Vyplňte."),
        ("Které centrum je „Lhota“?", "Které centrum je „Lhota“? Vyplňte."),
        ("Kdo je „Lhota“? Takové neznám.", "Kdo je „Lhota“? Takové neznám. Vyplňte."),
    ],
)
def test_line_of_an_error_summary_reads_as_czech(label, line):
    asked = type(
        "Asked", (forms.Form,), {"answer": forms.CharField(label=label, error_messages={"required": "Vyplňte."})}
    )

    html = render_to_string("components/error_summary.html", {"form": asked({})})

    assert line in " ".join(strip_tags(html).split())


def test_error_summary_of_a_valid_form_is_empty():
    assert render_to_string("components/error_summary.html", {"form": forms.Form({})}).strip() == ""


def test_goal_row_shows_number_wording_and_targets():
    target = SimpleNamespace(
        kind="count",
        comparator="min",
        value=Decimal(12),
        unit="kurzů",
        unit_forms="",
        scope="",
        window="year",
        deadline=date(2026, 12, 31),
    )
    row = {"number": 7, "url": "/cile/2026/7/", "text": "Kurzy češtiny & reálií", "targets": [target]}

    html = render_to_string("components/goal_row.html", row)

    assert 'href="/cile/2026/7/"' in html
    words = squeezed(re.sub(r"<[^>]+>", " ", html))
    assert words == "7 Kurzy češtiny &amp; reálií nejméně 12 kurzů za rok do 31. 12. 2026"


def test_pagination_keeps_the_query_and_marks_the_page():
    request = RequestFactory().get("/", {"q": "kurz", "page": "7"})
    page = Paginator(range(300), 10).get_page(7)

    html = render_to_string("components/pagination.html", {"page": page}, request)

    assert re.findall(r'aria-current="page">.*?</span>(\d+)<', html) == ["7"]
    assert 'rel="next" href="?q=kurz&amp;page=8"' in html
    assert re.findall(r"</span>(\d+)<", html) == ["1", "5", "6", "7", "8", "9", "30"]


def test_pagination_of_one_page_is_empty():
    page = Paginator(range(3), 10).get_page(1)

    assert render_to_string("components/pagination.html", {"page": page}).strip() == ""


def test_region_map_has_a_named_link_for_each_region():
    codes = sorted(file.stem for file in (COMPONENTS / "regions").iterdir())
    regions = [{"code": code, "name": f"Kraj {code}", "url": f"/?region={code}", "count": 1} for code in codes]

    html = render_to_string("components/region_map.html", {"regions": regions})

    assert re.findall(r"<title>(.*?)</title>", html) == [f"Kraj {code}: 1 centrum" for code in codes]
    assert html.count("<path") == 14


@pytest.mark.parametrize("page", ["400.html", "403.html", "403_csrf.html", "404.html", "409.html", "500.html"])
def test_error_page_renders_without_a_request(page):
    html = render_to_string(page)

    assert html.count("<h1>") == 1
    assert 'href="/"' in html


@pytest.mark.parametrize("component", sorted(COMPONENTS.glob("*.html")), ids=lambda file: file.stem)
def test_component_begins_with_its_parameters(component):
    assert component.read_text("utf-8").startswith("{# ")
