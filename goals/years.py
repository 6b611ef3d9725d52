"""A year from its opening: its calendar, the centres that take part, and what becomes of last year's goals."""

from dataclasses import dataclass, fields, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from centres import access
from centres.access import Right
from centres.czech import full_stop
from centres.events import record_event
from centres.models import Centre
from goals.commitment import TITLE
from goals.formatting import format_date
from goals.mail import notifications
from goals.models import Continuation, Document, Goal, Plan, Section
from goals.sent_forms import made_before, remember
from goals.states import EDITABLE, Decision, DocumentKind, GoalState
from goals.workflow import (
    EditConflict,
    Refused,
    hold_at_once,
    lapse,
    lock_document,
    lock_plan,
    locked,
    open_amendment,
    perform,
    require_open,
)
from goals.writing import Content, add_row, amendment_of, create


@dataclass(frozen=True)
class Calendar:
    """The four days of a year, in this order; the last may be the same as the one before."""

    planning_opens_on: date
    submit_by: date
    publish_on: date
    closes_on: date

    @classmethod
    def of(cls, document):
        return cls(**{field.name: getattr(document, field.name) for field in fields(cls)})

    @property
    def columns(self):
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def problems(self):
        days = list(self.columns.values())
        if days != sorted(days):
            yield _("Termíny musí jít po sobě: začátek přípravy, odeslání, vydání, uzávěrka.")


def commitment():
    """The document of strategic and long-term goals that holds today, else the first; the first goal makes it."""
    there = Document.objects.term_on(timezone.localdate()).first() or Document.objects.terms().first()
    first = {"kind": DocumentKind.COMMITMENT, "continues": None}
    return there or Document.objects.get_or_create(**first, defaults={"title": TITLE})[0]


def open_year(year, calendar, centres, *, title, by, now=None):
    """Open the year for the centres and return its document; idempotent for the same person."""
    now = now or timezone.now()
    role = access.rights_of(by, on=timezone.localdate(now)).require(Right.OPEN_YEAR)
    _check(calendar)
    try:
        with transaction.atomic():
            document = Document.objects.create(
                kind=DocumentKind.OPERATIONAL, year=year, title=title, **calendar.columns
            )
            Plan.objects.bulk_create(Plan(document=document, centre=centre) for centre in centres)
            _copy_sections(document)
            record_event(document, "open_year", by=by, role=role, at=now, comment=_in_words(calendar))
            remember(year, by, "open_year", [document], at=now)
            return document
    except IntegrityError:
        if not Document.objects.for_year(year).exists():
            raise
        if made := made_before(year, by, "open_year"):
            return Document.objects.get(pk=made[0])
        raise Refused(_("Rok %(year)s už je otevřený.") % {"year": year}) from None


def change_calendar(document, calendar, *, by, now=None):
    """Set other days; the document counts as it was seen."""
    now = now or timezone.now()
    with transaction.atomic():
        current = lock_document(document.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.OPEN_YEAR)
        _check(calendar)
        if Calendar.of(current) == calendar:
            return current
        if current.version != document.version:
            raise EditConflict(
                current, _("Termíny mezitím změnil někdo jiný. Tady jsou aktuální; zkontrolujte je a změňte znovu.")
            )
        require_open(current)
        Document.objects.filter(pk=document.pk).update(version=F("version") + 1, **calendar.columns)
        record_event(current, "change_dates", by=by, role=role, at=now, comment=_in_words(calendar))
        return Document.objects.get(pk=document.pk)


def previous_goals(plan):
    """Last year's goals of the centre as they hold, in their order; and those of centres that were merged into it: of
    the year itself, and of the one before as long as nothing was decided about them in another. Not those that were
    ended during their year, but by this very decision."""
    year, before = plan.document.year, Document.objects.for_year(plan.document.year - 1)
    closed = Centre.objects.filter(successor=plan.centre_id)
    now_closed = closed.filter(closed_on__lte=date(year, 12, 31))
    then_closed = closed.filter(closed_on__lte=date(year, 1, 1))
    elsewhere = Continuation.objects.exclude(plan=plan).filter(previous=Coalesce(OuterRef("amends"), OuterRef("pk")))
    goals = Goal.objects.approved().filter(
        Q(document__in=before, centre=plan.centre_id)
        | Q(document__in=Document.objects.for_year(year), centre__in=now_closed)
        | (Q(document__in=before, centre__in=then_closed) & ~Exists(elsewhere.order_by()))
    )
    here = Continuation.objects.filter(plan=plan, previous=Coalesce(OuterRef("amends"), OuterRef("pk")))
    goals = goals.filter(Q(ends_on=None) | Exists(here.order_by()))
    return goals.in_document_order().select_related("document", "centre").prefetch_related("targets")


def decisions(plan):
    """What the centre decided, by the first row of last year's goal. A carried goal that was dropped is undecided, and
    so is an ended one whose new goal was taken back."""
    rows = Continuation.objects.filter(plan=plan).select_related("goal", "previous")
    found = {}
    for row in rows:
        goes_on = row.goal is not None and row.goal.state != GoalState.DROPPED
        if goes_on == (row.decision != Decision.RETIRE):
            found[row.previous_id] = row
    return found


def undecided(plan, decided=None):
    decided = decisions(plan) if decided is None else decided
    return [goal for goal in previous_goals(plan) if goal.root_id not in decided]


def continue_goal(plan, previous, decision, *, reason="", by, now=None):
    """Decide about one of last year's goals: carry it on, change it, or let it end; returns the new goal, or None.

    A decision can be taken anew as long as the new goal has not been submitted.
    """
    now = now or timezone.now()
    with transaction.atomic():
        lock_plan(plan)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.WRITE, plan.centre)
        require_open(plan.document)
        if decision != Decision.CARRY and not reason.strip():
            raise Refused(_("Napište důvod."))
        # In the wording that holds now, whichever one the person saw.
        previous = previous_goals(plan).of_roots([previous.root_id]).first()
        if previous is None:
            raise Refused(_("Tento cíl není mezi loňskými schválenými cíli centra."))
        row = Continuation.objects.filter(plan=plan, previous=previous.root_id).select_related("goal").first()
        is_same = row is not None and (row.decision, row.reason) == (decision, reason.strip())
        goal = _goal_after(row, plan, previous, decision, is_same=is_same, by=by, now=now)
        if not is_same:
            facts = {"decision": decision, "reason": reason.strip(), "goal": goal}
            Continuation.objects.update_or_create(plan=plan, previous_id=previous.root_id, defaults=facts)
            record_event(previous, decision, by=by, role=role, at=now, comment=reason)
            if previous.document_id == plan.document_id and previous.ends_on is None:
                _end_with_its_centre(previous, plan, reason, by=by, role=role, now=now)
    return None if decision == Decision.RETIRE else goal


def unchanged(plan):
    """Decisions to go on with a change after which nothing has changed: that is carrying on."""
    rows = Continuation.objects.filter(plan=plan, decision=Decision.CHANGE, goal__state__in=EDITABLE)
    previous = {goal.root_id: goal for goal in previous_goals(plan)}
    return [
        row
        for row in rows.select_related("goal__document", "previous__document", "previous__centre")
        if row.previous_id in previous
        and replace(Content.of(row.goal), reason="") == next_year(Content.of(previous[row.previous_id]))
    ]


def carry_unchanged(plan, *, by, now):
    """As the centre's year is sent, what was to change and did not is carried on; the plan is held."""
    role = access.rights_of(by, on=timezone.localdate(now)).role(Right.SUBMIT, plan.centre)
    for row in unchanged(plan):
        Continuation.objects.filter(pk=row.pk).update(decision=Decision.CARRY, reason="")
        record_event(row.previous, Decision.CARRY, by=by, role=role, at=now)


def _goal_after(row, plan, previous, decision, *, is_same, by, now):
    """This year's goal that goes with the decision: the one that there is, taken back, dropped, or a new one."""
    goal = row.goal if row else None
    if goal is None:
        if decision == Decision.RETIRE:
            return None
        root, content = Goal.objects.get(pk=previous.root_id), replace(Content.of(previous), ends_on=None, reason="")
        if previous.document.year < plan.document.year:
            content = next_year(content)
        return create(plan.document, content, by=by, centre=plan.centre, continues=root, now=now)
    is_dropped = goal.state == GoalState.DROPPED
    if goal.state not in EDITABLE and not is_dropped and not is_same:
        raise Refused(_("Nový cíl už centrum odeslalo. Vezměte ho zpět a rozhodněte znovu."))
    if is_dropped == (decision == Decision.RETIRE):
        return goal
    return perform(goal, "restore" if is_dropped else "drop", by=by, now=now)


def _end_with_its_centre(goal, plan, reason, *, by, role, now):
    """A goal of the running year ends with the last day of its centre once the successor has decided about it, so that
    it does not hold twice. The merging was decided; what goes on instead still has to be approved."""
    held = locked(goal)
    reason = reason.strip() or full_stop(_("Pokračuje v něm %(centre)s.") % {"centre": plan.centre})
    if waiting := open_amendment(held):
        lapse(waiting, by=by, role=role, comment=reason, now=now)
    content = replace(Content.of(held), ends_on=held.centre.last_day, reason=reason)
    row = add_row(amendment_of(held, content), content, None, by=by, role=role, now=now)
    ended = hold_at_once(row, "end_at_once", by=by, role=role, comment=reason, now=now)
    notifications.ended(ended, by=by, now=now)


def next_year(content):
    """The same goal a year later: its deadlines move with it, its reason for a change stays behind."""
    targets = []
    for target in content.targets:
        day = target.deadline
        if day is not None:
            is_leap_day = (day.month, day.day) == (2, 29)
            day = day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)
        targets.append(replace(target, deadline=day))
    return replace(content, targets=tuple(targets), reason="")


def _check(calendar):
    for problem in calendar.problems():
        raise Refused(problem)


def _in_words(calendar):
    days = {name: format_date(day) for name, day in calendar.columns.items()}
    sentence = _(
        "příprava od %(planning_opens_on)s, odeslat do %(submit_by)s, vydání %(publish_on)s, uzávěrka %(closes_on)s"
    )
    return sentence % days


def _copy_sections(document):
    """What stands around the goals, as the year before had it, with the year moved on."""
    before = Section.objects.filter(document__in=Document.objects.for_year(document.year - 1))
    Section.objects.bulk_create(
        Section(
            document=document,
            key=section.key,
            title=section.title,
            text=section.text.replace(str(document.year - 1), str(document.year)),
            position=section.position,
        )
        for section in before
    )


def taking_part(year):
    """Centres that took part the year before, and new ones; after a gap, all that ever did. None that will be gone."""
    there = Centre.objects.open_between(date(year, 1, 1), date(year, 12, 31)).exclude(closed_on=date(year, 1, 1))
    new = there.filter(opened_on__gte=date(year - 1, 1, 1))
    before = there.filter(plans__document__in=Document.objects.for_year(year - 1))
    before = before if before.exists() else there.filter(plans__isnull=False)
    return there.filter(Q(pk__in=before.values("pk")) | Q(pk__in=new.values("pk")))
