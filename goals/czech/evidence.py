"""Which counting numbers are targets of the goal, and which only describe it.

"2 workshopy pro 15 osob po 3 hodinách" promises two workshops; ages, lengths, prices, capacities and breakdowns are set
aside.
"""

import re

from goals.czech.quantities import Quantity
from goals.czech.text import Doc, wordset
from goals.czech.words import CONJUNCTIONS, PREPOSITIONS

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


def targets_among(doc: Doc, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities that are targets, in reading order."""
    kept: list[Quantity] = []
    for quantity, after in zip(quantities, [*quantities[1:], None], strict=False):
        if _is_target(doc, quantity, kept) or _shares_noun(doc, quantity, after):
            kept.append(quantity)
    return _without_breakdowns(doc, kept)


def unit_of(doc: Doc, quantity: Quantity) -> str:
    """The folded noun that a quantity counts, "" when none follows."""
    return doc.tokens[quantity.noun[1]].fold if quantity.noun is not None else ""


def is_days(doc: Doc, quantity: Quantity) -> bool:
    return _DAYS.match(unit_of(doc, quantity)) is not None


def is_hours(doc: Doc, quantity: Quantity) -> bool:
    return _HOURS.match(unit_of(doc, quantity)) is not None


def _is_target(doc: Doc, quantity: Quantity, kept: list[Quantity]) -> bool:
    if quantity.value <= 0 or _is_length(doc, quantity) or _compares(doc, quantity):
        return False
    if _is_price_or_contract(doc, quantity):
        return False
    if quantity.in_words and quantity.value == 1 and not _one_counts(doc, quantity):
        return False
    before = doc.fold(quantity.first - 1)
    if is_bound(doc, quantity):
        return True
    if not quantity.stated and not quantity.times and before in _OF_SOME and not _is_dealt_out(doc, quantity):
        return False
    return _has_evidence(doc, quantity) and not _describes(doc, quantity, kept)


def is_bound(doc: Doc, quantity: Quantity) -> bool:
    """ "počet sledujících nad 3 000", "podíl absencí pod 10 %": a bound of what is measured, not a kind of thing."""
    if doc.fold(quantity.first - 1) not in ("nad", "pod") or quantity.times:
        return False
    here = doc.tokens[quantity.number]
    left = doc.tokens[max(0, here.index - _BOUND_LEFT) : here.index]
    plain = quantity.percent or quantity.noun is None or is_days(doc, quantity)
    return plain and any(_GAUGE.match(token.fold) for token in left if token.sentence == here.sentence)


def _compares(doc: Doc, quantity: Quantity) -> bool:
    """ "o 2 více než loni" only compares; "generace 60+" is an age."""
    if quantity.noun is None and doc.fold(quantity.last) == "+":
        return True
    if _is_size(doc, quantity):
        return True
    if "=" in (doc.fold(quantity.last + 1), doc.fold(quantity.last + 2)):
        return True
    return (
        not quantity.stated and doc.fold(quantity.last + 1) in ("vice", "mene") and doc.fold(quantity.first - 1) == "o"
    )


def _is_size(doc: Doc, quantity: Quantity) -> bool:
    """ "obce nad 3 000 obyvatel", "rodiny s 3 dětmi": the number says which ones are meant."""
    unit, before = unit_of(doc, quantity), doc.fold(quantity.first - 1)
    if unit.startswith("obyvatel"):
        return before in ("do", "nad", "pod", "s", "se", "od")
    return unit.startswith(("det", "dit")) and before in ("s", "se") and not quantity.stated


def _is_dealt_out(doc: Doc, quantity: Quantity) -> bool:
    """ "po jednom setkání v každém okrese": so many for each."""
    behind = doc.tokens[quantity.last + 1 : quantity.last + 8]
    return doc.fold(quantity.first - 1) == "po" and any(token.fold.startswith("kazd") for token in behind)


def _is_length(doc: Doc, quantity: Quantity) -> bool:
    if quantity.times or quantity.percent:
        return False
    if is_hours(doc, quantity) and any(map(_LASTS.match, map(doc.fold, range(quantity.first - 2, quantity.first)))):
        return True
    words = [doc.tokens[i].fold for i in range(quantity.noun[0], quantity.noun[1] + 1)] if quantity.noun else []
    return any(_LENGTH.match(word) for word in (*words[:1], *words[-1:]))


def _shares_noun(doc: Doc, quantity: Quantity, after: Quantity | None) -> bool:
    """ "v Písku 2 a v Táboře 4 kurzy": the noun stands behind the second number only."""
    if after is None or after.noun is None or quantity.noun is not None or quantity.percent or quantity.times:
        return False
    close = after.number - quantity.number <= 6 and doc.fold(quantity.last + 1) in ("a", ",")
    return close and not _is_length(doc, after) and doc.fold(quantity.number - 1) not in _OF_SOME


def _is_price_or_contract(doc: Doc, quantity: Quantity) -> bool:
    """A sum that nobody promises to earn, the part-time of somebody hired."""
    unit = unit_of(doc, quantity)
    before = [token.fold for token in doc.tokens[max(0, quantity.number - 12) : quantity.number]]
    if _MONEY.match(unit):
        return not any(_EARN.match(word) for word in before)
    return unit.startswith("uvaz") and not any(_SHIFT.match(word) for word in before)


def _one_counts(doc: Doc, quantity: Quantity) -> bool:
    """Whether "jeden" counts rather than points: "jedno setkání" does, "jedním z cílů" and "na jedné straně" do not."""
    after = doc.fold(quantity.number + 1)
    if after in ("z", "ze"):
        ours = _OURS.match(unit_of(doc, quantity)) is not None and doc.tokens[quantity.number].low in ("jeden", "jedna")
        return quantity.stated or (ours and not quantity.times)
    if quantity.stated:
        return True
    if quantity.times:
        return doc.fold(quantity.number - 1) not in ("jeste", "uz")
    before = doc.fold(quantity.number - 1)
    if before == "o":
        return any(_SHIFT.match(token.fold) for token in doc.tokens[max(0, quantity.number - 12) : quantity.number])
    if after in ("den", "dne"):
        return (follower := doc.at(quantity.number + 2)) is not None and follower.role == "period"
    if before == "po":
        return True
    if before == "kazdy":
        return doc.tokens[quantity.number].low != "jeden"
    return quantity.noun is not None and before not in _ONE_AT and after not in _ONE_NOT and after != "se"


def _has_evidence(doc: Doc, quantity: Quantity) -> bool:
    if quantity.noun is not None or quantity.times or quantity.percent or quantity.stated:
        return True
    before, after = doc.fold(quantity.first - 1), doc.fold(quantity.last + 1)
    if before == "(" and after == ")":
        return True
    if before == "-" and doc.tokens[quantity.first - 1].glued:
        return False
    if before in (":", "-", "pocet", "poctu", "cil") and after in ("", ".", ",", ";", ")", "("):
        return True
    if any(
        token.fold.startswith(("prumer", "znamk"))
        for token in doc.tokens[max(0, quantity.number - 6) : quantity.number]
    ):
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


def _without_breakdowns(doc: Doc, kept: list[Quantity]) -> list[Quantity]:
    """Leave out the parts of a sum: "4 besedy (2 v Chebu, 2 v Sokolově)"."""
    dropped: set[int] = set()
    for at, whole in enumerate(kept):
        opened = doc.fold(whole.last + 1) in ("(", "-", ":", ",")
        parts = kept[at + 1 : at + 6] if opened and at not in dropped and not whole.percent else []
        total = whole.value * 0
        for width, part in enumerate(parts, 1):
            if doc.tokens[part.number].sentence != doc.tokens[whole.number].sentence or part.percent or part.times:
                break
            total += part.value
            if total == whole.value and width > 1:
                dropped |= set(range(at + 1, at + 1 + width))
    return [quantity for at, quantity in enumerate(kept) if at not in dropped]
