"""Writing goals: drafts, amendments, their order. Nothing that was approved is touched; every save is an event."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.events import record_event
from goals.amounts import is_times, unit_of
from goals.formatting import format_date, many
from goals.models import Goal, Lineage, Plan, Target
from goals.reading import is_event, read_targets
from goals.sent_forms import made_before, remember
from goals.states import DECIDED, EDITABLE, Comparator, GoalState, Kind, Level, Scope, Window
from goals.transitions import writing_right
from goals.workflow import (
    ANOTHER_AMENDMENT,
    GOAL_CHANGED,
    EditConflict,
    Refused,
    closed_reason,
    fresh,
    lock_document,
    lock_plan,
    lock_rows,
    locked,
    open_amendment,
    record,
    require_open,
)

UNIT_STANDS_BEHIND = {Kind.COUNT, Kind.LEVEL, Kind.INCREASE}  # a number stands before the unit
IN_A_YEAR = {Window.YEAR: 1, Window.MONTH: 12, Window.WEEK: 52}
LONGEST_UNIT = 200


@dataclass(frozen=True)
class TargetContent:
    kind: Kind
    comparator: Comparator = Comparator.MIN
    value: Decimal | None = None
    unit: str = ""
    window: Window | str = ""
    deadline: date | None = None
    unit_forms: str = ""
    baseline: Decimal | None = None
    is_relative: bool = False
    scope: Scope | str = ""

    @classmethod
    def of(cls, target):
        """From anything that has the same facts: a row, a proposal of the reader."""
        return cls(
            kind=Kind(target.kind),
            comparator=Comparator(target.comparator),
            value=target.value,
            unit=target.unit,
            window=target.window or "",
            deadline=target.deadline,
            unit_forms=target.unit_forms,
            baseline=target.baseline,
            is_relative=target.is_relative,
            scope=target.scope,
        )


def proposed_targets(text, *, year):
    """The targets that a wording promises, as they are kept."""
    return tuple(map(as_kept, read_targets(text, year=year)))


def as_kept(proposal):
    """What the reader proposes as a form and an import keep it alike: a unit as it stands after five; a rhythm that
    the year's windows do not hold as so many a year."""
    content = TargetContent.of(proposal)
    if content.kind == Kind.EACH:  # the unit is whose it is; what each does is known by its forms alone
        thing = unit_of(proposal.thing, content.unit_forms)
        content = replace(content, unit_forms=str(thing or "") if content.value is not None else "")
    elif content.kind == Kind.FREQUENCY:
        is_counted = proposal.thing == proposal.unit or is_event(proposal.thing)
        thing, forms = (proposal.thing, content.unit_forms) if is_counted else ("", "")
        unit = many(thing, forms)[:LONGEST_UNIT]
        content = replace(content, unit=unit, unit_forms="" if unit_of(thing) else forms)
    elif is_times(content.unit):
        content = replace(content, unit_forms="")
    elif content.kind in UNIT_STANDS_BEHIND:
        content = replace(content, unit=many(content.unit, content.unit_forms)[:LONGEST_UNIT])
    if proposal.every == 1:
        return content
    a_year = round(content.value * IN_A_YEAR[content.window] / proposal.every)
    if a_year:
        return replace(content, value=Decimal(a_year), window=Window.YEAR)
    return replace(content, kind=Kind.COUNT, window="")  # once in two years: whether this year, people know


@dataclass(frozen=True)
class Content:
    """All that a person writes of a goal."""

    text: str
    targets: tuple[TargetContent, ...] = ()
    serves_id: int | None = None
    responsible: str = ""
    evidence: str = ""
    reason: str = ""
    ends_on: date | None = None

    @classmethod
    def of(cls, goal):
        targets = tuple(TargetContent.of(target) for target in goal.targets.all())
        return cls(goal.text, targets, goal.serves_id, goal.responsible, goal.evidence, goal.reason, goal.ends_on)

    @property
    def columns(self):
        facts = {field.name: getattr(self, field.name) for field in fields(self)}
        del facts["targets"]
        return facts


def create(document, content, *, by, centre=None, level=Level.OPERATIONAL, key=None, continues=None, now=None):
    """Write a new draft and return it; the same form (key) sent again leads to the goal that it made first."""
    now = now or timezone.now()
    with transaction.atomic():
        plan = lock_place(document, centre)
        if plan is not None and (plan.centre.is_closed(timezone.localdate(now)) or not plan.is_there):
            raise Refused(
                _("%(centre)s je zavřené; nové cíle píše centrum, které pokračuje.") % {"centre": plan.centre}
            )
        goal = Goal(document=document, level=level, centre=centre, **content.columns)
        role = access.rights_of(by, on=timezone.localdate(now)).require(writing_right(goal), centre)
        if made := made_before(key, by, _purpose(goal)):
            return Goal.objects.get(pk=made[0])
        require_open(document)
        refuse_content(content)
        goal.position = next_position(document, centre)
        if plan is not None:
            move_version(plan)
        add_row(goal, content, "create", by=by, role=role, key=key, now=now)
        if continues is not None:
            Lineage.objects.create(goal=goal, previous=continues, by=by, at=now)
        return goal


def amend(goal, content, *, by, key=None, now=None):
    """Propose another wording or other targets of an approved goal; the goal holds until the proposal is approved."""
    now = now or timezone.now()
    with transaction.atomic():
        current = locked(goal)
        row = amendment_of(current, content)
        role = access.rights_of(by, on=timezone.localdate(now)).require(writing_right(row), current.centre)
        if made := made_before(key, by, _purpose(row)):
            return Goal.objects.get(pk=made[0])
        if current.version != goal.version or current.state == GoalState.SUPERSEDED:
            raise EditConflict(current, GOAL_CHANGED)
        require_open(current.document)
        for problem in amendment_problems(current, on=timezone.localdate(now)):
            raise Refused(problem)
        refuse_content(content)
        name = "end" if content.ends_on else "amend"
        return add_row(row, content, name, by=by, role=role, key=key, now=now)


def amendment_of(goal, content):
    """A row, not saved, that says this of the goal."""
    return Goal(
        document=goal.document,
        level=goal.level,
        centre=goal.centre,
        number=goal.number,
        position=goal.position,
        amends_id=goal.root_id,
        **content.columns,
    )


def amendment_problems(goal, *, on=None):
    """What stands between an approved goal and a proposal to change it, today or on the day."""
    if reason := closed_reason(goal.document):
        yield reason
    if goal.state != GoalState.APPROVED:
        yield _("Změnu lze navrhnout jen u schváleného cíle; tento je ve stavu „%(state)s“.") % {
            "state": goal.get_state_display()
        }
    if goal.ends_on:
        yield _("Cíl skončil %(day)s; změnit ho už nejde.") % {"day": format_date(goal.ends_on)}
    elif successor := goal.taken_over_by(on or timezone.localdate()):
        facts = {"centre": goal.centre, "successor": successor}
        yield _("%(centre)s je zavřené; co s cílem bude, rozhodne %(successor)s v přehledu svých cílů.") % facts
    if open_amendment(goal) is not None:
        yield ANOTHER_AMENDMENT


def long_term_goals():
    """What a centre's goal can serve: long-term goals that were approved, each as first written."""
    return Goal.objects.originals().filter(level=Level.LONG_TERM, state__in=DECIDED)


def refuse_content(content):
    if content.serves_id is not None and not long_term_goals().filter(pk=content.serves_id).exists():
        raise Refused(_("Cíl může sloužit jen schválenému dlouhodobému cíli."))


def write(goal, content, *, by, now=None):
    """Save what the person wrote over the version that they saw, and return the goal as it then is.

    Raises EditConflict when somebody saved or decided in between. Idempotent.
    """
    now = now or timezone.now()
    with transaction.atomic():
        current = locked(goal)
        role = access.rights_of(by, on=timezone.localdate(now)).require(writing_right(current), current.centre)
        is_same = content == Content.of(current)
        if is_same and current.state in EDITABLE and goal.version in {current.version, current.version - 1}:
            return current
        if current.version != goal.version:
            raise EditConflict(current, GOAL_CHANGED)
        require_open(current.document)
        if current.state not in EDITABLE:
            raise Refused(
                _("Cíl je ve stavu „%(state)s“ a upravit ho teď nejde.") % {"state": current.get_state_display()}
            )
        refuse_content(content)
        Goal.objects.filter(pk=current.pk).update(version=F("version") + 1, **content.columns)
        write_targets(current, content.targets)
        current.text = content.text
        record(current, "write", by=by, role=role, now=now)
        return fresh(current)


def move(plan, goal, offset, *, by, now=None):
    """Move a goal up (-1) or down (1) among those that the centre has; the plan counts as it was seen."""
    now = now or timezone.now()
    with transaction.atomic():
        current = lock_plan(plan)
        access.rights_of(by, on=timezone.localdate(now)).require(access.Right.WRITE, plan.centre)
        if current.version != plan.version:
            raise EditConflict(current, _("Pořadí mezitím změnil někdo jiný. Tady je aktuální; posuňte cíl znovu."))
        require_open(plan.document)
        goals = list(Goal.objects.in_plan(plan).current().in_document_order())
        at = next((index for index, row in enumerate(goals) if row.pk == goal.pk), None)
        if at is None or not 0 <= at + offset < len(goals):
            return
        goals.insert(at + offset, goals.pop(at))
        lock_rows(goals)
        for position, each in enumerate(goals, start=1):  # with its amendments, so that none approved later jumps back
            Goal.objects.of_roots([each.root_id]).exclude(position=position).update(position=position)
        move_version(plan)


def lock_place(document, centre):
    """Hold the plan of the centre (or the document of the network) while a goal is added to it; returns the plan."""
    if centre is None:
        lock_document(document.pk)
        return None
    plan = Plan.objects.filter(document=document, centre=centre).first()
    if plan is None:  # nobody closes the year between its first look and the new row
        lock_document(document.pk)
        plan = Plan.objects.get_or_create(document=document, centre=centre)[0]
    return lock_plan(plan)


def next_position(document, centre):
    last = Goal.objects.filter(document=document, centre=centre).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def move_version(plan):
    Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1)


def _purpose(goal):
    """What the form of a new goal is for: this one and no other place."""
    return f"goal:{goal.document_id}:{goal.centre_id}:{goal.level}:{goal.amends_id}"


def add_row(goal, content, name, *, by, role, key=None, now):
    """Save a new row with its targets and what its form has made; with its event, where nothing else tells of it."""
    goal.save(force_insert=True)
    remember(key, by, _purpose(goal), [goal], at=now)
    write_targets(goal, content.targets)
    if name:
        facts = {"target": goal.state, "version": goal.version, "comment": content.reason, "content": goal.text}
        record_event(goal, name, by=by, role=role, at=now, **facts)
    return goal


def write_targets(goal, targets):
    goal.targets.all().delete()
    Target.objects.bulk_create(
        Target(goal=goal, position=position, **asdict(target)) for position, target in enumerate(targets, start=1)
    )
