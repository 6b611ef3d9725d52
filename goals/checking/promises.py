"""Whether one wording promises two things that have nothing to do with each other.

A goal may have several targets: "oslovit 5 firem a uspořádat s nimi 3 setkání" stays one goal. Two they are when the
second promise has a verb of its own and points back to nothing in the first.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from goals.czech.text import Doc, Token, fold, wordset
from goals.czech.words import is_verb, is_verbal_noun
from goals.reading import ProposedTarget
from goals.states import Kind

Span = tuple[int, int]

# Words that tie a promise to the one before it.
_LINKS = wordset(
    "něm něj něho něho ní ním nim nich nimi ně jej ji ho jim jí je jimi jejich jeho tam zde tu tom toho tomu tím tato "
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


@dataclass(frozen=True)
class Outline:
    """Of every token: whether it stands in a subordinate clause, whether an aim before a colon covers it."""

    dependent: list[bool]
    under_aim: list[bool]
    linked: frozenset[int]  # clauses that point back
    begins: dict[int, int]  # first token of a clause
    ends: dict[int, int]


def second_promise(text: str, doc: Doc, outline: Outline, targets: Sequence[ProposedTarget]) -> Span | None:
    """Where the second goal of a wording begins and ends, offsets into `text`; None when it is one goal.

    `doc` is the text with its clauses numbered, `targets` are those that the wording proposes. Taken as two: different
    measured things with a verb each, clauses joined by "a zároveň" and the like or by a semicolon, items of a list that
    begin with a verb.
    """
    return _measured_apart(doc, outline, targets) or _joined(doc, outline) or _listed(text)


def outlined(doc: Doc) -> Outline:
    dependent, under_aim = [], []
    inside = aim = acts = False
    linked: set[int] = set()
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    for token, before in zip(doc.tokens, [None, *doc.tokens], strict=False):
        if before is None or before.sentence != token.sentence:
            inside, acts = False, False
            aim = aim and before is not None and before.text == ";"
        inside = _is_dependent(doc, token, inside)
        dependent.append(inside)
        under_aim.append(aim)
        acts = acts or _acts(token)
        aim = aim or (acts and token.text == ":" and not doc.text[token.end : token.end + 1].isdigit())
        if _points_back(doc, token):
            linked.add(token.clause)
        begins.setdefault(token.clause, token.index)
        ends[token.clause] = token.index
    return Outline(dependent, under_aim, frozenset(linked), begins, ends)


def _points_back(doc: Doc, token: Token) -> bool:
    joint = (doc.fold(token.index - 1), token.fold) in _LONG_JOINTS  # "kromě toho" adds, it does not refer
    return (token.low in _LINKS and not joint) or _LINK_STEMS.match(token.fold) is not None


def _is_dependent(doc: Doc, token: Token, inside: bool) -> bool:
    """A subordinate clause goes on until ", a" leads back to the main one."""
    if token.low in _SUBORDINATORS or token.fold.startswith("kter"):
        return True
    if token.fold in ("cilem", "ucelem") and doc.fold(token.index - 1) in ("s", "za"):
        return True
    return inside and not (token.fold == "a" and doc.fold(token.index - 1) == ",")


def _acts(token: Token) -> bool:
    return is_verb(token) or (is_verbal_noun(token) and not _OCCASIONS.match(token.fold))


def _measured_apart(doc: Doc, outline: Outline, targets: Sequence[ProposedTarget]) -> Span | None:
    """Two targets, each in a clause of its own."""
    starts = [doc.original(token.index, token.index)[0] for token in doc.tokens]
    things = [target for target in targets if target.kind not in _NO_THING]
    for one, other in zip(things, things[1:], strict=False):
        first = doc.tokens[max(0, bisect_right(starts, one.span[0]) - 1)]
        second = doc.tokens[max(0, bisect_right(starts, other.span[0]) - 1)]
        if _stand_apart(doc, outline, first, second) and not _counts_same(doc, outline, one, second):
            begin = doc.original(outline.begins[second.clause], second.index)[0]
            return begin, max(other.span[1], begin + 1)
    return None


def _stand_apart(doc: Doc, outline: Outline, first: Token, second: Token) -> bool:
    if first.clause == second.clause or second.clause in outline.linked:
        return False
    if outline.dependent[second.index] or outline.under_aim[second.index]:
        return False
    opening = doc.tokens[outline.begins[second.clause]]
    if opening.fold in (":", "-", "("):
        return False  # what follows only explains
    clause = doc.tokens[opening.index : outline.ends[second.clause] + 1]
    return first.sentence != second.sentence or any(map(_acts, clause))


def _counts_same(doc: Doc, outline: Outline, one: ProposedTarget, second: Token) -> bool:
    """Whether the second promise names what the first one counts: "12 kurzů. Na kurzech rozdat 200 letáků"."""
    words = _WORD_LIKE.findall(one.unit.lower())
    if not words:
        return False
    clause = doc.tokens[outline.begins[second.clause] : outline.ends[second.clause] + 1]
    return any(token.low.startswith(words[-1][:_STEM]) for token in clause)


def _joined(doc: Doc, outline: Outline) -> Span | None:
    """Two clauses with a verb each, joined by words or a sign that set them side by side."""
    acted = False
    for token in doc.tokens:
        if acted and (behind := _behind_joint(doc, token)) is not None:
            verb = _verb_after(doc, behind)
            if verb is not None and _is_new(outline, token, verb):
                return doc.original(behind, outline.ends[verb.clause])
        acted = acted or _acts(token)
    return None


def _is_new(outline: Outline, joint: Token, verb: Token) -> bool:
    covered = outline.dependent[joint.index] or outline.dependent[verb.index] or outline.under_aim[verb.index]
    return not covered and verb.clause not in outline.linked


def _behind_joint(doc: Doc, token: Token) -> int | None:
    """The index behind a joint that ends with this token; None when none does."""
    if token.text == ";":
        return token.index + 1
    opening = token.index - 1 if (doc.fold(token.index - 1), token.fold) in _LONG_JOINTS else token.index
    if token.low not in _JOINTS and opening == token.index:
        return None
    return token.index + 1 if doc.fold(opening - 1) in _BEFORE_JOINT else None


def _verb_after(doc: Doc, start: int) -> Token | None:
    """The verb that follows closely in the same sentence: a noun alone makes no second promise."""
    for token in doc.tokens[start : start + _VERB_WITHIN]:
        if token.sentence != doc.tokens[start].sentence or token.text in ",(:":
            return None
        if is_verb(token):
            return token
    return None


def _listed(text: str) -> Span | None:
    """Items of a list that begin with a verb, unless an aim and a colon stand above them."""
    marks = list(_ITEM.finditer(text))
    if len(marks) < 2 or text[: marks[0].start()].rstrip().endswith(":"):
        return None
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    items = [(mark.end(), end) for mark, end in zip(marks, ends, strict=True) if _begins_with_verb(text, mark.end())]
    return items[1] if len(items) > 1 else None


def _begins_with_verb(text: str, start: int) -> bool:
    word = _WORD_LIKE.match(text, start)
    if word is None:
        return False
    low = word.group().lower()
    return _acts(Token(0, 0, len(low), word.group(), low, fold(low), glued=False))
