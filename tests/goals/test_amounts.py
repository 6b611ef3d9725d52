"""Amounts in Czech: every sentence agrees with its number, whatever case the unit was typed in."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.progress import Progress
from evaluations.progress.captions import achieved_words, frozen_words
from evaluations.states import Status
from goals.amounts import Unit, members_of, number_to_reach, read_forms, unit_of
from goals.formatting import counted, describe
from goals.states import Comparator, Kind, Scope
from goals.writing import TargetContent

NUMBERS = [Decimal(number) for number in ("0", "0.5", "1", "1.5", "2", "4", "5", "21", "22", "1000")]
UNITS = {
    "sociokulturních kurzů": "sociokulturní kurz, sociokulturní kurzy, sociokulturního kurzu, sociokulturních kurzů",
    "schůzkách": "schůzka, schůzky, schůzky, schůzek",
    "firmám": "firma, firmy, firmy, firem",
    "pracovní skupiny": "pracovní skupina, pracovní skupiny, pracovní skupiny, pracovních skupin",
    "krajích": "kraj, kraje, kraje, krajů",
    "nových klientů": "nový klient, noví klienti, nového klienta, nových klientů",
    "sociální pracovníky": "sociální pracovník, sociální pracovníci, sociálního pracovníka, sociálních pracovníků",
    "setkání s komunitami": "setkání s komunitami, setkání s komunitami, setkání s komunitami, setkání s komunitami",
    "lidí": "člověk, lidé, člověka, lidí",
    "volných míst": "volné místo, volná místa, volného místa, volných míst",
    "sledujících": "sledující, sledující, sledujícího, sledujících",
    "SKK": "SKK, SKK, SKK, SKK",
}


def plain(text):
    return text.replace("\u00a0", " ")


OWN = "obchůzka, obchůzky, obchůzky, obchůzek"


@pytest.mark.parametrize(("typed", "forms"), UNITS.items())
def test_unit_is_known_in_whatever_case_it_stands(typed, forms):
    assert str(unit_of(typed)) == forms


@pytest.mark.parametrize("forms", UNITS.values())
def test_each_form_of_a_unit_leads_to_the_same_forms(forms):
    assert {str(unit_of(form)) for form in forms.split(", ")} == {forms}


def expected(unit, number, *, of=False):
    """The rule of Czech, said another way than the code says it."""
    if number % 1:
        return unit.part
    if of:
        return unit.part if number == 1 else unit.many
    return {1: unit.one, 2: unit.few, 3: unit.few, 4: unit.few}.get(int(number), unit.many)


def agrees(sentence, unit):
    """Does the unit stand behind every number in the form that the number asks for?"""
    forms = "|".join(sorted({unit.one, unit.few, unit.part, unit.many}, key=len, reverse=True))
    pattern = rf"(?P<z>\bze? (?:nejvýše )?)?(?P<n>[0-9][0-9 ]*(?:,[0-9]+)?) (?P<w>{forms})"
    found = list(re.finditer(pattern, sentence))
    for match in found:
        number = Decimal(match["n"].replace(" ", "").replace(",", "."))
        assert match["w"] == expected(unit, number, of=bool(match["z"])), sentence
    return bool(found)


MEASURED = st.builds(
    TargetContent,
    kind=st.sampled_from([Kind.COUNT, Kind.LEVEL]),
    comparator=st.sampled_from(Comparator),
    value=st.sampled_from(NUMBERS),
    unit=st.sampled_from([*UNITS, "obchůzkách"]),
)


@given(MEASURED, st.sampled_from(NUMBERS))
def test_every_sentence_with_a_number_agrees(target, achieved):
    if target.unit == "obchůzkách":
        target = replace(target, unit_forms=OWN)
    unit = unit_of(target.unit, target.unit_forms)
    progress = Progress(achieved, target.value, None, None, (), Status.ON_TRACK, "")
    increase = replace(target, kind=Kind.INCREASE, baseline=target.value, value=Decimal(1))

    sentences = [describe(target), achieved_words(progress, target), frozen_words(progress, target), describe(increase)]
    assert all(agrees(plain(sentence), unit) for sentence in sentences)


@given(st.sampled_from(NUMBERS), st.sampled_from(list(UNITS)), st.booleans())
def test_counted_takes_the_form_that_its_number_asks_for(number, typed, of):
    words = plain(counted(number, typed, of=of))

    assert words.endswith(f" {expected(unit_of(typed), number, of=of)}")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (TargetContent(Kind.COUNT, value=Decimal(4), unit="firmám"), "nejméně 4 firmy"),
        (TargetContent(Kind.COUNT, value=Decimal(20), unit="schůzkách"), "nejméně 20 schůzek"),
        (TargetContent(Kind.COUNT, value=Decimal(1), unit="pracovní skupiny"), "nejméně 1 pracovní skupina"),
        (TargetContent(Kind.COUNT, Comparator.EXACT, Decimal(14), "krajích"), "14 krajů"),
        (TargetContent(Kind.EACH, value=Decimal(2), unit="každé pracovní skupiny"), "každá pracovní skupina: 2×"),
        (TargetContent(Kind.EACH, unit="všechny sociální pracovníky"), "všichni sociální pracovníci"),
        (TargetContent(Kind.EACH, unit="všechny OSPOD"), "všechny OSPOD"),
        (TargetContent(Kind.EACH, unit="Každý sociální pracovník"), "každý sociální pracovník"),
        (TargetContent(Kind.SHARE, value=Decimal(80), unit="klientům"), "nejméně 80 % klientů"),
        (TargetContent(Kind.COUNT, value=Decimal(2), unit="jednou"), "nejméně 2×"),
        (TargetContent(Kind.COUNT, value=Decimal(3), unit="obchůzkách"), "nejméně 3 (obchůzkách)"),
        (TargetContent(Kind.COUNT, value=Decimal(3), unit="obchůzkách", unit_forms=OWN), "nejméně 3 obchůzky"),
        (
            TargetContent(Kind.COUNT, value=Decimal(2), unit="kurzů", scope=Scope.REGION),
            "nejméně 2 kurzy v každém kraji",
        ),
        (
            TargetContent(Kind.INCREASE, value=Decimal(10), unit="klientů", baseline=Decimal(204), is_relative=True),
            "růst ze 204 klientů o 10 % na 224,4",
        ),
        (
            TargetContent(Kind.INCREASE, value=Decimal(-1), unit="stížností", baseline=Decimal(1)),
            "pokles z 1 stížnosti o 1 na 0",
        ),
    ],
)
def test_target_in_words(target, words):
    assert plain(describe(target)) == words


@pytest.mark.parametrize(
    ("group", "members"),
    [
        ("Každý sociální pracovník", "sociálních pracovníků"),
        ("každým ze dvou tlumočníků", "dvou tlumočníků"),
        ("všichni pracovníci", "pracovníků"),
        ("všech škol", "škol"),
        ("pracovníků", "pracovníků"),
        ("každý Xyz", "Xyz"),
    ],
)
def test_members_of_a_group(group, members):
    assert members_of(group) == members


@pytest.mark.parametrize("text", ["kurz", "kurz, kurzy, kurzu", "kurz, , kurzu, kurzů", "a, b, c, d, e"])
def test_forms_are_four(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        read_forms(text)


def test_forms_that_an_erasure_broke_are_as_if_nobody_had_written_them():
    assert unit_of("kurzů", "[vymazáno č. 1], kurzů") == unit_of("kurzů")
    assert unit_of("něčeho", "[vymazáno č. 1]") is None


def test_forms_are_read_with_any_sign_between():
    assert read_forms("kurz / kurzy; kurzu,kurzů") == Unit("kurz", "kurzy", "kurzu", "kurzů")


@given(st.decimals(0, 10**6, places=2), st.decimals(-100, 1000, places=2), st.decimals(0, 10**7, places=2))
def test_rounding_what_an_increase_comes_to_decides_nothing(baseline, by, reached):
    target = TargetContent(Kind.INCREASE, value=by, baseline=baseline, is_relative=True)
    exact, aim = baseline + baseline * by / 100, number_to_reach(target)

    assert (reached <= aim if by < 0 else reached >= aim) == (reached <= exact if by < 0 else reached >= exact)
