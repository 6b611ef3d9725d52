"""What of evaluation is still to be done on a day, for many centres at once: months nobody closed, years not finished.

As many queries for twenty centres and a whole year as for one centre and a month.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from centres.models import Event, Subject
from evaluations.clocks import last_day_before
from evaluations.meetings.agenda import has_begun
from evaluations.meetings.writing import closes_from
from evaluations.models import Entry, Meeting
from evaluations.standings import first_publications
from evaluations.states import ClosingState, MeetingKind, MeetingState
from goals.models import Document, Goal, Plan
from goals.states import Level


@dataclass(frozen=True)
class OpenMonth:
    """A month that its team could close: how many goals it goes through, and how many nobody has said a word of."""

    plan: Plan
    meeting: Meeting  # a new row where nobody has written into the month yet
    goals: int
    unrated: int

    @property
    def is_held(self):
        return self.meeting.held_on is not None or self.unrated < self.goals


def running_years(today):
    """This year, and the last one as long as meetings were held in it here and its evaluation is not out."""
    years = [today.year - 1, today.year]
    closed = set(Document.objects.years().exclude(closed_at=None).values_list("year", flat=True))
    met = Meeting.objects.of_teams().filter(year=today.year - 1).exists()
    return [year for year in years if year not in closed and (met or year == today.year)]


def with_goals(plans, years):
    """Plans of these years in which something was approved, so that there is something to evaluate."""
    approved = Goal.objects.approved().filter(document=OuterRef("document"), centre=OuterRef("centre"))
    plans = plans.filter(Exists(approved.order_by()), document__year__in=years)
    return plans.select_related("document", "centre").order_by("document__year", "centre__position", "centre_id")


def open_months(plans, *, years, today):
    """Months of the plans that could be closed on the day and are not: centre by centre, the oldest first."""
    plans = list(with_goals(plans, years))
    goals = _goals(plans)
    published = first_publications([goal for group in goals.values() for goal in group])
    meetings = {(row.centre_id, row.year, row.month): row for row in _meetings(plans)}
    said = _said(meetings.values())
    for plan in plans:
        for month in range(1, 13):
            facts = {"centre": plan.centre, "year": plan.document.year, "month": month}
            meeting = meetings.get((plan.centre_id, plan.document.year, month)) or Meeting(**facts)
            begun = [
                goal
                for goal in goals[plan.document_id, plan.centre_id]
                if has_begun(goal, published.get(plan.document_id), meeting)
            ]
            if begun and not meeting.is_closed and closes_from(meeting) <= today:
                unrated = sum(goal.root_id not in said[meeting.pk] for goal in begun)
                yield OpenMonth(plan, meeting, len(begun), unrated)


def _goals(plans):
    rows = Goal.objects.approved().filter(
        document__in={plan.document_id for plan in plans}, centre__in={plan.centre_id for plan in plans}
    )
    found = defaultdict(list)
    for goal in rows.select_related("amends").order_by():
        found[goal.document_id, goal.centre_id].append(goal)
    return found


def _meetings(plans):
    rows = Meeting.objects.filter(kind=MeetingKind.TEAM, centre__in={plan.centre_id for plan in plans})
    return rows.filter(year__in={plan.document.year for plan in plans}).select_related("centre")


def _said(meetings):
    """Of which goals something was said, by the id of the meeting."""
    entries = Entry.objects.filter(meeting__in=[row.pk for row in meetings if not row.is_closed])
    found = defaultdict(set)
    for meeting, goal in entries.exclude(stand="").order_by().values_list("meeting", "goal"):
        found[meeting].add(goal)
    return found


LEVELS = {
    MeetingKind.HEADS: Level.LONG_TERM,
    MeetingKind.ANNUAL: Level.LONG_TERM,
    MeetingKind.DIRECTOR: Level.STRATEGIC,
}


def open_above(kind, years, today):
    """Meetings above the teams that could be closed on the day and are not, where there is what to evaluate; of the
    monthly ones that of the month before and of this one."""
    if not Goal.objects.approved().filter(level=LEVELS[kind]).exists():
        return []
    closed = Meeting.objects.filter(kind=kind, year__in=years, state=MeetingState.CLOSED)
    done = set(closed.values_list("year", "month"))
    meetings = [row for row in _above(kind, years, today) if (row.year, row.month) not in done]
    return [row for row in meetings if closes_from(row) <= today]


def _above(kind, years, today):
    if kind != MeetingKind.HEADS:
        return [Meeting(kind=kind, year=year) for year in years]
    days = [day for day in (last_day_before(today), today) if day.year in years]
    return [Meeting(kind=kind, year=day.year, month=day.month) for day in days]


def returned_closings(closings):
    """Closings that are back with the centre, each with when and why it was returned."""
    returns = Event.objects.filter(subject_kind=Subject.CLOSING, subject_id=OuterRef("pk"), name="return")
    returns = returns.order_by("-id")
    closings = closings.filter(state=ClosingState.RETURNED, plan__document__closed_at=None)
    closings = closings.select_related("plan__document", "plan__centre")
    return closings.annotate(
        returned_at=Subquery(returns.values("at")[:1]), return_reason=Subquery(returns.values("comment")[:1])
    ).order_by("plan__document__year", "plan__centre__position")


def finished_years(years):
    """Of these years those whose closings are all accepted, with the day of the last one."""
    plans = with_goals(Plan.objects.all(), years).select_related("closing", "document")
    accepted = defaultdict(list)
    for plan in plans:
        closing = getattr(plan, "closing", None)
        accepted[plan.document.year].append(closing and closing.accepted_at)
    return {year: timezone.localdate(max(moments)) for year, moments in accepted.items() if all(moments)}
