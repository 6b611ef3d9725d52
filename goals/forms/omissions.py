"""Whom a document or a report comes out without: a reason for each of the centres, typed where it is decided."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.forms.fields import TextField
from goals.models.goals import LONGEST_NOTE

NAME = "omission-{}"
"""The field of a centre's reason, by the id of the centre."""


class OmissionsForm(forms.Form):
    """`left_out` are the centres; where their reasons are not required, the common one holds for them."""

    def __init__(self, *args, left_out, is_required, **kwargs):
        super().__init__(*args, **kwargs)
        self.left_out = list(left_out)
        for centre in self.left_out:
            self.fields[NAME.format(centre.pk)] = TextField(
                label=_("Proč to vyjde bez centra: %(centre)s") % {"centre": centre.name},
                rows=2,
                max_length=LONGEST_NOTE,
                required=is_required,
                help_text=_("Vyjde u jména centra.")
                if is_required
                else _("Vyjde u jména centra. Necháte-li prázdné, platí společný důvod."),
                error_messages={"required": _("Napište, proč to vyjde bez tohoto centra, nebo na ně počkejte.")},
            )

    def clean(self):
        facts = super().clean()
        found = {centre.pk: facts.pop(NAME.format(centre.pk), "") for centre in self.left_out}
        return facts | {"omissions": found}
