"""Czech nouns in the four forms that sentences with numbers need, from whatever form they stand in. Pure.

A noun of the list (`goals/nouns.txt`) goes as its pattern says. Any other goes like those of the list that end most
like it where the same number stands before them: what they change of that form, it changes. So there are no rules of
endings here; what is missing is learned by listing a noun. A proposal only: whoever writes a goal sees the forms and
may mend them.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import itemgetter
from os.path import commonprefix
from typing import NamedTuple

from goals.noun_patterns import Noun, Number, accusatives, adjectival_feminine, from_first, other_cases
from goals.nouns import BY_GENDER, FEMININE_ADJECTIVAL, KOLEGA, LIKE_KOST, LIKE_KURE, OWN_FORMS, PLURAL_ONLY, UNCHANGED

CASES = Noun._fields[:4]
PRIOR = 2  # how many nouns what fewer letters say counts for, beside what more letters say
FIRST_CASE = 3  # how often a noun counts in the case that a number asks for, beside those that a verb asks for
LONGEST = 10  # letters of an end that are looked at
LEAST = 0.03  # of what is likely: what is less is no reading


class _Change(NamedTuple):
    """What makes the four forms of one of them: so many letters go, these come."""

    cut: int
    ends: tuple[str, ...]
    gender: str


@cache
def _nouns() -> tuple[Noun, ...]:
    own = [Noun(*entry.split()) for entry in re.split(r"[|\n]", OWN_FORMS) if entry.strip()]
    listed = [from_first(lemma, gender) for gender, lemmas in BY_GENDER.items() for lemma in sorted(lemmas)]
    by_kind = [(KOLEGA, "a"), (LIKE_KOST, "f"), (LIKE_KURE, "n")]
    listed += [from_first(lemma, gender) for lemmas, gender in by_kind for lemma in sorted(lemmas)]
    listed += map(adjectival_feminine, sorted(FEMININE_ADJECTIVAL))
    return tuple(dict.fromkeys(own + listed))


@cache
def _of_one_kind() -> dict[str, Noun]:
    """Nouns that are no example for others, by each of their forms."""
    nouns = [Noun(lemma, lemma, lemma, lemma, "n") for lemma in UNCHANGED]
    nouns += [
        Noun(lemma, lemma, many, many, "n" if lemma.endswith("a") else "f") for lemma, many in PLURAL_ONLY.items()
    ]
    return {form: noun for noun in nouns for form in noun[:4]}


def _forms(noun: Noun, number: Number | None) -> tuple[str, ...]:
    """The forms in which a noun stands behind a number, the likeliest first."""
    one, few = accusatives(noun)
    with_one, with_more = other_cases(noun)
    return {
        Number.ONE: (noun.one, one, with_one),
        Number.FEW: (noun.few, few, *with_more),
        Number.MANY: (noun.many, *with_more),
        None: (noun.one, noun.few, noun.many),
    }[number]


@cache
def _listed(number: Number | None) -> dict[str, list[Noun]]:
    """The nouns of the list by the forms in which they stand behind a number, those of likelier forms first."""
    forms: dict[str, list[Noun]] = {}
    rows = [(noun, _forms(noun, number)) for noun in _nouns()]
    for place in range(max(len(row) for _noun, row in rows)):
        for noun, row in rows:
            if place < len(row) and noun not in forms.setdefault(row[place], []):
                forms[row[place]].append(noun)
    return forms


def _bare(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


@cache
def _listed_bare(number: Number) -> dict[str, str]:
    """The forms behind a number by their letters without diacritics, the likelier ones first."""
    forms: dict[str, str] = {}
    for form in _listed(number):
        forms.setdefault(_bare(form), form)
    return forms


def with_diacritics(word: str, number: Number) -> str:
    """The form of a listed noun that was typed without some of its diacritics behind a number: "klientu" behind five is
    "klientů", "setkaní" is "setkání"; the word itself where there is none, or where it is such a form as it stands."""
    return word if word in _listed(number) else _listed_bare(number).get(_bare(word), word)


@cache
def _anywhere() -> dict[str, Noun]:
    """Nouns of the list by any of their forms."""
    found = {noun.part: noun for noun in _nouns()}
    return found | {form: nouns[0] for number in Number for form, nouns in _listed(number).items()}


@cache
def _examples(number: Number | None, is_name: bool) -> list[tuple[str, _Change, int]]:
    """The forms behind a number, from their last letter to their first and so in order, what changes in them, and how
    often each counts."""
    examples: list[tuple[str, _Change, int]] = []
    for noun in _nouns():
        first, *others = _forms(noun, number)
        # "s městy", "s muži" end like other nouns in the first case
        others = [form for form in others if form in noun or not form.endswith(("y", "i"))]
        for form in dict.fromkeys((first, *others)) if noun.one[0].isupper() == is_name else ():
            stem = len(commonprefix([form, *noun[:4]]))
            change = _Change(len(form) - stem, tuple([each[stem:] for each in noun[:4]]), noun.gender)
            examples.append((form[::-1], change, FIRST_CASE if form == first or number is None else 1))
    return sorted(examples, key=itemgetter(0))


@lru_cache(maxsize=4000)
def _shares(number: Number | None, is_name: bool, ending: str) -> dict[_Change, float]:
    """How likely a form that ends so changes in which way: what nouns with that end do, and beside it, where they are
    few, what those with a shorter one do."""
    examples, key = _examples(number, is_name), ending[::-1]
    first, last = (bisect_left(examples, (at,)) for at in (key, key + "\U0010ffff"))
    counts = Counter[_Change]()
    for _form, change, times in examples[first:last]:
        counts[change] += times
    total = counts.total()
    if not ending:
        return {change: count / total for change, count in counts.items()}
    shorter = _shares(number, is_name, ending[1:])
    if not total:
        return shorter
    shares = {
        change: (counts[change] + PRIOR * shorter.get(change, 0)) / (total + PRIOR)
        for change in shorter.keys() | counts
    }
    return {change: share for change, share in shares.items() if share > LEAST / 10}


def _like_others(word: str, number: Number | None) -> Iterator[Noun]:
    """What the word can be a form of by those that end like it, the likelier first."""
    shares = _shares(number, word[0].isupper(), word[-LONGEST:])
    for change in sorted(shares, key=lambda change: (-shares[change], change)):
        stem = word[: len(word) - change.cut]
        if shares[change] > LEAST and _is_stem(stem):
            one, few, part, many = (stem + end for end in change.ends)
            yield Noun(one, few, part, many, change.gender)


def _is_stem(text: str) -> bool:
    return len(text) > 1 and re.search("[aáeéěiíoóuúůyýrl]", text) is not None  # hrnek, křest


@lru_cache(maxsize=2000)
def readings(word: str, number: Number | None = None) -> tuple[Noun, ...]:
    """The nouns that a word can be a form of, the likelier first; none where nothing can be said. `number` says what
    stands before it; without one it is taken for its first form or a plural."""
    begin, _hyphen, word = word.rpartition("-")
    low = word if word[1:].islower() and not begin else word.lower()
    own = _of_one_kind().get(word) or _of_one_kind().get(low.lower())
    found = [own] if own else [*_listed(number).get(low, ()), *_listed(number).get(low.lower(), ())]
    begin += _hyphen
    if not own and low not in _anywhere() and len(begin + low) > 2 and low.isalpha():
        found += _like_others(low, number)
    elif not found:
        found = [_anywhere()[low]] if low in _anywhere() else []
    if begin:
        found = [noun._replace(**{case: begin + getattr(noun, case) for case in CASES}) for noun in found]
    return tuple(dict.fromkeys(found))


def decline(word: str, number: Number | None = None) -> Noun | None:
    return next(iter(readings(word, number)), None)


def listed(word: str, number: Number | None = None) -> Noun | None:
    """The noun of the list that a word is a form of behind a number, or at all."""
    noun = next(iter(_listed(number).get(word, ())), None) or _of_one_kind().get(word)
    return noun or (_anywhere().get(word) if number is None else None)
