"""A chapter of a monitoring, a proposed measure, and which number is compared."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.fields import DateField
from evaluations.fields import CountField
from evaluations.models.meetings import LARGEST_AMOUNT
from goals.formatting import format_number
from goals.forms.fields import VersionField
from networks.fields import Impersonal
from networks.models import Partner
from networks.models.monitoring import LONGEST_CHAPTER, LONGEST_MEASURE
from networks.states import MEASURED_IN, MonitoringKey, RegionNumber

PARTS = {RegionNumber.BY_AGENCIES: RegionNumber.EMPLOYED}


class ChapterForm(forms.Form):
    """The numbers of the chapter, each with what it was last time, and words."""

    text = Impersonal(
        label=gettext_lazy("Slovy"),
        rows=10,
        max_length=LONGEST_CHAPTER,
        required=False,
        help_text=gettext_lazy("Bez jmen a údajů lidí. Co platí dál, může zůstat."),
    )
    version = VersionField()

    def __init__(self, *args, key, last, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = MEASURED_IN[key]
        for one in self.numbers:
            field = CountField(label=one.label, least=0, most=LARGEST_AMOUNT, required=False)
            if last is not None and one in last.numbers:
                field.help_text = _("Minule: %(number)s") % {"number": format_number(last.numbers[one])}
            self.fields[str(one)] = field
        self.order_fields([*map(str, self.numbers), "text", "version"])

    def clean(self):
        facts = super().clean()
        for part, whole in PARTS.items():
            most, said = facts.get(whole), facts.get(part)
            if most is not None and said is not None and said > most:
                sentence = _("Je to část čísla „%(whole)s“ (%(most)s), a tak nemůže být větší. Opravte jedno z nich.")
                self.add_error(str(part), sentence % {"whole": whole.label, "most": most})
        return facts

    @property
    def said(self):
        return {str(one): self.cleaned_data[str(one)] for one in self.numbers}


class ComparisonForm(forms.Form):
    """Which year is shown, and which number of it."""

    rok = forms.ChoiceField(label=gettext_lazy("Rok"))
    cislo = forms.ChoiceField(
        label=gettext_lazy("Porovnat číslo"), choices=[("", "–"), *RegionNumber.choices], required=False
    )

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rok"].choices = [(year, year) for year in years]


class MeasureForm(forms.Form):
    key = forms.ChoiceField(label=gettext_lazy("Oddíl"), choices=MonitoringKey)
    what = Impersonal(label=gettext_lazy("Co navrhujete"), rows=2, max_length=LONGEST_MEASURE)
    owner = forms.ModelChoiceField(
        Partner.objects.none(), label=gettext_lazy("Kdo to má"), required=False, empty_label=gettext_lazy("centrum")
    )
    due_on = DateField(label=gettext_lazy("Do kdy"), required=False)
    outcome = Impersonal(
        label=gettext_lazy("Jak to dopadlo"),
        rows=2,
        max_length=LONGEST_MEASURE,
        required=False,
        help_text=gettext_lazy("Dokud tu nic není, přejde opatření i do dalšího čtvrtletí."),
    )
    version = VersionField()

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners

    @property
    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
