"""Help inside says what the screens say: words in „…“ are the product's own, pictures are there, and each page of the
workspace leads to the answer that fits its reader."""

import ast
import json
import re
from functools import cache

import pytest
from django.conf import settings
from django.urls import get_resolver
from django.utils.translation.template import templatize

from centres.models import Role
from cpic.guide import GUIDES, PICTURES, address_for
from tests.factories import make_centre, make_user

ROOT = settings.BASE_DIR
LITERAL = r'(?:"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\')'
CALL = re.compile(rf"(?<!\w)n?(?:gettext|_)\(\s*u?{LITERAL}(?:,\s*u?{LITERAL})?", re.DOTALL)
ANSWERS = [(guide.slug, answer) for guide in GUIDES for answer in guide.answers]


@cache
def words_of_the_product():
    """All that screens say, with their facts as an ellipsis; of the help itself nothing."""
    found = set()
    for file in (ROOT / "templates").rglob("*.html"):
        if not file.name.startswith("help"):
            found |= {text for call in CALL.findall(templatize(file.read_text("utf-8"))) for text in call if text}
    for folder in ("centres", "goals", "evaluations", "networks", "cpic"):
        for file in (ROOT / folder).rglob("*.py"):
            if file.name == "guide.py":
                continue
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith(
                    ("_", "gettext", "gettext_lazy")
                ):
                    texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
                    found |= {text for text in texts if isinstance(text, str)}
    return {re.sub(r"%\(\w+\)s", "…", text.replace("%%", "%")) for text in found}


def quoted(text):
    return re.findall(r"„([^“]+)“", str(text))


def test_every_word_in_quotes_is_on_a_screen():
    said = {words for _slug, answer in ANSWERS for step in answer.steps for words in quoted(step)}

    assert len(said) > 60
    assert len(words_of_the_product()) > 2000
    assert sorted(said - words_of_the_product()) == []


def test_every_role_has_one_page_and_every_page_its_answers():
    assert sorted(role for guide in GUIDES for role in guide.roles) == sorted(Role)
    for guide in GUIDES:
        assert len(guide.answers) >= 3
        assert len({answer.key for answer in guide.answers}) == len(guide.answers)


def names_of(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names_of(pattern.url_patterns)
        else:
            yield pattern.name


def test_answers_name_addresses_that_are_there():
    named = {page for _slug, answer in ANSWERS for page in answer.pages}

    assert sorted(named - {*names_of(get_resolver().url_patterns)}) == []


def test_pictures_are_there_small_and_told_in_words():
    shown = {answer.picture: answer.alt for _slug, answer in ANSWERS if answer.picture}
    files = {file.stem: file.stat().st_size for file in PICTURES.glob("*.webp")}
    sizes = json.loads((PICTURES / "sizes.json").read_text("utf-8"))

    assert {*shown} == {*files} == {*sizes}
    assert all(len(str(alt)) > 30 for alt in shown.values())
    assert sum(files.values()) < 400_000


@pytest.mark.django_db
def test_foot_of_each_page_leads_to_the_answer_for_its_reader(client):
    centre = make_centre()
    for role, expected in {
        Role.STAFF: "/prace/napoveda/pracovnik/#co-na-me-ceka",
        Role.DEPARTMENT_HEAD: "/prace/napoveda/vedouci-odboru/#co-na-me-ceka",
    }.items():
        client.force_login(make_user(role, centre=centre if role == Role.STAFF else None))
        assert f'href="{expected}"' in client.get("/prace/").content.decode()
        own = client.get("/prace/napoveda/", follow=True)
        assert own.redirect_chain == [(expected.partition("#")[0], 302)]
        text = own.content.decode()
        assert text.count("<h2") == text.count("<h2 id=") > 4


@pytest.mark.django_db
def test_whoever_has_no_role_chooses_whose_help_to_read(client):
    client.force_login(make_user())

    page = client.get("/prace/napoveda/").content.decode()

    assert all(f'href="/prace/napoveda/{guide.slug}/"' in page for guide in GUIDES)
    assert client.get("/prace/napoveda/nikdo/").status_code == 404


def test_page_without_an_answer_leads_to_the_beginning():
    class OfTheDirector:
        roles = frozenset({Role.DIRECTOR})

    assert address_for(OfTheDirector, "director-page") == "/prace/napoveda/reditel/#rok"
    assert address_for(OfTheDirector, "records-template") == "/prace/napoveda/reditel/"
