"""Which indicator the words of a target name: rather none than a wrong one, because what is proposed is easily saved.

Each indicator says by itself what names it, as the help of its field tells. A head has to be the thing that is counted;
the rest is looked for in its clause first, in the whole wording only where the clause says "s nimi" or nothing. Where
two indicators fit, nobody knows which one is meant.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from evaluations.models.records import PER_CENT
from evaluations.states import Aggregation
from goals.formatting import fold
from goals.reading import read_targets
from goals.states import Kind

UNCOUNTED = frozenset({Kind.MILESTONE, Kind.NARRATIVE})  # no records make their number by themselves
READ_OFF = frozenset({Kind.LEVEL, Kind.SHARE, Kind.INCREASE})
TIMES = re.compile(r"(x|krat|\w+krat|jednou|po)")  # units that only say how often, for stems "krát"
ENDS_CLAUSE = re.compile(r"[,;:.!?]")
AND = re.compile(r"\b(?:a|i|či|nebo|ani)\b")
WORD = re.compile(r"\w+")
# What may stand before the counted thing in its unit: adjectives, "každý", "počet"; never another thing.
ADJECTIVE = re.compile(r"(pocet|poctu|vsech\w*|vsem|vsichni|\w*(ych|ich|i|e|y|a|ou|ymi|imi|ym|im|eho|iho|emu|imu|ou))")
POINTS_BACK = re.compile(r"\b(?:nimi|nim|nich|jim|jejich)\b")
IS_PART = re.compile(r"\bz (?:toho|nichz?|ceho)\b")
# After the unit: of whom or with whom it is; what comes after these says only when, where and about what.
SAYS_NO_PARTNER = re.compile(r"(?:$|(?:o|k|ke|v|ve|na|po|za|do|od|a|i|rocne|mesicne) )")
YEAR = 2000  # deadlines are not asked for
ALTERNATIVE = re.compile(r"([+&-]?)([^+&\s-]+)")


@dataclass(frozen=True)
class Wanted:
    """One alternative of an indicator's stems: patterns of what is counted, and of what must and must not be said."""

    head: re.Pattern
    beside: tuple[re.Pattern, ...]
    anywhere: tuple[re.Pattern, ...]
    never: tuple[re.Pattern, ...]


@dataclass(frozen=True)
class WordedTarget:
    """A target in its wording, all folded: what is counted with the words after it, and the clause it stands in."""

    unit: str
    counted: str
    clause: str
    whole: str
    is_only_one: bool  # of all that the wording counts

    @property
    def may_be_said_before(self):
        """Does the clause leave it to the rest of the wording with whom, for whom or at what it is?"""
        beside = self.counted[len(self.unit) :].strip()
        if not self.is_only_one or IS_PART.search(self.whole):
            return False
        return bool(POINTS_BACK.search(self.clause) or SAYS_NO_PARTNER.match(beside))


def is_fit(indicator, target):
    """A share is fed by per cent and nothing else is."""
    return (indicator.unit == PER_CENT) == (target.kind == Kind.SHARE)


def named_indicator(target, text, indicators):
    """The one indicator that the words of the target name in the wording of its goal; None when none or several do."""
    if target.kind in UNCOUNTED or not target.unit.strip():
        return None
    # What is read off can neither be counted nor come in a rhythm, and what is counted is no level.
    possible = [
        one
        for one in indicators
        if is_fit(one, target) and (one.aggregation == Aggregation.LAST) == (target.kind in READ_OFF)
    ]
    place = _place(target, text)
    if IS_PART.match(place.clause):
        return None  # "12 kurzů, z toho 3 večer": not all that makes the twelve makes the three
    named = [one for one in possible if _names(one, place, place.clause, target.kind)]
    if not named and place.may_be_said_before:
        named = [one for one in possible if _names(one, place, place.whole, target.kind)]
    return named[0] if len(named) == 1 else None


def _names(indicator, place, context, kind):
    return any(_is_meant(one, place, context, kind) for one in alternatives(indicator.stems))


def _is_meant(wanted, place, context, kind):
    found = wanted.head.search(place.counted)
    if found is None or found.start() >= len(place.unit):
        return False
    if not all(ADJECTIVE.fullmatch(word) for word in WORD.findall(place.unit[: found.start()])):
        return False  # "účastníků kurzů" are no courses
    if kind == Kind.EACH and not wanted.beside:
        return False  # the unit says whose it is, not what is counted
    return (
        all(one.search(context) for one in wanted.beside)
        and all(one.search(place.whole) for one in wanted.anywhere)
        and not any(one.search(context) for one in wanted.never)
    )


@lru_cache(maxsize=512)
def alternatives(stems):
    """What an indicator's stems say, alternative by alternative."""
    return tuple(_alternative(words) for words in stems.split())


def _alternative(words):
    parts = {"": [], "+": [], "&": [], "-": []}
    for sign, stem in ALTERNATIVE.findall(words):
        parts[sign].append(_pattern(stem))
    heads = parts[""] or [re.compile(r"(?!)")]  # a lonely sign names nothing
    return Wanted(heads[0], *(tuple(parts[sign]) for sign in "+&-"))


def _pattern(stem):
    """ "nov_klient/zakáz": side by side, or; "škol.": the whole word and not only its beginning."""
    options = []
    for option in fold(stem).split("/"):
        words = [
            rf"\b{re.escape(word.rstrip('.'))}" + (r"\b" if word.endswith(".") else r"\w*")
            for word in option.split("_")
            if word.rstrip(".")
        ]
        options.append(" ".join(words) or r"(?!)")
    return re.compile("|".join(options))


def _place(target, text):
    """Where the target stands in the wording, as the reader of wordings finds it, or else as its unit does."""
    read = read_targets(text, year=YEAR)
    spans = [one.span for one in read if one.kind not in UNCOUNTED]
    unit, whole = _words(target.unit), _words(text)
    if target.kind == Kind.SHARE:
        unit = "podil"
    elif TIMES.fullmatch(unit):
        unit = "krat"
    own = _as_read(target, read)
    if own is None:  # written by hand: nobody knows which part of the wording is meant
        return WordedTarget(unit, unit, unit, whole, is_only_one=False)
    begins, ends = own.span
    # Beside another target of its clause the words that follow that one are that one's.
    last = max((end for _begin, end in spans if end <= begins), default=0)
    before = ENDS_CLAUSE.split(text[last:begins])
    before = AND.split(before[-1])[-1] if last and len(before) == 1 else before[-1]
    following = min((begin for begin, _end in spans if begin >= ends), default=len(text))
    after = ENDS_CLAUSE.split(text[ends:following])
    after = AND.split(after[0])[0] if following < len(text) and len(after) == 1 else after[0]
    clause = _words(f"{before} {text[begins:ends]} {after}")
    return WordedTarget(unit, f"{unit} {_words(after)}", clause, whole, is_only_one=len(spans) == 1)


def _as_read(target, read):
    """The target as the reader of wordings finds it; None where it is not there or several of them are alike."""
    alike = [one for one in read if one.kind == target.kind and one.value == target.value]
    alike = [one for one in alike if fold(one.unit) == fold(target.unit)] or alike  # people write units their own way
    if len(alike) > 1:
        alike = [one for one in alike if read.index(one) == target.position - 1]
    return alike[0] if alike else None


def _words(text):
    """The folded words with single spaces, as the patterns expect them."""
    return " ".join(WORD.findall(fold(text.replace("×", "x"))))
