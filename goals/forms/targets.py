"""What a goal is measured by: one small form for each target, added and taken away without a script."""

import re
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.fields import DateField, NumberField, TextField
from goals.states import Comparator, Kind, Window
from goals.writing import TargetContent

MOST = 20  # targets of one goal
COUNTED = {Kind.COUNT, Kind.FREQUENCY, Kind.LEVEL, Kind.SHARE}  # a number is what they are about
NUMBERLESS = {Kind.MILESTONE, Kind.NARRATIVE}
NO_WINDOW = [("", gettext_lazy("neurčeno"))]


class TargetForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Druh"), choices=Kind.choices)
    comparator = forms.ChoiceField(
        label=gettext_lazy("Porovnání"), choices=Comparator.choices, initial=Comparator.MIN, required=False
    )
    value = NumberField(label=gettext_lazy("Kolik"), required=False)
    unit = TextField(label=gettext_lazy("Čeho"), max_length=200, required=False)
    window = forms.ChoiceField(label=gettext_lazy("Za jak dlouho"), choices=NO_WINDOW + Window.choices, required=False)
    deadline = DateField(label=gettext_lazy("Do kdy"), required=False)

    def __init__(self, *args, year=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_deadline(self):
        deadline = self.cleaned_data["deadline"]
        if deadline and self.year and deadline.year != self.year:
            raise ValidationError(_("Termín musí být v roce %(year)s.") % {"year": self.year})
        return deadline

    def clean(self):
        facts = super().clean()
        if "kind" not in facts or "value" not in facts:
            return facts
        kind, value = facts["kind"], facts["value"]
        if kind in COUNTED and value is None:
            self.add_error("value", _("Tento druh potřebuje číslo. Bez čísla zvolte milník nebo slovní hodnocení."))
        if kind == Kind.FREQUENCY and not facts.get("window"):
            self.add_error("window", _("U pravidelné hodnoty zvolte, za jak dlouho se počítá."))
        if value is not None and kind not in NUMBERLESS:
            if value == 0 and facts.get("comparator") != Comparator.MAX:
                self.add_error("value", _("Nula by byla splněná hned. Zadejte aspoň 1, nebo porovnání „nejvýše“."))
            if kind == Kind.SHARE and value > Decimal(100):
                self.add_error("value", _("Podíl je nejvýše 100 procent."))
        return facts

    @property
    def content(self):
        facts = self.cleaned_data
        if facts["kind"] in NUMBERLESS:
            return TargetContent(kind=Kind(facts["kind"]), comparator=Comparator.EXACT, deadline=facts["deadline"])
        return TargetContent(
            kind=Kind(facts["kind"]),
            comparator=Comparator(facts["comparator"] or Comparator.MIN),
            value=facts["value"],
            unit=facts["unit"],
            window=facts["window"],
            deadline=facts["deadline"],
        )


class BaseTargets(forms.BaseFormSet):
    default_error_messages = {
        "missing_management_form": gettext_lazy("Cílové hodnoty nepřišly celé. Zkontrolujte je a uložte znovu."),
        "too_many_forms": gettext_lazy("Cílových hodnot je nejvýše 20."),
    }

    def __init__(self, *args, year=None, **kwargs):
        super().__init__(*args, prefix="targets", form_kwargs={"year": year}, **kwargs)

    @property
    def content(self):
        return tuple(form.content for form in self.forms)


Targets = forms.formset_factory(TargetForm, formset=BaseTargets, extra=0, max_num=MOST, absolute_max=MOST)


def raw_targets(data):
    """The rows as they were typed, right or wrong, for showing them again."""
    total = data.get("targets-TOTAL_FORMS", "")
    count = min(int(total), MOST) if re.fullmatch(r"[0-9]{1,9}", total) else 0
    return [{name: data.get(f"targets-{at}-{name}", "") for name in TargetForm.base_fields} for at in range(count)]


def as_typed(content):
    """A target as initial values of its form."""
    return {
        "kind": content.kind.value,
        "comparator": content.comparator.value,
        "value": content.value,
        "unit": content.unit,
        "window": str(content.window),
        "deadline": content.deadline if isinstance(content.deadline, date) else "",
    }
