"""What became of one task in a year."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.fields import DateField
from goals.forms.fields import VersionField
from networks.fields import Impersonal
from networks.models.ministry import LONGEST_REVIEW
from networks.states import TaskState


class TaskForm(forms.Form):
    state = forms.ChoiceField(label=gettext_lazy("Stav"), choices=TaskState, widget=forms.RadioSelect)
    done = Impersonal(
        label=gettext_lazy("Co se udělalo"),
        rows=5,
        max_length=LONGEST_REVIEW,
        required=False,
        help_text=gettext_lazy("I u ministerstva a neziskových organizací. Co je zapsané jinde, spočítá se samo."),
    )
    review = Impersonal(
        label=gettext_lazy("Co k tomu řekla porada vedoucích"), rows=4, max_length=LONGEST_REVIEW, required=False
    )
    reviewed_on = DateField(label=gettext_lazy("Kdy to porada probrala"), required=False)
    version = VersionField()

    def clean(self):
        facts = super().clean()
        if facts.get("review") and not facts.get("reviewed_on") and "reviewed_on" not in self.errors:
            self.add_error("reviewed_on", _("Napište, který den to porada probrala."))
        return facts

    @property
    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
