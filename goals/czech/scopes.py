"""Who is meant by "každý" and "všichni": the circle of which each member is promised something.

A circle is a target when it is made of people, bodies or places and something is done to or by each of them; "ve všech
ohledech" or "zlepšit spolupráci se všemi partnery" is none.
"""

import re
from dataclasses import dataclass
from itertools import takewhile

from goals.czech.numerals import small
from goals.czech.objects import ABSTRACT
from goals.czech.text import Doc, Token, wordset
from goals.czech.words import AT_LEAST, STOPWORDS, is_adjective, is_verb

_WORD = re.compile(
    r"^(?:kazd(?:y|a|e|eho|emu|em|ym|ou|ych)|vsichni|vsechny|vsech|vsem|vsemi|veskere|veskerych|veskerym|oba|obe"
    r"|obou|obema)$"
)
_WHOLE = re.compile(r"^cel(?:y|eho|emu|em|ym)$")
_TEAM = re.compile(r"^(?:tym|kolektiv|personal)")
_PAIR = wordset("oba obe obou obema")
_PEOPLE = re.compile(r"^(?:pracovni|zamestnan|koleg|clen|sp$|lektor|tlumocni|poradc|vedouc|asistent)")
_SUBJECT = wordset("každý každá každé všichni všechny oba obě")
_CIRCLE = re.compile(
    r"^(?:pracovni[ckc]|zamestnan|kolega|kolegy|kolegyn|clen|tym|sp$|ksp|ikp|klient|cizin|ucastni|uchazec|zajem"
    r"|zadatel|osob|rodin|rodic|zak|student|dit|det|dobrovolni|tlumocni|lektor|poradc|vedouc|partner|organizac"
    r"|spol[ek]|neziskov|institu|urad|ospod|oamp|obc|obec|mest|kraj|okres|region|lokalit|skol|zs|ms|ss|zarizen"
    r"|knihov|fir[em]m?|zamestnavatel|podni|centr|poboc|pracovist|ubytov|lekar|ordinac|nemocnic|sluzebn|posluchac"
    r"|absolvent|drzitel|prichoz|nastup|kontaktni|komunit|orp|mas|obyvatel|zen[aeyu]?|zenam|matek|matk|muz|uzivatel"
    r"|navstevni|dom[uyo]|domech|domov|sidlis|vesnic|internat|hotel|velvyslan|soud|policist|farnost|cirkv|univerzit"
    r"|fakult|restaurac|obchod|prodejn|poradn|domacnost|mist|gymnazi|ucilis|sluzb|provozov|azyl|stacionar|spolk"
    r"|prijem|osad|byt[uyo]|poskytovatel|aktivit|kurz|setkan|akc|besed|workshop|ps|skupin|platform|jednan|materi"
    r"|letak|standard|nich|matri|magistrat|oddelen|odbor|ubytovatel|agentur|posluchac|pedagog|ucitel|asistent"
    r"|koordinator|instituc|spoluprac)"
)
# Aims without an end: what they are done to is no circle to be ticked off.
_ENDLESS = re.compile(
    r"^(?:zleps|zlepsov|prohloub|prohlub|posil|udrz|zkvalit|rozvij|rozvoj|rozsir|podporov|usil|zvys|budov|pokracov"
    r"|spolupracov|dba|dbat|komunikov|rozvin)"
)
_STATES = wordset("jsou je mají měli")
_SERVES = re.compile(r"^(?:dispozic|pristupn|dostupn|sdilen|potreb|urcen)")
_IDIOMS = wordset("pripad pripade ohled ohledech smer smerech dob dobu stran ostatni")


@dataclass(frozen=True)
class Circle:
    first: int  # token indices, inclusive
    last: int
    subject: bool  # they act: what follows is promised of each
    joint: bool = False  # all at once ("celý tým"): numbers beside it are not dealt out
    served: bool = False  # what is done is only for them: no target beside an achievement


def find_circles(doc: Doc) -> list[Circle]:
    """All circles of a text in reading order."""
    found = []
    for token in doc.tokens:
        if token.is_word and not token.role and _WORD.match(token.fold):
            last = _member(doc, token)
            if last is not None and not _is_endless(doc, token) and not _is_state(doc, token, last):
                found.append(Circle(token.index, last, _is_subject(doc, token, last), served=_is_served(doc, token)))
        elif _WHOLE.match(token.fold) and _TEAM.match(doc.fold(token.index + 1)) and not _is_endless(doc, token):
            found.append(Circle(token.index, token.index + 1, False, joint=True, served=_is_served(doc, token)))
    return found


def _member(doc: Doc, token: Token) -> int | None:
    """The token that names the members, at most five words behind "každý"; itself in "pracovníci absolvují každý 2"."""
    after = doc.at(token.index + 1)
    number = after is not None and (after.is_digits or small(after) is not None)
    if token.low == "každý" and after is not None and (after.fold in AT_LEAST or number) and after.low != "jeden":
        return token.index
    for after in doc.tokens[token.index + 1 : token.index + 7]:
        if (
            after.sentence != token.sentence
            or after.text in ",.;:()"
            or after.fold in _IDIOMS
            or after.fold in ("kdo", "rok", "mesic")
        ):
            return None
        if is_verb(after) and not _CIRCLE.match(after.fold):
            return None
        if _CIRCLE.match(after.fold) and not _leads_on(doc, after):
            return after.index if token.fold not in _PAIR or _PEOPLE.match(after.fold) else None
        if (
            after.low in STOPWORDS
            and after.low not in AT_LEAST
            and after.fold not in ("z", "ze", "nas", "nase", "nasi", "nasich", "svych", "a")
        ):
            return None
    return None


def _leads_on(doc: Doc, token: Token) -> bool:
    """An adjective that only begins like a member ("pracovní tým", "městský úřad")."""
    after = doc.at(token.index + 1)
    return is_adjective(token) and after is not None and after.is_word and _CIRCLE.match(after.fold) is not None


def _is_subject(doc: Doc, token: Token, last: int) -> bool:
    """Whether the members act: a nominative before which nothing governs it and behind which a verb comes."""
    if token.low not in _SUBJECT:
        return False
    clause = [t for t in doc.tokens[max(0, token.index - 8) : token.index] if t.clause == token.clause]
    if any(is_verb(before) for before in clause) or (
        clause and doc.fold(token.index - 1) in ("na", "pro", "o", "ve", "v")
    ):
        return False
    return token.fold != "vsechny" or any(is_verb(after) for after in doc.tokens[last + 1 : last + 5])


def _is_served(doc: Doc, token: Token) -> bool:
    """Whether something is only meant for the circle: "pro všechny pracovníky", "k dispozici celému týmu"."""
    before = doc.tokens[max(0, token.index - 3) : token.index]
    return doc.fold(token.index - 1) == "pro" or any(_SERVES.match(t.fold) for t in before)


def _is_state(doc: Doc, token: Token, last: int) -> bool:
    """Whether the circle is only described: "všechny služby jsou zdarma"."""
    behind = takewhile(lambda after: after.is_word, doc.tokens[last + 1 : last + 4])  # not "každý, kdo je ..."
    return any(after.low in _STATES and after.clause == token.clause for after in behind)


def _is_endless(doc: Doc, token: Token) -> bool:
    """Whether the verb that governs the circle, before it or right behind, names an aim without an end."""
    before = doc.at(token.index - 1)
    if before is not None and ABSTRACT.match(before.fold) and not is_verb(before):
        return True  # "postup všech pracovníků"
    around = doc.tokens[max(0, token.index - 10) : token.index]
    verbs = [t for t in around if t.clause == token.clause and (is_verb(t) or _ENDLESS.match(t.fold))]
    return bool(verbs) and _ENDLESS.match(verbs[-1].fold) is not None
