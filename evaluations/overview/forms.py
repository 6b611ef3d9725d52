"""The filters of the network's year: by region, and by how the centres stand."""

import django_filters
from django.utils.translation import gettext_lazy as _

from evaluations.states import Status
from goals.filters import Filters
from goals.models import Plan
from goals.plan_progress import regions

LATE = "late"
STATES = [
    (Status.OFF_TRACK, _("něco se neplní")),
    (Status.AT_RISK, _("něco je ohroženo")),
    (Status.ON_TRACK, _("vše se plní")),
    (Status.DONE, _("vše je splněno")),
    (Status.UNRATED, _("bez hodnocení")),
    (LATE, _("porada po termínu")),
]


class StandingFilter(Filters):
    state = django_filters.ChoiceFilter(
        label=_("Stav"), choices=STATES, method="standing", empty_label=_("Všechny stavy")
    )
    region = django_filters.ChoiceFilter(
        label=_("Kraj"), field_name="centre__region__nuts3", choices=regions, empty_label=_("Všechny kraje")
    )

    class Meta:
        model = Plan
        fields = []

    def __init__(self, data, *, document, teams):
        super().__init__(data, queryset=document.plans.order_by())
        self.teams = teams

    def standing(self, plans, name, value):
        fits = [team for team in self.teams if (bool(team.late) if value == LATE else team.state == value)]
        return plans.filter(pk__in=[team.plan.pk for team in fits])

    @property
    def chosen(self):
        """The teams that fit, in their order."""
        if not self.is_used:
            return self.teams
        found = set(self.found.values_list("pk", flat=True))
        return [team for team in self.teams if team.plan.pk in found]
