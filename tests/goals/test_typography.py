"""Where a line of Czech may not end: "~" stands for the no-break space."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goals.typography import NO_BREAK_SPACE, typeset

CZECH = st.text(alphabet="kszvouaiKAčpmxj 0123456789.,%§–-„“()áěřNn\n\u00a0", max_size=60)


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
    ],
)
def test_typeset_binds_what_belongs_together(expected):
    assert typeset(expected.replace("~", " ")).replace(NO_BREAK_SPACE, "~") == expected


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
