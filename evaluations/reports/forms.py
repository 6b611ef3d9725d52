"""Making an interim report or the evaluation of a year public."""

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from evaluations.models.meetings import LONGEST_SAID
from evaluations.reports.publishing import NEEDS_ERRATUM, NEEDS_REASON
from goals.forms.fields import FingerprintField, TextField
from goals.forms.omissions import OmissionsForm
from goals.models.goals import LONGEST_NOTE

LONGEST_NARRATIVE = 3 * LONGEST_SAID


class MonthForm(forms.Form):
    """At the end of which month; its name stands in the address."""

    mesic = forms.TypedChoiceField(label=_("Ke konci měsíce"), coerce=int)

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mesic"].choices = [(month, MONTHS[month]) for month in months]


class ReportForm(OmissionsForm):
    narrative = TextField(
        label=_("Slovní zhodnocení roku"),
        rows=6,
        max_length=LONGEST_NARRATIVE,
        required=False,
        help_text=_("Vyjde v úvodu vyhodnocení. Zhodnocení jednotlivých center vyjdou u nich."),
    )
    reason = TextField(
        label=_("Proč se to zveřejňuje, i když není všechno hotové"),
        rows=2,
        max_length=LONGEST_NOTE,
        help_text=_("U center bez uzavřené porady vyjde; jinak zůstane uvnitř, v záznamu událostí."),
        error_messages={"required": NEEDS_REASON},
    )
    erratum = TextField(
        label=_("Co se proti předchozímu vyhodnocení doplňuje"),
        rows=2,
        max_length=LONGEST_NOTE,
        help_text=_("Vyjde v úvodu vyhodnocení."),
        error_messages={"required": NEEDS_ERRATUM},
    )
    expected = FingerprintField(r"^[0-9a-f]{16}\Z")

    def __init__(self, *args, has_gaps, has_narrative, is_erratum, left_out, **kwargs):
        super().__init__(*args, left_out=left_out, is_required=has_narrative, **kwargs)
        if not is_erratum:
            del self.fields["erratum"]
        if not has_gaps:
            del self.fields["reason"]
        if not has_narrative:
            del self.fields["narrative"]
