"""Forms about people and their roles."""

from django import forms
from django.utils.translation import gettext_lazy as _

from centres.fields import DateField
from centres.models import Role
from centres.people import mark_of
from goals.forms.fields import FingerprintField, TextField


class RoleEndForm(forms.Form):
    """The last day of a role; `seen` is the one that was on the screen."""

    valid_until = DateField(label=_("Poslední den s přístupem"), required=False)
    seen = DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, held, **kwargs):
        super().__init__(*args, **kwargs)
        day = self.fields["valid_until"]
        if held.role == Role.DEPUTY:
            day.required = True
        else:
            day.help_text = _("Bez data role nekončí.")


class PersonForm(forms.Form):
    """Who somebody is, and whether they can sign in."""

    first_name = TextField(label=_("Jméno"), max_length=150)
    last_name = TextField(label=_("Příjmení"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("Touto adresou se člověk přihlašuje. O změně přijde zpráva na obě."),
    )
    is_active = forms.BooleanField(
        label=_("Účet je zapnutý"),
        required=False,
        help_text=_("Vypnutým účtem se nikdo nepřihlásí; co člověk udělal, zůstává pod jeho jménem."),
    )
    seen = FingerprintField(regex="^[0-9a-f]{16}$")

    @staticmethod
    def filled(person):
        facts = {name: getattr(person, name) for name in ("first_name", "last_name", "email", "is_active")}
        return facts | {"seen": mark_of(person)}
