"""Who looks after a goal: rows of their own, from one day to another, in no edition, no checksum and no public page.

What the wording says of who is responsible stays what was approved.
"""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from centres.models import CENTRE_ROLES, Centre, Membership, Role
from goals.models.documents import Plan
from goals.models.goals import Goal

OF_CENTRES = (Role.HEAD, Role.STAFF)  # a deputy stands in for the head
ABOVE = (Role.DEPARTMENT_HEAD, Role.DIRECTOR)


def working_for(centre, plans, *beside):
    """A condition: roles of those who work for a centre's goals, there, in those `beside` it (its main centre, those
    that took it over), or in a branch that joins it because it has no plan of its own among those of the year. Centres
    are given as ids or as references."""
    there = Q(centre__parent=centre) & ~Exists(plans.filter(centre=OuterRef("centre")))
    for one in (centre, *beside):
        there |= Q(centre=one)
    return Q(role__in=sorted(CENTRE_ROLES)) & there


def held_roles(on):
    """Roles that active people hold on the day."""
    return Membership.objects.valid(on).filter(user__is_active=True)


def possible_owners(centre: Centre | None, year, *, on, above=ABOVE):
    """Roles of those who can be given something of the centre's year, or of the network's, on the day."""
    held = held_roles(on).select_related("user").order_by("user__last_name", "user__first_name", "user__email")
    if centre is None:
        return held.filter(role__in=above)
    return held.filter(working_for(centre.pk, Plan.objects.filter(document__year=year), *centre.worked_by(on)))


class OwnedQuerySet(models.QuerySet):
    centre, year = "goal__centre", "goal__document__year"  # where a row has them
    above = ABOVE  # roles that can own what belongs to the network

    def at_work(self, on, *, person=None):
        """Rows whose owner works for the centre, or above, on the day; or only those of one person."""
        role = Case(When(role=Role.DEPUTY, then=Value(str(Role.HEAD))), default=F("role"))
        held = held_roles(on).annotate(stands_for=role)
        held = held.filter(Q(user=OuterRef("person")) | Q(stands_for=OuterRef("role")))
        held = held.filter(user=person) if person else held
        plans = Plan.objects.filter(document__year=OuterRef(OuterRef(self.year)))
        centre, main, successor, above = (
            OuterRef(f"{self.centre}{path}") for path in ("", "__parent", "__successor", "__successor__parent")
        )
        there = Q(Exists(held.filter(working_for(centre, plans, main))))
        taken_over = Exists(held.filter(Q(centre=successor) | Q(centre=above)))
        there |= Q(taken_over, **{f"{self.centre}__closed_on__lte": on})
        of_network = Q(**{f"{self.centre}__isnull": True}) & Exists(held.filter(role__in=self.above))
        return self.filter(there | of_network)


class Owned(models.Model):
    """What one person looks after, or whoever holds a role."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("osoba")
    )
    role = models.CharField(
        _("role"), max_length=20, choices=[(str(role), role.label) for role in (*OF_CENTRES, *ABOVE)], blank=True
    )

    class Meta:
        abstract = True

    @property
    def owner_key(self):
        """How forms name the owner: by the id of the person, or by the role."""
        return str(self.person_id or self.role)

    @property
    def owner_label(self):
        return str(self.person) if self.person_id else self.get_role_display()


def owner_columns(key):
    """The owner named by a form, as columns; nobody for an empty one."""
    return {"person_id": int(key), "role": ""} if key.isdecimal() else {"person_id": None, "role": key}


def owner_is_one(name):
    """Either a person or a role."""
    is_person = Q(person__isnull=False, role="")
    return models.CheckConstraint(
        condition=is_person | Q(person=None, role__in=sorted([*OF_CENTRES, *ABOVE])), name=name
    )


class GoalOwnerQuerySet(OwnedQuerySet):
    def on(self, day):
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)


class GoalOwner(Owned):
    # The goal as first written, so that its owner stays through amendments.
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="owners", verbose_name=_("cíl"))
    valid_from = models.DateField(_("od"))
    valid_until = models.DateField(_("do"), null=True, blank=True)

    objects = GoalOwnerQuerySet.as_manager()

    class Meta:
        ordering = ["goal", "valid_from"]
        verbose_name = _("vlastník cíle")
        verbose_name_plural = _("vlastníci cílů")
        constraints = [
            owner_is_one("goal_owner_is_a_person_or_a_role"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="goal_owner_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["goal"], condition=Q(valid_until=None), name="goal_has_one_owner"),
        ]

    def __str__(self):
        return self.owner_label
