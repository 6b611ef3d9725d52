"""The way to the organisation's directory."""

from allauth.socialaccount.providers.openid_connect import views as oidc
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from requests import RequestException

DIRECTORY = {"provider_id": "adresar"}


@login_not_required
def sign_in(request, provider_id):
    """A directory that is down is no fault of ours, and there is still the password."""
    try:
        return oidc.login(request, provider_id)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=503)
