"""What a person wants to be told by mail: one box for each group."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.states import MailGroup

CONTENTS = {
    MailGroup.HAPPENED: _("schválení, vrácení a vydání, znovu otevřený měsíc"),
    MailGroup.DEADLINES: _("odeslání cílů a uzávěrek, co leží vrácené a co čeká na rozhodnutí"),
    MailGroup.MEETINGS: _("co není zapsané nebo uzavřené"),
}


class MailForm(forms.Form):
    def __init__(self, data=None, *, left_out=()):
        super().__init__(data)
        for group in MailGroup:
            self.fields[group.value] = forms.BooleanField(
                label=f"{group.label}: {CONTENTS[group]}", required=False, initial=group not in left_out
            )

    @property
    def wanted(self):
        return [group for group in MailGroup if self.cleaned_data[group.value]]
