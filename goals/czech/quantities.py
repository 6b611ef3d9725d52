"""Numbers that count something: value or range, "x" or "%", the comparator before or behind, the noun that follows.

Everything that can be read as a number is read here; which of the numbers are targets is decided in `evidence`.
"""

from dataclasses import dataclass
from decimal import Decimal

from goals.czech import numerals
from goals.czech.text import Doc, Token, wordset
from goals.czech.words import AT_LEAST, AT_MOST, JUST, noun_phrase
from goals.states import Comparator


@dataclass(slots=True)
class Quantity:
    first: int  # token indices, inclusive; first covers the comparator, last the noun
    number: int  # the first token of the number itself
    last: int
    value: Decimal  # of a range its lower bound
    times: bool  # "2x", "dvakrát"
    percent: bool
    comparator: Comparator
    stated: bool  # whether the wording names the comparator
    noun: tuple[int, int] | None
    in_words: bool
    total: bool  # "celkem 11": spread over whatever stands around


_BRIDGES = wordset(
    "o na v ve s se do za u k ke pro z ze po počtu rozsahu výši objemu úroveň úrovni úrovně hranici hodnotu "
    "stav dalších nových od"
)
_TOTAL = wordset("celkem celkove dohromady souhrnne")
_PERCENT = wordset("% procent procenta procentech procenty procentum procentni procentnich proc")
_RANGES = {"od": "do", "mezi": "a"}  # "od 3 do 5 setkání"
_WITH = wordset("s se pred nad pod mezi za")  # before "jednou" they make it a plain "one"
_MORE = frozenset(["více", "vice", "víc"])


def find_quantities(doc: Doc) -> list[Quantity]:
    """All counting numbers of a text in reading order, traps and times of day left out."""
    bare = doc.text.isascii()
    found: list[Quantity] = []
    index = 0
    while index < len(doc.tokens):
        quantity = _quantity(doc, index, bare=bare)
        if quantity is None:
            index += 1
            continue
        found.append(quantity)
        index = max(quantity.last, index) + 1
    return found


def _quantity(doc: Doc, index: int, *, bare: bool) -> Quantity | None:
    token = doc.tokens[index]
    if token.role or not (token.is_digits or token.is_word):
        return None
    core = _core(doc, index, bare=bare)
    if core is None:
        return None
    value, behind, times, percent = core
    first, comparator = _comparator_before(doc, index)
    more, behind = _comparator_behind(doc, behind)
    noun = None if percent and doc.fold(behind) == "" else noun_phrase(doc, _skip_of(doc, behind), counted=not times)
    last = noun[1] if noun is not None else behind - 1
    ranged = Comparator.MIN if _is_range(doc.words(index, behind - 1)) and not percent else None
    said = more or comparator or ranged
    total = any(before.fold in _TOTAL for before in doc.tokens[max(0, first - 1) : index])
    in_words = token.is_word
    return Quantity(
        first, index, last, value, times, percent, said or Comparator.EXACT, said is not None, noun, in_words, total
    )


def _core(doc: Doc, index: int, *, bare: bool) -> tuple[Decimal, int, bool, bool] | None:
    """Value, index behind, multiplicative?, percent? of the number (or of the range) at a token."""
    part = _part(doc, index, bare=bare) or _percent_word(doc.tokens[index], index)
    if part is not None:
        return part[0], part[1], False, True
    one = _single(doc, index, bare=bare)
    if one is None:
        return None
    value, behind, times = one
    joint = behind + 1 if doc.fold(behind) in ("-", "az", _RANGES.get(doc.fold(index - 1))) else None
    other = _single(doc, joint, bare=bare) if joint is not None else None
    if other is not None and other[0] > value:
        behind, times = other[1], times or other[2]
    slashed = _single(doc, behind + 1, bare=bare) if doc.fold(behind) == "/" else None
    if slashed is not None and slashed[0] > value:
        return _ratio(value, slashed[0]), slashed[1], False, True
    if doc.fold(behind) in _PERCENT:
        return value, behind + 1, times, True
    whole = _of_whole(doc, value, behind, bare=bare)
    if whole is not None:
        return whole[0], whole[1], False, True
    return value, _behind_repetition(doc, value, behind, bare=bare), times, False


def _of_whole(doc: Doc, value: Decimal, behind: int, *, bare: bool) -> tuple[Decimal, int] | None:
    """ "8 z 10 klientů" in percent, rounded, and the index behind the whole."""
    whole = _single(doc, behind + 1, bare=bare) if doc.fold(behind) in ("z", "ze") else None
    if whole is None or whole[0] <= value or whole[2] or doc.fold(whole[1]) == "na":
        return None
    return _ratio(value, whole[0]), whole[1]


def _ratio(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(Decimal(1)) if whole else Decimal(0)


def _behind_repetition(doc: Doc, value: Decimal, behind: int, *, bare: bool) -> int:
    """Behind the same number said again in brackets: "50 (padesát) firem"."""
    again = _single(doc, behind + 1, bare=bare) if doc.fold(behind) == "(" else None
    return again[1] + 1 if again is not None and again[0] == value and doc.fold(again[1]) == ")" else behind


def _part(doc: Doc, index: int, *, bare: bool) -> tuple[Decimal, int] | None:
    """A fraction in percent: "polovina" 50, "tři čtvrtiny" 75, "dvě třetiny" 67."""
    whole = numerals.cardinal(doc.tokens, index, bare=bare)
    many, at = whole if whole is not None else (Decimal(1), index)
    token = doc.at(at)
    percent = numerals.fraction(token.fold) if token is not None and not token.role else None
    if percent is None or doc.fold(index - 1).startswith(("druh", "prvni")):
        return None
    return (Decimal(67) if many * percent == 66 else many * percent), at + 1


def _percent_word(token: Token, index: int) -> tuple[Decimal, int] | None:
    """ "stoprocentní", "padesátiprocentní": the number inside the adjective; "zdvojnásobit" is 200 %."""
    if token.fold.startswith(("zdvojnasob", "dvojnasob")):
        return Decimal(200), index + 1
    stem, found, _ = token.fold.partition("procentn")
    value = numerals.FOLDED.get(stem, 100 if stem == "sto" else None) if found else None
    return None if value is None else (Decimal(value), index + 1)


def _single(doc: Doc, index: int, *, bare: bool) -> tuple[Decimal, int, bool] | None:
    token = doc.at(index)
    if token is None or token.role or not (token.is_digits or token.is_word):
        return None
    named = numerals.times(token)
    if named is not None and doc.fold(index + 1) not in ("vice", "tolik", "vetsi", "vyssi", "mene", "mensi"):
        return named, index + 1, True
    if token.low == "jednou" and doc.fold(index - 1) not in _WITH:
        return Decimal(1), index + 1, True
    read = numerals.cardinal(doc.tokens, index, bare=bare)
    return None if read is None else _with_sign(doc, *read)


def _with_sign(doc: Doc, value: Decimal, behind: int) -> tuple[Decimal, int, bool]:
    """Take the signs glued to a number: x, krát, "ti" of "5ti", "+"."""
    if doc.fold(behind) == "-" and doc.fold(behind + 1) in ("ti", "mi", "krat", "x") and doc.tokens[behind + 1].glued:
        behind += 1
    sign = doc.fold(behind)
    if sign in ("x", "krat"):
        return value, behind + 1, True
    if sign in ("ti", "i", "mi", "ma", "tis") and doc.tokens[behind].glued:
        return value, behind + 1, False
    return value, behind, False


def _is_range(words: str) -> bool:
    return "-" in words or " až " in f" {words} "


def _comparator_before(doc: Doc, index: int) -> tuple[int, Comparator | None]:
    """The comparator to the left, over prepositions and the like: the token where it begins and what it says."""
    at = index - 1
    while at >= 0 and index - at <= 5 and doc.tokens[at].sentence == doc.tokens[index].sentence:
        token = doc.tokens[at]
        found = _comparator_word(doc, token)
        if found is not None:
            return at - (token.low in ("než", "nez", "jak")) * _than_width(doc, at), found
        if token.low not in _BRIDGES and not (token.text == "." and doc.fold(at - 1) in ("min", "max", "cca", "tj")):
            break
        at -= 1
    return index, None


def _comparator_word(doc: Doc, token: Token) -> Comparator | None:
    if token.low in ("než", "nez", "jak"):
        return _than(doc, token.index)
    for words, comparator in ((AT_LEAST, Comparator.MIN), (AT_MOST, Comparator.MAX), (JUST, Comparator.EXACT)):
        if token.low in words:
            return comparator
    return None


def _than(doc: Doc, at: int) -> Comparator | None:
    """ "více než", "ne méně než" (min), "méně než", "ne více než" (max)."""
    word, negated = doc.fold(at - 1), doc.fold(at - 2) == "ne"
    if word in ("vice", "vic", "drive"):
        return Comparator.MAX if negated else Comparator.MIN
    if word in ("mene", "min"):
        return Comparator.MIN if negated else Comparator.MAX
    return None


def _than_width(doc: Doc, at: int) -> int:
    return 2 if doc.fold(at - 2) == "ne" else 1


def _comparator_behind(doc: Doc, index: int) -> tuple[Comparator | None, int]:
    """ "10 a více", "10+", "10 či více": the comparator and the index behind it."""
    if doc.fold(index) == "+":
        return Comparator.MIN, index + 1
    if doc.fold(index) in ("a", "i", "ci", "nebo") and doc.fold(index + 1) in _MORE:
        return Comparator.MIN, index + 2
    return None, index


def _skip_of(doc: Doc, index: int) -> int:
    """Behind "z našich": "tři z našich pracovnic" counts workers."""
    if doc.fold(index) in ("z", "ze"):
        return index + 2 if doc.fold(index + 1) in ("nasich", "techto", "vsech", "nich") else index + 1
    return index
