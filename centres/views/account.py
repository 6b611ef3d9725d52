"""Sign-in and a person's own account: our pages, and those of the library that need more than its templates."""

from allauth.account.decorators import reauthentication_required
from allauth.account.views import PasswordResetFromKeyView, PasswordResetView, logout, password_set
from allauth.core import ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView, RemoveWebAuthnView
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import list_usersessions
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from centres import devices, lockout
from centres.encryption import Unreadable
from centres.models import SignInKind
from centres.people import is_second_factor_missing, is_second_factor_required, roles_in_words
from centres.qr_codes import QrCode
from centres.sign_ins import record

SIGN_INS_A_PAGE = 30
DIRECTORY = {"provider_id": "adresar"}


@login_not_required
def sign_in_by_directory(request, provider_id):
    """A directory that is down is no fault of ours, and there is still the password."""
    try:
        return ratelimit.consume_or_429(request, action="begin", limit_get=True) or oidc.login(request, provider_id)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=503)


@login_not_required
def sign_out(request):
    """Nothing of the person stays in the browser but the cookie by which it is known (devices.py)."""
    response = logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_safe
@never_cache
def account(request):
    """What the person is here, and the state of everything they sign in with."""
    password = (_("nastavené"), "account_change_password", _("Změnit"))
    if not request.user.has_usable_password():
        password = (_("nemáte"), "account_set_password", _("Nastavit"))
    sessions = len(UserSession.objects.purge_and_list(request.user))
    roles = roles_in_words(request.rights.memberships) or _("Zatím žádná. Přidělí ji správce.")
    context = {
        "person": [
            {"label": _("Jméno"), "value": request.user.get_full_name()},
            {"label": _("E-mail"), "value": request.user.email},
            {"label": _("Role"), "value": roles},
        ],
        "ways": [
            _way(_("Heslo"), *password),
            *_factor_rows(request.user),
            _way(_("Přihlášená zařízení"), str(sessions), "usersessions_list", _("Zobrazit")),
            _way(_("Kdy a odkud"), _("poslední přihlášení a pokusy o ně"), "sign-ins", _("Zobrazit")),
        ],
    }
    return render(request, "account/overview.html", context)


@require_safe
@never_cache
def sign_ins(request):
    """Who signed in to this account, or tried to: the person knows whether it was them."""
    page = Paginator(request.user.sign_ins.order_by("-at", "-pk"), SIGN_INS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "account/sign_ins.html", {"page": page, "days": settings.SIGN_IN_DAYS})


class ForgottenPassword(PasswordResetView):
    """Whoever makes a stranger ask for links too often keeps the owner waiting in no way: the links that were sent are
    in the mail, so the answer is the same as after another one."""

    def form_valid(self, form):
        email = form.cleaned_data["email"]
        try:
            lockout.count(self.request, "reset", email)
        except lockout.TooMany as refusal:
            if refusal.limit == "account":
                return redirect("account_reset_password_done")
            return render(self.request, "429.html", {"minutes": refusal.minutes}, status=429)
        record(self.request, SignInKind.RESET_ASKED, email=email)
        return super().form_valid(form)


class NewPassword(PasswordResetFromKeyView):
    """Whoever can read the person's mail is no stranger: this browser signs in even while others are held up."""

    def form_valid(self, form):
        response = super().form_valid(form)
        devices.remember(self.request, response, self.reset_user.email)
        return response


@require_safe
@never_cache
def factors(request):
    """The second factor: which there are, and for whom one is a duty."""
    context = {
        "rows": _factor_rows(request.user),
        "is_missing": is_second_factor_missing(request),
        "is_required": is_second_factor_required(request),
    }
    return render(request, "mfa/index.html", context)


# Whoever finds somebody signed in does not sign them out everywhere else.
confirmed = reauthentication_required(app="allauth.usersessions", allow_get=True)
list_sessions = confirmed(list_usersessions)


@require_http_methods(["GET", "POST"])
@confirmed
def end_session(request, pk):
    """Signs one of the person's devices out; whoever comes back from signing in finds the button in the list."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if request.method == "GET":
        return redirect("usersessions_list")
    end_sessions(request, [session])
    if not request.user.is_authenticated:
        return redirect("account_login")
    messages.success(request, _("Zařízení je odhlášené."))
    return redirect("usersessions_list")


# Whoever has another way to prove who they are does so first; the library asks nobody here.
set_password = reauthentication_required(password_set, app="allauth.account")


class ActivateApp(ActivateTOTPView):
    """The code to scan is drawn into the page: the policy allows no image that is not a file of ours."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        fours = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        return context | {"qr": QrCode(context["totp_url"]), "secret": " ".join(fours)}


class AddPasskey(AddWebAuthnView):
    """A key that signs in by itself, so it has to live in the device and to know its owner."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        options = webauthn.begin_registration(self.request.user, passwordless=True)
        return context | {"form": kwargs.get("form", context["form"]), "options": options}


class RemovePasskey(RemoveWebAuthnView):
    """The last second factor of somebody who needs one stays."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"refusal": _refusal(self.object)}

    def form_valid(self, form):
        if _refusal(self.object):
            return self.render_to_response(self.get_context_data(form=form), status=403)
        return super().form_valid(form)


class SignInByPasskey(LoginWebAuthnView):
    """A page of its own: what a key has to sign waits in a session, and the page with the password needs none."""

    template_name = "mfa/webauthn/sign_in.html"

    def get(self, request, *args, **kwargs):
        if too_many := ratelimit.consume_or_429(request, action="begin", limit_get=True):
            return too_many
        context = {"options": webauthn.begin_authentication(), "form": self.get_form()}
        return render(request, self.template_name, context)

    def form_invalid(self, form):
        record(self.request, SignInKind.WRONG_FACTOR)
        messages.error(self.request, _("Tento klíč tu neznáme. Přihlaste se heslem."))
        return redirect("account_login")


def _refusal(authenticator):
    """Why the factor cannot be taken away, or None."""
    adapter = get_adapter()
    may_go = adapter.can_delete_authenticator(authenticator)
    return None if may_go else adapter.error_messages["cannot_delete_authenticator"]


def _factor_rows(user):
    has_app = user.authenticator_set.filter(type=Authenticator.Type.TOTP).exists()
    app = ("mfa_deactivate_totp", _("Vypnout")) if has_app else ("mfa_activate_totp", _("Zapnout"))
    keys = user.authenticator_set.filter(type=Authenticator.Type.WEBAUTHN).count()
    manage = ("mfa_list_webauthn", _("Spravovat")) if keys else ("mfa_add_webauthn", _("Přidat"))
    rows = [
        _way(_("Ověřovací aplikace"), _("zapnutá") if has_app else _("vypnutá"), *app),
        _way(_("Přístupové klíče"), str(keys) if keys else _("žádný"), *manage),
    ]
    if has_app or keys:
        rows.append(_way(_("Záchranné kódy"), _codes_left(user), "mfa_view_recovery_codes", _("Zobrazit")))
    return rows


def _codes_left(user):
    codes = user.authenticator_set.filter(type=Authenticator.Type.RECOVERY_CODES).first()
    try:
        left = len(codes.wrap().get_unused_codes()) if codes else 0
    except Unreadable:
        return _("nejdou přečíst")
    return _("zbývá %(count)s nepoužitých") % {"count": left}


def _way(label, value, address, action):
    return {"label": label, "value": value, "action": action, "action_url": reverse(address)}
