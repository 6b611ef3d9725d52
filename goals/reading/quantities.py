"""Numbers that count something: numerals in all their cases and digits, a value or range, "x" or "%", the comparator
before or behind, the noun that follows.

Everything that can be read as a number is read here; which of them are targets, `ignored_numbers` decides. Ordinals
are left out on purpose: they name, they do not count.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, takewhile

from goals.declension import listed
from goals.reading.text import AT_LEAST, AT_MOST, JUST, Doc, Token, fold, is_verb, noun_phrase, tokenize, wordset
from goals.states import Comparator

_FORMS = {
    1: "jeden jedna jedno jednoho jedné jednomu jednom jedním jednu jednou jedni jedny jedněch jedněm jedněmi",
    2: "dva dvě dvou dvěma dvoje dvojí dvojice dvojici dvojicí",
    3: "tři tří třech třem třemi třema troje trojí trojice trojici trojicí",
    4: "čtyři čtyř čtyřech čtyřem čtyřmi čtyřma čtvero čtvery čtveřice čtveřici čtveřicí",
    5: "pět pěti patero patery pětice pětici pěticí",
    6: "šest šesti šestero šestice šestici šesticí půltucet půltuctu půltuctem",
    7: "sedm sedmi",
    8: "osm osmi",
    9: "devět devíti",
    10: "deset deseti desíti desítka desítku desítce desítkou",
    12: "tucet tuctu tuctem",
    20: "dvacítka dvacítku dvacítky dvacítce dvacítkou",
    30: "třicítka třicítku třicítky třicítce třicítkou",
    40: "čtyřicítka čtyřicítku čtyřicítky čtyřicítce čtyřicítkou",
    50: "padesátka padesátku padesátky padesátce padesátkou",
    100: "stovka stovku stovce stovkou",
    1000: "tisícovka tisícovku tisícovce tisícovkou",
}
GENITIVES = wordset("dvou tří čtyř pěti šesti sedmi osmi devíti deseti dvanácti")
# Behind another number: "tři tucty", "dvě stovky".
_MULTIPLES = {"tucty": 12, "tuctů": 12, "desítky": 10, "desítek": 10, "stovky": 100, "stovek": 100}
_MULTIPLES |= {"tisícovky": 1000, "tisícovek": 1000, "tuctům": 12, "desítkám": 10, "stovkám": 100, "tisícovkám": 1000}
# Of a round number behind: "půl tisíce", "půldruhého sta".
_HALVES = {"půl": Decimal("0.5"), "půldruhého": Decimal("1.5"), "poldruhého": Decimal("1.5")}
_ROUND = {"sta": 100, "stovky": 100, "tisíce": 1000, "tisícovky": 1000, "tuctu": 12, "milionu": 10**6}
_TEENS = "jedenáct dvanáct třináct čtrnáct patnáct šestnáct sedmnáct osmnáct devatenáct"
_TENS = "dvacet třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát"
_LINKED = {
    "jedna": 1,
    "jeden": 1,
    "jedn": 1,
    "dva": 2,
    "tři": 3,
    "čtyři": 4,
    "pět": 5,
    "šest": 6,
    "sedm": 7,
    "osm": 8,
    "devět": 9,
}
_HUNDREDS = wordset("sto sta stě set stům stech sty stu")  # an own value only for "sto" and "stu"
_THOUSANDS = wordset("tisíc tisíce tisíci tisíců tisícům tisících tis")
_MILLIONS = re.compile(r"^mil(?:ion(?:u|y|ů|ům|ech)?)?$")
LIMIT = 10**8  # nobody counts as far: such digits are an account, a phone, an identifier
_FRACTIONS = {
    "nadpolovicn": "50",
    "polovin": "50",
    "pulk": "50",
    "tretin": "33.3",
    "ctvrtin": "25",
    "petin": "20",
    "desetin": "10",
}

_SMALL = {form: value for value, forms in _FORMS.items() for form in forms.split()}
_SMALL |= {form + end: value for value, form in enumerate(_TEENS.split(), 11) for end in ("", "i")}
for _ten, _form in zip(range(20, 100, 10), _TENS.split(), strict=True):
    _SMALL |= {_form: _ten, _form + "i": _ten}
    _SMALL |= {f"{link}a{_form}{end}": _ten + unit for link, unit in _LINKED.items() for end in ("", "i")}
for _hundred, _value in (("sto", 100), ("dvěstě", 200), ("třista", 300)):  # written as one word
    _SMALL |= {_hundred + _form: _value + _ten for _ten, _form in zip(range(20, 100, 10), _TENS.split(), strict=True)}
FOLDED = {fold(form): value for form, value in _SMALL.items()}
_STEMS = FOLDED | {"sto": 100}  # of "stokrát", "stoprocentní"


_EACH = re.compile(r"^kazd(?:y|a|e|ou|eho)$")
_NTH = {"druh": 2, "tret": 3, "ctvrt": 4, "pat": 5, "sest": 6, "osm": 8, "desat": 10, "dvacat": 20}
_ONE_IN = re.compile(rf"^({'|'.join(_NTH)})(?:y|a|e|i|ou|eho|iho)$")
_COMPARES = re.compile(r"^(?:v?loni|lonsk|idealn|puvodn|dosud|nyni|predloni)")
_ASIDE = 6  # tokens of brackets that compare
_BRIDGES = wordset(
    "o na v ve s se do za u k ke pro z ze po počtu rozsahu výši objemu úroveň úrovni úrovně hranici hodnotu "
    "stav však ale dalších nových od celkových celkovém celkový celkem další"
)
_CUT_SHORT = wordset("min max cca tj nejmene nejvyse alespon")  # "nejm. 70 %"
_TOTAL = wordset("celkem celkove dohromady souhrnne")
PERCENT = wordset("% procent procenta procentech procenty procentum procentni procentnich proc")
_COMPARED = {"vice": 1, "vic": 1, "mene": -1, "min": -1}
PIECES = wordset("ks kus kusy kusu")
_NOT_MET = re.compile(r"^ne(?:obdrz|zaznamen|bud(?:e|ou|eme)$|doj[di]|nastan|dostan)")  # "nedojde k žádnému úrazu"
_NONE = re.compile(r"^(?:nula$|zadn(?:y|a|e|ych|ou|eho|emu)|nulov(?:y|a|e)|ani)$")
_NEGATED = re.compile(r"^ne(?!j)\w{2,}(?:e|í|á|ne|me|jí|ou)$")
_LONGER = re.compile(r"^(?:del|vets|vyss|draz|star|mlads|mens|krat)\w{0,2}i$")
_KNOWN = re.compile(r"^(?:(?:po|pri)zv|prihlas|oslov|obesl|vybr|zapsa|vytipov)\w*n[ye]ch$")  # those of a list
_RANGES = {"od": "do", "mezi": "a"}  # "od 3 do 5 setkání"
_DENIES = re.compile(
    r"^ne(?:(?!chat)\w+(?:out|[aie]t)$|bud|m(?:a|aji|el[aoiy]?)$|smi|ni$|jsou|potrva|trva|klesn|stoupn|vzrost|cin|mus|tvor|prekroc|presah|ceka)"
)
_FAILS = re.compile(r"^ne(?!j|bo$|mocn|zisk|del)\w{3,}(?:[dn](?:e|ou)|[ae]ji|uj[ei]|i)$")
_MORE_THAN = wordset("vice vic dele delsi vyssi vetsi pozdeji")
_LEFT = 40  # tokens before "bez jediné výtky" that are looked at
_LESS_THAN = wordset("mene min kratsi nizsi mensi horsi")
_MEANS = ("ou", "em", "y", "i")  # with or by whom
_PARTICIPLE = re.compile(r"(?:[aáeě]n|[aeiuy]t)(?:ých|[éáí])$")
_ATTRIBUTE = 14  # tokens that a participle can have before it
_WITH = wordset("s se pred nad pod mezi za")  # before "jednou" they make it a plain "one"
_COMPARATORS = (
    (frozenset(map(fold, AT_LEAST)), Comparator.MIN),
    (frozenset(map(fold, AT_MOST)), Comparator.MAX),
    (frozenset(map(fold, JUST)), Comparator.EXACT),
)


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
    change: int = 0  # 1 or -1 where its own words say that it is by how much something rises or falls
    borrowed: tuple[int, int] | None = (
        None  # the noun that is left out and stands elsewhere ("12 besed a 4 pro rodiče")
    )
    elided: bool = False  # it counts by that noun
    beside: Decimal | None = None  # the number that the borrowed noun stands behind, which tells its case
    sort: tuple[int, int] | None = None  # its own adjectives, which make a sort of the borrowed noun


def small(token: Token, *, bare: bool = False) -> int | None:
    """The value of one numeral up to a hundred; `bare` reads a text typed without diacritics."""
    return FOLDED.get(token.fold) if bare else _SMALL.get(token.low)


def says_times(token: Token) -> bool:
    """Whether the word says how often by itself: "dvakrát", "stokrát"."""
    return token.fold.removesuffix("krat") != token.fold and token.fold.removesuffix("krat") in _STEMS


def cardinal(doc: Doc, start: int, *, bare: bool = False) -> tuple[Decimal, int] | None:
    """Read a cardinal number, in words or digits, from token `start`: its value and the index behind it.

    Values have two decimal places at most and stay below LIMIT; None when no such number stands there.
    """
    behind = start
    half, round_number = _HALVES.get(doc.tokens[start].low), _ROUND.get(doc.at(start + 1).low)
    if half and round_number:
        return half * round_number, start + 2
    if doc.tokens[start].is_digits:
        raw = re.sub(r"[ .](?=[0-9]{3})", "", doc.tokens[start].text).replace(",", ".")
        if len(raw) > 9:
            return None
        value, behind = Decimal(raw), start + 1
        unit = doc.at(behind).low
        if unit in _THOUSANDS:
            dotted = unit == "tis" and doc.at(behind + 1).text == "."
            value, behind = value * 1000, behind + (2 if dotted else 1)
    else:
        total = current = 0
        while behind < len(doc.tokens):
            word, one = doc.tokens[behind].low, small(doc.tokens[behind], bare=bare)
            if word == "půl" and doc.at(behind + 1).low in _THOUSANDS:  # "půl tisíce"
                total, behind = 500, behind + 2
                break
            if word in _THOUSANDS and total == 0 and word != "tis":
                total, current = (current or 1) * 1000, 0
            elif word in ("sto", "stu") and current == 0:
                current = 100
            elif word in _HUNDREDS and 2 <= current <= 19:  # "patnáct set"
                current *= 100
            elif one is not None and (current % 100 == 0 or (one < 10 and current % 10 == 0 and current % 100 >= 20)):
                current += one
            else:
                break
            behind += 1
        if behind == start:
            return None
        value = Decimal(total + current)
    if doc.fold(behind) == "a" and doc.fold(behind + 1) == "pul":  # "dva a půl tisíce", "jeden a půl úvazku"
        dozen = 12 if doc.at(behind - 1).low in ("tucet", "tuctu", "tuctem") else 1
        value, behind = value + dozen * Decimal("0.5"), behind + 2
        if doc.at(behind).low in _THOUSANDS:
            value, behind = value * 1000, behind + 1
    multiple = _MULTIPLES.get(doc.at(behind).low)
    if multiple:
        value, behind = value * multiple, behind + 1
    if _MILLIONS.match(doc.at(behind).low):  # "2,4 milionu korun"
        dotted = doc.at(behind).low == "mil" and doc.at(behind + 1).text == "."
        value, behind = value * 10**6, behind + (2 if dotted else 1)
    if value >= LIMIT:
        return None
    return (value if value == int(value) else round(value, 2)), behind


# Apart by spaces, or by points where a comma or a second point says that they divide thousands.
_WRITTEN = re.compile(
    r"([+-]?)([0-9]{1,3}(?:\s[0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?:\.[0-9]{3})+(?=,)|[0-9]{1,30})"
    r"([.,][0-9]{1,30})?"
)
_ALONE = {"nula": Decimal(0), "půl": Decimal("0.5")}
_VULGAR = {"¼": ",25", "½": ",5", "¾": ",75"}


def read_number(text: str) -> Decimal | None:
    """A number that stands alone, as every form and sheet reads it: "12", "3,5", "1 000", "2½", "dvanáct", "25 tisíc".
    None for anything else: "10 11" are two numbers. Decimal places stay as written, so that "1.000"
    can be told apart."""
    text = text.strip()
    if text.endswith(tuple(_VULGAR)):
        text = (text[:-1].rstrip() or "0") + _VULGAR[text[-1]]
    match = _WRITTEN.fullmatch(text.replace("−", "-").replace("–", "-"))
    if match:
        return Decimal(match[1] + re.sub(r"[\s.]", "", match[2]) + (match[3] or "").replace(",", "."))
    if text.lower() in _ALONE:
        return _ALONE[text.lower()]
    doc = tokenize(text[:200])
    if not doc.tokens or (doc.tokens[0].is_digits and (len(doc.tokens) == 1 or "." in doc.tokens[0].text)):
        return None
    read = cardinal(doc, 0, bare=doc.text.isascii())
    return read[0] if read is not None and read[1] == len(doc.tokens) else None


def fraction(word: str) -> Decimal | None:
    """Percent of a whole named by a fraction, for a folded word: polovina 50, třetina 33.3, čtvrtina 25."""
    for stem, percent in _FRACTIONS.items():
        if word.startswith(stem) and len(word) - len(stem) <= 3:
            return Decimal(percent)
    return None


def find_quantities(doc: Doc) -> list[Quantity]:
    """All counting numbers of a text in reading order, ignored numbers and times of day left out."""
    bare = doc.text.isascii()
    found: list[Quantity] = []
    index = 0
    while index < len(doc.tokens):
        core = _nothing(doc, index) or _number_or_share(doc, index, bare=bare)
        if core is None:
            index += 1
            continue
        value, behind, times, percent = core
        ranges = not percent and _is_range(doc, index, behind, bare=bare)
        first, comparator = _comparator_before(doc, index - (ranges and doc.fold(index - 1) in _RANGES))
        if doc.fold(behind) == "+":
            comparator, behind = Comparator.MIN, behind + 1
        elif doc.fold(behind) in ("a", "i", "ci", "nebo") and doc.fold(behind + 1) in ("vice", "vic"):
            comparator, behind = Comparator.MIN, behind + 2
        if doc.tokens[index].fold.startswith("nadpolovic"):
            comparator, behind = Comparator.MIN, behind + doc.fold(behind).startswith("vetsin")
        if value == 0:
            comparator = Comparator.MAX
        change = 1 if doc.tokens[index].fold.startswith(("zdvoj", "dvojnas", "ztroj")) else 0
        sign, lead = doc.at(index - 1), doc.at(index - 2)
        # "FB +300", "zakázky: + 300", "účast + 20 %", "spotřeba –15 %"; but "4 kurzy + 2 besedy", "šikovnost – 90 %"
        close = doc.tokens[index].glued and not sign.glued and (lead.is_word or lead.text == ":")
        if sign.text == "+" and (close or lead.text == ":" or (percent and lead.is_word)):
            change = 1
        elif sign.text == "-" and percent and (close or (lead.text == ":" and not sign.glued)):
            change = -1
        if doc.fold(index - 1) == "o" and doc.fold(behind) in _COMPARED:  # "o 3 více"
            change, behind = _COMPARED[doc.fold(behind)], behind + 1
        noun_at = behind
        if doc.fold(behind) in ("z", "ze"):  # "tři z našich pracovnic" counts workers
            noun_at += 2 if doc.fold(behind + 1) in ("nasich", "techto", "vsech") else 1
            noun_at -= doc.at(noun_at).is_capital  # "13 hostů z Česka a tři z Německa"
            planned = cardinal(doc, noun_at + 1, bare=bare) if doc.at(noun_at + 1).text else None
            if planned is not None and doc.at(noun_at).low.endswith("ých"):  # "dvě z plánovaných 5 memorand"
                noun_at = planned[1]
        if doc.fold(behind) in ("nase", "nasi", "nasich", "jejich"):  # "2 naše pracovnice"
            noun_at += 1
        if percent and doc.fold(behind).startswith("bod"):  # "o pět procentních bodů"
            behind = noun_at = behind + 1
        if doc.fold(behind) in PIECES and noun_phrase(doc, behind + 1, counted=True):  # "600 ks brožur"
            noun_at += 1
        of_them = doc.fold(behind) in ("z", "ze") and doc.fold(behind + 1) == "nich"  # "čtyři z nich nastoupí"
        noun = noun_phrase(doc, noun_at, counted=not times) if not of_them else None
        if noun is not None and doc.fold(behind) in ("z", "ze") and doc.tokens[noun[1]].low.endswith(("ého", "ího")):
            noun = None  # "tři z letního"
        if noun is not None and doc.fold(noun[1]).startswith("dalsi"):
            behind, noun = noun[1] + 1, None  # "a šest dalších do září"
        noun = noun or _behind_aside(doc, behind)
        if not (times or percent or found):
            noun = _behind_attribute(doc, behind, value, noun) or noun
        if noun is not None and cardinal(doc, noun[0], bare=bare):  # a numeral is never a unit
            noun = None
        if noun is not None and doc.fold(index - 1) == "o":  # "o 4 besedy více", "o 4 besedy v obcích více než loni"
            behind_noun = [token.fold for token in doc.tokens[noun[1] + 1 : noun[1] + 1 + _ASIDE]]
            than = [one for one, after in pairwise(behind_noun) if one in _COMPARED and after == "nez"]
            ends = doc.tokens[noun[1] + 1 : noun[1] + 1 + _ASIDE]  # "o 3 výjezdy do obcí více"
            ends = [*takewhile(lambda token: token.is_word and not is_verb(token), ends)]
            than = than or [one.fold for one in ends[-1:] if one.fold in _COMPARED]
            change = _COMPARED.get((than or behind_noun or [""])[0], change)
        quantity = Quantity(
            first=first,
            number=index,
            last=noun[1] if noun is not None else behind - 1,
            value=value,
            times=times,
            percent=percent,
            comparator=comparator or (Comparator.MIN if ranges else Comparator.EXACT),  # its lower bound is promised
            stated=comparator is not None,
            noun=noun,
            in_words=doc.tokens[index].is_word,
            total=any(before.fold in _TOTAL for before in doc.tokens[_behind_but(doc, first) : index]),
            change=change,
        )
        found.append(quantity)
        index = max(quantity.last, index) + 1
    return found


def _behind_aside(doc: Doc, behind: int) -> tuple[int, int] | None:
    """The noun behind brackets that compare: "vést 12 (loni 9) klubů", "alespoň čtyři (ideálně šest) setkání"."""
    if doc.fold(behind) != "(" or not _COMPARES.match(doc.fold(behind + 1)):
        return None
    closes = next((token.index for token in doc.tokens[behind : behind + _ASIDE] if token.text == ")"), None)
    return noun_phrase(doc, closes + 1, counted=True) if closes is not None else None


def _behind_attribute(doc: Doc, behind: int, value: Decimal, noun: tuple[int, int] | None) -> tuple[int, int] | None:
    """The noun behind a participle that has words of its own before it: "šest pro obce určených školení", "pět studenty
    fakulty vedených dílen", "tři, pokud možno venku hraná představení"."""
    first, number = doc.at(behind), doc.tokens[behind - 1]
    by = noun is not None and value > 4 and first.low.endswith(_MEANS) and number.low not in GENITIVES
    if noun is not None and listed(doc.tokens[noun[1]].low) is None and doc.fold(noun[1] + 1) == ",":
        return _behind_attribute(doc, noun[1] + 1, value, None)  # "tři zcela nové, v angličtině vedené kurzy"
    if not (by or (noun is None and (first.text == "," or first.is_word))) or is_verb(first):
        return None
    ends = ("ých",) if value > 4 else ("é", "á", "í")
    ahead = doc.tokens[behind + 1 : behind + _ATTRIBUTE]
    inside = takewhile(
        lambda token: token.sentence == first.sentence and token.text not in ";:()" and not is_verb(token), ahead
    )
    for token in inside:
        if (token.is_digits or small(token) is not None) and token.index > behind + 1:
            return None
        phrase = noun_phrase(doc, token.index, counted=True)
        if token.low.endswith(ends) and _PARTICIPLE.search(token.low) and phrase and phrase[1] > token.index:
            return noun_phrase(doc, token.index + 1, counted=True)
    return None


def _behind_but(doc: Doc, first: int) -> int:
    """The token before a number, past "celkem však nejvýše 12"."""
    return max(0, first - (2 if doc.fold(first - 1) in ("vsak", "ovsem", "ale", "pak", "tedy") else 1))


def _nothing(doc: Doc, index: int) -> tuple[Decimal, int, bool, bool] | None:
    """ "žádný úraz", "nulový počet stížností", "ani jedna reklamace" at the head of a sentence without a verb, "bez
    jediné výtky" anywhere in it."""
    token = doc.tokens[index]
    noun, opens = noun_phrase(doc, max(0, index - 1)), doc.at(index - 2)  # "úraz žádný, stížnost žádná"
    named = noun is not None and (
        opens.text in (",", ":", ";") or opens.sentence != token.sentence or opens.fold == "a"
    )
    if (
        named
        and token.fold.startswith(("zadn", "nula"))
        and doc.at(index + 1).text in ("", ".", ",", ";", ")")
        and not token.role
    ):
        return Decimal(0), index + 1, False, False
    heads = doc.begins(index) or doc.fold(index - 1) in (":", ";", "-")
    heads = heads or any(map(_NOT_MET.match, (doc.fold(at) for at in range(max(0, index - 3), index))))
    # "nesmí dojít k žádné nehodě", "k žádné nehodě nedojde"
    happens = (doc.fold(index - 3), doc.fold(index - 2)) == ("nesmi", "dojit")
    happens = happens or any(doc.fold(at) == "nedojde" for at in range(index + 2, index + _ASIDE))
    happens = happens and doc.fold(index - 1) == "k"
    heads = heads or happens
    of_one = token.fold == "bez" and doc.fold(index + 1).startswith("jedin")
    heads = heads or doc.tokens[index - 1].role == "period"  # "za rok ani jedna stížnost"
    if doc.fold(index - 1) in ("a", ","):  # "nejvýše 4 % žádostí a žádná ztracená složka"
        left = takewhile(
            lambda before: before.sentence == token.sentence, reversed(doc.tokens[max(0, index - _LEFT) : index])
        )
        heads = heads or not any(map(is_verb, left))
    if of_one and not heads:
        before = [one for one in doc.tokens[max(0, index - _LEFT) : index] if one.sentence == token.sentence]
        heads = not any(is_verb(one) or one.is_digits or small(one) is not None for one in before)
    longer = any(_LONGER.match(doc.fold(at)) for at in range(index + 1, index + 4))  # "žádné akce delší než hodinu"
    if longer or doc.fold(index + 1).startswith("toleranc") or not heads or not (of_one or _NONE.match(token.fold)):
        return None
    sentence = takewhile(lambda after: after.sentence == token.sentence and after.text != ";", doc.tokens[index:])
    phrase = noun_phrase(doc, index + 1) or (index, index)  # "neomluvená nepřítomnost" denies nothing
    if any(
        (is_verb(after) and not (happens and _NOT_MET.match(after.fold))) or (_NEGATED.match(after.low) and not happens)
        for after in sentence
        if not phrase[0] <= after.index <= phrase[1]
    ):
        return None
    behind = index + (2 if of_one or token.fold == "ani" else 1)
    return (Decimal(0), behind, False, False) if behind <= len(doc.tokens) else None


def _number_or_share(doc: Doc, index: int, *, bare: bool) -> tuple[Decimal, int, bool, bool] | None:
    """Value, index behind, multiplicative?, percent? of the number (or of the range) at a token."""
    token = doc.tokens[index]
    if token.role or not (token.is_digits or token.is_word):
        return None
    many, at = cardinal(doc, index, bare=bare) or (Decimal(1), index)
    part = fraction(doc.fold(at)) if not doc.at(at).role else None  # "polovina", "tři čtvrtiny"
    if part is not None and not doc.fold(index - 1).startswith(("druh", "prvni")):
        return (Decimal("66.7") if many * part == Decimal("66.6") else many * part), at + 1, False, True
    if token.fold.startswith(("zdvojnasob", "dvojnasob", "ztrojnasob")) and not token.fold.endswith("ne"):
        return Decimal(200 if token.fold.startswith("ztroj") else 100), index + 1, False, True
    stem, found, _ = token.fold.partition("procentn")  # "stoprocentní", "padesátiprocentní"
    if found and stem in _STEMS:
        return Decimal(_STEMS[stem]), index + 1, False, True
    one_in = _ONE_IN.match(doc.fold(index + 1)) if _EACH.match(token.fold) else None
    if one_in and not doc.at(index + 1).role and noun_phrase(doc, index + 2):  # "každý třetí klient"
        return (100 / Decimal(_NTH[one_in[1]])).quantize(Decimal("0.1")), index + 2, False, True
    one = _single(doc, index, bare=bare)
    if one is None:
        return None
    value, behind, times = one
    other = None
    if doc.fold(behind) in ("-", "az", _RANGES.get(doc.fold(index - 1))):
        other = _single(doc, behind + 1, bare=bare)
    elif token.is_word and doc.at(behind).is_word:  # "tři čtyři kurzy"
        other = _single(doc, behind, bare=bare)
        other = other if other is not None and other[0] <= value * 2 and times <= other[2] else None
    if other is not None and other[0] > value:
        behind, times = other[1], times or other[2]
    if doc.fold(behind) in PERCENT:
        return value, behind + 1, times, True
    if doc.fold(behind) in ("/", "z", "ze"):  # "2/3 rodin", "8 z 10 klientů"
        whole = _single(doc, behind + 1, bare=bare)
        if value == 1 and token.is_word and token.low not in ("jeden", "jedna", "jedno"):
            return value, behind, times, False  # "odchod jednoho ze tří zaměstnanců" is told of one
        counts = doc.fold(behind) == "/" or (whole is not None and not whole[2] and doc.fold(whole[1]) != "na")
        if whole is not None and whole[0] > value and _KNOWN.match(doc.fold(whole[1])):
            return value, whole[1], False, False  # "15 z 22 pozvaných starostů" are counted
        if whole is not None and whole[0] > value and counts:
            return (value * 100 / whole[0]).quantize(Decimal(1)), whole[1], False, True
    if doc.fold(behind) == "(":  # the same number said again: "50 (padesát) firem"
        again = _single(doc, behind + 1, bare=bare)
        if again is not None and again[0] == value and doc.fold(again[1]) == ")":
            behind = again[1] + 1
    return value, behind, times, False


def _is_range(doc: Doc, index: int, behind: int, *, bare: bool) -> bool:
    """ "3-5", "dva až tři", "tři čtyři"."""
    words = doc.words(index, behind - 1).replace(" a půl", "")
    if any(between in words for between in ("-", " až ", " a ", " do ")):
        return True
    lower = _single(doc, index, bare=bare)
    return lower is not None and lower[1] < behind and doc.at(lower[1]).is_word and doc.fold(lower[1]) != "z"


def _single(doc: Doc, index: int, *, bare: bool) -> tuple[Decimal, int, bool] | None:
    """Value, index behind, multiplicative? of one number, with the signs glued to it: x, krát, "ti" of "5ti"."""
    token = doc.at(index)
    if token.role or not (token.is_digits or token.is_word):
        return None
    stem = token.fold.removesuffix("krat")
    compares = doc.fold(index + 1) in ("vice", "tolik", "vetsi", "vyssi", "mene", "mensi")
    if stem != token.fold and stem in _STEMS and not compares:
        return Decimal(_STEMS[stem]), index + 1, True
    often = doc.at(index + 1).role == "period" and doc.fold(index - 1) == "se"  # "koná se jednou týdně"
    if token.low == "jednou" and (often or doc.fold(index - 1) not in _WITH) and not _is_by_one(doc.at(index + 1)):
        return Decimal(1), index + 1, True
    read = cardinal(doc, index, bare=bare)
    if read is None:
        return None
    value, behind = read
    if doc.fold(behind) == "-" and doc.fold(behind + 1) in ("ti", "mi", "krat", "x") and doc.at(behind + 1).glued:
        behind += 1
    sign = doc.fold(behind)
    if sign in ("x", "krat"):
        return value, behind + 1, True
    if sign in ("ti", "i", "mi", "ma", "tis") and doc.at(behind).glued:
        return value, behind + 1, False
    return value, behind, False


def _is_by_one(after: Token) -> bool:
    """ "s 2 školami a jednou nemocnicí": before an instrumental it says with how many, not how often."""
    noun = listed(after.low)
    agrees = after.low.endswith("ou") or (after.low.endswith("í") and noun is not None and noun.gender == "f")
    return agrees and not after.role and (noun is None or noun.one != after.low)


def _kept_within(doc: Doc, than: int) -> Comparator | None:
    """ "nepotrvá déle než 14 dnů", "nebude nižší než 80 %": the bound of what is denied to be more or less."""
    compared = doc.fold(than) == "nez"  # "přes" says as much in one word: "nebude mít přes dvě strany"
    word = doc.fold(than - 1) if compared else "vice"
    denied = [token.fold for token in doc.tokens[max(0, than - 5) : than - compared]]
    # "aby jich nebylo víc než 2", "nevypadne víc než pětina"
    is_less = word in _COMPARED and ("nebylo" in denied or _FAILS.match(doc.fold(than - 2)) is not None)
    if not any(map(_DENIES.match, denied)) and not is_less:
        return None
    return Comparator.MAX if word in _MORE_THAN else Comparator.MIN if word in _LESS_THAN else None


def _comparator_before(doc: Doc, index: int) -> tuple[int, Comparator | None]:
    """The comparator to the left, over prepositions and the like: the token where it begins and what it says."""
    at = index - 1
    while at >= 0 and index - at <= 5 and doc.tokens[at].sentence == doc.tokens[index].sentence:
        token = doc.tokens[at]
        if token.fold in ("nez", "pres") and (kept := _kept_within(doc, at)):
            return at - (token.fold == "nez"), kept
        if token.low in ("než", "nez", "jak"):  # "více než", "ne méně než" (min), "méně než", "ne více než" (max)
            more = doc.fold(at - 1) in ("vice", "vic", "drive")
            negated = doc.fold(at - 2) == "ne"
            if not more and doc.fold(at - 1) not in ("mene", "min"):
                break
            return at - (2 if negated else 1), Comparator.MIN if more is not negated else Comparator.MAX
        for words, comparator in _COMPARATORS:
            if token.fold in words and token.low != "aši":  # the town of Aš is no "asi"
                return at, comparator
        if token.low not in _BRIDGES and not (token.text == "." and doc.fold(at - 1) in _CUT_SHORT):
            break
        at -= 1
    return index, None
