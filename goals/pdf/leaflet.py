"""The commitment as a person takes it home, on two pages of A4, and once more in large print; in the reader's language,
from the frozen rows of an edition. What the language lacks stays Czech and says so."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial
from itertools import groupby

from django.template.defaultfilters import capfirst
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from centres.addresses import full_address
from centres.languages import CZECH, PREFIXED
from goals.formatting import breakable, format_date, typeset
from goals.models import Edition
from goals.models.translations import TranslationState
from goals.states import BlockPart, Level, SectionKey

LEAFLET, LARGE = "leaflet", "large"
MOST_PAGES = 2
TIGHTNESS = ("", "tight", "tighter")  # of leaflet.css: from the airiest one on, until it fits; letters stay as large
FREE = re.compile(r"bezplatn|zdarma", re.IGNORECASE)


@dataclass(frozen=True)
class LeafletWords:
    """What an edition says in a language, by the names of its blocks; and what of it the Czech has left behind."""

    language: str
    texts: dict[str, str]
    stale: frozenset[str] = frozenset()
    issue: int = 0  # the number of what came out in the language; of the Czech none

    @property
    def file_language(self) -> str:
        """Under which the files lie: "uk 3" has its own, those of "uk 2" stay."""
        return f"{self.language}-{self.issue}" if self.issue else self.language


@dataclass(frozen=True)
class LeafletPiece:
    """A text with how it is to be marked: left in Czech, or older than the Czech."""

    text: str
    is_czech: bool = False
    is_stale: bool = False


def languages_of(edition: Edition) -> list[LeafletWords]:
    """In which languages the edition speaks, as of the last issue of each; simple Czech is none to take home."""
    last = {issue.language: issue for issue in edition.issues.order_by("number") if issue.language in PREFIXED}
    return [LeafletWords(CZECH, {}), *(_words_of(issue) for issue in last.values())]


def _words_of(issue):
    texts = {block["block"]: block["text"] for block in issue.blocks if "text" in block}
    stale = {block["block"] for block in issue.blocks if block["state"] == TranslationState.STALE}
    return LeafletWords(issue.language, texts, frozenset(stale & texts.keys()), issue.number)


def leaflet_files(edition: Edition) -> dict:
    """By format, language and centre (none) what draws each leaflet of the edition."""
    return {
        (file_format, words.file_language, ""): partial(draw, edition, words, is_large=file_format == LARGE)
        for words in languages_of(edition)
        for file_format in (LEAFLET, LARGE)
    }


def draw(edition: Edition, words: LeafletWords, *, is_large: bool = False):
    """The file. `edition` comes from ``Edition.objects.with_content()``."""
    from goals.pdf import archival  # costs most of a second to import: only who draws pays it

    if is_large:
        return archival.render(leaflet_html(edition, words, look="large"))
    for look in TIGHTNESS:
        pdf = archival.render(leaflet_html(edition, words, look=look))
        if pdf.pages <= MOST_PAGES:
            break
    return pdf


def leaflet_html(edition: Edition, words: LeafletWords, *, look: str = "") -> str:
    with translation.override(words.language):
        return _html(edition, words, look)


def _html(edition, words, look):
    sections = {section.key: section for section in edition.sections.all()}
    said = {key: list(_blocks(section, words)) for key, section in sections.items()}
    principles, mission = said.get(SectionKey.PRINCIPLES, []), said.get(SectionKey.MISSION, [])
    free = [piece for czech, _is_item, piece in [*mission, *principles] if FREE.search(czech)]
    free = [replace(piece, text=capfirst(piece.text)) for piece in free]
    help_title = _("S čím pomůžeme a co je zdarma") if free else _("S čím pomůžeme")
    parts = [
        (_("Kdo může přijít"), _groups(said.get(SectionKey.TARGET_GROUPS, [])), []),
        (help_title, _groups(mission), free),
        (_("Kdy můžeme službu odmítnout"), _groups(said.get(SectionKey.REFUSAL, [])), []),
        (_("Jak pracujeme"), _groups(principles), []),
        (_("Naše cíle"), list(_goals(edition, words)), []),
    ]
    title = _piece("title", edition.title, words)
    texts = [title, *free, *(piece for _title, groups, _free in parts for _list, pieces in groups for piece in pieces)]
    page = reverse("public-commitment-term", args=[edition.first_year])
    context = {
        "language": words.language,
        "look": look,
        "title": title,
        "moment": edition.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "facts": [typeset(fact) for fact in _facts(edition)],
        "is_binding": words.language == CZECH,
        "has_czech": any(piece.is_czech for piece in texts),
        "has_stale": any(piece.is_stale for piece in texts),
        "parts": [part for part in parts if part[1]],
        "regions": [column for column in _in_columns(_regions(edition)) if column],
        "whole": full_address(page).split("://")[-1],
        "contacts": full_address(reverse("centres")).split("://")[-1],
    }
    return render_to_string("pdf/leaflet.html", context)


def _facts(edition):
    number = {"number": edition.number, "date": format_date(edition.published_on)}
    if edition.valid_from:
        days = {"from": format_date(edition.valid_from), "until": format_date(edition.valid_until)}
        yield _("Platí od %(from)s do %(until)s.") % days
    yield _("Vydání %(number)s ze dne %(date)s.") % number


def _piece(name, czech, words):
    text = words.texts.get(name, "")
    is_left = not text and words.language != CZECH
    return LeafletPiece(typeset(breakable(text or czech)), is_left, name in words.stale)


def _blocks(section, words):
    """The Czech, whether it is an item, and what is shown of each paragraph and item."""
    if section.text and not section.blocks:
        yield section.text, False, _piece("", section.text, words)
    for block in section.blocks:
        if block["part"] in (BlockPart.TEXT, BlockPart.ITEM):
            yield block["text"], block["part"] == BlockPart.ITEM, _piece(f"block-{block['id']}", block["text"], words)


def _groups(blocks):
    """Paragraphs and lists: whether it is a list, and its pieces."""
    return [
        (is_list, [piece for _czech, _is_item, piece in group])
        for is_list, group in groupby(blocks, key=lambda block: block[1])
    ]


def _goals(edition, words):
    """A paragraph that says of which level they are, and the goals."""
    for level, label in ((Level.STRATEGIC, _("Strategické cíle")), (Level.LONG_TERM, _("Dlouhodobé cíle"))):
        goals = [goal for goal in edition.goals.all() if goal.level == level and not goal.ends_on]
        if goals:
            yield False, [LeafletPiece(label)]
            yield True, [_piece(f"goal-{goal.number}", " ".join(goal.text.split()), words) for goal in goals]


def _in_columns(regions):
    """Two of them, as long as each other."""
    half, left = sum(2 + len(region["centres"]) for region in regions) / 2, []
    for region in regions:
        if half <= 0:
            break
        left.append(region)
        half -= 2 + len(region["centres"])
    return left, regions[len(left) :]


def _regions(edition):
    """By region its centres, whose names are Czech in every language; and who runs them, where that is somebody else
    than the one who runs most: whose commitment this is."""
    centres = list(edition.centres.all())
    operators = Counter(centre.operator for centre in centres)
    own = operators.most_common(1)[0][0] if operators else ""
    return [
        {
            "name": typeset(region),
            "centres": [
                {
                    "name": typeset(centre.name),
                    "contact": typeset(breakable(centre.contact)),
                    "operator": "" if centre.operator == own else typeset(centre.operator),
                }
                for centre in group
            ],
        }
        for region, group in groupby(centres, key=lambda centre: centre.region)
    ]
