"""Names of centres as people write them: in full or short, by the town alone, in capitals or without diacritics, with
the year and the word for goals around, by initials, in another case, with the name of the head behind.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from goals.formatting import fold
from goals.importing.lines import CAPITAL

LONGEST_TITLE = 160
IN_BRACKETS = re.compile(r"\((?!\s*(?:a|i|se?|vč\.?|včetně)\s)[^()]*\)")  # … (a Česká Lípa) is another one
NUMBERING = re.compile(r"^(?:(?:tabulka|tab|cast|oddil) )?(?:\d{1,2}(?: \d{1,2})* |[ivx]{1,5} |[a-h] )(?=\w{2})")
ABOUT_GOALS = re.compile(
    r"\b(?:(?:rocni )?operacni(?:ch)? )?cil(?:e|u)\b"
    r"(?: (?:centra|pracoviste|pobocky)\b(?= (?!na podporu|pro integraci|v |ve )))?"
)
YEAR = re.compile(r"(?:\b(?:na|pro|v) )?(?:\b(?:rok|roku|roce) )?\b20\d\d\b")
OF_A_YEAR = re.compile(
    r"(?:rocni )?operacni cile(?: (?:center|cpic)(?: na podporu integrace cizincu)?)?"
    r"(?: (?:na|pro|v))?(?: roce| roku?)? 20\d\d"
)
CENTRE = re.compile(
    r"^(?:(?:jr)?cpic|icp|centr(?:um|a) (?:na podporu|pro) integrac[ei] cizincu|integracni centrum|"
    r"centrum(?! (?:pro|na|v|ve)\b)(?= \w))(?: |$)"
)
IS_CALLED = re.compile(
    r"^(?:(?:jr)?cpic|icp|centr(?:um|a) (?:na podporu|pro) integrac[ei] cizincu|integracni centrum)\b ?"
)
BRANCH = re.compile(r"^(?:(?P<main>.+)(?<! a)(?<! i)(?<! s)(?<! vc) )?(?:pobocka|pracoviste) (?P<called>cpic )?")
IN_TOWN = re.compile(
    r"(?P<called>(?:(?:centr(?:um|a|e)(?: (?:na podporu|pro) integrac[ei] cizincu)?|pracovist[ei]|pobock[aye]|cpic)"
    r"(?: |$)){1,2})?ve? (?P<town>\D+)"
)
IN_REGION = re.compile(r"(?:\b(?:v|ve|pro) )?\b(\w+[sc]k)(?:y|eho|em|emu|ym) kraj\w{0,2}\b")  # in any case
REGION = re.compile(r"^(?:kraj \w+|\w+ kraj) ")
# What may follow a name on its line: who leads the centre, how to reach it, that more comes of it.
PERSON = re.compile(
    r"\b(?:doplneni|dodatek|pokracovani|vedouci|mgr|ing|bc|mudr|phdr|judr|dis|tel|mobil|e-?mail|kontakt|garant)\b|"
    r"@|\d{3} ?\d{3}"
)
DIVIDER = re.compile(r"\s+[-–—|]\s+|\s*[,;|:(]\s*")
SEVERAL = re.compile(rf"{DIVIDER.pattern}|\s*[/+&]\s*|\s+(?:a|i)\s+")
OF_SEVERAL = re.compile(r"^(?:Centra|Pobočky|Pracoviště) ")
INITIALS = re.compile(rf"(?<!\w){CAPITAL}(?:\.?\s?n?\.?\s?{CAPITAL})+\.?(?!\w)")
SPREAD = re.compile(r"(?:cpic )?(\w(?: \w){3,})")  # C P I C  K L A D N O
CALLED = (
    r"(?:(?:JR)?CPIC|ICP|Centrum (?:na podporu|pro) integrac[ei] cizinců|"
    r"CENTRUM (?:NA PODPORU|PRO) INTEGRAC[EI] CIZINCŮ|"
    r"Integrační centrum(?: pro cizince)?|Centra|Pobočky|Pracoviště)(?: (?:pro|v|ve|[-–]))?(?: [Kk]raj\w{0,2})?"
)
NAME = rf"{CAPITAL}[\w-]*(?: {CAPITAL}[\w-]*)?(?: (?:nad|pod|u|v) {CAPITAL}\w+| kraj\w{{0,2}})?"
AND = r"(?:\s?[,/+&]|\s[–-]|\s\(?(?:a|i|se?|vč\.|včetně))\s?(?:poboč\w+ |pracoviš\w+ )?"
NAMED_LIKE_CENTRE = re.compile(rf"{CALLED} {NAME}(?:{AND}(?:{CALLED} )?{NAME}\)?){{0,5}}:?")
NAMED_ONCE = re.compile(rf"{CALLED} {NAME}:?")
BEFORE_NAME = re.compile(rf"\s(?={CALLED}\s)")
OF_ALL = re.compile(
    r"(?:spolecne )?(?:operacni )?cile (?:(?:pro )?vsech\w*|spolecne vsem) cent\w+|"
    r"(?:(?:vsechna )?centra|(?:vsechna )?cpic) (?:celkem|celkove|souhrnne|dohromady|spolecne)"
)
# A line of names only, one of which is that of centres: Ústecké centrum CPIC.
ONLY_NAMES = re.compile(rf"(?:(?:{CAPITAL}[\w.-]*|centrum|pracoviště|pobočka|v|ve|č\.|[\d–-]+)(?: |:?$)){{2,6}}")
OTHERWISE_CALLED = re.compile(r"\b(?:(?:jr)?cpic|icp|centrum|pracoviste|pobocka)(?:\b|_)")
ALIKE = 0.75  # from here on a title is a centre's name with a slip of the pen
NEAR = 0.65  # and from here on it is worth offering
SAME_STEM = 0.7  # of a town in another case: v Pardubicích
SOFTENED = (("ze", "ha"), ("ce", "ka"))  # v Praze


BY_WATER = re.compile(rf"{CAPITAL}\w+ (?:nad|pod) {CAPITAL}\w+:?")
ONE_NAME = re.compile(rf"{CAPITAL}\w+(?: {CAPITAL}\w+)?:?")


@dataclass(frozen=True)
class KnownCentre:
    slug: str
    name: str
    town: str
    official_name: str = ""
    region: str = ""  # of a main centre, which people call by it


@dataclass(frozen=True)
class Title:
    """The centre that a title names; a bare one is only the town, which a text may also mention. `rest` is what stands
    behind the name and is none of it."""

    centre: KnownCentre
    is_bare: bool
    rest: str = ""


def find_title(text: str, centres: Sequence[KnownCentre]) -> Title | None:
    """The known centre named by the whole text; None for a text that says anything more."""
    if len(text) > LONGEST_TITLE:
        return None
    if found := _title(text, centres):
        return found
    divider = DIVIDER.search(text, 4)
    while divider:
        rest = text[divider.end() :]
        if PERSON.search(fold(rest)) and (found := _title(text[: divider.start()], centres)):
            return None if found.is_bare else Title(found.centre, is_bare=False, rest=rest.rstrip(") "))
        divider = DIVIDER.search(text, divider.end())
    return None


def _title(text: str, centres: Sequence[KnownCentre]) -> Title | None:
    title = _simple(text)
    rest = CENTRE.sub("", title)
    place = rest.removeprefix("pro ")
    branch = BRANCH.match(title)
    # "CPIC A – pobočka CPIC B" may be the branch A of B or the branch B of A.
    is_either = branch and branch["called"] and branch["main"] and _title(branch["main"], centres)
    for centre, town, names, places in _places(tuple(centres)):
        if rest == title == town:
            return Title(centre, is_bare=True)
        if title in names or (branch and not is_either and title[branch.end() :] == town):
            return Title(centre, is_bare=False)
        # What follows the word for a centre: its town, its region and town, or the rest of a full name.
        if rest != title and (place in places or REGION.sub("", place) == town):
            return Title(centre, is_bare=False)
    if spread := SPREAD.fullmatch(title):
        letters = _compact(spread[1]).removeprefix("cpic")
        names = {centre: {_simple(centre.town), *_names(centre)} for centre in centres}
        return next((Title(it, is_bare=False) for it in centres if letters in map(_compact, names[it])), None)
    if (found := IN_TOWN.fullmatch(_words(text))) and (found["called"] or not text[:1].islower()):
        meant = _in_another_case(found["town"], centres)
        return Title(meant, is_bare=not found["called"]) if meant else None
    if not rest or rest == title:
        return None
    meant = _by_initials(text, centres) or _shortened(place, centres)
    return Title(meant, is_bare=False) if meant else None


@lru_cache(maxsize=8)
def _places(centres: tuple[KnownCentre, ...]) -> list[tuple[KnownCentre, str, set[str], set[str]]]:
    """Of each centre its town, its names, and what may follow the word for a centre."""
    found = []
    for centre in centres:
        town, names = _simple(centre.town), _names(centre)
        found.append((centre, town, names, {town, *(CENTRE.sub("", name).removeprefix("pro ") for name in names)}))
    return found


def _compact(name: str) -> str:
    return name.replace(" ", "")


def _by_initials(text: str, centres: Sequence[KnownCentre]) -> KnownCentre | None:
    """CPIC KV, CPIC ČB: the capitals of one town and of no other."""
    capitals = [found[0] for found in INITIALS.finditer(re.sub(r"\bCPIC\b", "", text))]
    if len(capitals) != 1 or _simple(text).count(" ") != len(re.findall(r"\w+", capitals[0])):
        return None
    letters = "".join(re.findall(r"[a-z]", fold(capitals[0])))
    meant = [
        centre
        for centre in centres
        if " " in centre.town
        and letters in {"".join(word[0] for word in words) for words in _important(_simple(centre.town))}
    ]
    return meant[0] if len(meant) == 1 else None


def _important(town: str) -> tuple[list[str], list[str]]:
    words = town.split()
    return words, [word for word in words if word not in ("nad", "pod", "u", "v", "na")]


def _shortened(place: str, centres: Sequence[KnownCentre]) -> KnownCentre | None:
    """CPIC K. Vary, CPIC Ml. Boleslav: each word begins one of the town's, one of them in full."""
    given = place.split()

    def fits(town: str) -> bool:
        words = town.split()
        return (
            len(words) == len(given) > 1
            and any(word == one and len(word) > 3 for word, one in zip(words, given, strict=True))
            and all(word.startswith(one) for word, one in zip(words, given, strict=True))
        )

    meant = [centre for centre in centres if fits(_simple(centre.town))]
    return meant[0] if len(meant) == 1 else None


def _in_another_case(given: str, centres: Sequence[KnownCentre]) -> KnownCentre | None:
    """CPIC v Pardubicích."""
    given = next((given.removesuffix(soft) + hard for soft, hard in SOFTENED if given.endswith(soft)), given)
    alike = {
        centre: SequenceMatcher(None, given, town).ratio()
        for centre in centres
        if (town := _simple(centre.town))[:3] == given[:3] and len(town.split()) == len(given.split())
    }
    best = max(alike, key=alike.__getitem__, default=None)
    return best if best and alike[best] >= SAME_STEM else None


def names_only_goals(text: str) -> bool:
    """Whether a line is nothing but the title of a document of goals: Operační cíle center na rok 2026."""
    return len(text) <= LONGEST_TITLE and OF_A_YEAR.fullmatch(fold(text).strip(" :.*")) is not None


def is_named_like_centre(text: str) -> bool:
    """Whether a line is what centres are called and a name with capitals, or several of them, and nothing more."""
    return len(text) <= LONGEST_TITLE and NAMED_LIKE_CENTRE.fullmatch(text) is not None


def is_only_called(text: str) -> bool:
    """Whether a line is what centres are called, without a name."""
    return len(text) <= LONGEST_TITLE and IS_CALLED.fullmatch(_simple(text)) is not None


def names_region(text: str) -> bool:
    """Whether a line is nothing but the name of a region, under which centres are grouped."""
    return len(text) <= LONGEST_TITLE and REGION.fullmatch(f"{_words(text)} ") is not None


def is_named_like_town(text: str) -> bool:
    """Whether a line is nothing but a name as only towns have them."""
    return BY_WATER.fullmatch(text) is not None


def is_one_name(text: str) -> bool:
    """Whether a line is one or two words with capitals, as most towns are called."""
    return ONE_NAME.fullmatch(text) is not None


def are_names_of_centres(text: str) -> bool:
    """Whether a text is nothing but several names that begin as centres are called."""
    names = BEFORE_NAME.split(text)
    return len(names) > 1 and all(map(NAMED_ONCE.fullmatch, names))


def names_centre_otherwise(text: str) -> bool:
    """Whether a line of nothing but names speaks of a centre in another order than usual, or of all of them."""
    folded = fold(text)
    if OF_ALL.fullmatch(folded.strip(" :")):
        return True
    is_called = OTHERWISE_CALLED.search(folded) is not None and PERSON.search(folded) is None
    return is_called and ONLY_NAMES.fullmatch(text) is not None


def looks_like_centre(text: str) -> bool:
    """Whether a short text begins as centres are called and goes on with a name."""
    title = _simple(text)
    return bool(IS_CALLED.sub("", title)) and IS_CALLED.match(title) is not None and not text.endswith((".", ",", ";"))


def nearest(text: str, centres: Sequence[KnownCentre]) -> KnownCentre | None:
    """The centre whose name differs least; None where none is near. What stands behind a name or before it may be
    anything; a name of which one town has all the words comes before one with alike letters."""
    if named := {title.centre for title in _several(text, centres) if title}:
        return named.pop() if len(named) == 1 else None
    words = set(CENTRE.sub("", _simple(text[:LONGEST_TITLE])).split())
    of_region = [it for it in centres if it.region and {*_simple(it.region).split()} - {"kraj"} == words - {"kraj"}]
    if of_region or "kraj" in words:
        return of_region[0] if len(of_region) == 1 else None
    towns = {centre: set(_simple(centre.town).split()) for centre in centres}
    part = [it for it, town in towns.items() if words and (words <= town or town <= words)]
    if len(part) == 1 and any(len(word) > 3 for word in words):
        return part[0]
    best = max(centres, key=lambda centre: likeness(text, centre), default=None)
    # Of short names many are alike; whoever slips has the first letter right.
    begins_alike = best is not None and any(word[:1] == _simple(best.town)[:1] for word in words)
    return best if best and likeness(text, best) >= (NEAR if begins_alike else ALIKE) else None


def names_several(text: str, centres: Sequence[KnownCentre]) -> bool:
    """Whether a text is nothing but the names of several known centres: Plzeň + Tachov."""
    named = _several(text, centres)
    return len(text) <= LONGEST_TITLE and len(named) > 1 and all(named)


def _several(text: str, centres: Sequence[KnownCentre]) -> list[Title | None]:
    return [find_title(part, centres) for part in SEVERAL.split(OF_SEVERAL.sub("", text[:LONGEST_TITLE]).rstrip(": "))]


def is_part_of_town(text: str, centres: Sequence[KnownCentre]) -> bool:
    """Whether a line is nothing but a part of the name of one town, such as Budejovice or Vary, or that with a slip."""
    words = _simple(text[:LONGEST_TITLE]).split()
    if not 0 < len(words) <= 3 or not text[:1].isupper() or text.endswith((".", ",", ";")):
        return False
    if any(SequenceMatcher(None, " ".join(words), _simple(it.town)).ratio() >= ALIKE for it in centres):
        return True
    longest = max(words, key=len)
    return len(longest) > 3 and any(set(words) < set(_simple(it.town).split()) for it in centres)


def likeness(text: str, centre: KnownCentre) -> float:
    """From 0 to 1: by the town, or by the name without the words that all names share."""
    title = OTHERWISE_CALLED.sub("", CENTRE.sub("", _simple(text[:LONGEST_TITLE]))).strip()
    names = {CENTRE.sub("", name) for name in _names(centre)}
    return max(SequenceMatcher(None, title, name).ratio() for name in {_simple(centre.town), *names})


def is_slip(text: str, centres: Sequence[KnownCentre]) -> bool:
    return len(text) <= LONGEST_TITLE and any(likeness(text, centre) >= ALIKE for centre in centres)


def _names(centre: KnownCentre) -> set[str]:
    return {_simple(centre.name), _simple(centre.official_name)} - {""}


@lru_cache(maxsize=4096)
def _simple(text: str) -> str:
    """Folded words only, without numbering, brackets and mentions of goals and of the year."""
    return NUMBERING.sub("", _words(text)).removeprefix("pro ")


def _words(text: str) -> str:
    words = " ".join(re.findall(r"[^\W_]+", fold(IN_BRACKETS.sub(" ", text))))
    words = " ".join(ABOUT_GOALS.sub(" ", YEAR.sub(" ", words)).split())
    return IN_REGION.sub(r"\1y kraj", words)
