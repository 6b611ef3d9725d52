"""Who has to prove twice who they are, and whether they can."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes only stand in for one of these


def is_required(request):
    return settings.REQUIRE_SECOND_FACTOR and request.user.is_authenticated and request.rights.needs_second_factor


def is_missing(request):
    return is_required(request) and not is_mfa_enabled(request.user, FACTORS)


def is_last(authenticator):
    """Would the person be left without a second factor?"""
    others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS).exclude(pk=authenticator.pk)
    return not others.exists()


def unused_codes(user):
    """How many recovery codes are left."""
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(codes.wrap().get_unused_codes()) if codes else 0
