"""Addresses of sign-in, account and people. The names of the library's pages are its own, because it looks for them."""

from allauth.account import views as allauth
from allauth.mfa.base import views as codes
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.socialaccount.views import login_cancelled
from django.urls import path, re_path

from centres.views import account, people

urlpatterns = [
    path("prihlaseni/", allauth.login, name="account_login"),
    path("prihlaseni/kod/", codes.authenticate, name="mfa_authenticate"),
    path("prihlaseni/klic/", account.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("prihlaseni/adresar/", account.sign_in_by_directory, account.DIRECTORY, name="openid_connect_login"),
    path("prihlaseni/adresar/zpet/", oidc.callback, account.DIRECTORY, name="openid_connect_callback"),
    path("prihlaseni/adresar/zruseno/", login_cancelled, name="socialaccount_login_cancelled"),
    path("prihlaseni/vypnuto/", allauth.account_inactive, name="account_inactive"),
    path("prihlaseni/zapomenute-heslo/", account.ForgottenPassword.as_view(), name="account_reset_password"),
    path("prihlaseni/zapomenute-heslo/odeslano/", allauth.password_reset_done, name="account_reset_password_done"),
    path(
        "prihlaseni/zapomenute-heslo/zmeneno/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^prihlaseni/zapomenute-heslo/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("odhlaseni/", account.sign_out, name="account_logout"),
    path("pozvanka/<str:token>/", people.accept, name="invitation"),
    path("ucet/", account.account, name="account"),
    path("ucet/overeni/", allauth.reauthenticate, name="account_reauthenticate"),
    path("ucet/overeni/kod/", codes.reauthenticate, name="mfa_reauthenticate"),
    path("ucet/overeni/klic/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("ucet/heslo/", allauth.password_change, name="account_change_password"),
    path("ucet/heslo/nove/", account.set_password, name="account_set_password"),
    path("ucet/dvoufaktor/", account.factors, name="mfa_index"),
    path("ucet/dvoufaktor/aplikace/", account.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("ucet/dvoufaktor/aplikace/vypnout/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("ucet/klice/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("ucet/klice/pridat/", account.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("ucet/klice/<int:pk>/odebrat/", account.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("ucet/klice/<int:pk>/nazev/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("ucet/zachranne-kody/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("ucet/zachranne-kody/nove/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("ucet/zachranne-kody/soubor/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("ucet/sezeni/", account.list_sessions, name="usersessions_list"),
    path("ucet/sezeni/<int:pk>/ukoncit/", account.end_session, name="end-session"),
    path("ucet/prihlaseni/", account.sign_ins, name="sign-ins"),
    path("prace/lide/pozvat/", people.invite, name="invite"),
    path("prace/lide/pozvanka/<int:pk>/znovu/", people.resend, name="resend-invitation"),
    path("prace/lide/pozvanka/<int:pk>/zrusit/", people.revoke, name="revoke-invitation"),
]
