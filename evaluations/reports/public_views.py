"""Public pages of evaluation: the interim reports of a year, one of them, how the year ended; one thing compared over
centres and years, and two years compared."""

from itertools import pairwise

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from centres.languages import left_czech
from evaluations.reports import comparing, public, two_years
from goals.data.datasets import csv_of, json_of
from goals.data.files import TYPES
from goals.data.views import for_other_sites
from goals.freezing import withdrawal_of
from goals.public.cache import public_page
from goals.public.queries import NotPublished, centre_of
from goals.renderings import pdf_response, word_response


@public_page
def interim_reports(request, year):
    context = {"year": year, "reports": public.interim_reports_of(year)}
    return render(request, "evaluations/public/interim_reports.html", context)


@public_page
def interim_report(request, year, number):
    report = public.interim_report_of(year, number)
    if withdrawal := withdrawal_of(report):
        last = public.last_interim_report(year)
        url = reverse("year-standing", args=[year, last.number])
        facts = {
            "row": report,
            "title": report.heading,
            "day": report.released_on,
            "withdrawal": withdrawal,
            "url": url,
        }
        return render(request, "public/withdrawn.html", facts)
    content = public.content_of(report)
    goals = [goal for centre in content["centres"] for goal in centre.goals_shown]
    context = {
        "report": report,
        "counts": public.count(goals, is_evaluation=False),
        "last": public.last_interim_report(year),
        **content,
    }
    return render(request, "evaluations/public/interim_report.html", context)


@public_page
def evaluation(request, year, number=None):
    report = public.evaluation_of(year, number)
    latest = report if number is None else public.evaluation_of(year)
    content = public.content_of(report)
    context = {"report": report, "latest": latest, "table": public.table_of(content["centres"]), **content}
    return render(request, "evaluations/public/evaluation.html", context)


@public_page
def evaluation_pdf(request, year, number=None):
    name, back = f"vyhodnoceni-cilu-{year}.pdf", reverse("year-evaluation", args=[year])
    return pdf_response(request, public.evaluation_of(year, number), name=name, back=back)


@public_page
def evaluation_word(request, year, number=None):
    name, back = f"vyhodnoceni-cilu-{year}.docx", reverse("year-evaluation", args=[year])
    return word_response(request, public.evaluation_of(year, number), name=name, back=back)


# One thing over centres and years, and two years beside each other


@public_page
def comparisons(request):
    found = comparing.things()
    context = {
        "things": [thing for thing in found if thing.is_shared],
        "single": [thing for thing in found if not thing.is_shared],
        "pairs": pairwise(two_years.published_years()),
    }
    return render(request, "evaluations/public/comparisons.html", context)


@public_page
def comparison(request, thing):
    return render(request, "evaluations/public/comparison.html", {"comparison": comparing.comparison_of(thing)})


@public_page(is_czech_only=True)
@for_other_sites
def comparison_numbers(request, thing, format):
    found = comparing.comparison_of(thing)
    table = comparing.NUMBERS.table(found)
    if format == "csv":
        text = csv_of(comparing.NUMBERS, table)
    elif format == "json":
        text = json_of(comparing.NUMBERS, table, {"nazev": found.thing.title, "adresa": found.thing.url})
    else:
        raise NotPublished(_("Taková data tu nejsou."), url=found.thing.url, label=found.thing.title)
    name = content_disposition_header(as_attachment=format == "csv", filename=f"srovnani-{thing}.{format}")
    headers = {"Content-Type": TYPES[format], "Content-Disposition": name, "Content-Language": "cs"}
    return HttpResponse(text, headers=headers)


@public_page
def years_compared(request, year, other):
    both = two_years.two_years(year, other)
    others = [before for before in two_years.published_years() if before < year and before != other]
    return render(request, "evaluations/public/two_years.html", {"both": both, "others": others})


@public_page
def centre_years_compared(request, slug, year, other):
    centre = centre_of(slug)
    both = two_years.two_years(year, other).of_centre(slug)
    if not both.now.goals and not both.before.goals:
        sentence = _("%(centre)s v letech %(other)s a %(year)s nemá zveřejněné cíle.")
        facts = {"centre": left_czech(centre.name), "year": year, "other": other}
        raise NotPublished(sentence % facts, url=reverse("centre", args=[slug]), label=left_czech(centre.name))
    return render(request, "evaluations/public/centre_two_years.html", {"both": both, "centre": centre})
