"""Czech counts in three forms; the compiled catalogue must know every counted phrase of the source."""

import ast
import re

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.translation import ngettext

SOURCES = [*(settings.BASE_DIR / "templates").rglob("*.html")]
COUNTED = re.compile(r"{% blocktranslate count .*?{% endblocktranslate %}", re.DOTALL)
APPS = ["centres", "goals", "evaluations", "networks", "cpic"]
PHRASES = sorted({phrase for file in SOURCES for phrase in COUNTED.findall(file.read_text(encoding="utf-8"))})


@pytest.mark.parametrize(("number", "phrase"), [(1, "cíl"), (2, "cíle"), (4, "cíle"), (5, "cílů"), (0, "cílů")])
def test_count_takes_its_czech_form(number, phrase):
    assert ngettext("cíl", "cílů", number) == phrase


@pytest.mark.parametrize("phrase", PHRASES)
def test_counted_phrase_has_its_form_for_two(phrase):
    two, five = (re.sub(r"\d", "", rendered(phrase, number)) for number in (2, 5))

    assert two != five


def phrases_in_code():
    """What the code counts: both texts of every ngettext."""
    for app in APPS:
        for file in sorted((settings.BASE_DIR / app).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"ngettext", "ngettext_lazy"}:
                    yield tuple(ast.literal_eval(text) for text in node.args[:2])


GENITIVE = "%(z)s"  # "ze 2 měsíců" and "z 5 měsíců" are one form


def test_phrases_in_code_are_found():
    assert ("cíl", "cílů") in set(phrases_in_code())


@pytest.mark.parametrize("phrase", sorted(each for each in set(phrases_in_code()) if GENITIVE not in each[0]))
def test_counted_phrase_of_the_code_has_its_form_for_two(phrase):
    one, two, five = (ngettext(*phrase, number) for number in (1, 2, 5))

    assert (one, five) == phrase
    assert two not in phrase


def rendered(phrase, number):
    """The phrase with the number in place of everything that it takes from a page."""
    opening, rest = phrase.split("%}", 1)
    opening = re.sub(r"=[\w.|:\" ]+?(?=\s|$)", f"={number}", opening)
    return Template("{% load i18n %}" + opening + "%}" + rest).render(Context())
