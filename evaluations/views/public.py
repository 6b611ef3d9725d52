"""Public pages of evaluation: the standings of a year, one of them, and how the year ended."""

from django.http import HttpResponse
from django.shortcuts import render

from evaluations.releases import public
from evaluations.releases.results import table_of
from goals.public_pages import public_page


@public_page
def year_standings(request, year):
    standings = public.standings_of(year)
    return render(request, "evaluations/public/standings.html", {"year": year, "standings": standings})


@public_page
def year_standing(request, year, number):
    release = public.standing_of(year, number)
    content = public.content_of(release)
    goals = [goal for centre in content["centres"] for goal in centre.goals_shown]
    context = {
        "release": release,
        "counts": public.count(goals, is_evaluation=False),
        "last": public.last_standing(year),
        **content,
    }
    return render(request, "evaluations/public/standing.html", context)


@public_page
def year_evaluation(request, year):
    release = public.evaluation_of(year)
    content = public.content_of(release)
    context = {"release": release, "table": table_of(content["centres"]), **content}
    return render(request, "evaluations/public/evaluation.html", context)


@public_page
def year_evaluation_pdf(request, year):
    content = public.file_of(public.evaluation_of(year), "pdf")
    name = f"vyhodnoceni-cilu-{year}.pdf"
    headers = {"Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(bytes(content), headers=headers)
