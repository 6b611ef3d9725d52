"""Who is told of what happened to meetings and closings, in its transaction; and the pages that this leads to."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres import access
from centres.access import Right
from evaluations.states import MeetingKind
from goals.formatting import format_date
from goals.mail.notifications import notify
from goals.states import MailGroup


def reminded(meetings, *, by, now):
    """Tell the teams that somebody above waits for their meetings."""
    for meeting in meetings:
        title = _("%(month)s: vedoucí odboru připomíná poradu") % {"month": month_in_words(meeting)}
        text = _("Měsíc ještě není uzavřený. Vyplňte, jak cíle stojí; vedoucí centra ho pak uzavře.")
        people = _people(Right.EVALUATE, meeting.centre, now)
        notify(people, by, title, text, meeting_path(meeting), now, group=MailGroup.MEETINGS)


def reopened(meeting, *, comment, by, now):
    """Tell the team that it can write into the month again, until when and why."""
    title = _("%(month)s: měsíc je znovu otevřený do %(day)s")
    title %= {"month": month_in_words(meeting), "day": format_date(meeting.reopened_until)}
    notify(_people(Right.EVALUATE, meeting.centre, now), by, title, comment, meeting_path(meeting), now)


def handed_over(meeting, *, comment, by, now):
    """Tell who closes the month that it is filled in."""
    title = _("%(month)s: porada je vyplněná a čeká na uzavření") % {"month": month_in_words(meeting)}
    people = _people(Right.CLOSE_MONTH, meeting.centre, now)
    notify(people, by, title, comment, meeting_path(meeting), now, group=MailGroup.MEETINGS)


def handed_back(meeting, *, comment, by, now):
    title = _("%(month)s: porada je vrácená k doplnění") % {"month": month_in_words(meeting)}
    notify(_people(Right.EVALUATE, meeting.centre, now), by, title, comment, meeting_path(meeting), now)


MOVES = {"reopen": reopened, "hand_over": handed_over, "hand_back": handed_back}
"""Which changes of a team's meeting somebody is told of."""


def opening_asked(request, *, by, now):
    """Tell those who open months that somebody asks for it, and why."""
    title = _("%(month)s: %(person)s žádá o otevření měsíce")
    title %= {"month": month_in_words(request.meeting), "person": by}
    people = _people(Right.REOPEN_MONTH, None, now)
    notify(people, by, title, request.reason, meeting_path(request.meeting, "-reopen"), now)


def opening_refused(request, *, by, now):
    title = _("%(month)s: měsíc se znovu neotevře") % {"month": month_in_words(request.meeting)}
    people = _people(Right.EVALUATE, request.meeting.centre, now)
    notify(people, by, title, request.answer, meeting_path(request.meeting), now)


def closing_moved(closing, name, *, comment, by, now):
    """Tell those on the other side of what was done with a year's closing."""
    plan, (title, right) = closing.plan, CLOSINGS[name]
    path = closing_path(plan) if right == Right.CLOSE_YEAR else closings_path([plan])
    if name == "recall":  # news: there is nothing to decide about
        path = reverse("closings", args=[plan.document.year])
    notify(_people(right, plan.centre, now), by, title % {"plan": plan}, comment, path, now)


def objected(closing, *, text, by, now):
    """Tell those who decide about a closing that its centre objects to it."""
    title = _("%(plan)s: centrum namítá proti uzávěrce, která byla odeslaná za ně") % {"plan": closing.plan}
    people = _people(Right.ACCEPT_YEAR, None, now)
    notify(people, by, title, text, closings_path([closing.plan]), now)


CLOSINGS = {
    "send": (gettext_lazy("%(plan)s: uzávěrka roku čeká na přijetí"), Right.ACCEPT_YEAR),
    "recall": (
        gettext_lazy("%(plan)s: centrum si vzalo uzávěrku zpět, zatím není o čem rozhodovat"),
        Right.ACCEPT_YEAR,
    ),
    "return": (gettext_lazy("%(plan)s: uzávěrka roku je vrácená k doplnění"), Right.CLOSE_YEAR),
    "accept": (gettext_lazy("%(plan)s: uzávěrka roku je přijatá"), Right.CLOSE_YEAR),
}


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


def month_in_words(meeting):
    """ "CPIC Jihlava, září 2026"."""
    return f"{meeting.centre}, {date_format(meeting.first_day, 'F Y')}"


def _people(right, centre, now):
    return access.holders(right, centre, on=timezone.localdate(now))
