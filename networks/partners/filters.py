"""The filters of the list of partners."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from centres.models import Region
from goals.filters import ANY_REGION, Filters
from goals.formatting import fold
from networks.models import Mark, Partner
from networks.states import Experience, MarkKind, PartnerKind

ARCHIVED = "archived"


class PartnerFilter(Filters):
    q = django_filters.CharFilter(
        label=_("Název, město nebo IČO"),
        method="with_words",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = django_filters.ChoiceFilter(label=_("Druh"), choices=PartnerKind, empty_label=_("Všechny druhy"))
    region = django_filters.ModelChoiceFilter(label=_("Kraj"), queryset=None, empty_label=ANY_REGION)
    mark = django_filters.ChoiceFilter(
        label=_("Označení"), choices=MarkKind, method="with_mark", empty_label=_("S označením i bez")
    )
    experience = django_filters.ChoiceFilter(label=_("Zkušenost"), choices=Experience, empty_label=_("Zkušení i noví"))
    state = django_filters.ChoiceFilter(
        label=_("Stav"), choices=[(ARCHIVED, _("archiv"))], method="with_state", empty_label=_("současní")
    )

    class Meta:
        model = Partner
        fields = []

    def __init__(self, data, *, queryset, regions):
        self.base_filters["region"].queryset = Region.objects.none()
        super().__init__(data, queryset=queryset)
        if regions.count() > 1:
            self.filters["region"].queryset = self.form.fields["region"].queryset = regions
        else:
            del self.form.fields["region"]

    def filter_queryset(self, queryset):
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.current()
        facts = {**dict.fromkeys(self.filters), **self.form.cleaned_data}
        for name, value in facts.items():
            if value:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    @property
    def qs(self):
        return super().qs if self.is_bound else self.queryset.current()

    def with_words(self, partners, name, value):
        for word in fold(value).split():
            partners = partners.filter(folded_text__contains=word)
        return partners

    def with_mark(self, partners, name, value):
        return partners.filter(Exists(Mark.objects.filter(partner=OuterRef("pk"), kind=value)))

    def with_state(self, partners, name, value):
        return partners.exclude(archived_at=None)
