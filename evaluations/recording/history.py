"""What happened to a record, in words: who wrote it, what each correction changed, who took it back."""

import json
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from centres.events import step
from evaluations.workflow import events_of
from goals.formatting import format_date, format_number

NAMES = {
    "indicator": _("Ukazatel"),
    "on": _("Den"),
    "amount": _("Počet"),
    "title": _("Název"),
    "topic": _("Téma"),
    "participants": _("Účastníků"),
    "note": _("Poznámka"),
    "links": _("Odkazy"),
}


def history_of(record):
    """Newest first; a correction says what it changed from what to what."""
    steps, before = [], {}
    for event in events_of(record):
        after = _said(event) if event.content else before
        steps.append(step(event, "; ".join(changes(before, after)) if event.name == "correct" else ""))
        before = after
    return steps[::-1]


def _said(event):
    """Events are never written anew: those from when a record had one link know it by its old name."""
    facts = json.loads(event.content)
    if "link" in facts:
        facts["links"] = facts.pop("link")
    return facts


def changes(before, after):
    """ "Počet: 1 → 2", one for each part of the content that is not what it was."""
    for name, caption in NAMES.items():
        old, new = (shown(name, content.get(name, "")) for content in (before, after))
        if old != new:
            yield f"{caption}: {old or '–'} → {new or '–'}"


def shown(name, text):
    """A value of the content as people read it."""
    if not text:
        return ""
    if name == "on":
        return format_date(date.fromisoformat(text))
    return format_number(Decimal(text)) if name == "amount" else text
