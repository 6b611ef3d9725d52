"""What events of records and meetings keep as JSON, in the words of their pages, for the table of all events."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from centres.models import Event
from evaluations import portions
from evaluations.meetings.actions import part_of
from evaluations.records.queries import LABELS, readable
from evaluations.states import ActionState, Rating
from goals.formatting import format_date
from goals.log import owners_in_words
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
    names = {str(goal.pk): goal.name for goal in Goal.objects.order_by()}
    owners = owners_in_words()

    def part(key: str, facts: dict) -> str:
        if key == "meeting":
            return _listed(_of_meeting(facts))
        if key.startswith(part_of("")):
            return f"{_('úkol')} – {_listed(_of_action(facts, owners))}"
        return f"{names.get(key, _('cíl'))} – {_listed(_of_goal(facts))}"

    def read(event: Event) -> str:
        return "\n".join(part(key, facts) for key, facts in json.loads(event.content).items())

    return read


def _of_meeting(facts):
    yield _("konala se"), _day(facts.get("held_on"))
    yield _("účastníků"), str(facts.get("attendance") or "")
    yield _("co zaznělo"), facts.get("note", "")


def _of_goal(facts):
    rating = facts.get("stand")
    yield _("jak stojí"), str(Rating(rating).label) if rating else ""
    yield _("co je nového"), facts.get("said", "")
    yield _("další krok"), facts.get("next_step", "")
    numbers = [_amount(kept) for _target, kept in facts.get("numbers", ()) if kept is not None]
    yield _("zapsaná čísla"), ", ".join(numbers)


def _of_action(facts, owners):
    yield _("co udělat"), facts.get("what", "")
    yield _("kdo"), str(owners.get(facts.get("owner"), ""))
    yield _("do kdy"), _day(facts.get("due_on"))
    state = facts.get("state")
    yield _("stav"), str(ActionState(state).label) if state else ""
    yield _("jak to dopadlo"), facts.get("note", "")


def _amount(kept):
    """A number as it is kept, or a portion."""
    parts = [kept["amount"], kept["whole"]] if isinstance(kept, dict) else [kept]
    return portions.in_words(*map(Decimal, parts))


def _day(kept):
    return format_date(date.fromisoformat(kept)) if kept else ""


def _listed(pairs):
    return "; ".join(f"{label}: {text}" for label, text in pairs if text)
