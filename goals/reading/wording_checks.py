"""Remarks on what somebody has typed as a goal: no measure, no deadline, two goals in one, too many words.

Nothing here blocks: who writes decides. A goal may have several targets: "oslovit 5 firem a uspořádat s nimi 3 setkání"
stays one goal. Two they are when the second promise has a verb of its own and points back to nothing in the first.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Protocol

from django.utils.translation import gettext as _

from goals.amounts import is_times, unit_of
from goals.formatting import format_number
from goals.reading.deadlines import ImpossibleDate, find_dates
from goals.reading.milestones import EVENT, find_milestones
from goals.reading.names import UNCLEAR
from goals.reading.personal_data import find_personal_data
from goals.reading.quantities import find_quantities
from goals.reading.targets import HUNDRED, ProposedTarget, analyse, propose, read_targets
from goals.reading.text import Doc, Remark, Token, is_verb, is_verbal_noun, tokenize, wordset
from goals.states import Comparator, Kind

# Characters. Nineteen of twenty goals that the network has published for 2026 are shorter (95th percentile 313, median
# 148, longest 454); on a noticeboard sheet it is four to five lines.
RECOMMENDED_LENGTH = 320

_COUNTED = frozenset({Kind.COUNT, Kind.FREQUENCY, Kind.LEVEL, Kind.SHARE, Kind.INCREASE})
_HELD = ("usporad", "zorganizov", "uskutecn")
_VAGUE = re.compile(
    r"\b(?:vice(?! nez)|vic(?! nez)|nekolik\w*|pravideln[eaouy]\w*|opakovan[eaouy]\w*|castej\w*|obcas\w*|prubezn\w*"
    r"|intenzivnej\w*|dostatecn\w*)\b"
)
_SOMEDAY = re.compile(
    r"\b(?:co nejdriv\w*|brzy|v nejblizsi dobe|v dohledne dobe|postupne|casem|vyhledove|do budoucna|v budoucnu)\b"
)
_MONTH_NAMES = (
    r"ledn\w{1,2}|leden|unor\w{0,2}|brez(?:en|n\w{1,2})|dub(?:en|n[aue]m?)|kvet(?:en|n[aue]m?)|cervenec|cervenc\w{1,2}"
    r"|cerv(?:en|n[aue]m?)|srp(?:en|n\w{1,2})|zari|rij(?:en|n\w{1,2})|listopad\w{0,2}|prosin(?:ec|c\w{1,2})"
)
_TIME_NAMED = re.compile(
    rf"\b(?:{_MONTH_NAMES}|letos\w*|celoroc\w*|prazdnin\w*|vanoc\w*|velikonoc\w*|pololeti\w?|na jare|na podzim|v lete"
    r"|v zime|(?:behem|v prubehu|po cely|na zacatku|zacatkem|pocatkem|v) (?:cel\w{1,3} )?(?:skolniho )?ro(?:ku|ce|k)"
    r"|do (?:\w{1,20} ){1,2}(?:dn[iuy]|tydn\w{1,2}|mesic\w{0,2}|let))\b"
)

# Words that tie a promise to the one before it.
_LINKS = wordset(
    "něm něj něho ní ním nim nich nimi ně jej ji ho jim jí je jimi jejich jeho tam zde tu tom toho tomu tím tato "
    "tento toto tomuto této těchto těmto tyto těm ty tak takto tuto dané daného daném daných uvedené stejné stejných "
    "následně poté potom"
)
# "obsadit místo a zaškolit nového kolegu", "uspořádat kurzy a účastníkům předat potvrzení"
_LINK_STEMS = re.compile(r"^(?:zaskol|zapracov|proskol|ucastni|absolvent)")
_OCCASIONS = re.compile(r"^(?:setkan|skolen|vzdelavan|jednan|zasedan|oddelen|zarizen)")  # look like actions, are events
_SUBORDINATORS = wordset(
    "aby jenž jež jehož jejíž jejichž jimž jimiž nimž nichž němž níž nímž kde kdy když že zda což čímž pokud protože "
    "neboť kdo"
)
_JOINTS = wordset("zároveň současně dále také rovněž navíc souběžně")
_LONG_JOINTS = frozenset({("krome", "toho"), ("vedle", "toho"), ("mimo", "to")})
_BEFORE_JOINT = wordset("a , . ; -")
_VERB_WITHIN = 5  # tokens behind a joint: "a dále ve spolupráci s obcí uspořádat"
_WORD_LIKE = re.compile(r"[^\W\d_]{4,}")
_STEM = 4  # letters that the cases of a counted noun share: kurz, kurzech
_NO_THING = frozenset({Kind.NARRATIVE, Kind.SHARE})  # a share is mostly one of what was promised before
_ITEM = re.compile(r"^[ \t]*(?:[-–—•*]|[0-9]{1,2}[.)]|[a-h]\))[ \t]+|(?<=[\s:;,])(?:[1-9]|[a-h])\)[ \t]+", re.MULTILINE)


_MAY_BE_IMPOSSIBLE = re.compile(
    r"(?:29|3[0-9]|[4-9][0-9]|[0-9]{3})\.|\. ?(?:1[3-9]|[2-9][0-9])\.|%|procent|[0-9]\s+[0-9]|[0-9],[0-9]{3}"
)


class TargetLike(Protocol):
    """A target of a goal, stored or as read; "" for a window says the same as None."""

    @property
    def kind(self) -> str: ...
    @property
    def comparator(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def window(self) -> str | None: ...
    @property
    def deadline(self) -> date | None: ...
    @property
    def unit(self) -> str: ...


class GoalTexts(Protocol):
    """The texts of a goal, stored or as somebody is just writing them."""

    text: str
    responsible: str
    evidence: str
    reason: str


class Outline:
    """How the sentences of a wording hang together, and so which of its words make a promise for themselves."""

    def __init__(self, doc: Doc) -> None:
        self.dependent: list[bool] = []  # of every token: whether it stands in a subordinate clause
        self.under_aim: list[bool] = []  # and whether an aim before a colon covers it
        self.linked: set[int] = set()  # clauses that point back
        self.begins: dict[int, int] = {}  # first token of a clause
        self.ends: dict[int, int] = {}
        inside = aim = acts = False
        for token in doc.tokens:
            before = doc.at(token.index - 1)
            if before.sentence != token.sentence:
                inside, acts = False, False
                aim = aim and before.text == ";"
            # A subordinate clause goes on until ", a" leads back to the main one.
            purpose = token.fold in ("cilem", "ucelem") and before.fold in ("s", "za")
            if purpose or token.low in _SUBORDINATORS or token.fold.startswith("kter"):
                inside = True
            elif token.fold == "a" and before.fold == ",":
                inside = False
            self.dependent.append(inside)
            self.under_aim.append(aim)
            acts = acts or _acts(token)
            aim = aim or (acts and token.text == ":" and not doc.text[token.end : token.end + 1].isdigit())
            adds = (before.fold, token.fold) in _LONG_JOINTS  # "kromě toho" does not refer
            if (token.low in _LINKS and not adds) or _LINK_STEMS.match(token.fold):
                self.linked.add(token.clause)
            self.begins.setdefault(token.clause, token.index)
            self.ends[token.clause] = token.index

    def is_new(self, token: Token) -> bool:
        """Whether a promise at this token is made for itself: in a main clause that points back to nothing."""
        covered = self.dependent[token.index] or self.under_aim[token.index]
        return not covered and token.clause not in self.linked


def goal_remarks(goal: GoalTexts, targets: Iterable[TargetLike], *, year: int | None) -> tuple[Remark, ...]:
    """Remarks on a goal: on its wording, and on personal data in all its texts; nothing before there is a wording."""
    if not goal.text.strip():
        return ()
    others = " \n".join([goal.responsible, goal.evidence, goal.reason])
    remarks = check_wording(goal.text, targets, year=year or 2000)
    return (*remarks, *find_personal_data(goal.text), *find_personal_data(others))


def check_wording(text: str, targets: Iterable[TargetLike], *, year: int) -> tuple[Remark, ...]:
    """What to reconsider in a goal's wording, at most one remark a code; nothing about a blank text.

    `targets` are the goal's own, which decide what it measures; when there are none, those that the wording proposes.
    `year` is the document's. Any text is accepted. Source: the network evaluates every goal monthly and closes it at
    the end of the year.
    """
    if not text.strip():
        return ()
    doc, deadlines, periods = analyse(text, year=year)
    proposed = propose(text, doc, deadlines, periods)
    promised = tuple(targets) or proposed
    outline = Outline(doc)
    remarks = [_no_measure(text, doc, outline, promised), _no_deadline(doc, promised, year)]
    remarks += [_contradiction(promised, proposed), *impossible_remarks(text, year=year)]
    second = _second_goal(text, doc, outline, proposed)
    if second is not None:
        message = _("Znění vypadá jako dva cíle v jednom. Každý zvlášť se lépe vyhodnotí: zvažte, zda cíl nerozdělit.")
        remarks.append(Remark("two_goals", message, second))
    start, length = len(text) - len(text.lstrip()), len(text.strip())
    if length > RECOMMENDED_LENGTH:
        message = _(
            "Znění má %(length)d znaků, dobře se čte do %(longest)d. Zkraťte ho, okolnosti a důvody lze vynechat."
        ) % {"length": length, "longest": RECOMMENDED_LENGTH}
        remarks.append(Remark("too_long", message, (start + RECOMMENDED_LENGTH, start + length)))
    return tuple(remark for remark in remarks if remark is not None)


def reading_questions(text: str, *, year: int) -> tuple[Remark, ...]:
    """What of the reading of a wording is a guess, as questions to whoever writes it, in reading order."""
    return tuple(
        Remark(f"uncertain_{target.doubt}", _question(target, text[slice(*target.span)]), target.span)
        for target in read_targets(text, year=year)
        if target.doubt
    )


def _question(target: ProposedTarget, words: str) -> str:
    unit = unit_of(target.thing, target.unit_forms)
    said = {"words": words, "unit": unit.many if unit else target.thing, "forms": target.unit_forms}
    if target.doubt == "forms":
        return _("Slovo „%(unit)s“ skloňujeme: %(forms)s. Je to tak?") % said
    if target.doubt == "noun":
        return _("„%(words)s“ čteme jako počet %(unit)s. Je to tak?") % said
    if target.doubt == "rhythm":
        return _("„%(words)s“ nevychází na celá období roku. Zkontrolujte, kolik toho má být letos.") % said
    return _("U čísla „%(words)s“ není napsané, čeho je. Doplňte to k cílové hodnotě.") % said


def impossible_remarks(text: str, *, year: int) -> tuple[Remark, ...]:
    """Remarks on what a wording promises and nobody can keep: a day that is not there, more than the whole, two numbers
    of which nobody knows which is meant."""
    if not _MAY_BE_IMPOSSIBLE.search(text):
        return ()
    doc, _deadlines, _periods = analyse(text, year=year)
    others = (_impossible_share(doc), _unclear_number(doc))
    return (*_impossible_dates(text, year), *(remark for remark in others if remark))


def _impossible_dates(text: str, year: int) -> Iterator[Remark]:
    doc = tokenize(text)
    for wrong in find_dates(doc, year=year):
        if isinstance(wrong, ImpossibleDate):
            span = doc.original(wrong.first, wrong.last)
            message = _("Den „%(day)s“ v kalendáři není, termín podle něj nenavrhneme. Opravte datum ve znění.")
            yield Remark("impossible_date", message % {"day": text[slice(*span)].rstrip()}, span)


def _impossible_share(doc: Doc) -> Remark | None:
    for quantity in find_quantities(doc):
        rises = quantity.change or "o" in (doc.fold(quantity.number - 1), doc.fold(quantity.first - 1))
        if quantity.percent and quantity.value > HUNDRED and not rises:
            message = _(
                "Podíl %(number)s\u00a0%% nejde splnit, víc než 100\u00a0%% celku není. Má-li něco vzrůst, napište "
                "o kolik."
            )
            span = doc.original(quantity.number, quantity.number)
            return Remark("impossible_share", message % {"number": format_number(quantity.value)}, span)
    return None


def _unclear_number(doc: Doc) -> Remark | None:
    first = next((token.index for token in doc.tokens if token.role == UNCLEAR), None)
    if first is None:
        return None
    if doc.at(first + 1).role != UNCLEAR:
        message = _(
            "U čísla „%(number)s“ není jasné, zda jsou to tisíce, nebo desetinná místa. Tisíce pište s mezerou."
        )
        return Remark("thousands", message % {"number": doc.at(first).text}, doc.original(first, first))
    span = doc.original(first, first + 1)
    message = _(
        "„%(words)s“ jsou dvě čísla vedle sebe, žádné z nich proto nečteme. Nechte ve znění jen to, které platí."
    )
    return Remark("two_numbers", message % {"words": " ".join((doc.at(first).text, doc.at(first + 1).text))}, span)


def _contradiction(targets: Sequence[TargetLike], proposed: Sequence[ProposedTarget]) -> Remark | None:
    """Two targets measure the same by different numbers, and it is not the wording that says both. A lower and an upper
    bound ("nejméně 2, nejvýše 6") go together while there is something between them."""
    said = {(_measured(one), one.value) for one in proposed}
    first: dict[tuple[object, ...], Decimal | None] = {}
    for target in targets:
        if target.kind not in _COUNTED:
            continue
        what = _measured(target)
        is_most = target.comparator == Comparator.MAX
        one, other = first.setdefault((*what, is_most), target.value), target.value
        opposite = first.get((*what, not is_most))
        if opposite is not None and other is not None and (other < opposite if is_most else other > opposite):
            one = opposite
        if one != other and not {(what, one), (what, other)} <= said:
            numbers = {"one": format_number(one or Decimal(0)), "other": format_number(other or Decimal(0))}
            message = _("Dvě cílové hodnoty měří totéž různým číslem: %(one)s a %(other)s. Nechte tu, která platí.")
            return Remark("contradiction", message % numbers, None)
    return None


def _measured(target: TargetLike) -> tuple[object, ...]:
    """What a target measures, whatever its number."""
    is_thing = target.kind != Kind.FREQUENCY and not is_times(target.unit)
    unit = unit_of(target.unit) if is_thing else None
    words = (unit.many if unit else target.unit).lower() if is_thing else ""
    return target.kind, words, target.window or "", target.deadline


def _no_measure(text: str, doc: Doc, outline: Outline, targets: tuple[TargetLike, ...]) -> Remark | None:
    """Nothing is counted and nothing comes into being; a word that hides a number ("pravidelně") is pointed at."""
    for target in targets:
        if target.kind != Kind.NARRATIVE and not (target.kind in _COUNTED and target.value is None):
            return None
    for match in _VAGUE.finditer(doc.low):
        words = doc.inside(*match.span())
        if words and not outline.dependent[words[0].index]:
            span = doc.original(words[0].index, words[-1].index)
            message = _(
                "Slovo „%(word)s“ se nedá změřit. Napište kolik, jak často nebo jaký výsledek vznikne; jinak se cíl "
                "bude hodnotit jen slovně."
            )
            return Remark("no_measure", message % {"word": text[slice(*span)]}, span)
    message = _(
        "Podle tohoto znění nepůjde poznat, zda je cíl splněn. Doplňte počet, jak často nebo jaký výsledek vznikne; "
        "jinak se bude hodnotit jen slovně."
    )
    return Remark("no_measure", message, None)


def _no_deadline(doc: Doc, targets: tuple[TargetLike, ...], year: int) -> Remark | None:
    """A result that is either there or not, with nothing said of when.

    Asked of milestones only: what is counted, reached or kept up runs to the end of the year by its nature and shows
    monthly how far it got; a narrative goal has its remark already. An event without a number is a count of one. Any
    date, period, season or rhythm named anywhere is enough.
    """
    if not any(target.kind == Kind.MILESTONE for target in targets):
        return None
    if any(target.deadline or target.window for target in targets):
        return None
    if any(token.role in ("deadline", "period") for token in doc.tokens) or _TIME_NAMED.search(doc.low):
        return None
    place = None
    milestones = find_milestones(doc)
    for milestone in milestones:
        # "uspořádat besedu", "při stěhování": something takes place, nothing is there afterwards.
        held = doc.fold(milestone.first).startswith(_HELD) or EVENT.match(doc.fold(milestone.last)) is not None
        if not (held and not milestone.strong) and doc.fold(milestone.first - 1) not in ("pri", "pred", "po"):
            place = doc.original(milestone.first, milestone.last)
            break
    if milestones and place is None:
        return None
    for match in _SOMEDAY.finditer(doc.low):
        if words := doc.inside(*match.span()):
            place = doc.original(words[0].index, words[-1].index)
            break
    message = _(
        "Není napsáno, do kdy to má být hotovo, takže platí konec roku %(year)d. Má-li to být dřív, doplňte datum."
    )
    return Remark("no_deadline", message % {"year": year}, place)


def _acts(token: Token) -> bool:
    return is_verb(token) or (is_verbal_noun(token) and not _OCCASIONS.match(token.fold))


def _second_goal(text: str, doc: Doc, outline: Outline, targets: Sequence[ProposedTarget]) -> tuple[int, int] | None:
    """Where a second goal begins and ends, as offsets into the text as given; None when there is only one."""
    # Two targets, each in a clause of its own.
    starts = [doc.original(token.index, token.index)[0] for token in doc.tokens]
    things = [target for target in targets if target.kind not in _NO_THING]
    for one, other in pairwise(things):
        first = doc.tokens[max(0, bisect_right(starts, one.span[0]) - 1)]
        second = doc.tokens[max(0, bisect_right(starts, other.span[0]) - 1)]
        if first.clause == second.clause or not outline.is_new(second):
            continue
        clause = doc.tokens[outline.begins[second.clause] : outline.ends[second.clause] + 1]
        if clause[0].fold in (":", "-", "("):
            continue  # what follows only explains
        if first.sentence == second.sentence and not any(map(_acts, clause)):
            continue
        # "12 kurzů. Na kurzech rozdat 200 letáků" names what the first one counts.
        words = _WORD_LIKE.findall(one.unit.lower())
        if words and any(token.low.startswith(words[-1][:_STEM]) for token in clause):
            continue
        begin = doc.original(clause[0].index, second.index)[0]
        return begin, max(other.span[1], begin + 1)

    # Two clauses with a verb each, joined by words or a sign that set them side by side.
    acted = False
    for token in doc.tokens:
        opening = token.index - 1 if (doc.fold(token.index - 1), token.fold) in _LONG_JOINTS else token.index
        joins = (token.low in _JOINTS or opening < token.index) and doc.fold(opening - 1) in _BEFORE_JOINT
        verb = _verb_behind(doc, token) if acted and (joins or token.text == ";") else None
        if verb is not None and not outline.dependent[token.index] and outline.is_new(verb):
            return doc.original(token.index + 1, outline.ends[verb.clause])
        acted = acted or _acts(token)

    # The second item of a list whose items begin with a verb, unless an aim and a colon stand above them.
    marks = list(_ITEM.finditer(text))
    if len(marks) < 2 or text[: marks[0].start()].rstrip().endswith(":"):
        return None
    items = []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        word = _WORD_LIKE.match(text, mark.end())
        if word is not None and _acts(tokenize(word.group()).tokens[0]):
            items.append((mark.end(), end))
    return items[1] if len(items) > 1 else None


def _verb_behind(doc: Doc, joint: Token) -> Token | None:
    """The verb that follows closely in the same sentence: a noun alone makes no second promise."""
    behind = doc.tokens[joint.index + 1 : joint.index + 1 + _VERB_WITHIN]
    for token in behind:
        if token.sentence != behind[0].sentence or token.text in ",(:":
            return None
        if is_verb(token):
            return token
    return None
