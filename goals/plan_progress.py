"""How far the centres are with a year: their plans counted, named in one word each, and filtered."""

from functools import cache

import django_filters
from django.db.models import Case, Count, IntegerField, Min, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from centres.models import Region
from goals.filters import Filters
from goals.models import Goal, Plan
from goals.states import EDITABLE, GoalState, Tagged


class PlanProgress(Tagged):
    """Where a centre's year stands, most urgent first."""

    RETURNED = "returned", "error", "previous", _("vráceno k přepracování")
    SUBMITTED = "submitted", "primary", "clock", _("čeká na schválení")
    NOT_STARTED = "not_started", "warning", "warning", _("nezačalo")
    WRITING = "writing", "neutral", "dash", _("rozepsáno")
    APPROVED = "approved", "success", "check", _("schváleno")


PROGRESS = Case(
    When(returned__gt=0, then=Value(PlanProgress.RETURNED)),
    When(submitted__gt=0, then=Value(PlanProgress.SUBMITTED)),
    When(drafts__gt=0, then=Value(PlanProgress.WRITING)),
    When(approved__gt=0, then=Value(PlanProgress.APPROVED)),
    default=Value(PlanProgress.NOT_STARTED),
)


def with_progress(plans):
    """Plans with the number of their goals by state, since when something waits, and their progress; one query."""
    return plans.annotate(**_counts()).annotate(progress=PROGRESS)


@cache
def _counts():
    """Made once: to put these subqueries together takes Django longer than the database takes to answer them."""
    rows = Goal.objects.filter(document=OuterRef("document"), centre=OuterRef("centre"), state=GoalState.SUBMITTED)
    since = rows.order_by().values("document").annotate(first=Min("submitted_at")).values("first")
    return {
        "drafts": _count(state=GoalState.DRAFT),
        "returned": _count(state=GoalState.RETURNED),
        "submitted": _count(state=GoalState.SUBMITTED),
        "approved": _count(state=GoalState.APPROVED),
        "changes": _count(originals=False, state__in=[*EDITABLE, GoalState.SUBMITTED]),
        "waiting_since": Subquery(since),
    }


def _count(*, originals=True, **condition):
    """Goals of the plan in the given state. What holds counts once, whether as first approved or as amended."""
    goals = Goal.objects.filter(document=OuterRef("document"), centre=OuterRef("centre"), **condition)
    if condition.get("state") != GoalState.APPROVED:
        goals = goals.originals() if originals else goals.amendments()
    counted = goals.order_by().values("document").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def regions():
    return Region.objects.values_list("nuts3", "name")


class PlanFilter(Filters):
    progress = django_filters.ChoiceFilter(label=_("Stav"), choices=PlanProgress, empty_label=_("Všechny stavy"))
    region = django_filters.ChoiceFilter(
        label=_("Kraj"), field_name="centre__region__nuts3", choices=regions, empty_label=_("Všechny kraje")
    )

    class Meta:
        model = Plan
        fields = []
