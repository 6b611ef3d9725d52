"""What can be found of networks: public pages, and to whom to turn."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.search.rows import ResultKind, SearchRow, search_row
from networks.public.addresses import slug_of
from networks.public.queries import issues

EXPLAINING = {"signpost"}
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
MARK = ResultKind("mark", _("V nouzi a v pochybnosti"))


def mark_rows() -> Iterator[SearchRow]:
    """To whom to turn, by what is out of the country and of each region."""
    for issue in issues().values():
        url = f"{reverse('signpost')}#kraj-{slug_of(issue.region)}" if issue.region else reverse("signpost")
        for mark in issue.content["marks"]:
            said = [mark[name] for name in ("name", "what_for", "reach", "languages", "hours") if mark[name]]
            yield search_row(MARK, url, "; ".join(said), title=mark["name"], beside=[str(issue.region or "")])
