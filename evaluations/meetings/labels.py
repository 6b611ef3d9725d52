"""What a meeting, its time and its numbers are called, on pages and in minutes alike."""

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from evaluations.progress.captions import NBSP, frozen_words, rounded
from evaluations.standings import BY_VALUE, SPOKEN
from evaluations.states import MeetingKind
from goals.amounts import is_times, members_of, number_to_reach, unit_counted
from goals.formatting import format_date, format_number
from goals.states import Kind, Scope


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
    """ "Zápis z porady CPIC Jihlava za září 2026"."""
    names = {
        MeetingKind.TEAM: _("Zápis z porady %(centre)s za %(time)s"),
        MeetingKind.HEADS: _("Zápis z porady vedoucích center za %(time)s"),
        MeetingKind.ANNUAL: _("Zápis z výroční porady %(year)s"),
        MeetingKind.DIRECTOR: _("Hodnocení strategických cílů %(year)s"),
    }
    when = meeting.full_period_label.replace(" ", NBSP)  # a heading never ends in a line with just the year
    return names[meeting.kind] % {"centre": meeting.centre, "time": when, "year": meeting.year}


def context_label(meeting):
    """Whose meeting it is and of which year: "CPIC Jihlava 2026", "2026"."""
    return f"{meeting.centre.name} {meeting.year}" if meeting.centre_id else str(meeting.year)


def question(target, meeting):
    """What the number means that the meeting types for the target: how it is now, or how much was added."""
    thing = unit_counted(target.kind, target.unit, target.unit_forms)
    if target.kind == Kind.EACH:
        unit = members_of(target.unit)
    elif thing or target.kind == Kind.FREQUENCY or is_times(target.unit):
        unit = thing.many if thing else ""
    else:
        unit = target.unit.removeprefix("%").strip()
    if target.scope:
        asked, unit = _("U kolika je to teď splněné"), Scope(target.scope).label
    elif target.kind == Kind.SHARE:
        asked = _("Kolik procent je teď")
    elif target.kind == Kind.EACH:
        asked = _("U kolika je to teď splněné")
    elif target.kind in BY_VALUE:
        asked = _("Kolik je teď")
    else:
        asked = _("Kolik přibylo za %(time)s") % {"time": meeting.period_label}
    return f"{asked} ({unit})" if unit else asked


def frozen_figures(reading):
    """A target's numbers as they were when its month was closed, each in words: achieved, expected, and what was typed
    of the month."""
    target = reading.target
    if target.kind in SPOKEN:
        achieved = _("hodnotí se slovně")
        if target.kind == Kind.MILESTONE and reading.achieved is not None:
            achieved = _("splněno") if reading.achieved else _("zatím nesplněno")
        return {"achieved": achieved, "expected": "", "added": ""}
    if target.scope or (target.kind == Kind.EACH and reading.expected is not None):
        return {"achieved": frozen_words(reading, target) or _("bez údaje"), "expected": "", "added": ""}
    percent = f"{NBSP}%" if target.kind == Kind.SHARE else ""
    achieved, expected, added = _("bez údaje"), "", ""
    if reading.achieved is not None:
        achieved = format_number(reading.achieved) + percent
    if reading.expected is not None:
        expected = format_number(rounded(reading.expected, number_to_reach(target))) + percent
    if reading.amount is not None and target.kind not in BY_VALUE:
        added = format_number(reading.amount)
    return {"achieved": achieved, "expected": expected, "added": added}


def frozen_phrase(reading):
    """The same as one phrase: "7, rovnoměrnému postupu odpovídá 9, za měsíc přibylo 2"."""
    figures = frozen_figures(reading)
    phrases = {"achieved": "%s", "expected": _("rovnoměrnému postupu odpovídá %s"), "added": _("za měsíc přibylo %s")}
    return ", ".join(phrase % figures[name] for name, phrase in phrases.items() if figures[name])


def added_label(month, meeting):
    """ "Doplněno za září"; of another year "Doplněno za prosinec 2025"."""
    name = MONTHS[month.month]
    return _("Doplněno za %(month)s") % {"month": name if month.year == meeting.year else f"{name} {month.year}"}


def record_line(record):
    """ "14. 9. 2026: Beseda (Sociokulturní kurzy), počet 1"."""
    name = f"{record.title} ({record.indicator})" if record.title else str(record.indicator)
    facts = {"day": format_date(record.on), "what": name, "amount": record.amount_in_words}
    return _("%(day)s: %(what)s, počet %(amount)s") % facts
