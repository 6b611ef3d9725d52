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
from goals.czech.words import STOPWORDS, is_adjective, is_verb

_MAKE = re.compile(
    r"^(?:vytvor|vypracov|dopracov|zpracov|sestav|zridi|zrizen|zrizo|otevr|otevren|spust|zaved|zavest|dokonc"
    r"|vyda[tnm]|vyda$|vydame|zaloz|zprovozn|porid|poriz|zakoup|nakoup|natoc|zverejn|publikov|aktualizov|aktualizac"
    r"|podeps|inovov|preloz|vyvin|navrhn|predloz|zahaj|zrekonstru|rekonstruk|zpristupn|ustanov|ustav|jmenov|vznik"
    r"|tvorb|nainstalov|instalac|digitalizov|rozjet|rozjed|napsa|napis|zavad|vybav|zhotov|vyrob|prejmenov|revidov"
    r"|reviz|zpracuj|zavede|schval|vyhotov|pronaj|pronajm|vytisk|dotvor|postav|vybudov|navrh|sepsa|sepis|nahra"
    r"|nafot|umist|vyves|instalov|podat|podan|registrov|zaregistrov|obnov|vyhlasi|vyhlasen|vypsa|vypis|zkomplet"
    r"|zmoderniz|moderniz|vymal|oprav|prevzi|prevez|ukonc|preklad(?:u|em)?$)"
)
_GET = re.compile(
    r"^(?:zajist|ziska|naj[idemt]|naje|naleze|nalezn|nalezt|najit|vyhleda|obdrz|vybra|vyber|zabezpec|sehna)"
)
_HIRE = re.compile(
    r"^(?:prijm|prijme|prijet|prija|obsad|obsaz|zaskol|zapracov|proskol|vyskol|zamestna|naber|nabra|najm|najmou"
    r"|angaz|dopln|dosad)"
)
_HOLD = re.compile(
    r"^(?:usporad|zorganizov|zrealizov|realizov|realizac|uskutecn|probeh|pripravi|priprav|organizov|konani)"
)
_ARRANGE = re.compile(r"^(?:usporad|zorganizov|uskutecn)")
_CARRY = re.compile(r"^(?:prove[ds]|provest|priprav)")
_SIGN = re.compile(r"^(?:uzavr|uzavri|uzavir|podeps|podpis|sjedna|prodlouz|dojedna)")
_MOVE = re.compile(r"^(?:prestehov|stehov|nastehov|premist|presun)")
_STATE = re.compile(
    r"\bstat se (?:\w+ ){0,2}clenem\b|\bvstoupit do\b|\bvstup do (?:asociac|unie|sit|platform)|\bpripojit se k\b"
    r"|\bpln(?:y|eho|em|ym)? (?:pocet|poctu|poctem|stav|stavu|obsazeni)|\bpln\w{1,3} (?:personalni\w* )?obsazen"
    r"|\bpersonalni naplneni\b"
)
_IMPERFECTIVE = re.compile(
    r"^(?:vytvar|zavad|otvir|otevir|vydava|zpracovav|zajistov|ziskav|realizuj[ie]$|zaklad|prijim|obsazov|uzavir"
    r"|dopln(?:uj|ov)|posilov|rozsirov|hleda|aktualizovav)"
)
_START = re.compile(r"^(?:zahaj|obnov|ukonc)")
_COMPLETE = re.compile(r"^dopln")
_WIDEN = re.compile(r"^(?:rozsir|posil|dopln)")  # "o tlumočníka"
_ACTION_NOUN = re.compile(
    r"^(?:(?:realizac|aktualizac|tvorb|rekonstrukc|instalac|reviz|modernizac|digitalizac)\w{1,2}"
    r"|(?:priprav|oprav|obnov)(?:a|y|u|ou)|(?:podpis|vyber|vznik|navrh|preklad)(?:u|em)?)$"
)
_PARTICIPLE = re.compile(r"(?:[aáeě]n|[aeu]t)[aoy]?$")
_PASSIVE_ADJECTIVE = re.compile(r"(?:[ae]n|[aeu]t)(?:á|é|ou)$")
_ACTIONS = {
    "complete": _COMPLETE,
    "make": _MAKE,
    "start": _START,
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
    "ucelem cilem aby za"
)
_HAPPENED = wordset("byl byla bylo byly")  # "byla spuštěna infolinka" reports
_BY = wordset("prostrednictvim pomoci formou cestou skrze diky")
_EXAMPLE = re.compile(
    r"^(?:napr|napriklad|aby|ucelem|cilem|zamerem|ktery|ktera|ktere|kteri|kterych|jenz|jez|jehoz|jejiz|jejichz"
    r"|pripadne|kdy|pokud|kdyby|umozn|pomah|pomoc|pomoz|motivov|nauci|schopn|dokaz|zvaz|usilov|iniciov|projedn)"
)


@dataclass(frozen=True)
class Milestone:
    first: int  # token indices, inclusive
    last: int
    strong: bool  # something made, opened, filled: an achievement even beside a number


def find_milestones(doc: Doc) -> list[Milestone]:
    """All achievements without a number, in reading order."""
    found = [milestone for token in doc.tokens if (milestone := _milestone(doc, token)) is not None]
    return found or _state_named(doc)


def _milestone(doc: Doc, token: Token) -> Milestone | None:
    if not token.is_word or token.role or len(token.fold) < 4:
        return None
    if _MOVE.match(token.fold):
        return Milestone(token.index, token.index, strong=True) if _is_move(doc, token) else None
    if _WIDEN.match(token.fold) and (widened := _widened_by(doc, token)) is not None:
        return widened
    case = _case(token)
    kinds = _kinds(token)
    if case is None or not kinds or _IMPERFECTIVE.match(token.fold) or not _is_promise(doc, token, case):
        return None
    found = object_of(doc, token, case)
    if found is None or not found.singular:
        return None
    if not _suits(kinds, doc.fold(found.index)) or _is_room_for_talk(doc, token, found.index):
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
    return {name for name, rule in _ACTIONS.items() if rule.match(token.fold)}


def _suits(kinds: set[str], noun: str) -> bool:
    """Whether an action may have such an object."""
    tests = {
        "make": not ABSTRACT.match(noun),
        "start": noun.startswith(("cinnost", "provoz", "vyuk")),
        "get": any(rule.match(noun) for rule in (PERSON, PREMISES, FORMAL)),
        "hire": any(rule.match(noun) for rule in (PERSON, FORMAL)) or noun.startswith(("mist", "pozic")),
        "complete": noun.startswith("tym"),
        "hold": EVENT.match(noun) is not None,
        "arrange": not ABSTRACT.match(noun),
        "carry": PRODUCT.match(noun) is not None,
        "sign": CONTRACT.match(noun) is not None,
    }
    return any(tests[kind] for kind in kinds)


def _is_room_for_talk(doc: Doc, token: Token, at: int) -> bool:
    """ "prostor pro diskuzi" is no room."""
    talk = ("disku", "sdilen", "vyjadren", "dialog", "otazk", "reflex", "setkavan", "vymen", "zpetn")
    if doc.fold(at).startswith("prostor") and token.fold.startswith(("vytvor", "poskyt")):
        return True
    return doc.fold(at) == "prostor" and doc.fold(at + 1) in ("pro", "k", "ke") and doc.fold(at + 2).startswith(talk)


def _case(token: Token) -> str | None:
    """The case that an action gives to its object; None when the form promises nothing (an adjective, a person)."""
    low = token.low
    if _ACTION_NOUN.match(token.fold) or (low.endswith(("ní", "ním", "tí", "tím")) and not low.endswith("stní")):
        return GENITIVE
    if token.fold.startswith("vznikn") or (_PARTICIPLE.search(low) and not is_verb(token)):
        return PLURAL if low.endswith("y") else NOMINATIVE
    third_person = low.endswith(("í", "e", "á", "ou")) and not _PASSIVE_ADJECTIVE.search(low)
    return ACCUSATIVE if is_verb(token) or third_person else None


def _is_promise(doc: Doc, token: Token, case: str) -> bool:
    """Whether an action is promised, rather than being a purpose, an occasion, an example or somebody else's."""
    if case == GENITIVE and not _stands_free(doc, token):
        return False
    clause = [t for t in doc.tokens[max(0, token.index - 15) : token.index] if t.clause == token.clause]
    if case in (NOMINATIVE, PLURAL) and any(t.low in _HAPPENED for t in clause):
        return False
    return not any(_EXAMPLE.match(t.fold) and not _is_our_aim(doc, t) for t in clause)


def _is_our_aim(doc: Doc, token: Token) -> bool:
    """ "cílem je otevřít" promises, "s cílem otevřít" does not."""
    return token.fold in ("cilem", "zamerem") and doc.fold(token.index - 1) not in ("s", "se")


def _stands_free(doc: Doc, token: Token) -> bool:
    """Whether an action named by a noun is no part of a prepositional phrase ("před otevřením", "k vytvoření")."""
    at = token.index - 1
    while at > 0 and is_adjective(doc.tokens[at]):
        at -= 1
    before = doc.fold(at)
    if before in ("k", "ke"):
        return doc.fold(at - 1).startswith(("dojde", "doslo", "dojit", "dosp"))
    attribute = at >= 0 and at == token.index - 1 and _is_noun(doc.tokens[at])
    return before in _BY or not (before in _NO_PROMISE or attribute)


def _is_noun(token: Token) -> bool:
    """Whether an action behind this word is its attribute: "obnova vybavení", "možnost otevření"."""
    participle = token.low.endswith(("no", "na", "ny", "to"))
    return token.is_word and token.low not in STOPWORDS and not (is_verb(token) or participle)


def _is_move(doc: Doc, token: Token) -> bool:
    """A move of the centre itself: of a branch, an office, to new premises."""
    around = doc.tokens[max(0, token.index - 3) : token.index + 9]
    return any(
        PREMISES.match(t.fold) or t.fold.startswith(("centr", "cpic")) for t in around if t.sentence == token.sentence
    )


def _state_named(doc: Doc) -> list[Milestone]:
    match = _STATE.search(doc.low)
    if match is None:
        return []
    inside = doc.inside(*match.span())
    return [Milestone(inside[0].index, inside[-1].index, strong=False)] if inside else []
