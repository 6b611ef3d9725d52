"""Which centre a title means: by its town, its name or its official name, case and diacritics aside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from goals.formatting import fold

LONGEST_TITLE = 160
IN_BRACKETS = re.compile(r"\([^()]*\)")
NUMBERING = re.compile(r"^(?:\d{1,2}(?: \d{1,2})* |[ivx]{1,5} )")
ABOUT_GOALS = re.compile(r"\b(?:operacni )?cile\b(?: (?:na|pro) rok| roku| v roce)?(?: 20\d\d)?")
YEAR_AT_THE_END = re.compile(r" 20\d\d$")
CENTRE = re.compile(r"^(?:cpic|centr(?:um|a) (?:na podporu|pro) integrac[ei] cizincu|integracni centrum)\b ?")
BRANCH = re.compile(r"^(?:.+ )?(?:pobocka|pracoviste) ")
REGION = re.compile(r"^(?:kraj \w+|\w+ kraj[ei]?) ")
ALIKE = 0.75  # from here on a title is a centre's name with a slip of the pen


@dataclass(frozen=True)
class KnownCentre:
    slug: str
    name: str
    town: str
    official_name: str = ""


@dataclass(frozen=True)
class Title:
    """The centre that a title names; a bare one is only the town, which a text may also mention."""

    centre: KnownCentre
    is_bare: bool


def find_title(text: str, centres: Sequence[KnownCentre]) -> Title | None:
    """The known centre named by the whole text; None for a text that says anything more."""
    if len(text) > LONGEST_TITLE:
        return None
    title = _simple(text)
    rest = CENTRE.sub("", title)
    for centre in centres:
        if rest == _simple(centre.town) and rest == title:
            return Title(centre, is_bare=True)
        if title in _names(centre) or (rest != title and _is_place(rest, centre)):
            return Title(centre, is_bare=False)
        if BRANCH.match(title) and BRANCH.sub("", title) == _simple(centre.town):
            return Title(centre, is_bare=False)
    return None


def looks_like_centre(text: str) -> bool:
    """Whether a short text begins as centres are called and goes on with a name."""
    title = _simple(text)
    return bool(CENTRE.sub("", title)) and CENTRE.match(title) is not None and not text.endswith((".", ",", ";"))


def nearest(text: str, centres: Sequence[KnownCentre]) -> KnownCentre | None:
    """The centre whose name differs least; None only when no centre is known."""
    return max(centres, key=lambda centre: likeness(text, centre), default=None)


def likeness(text: str, centre: KnownCentre) -> float:
    """From 0 to 1, the better of town and name."""
    title = _simple(text[:LONGEST_TITLE])
    town = SequenceMatcher(None, CENTRE.sub("", title), _simple(centre.town)).ratio()
    return max(town, *(SequenceMatcher(None, title, name).ratio() for name in _names(centre)))


def is_slip(text: str, centres: Sequence[KnownCentre]) -> bool:
    return len(text) <= LONGEST_TITLE and any(likeness(text, centre) >= ALIKE for centre in centres)


def _names(centre: KnownCentre) -> set[str]:
    return {_simple(centre.name), _simple(centre.official_name)} - {""}


def _is_place(rest: str, centre: KnownCentre) -> bool:
    """What follows the word for a centre: its town, its region and town, or the rest of a full name."""
    town, rest = _simple(centre.town), rest.removeprefix("pro ")
    names = {CENTRE.sub("", name).removeprefix("pro ") for name in _names(centre)}
    return rest == town or rest in names or REGION.sub("", rest) == town


@lru_cache(maxsize=4096)
def _simple(text: str) -> str:
    """Folded words only, without numbering, brackets and mentions of goals."""
    words = " ".join(re.findall(r"\w+", fold(IN_BRACKETS.sub(" ", text))))
    words = " ".join(ABOUT_GOALS.sub(" ", words).split())
    return YEAR_AT_THE_END.sub("", NUMBERING.sub("", words))
