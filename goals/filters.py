"""What all filters of lists have in common (an invalid question finds nothing, rather than everything), and those of a
year's page, over the goals of one edition."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from centres.czech import czech_order
from centres.languages import CZECH, is_czech
from goals.formatting import fold
from goals.models import EditionGoal, EditionTarget
from goals.states import Kind

ANY_REGION, ANY_CENTRE, ANY_KIND = _("Všechny kraje"), _("Všechna centra"), _("Všechny druhy")


class Filters(django_filters.FilterSet):
    @property
    def is_used(self):
        return any(self.data.get(name) for name in self.filters)

    @property
    def is_invalid(self):
        return self.is_bound and not self.form.is_valid()

    @property
    def found(self):
        return self.queryset.none() if self.is_invalid else self.qs


class Select(forms.Select):  # by this name the field is drawn as one to choose from
    """Names to choose from; on a page in another language marked as Czech."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value and not is_czech():
            option["attrs"]["lang"] = CZECH
        return option


class GoalFilter(Filters):
    region = django_filters.ChoiceFilter(
        label=_("Kraj"), field_name="centre__nuts3", empty_label=ANY_REGION, widget=Select
    )
    centre = django_filters.ChoiceFilter(
        label=_("Centrum"), field_name="centre__slug", empty_label=ANY_CENTRE, widget=Select
    )
    kind = django_filters.ChoiceFilter(label=_("Druh cíle"), choices=Kind, method="with_kind", empty_label=ANY_KIND)
    q = django_filters.CharFilter(
        label=_("Hledat ve znění"),
        method="with_words",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    class Meta:
        model = EditionGoal
        fields = []

    def __init__(self, data, *, edition):
        goals = EditionGoal.objects.filter(edition=edition).select_related("centre").prefetch_related("targets")
        super().__init__(data, queryset=goals)
        centres = list(edition.centres.all())
        regions = {centre.nuts3: centre.region for centre in centres}
        self.form.fields["region"].choices = sorted(regions.items(), key=lambda item: czech_order(item[1]))
        self.form.fields["centre"].choices = [(centre.slug, centre.name) for centre in centres]

    def with_kind(self, goals, name, value):
        return goals.filter(Exists(EditionTarget.objects.filter(goal=OuterRef("pk"), kind=value)))

    def with_words(self, goals, name, value):
        for word in fold(value).split():
            goals = goals.filter(folded_text__contains=word)
        return goals
