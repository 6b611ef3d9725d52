"""Where the things of evaluation are decided and seen: what mails and the list of what waits lead to."""

from django.urls import NoReverseMatch, reverse


def meeting_path(meeting):
    """The page of a team's month."""
    return page("meeting", meeting.year, meeting.centre.slug, meeting.month)


def closing_path(plan):
    """Where the centre confirms its results."""
    return page("closing", plan.document.year, plan.centre.slug)


def closing_decision_path(plan):
    return page("closing-decide", plan.document.year, plan.centre.slug)


def page(name, *args):
    """A page that is not built yet is the list of what waits, which at least says what there is to do."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return reverse("work")
