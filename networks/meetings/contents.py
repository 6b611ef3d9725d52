"""What people write of one meeting, in parts of which each is one place for two people (as meetings of teams do)."""

from dataclasses import dataclass, field
from uuid import UUID

from evaluations.meetings.contents import ActionContent


@dataclass(frozen=True)
class HeadingContent:
    """What else was said, and guests that are no partners."""

    note: str = ""
    guests: str = ""

    @classmethod
    def of(cls, gathering):
        return cls(gathering.note, gathering.guests)


@dataclass(frozen=True)
class ItemContent:
    """What a topic came to."""

    conclusion: str = ""
    is_settled: bool = False

    @classmethod
    def of(cls, item):
        return cls(item.conclusion, item.is_settled)


@dataclass(frozen=True)
class SeenPart:
    """One part of the sent page, and the fingerprint of what was saved when the person saw it."""

    content: HeadingContent | ItemContent | ActionContent
    expected: str


@dataclass(frozen=True)
class NewShared:
    topic: int | None
    content: ActionContent


@dataclass(frozen=True)
class GatheringContent:
    """All that the page of a meeting sends: of attendance what was ticked, and what was ticked when it was shown."""

    came: frozenset[int]
    seen: frozenset[int]
    heading: SeenPart
    items: dict[int, SeenPart] = field(default_factory=dict)
    actions: dict[int, SeenPart] = field(default_factory=dict)
    new_actions: tuple[NewShared, ...] = ()
    guest: int | None = None  # a partner who came without a seat
    key: UUID | None = None
