"""What happened to a goal, in words: events as a timeline for the people inside."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.models import Event, Goal

LABELS = {
    "create": _("Cíl založen"),
    "write": _("Upraveno"),
    "amend": _("Navržena změna"),
    "submit": _("Odesláno ke schválení"),
    "recall": _("Vzato zpět"),
    "return": _("Vráceno k přepracování"),
    "approve": _("Schváleno"),
    "supersede": _("Nahrazeno schválenou změnou"),
    "drop": _("Vyřazeno"),
    "restore": _("Vzato zpět mezi rozepsané"),
    "carry": _("Pokračuje v dalším roce beze změny"),
    "change": _("Pokračuje v dalším roce s úpravou"),
    "retire": _("V dalším roce končí"),
    "open_year": _("Rok otevřen"),
    "change_dates": _("Termíny změněny"),
    "publish": _("Vydáno"),
    "feed": _("Určen ukazatel"),
    "attach": _("Přiložen doklad"),
    "take_away": _("Odebrán doklad"),
    "release": _("Zveřejněn stav"),
    "evaluate": _("Zveřejněno vyhodnocení roku"),
}


@dataclass(frozen=True)
class Step:
    """One entry of the timeline; `title` says what, `text` why and what it concerned."""

    date: datetime
    title: str
    text: str


def events_of(goal):
    """Events of the goal and of all its amendments, oldest first."""
    rows = Goal.objects.filter(Q(pk=goal.root_id) | Q(amends=goal.root_id))  # first, or all events would be read
    events = Event.objects.filter(goal__in=rows.order_by())
    return events.select_related("by", "goal").order_by("at", "id")


def timeline(events):
    """Newest first; several saves of one person in a row are one entry."""
    runs = groupby(events, key=lambda event: (event.name, event.by_id, timezone.localdate(event.at)))
    return [step for (name, _by, _day), run in runs for step in _steps(name, list(run))][::-1]


def last_returns(goals):
    """The last return of each of the goals, by its id: the reason and the part it concerns."""
    events = Event.objects.filter(goal__in=goals, name="return").select_related("by").order_by("id")
    return {event.goal_id: event for event in events}


def label(event):
    return str(LABELS.get(event.name, event.name))


def _steps(name, run):
    if name != "write":
        return [_step(event) for event in run]
    times = len(run)
    note = _("uloženo %(times)s×") % {"times": times} if times > 1 else ""
    return [_step(run[-1], note)]


def _step(event, note=""):
    who = f"{event.by}, {event.get_role_display()}"
    part = event.get_part_display()
    text = f"{part}: {event.comment}" if part else event.comment
    return Step(event.at, f"{label(event)} – {who}", text or note)
