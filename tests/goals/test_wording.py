"""A target in Czech words."""

from datetime import date
from decimal import Decimal

import pytest

from goals.folding import fold
from goals.models import Target
from goals.wording import describe, format_number


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": "count", "value": 12, "unit": "kurzů"}, "nejméně 12 kurzů"),
        ({"kind": "count", "value": 12, "unit": "kurzů", "window": "year", "comparator": "exact"}, "12 kurzů za rok"),
        (
            {"kind": "count", "value": 15, "unit": "klientů", "deadline": date(2026, 12, 31)},
            "nejméně 15 klientů do 31. 12. 2026",
        ),
        ({"kind": "count", "value": 3, "unit": "stížnosti", "comparator": "max"}, "nejvýše 3 stížnosti"),
        ({"kind": "count", "value": 2, "unit": "x", "comparator": "exact"}, "2×"),
        ({"kind": "frequency", "value": 2, "window": "month", "comparator": "exact"}, "2× měsíčně"),
        ({"kind": "frequency", "value": 1, "window": "quarter"}, "nejméně 1× za čtvrtletí"),
        ({"kind": "level", "value": 2000, "unit": "sledujících"}, "nejméně 2 000 sledujících"),
        ({"kind": "share", "value": Decimal("12.50"), "unit": "% klientů"}, "nejméně 12,5 % klientů"),
        ({"kind": "each", "value": 1, "unit": "SP"}, "SP: 1×"),
        ({"kind": "each", "unit": "všechny OSPOD"}, "všechny OSPOD"),
        ({"kind": "each"}, "každý"),
        ({"kind": "milestone", "deadline": date(2026, 9, 30)}, "do 30. 9. 2026"),
        ({"kind": "milestone"}, "jednorázový výsledek"),
        ({"kind": "narrative"}, "hodnotí se slovně"),
    ],
)
def test_target_in_words(facts, words):
    assert describe(Target(**facts)).replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("value", "written"), [("0", "0"), ("1000000", "1 000 000"), ("0.50", "0,5"), ("12.00", "12"), ("1E+3", "1 000")]
)
def test_number_in_czech_digits(value, written):
    assert format_number(Decimal(value)).replace("\xa0", " ") == written


def test_folding_leaves_neither_case_nor_diacritics():
    assert fold("Žižkovská ŠKOLA ﬁ ẞ") == "zizkovska skola fi ss"
