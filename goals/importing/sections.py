"""What a paragraph announces beside centres: a section of the document, the goals, the end; and sections being read."""

import re
from dataclasses import dataclass, field

from goals.formatting import fold
from goals.importing.lines import TITLES, LineKind
from goals.importing.paragraphs import Paragraph
from goals.importing.wording import FULL_STOP
from goals.states import SectionKey

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
LONGEST_LABEL = 90


@dataclass
class OpenSection:
    key: SectionKey
    title: str
    where: str
    parts: list[Paragraph] = field(default_factory=list)

    def text(self) -> str:
        """Paragraphs apart, the items of a list one below another; an item alone needs no dash."""
        items = sum(part.kind is LineKind.ITEM for part in self.parts)
        text = ""
        for part in self.parts:
            is_item = part.kind is LineKind.ITEM
            text += ("\n" if is_item else "\n\n") + ("– " if is_item and items > 1 else "") + part.text
        return text.strip()


def plain_part(paragraph: Paragraph, text: str, kind: LineKind = LineKind.PLAIN) -> Paragraph:
    return Paragraph(text, paragraph.where, kind, "", paragraph.indent)


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
