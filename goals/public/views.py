"""Public pages: the years, one year's document, a goal, an edition, each with its files; and the centres."""

from functools import partial

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from centres.addresses import full_address
from centres.languages import CZECH, Language, address_in, is_czech, left_czech
from centres.offer import by_group, services_of
from goals.blocks import compare_sections, in_czech, passed, shown_sections
from goals.filters import GoalFilter
from goals.freezing import withdrawal_of
from goals.pdf import edition_html
from goals.pdf.leaflet import LARGE, LEAFLET
from goals.pdf.sheets import ALL_SHEETS
from goals.public import issues, queries
from goals.public.asking import letter_about, whom_to_ask
from goals.public.cache import public_page
from goals.public.embedding import frame_of
from goals.public.feeds import all_feeds, feed_of
from goals.renderings import pdf_response, word_response
from goals.states import SectionKey

OUR_OPERATOR = "suz"
"""Whose centres the commitment speaks for."""


@public_page
def year_list(request):
    return render(request, "public/years.html", {"editions": queries.current_editions(), "feeds": all_feeds()})


@public_page(parameters=GoalFilter.base_filters)
def year(request, year):
    edition = queries.edition_of(year)
    goal_filter = GoalFilter(request.GET or None, edition=edition)
    goals = list(goal_filter.found)
    context = {
        "edition": edition,
        "sections": edition.sections.all(),
        "filter": goal_filter,
        "centres": queries.by_centre(goals),
        "shown": len(goals),
        "figures": queries.figures(edition),
        "year_before": queries.year_before(year),
        "embed_url": frame_of(request, "embed-year", year),
    }
    return render(request, "public/year.html", context, status=400 if goal_filter.is_invalid else 200)


@public_page
def goal(request, year, number):
    edition = queries.edition_of(year)
    goal = queries.goal_of(edition, number)
    centre, mail = whom_to_ask(goal.centre.slug, timezone.localdate())
    page = full_address(request.path, request)
    context = {
        "ask": {"centre": centre, "url": letter_about(goal, edition, to=mail, page=page) if mail else ""},
        "edition": edition,
        "goal": goal,
        "wordings": queries.wordings_of(goal, edition),
        "earlier": queries.history_of(goal),
        "successor": queries.successor_of(goal, edition) if goal.ends_on else None,
    }
    return render(request, "public/goal.html", context)


@public_page
def edition(request, year, edition):
    shown = queries.edition_of(year, edition)
    if withdrawal := withdrawal_of(shown):
        return _withdrawn(request, shown, withdrawal)
    editions = list(queries.editions_of(year))
    previous, changes = queries.changes_since_previous(shown)
    context = {
        "edition": shown,
        "name": shown.heading,
        "editions": editions,
        "sections": shown.sections.all(),
        "centres": queries.by_centre(queries.goals_of(shown)),
        "previous": previous,
        "corrected_by": queries.correction_of(shown, editions),
        "changes": changes,
        "sheets": next((file for file in shown.files.all() if file.format == ALL_SHEETS), None),
    }
    return render(request, "public/edition.html", context)


def _withdrawn(request, edition, withdrawal):
    context = {"row": edition, "title": edition.numbered_heading, "day": edition.published_on, "withdrawal": withdrawal}
    return render(request, "public/withdrawn.html", context | {"url": edition.document_url})


# The commitment: the one that holds today, other terms, and their editions


@public_page
def commitment(request):
    """Today's, in the language of the page."""
    today = timezone.localdate()
    edition = queries.commitment_on(today)
    if edition is None:
        return render(request, "public/commitment_none.html", {"terms": queries.commitments()})
    return _commitment(request, edition, today)


@public_page
def commitment_term(request, year):
    return _commitment(request, queries.commitment_of(year), timezone.localdate())


@public_page(is_czech_only=True)
def commitment_simple(request):
    """Today's in simple Czech, where somebody has written it so."""
    today = timezone.localdate()
    edition = queries.commitment_on(today)
    if edition is None or issues.issue_of(edition, Language.SIMPLE) is None:
        raise queries.NotPublished(
            _("Závazek v jednoduché češtině zatím není."), url=reverse("public-commitment"), label=_("Veřejný závazek")
        )
    return _commitment(request, edition, today, Language.SIMPLE)


def _told(request, edition, language):
    """What the page needs to say the edition in the language: how its blocks are told, and what it says of itself."""
    if language == CZECH:
        return in_czech, {"title": in_czech("title", edition.title), "name": edition.title}
    issue = issues.issue_of(edition, language)
    czech_page = reverse("public-commitment") if language == Language.SIMPLE else address_in(CZECH, request.path)
    tell = issues.teller(issue, czech_page)
    title = tell("title", edition.title)
    lacks = issue is None or len(issues.words_of(issue)) < len(issue.blocks)
    name = edition.heading if title.is_czech else title
    return tell, {"title": title, "name": name, "issue": issue, "lacks": lacks, "czech_page": czech_page}


def _commitment(request, edition, today, language=None):
    holds = queries.commitment_on(today)
    sections, goals = list(edition.sections.all()), list(queries.goals_of(edition))
    tell, told = _told(request, edition, language or get_language())
    context = {
        **told,
        "edition": edition,
        "is_simple": language == Language.SIMPLE,
        "simple": is_czech() and not language and edition == holds and issues.issue_of(edition, Language.SIMPLE),
        "shown": shown_sections(sections, goals, tell),
        "holds": holds,
        "is_over": edition.valid_until is not None and edition.valid_until < today,
        "is_coming": edition.valid_from is not None and edition.valid_from > today,
        "passed": passed(sections, goals, today) if edition == holds else [],
        "terms": [term for term in queries.commitments() if term != edition],
        "leaflets": queries.leaflets_of(edition, get_language()),
    }
    return render(request, "public/commitment.html", context)


@public_page
def commitment_edition(request, year, edition):
    shown = queries.commitment_of(year, edition)
    if withdrawal := withdrawal_of(shown):
        return _withdrawn(request, shown, withdrawal)
    editions = list(shown.document.editions.order_by("-number"))
    previous, changes = queries.changes_since_previous(shown)
    sections = list(shown.sections.all())
    tell, told = _told(request, shown, get_language())
    context = {
        **told,
        "edition": shown,
        "editions": editions,
        "issues": issues.numbered_issues(shown),
        "shown": shown_sections(sections, list(queries.goals_of(shown)), tell),
        "previous": previous,
        "corrected_by": queries.correction_of(shown, editions),
        "changes": changes,
        "section_changes": compare_sections(previous.sections.all(), sections) if previous else [],
    }
    return render(request, "public/commitment_edition.html", context)


@public_page
def commitment_pdf(request, year, edition):
    shown = queries.commitment_of(year, edition)
    name = f"verejny-zavazek-{shown.first_year}-vydani-{shown.number}.pdf"
    return pdf_response(request, shown, name=name, back=shown.get_absolute_url())


@public_page
def commitment_word(request, year, edition):
    shown = queries.commitment_of(year, edition)
    name = f"verejny-zavazek-{shown.first_year}-vydani-{shown.number}.docx"
    return word_response(request, shown, name=name, back=shown.get_absolute_url())


@public_page
def commitment_leaflet(request, year=None, file_format=LEAFLET):
    """To take home, in the language of the address: of the commitment that holds today, or of a term."""
    shown = queries.commitment_of(year) if year else queries.commitment_on(timezone.localdate())
    if shown is None:
        raise queries.NotPublished(
            _("Veřejný závazek zatím není zveřejněný."), url=reverse("home"), label=_("Úvodní stránka")
        )
    back = reverse("public-commitment-term", args=[shown.first_year])
    kept = queries.language_of_leaflet(shown, get_language())
    if kept is None:
        raise queries.NotPublished(_("Toto PDF zatím ve vašem jazyce není."), url=back, label=_("Veřejný závazek"))
    parts = ["verejny-zavazek", str(shown.first_year), f"vydani-{shown.number}", kept]
    name = "-".join(parts + ["velke-pismo"] * (file_format == LARGE))
    return pdf_response(request, shown, name=f"{name}.pdf", back=back, file_format=file_format, kept=kept)


# Files of an edition: the PDF was drawn once after it was published; Word says the same


@public_page
def year_pdf(request, year):
    return _pdf(request, queries.edition_of(year))


@public_page
def edition_pdf(request, year, edition):
    return _pdf(request, queries.edition_of(year, edition))


def _pdf(request, edition):
    return pdf_response(request, edition, name=f"{_name_of(edition)}.pdf", back=edition.get_absolute_url())


def _name_of(edition):
    return f"operacni-cile-{edition.year}-vydani-{edition.number}"


@public_page
def year_word(request, year):
    return _word(request, queries.edition_of(year))


@public_page
def edition_word(request, year, edition):
    return _word(request, queries.edition_of(year, edition))


def _word(request, edition):
    return word_response(request, edition, name=f"{_name_of(edition)}.docx", back=edition.get_absolute_url())


@public_page
def centre_word(request, year, slug, edition=None):
    """What the edition, or the one that holds, says of one centre."""
    shown, centre = queries.edition_of(year, edition), queries.centre_of(slug)
    if queries.centre_in(shown, slug) is None:
        raise _nothing_out(centre, year)
    name, html = f"{_name_of(shown)}-{slug}.docx", partial(edition_html, of_centre=slug)
    return word_response(request, shown, name=name, back=reverse("centre-year", args=[slug, year]), html=html)


# Centres: facts from the reference data, goals from the editions


@public_page
def centre_list(request):
    return render(request, "public/centres.html", queries.centres_by_operator(timezone.localdate()))


@public_page
def centre(request, slug):
    centre, today = queries.centre_of(slug), timezone.localdate()
    years = list(queries.years_of_centre(slug))
    is_open, is_ours = not centre.is_closed(today), centre.operator.slug == OUR_OPERATOR
    context = {
        "centre": centre,
        "today": today,
        "is_open": is_open,
        "is_ours": is_ours,
        "offer": getattr(centre, "offer", None),
        "services": by_group(services_of(centre)) if is_open else [],
        "who_may_come": _who_may_come(today) if is_open and is_ours else None,
        # Of a closed centre nobody would answer, and nobody would open.
        "contact": getattr(centre, "contact", None) if is_open else None,
        "places": centre.places.all() if is_open else [],
        "predecessors": centre.predecessors.filter(closed_on__lte=today),
        "years": years,
        "goals": queries.goals_in(years[0]) if years else [],
        "feeds": [feed_of(centre)],
        "embed_url": frame_of(request, "embed-centre", slug),
    }
    return render(request, "public/centre.html", context)


def _who_may_come(today):
    """What the commitment that holds says of it, in the language of the page; None where none is out."""
    edition = queries.commitment_on(today)
    if edition is None:
        return None
    page = reverse("public-commitment-term", args=[edition.first_year])
    tell = in_czech if is_czech() else issues.teller(issues.issue_of(edition, get_language()), address_in(CZECH, page))
    sections = shown_sections(edition.sections.filter(key=SectionKey.TARGET_GROUPS), [], tell)
    return {"section": sections[0], "url": page} if sections else None


@public_page
def centre_year(request, slug, year):
    centre = queries.centre_of(slug)
    edition = queries.edition_of(year)
    place = queries.centre_in(edition, slug)
    if place is None:
        raise _nothing_out(centre, year)
    earlier = [there.edition.year for there in queries.years_of_centre(slug) if there.edition.year < year]
    context = {"centre": centre, "place": place, "edition": edition, "goals": queries.goals_in(place)}
    context["year_before"] = earlier[0] if earlier else None
    context["prints"] = {file.format: file for file in edition.files.all() if file.centre == slug}
    return render(request, "public/centre_year.html", context)


def _nothing_out(centre, year):
    name = left_czech(centre.name)
    sentence = _("%(centre)s nemá na rok %(year)s zveřejněné cíle.") % {"centre": name, "year": year}
    return queries.NotPublished(sentence, url=reverse("centre", args=[centre.slug]), label=name)
