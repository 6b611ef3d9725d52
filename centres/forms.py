"""Forms of sign-in, account and invitations: the library's rules under our own words."""

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import lockout
from centres.access import rights_of
from centres.invitations import WAITING, account_of, has_waiting, roles_to_offer
from centres.models import Invitation, User

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
    """Whom to invite, to which role and where. The roles on offer are those that the inviting person may give."""

    class Meta:
        model = Invitation
        fields = ["first_name", "last_name", "email", "role", "centre", "valid_until"]
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "email": _("Na tuto adresu přijde odkaz a touto adresou se bude člověk přihlašovat."),
            "centre": _("Jen u pracovníka, vedoucího a zástupce; jejich role platí v jednom centru a jeho pobočkách."),
            "valid_until": _("U zástupce povinné, u ostatních jen když role předem někdy končí."),
        }

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        roles = roles_to_offer(rights_of(by, on=timezone.localdate()))
        self.fields["role"].choices = [("", _("Vyberte roli")), *((role.value, role.label) for role in roles)]
        self.fields["centre"].empty_label = _("Žádné, role platí pro celou síť")

    def clean_email(self):
        email = User.objects.normalize_email(self.cleaned_data["email"])
        if account_of(email):
            raise ValidationError(account_of(email))
        if has_waiting(email):
            raise ValidationError(WAITING)
        return email

    def clean_valid_until(self):
        day = self.cleaned_data["valid_until"]
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
