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
    variables = set(re.findall(r"(\w+)=(\w+)[|}\s]", phrase))
    names = {name for _alias, name in variables} | {"changes"}
    context = dict.fromkeys(names, number) | {"changes": range(number)}
    return Template("{% load i18n %}" + re.sub(r"=\w+\.\w+", f"={number}", phrase)).render(Context(context))
