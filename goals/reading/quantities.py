"""Numbers that count something: value or range, "x" or "%", the comparator before or behind, the noun that follows.

Everything that can be read as a number is read here; which of the numbers are targets is decided in `quantity_filter`.
"""

from dataclasses import dataclass
from decimal import Decimal

from goals.reading import numerals
from goals.reading.text import Doc, wordset
from goals.reading.words import AT_LEAST, AT_MOST, JUST, noun_phrase
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
_COMPARATORS = ((AT_LEAST, Comparator.MIN), (AT_MOST, Comparator.MAX), (JUST, Comparator.EXACT))


def find_quantities(doc: Doc) -> list[Quantity]:
    """All counting numbers of a text in reading order, ignored numbers and times of day left out."""
    bare = doc.text.isascii()
    found: list[Quantity] = []
    index = 0
    while index < len(doc.tokens):
        core = _number_or_share(doc, index, bare=bare)
        if core is None:
            index += 1
            continue
        value, behind, times, percent = core
        first, comparator = _comparator_before(doc, index)
        words = doc.words(index, behind - 1)
        if not percent and ("-" in words or " až " in words):  # of a range the lower bound is promised
            comparator = comparator or Comparator.MIN
        if doc.fold(behind) == "+":
            comparator, behind = Comparator.MIN, behind + 1
        elif doc.fold(behind) in ("a", "i", "ci", "nebo") and doc.fold(behind + 1) in ("vice", "vic"):
            comparator, behind = Comparator.MIN, behind + 2
        noun_at = behind
        if doc.fold(behind) in ("z", "ze"):  # "tři z našich pracovnic" counts workers
            noun_at += 2 if doc.fold(behind + 1) in ("nasich", "techto", "vsech", "nich") else 1
        noun = noun_phrase(doc, noun_at, counted=not times)
        quantity = Quantity(
            first=first,
            number=index,
            last=noun[1] if noun is not None else behind - 1,
            value=value,
            times=times,
            percent=percent,
            comparator=comparator or Comparator.EXACT,
            stated=comparator is not None,
            noun=noun,
            in_words=doc.tokens[index].is_word,
            total=any(before.fold in _TOTAL for before in doc.tokens[max(0, first - 1) : index]),
        )
        found.append(quantity)
        index = max(quantity.last, index) + 1
    return found


def _number_or_share(doc: Doc, index: int, *, bare: bool) -> tuple[Decimal, int, bool, bool] | None:
    """Value, index behind, multiplicative?, percent? of the number (or of the range) at a token."""
    token = doc.tokens[index]
    if token.role or not (token.is_digits or token.is_word):
        return None
    part = _fraction(doc, index, bare=bare)
    if part is not None:
        return *part, False, True
    if token.fold.startswith(("zdvojnasob", "dvojnasob")):
        return Decimal(200), index + 1, False, True
    stem, found, _ = token.fold.partition("procentn")  # "stoprocentní", "padesátiprocentní"
    inside = numerals.FOLDED.get(stem, 100 if stem == "sto" else None) if found else None
    if inside is not None:
        return Decimal(inside), index + 1, False, True
    one = _single(doc, index, bare=bare)
    if one is None:
        return None
    value, behind, times = one
    if doc.fold(behind) in ("-", "az", _RANGES.get(doc.fold(index - 1))):
        other = _single(doc, behind + 1, bare=bare)
        if other is not None and other[0] > value:
            behind, times = other[1], times or other[2]
    if doc.fold(behind) == "/":
        whole = _single(doc, behind + 1, bare=bare)
        if whole is not None and whole[0] > value:
            return _percent(value, whole[0]), whole[1], False, True
    if doc.fold(behind) in _PERCENT:
        return value, behind + 1, times, True
    if doc.fold(behind) in ("z", "ze"):  # "8 z 10 klientů"
        whole = _single(doc, behind + 1, bare=bare)
        if whole is not None and whole[0] > value and not whole[2] and doc.fold(whole[1]) != "na":
            return _percent(value, whole[0]), whole[1], False, True
    if doc.fold(behind) == "(":  # the same number said again: "50 (padesát) firem"
        again = _single(doc, behind + 1, bare=bare)
        if again is not None and again[0] == value and doc.fold(again[1]) == ")":
            behind = again[1] + 1
    return value, behind, times, False


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(Decimal(1))


def _fraction(doc: Doc, index: int, *, bare: bool) -> tuple[Decimal, int] | None:
    """A fraction in percent: "polovina" 50, "tři čtvrtiny" 75, "dvě třetiny" 67."""
    many, at = numerals.cardinal(doc.tokens, index, bare=bare) or (Decimal(1), index)
    token = doc.at(at)
    percent = numerals.fraction(token.fold) if token is not None and not token.role else None
    if percent is None or doc.fold(index - 1).startswith(("druh", "prvni")):
        return None
    return (Decimal(67) if many * percent == 66 else many * percent), at + 1


def _single(doc: Doc, index: int, *, bare: bool) -> tuple[Decimal, int, bool] | None:
    """Value, index behind, multiplicative? of one number, with the signs glued to it: x, krát, "ti" of "5ti"."""
    token = doc.at(index)
    if token is None or token.role or not (token.is_digits or token.is_word):
        return None
    named = numerals.times(token)
    if named is not None and doc.fold(index + 1) not in ("vice", "tolik", "vetsi", "vyssi", "mene", "mensi"):
        return named, index + 1, True
    if token.low == "jednou" and doc.fold(index - 1) not in _WITH:
        return Decimal(1), index + 1, True
    read = numerals.cardinal(doc.tokens, index, bare=bare)
    if read is None:
        return None
    value, behind = read
    if doc.fold(behind) == "-" and doc.fold(behind + 1) in ("ti", "mi", "krat", "x") and doc.tokens[behind + 1].glued:
        behind += 1
    sign = doc.fold(behind)
    if sign in ("x", "krat"):
        return value, behind + 1, True
    if sign in ("ti", "i", "mi", "ma", "tis") and doc.tokens[behind].glued:
        return value, behind + 1, False
    return value, behind, False


def _comparator_before(doc: Doc, index: int) -> tuple[int, Comparator | None]:
    """The comparator to the left, over prepositions and the like: the token where it begins and what it says."""
    at = index - 1
    while at >= 0 and index - at <= 5 and doc.tokens[at].sentence == doc.tokens[index].sentence:
        token = doc.tokens[at]
        if token.low in ("než", "nez", "jak"):  # "více než", "ne méně než" (min), "méně než", "ne více než" (max)
            more = doc.fold(at - 1) in ("vice", "vic", "drive")
            negated = doc.fold(at - 2) == "ne"
            if not more and doc.fold(at - 1) not in ("mene", "min"):
                break
            return at - (2 if negated else 1), Comparator.MIN if more is not negated else Comparator.MAX
        for words, comparator in _COMPARATORS:
            if token.low in words:
                return at, comparator
        if token.low not in _BRIDGES and not (token.text == "." and doc.fold(at - 1) in ("min", "max", "cca", "tj")):
            break
        at -= 1
    return index, None
