"""Fields of forms about networks: a time, a website, and text in which nothing of a person may stand."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
