"""The minutes of a closed meeting as a file: made once, from what was frozen, and never again."""

import hashlib
from collections import Counter
from datetime import UTC

from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from evaluations.meetings import naming
from evaluations.meetings.contributions import contributions
from evaluations.meetings.said import frozen
from evaluations.models import Minutes
from evaluations.standings import standings
from evaluations.states import MeetingKind, Stand, State
from evaluations.workflow import events_of
from goals.formatting import breakable, describe, format_date, format_number, typeset
from goals.pdf import lines


def make_minutes(meeting, *, now):
    """Render the closed meeting and keep the file under its next number."""
    from goals.pdf import archival  # costs most of a second to import: only who closes pays it

    number = (meeting.minutes.aggregate(last=Max("number"))["last"] or 0) + 1
    pdf = archival.render(minutes_html(meeting, number=number, now=now))
    return Minutes.objects.create(
        meeting=meeting,
        number=number,
        content=pdf.content,
        sha256=hashlib.sha256(pdf.content).hexdigest(),
        size=len(pdf.content),
        pages=pdf.pages,
        made_at=now,
    )


def minutes_html(meeting, *, number, now):
    """The same text for the same rows, whatever the reader's language."""
    with translation.override("cs"):
        return render_to_string("pdf/minutes.html", _context(meeting, number, now))


def _context(meeting, number, now):
    rows = list(frozen(meeting))
    parts = _parts(meeting, rows) if meeting.kind == MeetingKind.HEADS else {}
    return {
        "title": typeset(naming.minutes_title(meeting)),
        "number": number,
        "moment": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "facts": [(label, typeset(str(value))) for label, value in _facts(meeting, number, rows) if value],
        "again": _again(meeting, number),
        "goals": [_goal(row, parts) for row in rows],
        "note": lines(meeting.note),
        "period": meeting.full_period_label,
        "day": format_date(_seen_on(meeting)),
    }


def _parts(meeting, rows):
    """What each centre brought, as tables of words by the goal's id."""
    day = _seen_on(meeting)
    tables = contributions(standings([row.goal for row in rows], year=meeting.year, today=day), meeting, day)
    return {root: [_centres(table) for table in found] for root, found in tables.items()}


def _centres(table):
    def words(amount):
        return "–" if amount is None else format_number(amount)

    return {
        "target": typeset(describe(table.target)),
        "rows": [(typeset(share.centre), words(share.month), words(share.year)) for share in table.shares],
        "silent": typeset(", ".join(table.silent)),
    }


def _seen_on(meeting):
    """The day on which the numbers were frozen."""
    return min(meeting.last_day, timezone.localdate(meeting.closed_at))


def _facts(meeting, number, rows):
    closing = events_of(meeting).filter(name="close").order_by("version").last()
    said = Counter(row.entry.stand for row in rows)
    return (
        (_("Číslo zápisu"), str(number)),
        (_("Období"), meeting.full_period_label),
        (_("Porada se konala"), format_date(meeting.held_on) if meeting.held_on else _("neuvedeno")),
        (_("Účastníků"), meeting.attendance or _("neuvedeno")),
        (_("Uzavřel/a"), closing and f"{closing.get_role_display()}, {format_date(timezone.localdate(closing.at))}"),
        (_("Jak cíle stojí"), ", ".join(f"{said[stand]}× {stand.label}" for stand in Stand if said[stand])),
    )


def _again(meeting, number):
    """Why there is another minutes after the first: who opened the meeting again, when and for what reason."""
    opened = events_of(meeting).filter(name="reopen").order_by("version").last()
    if number == 1 or opened is None:
        return []
    facts = {
        "before": number - 1,
        "day": format_date(timezone.localdate(opened.at)),
        "role": opened.get_role_display(),
    }
    sentence = _(
        "Navazuje na zápis č. %(before)s, který zůstává uložený, jak byl. Znovu otevřel/a: %(role)s, %(day)s. Důvod:"
    )
    return [typeset(sentence % facts), *lines(opened.comment)]


def _goal(row, parts):
    entry = row.entry
    return {
        "number": row.goal.number_label,
        "lines": lines(row.goal.text),
        "stand": entry.get_stand_display() or _("nehodnoceno"),
        "state": State(entry.state).label if entry.state else "",
        "reason": typeset(breakable(entry.reason)),
        "said": lines(entry.said),
        "next_step": lines(entry.next_step),
        "numbers": (numbers := [_number(reading) for reading in row.readings]),
        "has_added": any(number["added"] for number in numbers),
        "centres": parts.get(row.goal.root_id, ()),
    }


def _number(reading):
    return {"target": typeset(breakable(describe(reading.target))), **naming.figures(reading)}
