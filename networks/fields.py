"""Fields of forms about networks: a day with times, a website, and text in which nothing of a person may stand."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.fields import DateField
from goals.forms.fields import TextField
from goals.reading import find_personal_data


class Impersonal(TextField):
    """Text in which no telephone, address or birth number may stand: those have fields of their own, or no place."""

    def run_validators(self, value):
        super().run_validators(value)
        for found in find_personal_data(value)[:1]:
            raise ValidationError(found.message)


def with_scheme(text):
    return text if "://" in text else f"https://{text}"


class WebsiteField(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "url"}), **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        try:
            return forms.URLField(max_length=300, assume_scheme="https").clean(with_scheme(text))
        except ValidationError:
            raise ValidationError(
                _("To není adresa webu. Napište ji celou, například https://www.example.cz.")
            ) from None


class TimeField(forms.TimeField):
    def __init__(self, **kwargs):
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], widget=widget, **kwargs)
        self.error_messages["invalid"] = gettext_lazy("Napište čas, například 9:30.")


class TimedForm(forms.Form):
    """What is on a day, from and to a time where they are known."""

    on = DateField(label=gettext_lazy("Den"))
    starts = TimeField(label=gettext_lazy("Od"), required=False)
    ends = TimeField(label=gettext_lazy("Do"), required=False)

    def clean_on(self):
        day = self.cleaned_data["on"]
        if not 2000 <= day.year <= 2100:
            raise ValidationError(_("Takový den sem nepatří; zkontrolujte rok."))
        return day

    def clean(self):
        facts = super().clean()
        starts, ends = facts.get("starts"), facts.get("ends")
        if ends and not starts and "starts" not in self.errors:
            self.add_error("starts", _("Napište i to, od kdy."))
        elif ends and starts and ends <= starts:
            self.add_error("ends", _("Konec musí být později než začátek."))
        return facts
