"""What people write into a meeting, in parts of which each is one place for two people: the heading, every goal, and
every thing that somebody is to do."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from evaluations.portions import Portion, of_row

FINGERPRINT_LENGTH = 16  # hexadecimal digits


@dataclass(frozen=True)
class Heading:
    """What a person writes of the meeting itself."""

    held_on: date | None = None
    attendance: int | None = None
    note: str = ""

    @classmethod
    def of(cls, meeting):
        return cls(meeting.held_on, meeting.attendance, meeting.note)


@dataclass(frozen=True)
class EntryContent:
    """What a person writes of one goal; `numbers` are amounts by the id of the target."""

    rating: str = ""
    said: str = ""
    numbers: tuple[tuple[int, Decimal | Portion | None], ...] = ()

    @classmethod
    def of(cls, entry, targets=()):
        """What the entry says, for the targets that the page asks about; without an entry nothing is said yet."""
        amounts = {reading.target_id: of_row(reading) for reading in entry.readings.all()} if entry else {}
        numbers = tuple((target, amounts.get(target)) for target in sorted(targets))
        return cls(entry.rating, entry.said, numbers) if entry else cls(numbers=numbers)


@dataclass(frozen=True)
class ActionContent:
    """What a person writes of what is to be done: the owner is the id of a person or a role."""

    what: str = ""
    owner: str = ""
    due_on: date | None = None
    state: str = "open"
    note: str = ""

    @classmethod
    def of(cls, item):
        return cls(item.what, item.owner_key, item.due_on, item.state, item.note)


def fingerprint(content):
    """Changes whenever the content says something else: what the page showed, carried by its form.

    A number that nobody has written says nothing, so a target that begins or ceases to be typed changes no fingerprint.
    """
    facts = asdict(content)
    if "numbers" in facts:
        written = [(target, amount) for target, amount in content.numbers if amount is not None]
        facts["numbers"] = [[target, _plain(amount)] for target, amount in written]
    return hashlib.sha256(json.dumps(facts, default=str, sort_keys=True).encode()).hexdigest()[:FINGERPRINT_LENGTH]


def _plain(amount):
    if isinstance(amount, Portion):
        return f"{_plain(amount.amount)}/{_plain(amount.whole)}"
    return f"{amount.normalize():f}"


@dataclass(frozen=True)
class Written:
    """One part of the sent page: what the person wants, the fingerprint of what was saved when they saw it, and, where
    the page filled something in by itself, that of what it offered."""

    content: Heading | EntryContent | ActionContent
    expected: str
    offered: str = ""

    def changes(self, now_is, *, takes_offers):
        """Is there something to be written? What was only offered and left as it was counts once the month is closed,
        and nowhere where somebody has written meanwhile."""
        wanted, current = fingerprint(self.content), fingerprint(now_is)
        if wanted in {self.expected, current}:
            return False
        return wanted != self.offered or (takes_offers and current == self.expected)


OVERTAKEN = _("Někdo mezitím napsal na stejné místo něco jiného. Porovnejte obě znění a uložte to pravé.")
"""With what there is now in those places, by the goal's id (None: the heading)."""
