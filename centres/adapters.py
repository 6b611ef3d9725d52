"""Where the framework and the library of the sign-in ask us: who may come in, how refusals are worded, where mail
leads, what a directory is good for."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres import encryption, lockout, sign_ins
from centres.addresses import full_address
from centres.devices import browser_of
from centres.models import SignInKind
from centres.people import is_last_factor, is_second_factor_required

TOO_MANY = _("Příliš mnoho nezdařených pokusů. Zkuste to znovu za pět minut.")
WRONG_CODE = _("Kód nesouhlasí nebo už neplatí. Opište ten, který je vidět právě teď.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-mail nebo heslo nesouhlasí."),
        "enter_current_password": _("Tohle není vaše dosavadní heslo."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("Heslo nesouhlasí."),
        "invalid_password_reset": _("Odkaz pro nové heslo už neplatí."),
        "rate_limited": TOO_MANY,
        "too_many_login_attempts": TOO_MANY,
    }

    def is_ajax(self, request):
        """Nothing of ours asks so; the answer would be a form with all that was typed into it, passwords too."""
        return False

    def is_open_for_signup(self, request):
        """People come by invitation only."""
        return False

    def is_safe_url(self, url):
        """The library takes it for an address and fails on what is none."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def send_mail(self, template_prefix, email, context):
        super().send_mail(template_prefix, email, context | {"site": full_address("", self.request)})

    def get_reset_password_from_key_url(self, key):
        return full_address(urlsplit(super().get_reset_password_from_key_url(key)).path, self.request)

    def get_http_user_agent(self, request):
        """People are told of it by mail: in the words of the list of sign-ins, and in none that the visitor chose."""
        return browser_of(request)

    def get_password_change_redirect_url(self, request):
        return reverse("account")

    def pre_authenticate(self, request, email, **credentials):
        """Our limits in place of the library's, by which anybody could keep somebody out."""
        self._login_failed_rl_usage = lockout.count(request, "password", email)

    def authentication_failed(self, request, email, **credentials):
        sign_ins.record(request, SignInKind.WRONG_PASSWORD, email=email)

    def respond_user_inactive(self, request, user):
        sign_ins.record(request, SignInKind.DISABLED, person=user)
        return super().respond_user_inactive(request, user)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Vaše role potřebuje druhé ověření a tohle je poslední, které máte. Nejdřív přidejte jiné."
        ),
        "cannot_generate_recovery_codes": _("Záchranné kódy doplňují druhé ověření. Nejdřív zapněte to."),
        "incorrect_code": WRONG_CODE,
    }

    def can_delete_authenticator(self, authenticator):
        return not (is_second_factor_required(context.request) and is_last_factor(authenticator))

    def encrypt(self, text):
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text):
        return encryption.decrypt(encrypted_text)

    def generate_authenticator_name(self, user, type):  # noqa: A002 - the library passes it by this name
        number = user.authenticator_set.filter(type=type).count() + 1
        return gettext("Klíč") if number == 1 else gettext("Klíč %(number)s") % {"number": number}


class DirectoryAdapter(DefaultSocialAccountAdapter):
    """The organisation's directory says who somebody is. Whether they have an account here is decided here."""

    def list_apps(self, request, provider=None, client_id=None):
        """Only the environment names a directory. The library would offer what its own table holds as well, of which
        our addresses know nothing."""
        apps = super().list_apps(request, provider=provider, client_id=client_id)
        return [app for app in apps if app.pk is None]

    def is_email_verified(self, provider, email):
        """Only what the directory itself says counts."""
        return False

    def get_requests_session(self):
        """It is asked where the settings say, and nowhere that an answer of it leads."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def authenticate_by_email(self, sociallogin):
        """Some directories send the word "false", which Python takes for true."""
        for address in sociallogin.email_addresses:
            address.verified = address.verified in (True, "true")
        return super().authenticate_by_email(sociallogin)

    def pre_social_login(self, request, sociallogin):
        """Nobody signs up, and no account of the directory is tied to one of ours: the address decides each time."""
        if sociallogin.state.get("process") != "login" or not sociallogin.is_existing:
            verified = any(address.verified for address in sociallogin.email_addresses)
            facts = {"addresses": sociallogin.email_addresses, "is_verified": verified}
            raise ImmediateHttpResponse(render(request, "socialaccount/refused.html", facts, status=403))
