"""Numbers that a wording only mentions: in a relative clause about the things meant, in a report, in a known fact.

"Oslovit 10 firem, které zaměstnávají více než 50 cizinců" promises ten firms; "kdy proběhlo 8 kurzů" promises nothing.
"""

import re

from goals.czech.quantities import Quantity
from goals.czech.text import Doc, Token

_FACT = re.compile(
    r"^(?:zij[ei]|ziji|pobyva(?:ji)?|bydli|evidujem|eviduj[ei]|pochazi|tvori|pracuj[ei]|patri|existuj[ei])$"
)
_HOLDS = re.compile(r"^(?:je|jsou|ma|maji|trva|trvaji|nabizi|nabizeji|dojizdi|dojizdeji)$")
# zaměstnávají, navštěvuje: no end is in view, as it is in "zrealizují"
_LASTING = re.compile(r"^(?!zrea|zorg|absolv)\w*(?:[áíý]v(?:á|ají)|uj[eí])$")
_RELATIVE = re.compile(r"^(?:kter[yaeiou]\w{0,2}|jenz|jez|jimz|nimz|niz|nichz|kde|kdy)$")
_DID = re.compile(r"(?:(?<!t)[eě]|[aiyu]|h|š|es|st|ik)l[aoiy]?$")
_NOT_DID = re.compile(r"^(?:hotel|model|panel|level|cisel|festival|mail|email|profil)")
_WISH = re.compile(r"^(?:aby|by$|bych|kdyby)")
_WIDTH = 15  # tokens looked at on either side


def segment(doc: Doc, index: int) -> list[Token]:
    """The tokens around one, up to the nearest comma, bracket, dash or end of the sentence on either side."""
    first = last = index
    while first > max(0, index - _WIDTH) and not _parts(doc, first - 1, index):
        first -= 1
    while last + 1 < min(len(doc.tokens), index + _WIDTH) and not _parts(doc, last + 1, index):
        last += 1
    return doc.tokens[first : last + 1]


def is_remark(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number is told of what is, was or is meant, and not of what shall be done."""
    around = segment(doc, quantity.number)
    words = [token.fold for token in around]
    if any(_FACT.match(word) for word in words) or _tells_past(doc, around):
        return True
    if "jsou" in words and _is_bracketed(doc, around[0].index):
        return True
    return _is_relative(doc, around) and any(_HOLDS.match(t.fold) or _LASTING.search(t.low) for t in around)


def _parts(doc: Doc, index: int, here: int) -> bool:
    token = doc.tokens[index]
    dash = token.text == "-" and not token.glued
    return dash or token.text in ",;:()" or token.sentence != doc.tokens[here].sentence


def _is_bracketed(doc: Doc, index: int) -> bool:
    brackets = [token.text for token in doc.tokens[max(0, index - _WIDTH) : index] if token.text in "()"]
    return brackets[-1:] == ["("]


def _is_relative(doc: Doc, around: list[Token]) -> bool:
    """Whether a relative clause begins here; "z nichž" takes a part of what was counted, and so may promise."""
    head = [token.fold for token in around[:2]]
    return doc.fold(around[0].index - 1) == "," and head[0] not in ("z", "ze") and any(map(_RELATIVE.match, head))


def _tells_past(doc: Doc, around: list[Token]) -> bool:
    """Whether something is said to have been done: a participle in -l that no "aby" or "by" makes a wish."""
    before = doc.tokens[max(0, around[0].index - _WIDTH) : around[0].index]
    if any(_WISH.match(t.fold) for t in (*before, *around) if t.sentence == around[0].sentence):
        return False
    return any(_is_participle(token) for token in around)


def _is_participle(token: Token) -> bool:
    lower = token.is_word and len(token.low) > 3 and not token.is_capital
    return lower and _DID.search(token.low) is not None and not _NOT_DID.match(token.fold)
