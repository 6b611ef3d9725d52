"""What can be found: a text, what stands beside it, and where it leads. Made by the apps that have such texts."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from centres.languages import CZECH
from goals.search.words import TOKEN, has_all, nearest, stem, words_of


class ResultKind(NamedTuple):
    """What somebody has found; apps above have kinds of their own."""

    value: str
    label: Promise


GOAL = ResultKind("goal", _("Cíl"))
DOCUMENT = ResultKind("document", _("Dokument roku"))
COMMITMENT = ResultKind("commitment", _("Veřejný závazek"))
CENTRE = ResultKind("centre", _("Centrum"))
SERVICE = ResultKind("service", _("Služba centra"))
PAGE = ResultKind("page", _("Stránka webu"))


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
    centre_name: str = ""
    status: Any = None  # a Tagged
    language: str = CZECH


def search_row(kind: ResultKind, url: str, text: str, *, beside: Iterable[str] = (), **facts: Any) -> SearchRow:
    """`beside` are words by which the text is found, too, and which the result does not show."""
    row = SearchRow(kind, url, text, "", 0, **facts)
    names = (str(kind.label), row.title, row.centre_name, str(row.year or ""), *beside)
    words = words_of(text, row.language)
    everything = words + "".join(words_of(name, row.language) for name in names if name)
    return row._replace(words=everything, said=len(words))


class Corpus:
    """Rows to look in, in the order in which they are shown where nothing else decides."""

    def __init__(self, rows: Iterable[SearchRow]) -> None:
        self.rows = list(rows)

    def having(self, terms: dict[str, tuple[str, ...]]) -> tuple[list[SearchRow], list[SearchRow]]:
        """Rows with all of the terms of their language: those that say them in their text, and those that have some of
        them beside it. The loop is spelled out, because every search goes through all rows."""
        wanted = {language: [f" {term} " for term in of_language] for language, of_language in terms.items()}
        in_text, beside = [], []
        for row in self.rows:
            words = row.words
            for term in wanted[row.language]:
                if term not in words:
                    break
            else:
                (in_text if has_all(words[: row.said], terms[row.language]) else beside).append(row)
        return in_text, beside

    @cached_property
    def years(self) -> list[int]:
        return sorted({row.year for row in self.rows if row.year}, reverse=True)

    @cached_property
    def centres(self) -> dict[str, str]:
        """By their slugs; of one that was renamed the name that the first row has, which is the newest."""
        found: dict[str, str] = {}
        for row in self.rows:
            if row.centre:
                found.setdefault(row.centre, row.centre_name)
        return found

    @cached_property
    def kinds(self) -> list[ResultKind]:
        return list({row.kind.value: row.kind for row in self.rows}.values())

    @cached_property
    def statuses(self) -> dict[str, Any]:
        statuses = dict.fromkeys(row.status for row in self.rows if row.status is not None)
        return {str(status.value): status for status in reversed(statuses)}

    @cached_property
    def vocabulary(self) -> set[str]:
        return set().union(*(row.words[: row.said].split() for row in self.rows))

    def nearest(self, term: str) -> str:
        """The written word that is most like a stem that nobody wrote."""
        found = nearest(term, self.vocabulary)
        text, language = next(
            ((row.text, row.language) for row in self.rows if f" {found} " in row.words[: row.said]), ("", CZECH)
        )
        return next((token for token in TOKEN.findall(text) if stem(token, language) == found), "")
