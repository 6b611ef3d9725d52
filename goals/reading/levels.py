"""What of a number is a level to reach, hold or not exceed, or a change of one, rather than a number of new things."""

import re

from goals.reading.ignored_numbers import is_bound, is_days, is_hours
from goals.reading.quantities import Quantity, cardinal
from goals.reading.text import FALL, LOCATIVE, STOPWORDS, Doc, Token, is_verb, is_verbal_noun
from goals.reading.told import will_be_of_them
from goals.states import Comparator

# Of levels: what a quantity shall reach, hold or not exceed, rather than a number of new things.
_RAISE = re.compile(
    r"^(?:sraz|dotahn|zvys|navys|zvets|rozsir|sniz|zredukov|omez|zkra[ct]|prodlouz|dopln|posil(?!a)|narust|vzrust|vzrost|povys|dosta[tn]"
    r"|stabiliz|udrz|rust|zvedn|zved[aá]|rozrust|rozrost|vyrust|vyrost|stoup|naroste|ubud|ubyd|zmensit|zachova|drzet|navyse|snize|naplnit|naplneni|pokles|klesn)"
)
_MAY_NOT = re.compile(r"^ne(?:smi|m(?:a|el[aoiy]?))$")
_DURATION = re.compile(r"^(?:dob[auy]$|lhut|cekan|delk)")
_DENIED = re.compile(r"^ne(?!j)")
_NOT_RISEN = re.compile(r"^ne(?:vzrost|stoup|narost)")
_KEPT = re.compile(r"^ne(?:klesn|poklesn|vzrost|stoup)")
_ADDED = re.compile(r"\bpribud(?:e|ou)\b")
_GROWTH = re.compile(r"^prirust(?:ek|k)")
_SAVE = re.compile(r"^u(?:setr|spor(?!ad))")
_REACH = re.compile(r"^(?:pripad(?:a|ne)$|dosah|dosaz|prekroc|prekon|presah|neprekroc|nepresah)")
_HAVE = re.compile(r"^(?:mit$|disponov)")
_HOLD = re.compile(r"^(?:udrz|zachov|stabiliz|drzet)")
_MEASURE = re.compile(
    r"^(?:poct|pocet|stav|uroven|urovn|kapacit|navstevnost|naplnenost|obsazenost|tym|sit$|hladin|sledovanost|dosah"
    r"|uvaz)"
)
_SIZE = re.compile(r"^(?:kapacit|navstevnost|naplnenost|obsazenost)")
_STOCK = re.compile(r"^(?:sleduj|follower|fanous|odberatel|lajk|sledovatel)")
_FRESH = re.compile(r"^(?:nov|dals)")
_AVERAGE = re.compile(r"^(?:prumer|znamk|skor)")
_RESPONSE = re.compile(
    r"^(?:odpov|hlas|reag|reak|vyri[dz]|objedn|lhut|cekac|cekan|termin|nabid|kontakt|poskyt|zpracov|vyrozum|predat"
    r"|informov|zaslat|odesl)"
)
NOT_OVER = ("nepresah", "neprekroc")
_PHRASE = 6  # tokens of what something rises by
LEFT = 14  # tokens looked at before a number


def change_of(doc: Doc, quantity: Quantity) -> int | None:
    """1 where the number says by how much something rises ("zvýšit o 10 %"), -1 where it falls; else None."""
    if quantity.change:
        return quantity.change
    saves = quantity.percent and any(_SAVE.match(token.fold) for token in _before(doc, quantity)[-2:])
    if saves:  # "ušetřit 10 % nákladů"
        return -1
    if quantity.percent and quantity.in_words and doc.fold(quantity.number - 1) == "na":
        words = [token.fold for token in _before(doc, quantity)]
        falls = any(map(FALL.match, words)) and any(word.startswith("poc") for word in words)
        return -1 if falls else None  # "snížit počet absencí na polovinu"
    if quantity.stated and _ADDED.search(" ".join(token.fold for token in _before(doc, quantity)[-2:])):
        return 1  # "odběratelů přibude nejméně 120"
    more = _FRESH.match(doc.fold(quantity.number - 1)) is not None  # "zvednout o dalších 250"
    if _GROWTH.match(doc.fold(quantity.first - 1)) and not quantity.percent:  # "přírůstek 500 odběratelů"
        return 1
    if "o" not in (doc.fold(quantity.number - 1 - more), doc.fold(quantity.first - 1)) and not _goes_on_by(
        doc, quantity
    ):
        return None
    behind = doc.tokens[quantity.last + 1 : quantity.last + 3]  # "o polovinu navýšit počet hodin"
    left = _before(doc, quantity)
    verbs = [token.fold for token in (*behind, *left) if _RAISE.match(token.fold) or _NOT_RISEN.match(token.fold)]
    if not verbs:
        return None
    return -1 if FALL.match(verbs[-1]) else 1


def _goes_on_by(doc: Doc, quantity: Quantity) -> bool:
    """ "rozšířit tým o právníka a 2 lektory": by so many more, without saying it again."""
    if doc.fold(quantity.first - 1) not in ("a", ",") or quantity.noun is None:
        return False
    for token in reversed(doc.tokens[max(0, quantity.first - _PHRASE) : quantity.first - 1]):
        if token.low == "o":
            return True
        if not token.is_word and not token.is_digits or token.low in STOPWORDS or token.role or is_verb(token):
            return False
    return False


def is_level(doc: Doc, quantity: Quantity, *, windowed: bool) -> bool:
    """Whether a quantity is a level; one reached within a window is a flow, and so a count."""
    if quantity.times or quantity.percent:
        return False
    if is_bound(doc, quantity):
        return not windowed
    left = _before(doc, quantity)
    before = doc.fold(quantity.first - 1)
    if before == "→":  # "počet dobrovolníků: 18 → 30"
        return True
    if will_be_of_them(doc, quantity) and any(_RAISE.match(token.fold) for token in left):
        return True
    near = [token.fold for token in left[-5:]]
    if is_days(doc, quantity) or is_hours(doc, quantity):  # a time to keep: "odpovídat do 3 pracovních dnů"
        if quantity.comparator is Comparator.MAX and (before == "na" or any(map(_DENIED.match, near))):
            return True  # "nepotrvá déle než 14 dnů"
        if any(_DURATION.match(token.fold) for token in left) and (
            quantity.comparator is Comparator.MAX or before.startswith(NOT_OVER)
        ):
            return True  # "čekací doba nejvýše 10 dnů"
        if before == "na" and any(_RAISE.match(token.fold) for token in left):
            return True  # "prodloužit provoz ze 4 na 6 hodin"
        within = before in ("do", "na", ":", "je", "bude", "nepresahne", "neprekroci") or "do" in near[-3:]
        return within and any(_RESPONSE.match(token.fold) for token in left)
    # "zvýšit počet na 12", "na min. 2000", "na úrovni alespoň 20": on the level, not on four schools.
    onto = "na" in near[-3:] or ("na" in near and ("urovni" in near or "uroven" in near))
    onto = onto and (near[-1] == "na" or not any(map(is_verb, left[-2:])))  # "na kurz dostat 25 osob"
    unit = doc.tokens[quantity.noun[1]] if quantity.noun is not None else None
    in_places = unit is not None and unit.low.endswith(LOCATIVE) and not unit.fold.startswith("uvaz")
    if onto and not in_places and any(_RAISE.match(token.fold) for token in left):
        return True
    # Followers and subscribers are in stock, unless they are new or added.
    noun = quantity.noun or quantity.borrowed
    in_stock = noun is not None and _STOCK.match(doc.fold(noun[1])) is not None
    in_stock = in_stock and noun is not None and not doc.tokens[noun[1]].low.endswith("ům")  # "napsat 350 odběratelům"
    if in_stock and not any(_FRESH.match(doc.fold(at)) for at in range(*(noun or (0, 0)))):
        return True
    if _is_onto(doc, quantity):
        return True
    if windowed:
        return False
    # A verb of reaching or holding governs the number, directly or through "počet", "stav", "kapacita".
    clause = [t for t in left if t.clause == doc.tokens[quantity.number].clause]
    if any(_AVERAGE.match(token.fold) for token in clause[-10:]):
        return True
    sized = any(_SIZE.match(token.fold) for token in clause[-6:])  # "kapacita klubu bude 15 osob"
    if sized and any(token.fold in ("bude", "cini", "je", ":") for token in clause[-3:]):
        return True
    for at, token in enumerate(clause):
        between = clause[at + 1 :]
        free = [t for t in between if not t.role]
        if _HAVE.match(token.fold) and quantity.value:
            free = [t for t in free if t.low not in ("v", "ve", "k") and doc.fold(t.index - 1) not in ("v", "ve", "k")]
            return all(t.low in STOPWORDS for t in free) and not _within_other(free)
        if _REACH.match(token.fold):
            return not any(t.is_digits for t in free if not quantity.elided) and not _within_other(free)
        if _HOLD.match(token.fold):
            measured = any(_MEASURE.match(t.fold) for t in between)
            of_whom = any(is_verbal_noun(t) for t in between)  # "stabilizovat bydlení 28 domácností"
            return measured or (len(between) <= 2 and not of_whom and not _within_other(between))
    return False


def _is_onto(doc: Doc, quantity: Quantity) -> bool:
    """ "počet členů skupiny na 350", "z 2 400 na 3 000 odběratelů": without a verb, from where it stands to a level."""
    left = _before(doc, quantity)
    now = doc.fold(quantity.first - 3) in ("z", "ze") and cardinal(doc, quantity.first - 2) is not None
    counts = any(token.fold.startswith(("pocet", "poctu")) for token in left)
    return doc.fold(quantity.first - 1) == "na" and (now or counts) and not any(map(is_verb, left))


def is_kept(doc: Doc, quantity: Quantity) -> bool:
    """ "neklesne pod osm": a bound that holds all the time."""
    return is_bound(doc, quantity) and _KEPT.match(doc.fold(quantity.first - 2)) is not None


def limits(doc: Doc, quantity: Quantity) -> Comparator | None:
    """The comparator that the words of a level or a share imply: "nepřesáhne 5", "do 3 dnů", "pod 10 %", "nad 80 %"."""
    words = [token.fold for token in _before(doc, quantity)]
    kept = is_bound(doc, quantity) and any(map(_KEPT.match, words[-2:]))  # "… a účast neklesne pod 60 %"
    from_now = doc.fold(quantity.first - 3) in ("z", "ze") and doc.fold(quantity.first - 1) == "na"
    if from_now:  # "z 11 na 15 zvýšit počet lékařů"
        words = [token.fold for token in doc.tokens[quantity.last + 1 : quantity.last + 4]] + words
    forbids = any(map(_MAY_NOT.match, words))  # "nesmí přesáhnout 10", "nesmí klesnout pod 95 %"
    if not kept and any(word.startswith(NOT_OVER) or (forbids and _REACH.match(word)) for word in words):
        return Comparator.MAX
    if (is_days(doc, quantity) or is_hours(doc, quantity)) and "do" in words[-1:]:
        return Comparator.MAX
    average = any(_AVERAGE.match(word) for word in words)
    if (quantity.percent or average) and words[-1:] == ["do"]:  # "do 8 % zrušených hodin", "průměrná známka do 1,5"
        return Comparator.MAX
    if not is_bound(doc, quantity):
        stock = not quantity.percent and {"loni", "vloni"} & {*words}  # "sledující: loni 1 150, letos chceme 1 500"
        if words[-1:] == ["→"] or stock or (_is_onto(doc, quantity) and not any(map(FALL.match, words))):
            return Comparator.MIN
        raised = [word for word in words if _RAISE.match(word) or _REACH.match(word)]
        if raised:  # "zvýšit na 40" and "dosáhnout 40" are kept by 41
            return Comparator.MAX if FALL.match(raised[-1]) else Comparator.MIN
        return Comparator.MIN if from_now else None  # "sledujících: z 300 na 700"
    kept = kept or forbids or any(map(_KEPT.match, words))
    return Comparator.MAX if (doc.fold(quantity.first - 1) == "pod") is not kept else Comparator.MIN


def _before(doc: Doc, quantity: Quantity) -> list[Token]:
    """The tokens to the left that can govern a number."""
    here = doc.tokens[quantity.number]
    left = doc.tokens[max(0, quantity.number - LEFT) : quantity.number]
    return [token for token in left if token.sentence == here.sentence]


def _within_other(between: list[Token]) -> bool:
    """Whether a preposition leads from the verb to something else than the number ("mít smlouvu s 5 školami")."""
    return any(token.fold in ("s", "se", "v", "ve", "u", "pro", "k", "ke") for token in between)
