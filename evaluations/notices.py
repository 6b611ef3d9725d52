"""Who is told of what happened to meetings and closings; written in the transaction of the thing itself."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres import access
from centres.access import Right
from evaluations.addresses import closing_path, closings_path, meeting_path
from goals.formatting import format_date
from goals.mail.notices import tell
from goals.states import MailGroup


def reminded(meetings, *, by, now):
    """Tell the teams that somebody above waits for their meetings."""
    for meeting in meetings:
        title = _("%(month)s: vedoucí odboru připomíná poradu") % {"month": month_in_words(meeting)}
        text = _("Měsíc ještě není uzavřený. Vyplňte, jak cíle stojí; vedoucí centra ho pak uzavře.")
        people = _people(Right.EVALUATE, meeting.centre, now)
        tell(people, by, title, text, meeting_path(meeting), now, group=MailGroup.MEETINGS)


def reopened(meeting, *, comment, by, now):
    """Tell the team that it can write into the month again, until when and why."""
    title = _("%(month)s: měsíc je znovu otevřený do %(day)s")
    title %= {"month": month_in_words(meeting), "day": format_date(meeting.reopened_until)}
    tell(_people(Right.EVALUATE, meeting.centre, now), by, title, comment, meeting_path(meeting), now)


def closing_moved(closing, name, *, comment, by, now):
    """Tell those on the other side of what was done with a year's closing."""
    plan, (title, right) = closing.plan, CLOSINGS[name]
    path = closing_path(plan) if right == Right.CLOSE_YEAR else closings_path([plan])
    tell(_people(right, plan.centre, now), by, title % {"plan": plan}, comment, path, now)


CLOSINGS = {
    "send": (gettext_lazy("%(plan)s: uzávěrka roku čeká na přijetí"), Right.ACCEPT_YEAR),
    "recall": (
        gettext_lazy("%(plan)s: centrum si vzalo uzávěrku zpět, zatím není o čem rozhodovat"),
        Right.ACCEPT_YEAR,
    ),
    "return": (gettext_lazy("%(plan)s: uzávěrka roku je vrácená k doplnění"), Right.CLOSE_YEAR),
    "accept": (gettext_lazy("%(plan)s: uzávěrka roku je přijatá"), Right.CLOSE_YEAR),
}


def month_in_words(meeting):
    """ "CPIC Jihlava, září 2026"."""
    return f"{meeting.centre}, {date_format(meeting.first_day, 'F Y')}"


def _people(right, centre, now):
    return access.holders(right, centre, on=timezone.localdate(now))
