"""Czech counts in three forms; the compiled catalogue must know every counted phrase of the source."""

import re

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.translation import ngettext

SOURCES = [*(settings.BASE_DIR / "templates").rglob("*.html")]
COUNTED = re.compile(r"{% blocktranslate count .*?{% endblocktranslate %}", re.DOTALL)
PHRASES = sorted({phrase for file in SOURCES for phrase in COUNTED.findall(file.read_text(encoding="utf-8"))})


@pytest.mark.parametrize(("number", "phrase"), [(1, "cíl"), (2, "cíle"), (4, "cíle"), (5, "cílů"), (0, "cílů")])
def test_count_takes_its_czech_form(number, phrase):
    assert ngettext("cíl", "cílů", number) == phrase


@pytest.mark.parametrize("phrase", PHRASES)
def test_counted_phrase_has_its_form_for_two(phrase):
    two, five = (re.sub(r"\d", "", rendered(phrase, number)) for number in (2, 5))

    assert two != five


def rendered(phrase, number):
    """The phrase with the number in place of everything that it takes from a page."""
    opening, rest = phrase.split("%}", 1)
    opening = re.sub(r"=[\w.|:\" ]+?(?=\s|$)", f"={number}", opening)
    return Template("{% load i18n %}" + opening + "%}" + rest).render(Context())
