"""Where the things of evaluation are decided and seen: what mails and the list of what waits lead to."""

from django.urls import reverse

from evaluations.states import MeetingKind

MEETINGS = {
    MeetingKind.TEAM: "meeting",
    MeetingKind.HEADS: "heads-meeting",
    MeetingKind.ANNUAL: "annual-meeting",
    MeetingKind.DIRECTOR: "director-meeting",
}


def meeting_path(meeting, page=""):
    """The page of a team's month, or of a meeting above the teams; or one of the pages below it, as "-closed"."""
    args = [meeting.year, meeting.centre_id and meeting.centre.slug, meeting.month]
    return reverse(MEETINGS[meeting.kind] + page, args=[part for part in args if part])


def closing_path(plan):
    """Where the centre confirms its results."""
    return reverse("closing", args=[plan.document.year, plan.centre.slug])


def closings_path(plans):
    """Where closings are decided about: one by itself, several of a year from their list."""
    year, slug = plans[0].document.year, plans[0].centre.slug
    return reverse("closing-decide", args=[year, slug]) if len(plans) == 1 else reverse("closings", args=[year])
