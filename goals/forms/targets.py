"""What a goal is measured by: one small form for each target, added and taken away without a script."""

import re
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.fields import DateField
from goals.amounts import is_times, propose_unit, read_forms, says_how_often, unit_of
from goals.forms.fields import NumberField, TextField
from goals.noun_patterns import Number
from goals.states import Comparator, Kind, Scope, Window
from goals.writing import TargetContent

MOST = 20  # targets of one goal
COUNTED = {Kind.COUNT, Kind.FREQUENCY, Kind.LEVEL, Kind.SHARE, Kind.INCREASE}  # a number is what they are about
INFLECTED = {Kind.COUNT, Kind.LEVEL, Kind.INCREASE, Kind.FREQUENCY}  # a number stands before the unit
NUMBERLESS = {Kind.MILESTONE, Kind.NARRATIVE}
NO_WINDOW = [("", gettext_lazy("neurčeno"))]


class TargetForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Druh"), choices=Kind.choices)
    comparator = forms.ChoiceField(
        label=gettext_lazy("Porovnání"), choices=Comparator.choices, initial=Comparator.MIN, required=False
    )
    value = NumberField(label=gettext_lazy("Kolik"), required=False, is_signed=True)
    unit = TextField(label=gettext_lazy("Čeho"), max_length=200, required=False)
    unit_forms = TextField(
        label=gettext_lazy("Jak se to skloňuje"),
        rows=3,
        max_length=400,
        required=False,
        help_text=gettext_lazy("Čtyři tvary za čísly 1, 2, 1,5 a 5, například: kurz, kurzy, kurzu, kurzů."),
    )
    baseline = NumberField(
        label=gettext_lazy("Z kolika"),
        required=False,
        help_text=gettext_lazy("Výchozí stav, od kterého se nárůst nebo pokles počítá."),
    )
    is_relative = forms.BooleanField(label=gettext_lazy("v procentech výchozího stavu"), required=False)
    scope = forms.ChoiceField(
        label=gettext_lazy("Platí pro"),
        choices=[("", gettext_lazy("celou síť dohromady")), *Scope.choices],
        required=False,
        help_text=gettext_lazy("Má-li to splnit každý zvlášť, ukáže se, kolik jich to má a kdo ještě ne."),
    )
    window = forms.ChoiceField(label=gettext_lazy("Za jak dlouho"), choices=NO_WINDOW + Window.choices, required=False)
    deadline = DateField(label=gettext_lazy("Do kdy"), required=False)

    def __init__(self, *args, year=None, is_network=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year
        if not is_network:
            del self.fields["scope"]
        if self["kind"].value() == Kind.EACH:
            self.fields["unit"].label, forms = _("Kdo"), self.fields["unit_forms"]
            forms.label, forms.help_text = _("Co každý splní"), _("Například: seminář. Tvary se doplní, opravte je.")

    @property
    def shows_forms(self):
        """Are the forms of the unit asked for? Only of a word that the table does not know."""
        unit, kind = self["unit"].value() or "", self["kind"].value()
        is_asked = kind == Kind.EACH or _is_inflected(kind, unit) and unit_of(unit.strip()) is None
        return bool(is_asked or self["unit_forms"].value() or "unit_forms" in self.errors)

    @property
    def shows_increase(self):
        names = ("baseline", "is_relative")
        return self["kind"].value() == Kind.INCREASE or any(self[name].value() or name in self.errors for name in names)

    def clean_unit_forms(self):
        text = self.cleaned_data["unit_forms"]
        if not text:
            return ""
        try:
            return str(read_forms(text))
        except ValueError as error:
            is_noun = self.cleaned_data.get("kind") == Kind.EACH and "," not in text
            if is_noun and (proposed := propose_unit(text, Number.ONE)):
                return str(proposed)[:400]
            raise ValidationError(_("Napište čtyři tvary oddělené čárkou: kurz, kurzy, kurzu, kurzů.")) from error

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
        if kind == Kind.INCREASE:
            self.clean_increase(facts)
        elif value is not None and kind not in NUMBERLESS:
            self.clean_number(kind, value, facts)
        self.clean_inflection(facts)
        return facts

    def clean_number(self, kind, value, facts):
        if value < 0:
            self.add_error("value", _("Zadejte číslo od nuly výš. Záporné má smysl jen u nárůstu nebo poklesu."))
        if value == 0 and facts.get("comparator") != Comparator.MAX:
            self.add_error("value", _("Nula by byla splněná hned. Zadejte aspoň 1, nebo porovnání „nejvýše“."))
        if kind == Kind.SHARE and value > Decimal(100):
            self.add_error("value", _("Podíl je nejvýše 100 procent."))

    def clean_inflection(self, facts):
        unit, forms = facts.get("unit", ""), facts.get("unit_forms")
        if not _is_inflected(facts["kind"], unit) or forms is None or unit_of(unit, forms) is not None:
            return
        proposed = propose_unit(unit)
        if proposed is not None:  # shown from now on, so that people can mend it
            facts["unit_forms"] = str(proposed)[:400]
        else:
            sentence = _("Slovo „%(unit)s“ neumíme skloňovat. Doplňte jeho čtyři tvary.") % {"unit": unit}
            self.add_error("unit_forms", sentence)

    def clean_increase(self, facts):
        value, baseline = facts.get("value"), facts.get("baseline")
        if value == 0:
            self.add_error("value", _("Nula není změna. Zadejte, o kolik má stav vzrůst, nebo záporně klesnout."))
        if "baseline" in facts and baseline is None:
            self.add_error("baseline", _("Napište, z jakého stavu se vychází."))
        elif baseline == 0 and facts["is_relative"]:
            self.add_error("baseline", _("Z nuly se procenty nikam nedojde. Zadejte výchozí stav, nebo změnu číslem."))
        elif baseline is not None and value is not None and value < 0:
            drop = -value * baseline / 100 if facts["is_relative"] else -value
            if drop > baseline:
                self.add_error("value", _("Pod nulu to klesnout nemůže. Zadejte menší pokles."))

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
            window="" if facts["kind"] == Kind.INCREASE else facts["window"],
            deadline=facts["deadline"],
            unit_forms=facts["unit_forms"],
            baseline=facts["baseline"] if facts["kind"] == Kind.INCREASE else None,
            is_relative=facts["is_relative"] and facts["kind"] == Kind.INCREASE,
            scope=facts.get("scope", "") if facts["kind"] in COUNTED else "",
        )


def _is_inflected(kind, unit):
    """Does a number stand before the words? Not before those that only say how often."""
    return bool(unit) and kind in INFLECTED and not (says_how_often(unit) if kind == Kind.FREQUENCY else is_times(unit))


class BaseTargets(forms.BaseFormSet):
    default_error_messages = {
        "missing_management_form": gettext_lazy("Cílové hodnoty nepřišly celé. Zkontrolujte je a uložte znovu."),
        "too_many_forms": gettext_lazy("Cílových hodnot je nejvýše 20."),
    }

    def __init__(self, *args, year=None, is_network=False, **kwargs):
        super().__init__(*args, prefix="targets", form_kwargs={"year": year, "is_network": is_network}, **kwargs)

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
        "unit_forms": content.unit_forms,
        "baseline": content.baseline,
        "is_relative": content.is_relative,
        "scope": str(content.scope),
    }
