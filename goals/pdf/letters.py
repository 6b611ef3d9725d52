"""Which letters our PDFs can print, and with which font: Roboto, and for those that it lacks fonts of the communities
that the goals speak of. What none of them has is named before anybody approves it."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

ROBOTO = settings.BASE_DIR / "static" / "vendor" / "roboto-ttf"
WEIGHTS = {400: ROBOTO / "Roboto-Regular.ttf", 500: ROBOTO / "Roboto-Medium.ttf", 700: ROBOTO / "Roboto-Bold.ttf"}
ROBOTO_FACES = "".join(
    f'@font-face {{ font-family: "Roboto Document"; font-weight: {weight}; src: url("asset:{path.name}"); }}'
    for weight, path in WEIGHTS.items()
)
INVISIBLE = frozenset("\n\t\u200b\u200c\u200d")  # ends of lines, and what joins or parts letters around it
VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE0F)))  # ask for another look of a sign; ours have one


@dataclass(frozen=True)
class LetterFont:
    family: str
    folder: str

    @property
    def path(self) -> Path:
        return Path(__file__).parent / "fonts" / self.folder / f"{self.family.replace(' ', '')}-Regular.ttf"

    @property
    def asset(self) -> str:
        return f"asset:{self.path.name}"

    @property
    def letters(self) -> frozenset[str]:
        return _shown_by_another(self.path)

    @property
    def face(self) -> str:
        """The rule of a style sheet. Pango asks for pictures by the family "emoji", whatever the style sheet says."""
        family = "emoji" if self.family == "Noto Emoji" else self.family
        return f'@font-face {{ font-family: "{family}"; src: url("{self.asset}"); }}'


# In the order of document.css: the first that has a letter prints it. The Arabic one has a glyph for each letter in
# each form; one that puts letters together from strokes and dots, as Noto does, prints what no program can read back.
FONTS = (
    LetterFont("Noto Sans Armenian", "noto-sans-armenian"),
    LetterFont("Noto Sans Georgian", "noto-sans-georgian"),
    LetterFont("IBM Plex Sans Arabic", "ibm-plex-sans-arabic"),
    LetterFont("Noto Sans Devanagari", "noto-sans-devanagari"),
    LetterFont("Noto Sans Bengali", "noto-sans-bengali"),
    LetterFont("Noto Emoji", "noto-emoji"),
    LetterFont("Noto Sans SC", "noto-sans-sc"),
)


@cache
def letters_of(*paths: Path) -> frozenset[str]:
    """What all the faces can show, without private and control characters that they happen to have."""
    from fontTools.ttLib import TTFont  # costs a tenth of a second to import: only who needs the letters pays it

    shared = set.intersection(*(set(TTFont(path, lazy=True).getBestCmap()) for path in paths))
    return frozenset(char for char in map(chr, shared) if unicodedata.category(char)[0] != "C")


@cache
def _shown_by_another(path: Path) -> frozenset[str]:
    """A space is as wide as those around it, so it comes from Roboto."""
    letters = (char for char in letters_of(path) if unicodedata.category(char)[0] != "Z")
    return frozenset(letters) - VARIANTS


def beyond_roboto(text: str) -> set[str]:
    return set(text) - letters_of(*WEIGHTS.values()) - INVISIBLE


def needs_saying(text: str) -> bool:
    """Whether the text cannot be read back from its glyphs: in scripts where several letters make one, or one letter
    several. A text with Arabic letters can, and beside its glyphs, which stand as they are seen, it would be turned
    round by most programs, the Czech around it too."""
    return bool(beyond_roboto(text)) and not any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)


def fonts_for(text: str) -> list[LetterFont]:
    """Those that the text needs beside Roboto."""
    left, needed = beyond_roboto(text), []
    for font in FONTS if left else ():
        if found := left & font.letters:
            needed.append(font)
            left -= found
        if not left:
            break
    return needed


def printable(text: str) -> str:
    """Text in composed form with only the characters that our fonts have.

    Another character would come from a font of the machine, or from none, which is neither repeatable nor PDF/A:
    a space of another width becomes an ordinary one, an invisible character goes, anything else becomes U+FFFD.
    """
    text = unicodedata.normalize("NFC", text)
    return text.translate({ord(char): _instead(char) for char in _not_printed(text)})


def unprintable(text: str) -> list[str]:
    """The characters of the text that a PDF would have to leave out, each once, as they come."""
    text = unicodedata.normalize("NFC", text)
    lost = {char for char in _not_printed(text) if _instead(char) == "\ufffd"}
    return [char for char in dict.fromkeys(text) if char in lost]


def _not_printed(text: str) -> set[str]:
    left = beyond_roboto(text)
    for font in FONTS if left else ():
        left -= font.letters
    return left


def _instead(char: str) -> str:
    category = unicodedata.category(char)
    if category.startswith("Z") or char in "\r\f\v":
        return " "
    return "" if category == "Cf" or char in VARIANTS else "\ufffd"
