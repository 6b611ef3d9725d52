"""Who is told of what happened to meetings and closings; written in the transaction of the thing itself."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from centres import access
from centres.access import Right
from evaluations.addresses import meeting_path
from goals.mail.notices import tell


def reminded(meetings, *, by, now):
    """Tell the teams that somebody above waits for their meetings."""
    for meeting in meetings:
        title = _("%(place)s: vedoucí odboru připomíná poradu") % {"place": month_in_words(meeting)}
        text = _("Měsíc ještě není uzavřený. Vyplňte, jak cíle stojí; vedoucí centra ho pak uzavře.")
        tell(_people(Right.EVALUATE, meeting.centre, now), by, title, text, meeting_path(meeting), now)


def month_in_words(meeting):
    """ "CPIC Jihlava, září 2026"."""
    return f"{meeting.centre}, {date_format(meeting.first_day, 'F Y')}"


def _people(right, centre, now):
    return access.holders(right, centre, on=timezone.localdate(now))
