"""The verbs of a meeting: people write into it together, hand it over, close it, which freezes its month, and open it
again; somebody above reminds a team of it; and when each of it can be done."""

import json
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.events import record_event
from centres.models import Event, Subject
from evaluations import notifications
from evaluations.meetings import actions as action_items
from evaluations.meetings.agenda import candidate_goals, goals_of, standings_of
from evaluations.meetings.contents import OVERTAKEN, ActionContent, EntryContent, Heading, fingerprint
from evaluations.meetings.minutes import make_minutes
from evaluations.models import Entry, Meeting, Reading
from evaluations.portions import columns
from evaluations.states import MONTHLY, MeetingKind, MeetingState
from evaluations.teams import team_meeting
from evaluations.transitions import meeting_right
from evaluations.workflow import evaluated_reason, events_of, lock_meeting, move_meeting, year_closed_reason
from goals.formatting import format_date
from goals.models import Goal
from goals.states import OPEN, Kind
from goals.workflow import EditConflict, Refused

STORED_AS = {"rating": "stand"}  # the trail keeps the name that it has had there from the beginning

CLOSES_EARLY = timedelta(days=7)
"""A month can be closed in its last week: some teams meet before it ends."""
YEAR_CLOSES_EARLY = timedelta(days=31)
"""A meeting about a year can be closed in December."""

CLOSED_MONTH = _("Měsíc je uzavřený. Znovu ho může otevřít %(who)s.")
CLOSED_YEAR = _("Hodnocení je uzavřené. Znovu ho může otevřít %(who)s.")
REOPENED_ONLY = _("Znovu otevřeno bylo jen do %(day)s. Uzavřít to teď může %(closer)s, den posunout %(reopener)s.")


def read_only_reason(meeting, now):
    """The sentence that says why nothing can be written into the meeting and its month now; empty when it can."""
    today = timezone.localdate(now)
    if reason := year_closed_reason(meeting.year, meeting.centre_id):
        return reason
    closer, reopener = (
        str(_(" nebo ")).join(access.role_labels(meeting_right(name, meeting))) for name in ("close", "reopen")
    )
    if meeting.is_closed:
        return (CLOSED_MONTH if meeting.kind in MONTHLY else CLOSED_YEAR) % {"who": reopener}
    if is_reopening_over(meeting, today):
        return REOPENED_ONLY % {
            "day": format_date(meeting.reopened_until),
            "closer": closer,
            "reopener": reopener,
        }
    if today < meeting.first_day:
        return _("Tento měsíc ještě nezačal.") if meeting.kind in MONTHLY else _("Tento rok ještě nezačal.")
    return ""


def refuse_locked(meeting, now):
    if reason := read_only_reason(meeting, now):
        raise Refused(reason)


def is_reopening_over(meeting, today):
    return meeting.is_reopened and meeting.reopened_until < today


def closes_only(meeting, now):
    """Is the day over until which it was open again? Then nothing can be written, and it can still be closed."""
    is_over = is_reopening_over(meeting, timezone.localdate(now))
    return is_over and not year_closed_reason(meeting.year, meeting.centre_id)


class Misplaced(Refused):
    """A goal or a target is not the meeting's, or not any more; nothing was saved."""


def write(meeting, heading, entries, *, by, actions=None, new_actions=(), takes_offers=False, now=None):
    """Write what was sent, all or nothing; `entries` are by the id of the goal as first written, `actions` by the id of
    the action item, `new_actions` are what is agreed now.

    What the person left as they saw it is left as it is now, so that two people can fill in one meeting. Raises
    EditConflict where both wrote into the same place.
    """
    now = now or timezone.now()
    with transaction.atomic():
        current = lock_meeting(meeting.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(meeting_right("write", current), current.centre)
        changes, held = _changes(current, heading, entries, actions or {}, takes_offers=takes_offers, now=now)
        pending = action_items.not_made(current, new_actions, by=by)
        if pending:
            refuse_locked(current, now)
            _refuse_misplaced(current, {action.goal: set() for action in pending if action.goal})
        made = action_items.make(current, pending, by=by, now=now)
        if not changes and not made:
            return current
        for goal, content in changes.items():
            facts = asdict(content)
            facts.pop("numbers", None)
            if goal in held:
                action_items.change(held[goal], content, by=by, now=now)
                continue
            if goal is None:
                Meeting.objects.filter(pk=current.pk).update(**facts)
                continue
            entry, _created = Entry.objects.update_or_create(meeting=current, goal_id=goal, defaults=facts)
            for target, amount in content.numbers:
                Reading.objects.update_or_create(entry=entry, target_id=target, defaults=columns(amount))
        Meeting.objects.filter(pk=current.pk).update(version=F("version") + 1)
        written = {
            str(goal or "meeting"): {STORED_AS.get(name, name): value for name, value in asdict(content).items()}
            for goal, content in changes.items()
        }
        written |= {action_items.part_of(item.pk): asdict(ActionContent.of(item)) for item in made}
        record_event(
            current,
            "write",
            by=by,
            role=role,
            at=now,
            source=current.state,
            target=current.state,
            version=current.version + 1,
            content=json.dumps(written, ensure_ascii=False, default=str),
        )
        return Meeting.objects.select_related("centre").get(pk=current.pk)


def _refuse_misplaced(meeting, asked):
    """`asked` are ids of targets by the goal."""
    targets = {goal.root_id: {target.pk for target in goal.targets.all()} for goal in candidate_goals(meeting)}
    if any(goal not in targets or not numbers <= targets[goal] for goal, numbers in asked.items()):
        raise Misplaced(_("Některý z cílů nebo jeho cílová hodnota na tuto poradu nepatří. Načtěte ji znovu."))


def _changes(meeting, heading, entries, actions, *, takes_offers, now):
    """What has to be written, by the goal (None: the heading) or the name of the action item; and the action items
    that were named, held. Raises EditConflict."""
    if entries:
        asked = {goal: {target for target, _n in written.content.numbers} for goal, written in entries.items()}
        _refuse_misplaced(meeting, asked)
    held = {action_items.part_of(item.pk): item for item in action_items.lock_items(meeting, actions)}
    if len(held) != len(actions):
        raise Misplaced(_("Některý z úkolů na tuto poradu nepatří. Načtěte ji znovu."))
    rows = {row.goal_id: row for row in meeting.entries.prefetch_related("readings")}
    parts = {None: (heading, Heading.of(meeting))} if heading else {}
    for goal, written in entries.items():
        parts[goal] = (written, EntryContent.of(rows.get(goal), [target for target, _n in written.content.numbers]))
    for pk, written in actions.items():
        key = action_items.part_of(pk)
        parts[key] = (written, ActionContent.of(held[key]))
    wanted = {key: part for key, part in parts.items() if part[0].changes(part[1], takes_offers=takes_offers)}
    if wanted:
        refuse_locked(meeting, now)
    overtaken = {key: now_is for key, (written, now_is) in wanted.items() if fingerprint(now_is) != written.expected}
    if overtaken:
        raise EditConflict(overtaken, OVERTAKEN)
    return {key: written.content for key, (written, _now_is) in wanted.items()}, held


def written_since(meeting, version, *, but=None):
    """Who was the last to write into which part since the version: events by the goal's id (None: the heading) or the
    name of the action item; those of one person can be left out."""
    events = events_of(meeting).filter(name="write", version__gt=version).order_by("id")
    events = events.exclude(by=but) if but else events
    parts = {"meeting": None}
    return {
        int(key) if key.isdecimal() else parts.get(key, key): event
        for event in events
        for key in json.loads(event.content)
    }


class Unconfirmed(Refused):
    """It can be closed, but something speaks against it that the person has to be asked about first."""


def close(meeting, *, by, heading=None, entries=None, actions=None, new_actions=(), is_confirmed=True, now=None):
    """Write what was sent, then freeze how the goals stand, close the meeting and make its minutes.

    What was sent is kept even where the closing is refused: when somebody wrote something that this person has not
    seen (EditConflict), when a goal is not evaluated yet (Refused), or when there is something to ask about
    (`closing_questions`) and the person has not said yes to it (Unconfirmed).
    """
    now = now or timezone.now()
    with transaction.atomic():
        lock_meeting(meeting.pk)
        parts = {"actions": actions, "new_actions": new_actions}
        written = write(meeting, heading, entries or {}, **parts, by=by, takes_offers=True, now=now)
        try:
            with transaction.atomic():
                return _close(written, expected=meeting.version, by=by, is_confirmed=is_confirmed, now=now)
        except Refused as refusal:
            refused = refusal
    raise refused


def _close(current, *, expected, by, is_confirmed, now):
    today = timezone.localdate(now)
    access.rights_of(by, on=today).require(meeting_right("close", current), current.centre)
    if current.is_closed:  # idempotent for who closed it; anybody else is told so
        current.version -= 1
        return move_meeting(current, "close", by=by, now=now)
    if written_since(current, expected, but=by):
        raise EditConflict(
            None, _("Mezitím přibylo něco od někoho jiného. Vaše je uložené; přečtěte si poradu znovu a uzavřete ji.")
        )
    for problem, _goal in closing_problems(current, now):
        raise Refused(problem)
    if not is_confirmed and (questions := list(closing_questions(current, now))):
        raise Unconfirmed(" ".join(map(str, questions)))
    # Entries keep how the goals stand by their numbers on the last day that the meeting is about.
    for standing in standings_of(current, goals_of(current), today=today):
        facts = {"state": standing.state, "reason": standing.reason}
        entry, _created = Entry.objects.update_or_create(meeting=current, goal_id=standing.goal.root_id, defaults=facts)
        for row in standing.targets:
            # What is expected where each has to have it is all of them.
            is_of_all = row.target.scope or row.target.kind == Kind.EACH
            expected = row.progress.aim if is_of_all else row.progress.expected
            numbers = {"achieved": row.progress.achieved, "expected": expected}
            Reading.objects.update_or_create(entry=entry, target=row.target, defaults=numbers)
    closed = move_meeting(current, "close", by=by, now=now)
    make_minutes(closed, now=now)
    return closed


def closes_from(meeting):
    """The first day on which the meeting can be closed."""
    early = CLOSES_EARLY if meeting.kind in MONTHLY else YEAR_CLOSES_EARLY
    return meeting.last_day - early + timedelta(days=1)


def too_early(meeting, now):
    """The sentence that says from which day the meeting can be closed; empty when it can."""
    opens = closes_from(meeting)
    if timezone.localdate(now) >= opens:
        return ""
    return _("Uzavřít půjde od %(day)s; do té doby se může ještě něco stát.") % {"day": format_date(opens)}


def missing(meeting):
    """What the meeting still lacks before it can be closed: sentences with the goal each is about."""
    said = set(meeting.entries.exclude(rating="").values_list("goal_id", flat=True))
    for goal in goals_of(meeting):
        if goal.root_id not in said:
            yield _("%(goal)s: vyberte, jak stojí.") % {"goal": goal}, goal


def closing_problems(meeting, now):
    """What stands between the meeting and its closing, as sentences with the goal each is about."""
    if early := too_early(meeting, now):
        yield early, None
    yield from missing(meeting)


EARLY = {
    MeetingKind.TEAM: _(
        "Měsíc končí až %(last)s. Po uzavření už do něj nepůjde nic zapsat a hodnocení ani čísla se nezmění; co se v "
        "něm ještě stane, půjde doplnit až od %(following)s do další porady."
    ),
    MeetingKind.HEADS: _(
        "Měsíc končí až %(last)s. Po uzavření už se hodnocení ani čísla nezmění; co se ještě stane, uvidí až další "
        "porada."
    ),
}
EARLY_YEAR = _("Rok končí až %(last)s. Po uzavření už se hodnocení ani čísla nezmění, ať se do té doby stane cokoli.")
NOTHING_WRITTEN = _("U žádného cíle není napsané, co je nového, ani žádné číslo.")
NOTHING_HAPPENED = _("U žádného cíle není napsané, co je nového, ani žádné číslo a za měsíc není žádný záznam.")
CHANGE_IS_OPEN = _(
    "O změně, která je navržená nebo rozepsaná, se ještě nerozhodlo: %(goals)s. Uzavře se to podle dosavadního znění a "
    "dokud se o ní nerozhodne, nevyjde vyhodnocení roku."
)


def closing_questions(meeting, now):
    """What the person should know before they close the meeting, as sentences; it can be closed all the same."""
    if timezone.localdate(now) < meeting.last_day:
        following = meeting.last_day + timedelta(days=1)
        days = {"last": format_date(meeting.last_day), "following": format_date(following)}
        yield EARLY.get(meeting.kind, EARLY_YEAR) % days
    if is_empty(meeting):
        yield NOTHING_HAPPENED if meeting.kind == MeetingKind.TEAM else NOTHING_WRITTEN
    changes = {goal.root_id for goal in candidate_goals(meeting)}
    changes = Goal.objects.amendments().filter(amends__in=changes, state__in=OPEN).in_document_order()
    if names := [str(goal) for goal in changes.select_related("amends", "centre")]:
        yield CHANGE_IS_OPEN % {"goals": ", ".join(names)}


def is_empty(meeting):
    """Has nobody written a word or a number into the meeting, or recorded anything in its month?"""
    said = meeting.note or meeting.entries.exclude(said="", next_step="").exists() or meeting.action_items.exists()
    typed = Reading.objects.filter(entry__meeting=meeting).exclude(amount=None)
    return not (said or typed.exists() or meeting.records.counted().exists())


def hand_over(meeting, *, by, heading=None, entries=None, actions=None, new_actions=(), now=None):
    """Write what was sent and leave the closing to the head; what is written stays where something is missing."""
    now = now or timezone.now()
    with transaction.atomic():
        lock_meeting(meeting.pk)
        parts = {"actions": actions, "new_actions": new_actions}
        written = write(meeting, heading, entries or {}, **parts, by=by, takes_offers=True, now=now)
        if written.handed_over_at:
            return written
        problem = read_only_reason(written, now) or next((problem for problem, _goal in missing(written)), None)
        if not problem:
            return move_meeting(written, "hand_over", by=by, now=now)
    raise Refused(problem)


def hand_back(meeting, *, note, by, now=None):
    """Give a month that was handed over back to the team, with what is missing."""
    now = now or timezone.now()
    with transaction.atomic():
        refuse_locked(lock_meeting(meeting.pk), now)
        return move_meeting(meeting, "hand_back", by=by, comment=note, now=now)


def last_handing(meetings):
    """How each of the meetings was last handed over or back, as its event, by the meeting's id; one query."""
    events = Event.objects.about(Subject.MEETING, [one.pk for one in meetings if one.pk])
    return {event.subject_id: event for event in events.filter(name__in=["hand_over", "hand_back"]).order_by("id")}


def reopen(meeting, *, reason, until, by, now=None):
    """Open a closed month again until a day, or put that day off, with a reason; its minutes stay, closing it again
    makes new ones."""
    return move_meeting(meeting, "reopen", by=by, comment=reason, until=until, now=now)


def remind(meetings, *, by, now=None):
    """Remind teams of their meetings; returns those of which they were reminded now. Idempotent for a day.

    `meetings` are rows, or new ones as `scope.meeting_of` makes them for months nobody has written into. Left out
    in silence: months that are closed, frozen or still ahead, and those of which the team was reminded today already,
    by whomever. Raises MissingRight (REOPEN_MONTH).
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    with transaction.atomic():
        role = access.rights_of(by, on=today).require(Right.REOPEN_MONTH)
        wanted = sorted({(one.year, one.month, one.centre_id): one for one in meetings}.items())
        rows = [team_meeting(one.centre, one.year, one.month) for _key, one in wanted]
        due = []
        for pk in sorted({row.pk for row in rows}):  # locked in one order, so that two people do not deadlock
            meeting = lock_meeting(pk)
            is_open = (
                meeting.state == MeetingState.OPEN
                and meeting.first_day <= today
                and meeting.centre.is_asked(today)
                and meeting.centre.is_there_between(meeting.first_day, meeting.last_day)
                and not evaluated_reason(meeting.year, meeting.centre_id)
            )
            if is_open and not events_of(meeting).filter(name="remind", at__date=today).exists():
                facts = {"source": meeting.state, "target": meeting.state, "version": meeting.version}
                record_event(meeting, "remind", by=by, role=role, at=now, **facts)
                due.append(meeting)
        notifications.reminded(due, by=by, now=now)
        return due


def last_reminders(year):
    """When a team was last reminded of a meeting of the year, by the meeting's id."""
    meetings = Meeting.objects.of_teams().filter(year=year).order_by().values("pk")
    events = Event.objects.about(Subject.MEETING, meetings).filter(name="remind").order_by("at", "id")
    return dict(events.values_list("subject_id", "at"))
