"""What the public finds: goals of the current edition of each year, the commitment in its languages, centres, pages of
the site; what came out of evaluations comes from their app. Kept until something comes out. No draft can be reached."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise, zip_longest
from threading import RLock

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from centres.languages import CZECH
from centres.models import Centre, ServiceGroup
from centres.offer import by_group, services_of
from goals.blocks import in_czech, shown_sections
from goals.models import Edition, EditionGoal, EditionSection
from goals.public import issues, queries
from goals.public.cache import content_version
from goals.search.furniture import page_sections
from goals.search.rows import (
    CENTRE,
    COMMITMENT,
    DOCUMENT,
    GOAL,
    HELP,
    PAGE,
    SERVICE,
    Corpus,
    SearchRow,
    Texts,
    in_all_languages,
    search_row,
)
from goals.states import SectionKey

# What pages of the site are about, by the name of their address; apps above add theirs.
PAGES = [
    (
        "home",
        _("Cíle center na podporu integrace cizinců"),
        _("Roční cíle center na podporu integrace cizinců: co si která centra předsevzala a jak to měří."),
    ),
    (
        "years",
        _("Operační cíle po letech"),
        _("Zveřejněné operační cíle center na podporu integrace cizinců, rok po roce."),
    ),
    (
        "public-commitment",
        _("Veřejný závazek"),
        _("Komu centra pomáhají, kdy mohou službu odmítnout, zásady práce a cíle celé sítě."),
    ),
    (
        "centres",
        _("Centra na podporu integrace cizinců"),
        _("Seznam center na podporu integrace cizinců: kraj, provozovatel, adresa a cíle."),
    ),
    (
        "reading",
        _("Jak číst tyto stránky"),
        _("Co jsou operační cíle, vydání a cílová hodnota, a co znamená, že se cíl plní."),
    ),
    (
        "about",
        _("O centrech"),
        _(
            "Co jsou centra na podporu integrace cizinců, podle kterého zákona fungují "
            "a kdo je v kterém kraji provozuje."
        ),
    ),
    (
        "privacy",
        _("Osobní údaje"),
        _("Co se tu o kom ukládá, proč, na jak dlouho, a co s tím můžete udělat."),
    ),
    (
        "accessibility",
        _("Prohlášení o přístupnosti"),
        _("Jak přístupné tyto stránky jsou, jak se to zkoušelo, co chybí a komu napsat o překážce."),
    ),
    (
        "cookies",
        _("Cookies"),
        _("Veřejné stránky do prohlížeče nic neukládají. Co se ukládá pracovníkům po přihlášení a proč."),
    ),
    (
        "open-data",
        _("Otevřená data"),
        _("Cíle center, jejich plnění a veřejný závazek jako tabulky ke stažení."),
    ),
]
# Those that are found by what they explain, too.
EXPLAINING = {"reading", "about", "privacy", "accessibility", "cookies", "open-data"}
REGISTERED = _("Registrovaná sociální služba podle zákona č. 108/2006 Sb., o sociálních službách.")
# What is told of how a centre is reached, as its page calls it.
TOLD = {
    "phone": _("Telefon"),
    "email": _("E-mail"),
    "hours": _("Otevírací doba"),
    "closed_days": _("Kdy je zavřeno"),
    "languages": _("Jazyky"),
    "interpreters": _("Tlumočníci"),
    "networks": _("Sociální sítě"),
}
# How the goals of a year stand or ended, by their numbers; evaluations know.
STATUSES: list[Callable[[int], dict]] = []
_KEPT: dict[str, tuple[tuple, Corpus]] = {}
_MAKING = RLock()


def published(language: str) -> Corpus:
    """What is there in the language and in Czech."""
    version = content_version()
    with _MAKING:  # made once, by whoever comes first
        if language not in _KEPT or _KEPT[language][0] != version:
            if language == CZECH:
                corpus = Corpus(Texts(czech_rows()))
            else:
                own, czech = Texts(in_language(language), language), published(CZECH).texts
                corpus = Corpus(own, *czech, hides=lambda row: row.kind in {PAGE, HELP})  # all are in the language, too
            _KEPT[language] = version, corpus
        return _KEPT[language][1]


def forget() -> None:
    _KEPT.clear()


def czech_rows() -> Iterator[SearchRow]:
    with override(CZECH):
        yield from chain(centre_rows(), in_language(CZECH), *(rows() for rows in SOURCES))


def in_language(language: str) -> list[SearchRow]:
    """What each language has of its own."""
    with override(language):
        return list(chain.from_iterable(rows(language) for rows in IN_LANGUAGES))


def centre_rows() -> Iterator[SearchRow]:
    """Where each is and how it is reached; of a closed one where it was and why it closed."""
    names = {field: in_all_languages(label) for field, label in TOLD.items()}
    branch = in_all_languages(_("Pobočka centra"))
    centres = Centre.objects.select_related("region", "operator", "parent", "contact").prefetch_related("places")
    for centre in centres:
        is_closed = centre.is_closed(timezone.localdate())
        contact = None if is_closed else getattr(centre, "contact", None)
        told = {field: said for field in TOLD if (said := getattr(contact, field, ""))}
        places = [] if is_closed else centre.places.all()
        parts = [centre.name, centre.address, centre.town, centre.region.name, centre.operator.name]
        parts += chain(*((one.name, one.get_kind_display(), one.address, one.rhythm) for one in places))
        parts += [*told.values(), centre.closing_reason]
        beside = [*(names[field] for field in told), *([branch, centre.parent.name] if centre.parent else [])]
        facts = {"centre": centre.slug, "whose": centre.name, "title": centre.name, "beside": beside}
        url = reverse("centre", args=[centre.slug])
        yield search_row(CENTRE, url, ", ".join(dict.fromkeys(filter(None, parts))), **facts)


def service_rows(language: str) -> Iterator[SearchRow]:
    """What open centres offer, group by group; in another language what is of the catalogue."""
    centres = Centre.objects.filter(services__isnull=False).distinct().prefetch_related("services")
    for centre in centres:
        services = [] if centre.is_closed(timezone.localdate()) else services_of(centre)
        for group, rows in by_group([row for row in services if row.item or language == CZECH]):
            beside = [str(REGISTERED)] if group == ServiceGroup.SOCIAL else []
            said = [", ".join(filter(None, [str(row), *row.spoken])) for row in rows]
            facts = {"centre": centre.slug, "whose": centre.name, "title": str(group.label), "language": language}
            url = f"{reverse('centre', args=[centre.slug])}#sluzby"
            yield search_row(SERVICE, url, "; ".join(said), beside=beside, **facts)


def page_rows(language: str) -> Iterator[SearchRow]:
    for name, title, text in PAGES:
        yield search_row(PAGE, reverse(name), str(text), title=str(title), language=language)
        for section in page_sections(name) if name in EXPLAINING else ():
            url = f"{reverse(name)}#{section.anchor}" if section.anchor else reverse(name)
            heading = f"{title}: {section.heading}" if section.heading else str(title)
            if section.sentences:
                yield search_row(HELP, url, in_one(section.sentences), title=heading, language=language)


def commitment_rows(language: str) -> Iterator[SearchRow]:
    """Sections and goals of each term; in another language only what is translated."""
    for edition in reversed(queries.commitments()):
        url = reverse("public-commitment-term", args=[edition.first_year])
        tell = in_czech if language == CZECH else issues.teller(issues.issue_of(edition, language), "")
        facts = {"year": edition.first_year, "language": language}
        for section in shown_sections(list(edition.sections.all()), list(queries.goals_of(edition)), tell):
            texts = chain(*(texts for _name, texts in (*section.groups, *section.facts)))
            texts = [text for text in texts if not text.is_czech]
            is_told = not getattr(section.title, "is_czech", False)
            title = str(section.title) if is_told else str(SectionKey(section.key).label)
            if texts:
                yield search_row(COMMITMENT, f"{url}#{texts[0].name}", in_one(texts), title=title, **facts)
            for goal in section.goals:
                if not goal.told.is_czech:
                    yield search_row(COMMITMENT, f"{url}#{goal.told.name}", str(goal.told), title=title, **facts)


def in_one(texts: list[str]) -> str:
    """Sentences and points of a list, which are none and would run into one another."""
    ends = (" " if one[-1:] in ".:" else ". " if next_one[:1].isupper() else "; " for one, next_one in pairwise(texts))
    return "".join(chain(*zip_longest(texts, ends, fillvalue="")))


def goal_rows() -> Iterator[SearchRow]:
    """Of each year, the newest first."""
    current = Edition.objects.operational().current()
    sections = EditionSection.objects.filter(edition__in=current).order_by("-edition__year", "position")
    for year, key, title, text in sections.values_list("edition__year", "key", "title", "text"):
        title = title or (str(SectionKey(key).label) if key else "")
        yield search_row(DOCUMENT, reverse("year", args=[year]), text, title=title, year=year)
    years = current.order_by("-year").values_list("year", flat=True)
    statuses = {year: of_year(year) for year in years for of_year in STATUSES}
    goals = EditionGoal.objects.filter(edition__in=current)
    goals = goals.order_by("-edition__year", "centre__position", "position", "number")
    names = ("edition__year", "number", "text", "centre__slug", "centre__name")
    beside = ("centre__region", "responsible", "evidence", "reason")
    for year, number, text, slug, name, *more in goals.values_list(*names, *beside):
        facts = {"centre": slug or "", "whose": name or "", "status": statuses.get(year, {}).get(number)}
        url = reverse("goal", args=[year, number])
        yield search_row(GOAL, url, text, number=number, year=year, beside=filter(None, more), **facts)


SOURCES: list[Callable[[], Iterable[SearchRow]]] = [goal_rows]
IN_LANGUAGES: list[Callable[[str], Iterable[SearchRow]]] = [page_rows, commitment_rows, service_rows]
