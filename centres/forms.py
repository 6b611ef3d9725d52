"""Forms of sign-in, account and invitations: the library's rules under our own words."""

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import lockout
from centres.access import Right, rights_of
from centres.czech import sorted_people
from centres.fields import DateField
from centres.invitations import WAITING, account_of, has_waiting
from centres.languages import Language
from centres.models import Invitation, Role, User
from centres.people import day_in_words, people_in_sight
from centres.roles import place_problems, roles_to_offer

DIFFERENT = _("Hesla se musí shodovat.")
LENGTH = _("Nejméně 12 znaků. Několik slov za sebou se pamatuje lépe než zkratka se znaménky.")


class OurWords:
    """Labels and hints of the fields; a placeholder that repeats the label only fades when one starts to write."""

    labels = {}
    hints = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class WrittenTwice(OurWords):
    """Passwords that have to be the same twice."""

    labels = {"password1": _("Nové heslo"), "password2": _("Nové heslo ještě jednou")}
    hints = {"password1": LENGTH}


class SignInForm(OurWords, account.LoginForm):
    labels = {"login": _("E-mail"), "password": _("Heslo")}


class ConfirmPasswordForm(OurWords, account.ReauthenticateForm):
    labels = {"password": _("Heslo")}


class ForgottenPasswordForm(OurWords, account.ResetPasswordForm):
    labels = {"email": _("E-mail")}


class NewPasswordForm(WrittenTwice, account.ResetPasswordKeyForm):
    pass


class SetPasswordForm(WrittenTwice, account.SetPasswordForm):
    pass


class ChangePasswordForm(WrittenTwice, account.ChangePasswordForm):
    labels = {"oldpassword": _("Dosavadní heslo")} | WrittenTwice.labels


class CountedCode:
    """Wrong codes are counted like wrong passwords, whether they are of the application or to stand in for it."""

    def clean_code(self):
        this = lockout.count(context.request, "code", self.user.email)
        code = super().clean_code()
        this.rollback()
        return code


class CodeForm(CountedCode, OurWords, codes.AuthenticateForm):
    labels = {"code": _("Kód")}
    hints = {"code": _("Šest číslic z ověřovací aplikace, nebo jeden ze záchranných kódů.")}


class ConfirmCodeForm(CountedCode, OurWords, codes.ReauthenticateForm):
    labels = CodeForm.labels
    hints = CodeForm.hints


class ActivateAppForm(OurWords, app.ActivateTOTPForm):
    labels = {"code": _("Kód z aplikace")}
    hints = {"code": _("Šest číslic, které aplikace ukazuje právě teď.")}


class AddPasskeyForm(OurWords, keys.SignupWebAuthnForm):
    """Every key of ours signs in by itself: it is kept in the device and asks for a finger, a face or a PIN."""

    labels = {"name": _("Název klíče")}
    hints = {"name": _("Podle něj klíč poznáte, například „pracovní notebook“.")}


class RenamePasskeyForm(OurWords, keys.EditWebAuthnForm):
    labels = AddPasskeyForm.labels


class InvitationForm(forms.ModelForm):
    """Who is to have which role, where and when. The roles on offer are those that the person may give; whoever has an
    account is known by their address, and needs no name here."""

    class Meta:
        model = Invitation
        fields = ["email", "first_name", "last_name", "role", "centre", "language", "valid_from", "valid_until"]
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "off", "list": "kolegove"}),
        }
        field_classes = {"valid_from": DateField, "valid_until": DateField}
        help_texts = {
            "email": _(
                "Touto adresou se člověk přihlašuje. Kdo účet nemá, tomu na ni přijde odkaz, kterým si ho založí."
            ),
            "first_name": _("Jen u toho, kdo tu ještě účet nemá; stejně tak příjmení."),
            "centre": _("Jen u pracovníka, vedoucího a zástupce; jejich role platí v jednom centru a jeho pobočkách."),
            "language": _("Jen u překladatele."),
            "valid_from": _("Bez data platí hned; u toho, kdo účet nemá, ode dne, kdy pozvánku přijme."),
            "valid_until": _(
                "Poslední den s přístupem. U zástupce povinné, u ostatních jen když role předem někdy končí."
            ),
        }

    person = None  # of the address, once it is known to be one

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by, rights = by, rights_of(by, on=timezone.localdate())
        roles = roles_to_offer(rights)
        self.fields["role"].choices = [("", _("Vyberte roli")), *((role.value, role.label) for role in roles)]
        centres, self.today = self.fields["centre"], timezone.localdate()
        centres.empty_label = _("Žádné, role platí pro celou síť")
        if not rights.may(Right.INVITE):
            centres.queryset = rights.led_centres()
            centres.required, centres.empty_label = True, _("Vyberte centrum")
        if Role.TRANSLATOR not in roles:
            del self.fields["language"]
        else:
            self.fields["language"].choices = [("", _("Žádný")), *Language.choices]
            self.fields["language"].is_conditional = True  # whether it is needed depends on the role
        # Offered are those that go on; of any other the answer says why it cannot be that one.
        there = centres.queryset.filter(Q(closed_on=None) | Q(closed_on__gt=self.today))
        centres.widget.choices = [("", centres.empty_label), *((one.pk, str(one)) for one in there)]
        for name in ("first_name", "last_name"):
            self.fields[name].required = False
            self.fields[name].is_conditional = True  # whether it is needed depends on the address
        self.colleagues = sorted_people(people_in_sight(rights).filter(is_active=True).exclude(pk=by.pk))

    def clean_email(self):
        email = User.objects.normalize_email(self.cleaned_data["email"])
        self.person = User.objects.filter(email=email).first()
        if self.person == self.by:
            raise ValidationError(_("Sobě roli nikdo nedává. Požádejte někoho, kdo role dává také."))
        if self.person and not self.person.is_active:
            raise ValidationError(account_of(email))
        if has_waiting(email):
            raise ValidationError(WAITING)
        return email

    def clean_valid_from(self):
        return self._not_over("valid_from")

    def clean_valid_until(self):
        return self._not_over("valid_until")

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error(
                "valid_until", _("Role nemůže skončit dřív, než začne (%(day)s).") % {"day": day_in_words(first)}
            )
        if cleaned.get("role") == Role.TRANSLATOR and not cleaned.get("language"):
            self.add_error("language", _("Vyberte jazyk, do kterého bude překládat."))
        for field, problem in place_problems(cleaned.get("centre"), first or self.today, last):
            if field == "centre" or last or self.person:
                self.add_error(field, problem)
        if cleaned.get("email") and not self.person:
            for name in ("first_name", "last_name"):
                if not cleaned.get(name):
                    self.add_error(name, _("Tato adresa tu účet nemá, takže je potřeba i jméno a příjmení."))
        return cleaned

    def _not_over(self, name):
        day = self.cleaned_data[name]
        if day and day < timezone.localdate():
            raise ValidationError(_("Tento den už minul."))
        return day


class AcceptanceForm(forms.Form):
    """Name and password of somebody who takes an invitation up."""

    first_name = forms.CharField(
        label=_("Jméno"), max_length=150, widget=forms.TextInput({"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Příjmení"), max_length=150, widget=forms.TextInput({"autocomplete": "family-name"})
    )
    password1 = forms.CharField(
        label=_("Heslo"), help_text=LENGTH, strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )
    password2 = forms.CharField(
        label=_("Heslo ještě jednou"), strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password1(self):
        password = self.cleaned_data["password1"]
        names = {name: self.cleaned_data.get(name, "") for name in ("first_name", "last_name")}
        validate_password(password, User(email=self.email, **names))
        return password

    def clean_password2(self):
        password = self.cleaned_data["password2"]
        if self.cleaned_data.get("password1", password) != password:
            raise ValidationError(DIFFERENT)
        return password
