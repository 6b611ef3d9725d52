"""Names stand where a Czech reader looks for them, on every page and on both engines."""

import pytest

from centres.czech import czech_order, full_stop
from centres.models import Role
from tests.factories import make_centre, make_user
from tests.world import browser, page


def test_order_of_the_alphabet():
    names = ["Áron", "Cibulka", "Cvrček", "Čech", "Dvořák", "Hájek", "Hynek", "Chalupa", "Cháňa", "Ivanov"]
    names += ["Novák", "Nováková", "Řeháková", "Suk", "Šimek", "Zeman", "Žák"]

    assert sorted(sorted(names), key=czech_order) == names
    assert czech_order("C\u030cech") == czech_order("Čech")


@pytest.mark.django_db
@pytest.mark.engine
def test_page_that_refuses_names_people_in_this_order():
    for name in ("Zeman", "Čech", "Chalupa", "Cibulka", "Hájek", "Ivanov"):
        make_user(Role.DEPARTMENT_HEAD, last_name=name)

    answer = browser(make_user(Role.HEAD, centre=make_centre())).get("/prace/otevrit-rok/")

    assert "Teď ho mají: Cibulka, Čech, Hájek, Chalupa, Ivanov, Zeman." in page(answer)


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ("Pokračuje Centrum Praha, o.p.s..", "Pokračuje Centrum Praha, o.p.s."),
        ("Pokračuje CPIC Jihlava.", "Pokračuje CPIC Jihlava."),
        ("A tak dále...", "A tak dále..."),
    ],
)
def test_name_with_a_full_stop_of_its_own_ends_the_sentence(sentence, written):
    assert full_stop(sentence) == written
