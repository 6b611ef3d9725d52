"""What is told of what is, was or is meant, and promises nothing: relative clauses, reasons, facts."""

import re

from goals.reading.quantities import Quantity
from goals.reading.text import (
    PREPOSITIONS,
    STOPWORDS,
    Doc,
    is_verb,
    wordset,
)

_BECAUSE = re.compile(r"^(?:protoze|nebot|jelikoz|ackoli\w?|prestoze|ponevadz)$")


_ACCORDING = wordset("podle dle kvuli diky vuci")


_FACT = re.compile(
    r"^(?:zij[ei]|ziji|pobyva(?:ji)?|bydli|evidujem|eviduj[ei]|pochazi|tvori|pracuj[ei]|patri|existuj[ei]|pusobi|sidli|rodi|chybi|prevazuj[ei]|prevlad\w{1,4}|znamena(?:ji)?|obsahuj[ei]|vychazi|vychazeji|lezi|citaj?i?)$"
)


_HOLDS = re.compile(r"^(?:je|jsou|ma|maji|cini|trva|trvaji|nabizi|nabizeji|dojizdi|dojizdeji)$")


# zaměstnávají, navštěvuje: no end is in view, as it is in "zrealizují"
_LASTING = re.compile(r"^(?!zrea|zorg|absolv)\w*(?:[áíý]v(?:á|ají)|uj[eí]|(?:ch[áa]z|jížd|jižď)(?:í|ejí))$")


_WILL = re.compile(
    r"^(?:bude|budou|budeme|probeh|usporad|zorganiz|uskutecn|zrealiz|absolv|vznikn|projd|zucastn|navstiv|oslov)"
)


_HABIT = re.compile(r"^(?:rocne|mesicne|tydne|denne|kazd\w{1,3}|vzdy|obvykle|bezne|zpravidla)$")


_RELATIVE = re.compile(
    r"^(?:kter[yaeiou]\w{0,2}|jenz|jez|jimz|nimz|niz|nichz|jehoz|jemuz|jejiz|jejichz|nehoz|nemuz|nemz|nimiz|jimiz|kde|kdy|kam|odkud|kudy|proc|zda(?:li)?|jestli|kolik)$"
)


_DID = re.compile(r"(?:(?<!t)[eě]|[aiyu]|h|š|es|st|ik|oup|pad|řek|tek)l[aoiy]?$")


_BEFORE_NOUNS = PREPOSITIONS - {"se"}


_NOT_DID = re.compile(r"^(?:hotel|model|panel|level|cisel|festival|mail|email|profil)")


_OF_THAT = wordset("to tomu tom")


_WISH = re.compile(r"^(?:aby|by$|bych|kdyby)")


WIDTH = 15  # tokens looked at on either side of a number for what is told of it


def is_only_mentioned(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number is told of what is, was or is meant, and not of what shall be done.

    The words around it decide, up to the nearest comma, bracket, dash or end of the sentence on either side.
    """
    plain = not (quantity.stated or quantity.times or quantity.percent)
    return (plain and _is_purpose(doc, quantity.number)) or is_told_at(doc, quantity.number, quantity.noun)


def _is_purpose(doc: Doc, here: int) -> bool:
    """ "upravit web tak, aby stačila tři kliknutí"; in "zajistit, aby" and "cílem je, aby" it is what is promised."""
    first, _ = _around(doc, here)
    before = doc.at(first - 2)
    if doc.fold(first) != "aby" or doc.fold(first - 1) != ",":
        return False
    reflexive = before.low in ("se", "si")
    return not (
        is_verb(before) or before.low in ("je", "toho", "to", "tom") or (reflexive and is_verb(doc.at(first - 3)))
    )


def is_told_at(doc: Doc, here: int, noun: tuple[int, int] | None = None) -> bool:
    """The same of whatever stands at a token, a year for example; what is counted is no verb ("tři novely")."""
    first, last = _around(doc, here)
    around, before = doc.tokens[first : last + 1], doc.tokens[max(0, first - WIDTH) : first]
    words = [token.fold for token in around]
    has = any(word in ("ma", "maji") and not is_verb(doc.at(first + at + 1)) for at, word in enumerate(words))
    has = has and not any(word.startswith("kazd") for word in words)  # "každý pracovník má 4 supervize" is promised
    if has or any(_FACT.match(word) for word in words) or any(_BECAUSE.match(word) for word in words[:2]):
        return True
    if doc.fold(first - 1) == "," and words[0] in _ACCORDING and any(map(_RELATIVE.match, words[1:2])):
        return True  # "podle níž bude jeden úřad …"
    # Something was done: a participle in -l that no "aby" or "by" makes a wish.
    if not any(_WISH.match(t.fold) for t in (*before, *around) if t.sentence == around[0].sentence):
        for token in around:
            lower = token.is_word and len(token.low) > 3 and not token.is_capital
            lower = lower and doc.at(token.index - 1).low not in _BEFORE_NOUNS  # "žadatelek o azyl"
            thing = noun is not None and noun[0] <= token.index <= noun[1]
            thing = thing or (token.low.endswith(("del", "sel")) and token.low != "musel")  # "jídel", "hesel"
            if lower and not thing and _DID.search(token.low) and not _NOT_DID.match(token.fold):
                return True
    if doc.tokens[here].bracket and any(_HOLDS.match(token.fold) or _LASTING.search(token.low) for token in around):
        return True  # "(přihlášky se podávají do 20. února)"
    return is_which(doc, here)


def is_which(doc: Doc, here: int) -> bool:
    """Whether a token stands in a relative clause that only says which ones are meant: "děti, které do 31. 8. dovrší
    šest let"."""
    first, last = _around(doc, here)
    around = doc.tokens[first : last + 1]
    words = [token.fold for token in around]
    relative = doc.fold(first - 1) == "," and any(map(_RELATIVE.match, words[:2]))
    if words[0] in ("z", "ze") and all(token.low in STOPWORDS for token in doc.tokens[first + 2 : here]):
        relative = False  # "z nichž nejméně 10" takes a part of what was counted
    # "připravit se na to, že přijde až 300 lidí"
    of_that = doc.fold(first - 1) == "," and doc.at(first - 2).low in _OF_THAT
    relative = relative or (words[0] == "ze" and doc.fold(first - 1) == ",") or (words[0] == "aby" and of_that)
    if relative and around[0].low in PREPOSITIONS and words[2:3] == ["se"]:
        return True  # "inspekce, při níž se projde 14 místností"
    if relative and not any(_WILL.match(word) or word.endswith("me") for word in words):
        return True
    if relative and any(map(_HABIT.match, words)):  # "recepce, kterou denně projde kolem 70 lidí"
        return True
    return relative and any(_HOLDS.match(token.fold) or _LASTING.search(token.low) for token in around)


def _around(doc: Doc, here: int) -> tuple[int, int]:
    """The tokens around one up to what parts clauses, the first and the last."""
    first = last = here
    while first > max(0, here - WIDTH) and not _parts(doc, first - 1, here):
        first -= 1
    while last + 1 < min(len(doc.tokens), here + WIDTH) and not _parts(doc, last + 1, here):
        last += 1
    return first, last


def _parts(doc: Doc, index: int, here: int) -> bool:
    token = doc.tokens[index]
    dash = token.text == "-" and not token.glued
    return dash or token.text in ",;:()" or token.sentence != doc.tokens[here].sentence
