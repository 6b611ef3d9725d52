"""Files that a simulated year files: taken in like those of people, the same whenever they are drawn."""

import re
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from cpic.example.courses import dice
from cpic.example.records import paper_of, paper_of_goal
from evaluations.evidence import inspect
from evaluations.models import Indicator, Record
from goals.models import Goal

DAY = date(2026, 3, 31)
TITLE = "Sociokulturní kurz: bydlení a nájemní smlouva v obci A, druhé pokračování"
NAME = "Sociokulturní kurz – bydlení a nájemní smlouva v obci A, druhé pokračování"


def drawn(slug, **facts):
    indicator = Indicator(slug=slug, name="Ukazatel")
    return paper_of(Record(indicator=indicator, on=DAY, title=TITLE, **facts), dice(7))


@pytest.mark.parametrize(
    ("slug", "facts", "name"),
    [
        ("sociokulturni-kurzy", {"amount": Decimal(1), "participants": 12}, f"Prezenční listina – {NAME}.pdf"),
        ("skoly", {"amount": Decimal(1)}, f"Záznam – {NAME}.pdf"),
        ("klienti", {"amount": Decimal(30)}, f"{NAME}.xlsx"),
        ("materialy", {"amount": Decimal(1)}, f"{NAME}.png"),
    ],
)
def test_paper_is_what_its_name_says_and_small(slug, facts, name):
    paper = drawn(slug, **facts)

    content = paper.read()
    assert paper.name == name
    assert name.endswith(f".{inspect(BytesIO(content), name)}")
    assert len(content) < 20_000
    assert drawn(slug, **facts).read() == content


def test_paper_knows_no_moment_but_that_of_its_record():
    with zipfile.ZipFile(drawn("klienti", amount=Decimal(30))) as book:
        packed_at = {part.date_time[0] for part in book.infolist()}
        moments = re.findall(rb"\d{4}-\d\d-\d\dT", book.read("docProps/core.xml"))
    written = re.findall(rb"\(D:(\d{8})", drawn("skoly", amount=Decimal(1)).read())

    assert packed_at == {1980}
    assert set(moments) == {b"2026-03-31T"}
    assert set(written) == {b"20260331"}


def test_paper_of_a_goal_names_it():
    paper = paper_of_goal(Goal(position=3), DAY, dice(7))

    assert paper.name == "Zápis ke splnění cíle 3.pdf"
    assert inspect(paper, paper.name) == "pdf"
