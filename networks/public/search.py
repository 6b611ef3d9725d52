"""What can be found of networks: public pages, those of regions with all that they say, and to whom to turn."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.search.furniture import page_sections
from goals.search.published import in_one
from goals.search.rows import ResultKind, SearchRow, search_row
from networks.public.addresses import slug_of
from networks.public.queries import issues, regions_with_pages

EXPLAINING = {"regions", "signpost"}
PAGES = [
    (
        "regions",
        _("Spolupráce v krajích"),
        _("Kdo v kraji spolupracuje na integraci cizinců, kdy se schází, na čem se shodl a jak se zapojit."),
    ),
    (
        "signpost",
        _("V nouzi a v pochybnosti"),
        _("Informační linky, expertní a střešní organizace pro cizince a pro ty, kdo s nimi pracují, s datem ověření."),
    ),
]
REGION = ResultKind("region", _("Kraj"))
MARK = ResultKind("mark", _("V nouzi a v pochybnosti"))


def region_rows(language: str) -> Iterator[SearchRow]:
    """Each region, and chapter by chapter what is out of it."""
    _name, title, about = PAGES[0]
    for row in regions_with_pages():
        url, facts = reverse("region", args=[row["slug"]]), {"whose": row["region"].name, "language": language}
        yield search_row(REGION, url, str(about), title=str(title), **facts)
        for section in page_sections("region", slug=row["slug"]) if row["issue"] else ():
            if section.sentences and section.heading:
                said = in_one(section.sentences)
                yield search_row(REGION, f"{url}#{section.anchor}", said, title=section.heading, **facts)


def mark_rows() -> Iterator[SearchRow]:
    """To whom to turn, by what is out of the country and of each region."""
    for issue in issues().values():
        url = f"{reverse('signpost')}#kraj-{slug_of(issue.region)}" if issue.region else reverse("signpost")
        for mark in issue.content["marks"]:
            said = [mark[name] for name in ("name", "what_for", "reach", "languages", "hours") if mark[name]]
            yield search_row(MARK, url, "; ".join(said), title=mark["name"], beside=[str(issue.region or "")])
