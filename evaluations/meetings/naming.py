"""What a meeting and its time are called, on pages and in minutes alike."""

from django.utils.translation import gettext as _

from evaluations.progress.captions import NBSP, rounded
from evaluations.standings import BY_VALUE, SPOKEN
from evaluations.states import MeetingKind
from goals.formatting import format_number
from goals.states import Kind


def title(meeting):
    """ "Porada za září", "Výroční porada"."""
    names = {
        MeetingKind.TEAM: _("Porada za %(month)s"),
        MeetingKind.HEADS: _("Porada vedoucích za %(month)s"),
        MeetingKind.ANNUAL: _("Výroční porada"),
        MeetingKind.DIRECTOR: _("Hodnocení strategických cílů"),
    }
    return names[meeting.kind] % {"month": meeting.period_label}


def minutes_title(meeting):
    """ "Zápis z porady CPIC Jihlava za září 2026", with the year held to its month."""
    names = {
        MeetingKind.TEAM: _("Zápis z porady %(centre)s za %(time)s"),
        MeetingKind.HEADS: _("Zápis z porady vedoucích center za %(time)s"),
        MeetingKind.ANNUAL: _("Zápis z výroční porady %(year)s"),
        MeetingKind.DIRECTOR: _("Hodnocení strategických cílů %(year)s"),
    }
    when = meeting.full_period_label.replace(" ", NBSP)  # a heading never ends in a line with just the year
    facts = {"centre": meeting.centre and meeting.centre.name, "time": when, "year": meeting.year}
    return names[meeting.kind] % facts


def place(meeting):
    """Whose meeting it is and of which year: "CPIC Jihlava 2026", "2026"."""
    return f"{meeting.centre.name} {meeting.year}" if meeting.centre_id else str(meeting.year)


def question(target, meeting):
    """What the number means that the meeting types for the target: how it is now, or how much was added."""
    unit = target.unit.strip()
    if target.kind == Kind.SHARE:
        return _of(_("Kolik procent je teď"), unit.removeprefix("%").strip())
    if target.kind == Kind.EACH:
        return _of(_("U kolika je to teď splněné"), unit)
    if target.kind in BY_VALUE:
        return _of(_("Kolik je teď"), unit)
    return _of(_("Kolik přibylo za %(time)s") % {"time": meeting.period_label}, unit)


def _of(asked, unit):
    return f"{asked} ({unit})" if unit else asked


def figures(reading):
    """A target's numbers as they were when its month was closed, each in words: achieved, expected, and what was typed
    of the month."""
    target = reading.target
    percent = f"{NBSP}%" if target.kind == Kind.SHARE else ""
    if target.kind in SPOKEN:
        return {"achieved": _spoken(reading), "expected": "", "added": ""}
    has_added = reading.amount is not None and target.kind not in BY_VALUE
    return {
        "achieved": _("bez údaje") if reading.achieved is None else format_number(reading.achieved) + percent,
        "expected": _pace(reading, percent),
        "added": format_number(reading.amount) if has_added else "",
    }


def _pace(reading, percent):
    if reading.expected is None:
        return ""
    return format_number(rounded(reading.expected, reading.target.value)) + percent


def _spoken(reading):
    if reading.target.kind == Kind.MILESTONE and reading.achieved is not None:
        return _("splněno") if reading.achieved else _("zatím nesplněno")
    return _("hodnotí se slovně")


def numbers(reading):
    """The same as one phrase: "7, rovnoměrnému postupu odpovídá 9, za měsíc přibylo 2"."""
    said = figures(reading)
    phrases = {"achieved": "%s", "expected": _("rovnoměrnému postupu odpovídá %s"), "added": _("za měsíc přibylo %s")}
    return ", ".join(phrase % said[name] for name, phrase in phrases.items() if said[name])
