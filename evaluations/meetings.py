"""The meeting: what it goes through, what people write into it together, and how its month is frozen."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from evaluations.measuring import first_publications, period_of, standings
from evaluations.minutes import make_minutes
from evaluations.models import Entry, Meeting, Reading
from evaluations.states import MeetingKind
from evaluations.transitions import WRITING, meeting_right
from evaluations.workflow import YEAR_IS_FROZEN, hold_meeting, is_year_frozen, move_meeting, record_act
from goals.models import Goal
from goals.states import Level
from goals.wording import format_date
from goals.workflow import Conflict, Refused

CLOSES_EARLY = timedelta(days=7)
"""A month can be closed in its last week: some teams meet before it ends."""
SHORT_MARK = 16  # hexadecimal digits


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

    stand: str = ""
    said: str = ""
    next_step: str = ""
    numbers: tuple[tuple[int, Decimal | None], ...] = ()

    @classmethod
    def of(cls, entry, targets=()):
        """What the entry says, for the targets that the page asks about; without an entry nothing is said yet."""
        amounts = {reading.target_id: reading.amount for reading in entry.readings.all()} if entry else {}
        numbers = tuple((target, amounts.get(target)) for target in sorted(targets))
        return cls(entry.stand, entry.said, entry.next_step, numbers) if entry else cls(numbers=numbers)


def mark(content):
    """Changes whenever the content says something else: what the page showed, carried by its form."""
    facts = asdict(content)
    if "numbers" in facts:
        facts["numbers"] = [
            [target, None if amount is None else f"{amount.normalize():f}"] for target, amount in content.numbers
        ]
    return hashlib.sha256(json.dumps(facts, default=str, sort_keys=True).encode()).hexdigest()[:SHORT_MARK]


@dataclass(frozen=True)
class Written:
    """One part of the sent page: what the person wants, and the mark of what they saw."""

    content: Heading | EntryContent
    seen: str


class Overtaken(Conflict):
    """Somebody wrote something else into the same place; what there is now, by the goal's id (None: the heading)."""

    def __init__(self, current):
        self.current = current
        super().__init__(_("Někdo mezitím napsal na stejné místo něco jiného. Porovnejte obě znění a uložte to pravé."))


def goals_of(meeting):
    """What the meeting goes through, in the wording that holds, in order."""
    goals = list(_goals(meeting))
    published = first_publications(goals)
    return [goal for goal in goals if _has_begun(goal, published.get(goal.document_id), meeting)]


def _goals(meeting):
    goals = Goal.objects.approved().in_document_order().with_content()
    goals = goals.select_related("document", "centre__parent", "amends")
    if meeting.kind == MeetingKind.TEAM:
        return goals.filter(document__year=meeting.year, centre=meeting.centre_id)
    level = Level.STRATEGIC if meeting.kind == MeetingKind.DIRECTOR else Level.LONG_TERM
    return goals.filter(level=level)


def _has_begun(goal, published_on, meeting):
    """A goal that began after the month is none of its business."""
    return period_of(goal.amends or goal, published_on, meeting.year).begins <= meeting.last_day


def as_of(meeting, today):
    """The day on which the meeting looks at its goals."""
    return min(meeting.last_day, today)


def lock_of(meeting, now):
    """The sentence that says why nothing can be written into the meeting and its month now; empty when it can."""
    today = timezone.localdate(now)
    if is_year_frozen(meeting.year):
        return YEAR_IS_FROZEN % {"year": meeting.year}
    if meeting.is_closed:
        return _("Měsíc je uzavřený. Znovu ho může otevřít vedoucí odboru.")
    if meeting.reopened_until and meeting.reopened_until < today:
        return _(
            "Měsíc byl znovu otevřený jen do %(day)s. Uzavřít ho může vedoucí centra, prodloužit vedoucí odboru."
        ) % {"day": format_date(meeting.reopened_until)}
    if today < meeting.first_day:
        return _("Tento měsíc ještě nezačal.")
    return ""


def refuse_locked(meeting, now):
    if lock := lock_of(meeting, now):
        raise Refused(lock)


def write(meeting, heading, entries, *, by, now=None):
    """Write what was sent, all or nothing; `entries` are by the id of the goal as first written.

    What the person left as they saw it is left as it is now, so that two people can fill in one meeting. Raises
    Overtaken where both wrote into the same place.
    """
    now = now or timezone.now()
    with transaction.atomic():
        current = hold_meeting(meeting.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(WRITING[current.kind], current.centre)
        changes = _changes(current, heading, entries)
        if not changes:
            return current
        refuse_locked(current, now)
        _apply(current, changes)
        Meeting.objects.filter(pk=current.pk).update(version=F("version") + 1)
        record_act(current, "write", by=by, role=role, now=now, content=_as_text(changes))
        return Meeting.objects.select_related("centre").get(pk=current.pk)


def _changes(meeting, heading, entries):
    """What has to be written, by the goal (None: the heading); raises Overtaken."""
    rows = {row.goal_id: row for row in meeting.entries.prefetch_related("readings")}
    parts = {None: (heading, Heading.of(meeting))} if heading else {}
    for goal, written in entries.items():
        parts[goal] = (written, EntryContent.of(rows.get(goal), [target for target, _n in written.content.numbers]))
    _refuse_foreign(meeting, set(entries))
    wanted = {key: part for key, part in parts.items() if mark(part[0].content) not in {part[0].seen, mark(part[1])}}
    overtaken = {key: now_is for key, (written, now_is) in wanted.items() if mark(now_is) != written.seen}
    if overtaken:
        raise Overtaken(overtaken)
    return {key: written.content for key, (written, _now_is) in wanted.items()}


def _refuse_foreign(meeting, roots):
    if roots - {goal.root_id for goal in _goals(meeting)}:
        raise Refused(_("Některý z cílů na tuto poradu nepatří."))


def _apply(meeting, changes):
    for goal, content in changes.items():
        if goal is None:
            facts = {field.name: getattr(content, field.name) for field in fields(content)}
            Meeting.objects.filter(pk=meeting.pk).update(**facts)
            continue
        facts = {"stand": content.stand, "said": content.said, "next_step": content.next_step}
        entry, _created = Entry.objects.update_or_create(meeting=meeting, goal_id=goal, defaults=facts)
        for target, amount in content.numbers:
            Reading.objects.update_or_create(entry=entry, target_id=target, defaults={"amount": amount})


def _as_text(changes):
    facts = {str(goal or "meeting"): asdict(content) for goal, content in changes.items()}
    return json.dumps(facts, ensure_ascii=False, default=str)


def missing(meeting, goals=None):
    """What the meeting still lacks before it can be closed: sentences with the goal each is about."""
    said = set(meeting.entries.exclude(stand="").values_list("goal_id", flat=True))
    for goal in goals_of(meeting) if goals is None else goals:
        if goal.root_id not in said:
            yield _("%(goal)s: vyberte, jak stojí.") % {"goal": goal}, goal


def close(meeting, *, by, heading=None, entries=None, now=None):
    """Write what was sent, then freeze how the goals stand, close the meeting and make its minutes.

    What was sent is kept even where the closing is refused: when somebody wrote something that this person has not
    seen (Conflict), or when a goal is not evaluated yet (Refused).
    """
    now = now or timezone.now()
    with transaction.atomic():
        before = hold_meeting(meeting.pk)
        written = write(before, heading, entries or {}, by=by, now=now)
    if written.is_closed:  # pressed twice; whoever did not close it is told so
        return move_meeting(_seen_before(written), "close", by=by, now=now)
    if before.version != meeting.version:
        raise Conflict(
            _("Mezitím přibylo něco od někoho jiného. Vaše je uložené; přečtěte si poradu znovu a uzavřete ji.")
        )
    return _close(written, by=by, now=now)


def _seen_before(meeting):
    meeting.version -= 1
    return meeting


@transaction.atomic
def _close(meeting, *, by, now):
    current = hold_meeting(meeting.pk)
    access.rights_of(by, on=timezone.localdate(now)).require(meeting_right("close", current), current.centre)
    if current.version == meeting.version:
        _refuse_unready(current, now)
        _freeze(current, now)
    closed = move_meeting(meeting, "close", by=by, now=now)
    make_minutes(closed, now=now)
    return closed


def closing_problems(meeting, now):
    """What stands between the meeting and its closing, as sentences with the goal each is about."""
    today = timezone.localdate(now)
    opens = meeting.last_day - CLOSES_EARLY + timedelta(days=1)
    if today < opens:
        yield _("Uzavřít půjde od %(day)s; do té doby se může ještě něco stát.") % {"day": format_date(opens)}, None
    yield from missing(meeting)


def _refuse_unready(meeting, now):
    for problem, _goal in closing_problems(meeting, now):
        raise Refused(problem)


def _freeze(meeting, now):
    """Write into the entries how the goals stand by their numbers on the last day that the meeting is about."""
    today = as_of(meeting, timezone.localdate(now))
    for standing in standings(goals_of(meeting), year=meeting.year, today=today):
        facts = {"state": standing.state, "reason": standing.reason}
        entry, _created = Entry.objects.update_or_create(meeting=meeting, goal_id=standing.goal.root_id, defaults=facts)
        for row in standing.targets:
            numbers = {"achieved": row.progress.achieved, "expected": row.progress.expected}
            Reading.objects.update_or_create(entry=entry, target=row.target, defaults=numbers)


def reopen(meeting, *, reason, until, by, now=None):
    """Open a closed month again until a day, with a reason; its minutes stay, closing it again makes new ones."""
    return move_meeting(meeting, "reopen", by=by, comment=reason, until=until, now=now)
