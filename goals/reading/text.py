"""A wording as the rules see it: normalised characters, tokens and sentences, with the way back to the text as given.

Two parallel strings carry the rules: `text` keeps case and diacritics for names and endings, `low` is folded for stems.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise


def wordset(words: str) -> frozenset[str]:
    """A closed list of words, written as they are read."""
    return frozenset(words.split())


_SPECIAL = dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("„“”‟«»", '"') | {"×": "x", "✕": "x", "✖": "x", "⨯": "x"}
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_TOKEN = re.compile(r"[0-9]{1,3}(?:[ .][0-9]{3})+(?![0-9])|[0-9]+(?:,[0-9]+)?|[^\W\d_]+|\S")
_ABBREVIATIONS = wordset(
    "min max tj např napr tzv vč vc č c cca resp apod atd aj tis hod odst čl cl sb mj popř popr příp prip ul "
    "nám nam sv st tř tr tel mil mld str obr písm pism r kč kc vyhl zák zak roč roc čtvrtl měs mes q proc "
    "zejm ev mgr bc ing"
)


@dataclass(frozen=True)
class Remark:
    """One thing noticed in a text.

    `code` is for programs, `message` for the person who writes; `span` are offsets into the text as given, end
    exclusive, None where what is missing has no place.
    """

    code: str  # no_measure, no_deadline, two_goals, too_long, phone, email, birth_number
    message: str
    span: tuple[int, int] | None


@dataclass(slots=True)
class Token:
    """One word, number or sign; `start` and `end` are offsets into `Doc.text`."""

    index: int
    start: int
    end: int
    text: str
    low: str  # lower case, diacritics kept: for endings
    fold: str  # lower case, diacritics removed: for stems
    glued: bool  # no white space before it
    sentence: int = 0
    clause: int = 0
    role: str = ""  # set by the first rule that has explained the token: deadline, period, ignored

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_digits(self) -> bool:
        return "0" <= self.text[0] <= "9"

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(slots=True)
class Doc:
    text: str
    low: str
    tokens: list[Token]
    _starts: list[int] = field(repr=False)
    _ends: list[int] = field(repr=False)

    def original(self, first: int, last: int) -> tuple[int, int]:
        """The span of tokens `first`..`last` (inclusive) as offsets into the text that was read."""
        return self._starts[self.tokens[first].start], self._ends[self.tokens[last].end - 1]

    def words(self, first: int, last: int) -> str:
        """The wording's own words from token `first` to `last` (inclusive), white space made single."""
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def at(self, index: int) -> Token | None:
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def fold(self, index: int) -> str:
        """The folded token at an index, an empty string outside the text."""
        return self.tokens[index].fold if 0 <= index < len(self.tokens) else ""

    def claim(self, start: int, end: int, role: str) -> tuple[int, int] | None:
        """Give tokens inside characters start..end a role; None when a rule before has explained one of them."""
        inside = self.inside(start, end)
        if not inside or any(token.role for token in inside):
            return None
        for token in inside:
            token.role = role
        return inside[0].index, inside[-1].index

    def inside(self, start: int, end: int) -> list[Token]:
        """Tokens that begin inside characters start..end."""
        low, high = (bisect_left(self.tokens, offset, key=lambda token: token.start) for offset in (start, end))
        return self.tokens[low:high]


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """One character in lower case without its diacritics; always one character, so that offsets hold."""
    return unicodedata.normalize("NFD", char.lower())[:1] or char


def fold(text: str) -> str:
    """Folded letter by letter: unlike the fold of the search, the length never changes."""
    return "".join(map(fold_char, text))


def tokenize(text: str) -> Doc:
    """Normalise a text (composed letters, single spaces, one kind of dash and quote) and cut it into tokens."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for i, char in enumerate(text):
        char = " " if char.isspace() else _SPECIAL.get(char, char)
        if chars and (char in _DROPPED or (char == " " == chars[-1])):
            ends[-1] = i + 1
        elif chars and unicodedata.combining(char):
            composed = unicodedata.normalize("NFC", chars[-1] + char)
            chars[-1] = composed if len(composed) == 1 else chars[-1]
            ends[-1] = i + 1
        elif char not in _DROPPED:
            chars.append(char)
            starts.append(i)
            ends.append(i + 1)
    if not any(char.islower() for char in chars):  # all in capitals: no capital tells a name
        chars = [char.lower() if len(char.lower()) == 1 else char for char in chars]
    clean = "".join(chars)
    low = fold(clean)

    tokens: list[Token] = []
    behind = -1
    for match in _TOKEN.finditer(clean):
        start, end = match.span()
        word = match.group()
        tokens.append(Token(len(tokens), start, end, word, word.lower(), low[start:end], glued=start == behind))
        behind = end
    for token, after in pairwise(tokens):
        after.sentence = token.sentence + _ends_sentence(tokens, token, after)
    return Doc(clean, low, tokens, starts, ends)


def _ends_sentence(tokens: list[Token], token: Token, after: Token) -> bool:
    if token.text in "!?;•":
        return True
    if token.text != "." or after.glued or not (after.is_capital or after.text == '"' or after.text == "-"):
        return False
    before = tokens[token.index - 1] if token.index else token
    return not (before.low in _ABBREVIATIONS or (before.is_word and len(before.text) == 1))
