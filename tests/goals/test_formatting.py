"""Numbers and targets in Czech words, and where a line may not end: "~" stands for the no-break space."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from goals.formatting import NO_BREAK_SPACE, describe, fold, format_date, format_number, typeset
from goals.models import Target

TALKS = "beseda, besedy, besedy, besed"
CZECH = st.text(alphabet="kszvouaiKAčpmxj 0123456789.,%§–-„“()áěřNn\n\u00a0", max_size=60)


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
        ({"kind": "frequency", "value": 5, "unit": "porad", "window": "month"}, "nejméně 5 porad měsíčně"),
        ({"kind": "frequency", "value": 2, "unit": "každou středu", "window": "week"}, "nejméně 2× týdně"),
        ({"kind": "increase", "value": 5, "unit": "kurzů"}, "růst počtu kurzů o 5"),
        ({"kind": "increase", "value": -10, "unit": "stížností", "is_relative": True}, "pokles počtu stížností o 10 %"),
        ({"kind": "increase", "value": 5}, "růst o 5"),
        ({"kind": "level", "value": 2000, "unit": "sledujících"}, "nejméně 2 000 sledujících"),
        ({"kind": "share", "value": Decimal("12.50"), "unit": "% klientů"}, "nejméně 12,5 % klientů"),
        ({"kind": "each", "value": 1, "unit": "SP"}, "SP: 1×"),
        ({"kind": "each", "value": 2, "unit": "SP", "unit_forms": TALKS}, "SP: 2 besedy"),
        ({"kind": "each", "value": 5, "unit": "SP", "unit_forms": TALKS, "comparator": "max"}, "SP: nejvýše 5 besed"),
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


@pytest.mark.parametrize(
    "expected",
    [
        "Setkání k~tématu bydlení, s~klienty a~v~terénu",
        "I~partneři o~tom vědí, u~nás i~jinde",
        "schůzky (v~Táboře) „s~obcemi“",
        "nejméně 12~kurzů, 1,5~hodiny a~80~% klientů",
        "2~000~sledujících a~1~000~000~Kč",
        "5~až 10~lidí, 4 z~5~škol, 2~x měsíčně",
        "do 31.~12.~2026, nejpozději 1.~září",
        "ve 2.~pololetí",
        "č.~5, odst.~2, str.~14, min.~6x, tj.~často",
        "č.~j.~MV-12/2026",
        "podle §~155a",
        "Poradenství~– dvakrát za měsíc",
        "Nová 12, 760~01~Zlín",
    ],
)
def test_typeset_binds_what_belongs_together(expected):
    assert typeset(expected.replace("~", " ")).replace(NO_BREAK_SPACE, "~") == expected


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("cs", "1.~2.~2026"),
        ("en", "1~February~2026"),
        ("uk", "01.02.2026"),
        ("ru", "01.02.2026"),
        ("vi", "01/02/2026"),
    ],
)
def test_no_line_ends_inside_a_day(language, day):
    with translation.override(language):
        assert format_date(date(2026, 2, 1)).replace(NO_BREAK_SPACE, "~") == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "roce 2026 bude",  # a year is no amount
        "Celkem 3. Další bod",  # a sentence ends there
        "konec s",
        "k  domu",  # only single spaces: runs were meant by somebody
        "Skupina b má kurz",
        "Praha–Brno",
        "řádek\nk",
    ],
)
def test_typeset_leaves_other_spaces_alone(text):
    assert typeset(text) == text


@given(st.text() | CZECH)
@example("a v 5 % k 3. 4. 2026 – č. 5")
def test_typeset_changes_nothing_but_spaces(text):
    result = typeset(text)

    assert len(result) == len(text)
    assert result.replace(NO_BREAK_SPACE, " ") == text.replace(NO_BREAK_SPACE, " ")


@given(st.text() | CZECH)
def test_typeset_again_changes_nothing(text):
    assert typeset(typeset(text)) == typeset(text)


@given(CZECH)
def test_typeset_never_loosens_a_space(text):
    kept = [index for index, char in enumerate(text) if char == NO_BREAK_SPACE]

    assert all(typeset(text)[index] == NO_BREAK_SPACE for index in kept)
