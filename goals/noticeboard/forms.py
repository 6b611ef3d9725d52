"""Where a print hangs: which one, in what place, since when."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.fields import DateField
from goals.formatting import format_date
from goals.forms.fields import KeyField, TextField, VersionField

SPOT = {
    "label": gettext_lazy("Kde visí"),
    "max_length": 120,
    "help_text": gettext_lazy("Místo slovy, například: nástěnka u vchodu. Bez jmen lidí."),
}


class SpotField(TextField):
    def __init__(self, **kwargs):
        super().__init__(**SPOT | kwargs)

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class PostForm(forms.Form):
    code = forms.TypedChoiceField(label=gettext_lazy("Který tisk"), coerce=int)
    spot = SpotField()
    posted_on = DateField(label=gettext_lazy("Visí od"))
    key = KeyField()

    def __init__(self, *args, codes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [(code.pk, named(code)) for code in codes]
        self.fields["key"].initial = uuid4


class MovePrintForm(forms.Form):
    spot = SpotField()
    version = VersionField()


def named(code):
    edition = code.place.edition
    facts = {"format": code.get_format_display(), "year": edition.year, "number": edition.number}
    facts["day"] = format_date(edition.published_on)
    return _("%(format)s %(year)s, vydání %(number)s ze dne %(day)s") % facts
