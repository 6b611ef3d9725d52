"""Which goal of an earlier year a goal continues: what is known, what alike wordings suggest, and who decides it."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from centres import access
from centres.access import Right
from centres.events import record_event
from goals.diff import alike_pairs
from goals.models import Document, Edition, Goal, Lineage
from goals.states import DECIDED
from goals.workflow import EditConflict, lock_document

ALIKE = 0.6  # from one year to the next a wording changes more than between two copies of one document


def previous_of(goals):
    """The goal of an earlier year that each continues, as first written, by the id of its own first row."""
    rows = Lineage.objects.filter(goal__in={goal.root_id for goal in goals}).order_by("id")
    found = {row.goal_id: row.previous for row in rows.select_related("previous__document")}
    return {root: previous for root, previous in found.items() if previous is not None}


@dataclass(frozen=True)
class Pair:
    """Two goals of one centre, or of one level of the commitment, that came out in documents that follow each other,
    with alike wordings."""

    goal: Goal
    previous: Goal


def proposals(document):
    """Pairs of the document's goals and those of the year or the term before, about which nobody has decided, in
    document order."""
    undecided = [goal for goal in _published(document) if not goal.lineage.all()]
    before = document.continues if document.is_commitment else Document.objects.for_year(document.year - 1).first()
    free = [goal for goal in _published(before) if not goal.continued_by.all()] if undecided and before else []
    found = {}
    for group in {_group(goal) for goal in undecided}:
        now = {goal: goal.held_text for goal in undecided if _group(goal) == group}
        then = {goal: goal.held_text for goal in free if _group(goal) == group}
        found |= alike_pairs(now, then, alike=ALIKE)
    return [Pair(goal, found[goal]) for goal in undecided if goal in found]


def _group(goal):
    """Only goals of one group are compared with each other."""
    return goal.level, goal.centre_id


def _published(document):
    """What came out of the document: goals as first written, each with the wording that holds."""
    if not Edition.objects.filter(document=document).exists():
        return []
    held = Prefetch("amendments", Goal.objects.approved(), to_attr="held_amendments")
    goals = Goal.objects.originals().filter(document=document, state__in=DECIDED, number__isnull=False)
    return list(goals.select_related("centre").prefetch_related(held, "lineage", "continued_by").in_document_order())


def decide_lineage(document, choices, *, by, now=None):
    """Keep what goals of the document continue; `choices` are pairs of a goal and the one before it, or None.

    Idempotent. Rows are only added and nothing that came out changes, so this may be done in a closed year, too: an
    older year comes in when it comes.
    """
    now = now or timezone.now()
    with transaction.atomic():
        lock_document(document.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.IMPORT)
        known = dict(
            Lineage.objects.filter(goal__in=[goal for goal, _previous in choices]).values_list("goal", "previous")
        )
        for goal, previous in choices:
            if goal.pk in known:
                if known[goal.pk] != (previous and previous.pk):
                    sentence = _("O některém z cílů mezitím rozhodl někdo jiný. Tady jsou ty, které zbývají.")
                    raise EditConflict(None, sentence)
                continue
            called = {"year": document.year, "number": goal.number}
            if previous:
                called |= {"previous_year": previous.document.year, "previous_number": previous.number}
            Lineage.objects.create(goal=goal, previous=previous, by=by, at=now, **called)
            words = {"goal": previous.name, "year": previous.document.first_year} if previous else {}
            comment = _("navazuje na %(goal)s z roku %(year)s") % words if previous else _("nenavazuje na žádný")
            record_event(goal, "continue", by=by, role=role, at=now, comment=comment)
