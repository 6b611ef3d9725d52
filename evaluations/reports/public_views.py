"""Public pages of evaluation: the interim reports of a year, one of them, and how the year ended."""

from django.http import HttpResponse
from django.shortcuts import render

from evaluations.reports import public
from goals.public.cache import public_page


@public_page
def interim_reports(request, year):
    context = {"year": year, "reports": public.interim_reports_of(year)}
    return render(request, "evaluations/public/interim_reports.html", context)


@public_page
def interim_report(request, year, number):
    report = public.interim_report_of(year, number)
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
def evaluation(request, year):
    report = public.evaluation_of(year)
    content = public.content_of(report)
    context = {"report": report, "table": public.table_of(content["centres"]), **content}
    return render(request, "evaluations/public/evaluation.html", context)


@public_page
def evaluation_pdf(request, year):
    files = public.evaluation_of(year).files.filter(format="pdf")
    content = files.values_list("content", flat=True).first()
    name = f"vyhodnoceni-cilu-{year}.pdf"
    headers = {"Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(bytes(content), headers=headers)
