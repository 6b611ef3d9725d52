"""Czech nouns in four forms, from whatever form they stand in."""

from pathlib import Path

import pytest

from goals.amounts import propose_unit, unit_of
from goals.declension import decline, listed
from goals.noun_patterns import Number


@pytest.mark.parametrize(
    ("words", "number", "forms"),
    [
        ("nových jízdenek", Number.MANY, "nová jízdenka, nové jízdenky, nové jízdenky, nových jízdenek"),
        ("pěvecké sbory", Number.FEW, "pěvecký sbor, pěvecké sbory, pěveckého sboru, pěveckých sborů"),
        (
            "praktických zubařů",
            Number.MANY,
            "praktický zubař, praktičtí zubaři, praktického zubaře, praktických zubařů",
        ),
        ("jevištích", Number.FEW, "jeviště, jeviště, jeviště, jevišť"),
        ("dětských hřištích", Number.FEW, "dětské hřiště, dětská hřiště, dětského hřiště, dětských hřišť"),
        ("stáncích", Number.FEW, "stánek, stánky, stánku, stánků"),
        (
            "ochutnávek z domova",
            Number.MANY,
            "ochutnávka z domova, ochutnávky z domova, ochutnávky z domova, ochutnávek z domova",
        ),
        ("kolegií hejtmana", Number.MANY, "kolegium hejtmana, kolegia hejtmana, kolegia hejtmana, kolegií hejtmana"),
        ("zapojených dětí", Number.MANY, "zapojené dítě, zapojené děti, zapojeného dítěte, zapojených dětí"),
        ("nové nůžky", Number.FEW, "nové nůžky, nové nůžky, nových nůžek, nových nůžek"),
        ("jazykový kemp", None, "jazykový kemp, jazykové kempy, jazykového kempu, jazykových kempů"),
        ("vedoucí oddílu", Number.ONE, "vedoucí oddílu, vedoucí oddílu, vedoucího oddílu, vedoucích oddílu"),
        ("přátelé centra", Number.FEW, "přítel centra, přátelé centra, přítele centra, přátel centra"),
        (
            "škol zapojených do hry",
            Number.MANY,
            "škola zapojená do hry, školy zapojené do hry, školy zapojené do hry, škol zapojených do hry",
        ),
        (
            "schůzky školské rady",
            Number.FEW,
            "schůzka školské rady, schůzky školské rady, schůzky školské rady, schůzek školské rady",
        ),
        ("babiččiny recepty", Number.FEW, "babiččin recept, babiččiny recepty, babiččina receptu, babiččiných receptů"),
        (
            "klientových stížností",
            Number.MANY,
            "klientova stížnost, klientovy stížnosti, klientovy stížnosti, klientových stížností",
        ),
        ("kuchaři amatéři", Number.FEW, "kuchař amatér, kuchaři amatéři, kuchaře amatéra, kuchařů amatérů"),
        (
            "školou povinných dětí",
            Number.MANY,
            "školou povinné dítě, školou povinné děti, školou povinného dítěte, školou povinných dětí",
        ),
        ("matek studentek", Number.MANY, "matka studentka, matky studentky, matky studentky, matek studentek"),
    ],
)
def test_phrase_is_declined_with_its_adjectives(words, number, forms):
    assert str(propose_unit(words, number)) == forms


def test_table_wins_over_endings_and_a_guess_is_never_shown():
    assert str(propose_unit("lidí", Number.MANY)) == str(unit_of("lidí"))
    assert unit_of("jízdenek") is None
    assert propose_unit("dvakrát") is None


@pytest.mark.parametrize(
    "text", ["", " ", "x", "ů", "í", "123", "ch", "a" * 4000, "ek", "\u0301", "ščšč", "éé", "a-" * 2000, "mini" * 1000]
)
def test_any_word_is_declined_or_not_and_never_fails(text):
    for number in (None, *Number):
        decline(text, number)
        propose_unit(text, number)


def units(file):
    """(all four forms, each with those that are right; what is read) of each entry of a list of units."""
    for line in Path(__file__).with_name(f"{file}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        _gender, _colon, entry = line.partition(": ")
        forms, _plus, tail = entry.partition(" + ")
        yield [[" ".join(filter(None, (form.strip(), tail))) for form in one.split("/")] for one in forms.split(",")]


@pytest.mark.parametrize(
    ("number", "place"), [(Number.ONE, 0), (Number.FEW, 1), (Number.MANY, 3), (None, 0), (None, 3)]
)
@pytest.mark.parametrize("file", [*(f"units_{part}" for part in "abcdefg"), "units_sixth"])
def test_unit_is_read_from_one_of_its_forms(file, number, place):
    """Those of each file are in no list as it was written; what was seen at first sight stands in its header."""
    entries = list(units(file))
    missed = []
    for forms in entries:
        unit = propose_unit(forms[place][0], number)
        found = (unit.one, unit.few, unit.part, unit.many) if unit else ("", "", "", "")
        if not all(form in right for form, right in zip(found, forms[:4], strict=True)):
            missed.append((forms[place][0], str(unit)))

    assert len(missed) <= 0.05 * len(entries), missed


@pytest.mark.parametrize(
    ("form", "number", "first"),
    [
        ("společnostech", None, "společnost"), ("odstavcích", Number.MANY, "odstavec"), ("pexilech", Number.MANY, None),
        ("hoších", Number.FEW, "hoch"), ("vlacích", Number.MANY, "vlak"), ("centrem", Number.ONE, "centrum"),
        ("gymnáziích", Number.FEW, "gymnázium"), ("školou", Number.ONE, "škola"),
        ("střediskách", Number.MANY, "středisko"), ("dospělými", Number.FEW, "dospělý"),
        ("stážemi", Number.MANY, "stáž"), ("povoleními", Number.FEW, "povolení"),
    ],
)  # fmt: skip
def test_noun_of_the_list_is_known_in_its_other_cases(form, number, first):
    noun = listed(form, number)

    assert (noun and noun.one) == first
