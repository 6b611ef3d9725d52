"""Which counting numbers are targets of the goal, and which only describe it or are told of what is.

"2 workshopy pro 15 osob po 3 hodinách" promises two workshops; ages, lengths, prices, capacities and breakdowns are set
aside. "Oslovit 10 firem, které zaměstnávají více než 50 cizinců" promises ten firms, "kdy proběhlo 8 kurzů" nothing.
"""

import re
from decimal import Decimal

from goals.reading.quantities import Quantity
from goals.reading.text import Doc, wordset
from goals.reading.words import CONJUNCTIONS, PREPOSITIONS

_LENGTH = re.compile(
    r"^(?:let|leta|letech|lety|rok\w{0,2}|mesic\w{0,3}|tyd\w{2,4}|minut\w*|min|sekund\w*|pulrok\w*|km|metr\w*|cm|m"
    r"|vterin\w*)$"
)
_LASTS = re.compile(r"^(?:vzdy|trva|potrva|dlouh)")
_DAYS = re.compile(r"^(?:dn[iyu]|dnech|den|dnem)$")
_HOURS = re.compile(r"^(?:hodin\w{0,3}|hod)$")
_OURS = re.compile(r"^(?:pracovni|zamestnan|clen|koleg|nas$|nich$|lektor)")
_REACHES = ("nepresah", "neprekroc", "presah", "prekroc", "dosah", "cini")
_GAUGE = re.compile(r"^(?:poct|pocet|podil|mir[auy]|dob[auy]|lhut|ucast|navstevnost|naplnenost|obsazenost|uspesnost)")
_BOUND_LEFT = 16  # tokens in which the gauge of a bound is looked for
_MONEY = re.compile(r"^(?:kc|korun\w*|eur\w*)$")
_EARN = re.compile(r"^(?:ziska|vybra|zajist|sehna|cerpa|dotac|grant|sbirk)")
_SHIFT = re.compile(r"^(?:uvaz|navys|zvys|rozsir|posil|sniz|zkrat|prodlouz|dopln)")
_OF_SOME = wordset("z ze po od pred nad pod nez kapacita kapacitou kapacite kapacity")
_ONE_AT = wordset("v ve na z ze do o po pri za k ke pro ani jako u ten toto tento tato jen pouze jeste kazde ne")
_ONE_NOT = wordset("den rok mesic tyden druheho druhy druhou druhe druhemu dalsi strane straně misto jedineho")

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
_WIDTH = 15  # tokens looked at on either side of a number for what is told of it


def select_targets(doc: Doc, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities that are targets, in reading order."""
    promised: list[Quantity] = []
    for quantity, after in zip(quantities, [*quantities[1:], None], strict=False):
        # "z 50 na 80": the first number is where things stand now.
        is_base = (
            doc.fold(quantity.first - 1) in ("z", "ze") and after is not None and doc.fold(after.first - 1) == "na"
        )
        if not is_base:
            promised.append(quantity)
    kept: list[Quantity] = []
    for quantity, after in zip(promised, [*promised[1:], None], strict=False):
        if _is_target(doc, quantity, kept) or _shares_noun(doc, quantity, after):
            kept.append(quantity)
    # The parts of a sum are not counted again: "4 besedy (2 v Chebu, 2 v Sokolově)".
    parts: set[int] = set()
    for at, whole in enumerate(kept):
        if at in parts or whole.percent or doc.fold(whole.last + 1) not in ("(", "-", ":", ","):
            continue
        total = Decimal(0)
        for other in range(at + 1, min(at + 6, len(kept))):
            part = kept[other]
            if doc.tokens[part.number].sentence != doc.tokens[whole.number].sentence or part.percent or part.times:
                break
            total += part.value
            if total == whole.value and other > at + 1:
                parts |= set(range(at + 1, other + 1))
    return [quantity for at, quantity in enumerate(kept) if at not in parts]


def _is_target(doc: Doc, quantity: Quantity, kept: list[Quantity]) -> bool:
    unit = unit_of(doc, quantity)
    before, after = doc.fold(quantity.first - 1), doc.fold(quantity.last + 1)
    left = [token.fold for token in doc.tokens[max(0, quantity.number - 12) : quantity.number]]
    if quantity.value <= 0 or _is_length(doc, quantity):
        return False
    if quantity.noun is None and doc.fold(quantity.last) == "+":  # "generace 60+" is an age
        return False
    # "obce nad 3 000 obyvatel", "rodiny s 3 dětmi": the number says which ones are meant.
    if unit.startswith("obyvatel") and before in ("do", "nad", "pod", "s", "se", "od"):
        return False
    if unit.startswith(("det", "dit")) and before in ("s", "se") and not quantity.stated:
        return False
    if "=" in (after, doc.fold(quantity.last + 2)):
        return False
    if before == "o" and after in ("vice", "mene") and not quantity.stated:  # "o 2 více než loni" only compares
        return False
    if _MONEY.match(unit) and not any(_EARN.match(word) for word in left):  # a sum that nobody promises to earn
        return False
    if unit.startswith("uvaz") and not any(_SHIFT.match(word) for word in left):  # the part-time of somebody hired
        return False
    if quantity.in_words and quantity.value == 1 and not _one_counts(doc, quantity):
        return False
    if is_bound(doc, quantity):
        return True
    if before in _OF_SOME and not quantity.stated and not quantity.times:
        # "po jednom setkání v každém okrese" deals out so many for each.
        behind = doc.tokens[quantity.last + 1 : quantity.last + 8]
        if before != "po" or not any(token.fold.startswith("kazd") for token in behind):
            return False
    return _has_evidence(doc, quantity) and not _describes(doc, quantity, kept)


def unit_of(doc: Doc, quantity: Quantity) -> str:
    """The folded noun that a quantity counts, "" when none follows."""
    return doc.tokens[quantity.noun[1]].fold if quantity.noun is not None else ""


def is_days(doc: Doc, quantity: Quantity) -> bool:
    return _DAYS.match(unit_of(doc, quantity)) is not None


def is_hours(doc: Doc, quantity: Quantity) -> bool:
    return _HOURS.match(unit_of(doc, quantity)) is not None


def is_bound(doc: Doc, quantity: Quantity) -> bool:
    """ "počet sledujících nad 3 000", "podíl absencí pod 10 %": a bound of what is measured, not a kind of thing."""
    if doc.fold(quantity.first - 1) not in ("nad", "pod") or quantity.times:
        return False
    here = doc.tokens[quantity.number]
    left = doc.tokens[max(0, here.index - _BOUND_LEFT) : here.index]
    plain = quantity.percent or quantity.noun is None or is_days(doc, quantity)
    return plain and any(_GAUGE.match(token.fold) for token in left if token.sentence == here.sentence)


def _is_length(doc: Doc, quantity: Quantity) -> bool:
    if quantity.times or quantity.percent or quantity.noun is None:
        return False
    if is_hours(doc, quantity) and any(_LASTS.match(doc.fold(quantity.first - back)) for back in (1, 2)):
        return True
    return any(_LENGTH.match(doc.fold(at)) for at in quantity.noun)


def _shares_noun(doc: Doc, quantity: Quantity, after: Quantity | None) -> bool:
    """ "v Písku 2 a v Táboře 4 kurzy": the noun stands behind the second number only."""
    if after is None or after.noun is None or quantity.noun is not None or quantity.percent or quantity.times:
        return False
    close = after.number - quantity.number <= 6 and doc.fold(quantity.last + 1) in ("a", ",")
    return close and not _is_length(doc, after) and doc.fold(quantity.number - 1) not in _OF_SOME


def _one_counts(doc: Doc, quantity: Quantity) -> bool:
    """Whether "jeden" counts rather than points: "jedno setkání" does, "jedním z cílů" and "na jedné straně" do not."""
    if quantity.stated:
        return True
    word, before, after = doc.tokens[quantity.number], doc.fold(quantity.number - 1), doc.fold(quantity.number + 1)
    if after in ("z", "ze"):
        return _OURS.match(unit_of(doc, quantity)) is not None and word.low in ("jeden", "jedna") and not quantity.times
    if quantity.times:
        return before not in ("jeste", "uz")
    if before == "o":
        return any(_SHIFT.match(token.fold) for token in doc.tokens[max(0, word.index - 12) : word.index])
    if after in ("den", "dne"):
        follower = doc.at(quantity.number + 2)
        return follower is not None and follower.role == "period"
    if before == "po":
        return True
    if before == "kazdy":
        return word.low != "jeden"
    return quantity.noun is not None and before not in _ONE_AT and after not in _ONE_NOT and after != "se"


def _has_evidence(doc: Doc, quantity: Quantity) -> bool:
    """Whether something says that a number counts: a noun, a sign, a comparator, or where it stands."""
    if quantity.noun is not None or quantity.times or quantity.percent or quantity.stated:
        return True
    before, after = doc.fold(quantity.first - 1), doc.fold(quantity.last + 1)
    if before == "(" and after == ")":
        return True
    if before == "-" and doc.tokens[quantity.first - 1].glued:
        return False
    if before in (":", "-", "pocet", "poctu", "cil") and after in ("", ".", ",", ";", ")", "("):
        return True
    left = doc.tokens[max(0, quantity.number - 6) : quantity.number]
    if any(token.fold.startswith(("prumer", "znamk")) for token in left):
        return True
    follower = doc.at(quantity.last + 1)
    if follower is not None and follower.role == "period":
        return True
    return after == "/" or before in ("na", "o", "bude") or before.startswith(_REACHES)


def _describes(doc: Doc, quantity: Quantity, kept: list[Quantity]) -> bool:
    """Whether a number behind another one of the same clause only describes it ("2 workshopy pro 15 osob")."""
    if not kept or quantity.percent or doc.tokens[kept[-1].number].clause != doc.tokens[quantity.number].clause:
        return False
    before = doc.at(quantity.first - 1)
    if before is None or quantity.times:
        return False
    if is_hours(doc, quantity) and before.fold in ("rozsahu", "delce", "dotaci", "x"):
        return True
    if before.index == kept[-1].last and kept[-1].times:
        return not quantity.stated
    if before.low in PREPOSITIONS and doc.fold(quantity.first) in ("vice", "vic", "mene", "pres"):
        return True  # "u firem s více než 50 zaměstnanci": which ones are meant
    joined = doc.fold(before.index - 1) in CONJUNCTIONS or doc.fold(before.index - 1) == ","
    return not quantity.stated and before.low in PREPOSITIONS and not joined


def is_only_mentioned(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number is told of what is, was or is meant, and not of what shall be done.

    The words around it decide, up to the nearest comma, bracket, dash or end of the sentence on either side.
    """
    here = first = last = quantity.number
    while first > max(0, here - _WIDTH) and not _parts(doc, first - 1, here):
        first -= 1
    while last + 1 < min(len(doc.tokens), here + _WIDTH) and not _parts(doc, last + 1, here):
        last += 1
    around, before = doc.tokens[first : last + 1], doc.tokens[max(0, first - _WIDTH) : first]
    words = [token.fold for token in around]
    if any(_FACT.match(word) for word in words):
        return True
    # Something was done: a participle in -l that no "aby" or "by" makes a wish.
    if not any(_WISH.match(t.fold) for t in (*before, *around) if t.sentence == around[0].sentence):
        for token in around:
            lower = token.is_word and len(token.low) > 3 and not token.is_capital
            if lower and _DID.search(token.low) and not _NOT_DID.match(token.fold):
                return True
    if "jsou" in words and [token.text for token in before if token.text in "()"][-1:] == ["("]:
        return True
    # A relative clause; "z nichž" takes a part of what was counted, and so may promise.
    relative = doc.fold(first - 1) == "," and words[0] not in ("z", "ze") and any(map(_RELATIVE.match, words[:2]))
    return relative and any(_HOLDS.match(token.fold) or _LASTING.search(token.low) for token in around)


def _parts(doc: Doc, index: int, here: int) -> bool:
    token = doc.tokens[index]
    dash = token.text == "-" and not token.glued
    return dash or token.text in ",;:()" or token.sentence != doc.tokens[here].sentence
