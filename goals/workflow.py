"""The one door for every change of a goal's state: lock, check again, change, write the event, all or nothing."""

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.events import record_event
from centres.models import Event, Role, Subject
from centres.refusals import EditConflict, Refused
from goals.formatting import target_phrases
from goals.models import Document, Goal, Plan
from goals.states import OPEN, GoalState
from goals.transitions import ADOPT, AT_ONCE, BY_NAME, DECIDING, LAPSE, SUPERSEDE, TRANSITIONS, WRITTEN, right_for

GOAL_CHANGED = _("Cíl se mezitím změnil. Načtěte ho znovu a rozhodněte podle nového znění.")


def perform(goal, name, *, by, comment="", part="", now=None):
    """Carry out one transition and return the goal as it then is.

    The goal counts as it was when the person saw it: if its version has moved since, the change is refused. The same
    request sent again leads to what the first one did.
    """
    now = now or timezone.now()
    transition = BY_NAME[name]
    with transaction.atomic():
        if transition.target == GoalState.APPROVED:  # so that an edition is made before an approval or after it
            lock_document(goal.document_id)
        current = locked(goal)
        rights = access.rights_of(by, on=timezone.localdate(now))
        role = rights.require(right_for(transition, current), current.centre)
        if is_repeated(current, goal.version, name, by=by, comment=comment, part=part):
            return current
        if current.version != goal.version:
            raise EditConflict(current, GOAL_CHANGED)
        require_open(current.document)
        for problem in problems(current, transition, by=by, on=timezone.localdate(now), comment=comment):
            raise Refused(problem)
        if transition.target == GoalState.APPROVED and current.is_amendment:
            _supersede(current, by=by, role=role, now=now)
        _move(current, transition, now=now)
        facts = {"comment": comment, "part": part, "target": transition.target}
        record(current, name, by=by, role=role, now=now, content=in_words(current) if name == "return" else "", **facts)
        return fresh(current)


def problems(goal, transition, *, by, on, comment=""):
    """The sentences that stand between the goal and the transition; none means it may happen."""
    if goal.state not in transition.sources:
        yield _("Cíl je ve stavu „%(state)s“, a proto to nejde.") % {"state": goal.get_state_display()}
    if not transition.by_its_author and not settings.APPROVE_OWN_GOALS and own_goals(by, [goal]):
        yield _("Tento cíl jste psali vy; schválit ho musí někdo jiný.")
    if transition.needs_comment and not comment.strip():
        yield _("Napište důvod.")
    if goal.is_amendment and transition.target == GoalState.SUBMITTED and not goal.reason.strip():
        yield _("Napište důvod změny.")
    if goal.is_amendment and goal.state == GoalState.DROPPED and open_amendment(goal) is not None:
        yield ANOTHER_AMENDMENT
    if goal.is_amendment and transition.target != GoalState.DROPPED and (successor := goal.taken_over_by(on)):
        yield WAITS_FOR_SUCCESSOR % {"centre": goal.centre, "successor": successor}


WAITS_FOR_SUCCESSOR = _("%(centre)s je zavřené, o jeho cílech rozhoduje %(successor)s. Změna skončí s tím rozhodnutím.")
ANOTHER_AMENDMENT = _("Jedna změna tohoto cíle už je rozepsaná nebo čeká na rozhodnutí; další půjde navrhnout po ní.")


def open_amendment(goal):
    """The proposed change of the goal on which somebody still has to do something, or None."""
    return Goal.objects.filter(amends=goal.root_id, state__in=OPEN).first()


def own_goals(person, goals):
    """Ids of those goals that the person wrote or helped to write."""
    events = Event.objects.about(Subject.GOAL, [goal.pk for goal in goals])
    return set(events.filter(name__in=WRITTEN, by=person).values_list("subject_id", flat=True))


def available(goal, rights):
    """The transitions that the person may make now; they become buttons."""
    if closed_reason(goal.document):
        return []
    return [
        transition
        for transition in TRANSITIONS
        if rights.may(right_for(transition, goal), goal.centre)
        and not list(problems(goal, transition, by=rights.user, on=rights.on, comment="…"))
    ]


def closed_reason(document):
    """The sentence that says why nothing of the document can change any more; empty while it can."""
    if document.closed_at is None:
        return ""
    return _("Rok %(year)s je vyhodnocený a zveřejněný; v něm už se nic nemění.") % {"year": document.year}


def require_open(document):
    """The one question of every verb that changes anything of the document's year: Refused once it is closed.

    Asked while the verb holds a row that closing the year holds too (the document, a plan, a goal, a closing, a
    meeting), so that nothing is written beside the closing. What may still happen then is listed in
    `OPEN_IN_A_CLOSED_YEAR`.
    """
    if reason := closed_reason(Document.objects.only("closed_at", "year").get(pk=document.pk)):
        raise Refused(reason)


OPEN_IN_A_CLOSED_YEAR = frozenset(
    {
        # A centre that the evaluation came out without can still be closed (evaluations/workflow.py) and enters by an
        # erratum with the next number.
        "publish_report",
        "erase",  # what should never have been written goes wherever it is
        "change_action",  # what a meeting agreed goes on into the meetings of the next year
        "set_owners",  # who looks after a goal is no part of what was evaluated, and people go on leaving
        "decide_lineage",  # adds a row beside the year, and an older year comes in when it comes
    }
)
"""Names of the verbs that change something of a year although it is closed, each with its reason beside it."""


# Whoever holds several rows takes them in one order, so that there is no deadlock: the document or the plan, then goals
# by their ids. The locks leave the keys free: an event or a goal that names a held row can be added.


def lock_document(document_id):
    return Document.objects.select_for_update(no_key=True).get(pk=document_id)


def lock_plan(plan):
    return Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)


def lock_rows(goals):
    """Lock the goals, each with all its amendments, until the transaction ends."""
    rows = Goal.objects.of_roots({goal.root_id for goal in goals})
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def last_event():
    """How far the record of events is; asked when the goals are held, since nothing is added about them then."""
    return Event.objects.aggregate(last=Max("id"))["last"] or 0


def events_since(since, goals, *names):
    """What was done to the goals since last_event() was asked, as pairs of event and goal; a repeated request did
    nothing."""
    rows = {goal.pk: goal for goal in goals}
    events = Event.objects.about(Subject.GOAL, rows).filter(name__in=names, id__gt=since)
    return [(event, rows[event.subject_id]) for event in events.order_by("id")]


def locked(goal):
    """The goal as it is now, held until the transaction ends."""
    lock_rows([goal])
    return fresh(goal)


def fresh(goal):
    return Goal.objects.select_related("centre", "document").get(pk=goal.pk)


def is_repeated(current, expected_version, name, *, by, comment="", part=""):
    """Has this person done just this to just that version already? Then the verb is done: it is idempotent.

    `current` is the held row of anything that has a state: a goal, a meeting, a closing.
    """
    if current.version != expected_version + 1:
        return False
    events = Event.objects.about(current.event_subject.kind, [current.pk])
    said = {"by": by, "comment": comment.strip(), "part": part}
    return events.filter(version=current.version, name=name, **said).exists()


def record(goal, name, *, by, role, now, comment="", part="", target="", content=""):
    """The event of one change that has just been made to the goal, with the wording it was made about."""
    return record_event(
        goal,
        name,
        by=by,
        role=role,
        at=now,
        source=goal.state,
        target=target or goal.state,
        version=goal.version + 1,
        comment=comment,
        part=part,
        content=content or goal.text,
    )


def in_words(goal):
    """The wording and below it the targets: what is compared when a goal that came back is sent again."""
    return "\n".join([goal.text, *(f"{TARGET}{phrase}" for phrase in target_phrases(goal))])


TARGET = "– "


def lock_to_decide(goal, name, *, by, now):
    """For a verb of one person: the goal that holds, held with its document; the role by which the person decides; and
    what they have made of just this version by the same verb (the `name` of its event), or None."""
    lock_document(goal.document_id)
    current = locked(goal)
    role = access.rights_of(by, on=timezone.localdate(now)).require(DECIDING[current.level])
    require_open(current.document)
    if current.version == goal.version and current.state != GoalState.SUPERSEDED:
        return current, role, None
    held = Goal.objects.approved().of_roots([current.root_id]).select_related("centre", "document").first()
    made = Event.objects.about(Subject.GOAL, [held.pk]).filter(name=name, by=by) if held else None
    if current.version == goal.version + 1 and made and made.exists():
        return current, role, held
    raise EditConflict(held or current, GOAL_CHANGED)


def hold_at_once(amendment, name, *, by, role, now, comment=""):
    """Give a new amendment the place of the wording that holds, in the verb that has just made it and holds the goal
    and its document; returns it as it then is. `name` is of the event: nobody else decides about it."""
    _supersede(amendment, by=by, role=role, now=now)
    _move(amendment, AT_ONCE, now=now)
    record(amendment, name, by=by, role=role, comment=comment, now=now, target=AT_ONCE.target)
    return fresh(amendment)


def lapse(amendment, *, by, role, comment, now):
    """An amendment on its way that has lost its sense, because the goal has been ended meanwhile."""
    _move(amendment, LAPSE, now=now)
    record(amendment, LAPSE.name, by=by, role=role, comment=comment, now=now, target=LAPSE.target)


def _move(goal, transition, *, now):
    moved = Goal.objects.filter(pk=goal.pk, state=goal.state, version=goal.version).update(
        state=transition.target,
        version=F("version") + 1,
        submitted_at=now if transition.target == GoalState.SUBMITTED else None,
        approved_at=now if transition.target == GoalState.APPROVED else goal.approved_at,
    )
    if not moved:
        raise EditConflict(goal, GOAL_CHANGED)


def adopt(document, *, approved_at, comment, by, now=None):
    """All drafts of the document become approved at once, as of the day on which somebody did it elsewhere; nothing is
    invented about who sent or approved what. One event, about the document, by who takes it over today. Returns the
    role in which they do."""
    now = now or timezone.now()
    with transaction.atomic():
        current = lock_document(document.pk)
        today = timezone.localdate(now)
        role = access.require_while_nobody(access.rights_of(by, on=today), access.Right.ADOPT, on=today)
        require_open(current)
        goals = Goal.objects.filter(document=current, state__in=ADOPT.sources)
        lock_rows(goals)
        goals.update(state=ADOPT.target, version=F("version") + 1, approved_at=approved_at)
        if role == Role.ADMINISTRATOR:
            comment += " " + _("Převzal správce, protože tu ještě nebyl vedoucí odboru.")
        record_event(current, ADOPT.name, by=by, role=role, at=now, comment=comment)
        return role


def _supersede(amendment, *, by, role, now):
    """The wording that held until now stays as it was and makes room."""
    held = Goal.objects.approved().of_roots([amendment.root_id]).select_related("document").get()
    _move(held, SUPERSEDE, now=now)
    record(held, SUPERSEDE.name, by=by, role=role, now=now, target=SUPERSEDE.target)
