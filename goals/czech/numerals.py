"""Czech numerals: cardinals in all their cases, the multiplicatives made of them, and fractions.

Ordinals are left out on purpose: they name, they do not count.
"""

from collections.abc import Sequence
from decimal import Decimal

from goals.czech.text import Token, fold, wordset

_ONE = "jeden jedna jedno jednoho jedné jednomu jednom jedním jednu jednou jedni jedny jedněch jedněm jedněmi"
_UNITS = {
    1: _ONE,
    2: "dva dvě dvou dvěma dvoje dvojí dvojice dvojici dvojicí",
    3: "tři tří třech třem třemi třema troje trojí trojice trojici trojicí",
    4: "čtyři čtyř čtyřech čtyřem čtyřmi čtyřma čtvero čtvery čtveřice čtveřici čtveřicí",
    5: "pět pěti patero patery pětice pětici pěticí",
    6: "šest šesti šestero šestice šestici šesticí",
    7: "sedm sedmi",
    8: "osm osmi",
    9: "devět devíti",
    10: "deset deseti desíti",
    11: "jedenáct",
    12: "dvanáct tucet tuctu tuctem",
    13: "třináct",
    14: "čtrnáct",
    15: "patnáct",
    16: "šestnáct",
    17: "sedmnáct",
    18: "osmnáct",
    19: "devatenáct",
}
_TENS = {
    20: "dvacet",
    30: "třicet",
    40: "čtyřicet",
    50: "padesát",
    60: "šedesát",
    70: "sedmdesát",
    80: "osmdesát",
    90: "devadesát",
}
_ROUND = {20: "dvacítk", 30: "třicítk", 40: "čtyřicítk", 50: "padesátk"}
_LINKS = {
    1: ("jedna", "jeden"),
    2: ("dva",),
    3: ("tři",),
    4: ("čtyři",),
    5: ("pět",),
    6: ("šest",),
    7: ("sedm",),
    8: ("osm",),
    9: ("devět",),
}
_HUNDREDS = wordset("sto sta stě set stům stech sty stu")  # an own value only for "sto" and "stu"
_THOUSANDS = wordset("tisíc tisíce tisíci tisíců tisícům tisících tis")
LIMIT = 10**8  # nobody counts as far: such digits are an account, a phone, an identifier
_FRACTIONS = {"polovin": 50, "pulk": 50, "tretin": 33, "ctvrtin": 25, "petin": 20, "desetin": 10}


def _small() -> dict[str, int]:
    values = {form: value for value, forms in _UNITS.items() for form in forms.split()}
    values |= {"desítk" + end: 10 for end in ("a", "u", "ou")} | {"stovk" + end: 100 for end in ("a", "u", "ou")}
    values |= {stem + end: ten for ten, stem in _ROUND.items() for end in ("a", "u", "y", "ou")}
    values |= {form + "i": value for form, value in values.items() if 11 <= value <= 19}
    for ten, form in _TENS.items():
        values |= {form: ten, form + "i": ten}
        for unit, links in _LINKS.items():
            values |= {f"{link}a{form}{end}": ten + unit for link in links for end in ("", "i")}
    return values


SMALL = _small()
FOLDED = {fold(form): value for form, value in SMALL.items()}


def small(token: Token, *, bare: bool = False) -> int | None:
    """The value of one numeral below a hundred; `bare` reads a text typed without diacritics."""
    return FOLDED.get(token.fold) if bare else SMALL.get(token.low)


def cardinal(tokens: Sequence[Token], start: int, *, bare: bool = False) -> tuple[Decimal, int] | None:
    """Read a cardinal number, in words or digits, from token `start`: its value and the index behind it.

    Values have two decimal places at most and stay below LIMIT; None when no such number stands there.
    """
    read = _digits(tokens, start) if tokens[start].is_digits else _in_words(tokens, start, bare=bare)
    if read is None or read[0] >= LIMIT:
        return None
    value, behind = read
    return (value if value == int(value) else round(value, 2)), behind


def _in_words(tokens: Sequence[Token], start: int, *, bare: bool) -> tuple[Decimal, int] | None:
    total = current = 0
    index = start
    while index < len(tokens):
        step = _step(tokens[index], total, current, bare=bare)
        if step is None:
            break
        total, current = step
        index += 1
    return (Decimal(total + current), index) if index > start else None


def _digits(tokens: Sequence[Token], start: int) -> tuple[Decimal, int] | None:
    raw = tokens[start].text.replace(" ", "").replace(".", "").replace(",", ".")
    if len(raw) > 9:
        return None
    value = Decimal(raw)
    after = tokens[start + 1] if start + 1 < len(tokens) else None
    if after is not None and after.low in _THOUSANDS:
        dotted = after.low == "tis" and start + 2 < len(tokens) and tokens[start + 2].text == "."
        return value * 1000, start + (3 if dotted else 2)
    return value, start + 1


def _step(token: Token, total: int, current: int, *, bare: bool) -> tuple[int, int] | None:
    """Add one numeral word to a number under way; None when it does not continue it."""
    word = token.low
    if word in _THOUSANDS:
        return (total + (current or 1) * 1000, 0) if total == 0 and word != "tis" else None
    if word in _HUNDREDS:
        alone = word in ("sto", "stu") and current == 0
        return (total, 100) if alone else (total, current * 100) if 2 <= current <= 9 else None
    value = small(token, bare=bare)
    if value is None:
        return None
    if current == 0 or (current % 100 == 0 and current >= 100):
        return total, current + value
    fits = value < 10 and current % 10 == 0 and current % 100 >= 20
    return (total, current + value) if fits else None


def times(token: Token) -> Decimal | None:
    """The value of a multiplicative in one word (dvakrát, 'pětkrát'); None for "několikrát" and the like."""
    if not token.low.endswith("krát") and not token.fold.endswith("krat"):
        return None
    stem = token.fold[:-4]
    value = FOLDED.get(stem, 100 if stem == "sto" else None)
    return None if value is None else Decimal(value)


def fraction(word: str) -> Decimal | None:
    """Percent of a whole named by a fraction, for a folded word: polovina 50, třetina 33, čtvrtina 25."""
    for stem, percent in _FRACTIONS.items():
        if word.startswith(stem) and len(word) - len(stem) <= 3:
            return Decimal(percent)
    return None
