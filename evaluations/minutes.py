"""The minutes of a closed meeting as a file: made once, from what was frozen, and never again."""

import hashlib
from datetime import UTC

from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import translation

from evaluations.models import Entry, Minutes, Reading
from goals.lineage import holding


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
        context = {"meeting": meeting, "number": number, "moment": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
        return render_to_string("pdf/minutes.html", context | {"rows": _rows(meeting)})


def _rows(meeting):
    """Each goal in order: its wording as it held, what was said, and its frozen numbers."""
    readings = Reading.objects.select_related("target")
    entries = Entry.objects.filter(meeting=meeting).select_related("goal")
    entries = list(entries.order_by("goal__centre__position", "goal__position", "goal_id"))
    held = holding({entry.goal_id for entry in entries})
    numbers = {}
    for reading in readings.filter(entry__in=entries).order_by("target__position"):
        numbers.setdefault(reading.entry_id, []).append(reading)
    return [
        {"entry": entry, "goal": held.get(entry.goal_id, entry.goal), "readings": numbers.get(entry.pk, [])}
        for entry in entries
    ]
