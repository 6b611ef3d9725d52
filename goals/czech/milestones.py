"""Achievements without a number: a position filled, premises found, something made, opened or held once.

Taken is the promise itself, never a purpose ("za účelem vytvoření sítě"), an example ("např. otevřením") or what
clients shall learn to do. Verbs that make things take any singular object that is a thing; others people, premises,
papers or events.
"""

import re
from dataclasses import dataclass

from goals.czech.objects import (
    ABSTRACT,
    ACCUSATIVE,
    CONTRACT,
    EVENT,
    FORMAL,
    GENITIVE,
    NOMINATIVE,
    PERSON,
    PLURAL,
    PREMISES,
    PRODUCT,
    object_of,
)
from goals.czech.text import Doc, Token, wordset
from goals.czech.words import is_adjective, is_verb

_MAKE = re.compile(
    r"^(?:vytvor|vypracov|zpracov|sestav|zridi|zrizen|zrizo|otevr|otevren|spust|zaved|zavest|dokonc|vyda[tnm]|vyda$|vydame|zaloz|zprovozn|"
    r"porid|poriz|zakoup|nakoup|natoc|zverejn|publikov|aktualizov|aktualizac|podeps|inovov|preloz|vyvin|navrhn|predloz|zahaj|zrekonstru|"
    r"rekonstruk|zpristupn|ustanov|ustav|jmenov|vznik|tvorb|nainstalov|instalac|digitalizov|rozjet|rozjed|napsa|napis|zavad|vybav|"
    r"zhotov|vyrob|prejmenov|revidov|reviz|zpracuj|zavede|schval|vyhotov|pronaj|pronajm|vytisk|dotvor|postav|vybudov|navrh|sepsa|sepis|nahra|nafot|umist|vyves|instalov|podat|podan|registrov|zaregistrov|obnov|vyhlas|vypsa|vypis)"
)
_GET = re.compile(
    r"^(?:zajist|ziska|naj[idemt]|naje|naleze|nalezn|nalezt|najit|vyhleda|obdrz|vybra|vyber|zabezpec|sehna)"
)
_HIRE = re.compile(
    r"^(?:prijm|prijme|prijet|prija|obsad|obsaz|zaskol|zapracov|zamestna|naber|nabra|najm|najmou|angaz|dopln|dosad)"
)
_HOLD = re.compile(
    r"^(?:usporad|zorganizov|zrealizov|realizov|realizac|uskutecn|probeh|pripravi|priprav|organizov|konani)"
)
_ARRANGE = re.compile(r"^(?:usporad|zorganizov|uskutecn)")
_CARRY = re.compile(r"^(?:prove[ds]|provest|priprav)")
_SIGN = re.compile(r"^(?:uzavr|uzavri|uzavir|podeps|podpis|sjedna|prodlouz|dojedna)")
_MOVE = re.compile(r"^(?:prestehov|stehov|nastehov|premist|presun)")
_FULL = re.compile(
    r"\bpln(?:y|eho|em|ym)? (?:pocet|poctu|poctem|stav|stavu|obsazeni)|\bpln\w{1,3} (?:personalni\w* )?obsazen"
    r"|\bpersonalni naplneni\b"
)
_IMPERFECTIVE = re.compile(
    r"^(?:vytvar|zavad|otvir|otevir|vydava|zpracovav|zajistov|ziskav|realizuj[ie]$|zaklad|prijim|obsazov|uzavir|dopln(?:uj|ov)|posilov|rozsirov|hleda|aktualizovav)"
)
_COMPLETE = re.compile(r"^dopln")
_WIDEN = re.compile(r"^(?:rozsir|posil|dopln)")  # "o tlumočníka"
_ACTIONS = {
    "complete": _COMPLETE,
    "make": _MAKE,
    "get": _GET,
    "hire": _HIRE,
    "hold": _HOLD,
    "arrange": _ARRANGE,
    "carry": _CARRY,
    "sign": _SIGN,
}
# Right before an action these make it a purpose, an occasion or an example.
_NO_PROMISE = wordset(
    "k ke pro pri pred po o na s se do od z ze bez v ve u nad mezi podle dle moznost moznosti snaha potreba "
    "ucelem cilem aby"
)
_BY = wordset("prostrednictvim pomoci formou cestou za skrze diky")
_EXAMPLE = re.compile(
    r"^(?:napr|napriklad|aby|ucelem|cilem|zamerem|ktery|ktera|ktere|kteri|kterych|jenz|jez|jehoz|jejiz|pripadne|kdy|pokud|kdyby|umozn|pomah|pomoc|pomoz|motivov|nauci|schopn|dokaz|chtej|planuj)"
)


@dataclass(frozen=True)
class Milestone:
    first: int  # token indices, inclusive
    last: int
    strong: bool  # something made, opened, filled: an achievement even beside a number


def find_milestones(doc: Doc) -> list[Milestone]:
    """All achievements without a number, in reading order."""
    found = [milestone for token in doc.tokens if (milestone := _milestone(doc, token)) is not None]
    return found or _full_team(doc)


def _milestone(doc: Doc, token: Token) -> Milestone | None:
    if not token.is_word or token.role or len(token.fold) < 4:
        return None
    if _MOVE.match(token.fold):
        return Milestone(token.index, token.index, strong=True) if _is_move(doc, token) else None
    if _WIDEN.match(token.fold) and (widened := _widened_by(doc, token)) is not None:
        return widened
    case = _case(doc, token)
    kinds = _kinds(token)
    if case is None or not kinds or _IMPERFECTIVE.match(token.fold) or not _is_promise(doc, token):
        return None
    found = object_of(doc, token, case)
    if found is None or not found.singular:
        return None
    nouns = [doc.tokens[found.index].fold, *(doc.fold(at) for at in found.adjectives)]
    if not _suits(kinds, nouns[0], nouns):
        return None
    return Milestone(token.index, found.index, strong=not kinds <= {"hold", "arrange"})


def _widened_by(doc: Doc, token: Token) -> Milestone | None:
    """ "rozšířit tým o tlumočníka": one more person."""
    for preposition in doc.tokens[token.index + 1 : token.index + 6]:
        if preposition.low == "o" and preposition.clause == token.clause:
            found = object_of(doc, preposition, ACCUSATIVE)
            if found is not None and found.singular and PERSON.match(doc.tokens[found.index].fold):
                return Milestone(token.index, found.index, strong=True)
    return None


def _kinds(token: Token) -> set[str]:
    rules = {
        "make": _MAKE,
        "get": _GET,
        "hire": _HIRE,
        "hold": _HOLD,
        "arrange": _ARRANGE,
        "carry": _CARRY,
        "sign": _SIGN,
    }
    return {name for name, rule in rules.items() if rule.match(token.fold)}


def _suits(kinds: set[str], noun: str, nouns: list[str]) -> bool:
    """Whether an action may have such an object."""
    tests = {
        "make": not ABSTRACT.match(noun),
        "get": any(rule.match(noun) for rule in (PERSON, PREMISES, FORMAL)),
        "hire": any(rule.match(noun) for rule in (PERSON, FORMAL)) or noun.startswith(("mist", "pozic")),
        "complete": noun.startswith("tym"),
        "hold": EVENT.match(noun) is not None,
        "arrange": not ABSTRACT.match(noun),
        "carry": PRODUCT.match(noun) is not None,
        "sign": CONTRACT.match(noun) is not None,
    }
    return any(tests[kind] for kind in kinds)


def _case(doc: Doc, token: Token) -> str | None:
    """The case that an action gives to its object; None when the form promises nothing (an adjective)."""
    low, fold = token.low, token.fold
    if low.endswith(("ní", "ním", "tí", "tím")) and not low.endswith(("stní", "stí")):
        return GENITIVE
    if fold.startswith(
        (
            "realizac",
            "aktualizac",
            "tvorb",
            "priprav",
            "rekonstruk",
            "instalac",
            "reviz",
            "podpis",
            "vyber",
            "vznik",
            "navrh",
        )
    ):
        return (
            NOMINATIVE
            if fold.startswith("vznikn")
            else GENITIVE
            if low[-1:] in "eauiík" or low.endswith("ou")
            else ACCUSATIVE
            if is_verb(token)
            else None
        )
    if re.search(r"(?:[ae]n|[aeu]t)[ao]?$", low) and not is_verb(token):
        return NOMINATIVE
    if re.search(r"(?:[ae]n|[aeu]t)y$", low):
        return PLURAL
    if re.search(r"(?:[ae]n|[aeu]t)i$", low) or (is_adjective(token) and not is_verb(token)):
        return _finite(token)
    return ACCUSATIVE


def _finite(token: Token) -> str | None:
    """A third person in -í ("vytvoří") looks like an adjective."""
    return ACCUSATIVE if token.low.endswith(("ří", "dí", "tí", "ví", "zí", "ší", "čí", "bí")) else None


def _is_promise(doc: Doc, token: Token) -> bool:
    before = doc.fold(token.index - 1)
    at = token.index - 1
    while at > 0 and is_adjective(doc.tokens[at]):
        at -= 1
        before = doc.fold(at)
    if before in _BY:
        return before != "za"
    if before in _NO_PROMISE and not (before == "se" and is_verb(token)):
        return False
    clause = [t for t in doc.tokens[max(0, token.index - 15) : token.index] if t.clause == token.clause]
    return not any(_EXAMPLE.match(t.fold) for t in clause)


def _is_move(doc: Doc, token: Token) -> bool:
    """A move of the centre itself: of a branch, an office, to new premises."""
    around = doc.tokens[max(0, token.index - 3) : token.index + 9]
    return any(
        PREMISES.match(t.fold) or t.fold.startswith(("centr", "cpic")) for t in around if t.sentence == token.sentence
    )


def _full_team(doc: Doc) -> list[Milestone]:
    match = _FULL.search(doc.low)
    if match is None:
        return []
    inside = doc.inside(*match.span())
    return [Milestone(inside[0].index, inside[-1].index, strong=False)] if inside else []
