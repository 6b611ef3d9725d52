"""What of two wordings is a typo: letters of words, and none that says how much, of what, when or how often.

Whoever mends one does it alone, so the guard refuses rather too much: all else is an amendment that two people decide.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, replace

from django.utils.translation import gettext as _

from goals.reading.quantities import FOLDED
from goals.reading.targets import read_targets
from goals.reading.text import AT_LEAST, AT_MOST, JUST, fold, wordset

MOST_LETTERS = 2  # beside one another
MOST_WORDS = 3

_PARTS = re.compile(r"[^\W\d_]+|[\W\d_]+")
_SAYING = frozenset(
    FOLDED.keys()
    | {fold(word) for word in AT_LEAST | AT_MOST | JUST}
    | wordset("sto sta ste set stum stech sty stu tisic tisice tisici tisicu tisicum tisicich milion miliony milionu")
    | wordset("od do pred po bez ne ani kazdy kazda kazde kazdou kazdeho vsichni vsechny vsech zadny zadna zadne pul")
    | wordset("den dne dni dny dnu tyden tydne tydnu mesic mesice mesicu rok roku roky let pololeti ctvrtleti")
    | wordset("rocne mesicne tydenne denne ctvrtletne pololetne krat procent procenta procento")
)
_SAYING_STEM = re.compile(
    r"^(?:prvni|druh[yaeou]|treti|ctvrt|polovin|tretin|petin|desetin|led(?:en|na|nu)|unor|brez(?:en|n)|dub(?:en|na|nu)"
    r"|kvet(?:en|n)|cerv(?:en|n)|srp(?:en|n)|zari$|rij(?:en|n)|listopad|prosin)|krat$|nasob"
)


def typo_problem(before: str, after: str, *, units: Iterable[str] = (), year: int) -> str:
    """The sentence that says why the difference is more than a typo; empty where it is one, or where there is none.

    `units` are those of the targets of the goal: their words stand in the targets, too, which a typo leaves alone.
    """
    if before == after:
        return ""
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    if _between_words(old) != _between_words(new):
        return _("Opravit jdou jen písmena; číslice, mezery, čárky i počet slov zůstanou. Jiné změny navrhuje centrum.")
    pairs = list(_changed(old, new))
    if len(pairs) > MOST_WORDS:
        return _("Jako překlep jdou opravit nejvýše %(count)s slova najednou.") % {"count": MOST_WORDS}
    kept = {fold(word) for unit in units for word in _PARTS.findall(unit) if _is_word(word)}
    for pair in pairs:
        words = {"old": pair[0], "new": pair[1]}
        if not _is_alike(*pair):
            return _("„%(old)s“ a „%(new)s“ nejsou stejné slovo s překlepem. Změnu navrhuje centrum.") % words
        if any(_says_how_much(word) or fold(word) in kept for word in pair):
            return _("„%(old)s“ → „%(new)s“ mění číslo, termín nebo jednotku. Změnu navrhuje centrum.") % words
    if _promise(before, year) != _promise(after, year):
        return _("Oprava by změnila, co se ze znění čte jako cílová hodnota. Změnu navrhuje centrum.")
    return ""


def mended_words(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Pairs of words that differ, of two texts of which one mends the other."""
    return tuple(_changed(_PARTS.findall(before), _PARTS.findall(after)))


def _changed(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    return ((was, now) for was, now in zip(old, new, strict=False) if was != now)


def _between_words(parts: list[str]) -> list[str]:
    """All but the letters, and an empty string for each word."""
    return ["" if _is_word(part) else part for part in parts]


def _is_word(part: str) -> bool:
    return part[0].isalpha()


def _is_alike(old: str, new: str) -> bool:
    """The same but for diacritics and case, or for a few letters in one place; "ne-" turns a promise round."""
    one, other = old.lower(), new.lower()
    if one in {f"ne{other}", f"na{other}"} or other in {f"ne{one}", f"na{one}"}:
        return False
    if fold(one) == fold(other):
        return True
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= MOST_LETTERS < max(len(old), len(new))


def _says_how_much(word: str) -> bool:
    folded = fold(word)
    return folded in _SAYING or _SAYING_STEM.search(folded) is not None


def _promise(text: str, year: int) -> list[tuple[object, ...]]:
    return [astuple(replace(target, span=(0, 0))) for target in read_targets(text, year=year)]
