"""What a person wants to be told by mail: one box for each group."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.states import MailGroup


class MailForm(forms.Form):
    wanted = forms.MultipleChoiceField(
        label=_("Co vám má chodit"),
        choices=MailGroup,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Na vaší stránce Moje práce zůstává všechno, i co sem nechodí."),
    )
