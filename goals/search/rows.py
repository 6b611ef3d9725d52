"""What can be found: a text, what stands beside it, and where it leads. Made by the apps that have such texts."""

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from centres.languages import CZECH
from goals.search.words import TOKEN, nearest, normal, stand_together, words_of


@dataclass(frozen=True, eq=False)
class ResultKind:
    """What somebody has found; apps above have kinds of their own."""

    value: str
    label: Promise

    @cached_property
    def names(self) -> str:
        return in_all_languages(self.label)


GOAL = ResultKind("goal", _("Cíl"))
DOCUMENT = ResultKind("document", _("Dokument roku"))
COMMITMENT = ResultKind("commitment", _("Veřejný závazek"))
CENTRE = ResultKind("centre", _("Centrum"))
SERVICE = ResultKind("service", _("Služba centra"))
PAGE = ResultKind("page", _("Stránka webu"))
HELP = ResultKind("help", _("Nápověda"))  # what a page explains; comes last, because nobody made it to be looked for


MOST_LOOKED_THROUGH = 8  # rows of a stem, for the word of it that is most like a typed one
NEVER = 9999
"""A year that none comes after: of what holds in all of them."""


class SearchRow(NamedTuple):
    kind: ResultKind
    url: str
    text: str
    words: str  # of the text, by words_of, and behind them those of what stands beside it
    said: int  # how many letters of them are of the text
    title: str = ""
    number: int | None = None  # of a goal, in place of a title
    year: int | None = None
    centre: str = ""  # its slug
    whose: str = ""  # the name of the centre, or of the region, that it is of
    status: Any = None  # a Tagged
    language: str = CZECH
    rank: int = 0  # among those that say the words alike: what holds in all years, then the newest ones


def in_all_languages(label: Promise | str) -> str:
    """Rows are the same for all readers, who call what a page shows beside them each in their own language."""
    names = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            names.append(str(label))
    return " ".join(dict.fromkeys(names))


@lru_cache(typed=True)  # of two enumerations the same value may have two names
def _names_of(status: Any) -> str:
    return in_all_languages(status.tag)


def search_row(kind: ResultKind, url: str, text: str, *, beside: Iterable[str] = (), **facts: Any) -> SearchRow:
    """`beside` are words by which the text is found, too, and which the result does not show."""
    row = SearchRow(kind, url, text, "", 0, **facts)
    numbers = [str(number) for number in (row.year, row.number) if number]
    names = [kind.names, row.title, row.whose, *numbers, *beside]
    names += [] if row.status is None else [_names_of(row.status)]
    words = words_of(text, row.language)
    everything = words + "".join(words_of(name, row.language, with_places=False) for name in names if name)
    return row._replace(words=everything, said=len(words), rank=-(row.year or NEVER))


def is_named(row: SearchRow, terms: Iterable[str]) -> bool:
    """Whether somebody typed the number of the row, and beside it at most its kind, year and centre."""
    if row.number is None or str(row.number) not in terms:
        return False
    name = words_of(f"{row.kind.names} {row.number} {row.year or ''} {row.whose}", row.language, with_places=False)
    return all(f" {term} " in name for term in terms)


class Texts:
    """Rows of one language with an index: in which of them, by place, a stem is said, and in which it stands beside."""

    def __init__(self, rows: Iterable[SearchRow], language: str = CZECH) -> None:
        self.rows, self.language = list(rows), language
        self.said: dict[str, array[int]] = {}
        self.beside: dict[str, array[int]] = {}
        for place, row in enumerate(self.rows):
            said = set(row.words[: row.said].split())
            for index, stems in ((self.said, said), (self.beside, set(row.words[row.said :].split()) - said)):
                for one in stems:
                    index.setdefault(one, array("I")).append(place)

    def having(self, terms: tuple[str, ...], hidden: set[int]) -> tuple[list[SearchRow], list[SearchRow]]:
        """Rows with all of the terms: those that say them in their text, and those that have some of them beside it.
        None of those in the hidden places; where Vietnamese syllables stand as they were typed, none but those."""
        if not terms:
            return [row for place, row in enumerate(self.rows) if place not in hidden], []
        said = set.intersection(*(set(self.said.get(term, ())) for term in terms)) - hidden
        anywhere = [{*self.said.get(term, ()), *self.beside.get(term, ())} for term in terms]
        beside = set.intersection(*anywhere) - said - hidden
        found = [self.rows[place] for place in sorted(said)], [self.rows[place] for place in sorted(beside)]
        if self.language != "vi":
            return found
        together = [[row for row in rows if stand_together(row.words, terms)] for rows in found]
        return tuple(together) if any(together) else found


class Corpus:
    """Texts to look in, in the order in which they are shown where nothing else decides. `hides` says of which rows of
    others than the first ones there is another here."""

    def __init__(self, first: Texts, *others: Texts, hides: Callable[[SearchRow], bool] = lambda _row: False) -> None:
        self.texts = (first, *others)
        hidden = ({place for place, row in enumerate(texts.rows) if hides(row)} for texts in others)
        self.hidden: list[set[int]] = [set(), *hidden]
        self.rows = self.having({texts.language: () for texts in self.texts})[0]

    def having(self, terms: dict[str, tuple[str, ...]]) -> tuple[list[SearchRow], list[SearchRow]]:
        """As of Texts, of each by the terms of its language."""
        found = [
            texts.having(terms[texts.language], hidden) for texts, hidden in zip(self.texts, self.hidden, strict=True)
        ]
        return [row for said, _beside in found for row in said], [row for _said, beside in found for row in beside]

    @cached_property
    def years(self) -> list[int]:
        return sorted({row.year for row in self.rows if row.year}, reverse=True)

    @cached_property
    def centres(self) -> dict[str, str]:
        """By their slugs; of one that was renamed the name that the first row has, which is the newest."""
        found: dict[str, str] = {}
        for row in self.rows:
            if row.centre:
                found.setdefault(row.centre, row.whose)
        return found

    @cached_property
    def kinds(self) -> dict[str, ResultKind]:
        return {row.kind.value: row.kind for row in self.rows}

    @cached_property
    def statuses(self) -> dict[str, Any]:
        statuses = dict.fromkeys(row.status for row in self.rows if row.status is not None)
        return {str(status.value): status for status in reversed(statuses)}

    def nearest(self, term: str, typed: str) -> str:
        """The written word that is most like a typed one, of which nobody wrote the stem."""
        vocabulary = set().union(*(texts.said for texts in self.texts))
        written = {
            token: SequenceMatcher(None, normal(typed), normal(token)).ratio()
            for found in nearest(term, vocabulary)
            for texts in self.texts
            for place in texts.said.get(found, ())[:MOST_LOOKED_THROUGH]
            for token in TOKEN.findall(texts.rows[place].text)
            if f" {found} " in words_of(token, texts.language)
        }
        return max(written, key=written.__getitem__, default="")
