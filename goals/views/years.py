"""Public pages of the years: their list, a year's document, one goal, one edition."""

from django.shortcuts import render

from goals import public
from goals.filters import GoalFilter
from goals.public_pages import public_page


@public_page
def year_list(request):
    return render(request, "public/years.html", {"editions": public.current_editions()})


@public_page
def year(request, year):
    edition = public.edition_of(year)
    goal_filter = GoalFilter(request.GET or None, edition=edition)
    goals = list(goal_filter.found)
    context = {
        "edition": edition,
        "sections": edition.sections.all(),
        "filter": goal_filter,
        "centres": public.by_centre(goals),
        "shown": len(goals),
        "figures": public.figures(edition),
    }
    return render(request, "public/year.html", context, status=400 if goal_filter.is_invalid else 200)


@public_page
def goal(request, year, number):
    edition = public.edition_of(year)
    goal = public.goal_of(edition, number)
    context = {
        "edition": edition,
        "goal": goal,
        "wordings": public.wordings_of(goal, edition),
        "earlier": public.history_of(goal),
    }
    return render(request, "public/goal.html", context)


@public_page
def edition(request, year, edition):
    shown = public.edition_of(year, edition)
    editions = list(public.editions_of(year))
    previous, changes = public.changes_since_previous(shown)
    context = {
        "edition": shown,
        "editions": editions,
        "sections": shown.sections.all(),
        "centres": public.by_centre(public.goals_of(shown)),
        "figures": public.figures(shown),
        "previous": previous,
        "corrected_by": public.correction_of(shown, editions),
        "changes": changes,
    }
    return render(request, "public/edition.html", context)
