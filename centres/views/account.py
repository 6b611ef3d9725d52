"""A person's own account, and the library's pages where they need more than its templates."""

from allauth.account.decorators import reauthentication_required
from allauth.account.views import password_set
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from centres import second_factor
from centres.people import roles_in_words
from centres.qr import QrCode


@require_safe
@never_cache
def account(request):
    """What the person is here, and the state of everything they sign in with."""
    return render(request, "account/overview.html", {"person": _person_rows(request), "ways": _ways_rows(request)})


@require_safe
@never_cache
def factors(request):
    """The second factor: which there are, and for whom one is a duty."""
    context = {
        "rows": _factor_rows(request.user),
        "is_missing": second_factor.is_missing(request),
        "is_required": second_factor.is_required(request),
    }
    return render(request, "mfa/index.html", context)


@require_http_methods(["GET", "POST"])
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


class FirstFactorEndsSessions:
    """Sessions that were begun before there was a second factor end with the first one: they never had to prove it."""

    def form_valid(self, form):
        is_first = not is_mfa_enabled(self.request.user, second_factor.FACTORS)
        response = super().form_valid(form)
        if is_first:
            end_other_sessions(self.request, self.request.user)
        return response


class ActivateApp(FirstFactorEndsSessions, ActivateTOTPView):
    """The code to scan is drawn into the page: the policy allows no image that is not a file of ours."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"qr": QrCode(context["totp_url"]), "secret": _in_fours(context["form"].secret)}


class AddPasskey(FirstFactorEndsSessions, AddWebAuthnView):
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
        context = {"options": webauthn.begin_authentication(), "form": self.get_form()}
        return render(request, self.template_name, context)

    def form_invalid(self, form):
        messages.error(self.request, _("Tento klíč tu neznáme. Přihlaste se heslem."))
        return redirect("account_login")


def _refusal(authenticator):
    """Why the factor cannot be taken away, or None."""
    adapter = get_adapter()
    may_go = adapter.can_delete_authenticator(authenticator)
    return None if may_go else adapter.error_messages["cannot_delete_authenticator"]


def _in_fours(secret):
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _person_rows(request):
    held = request.rights.memberships
    return [
        {"label": _("Jméno"), "value": request.user.get_full_name()},
        {"label": _("E-mail"), "value": request.user.email},
        {"label": _("Role"), "value": roles_in_words(held) or _("Zatím žádná. Přidělí ji správce.")},
    ]


def _ways_rows(request):
    password = (_("nastavené"), "account_change_password", _("Změnit"))
    if not request.user.has_usable_password():
        password = (_("nemáte"), "account_set_password", _("Nastavit"))
    sessions = len(UserSession.objects.purge_and_list(request.user))
    return [
        _way(_("Heslo"), *password),
        *_factor_rows(request.user),
        _way(_("Přihlášená zařízení"), str(sessions), "usersessions_list", _("Zobrazit")),
    ]


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
        left = _("zbývá %(count)s nepoužitých") % {"count": second_factor.unused_codes(user)}
        rows.append(_way(_("Záchranné kódy"), left, "mfa_view_recovery_codes", _("Zobrazit")))
    return rows


def _way(label, value, address, action):
    return {"label": label, "value": value, "action": action, "action_url": reverse(address)}
