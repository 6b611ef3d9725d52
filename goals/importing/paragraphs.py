"""Wrapped lines put back together to paragraphs, and what a paragraph announces: a centre by its name (case and
diacritics aside), a section, the goals, the end of the document, or only the rest of a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import zip_longest

from goals.formatting import fold
from goals.importing.lines import SOFT_HYPHEN, TITLES, Line, LineKind
from goals.states import SectionKey

LONGEST_TITLE = 160
IN_BRACKETS = re.compile(r"\([^()]*\)")
NUMBERING = re.compile(r"^(?:\d{1,2}(?: \d{1,2})* |[ivx]{1,5} )")
ABOUT_GOALS = re.compile(r"\b(?:operacni )?cile\b(?: (?:na|pro) rok| roku| v roce)?(?: 20\d\d)?")
YEAR_AT_THE_END = re.compile(r" 20\d\d$")
CENTRE = re.compile(r"^(?:cpic|centr(?:um|a) (?:na podporu|pro) integrac[ei] cizincu|integracni centrum)\b ?")
BRANCH = re.compile(r"^(?:.+ )?(?:pobocka|pracoviste) ")
REGION = re.compile(r"^(?:kraj \w+|\w+ kraj[ei]?) ")
ALIKE = 0.75  # from here on a title is a centre's name with a slip of the pen

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CUT_WORD = re.compile(r"(?:^|[^\w-])((?:[^\W\d_]+-)*[^\W\d_]+)-$")
LONGEST_WORD = 80
CONJUNCTIONS = {"a", "i", "až", "nebo", "či", "ani"}
DEEPER = 8.0  # points: from here on an indent means something

LABELS = {
    SectionKey.RESPONSIBLE: re.compile(r"z?odpovedn|z?odpovid|garant\b|za (?:plneni|realizaci|splneni) .*odpovid"),
    SectionKey.EVALUATION: re.compile(r"(?:zpusob |prubezne |pravidelne |postup )?(?:vy)?hodnoceni|evaluace|kontrola"),
    SectionKey.DEADLINE: re.compile(r"termin|lhut|do kdy|datum (?:splneni|plneni|uzaver)"),
    SectionKey.INTRODUCTION: re.compile(r"uvod|preambule|ucel dokumentu"),
    SectionKey.OTHER: re.compile(r"zaver|dalsi ustanoven|prechodn|priloh|platnost|ucinnost|poznam|zkratk|kontakt"),
}
GOALS = re.compile(
    r"(?:zneni|prehled|seznam|vycet)\b.*\bcil|(?:operacni )?cile (?:jednotlivych )?cent(?:er|ra)\b|jednotliva centra"
)
CLOSING = re.compile(
    r"schval|v [^\W\d]+(?: [^\W\d]+)? dne|dne \d|datum|zpracoval|vypracoval|podpis|priloh|poznam|tento dokument|"
    r"tyto cile|operacni cile|platnost|ucinnost|za spravnost"
)
LONGEST_LABEL = 90
FULL_STOP = (".", "!", "?", ".)", "?)", ".“", "!“", "?“")
UNFINISHED = re.compile(
    r"(?:[,;–(-]|\b(?:a|i|o|u|v|k|s|z|ve|ke|se|ze|na|do|po|od|za|pro|při|před|mezi|nebo|či|ani|včetně|min\.|např\.|tj\.))$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class KnownCentre:
    slug: str
    name: str
    town: str
    official_name: str = ""


@dataclass(frozen=True)
class Title:
    """The centre that a title names; a bare one is only the town, which a text may also mention."""

    centre: KnownCentre
    is_bare: bool


@dataclass(frozen=True)
class Paragraph:
    text: str
    where: str
    kind: LineKind
    marker: str
    indent: float
    title: Title | None = None  # the centre, when the whole paragraph is its name


def find_title(text: str, centres: Sequence[KnownCentre]) -> Title | None:
    """The known centre named by the whole text; None for a text that says anything more."""
    if len(text) > LONGEST_TITLE:
        return None
    title = _simple(text)
    rest = CENTRE.sub("", title)
    place = rest.removeprefix("pro ")
    for centre in centres:
        town, names = _simple(centre.town), _names(centre)
        if rest == title == town:
            return Title(centre, is_bare=True)
        if title in names or (BRANCH.match(title) and BRANCH.sub("", title) == town):
            return Title(centre, is_bare=False)
        # What follows the word for a centre: its town, its region and town, or the rest of a full name.
        places = {town, *(CENTRE.sub("", name).removeprefix("pro ") for name in names)}
        if rest != title and (place in places or REGION.sub("", place) == town):
            return Title(centre, is_bare=False)
    return None


def looks_like_centre(text: str) -> bool:
    """Whether a short text begins as centres are called and goes on with a name."""
    title = _simple(text)
    return bool(CENTRE.sub("", title)) and CENTRE.match(title) is not None and not text.endswith((".", ",", ";"))


def nearest(text: str, centres: Sequence[KnownCentre]) -> KnownCentre | None:
    """The centre whose name differs least; None only when no centre is known."""
    return max(centres, key=lambda centre: likeness(text, centre), default=None)


def likeness(text: str, centre: KnownCentre) -> float:
    """From 0 to 1, the better of town and name."""
    title = _simple(text[:LONGEST_TITLE])
    town = SequenceMatcher(None, CENTRE.sub("", title), _simple(centre.town)).ratio()
    return max(town, *(SequenceMatcher(None, title, name).ratio() for name in _names(centre)))


def is_slip(text: str, centres: Sequence[KnownCentre]) -> bool:
    return len(text) <= LONGEST_TITLE and any(likeness(text, centre) >= ALIKE for centre in centres)


def _names(centre: KnownCentre) -> set[str]:
    return {_simple(centre.name), _simple(centre.official_name)} - {""}


@lru_cache(maxsize=4096)
def _simple(text: str) -> str:
    """Folded words only, without numbering, brackets and mentions of goals."""
    words = " ".join(re.findall(r"\w+", fold(IN_BRACKETS.sub(" ", text))))
    words = " ".join(ABOUT_GOALS.sub(" ", words).split())
    return YEAR_AT_THE_END.sub("", NUMBERING.sub("", words))


def paragraphs(lines: Sequence[Line], centres: Sequence[KnownCentre]) -> list[Paragraph]:
    """The paragraphs of the lines; each begins where its first line stands."""
    groups: list[tuple[Title | None, list[Line]]] = []
    item_indent: float | None = None
    for line, following in zip_longest(lines, lines[1:]):
        title = _title(line, following, item_indent, centres)
        heading = find_title(line.text, centres) if line.kind in TITLES else None
        is_new = title or (heading and not heading.is_bare) or not groups or groups[-1][0]
        if not is_new and _is_wrapped(groups[-1][1][0], line):
            groups[-1][1].append(line)
            continue
        groups.append((title, [line]))
        if title or line.kind in TITLES:
            item_indent = None
        elif line.kind is LineKind.ITEM and item_indent is None:
            item_indent = line.indent
    words = {word for line in lines for word in WORD.findall(line.text.lower())}
    found = []
    for title, group in groups:
        first, text = group[0], join([line.text for line in group], words)
        if first.kind in TITLES:  # looked at when it is whole
            title = find_title(text, centres)
        found.append(Paragraph(text, first.where, first.kind, first.marker, first.indent, title))
    return found


def _title(
    line: Line, following: Line | None, item_indent: float | None, centres: Sequence[KnownCentre]
) -> Title | None:
    """The centre that a plain line or an item names."""
    if line.kind in TITLES or not line.fresh:
        return None
    title = find_title(line.text, centres)
    if title is None or not title.is_bare:
        return title
    is_deeper = item_indent is not None and line.indent > item_indent + DEEPER
    stands_alone = line.gap or (following is not None and following.kind is LineKind.ITEM)
    return title if line.kind is LineKind.PLAIN and stands_alone and not is_deeper else None


def _is_wrapped(first: Line, line: Line) -> bool:
    """Whether the line is the wrapped rest of the paragraph that the first line began."""
    if line.gap:
        return False
    if line.kind in TITLES:
        return line.kind is first.kind and not line.fresh  # a title of two lines
    return line.kind is LineKind.PLAIN and first.kind not in TITLES


def join(texts: Sequence[str], words: set[str]) -> str:
    """The lines of one paragraph as one text.

    A word cut by a hyphen is joined; the hyphen stays where the document elsewhere writes the word with it
    and not without it, before a capital or a digit, in "je-/-li" and in "dvou- a třídenní".
    """
    pieces = [texts[0]]
    for after in texts[1:]:
        before, glue = pieces[-1], ""
        cut, next_word = CUT_WORD.search(before[-LONGEST_WORD:]), WORD.match(after.removeprefix("-"))
        if before.endswith(SOFT_HYPHEN):
            before = before.removesuffix(SOFT_HYPHEN)
        elif cut is None or next_word is None or next_word[0] in CONJUNCTIONS:
            is_number = cut is not None and after[:1].isdigit()
            glue = "" if is_number else " "
        elif after.startswith("-"):
            after = after[1:]
        else:
            with_hyphen, without = f"{cut[1]}-{next_word[0]}".lower(), f"{cut[1]}{next_word[0]}".lower()
            if not (next_word[0][0].isupper() or (with_hyphen in words and without not in words)):
                before = before[:-1]
        pieces[-1:] = [before, glue + after]
    return "".join(pieces).rstrip(SOFT_HYPHEN)


def label(paragraph: Paragraph, *, in_goals: bool) -> SectionKey | None:
    """Which section the paragraph introduces; among goals only a heading does, or a label that speaks of goals."""
    head, colon, _ = paragraph.text.partition(":")
    folded = fold(head.strip())
    if len(head) > LONGEST_LABEL or paragraph.kind is LineKind.ITEM or GOALS.match(folded):
        return None
    is_title = paragraph.kind in TITLES
    if not (is_title or colon or not head.endswith(FULL_STOP)):
        return None
    if in_goals and not is_title and not (colon and "cil" in folded):
        return None
    return next((key for key, pattern in LABELS.items() if pattern.match(folded)), None)


def opens_goals(paragraph: Paragraph) -> bool:
    """Whether the paragraph says that the goals of the centres follow."""
    text = paragraph.text.rstrip(": ")
    is_label = paragraph.kind in TITLES or paragraph.text.endswith(":")
    return is_label and len(text) <= LONGEST_LABEL and GOALS.match(fold(text)) is not None


def closes(text: str) -> bool:
    """Whether a paragraph after the goals belongs to the end of the document: who approved it, where and when."""
    return CLOSING.match(fold(text)) is not None


def goes_on(before: str, after: str) -> bool:
    """Whether a new paragraph only carries on the sentence that a page break or an editor has cut."""
    if not before or not after:
        return False
    if UNFINISHED.search(before) or before.count("(") > before.count(")"):
        return True
    return after[0].islower() or after[0] in ",;.)"
