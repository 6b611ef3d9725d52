"""Prints in public: their files, and the address on each of them, which says in five languages if it holds."""

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from centres.languages import address_in, left_czech
from goals.models.noticeboard import PrintFormat
from goals.noticeboard.standing import PrintState, centre_now, judge, of_address, sentences, wordings
from goals.pdf.sheets import ALL_SHEETS
from goals.print_codes import as_written
from goals.public import queries
from goals.public.cache import public_page
from goals.renderings import pdf_response

ICONS = {PrintState.CURRENT: "done", PrintState.SAME: "done"}


@public_page(is_czech_only=True)
def print_answer(request, code):
    """Without a prefix and a session, by one query and two for the wordings. Who asks is not kept; only addresses that
    nobody was given are not looked up without end for one visitor."""
    written = as_written(code)
    same = list(of_address(written)) if written else []
    if not same:
        return _unknown(request)
    if written != code:
        return HttpResponsePermanentRedirect(reverse("print", args=[written]))
    today = timezone.localdate()
    standing = judge(next(one for one in same if one.code == code), same, today)
    goals, changes = wordings(standing)
    centre = centre_now(standing.code, today)
    answers = []
    for language, name in settings.LANGUAGES:
        with translation.override(language):
            answer, *more = sentences(standing, changes, centre)
            page = address_in(language, reverse("centre", args=[standing.code.place.slug]))
            facts = {"language": language, "name": name, "url": page, "link": _("Cíle a kontakt centra")}
            answers.append(facts | {"answer": answer, "more": more})
    context = {
        "standing": standing,
        "place": standing.code.place,
        "own": standing.code.place.edition,
        "holds": standing.holds.place if standing.holds else None,
        "icon": "warning" if centre.closed_on else ICONS.get(standing.state, "warning"),
        "answers": answers,
        "changes": changes,
        "goals": goals,
    }
    return render(request, "noticeboard/answer.html", context)


def _unknown(request):
    if too_many := ratelimit.consume_or_429(request, action="guessed_link", limit_get=True):
        return too_many
    answers = []
    for language, name in settings.LANGUAGES:
        with translation.override(language):
            url = address_in(language, reverse("centres"))
            facts = {"language": language, "name": name, "url": url, "link": _("Centra")}
            more = [_("Zkontrolujte, jestli je adresa opsaná celá. Kód má deset písmen a číslic.")]
            answers.append(facts | {"answer": _("Tento kód neznáme."), "more": more})
    return render(request, "noticeboard/answer.html", {"answers": answers, "icon": "warning"}, status=404)


# The files; asking for one draws nothing


@public_page
def year_sheets(request, year):
    """The sheets of all centres, to be printed at once."""
    edition = queries.edition_of(year)
    name = f"nastenky-{year}-vydani-{edition.number}.pdf"
    return pdf_response(request, edition, name=name, back=edition.get_absolute_url(), file_format=ALL_SHEETS)


@public_page
def centre_sheet(request, slug, year, file_format=PrintFormat.SHEET):
    """What a centre hangs up, or lays on its counter in large print."""
    edition, centre = queries.edition_of(year), queries.centre_of(slug)
    back = reverse("centre-year", args=[slug, year])
    if queries.centre_in(edition, slug) is None:
        sentence = _("%(centre)s nemá na rok %(year)s zveřejněné cíle.")
        facts = {"centre": left_czech(centre.name), "year": year}
        url = reverse("centre", args=[slug])
        raise queries.NotPublished(sentence % facts, url=url, label=left_czech(centre.name))
    name = {PrintFormat.SHEET: "nastenka", PrintFormat.LARGE: "velke-pismo"}[file_format]
    name = f"{name}-{slug}-{year}-vydani-{edition.number}.pdf"
    return pdf_response(request, edition, name=name, back=back, file_format=file_format, centre=slug)
