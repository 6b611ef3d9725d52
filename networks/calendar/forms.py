"""A course or an event for the public, and a person's subscription."""

from django import forms
from django.utils.translation import gettext_lazy

from centres.models import Centre
from evaluations.fields import CountField
from goals.forms.fields import KeyField, TextField, VersionField
from networks.fields import Impersonal, TimedForm, WebsiteField
from networks.models.public import MOST_WEEKS
from networks.states import HappeningKind


class AnnouncementForm(TimedForm):
    field_order = ["kind", "title", "centre"]
    kind = forms.ChoiceField(
        label=gettext_lazy("Druh"),
        choices=[one for one in HappeningKind.choices if one[0] != HappeningKind.MEETING],
        widget=forms.RadioSelect,
    )
    title = Impersonal(label=gettext_lazy("Název"), max_length=200)
    centre = forms.ModelChoiceField(Centre.objects.none(), label=gettext_lazy("Centrum"), empty_label=None)
    weeks = CountField(
        label=gettext_lazy("Kolik týdnů po sobě"),
        most=MOST_WEEKS,
        initial=1,
        help_text=gettext_lazy("Kurz ve stejný den a hodinu každý týden; jednorázová akce má 1."),
    )
    place = Impersonal(label=gettext_lazy("Kde"), max_length=200, required=False)
    about = Impersonal(
        label=gettext_lazy("O co jde a pro koho to je"),
        rows=3,
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Kontakt patří na stránku centra, ne sem."),
    )
    link = WebsiteField(label=gettext_lazy("Kde se dozvědět víc"), required=False)
    version = VersionField()
    key = KeyField()

    def __init__(self, *args, centres, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["centre"].queryset, self.only_centre = centres, centres.first()
        if centres.count() == 1:  # nothing to choose
            del self.fields["centre"]

    @property
    def facts(self):
        facts = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "key"}}
        return {"centre": self.only_centre} | facts


class SubscriptionForm(forms.Form):
    name = TextField(
        label=gettext_lazy("Kde kalendář budete mít"),
        max_length=60,
        help_text=gettext_lazy("Například „telefon“, abyste odběr za rok poznali."),
    )
