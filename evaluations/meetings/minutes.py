"""A closed meeting as it was frozen, and its minutes: all that they say is frozen in words when the meeting is closed,
so that they can be drawn later and say the same."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from evaluations.meetings import actions as action_items
from evaluations.meetings import labels
from evaluations.meetings.agenda import added_later, as_of, contributions
from evaluations.models import Entry, Minutes, Reading
from evaluations.standings import standings
from evaluations.states import MeetingKind, Rating, Status
from evaluations.workflow import events_of
from goals.formatting import breakable, describe, format_date, format_number, typeset
from goals.freezing import next_number, seal
from goals.history import Held, Wordings
from goals.pdf import lines
from goals.renderings import draw_after_commit
from goals.withdrawing import explanation, withdraw


@dataclass(frozen=True)
class FrozenGoal:
    held: Held  # the wording when the meeting was closed, and now
    entry: Entry
    readings: tuple[Reading, ...]

    @property
    def goal(self):
        return self.held.then


def frozen_goals(meeting):
    """Each goal of the closed meeting, in order: the wording that held, what was said, the numbers of that day."""
    entries = Entry.objects.filter(meeting=meeting).select_related("goal__centre")
    entries = list(entries.order_by("goal__centre__position", "goal__position", "goal_id"))
    wordings = Wordings(entry.goal_id for entry in entries)
    readings = defaultdict(list)
    found = Reading.objects.filter(entry__in=entries).select_related("target__goal")
    for reading in found.order_by("target__position", "target_id"):
        readings[reading.entry_id].append(reading)
    frozen = []
    for entry in entries:
        held = wordings.at(entry.goal_id, meeting.closed_at) or Held(entry.goal, None)
        # Also what was typed for a target that an amendment has replaced since: it is a number of the month.
        own = [one for one in readings[entry.pk] if one.target.goal_id == held.then.pk or one.amount is not None]
        frozen.append(FrozenGoal(held, entry, tuple(own)))
    return frozen


@translation.override("cs")
def make_minutes(meeting, *, now):
    """Freeze the minutes of the meeting just closed under their next number; they are drawn after that."""
    number = next_number(meeting.minutes)
    content = minutes_content(meeting, number=number, now=now)
    minutes = Minutes.objects.create(meeting=meeting, number=number, content=content, made_at=now)
    draw_after_commit(seal(minutes))
    return minutes


@translation.override("cs")
def minutes_html(minutes):
    """The same text for the same row, whatever the reader's language."""
    return render_to_string("pdf/minutes.html", minutes.content)


def minutes_content(meeting, *, number, now):
    """All that the minutes say, in words, from the rows of the closed meeting."""
    frozen = frozen_goals(meeting)
    day = as_of(meeting, timezone.localdate(meeting.closed_at))  # of the frozen numbers
    tables = {}
    if meeting.kind == MeetingKind.HEADS:
        now_stand = standings([row.goal for row in frozen], year=meeting.year, today=day)
        tables = contributions(now_stand, meeting, day)
    closing = events_of(meeting).filter(name="close").order_by("version").last()
    said = Counter(row.entry.rating for row in frozen)
    facts = (
        (_("Číslo zápisu"), number),
        (_("Období"), meeting.full_period_label),
        (_("Porada se konala"), format_date(meeting.held_on) if meeting.held_on else _("neuvedeno")),
        (_("Účastníků"), meeting.attendance or _("neuvedeno")),
        (_("Uzavřel/a"), closing and f"{closing.get_role_display()}, {format_date(timezone.localdate(closing.at))}"),
        (_("Jak cíle stojí"), ", ".join(f"{said[rating]}× {rating.label}" for rating in Rating if said[rating])),
    )
    # Before a goal is published it has no number; where none has one, they are counted as the meeting took them.
    has_numbers = any(row.goal.number for row in frozen)
    made, carried = action_items.made_at(meeting), action_items.carried_to(meeting)
    roles = action_items.owner_roles([*made, *carried], meeting, on=timezone.localdate(meeting.closed_at))
    agreed = action_items.by_goal(made)
    goals = [
        _goal_in_words(row)
        | {
            "number": row.goal.number_label if has_numbers else place,
            "actions": _actions_in_words(agreed.pop(row.entry.goal_id, ()), roles),
            "centres": [_contributions_in_words(table) for table in tables.get(row.goal.root_id, ())],
        }
        for place, row in enumerate(frozen, start=1)
    ]
    return {
        "title": typeset(labels.minutes_title(meeting)),
        "number": number,
        "moment": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "facts": [(label, typeset(str(value))) for label, value in facts if value],
        "again": _why_again(meeting, number),
        "goals": goals,
        "late": [
            {
                "title": typeset(labels.added_label(month, meeting)),
                "lines": [typeset(labels.record_line(one)) for one in own],
            }
            for month, own in added_later(meeting)
        ],
        "files": [typeset(file.name) for file in meeting.evidence.kept()],
        "carried": _actions_in_words(carried, roles),
        "actions": _actions_in_words([item for items in agreed.values() for item in items], roles),
        "note": lines(meeting.note),
        "period": meeting.full_period_label,
        "day": format_date(day),
    }


def _goal_in_words(row):
    """What the meeting said of the goal, and the numbers of that day."""
    entry = row.entry
    numbers = [
        {"target": typeset(breakable(describe(reading.target))), **labels.frozen_figures(reading)}
        for reading in row.readings
    ]
    return {
        "lines": lines(row.goal.text),
        "wording": typeset(wording_label(row.goal)),
        "rating": entry.get_rating_display() or _("nehodnoceno"),
        "state": Status(entry.state).label if entry.state else "",
        "reason": typeset(breakable(entry.reason)),
        "said": lines(entry.said),
        "next_step": lines(entry.next_step),
        "numbers": numbers,
        "has_added": any(number["added"] for number in numbers),
    }


def _contributions_in_words(table):
    """What each centre added to a target of the network."""

    def in_words(amount):
        return "–" if amount is None else format_number(amount)

    return {
        "target": typeset(describe(table.target)),
        "rows": [(typeset(one.centre), in_words(one.month), in_words(one.year)) for one in table.shares],
        "silent": typeset(", ".join(table.silent)),
    }


def wording_label(goal):
    """Since when the wording holds that the meeting went by; of one that was never changed there is nothing to say."""
    if not goal.amends_id or not goal.approved_at:
        return ""
    return _("Znění po změně schválené %(day)s.") % {"day": format_date(timezone.localdate(goal.approved_at))}


def _actions_in_words(items, roles):
    """What is to be done, as of the closing."""
    return [
        {
            "what": lines(item.what),
            "facts": typeset(f"{roles[item.pk]}, {_('do %(day)s') % {'day': format_date(item.due_on)}}"),
            "state": _ended(item),
            "note": lines(item.note),
        }
        for item in items
    ]


def _ended(item):
    day = item.settled_at and format_date(timezone.localdate(item.settled_at))
    return typeset(f"{item.get_state_display()} {day}" if day else item.get_state_display())


@translation.override("cs")
def withdraw_minutes(minutes, *, number, at, **act):
    """Withdraw the minutes because of an erasure; the last ones are followed by the same without the words."""
    meeting = minutes.meeting
    if not withdraw(minutes, number=number, at=at, **act) or meeting.minutes.filter(number__gt=minutes.number).exists():
        return
    following = next_number(meeting.minutes)
    content = minutes.content
    if content is None and meeting.is_closed:  # drawn when minutes did not keep their words
        content = minutes_content(meeting, number=following, now=at)
    if content is None:
        return
    facts = [[_("Číslo zápisu"), str(following)], *content.get("facts", [])[1:]]
    said = {"number": following, "facts": facts, "again": [typeset(explanation(minutes, number))]}
    new = Minutes.objects.create(meeting=meeting, number=following, content=content | said, made_at=at)
    draw_after_commit(seal(new))


def _why_again(meeting, number):
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
