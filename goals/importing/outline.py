"""How the parts of such a document are introduced: labels of sections, closing words, sentences that go on."""

import re

from goals.formatting import fold
from goals.importing.paragraphs import Paragraph
from goals.lines import LineKind
from goals.states import SectionKey

LABELS = (
    (
        SectionKey.RESPONSIBLE,
        re.compile(r"z?odpovedn|z?odpovid|garant\b|za (?:plneni|realizaci|splneni) .*odpovid"),
    ),
    (
        SectionKey.EVALUATION,
        re.compile(r"(?:zpusob |prubezne |pravidelne |postup )?(?:vy)?hodnoceni|evaluace|kontrola"),
    ),
    (SectionKey.DEADLINE, re.compile(r"termin|lhut|do kdy|datum (?:splneni|plneni|uzaver)")),
    (SectionKey.INTRODUCTION, re.compile(r"uvod|preambule|ucel dokumentu")),
    (
        SectionKey.OTHER,
        re.compile(r"zaver|dalsi ustanoven|prechodn|priloh|platnost|ucinnost|poznam|zkratk|kontakt"),
    ),
)
GOALS = re.compile(
    r"(?:zneni|prehled|seznam|vycet)\b.*\bcil|(?:operacni )?cile (?:jednotlivych )?cent(?:er|ra)\b|jednotliva centra"
)
CLOSING = re.compile(
    r"schval|v [^\W\d]+(?: [^\W\d]+)? dne|dne \d|datum|zpracoval|vypracoval|podpis|priloh|poznam|tento dokument|"
    r"tyto cile|operacni cile|platnost|ucinnost|za spravnost"
)
COUNTED_GOAL = re.compile(r"^(?:operační\s+)?cíl\s*(?:č\.\s*)?\d{1,2}\s*[.:)–-]\s*(?=\S)", re.IGNORECASE)
LONGEST_LABEL = 90
FULL_STOP = (".", "!", "?", ".)", "?)", ".“", "!“", "?“")
UNFINISHED = re.compile(
    r"(?:[,;–(-]|\b(?:a|i|o|u|v|k|s|z|ve|ke|se|ze|na|do|po|od|za|pro|při|před|mezi|nebo|či|ani|včetně|min\.|např\.|tj\.))$",
    re.IGNORECASE,
)


def label(paragraph: Paragraph, *, in_goals: bool) -> SectionKey | None:
    """Which section the paragraph introduces; among goals only a heading does, or a label that speaks of goals."""
    head, colon, _ = paragraph.text.partition(":")
    folded = fold(head.strip())
    if len(head) > LONGEST_LABEL or paragraph.kind is LineKind.ITEM or GOALS.match(folded):
        return None
    is_title = paragraph.kind in (LineKind.HEADING, LineKind.BOLD)
    if not (is_title or colon or not head.endswith(FULL_STOP)):
        return None
    if in_goals and not is_title and not (colon and "cil" in folded):
        return None
    return next((key for key, pattern in LABELS if pattern.match(folded)), None)


def opens_goals(paragraph: Paragraph) -> bool:
    """Whether the paragraph says that the goals of the centres follow."""
    text = paragraph.text.rstrip(": ")
    is_label = paragraph.kind in (LineKind.HEADING, LineKind.BOLD) or paragraph.text.endswith(":")
    return is_label and len(text) <= LONGEST_LABEL and GOALS.match(fold(text)) is not None


def closes(text: str) -> bool:
    """Whether a paragraph after the goals belongs to the end of the document: who approved it, where and when."""
    return CLOSING.match(fold(text)) is not None


def without_count(text: str) -> str:
    """The wording without "Cíl č. 1:" before it."""
    return COUNTED_GOAL.sub("", text)


def goes_on(before: str, after: str) -> bool:
    """Whether a new paragraph only carries on the sentence that a page break or an editor has cut."""
    if not before or not after:
        return False
    if UNFINISHED.search(before) or before.count("(") > before.count(")"):
        return True
    return after[0].islower() or after[0] in ",;.)"
