"""Where the things of evaluation are decided and seen: what mails and the list of what waits lead to."""

from django.urls import NoReverseMatch, reverse


def meeting_path(meeting):
    """The page of a team's month."""
    return page("meeting", meeting.year, meeting.centre.slug, meeting.month)


def closing_path(plan):
    """Where the centre confirms its results."""
    return page("closing", plan.document.year, plan.centre.slug)


def closings_path(plans):
    """Where closings are decided about: one by itself, several of a year from their list."""
    year, slug = plans[0].document.year, plans[0].centre.slug
    return page("closing-decide", year, slug) if len(plans) == 1 else page("closings", year)


def page(name, *args):
    """A page that is not built yet is the list of what waits, which at least says what there is to do."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return reverse("work")
