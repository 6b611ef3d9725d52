"""Pages of evaluation as each role opens them, and the saving of the meeting screen; as far as they are there."""

from django.urls import NoReverseMatch, reverse

from tests.bench.workspace.pages import Page

SAVED = "meeting, saved"


def pages(scale):
    for role, name, address, arguments in _named(scale):
        try:
            yield Page(role, name, reverse(address, args=arguments), saves=name == SAVED)
        except NoReverseMatch:  # a page that this version does not have
            continue


def _named(scale):
    year, own = [scale.year], [scale.year, scale.cast.main.slug]
    month, before = [*own, scale.month], [*own, max(scale.month - 1, 1)]
    yield "head", "home", "work", []
    yield "head", "meeting", "meeting", month
    yield "staff", "meeting", "meeting", month
    yield "head", "closed meeting", "meeting", before
    yield "head", "meetings", "meetings", own
    yield "staff", "records", "records", own
    yield "staff", "feeds", "feeds", own
    yield "head", "centre standing", "centre-standing", own
    yield "head", "goal progress", "goal-progress", [scale.goal.pk]
    yield "head", "closing", "closing", own
    yield "department head", "network standing", "network-standing", year
    yield "department head", "heads' meeting", "heads-meeting", [*year, scale.month]
    yield "department head", "closings", "closings", year
    yield "department head", "standing to be released", "standing-release", year
    yield "director", "page of the director", "director-page", year
    yield "head", SAVED, "meeting", month
