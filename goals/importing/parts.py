"""Sections, centres and goals while they are being put together from paragraphs."""

from dataclasses import dataclass, field

from goals.importing.paragraphs import Paragraph
from goals.lines import LineKind
from goals.lines.markers import SYMBOLS, Family, family
from goals.states import SectionKey


@dataclass
class OpenSection:
    key: SectionKey
    title: str
    where: str
    parts: list[Paragraph] = field(default_factory=list)

    @property
    def expects_list(self) -> bool:
        return bool(self.parts) and (self.parts[-1].text.endswith(":") or self.parts[-1].kind is LineKind.ITEM)

    def text(self) -> str:
        """Paragraphs apart, the items of a list one below another; an item alone needs no dash."""
        items = sum(part.kind is LineKind.ITEM for part in self.parts)
        text = ""
        for part in self.parts:
            is_item = part.kind is LineKind.ITEM
            text += ("\n" if is_item else "\n\n") + ("– " if is_item and items > 1 else "") + part.text
        return text.strip()


@dataclass
class OpenGoal:
    text: str
    where: str

    def add(self, text: str) -> None:
        self.text = f"{self.text} {text}".strip()


@dataclass
class OpenCentre:
    """`indent` and `family` are those of its goals' markers; without them its goals are plain paragraphs."""

    name: str
    slug: str | None
    where: str
    has_plain_goals: bool
    goals: list[OpenGoal] = field(default_factory=list)
    indent: float | None = None
    family: Family | None = None


def wording(paragraph: Paragraph) -> str:
    """A part of a goal with its number or letter; all bullets are alike, so that formats do not differ."""
    marker = "–" if family(paragraph.marker) in SYMBOLS else paragraph.marker
    return f"{marker} {paragraph.text}"
