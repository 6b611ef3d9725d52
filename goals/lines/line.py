"""What every format gives: a line of text, what kind it looks like, and where a person finds it."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

SOFT_HYPHEN = "\u00ad"
INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
HYPHEN_AT_THE_END = re.compile("[\u00ad\u2010]\\s*$")


class ImportProblem(Exception):
    """The file cannot be read as a document of goals; the message is one Czech sentence for the person."""


class LineKind(Enum):
    HEADING = "heading"
    BOLD = "bold"
    ITEM = "item"
    PLAIN = "plain"


@dataclass(frozen=True)
class Line:
    """One line of a file, or one whole paragraph where the format keeps paragraphs together.

    `indent` is in points from the left edge to the marker of an item or to the first letter of other lines.
    `gap` says that a paragraph break stands before the line; `fresh` that the line cannot be the wrapped rest of
    the one before (a gap, or that line ended early). `marker` is the bullet or number of an item as it is seen.
    """

    text: str
    where: str
    kind: LineKind = LineKind.PLAIN
    marker: str = ""
    indent: float = 0.0
    gap: bool = True
    fresh: bool = True


def tidy(text: str) -> str:
    """The text in Unicode NFC with single spaces and without what cannot be seen.

    A hyphen that a program put at the end of a line stays, as a soft hyphen, so that the word can be joined.
    """
    broken = HYPHEN_AT_THE_END.search(text) is not None
    text = INVISIBLE.sub("", text).replace(SOFT_HYPHEN, "").replace("\u2011", "-").replace("\u2010", "-")
    text = "".join(char for char in text if char.isspace() or unicodedata.category(char) not in ("Cc", "Cs"))
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return text.removesuffix("-") + SOFT_HYPHEN if broken and text else text
