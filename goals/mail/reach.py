"""Does a page still open for a person, for what they were told to do there? Asked before they are told by mail."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from centres.access import Right
from centres.models import Centre
from goals.models import Goal
from goals.transitions import BY_NAME, right_for, writing_right


def opens_for(rights, path):
    """A person without any role gets nothing; of a page that is not listed here, any role is enough."""
    if not rights.memberships:
        return False
    try:
        page = resolve(urlsplit(path).path)
    except Resolver404:
        return True
    opens = PAGES.get(page.url_name)
    return opens is None or opens(rights, *(page.kwargs.values() or page.args))


def _sees_centre(rights, _year, slug):
    return Centre.objects.filter(rights.in_scope(), slug=slug).exists()


def _submits(rights, _year, slug):
    return any(rights.may(Right.SUBMIT, centre) for centre in Centre.objects.filter(slug=slug))


def _sees_goal(rights, pk):
    return Goal.objects.visible_to(rights).filter(pk=pk).exists()


def _decides_about_goal(rights, pk):
    return any(rights.may(right_for(BY_NAME["approve"], goal), goal.centre) for goal in _goal(pk))


def _writes_goal(rights, pk):
    return any(rights.may(writing_right(goal), goal.centre) for goal in _goal(pk))


def _goal(pk):
    return Goal.objects.filter(pk=pk).select_related("centre")


PAGES = {
    "plan": _sees_centre,
    "plan-check": _submits,
    "plan-decide": lambda rights, _year, _slug: rights.may(Right.DECIDE),
    "work-goal": _sees_goal,
    "goal-edit": _writes_goal,
    "goal-decide": _decides_about_goal,
    "publish": lambda rights, _year: rights.may(Right.PUBLISH),
}
"""Pages of the workspace by their names: what a person must be allowed for the page to do for them what it should."""
