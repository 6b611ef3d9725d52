"""A wording as the rules see it: normalised characters, tokens and sentences, always with the way back to the original.

Two parallel strings carry the rules: `text` keeps case and diacritics for names and endings, `low` is folded for stems.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache


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
    role: str = ""  # set by the first rule that has explained the token: deadline, period, trap

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
        """Tokens that lie inside characters start..end."""
        low, high = self._first_from(start), self._first_from(end)
        return self.tokens[low:high]

    def _first_from(self, offset: int) -> int:
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].start < offset:
                low = middle + 1
            else:
                high = middle
        return low


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """One character in lower case without its diacritics; always one character, so that offsets hold."""
    return unicodedata.normalize("NFD", char.lower())[:1] or char


def fold(text: str) -> str:
    """Folded letter by letter: unlike the fold of the search, the length never changes."""
    return "".join(map(fold_char, text))


def read(text: str) -> Doc:
    """Normalise a text (composed letters, single spaces, one kind of dash and quote) and cut it into tokens."""
    chars, starts, ends = _normalised(text)
    if not any(char.islower() for char in chars):  # all in capitals: no capital tells a name
        chars = [char.lower() if len(char.lower()) == 1 else char for char in chars]
    clean = "".join(chars)
    low = fold(clean)
    tokens = [_token(i, match, low) for i, match in enumerate(_TOKEN.finditer(clean))]
    for before, token in zip(tokens, tokens[1:], strict=False):
        token.glued = before.end == token.start
    _number_sentences(tokens)
    return Doc(clean, low, tokens, starts, ends)


def _normalised(text: str) -> tuple[list[str], list[int], list[int]]:
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
    return chars, starts, ends


def _token(index: int, match: re.Match[str], low: str) -> Token:
    start, end = match.span()
    text = match.group()
    return Token(index, start, end, text, text.lower(), low[start:end], glued=False)


def _number_sentences(tokens: list[Token]) -> None:
    sentence = 0
    for token, after in zip(tokens, [*tokens[1:], None], strict=False):
        token.sentence = sentence
        if after is not None and _ends_sentence(tokens, token, after):
            sentence += 1


def _ends_sentence(tokens: list[Token], token: Token, after: Token) -> bool:
    if token.text in "!?;•":
        return True
    if token.text != "." or after.glued or not (after.is_capital or after.text == '"' or after.text == "-"):
        return False
    before = tokens[token.index - 1] if token.index else token
    return not (before.low in _ABBREVIATIONS or (before.is_word and len(before.text) == 1))
