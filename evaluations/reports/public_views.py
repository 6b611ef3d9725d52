"""Public pages of evaluation: the interim reports of a year, one of them, and how the year ended."""

from django.shortcuts import render
from django.urls import reverse

from evaluations.reports import public
from goals.freezing import withdrawal_of
from goals.public.cache import public_page
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
