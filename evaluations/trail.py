"""What events of records and meetings keep as JSON, in the words of their pages, for the table of all events."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from centres.models import Event
from evaluations.records.queries import LABELS, readable
from evaluations.states import Rating
from goals.formatting import format_date, format_number
from goals.models import Goal


def records_in_words() -> Callable:
    def read(event: Event) -> str:
        facts = json.loads(event.content)
        if "link" in facts:  # once a record had one link, under this name
            facts["links"] = facts.pop("link")
        return _listed((label, readable(name, facts.get(name, ""))) for name, label in LABELS.items())

    return read


def meetings_in_words() -> Callable:
    """Goals are called as they are called now; all of them are read at once."""
    names = {goal.pk: goal.name for goal in Goal.objects.order_by()}

    def read(event: Event) -> str:
        parts = []
        for key, facts in json.loads(event.content).items():
            said = _listed(_of_meeting(facts) if key == "meeting" else _of_goal(facts))
            parts.append(said if key == "meeting" else f"{names.get(int(key), _('cíl'))} – {said}")
        return "\n".join(parts)

    return read


def _of_meeting(facts):
    held_on = facts.get("held_on")
    yield _("konala se"), format_date(date.fromisoformat(held_on)) if held_on else ""
    yield _("účastníků"), str(facts.get("attendance") or "")
    yield _("co zaznělo"), facts.get("note", "")


def _of_goal(facts):
    rating = facts.get("stand")
    yield _("jak stojí"), str(Rating(rating).label) if rating else ""
    yield _("co je nového"), facts.get("said", "")
    yield _("další krok"), facts.get("next_step", "")
    numbers = [format_number(Decimal(amount)) for _target, amount in facts.get("numbers", ()) if amount is not None]
    yield _("zapsaná čísla"), ", ".join(numbers)


def _listed(pairs):
    return "; ".join(f"{label}: {text}" for label, text in pairs if text)
