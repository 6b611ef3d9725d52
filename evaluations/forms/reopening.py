"""Opening a closed meeting again: why, and until which day."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.models.meetings import LONGEST_SAID
from goals.forms.fields import DateField, TextField, VersionField

LONGEST = timedelta(days=92)
"""A mistyped year must not leave a month open for a century."""


class ReopenForm(forms.Form):
    reason = TextField(
        label=gettext_lazy("Proč se znovu otevírá"),
        rows=3,
        max_length=LONGEST_SAID,
        help_text=gettext_lazy("Důvod bude v novém zápisu."),
    )
    until = DateField(
        label=gettext_lazy("Do kterého dne"),
        help_text=gettext_lazy("Potom už se do něj nic nezapíše, jen ho půjde uzavřít."),
    )
    version = VersionField()

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["until"].widget.attrs |= {
            "min": today.isoformat(),
            "max": (today + LONGEST).isoformat(),
        }
        self.is_conflict = False

    def clean_until(self):
        day = self.cleaned_data["until"]
        if day < self.today:
            raise ValidationError(_("Tento den už byl. Zvolte dnešek nebo pozdější den."))
        if day > self.today + LONGEST:
            raise ValidationError(_("Znovu otevřít jde nejdéle na tři měsíce."))
        return day

    def refuse(self, sentence, *, is_conflict):
        self.add_error(None, sentence)
        self.is_conflict = is_conflict

    @property
    def status(self):
        """The status of the page that shows the form."""
        if self.is_conflict:
            return 409
        return 422 if self.errors else 200
