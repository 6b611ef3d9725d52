"""What a centre decides about its year: last year's goals one by one, and the order of its own."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.fields import TextField, VersionField
from goals.models.goals import LONGEST_NOTE
from goals.states import Decision

DECISIONS = [
    (Decision.CARRY, gettext_lazy("Pokračuje beze změny – znění i cílové hodnoty se převezmou")),
    (Decision.CHANGE, gettext_lazy("Pokračuje s úpravou – převezme se a hned ho upravíte")),
    (Decision.RETIRE, gettext_lazy("Končí – na další rok nepřechází")),
]


class ContinueForm(forms.Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("Co s tímto cílem dál"), choices=DECISIONS, widget=forms.RadioSelect
    )
    reason = TextField(
        label=gettext_lazy("Důvod"),
        rows=3,
        max_length=LONGEST_NOTE,
        required=False,
        is_conditional=True,
        help_text=gettext_lazy("U cíle, který se mění nebo končí, je důvod potřeba."),
    )

    def clean(self):
        facts = super().clean()
        if "reason" in facts and not facts["reason"] and facts.get("decision") in {Decision.CHANGE, Decision.RETIRE}:
            self.add_error("reason", ValidationError(_("Napište, proč se cíl mění nebo končí.")))
        return facts

    def clean_decision(self):
        return Decision(self.cleaned_data["decision"])


class OrderForm(forms.Form):
    goal = VersionField()
    version = VersionField()
    offset = forms.TypedChoiceField(choices=[("-1", ""), ("1", "")], coerce=int)
