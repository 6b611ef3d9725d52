"""Files whose shape is a Czech open formal norm (OFN) instead of a table of ours: what hangs on noticeboards here, apps
above add theirs. Only frozen rows are read. Names that a norm gives stand as they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.freezing import withdrawals_of
from goals.models import Edition
from goals.models.noticeboard import PrintFormat

MEDIA_TYPES = "http://www.iana.org/assignments/media-types"
PDF = f"{MEDIA_TYPES}/application/pdf"
WORD = f"{MEDIA_TYPES}/application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNTOLD = {"typ": "Časový okamžik", "nespecifikovaný": True}


@dataclass(frozen=True)
class NormFile:
    """`name` is the part of its address; `content` gives it, from what makes a whole address of a path."""

    name: str
    title: Any
    about: Any
    keywords: tuple[str, ...]
    frequency: str  # as the codelist of the European Union calls it
    norm: str  # the address of the norm
    schema: str  # and of its JSON Schema
    content: Callable[[Callable[[str], str]], Any]

    @property
    def url(self):
        return reverse("data-norm", args=[self.name])


def moment(day):
    return {"typ": "Časový okamžik", "datum": day.isoformat()}


def document(address, title, media_type):
    return {"typ": "Digitální objekt", "iri": address, "url": address, "název": {"cs": title}, "typ_média": media_type}


def notice_board(full):
    """All that was ever posted: each edition as a whole, and of the one that holds also the part of each centre."""
    iri = full(NOTICE_BOARD.url)
    editions = Edition.objects.order_by("document_id", "number").prefetch_related("files", "centres")
    withdrawn = withdrawals_of(editions)
    posted = []
    for _document, rows in groupby(editions, attrgetter("document_id")):
        rows = list(rows)
        for edition, following in zip_longest(rows, rows[1:]):
            until = _relevant_until(edition, following)
            kind = "vydani" if edition.year else "zavazek"
            own = f"{iri}#{kind}-{edition.first_year}-{edition.number}"
            post = partial(_posted, edition, full, until=until, iri=own)
            if edition.pk in withdrawn:
                posted.append(post(withdrawal=withdrawn[edition.pk]))
                continue
            posted.append(post())
            posted += [post(centre=centre) for centre in edition.centres.all() if edition.year and not following]
    return {
        "@context": f"{BOARD_NORM}kontexty/úřední-deska.jsonld",
        "typ": "Úřední deska",
        "iri": iri,
        "stránka": full(reverse("years")),
        "provozovatel": {
            "typ": "Orgán veřejné moci",
            "iri": settings.PUBLISHER_IRI,
            "název": {"cs": settings.PUBLISHER},
            # The register's addresses end with it.
            "identifikátor_ovm": settings.PUBLISHER_IRI.rstrip("/").rpartition("/")[2],
        },
        "informace": posted,
    }


def _relevant_until(edition, following):
    """What comes next takes the place of an edition; without that it is for its year, or for as long as it says."""
    if following:
        return moment(following.published_on)
    last = date(edition.year, 12, 31) if edition.year else edition.valid_until
    return moment(last) if last and last >= edition.published_on else UNTOLD


def _posted(edition, full, *, until, iri, centre=None, withdrawal=None):
    title = f"{edition.title}, vydání {edition.number}"
    said = {
        "typ": ["Digitální objekt", "Informace na úřední desce"],
        "iri": f"{iri}-{centre.slug}" if centre else iri,
        "url": full(edition.get_absolute_url()),
        "název": {"cs": f"{centre.name}: {title}" if centre else title},
        "vyvěšení": moment(edition.published_on),
        "relevantní_do": until,
        "revize": str(edition.number),
    }
    if withdrawal:
        kind = f"Operační cíle {edition.year}" if edition.year else "Veřejný závazek"
        why = f"Staženo. {withdrawal.reason} Kontrolní součet: {edition.checksum}"
        return said | {"název": {"cs": f"{kind}, vydání {edition.number}"}, "popis": {"cs": why}}
    if edition.approved_on:
        said["schválení"] = moment(edition.approved_on)
    if edition.reference_number:
        said["číslo_jednací"] = edition.reference_number
    if centre:
        word = reverse("edition-centre-word", args=[edition.year, edition.number, centre.slug])
        sheet = full(reverse("centre-sheet", args=[centre.slug, edition.year]))
        drawn = [file for file in edition.files.all() if (file.format, file.centre) == (PrintFormat.SHEET, centre.slug)]
        sheets = [document(sheet, f"{title}, {centre.name}, list na nástěnku, PDF", PDF)] if drawn else []
        return said | {
            "url": full(reverse("centre-year", args=[centre.slug, edition.year])),
            "umístění": [{"typ": "Umístění", "název": {"cs": centre.name}}],
            "dokument": [*sheets, document(full(word), f"{title}, {centre.name}, Word", WORD)],
        }
    files = [document(full(edition.pdf_url), f"{title}, PDF", PDF)] if edition.pdf else []
    return said | {"dokument": [*files, document(full(edition.word_url), f"{title}, Word", WORD)]}


BOARD_NORM = "https://ofn.gov.cz/úřední-desky/2021-07-20/"
NOTICE_BOARD = NormFile(
    "uredni-deska",
    _("Nástěnky"),
    _("Každé vydání a část každého centra jako informace vyvěšené na nástěnce: odkdy dokdy platí a kde je soubor."),
    ("nástěnka", "úřední deska", "integrace"),
    "IRREG",
    BOARD_NORM,
    f"{BOARD_NORM}schémata/úřední-deska.json",
    notice_board,
)
NORM_FILES = [NOTICE_BOARD]


def norm_file_of(name):
    """The file of that name; None where there is none."""
    return next((one for one in NORM_FILES if one.name == name), None)
