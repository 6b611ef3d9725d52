"""What a meeting and its time are called, on pages and in minutes alike."""

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from evaluations.captions import NBSP, rounded
from evaluations.measuring import BY_VALUE, SPOKEN
from evaluations.states import MeetingKind
from goals.states import Kind
from goals.wording import format_number


def title(meeting):
    """ "Porada za září", "Výroční porada"."""
    names = {
        MeetingKind.TEAM: _("Porada za %(month)s"),
        MeetingKind.HEADS: _("Porada vedoucích za %(month)s"),
        MeetingKind.ANNUAL: _("Výroční porada"),
        MeetingKind.DIRECTOR: _("Hodnocení strategických cílů"),
    }
    return names[meeting.kind] % {"month": time(meeting)}


def place(meeting):
    """Whose meeting it is and of which year: "CPIC Jihlava 2026", "2026"."""
    return f"{meeting.centre.name} {meeting.year}" if meeting.centre_id else str(meeting.year)


def time(meeting):
    """What is closed with it: "září", "rok 2026"."""
    return str(MONTHS[meeting.month]) if meeting.month else _("rok %(year)s") % {"year": meeting.year}


def full_time(meeting):
    """ "září 2026", "rok 2026"."""
    return f"{MONTHS[meeting.month]} {meeting.year}" if meeting.month else time(meeting)


def numbers(reading):
    """ "7, rovnoměrnému postupu odpovídá 9; přibylo 2": a target's numbers as they were when its month was closed."""
    target, percent = reading.target, f"{NBSP}%" if reading.target.kind == Kind.SHARE else ""
    if target.kind in SPOKEN:
        return _spoken(reading)
    parts = [_("zatím bez údaje") if reading.achieved is None else format_number(reading.achieved) + percent]
    if reading.expected is not None:
        pace = format_number(rounded(reading.expected, target.value)) + percent
        parts.append(_("rovnoměrnému postupu odpovídá %(pace)s") % {"pace": pace})
    if reading.amount is not None and target.kind not in BY_VALUE:
        parts.append(_("za měsíc přibylo %(amount)s") % {"amount": format_number(reading.amount)})
    return ", ".join(parts)


def _spoken(reading):
    if reading.target.kind == Kind.MILESTONE and reading.achieved is not None:
        return _("splněno") if reading.achieved else _("zatím nesplněno")
    return _("hodnotí se slovně")
