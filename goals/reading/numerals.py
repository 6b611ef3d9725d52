"""Czech numerals: cardinals in all their cases, the multiplicatives made of them, and fractions.

Ordinals are left out on purpose: they name, they do not count.
"""

from collections.abc import Sequence
from decimal import Decimal

from goals.reading.text import Token, fold, wordset

_FORMS = {
    1: "jeden jedna jedno jednoho jedné jednomu jednom jedním jednu jednou jedni jedny jedněch jedněm jedněmi",
    2: "dva dvě dvou dvěma dvoje dvojí dvojice dvojici dvojicí",
    3: "tři tří třech třem třemi třema troje trojí trojice trojici trojicí",
    4: "čtyři čtyř čtyřech čtyřem čtyřmi čtyřma čtvero čtvery čtveřice čtveřici čtveřicí",
    5: "pět pěti patero patery pětice pětici pěticí",
    6: "šest šesti šestero šestice šestici šesticí",
    7: "sedm sedmi",
    8: "osm osmi",
    9: "devět devíti",
    10: "deset deseti desíti desítka desítku desítkou",
    12: "tucet tuctu tuctem",
    20: "dvacítka dvacítku dvacítky dvacítkou",
    30: "třicítka třicítku třicítky třicítkou",
    40: "čtyřicítka čtyřicítku čtyřicítky čtyřicítkou",
    50: "padesátka padesátku padesátky padesátkou",
    100: "stovka stovku stovkou",
}
_TEENS = "jedenáct dvanáct třináct čtrnáct patnáct šestnáct sedmnáct osmnáct devatenáct"
_TENS = "dvacet třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát"
_LINKED = {"jedna": 1, "jeden": 1, "dva": 2, "tři": 3, "čtyři": 4, "pět": 5, "šest": 6, "sedm": 7, "osm": 8, "devět": 9}
_HUNDREDS = wordset("sto sta stě set stům stech sty stu")  # an own value only for "sto" and "stu"
_THOUSANDS = wordset("tisíc tisíce tisíci tisíců tisícům tisících tis")
LIMIT = 10**8  # nobody counts as far: such digits are an account, a phone, an identifier
_FRACTIONS = {"polovin": 50, "pulk": 50, "tretin": 33, "ctvrtin": 25, "petin": 20, "desetin": 10}

_SMALL = {form: value for value, forms in _FORMS.items() for form in forms.split()}
_SMALL |= {form + end: value for value, form in enumerate(_TEENS.split(), 11) for end in ("", "i")}
for _ten, _form in zip(range(20, 100, 10), _TENS.split(), strict=True):
    _SMALL |= {_form: _ten, _form + "i": _ten}
    _SMALL |= {f"{link}a{_form}{end}": _ten + unit for link, unit in _LINKED.items() for end in ("", "i")}
FOLDED = {fold(form): value for form, value in _SMALL.items()}


def small(token: Token, *, bare: bool = False) -> int | None:
    """The value of one numeral up to a hundred; `bare` reads a text typed without diacritics."""
    return FOLDED.get(token.fold) if bare else _SMALL.get(token.low)


def cardinal(tokens: Sequence[Token], start: int, *, bare: bool = False) -> tuple[Decimal, int] | None:
    """Read a cardinal number, in words or digits, from token `start`: its value and the index behind it.

    Values have two decimal places at most and stay below LIMIT; None when no such number stands there.
    """
    behind = start
    if tokens[start].is_digits:
        raw = tokens[start].text.replace(" ", "").replace(".", "").replace(",", ".")
        if len(raw) > 9:
            return None
        value, behind = Decimal(raw), start + 1
        if behind < len(tokens) and tokens[behind].low in _THOUSANDS:
            dotted = tokens[behind].low == "tis" and behind + 1 < len(tokens) and tokens[behind + 1].text == "."
            value, behind = value * 1000, behind + (2 if dotted else 1)
    else:
        total = current = 0
        while behind < len(tokens) and (step := _step(tokens[behind], total, current, bare=bare)) is not None:
            total, current = step
            behind += 1
        if behind == start:
            return None
        value = Decimal(total + current)
    if value >= LIMIT:
        return None
    return (value if value == int(value) else round(value, 2)), behind


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
