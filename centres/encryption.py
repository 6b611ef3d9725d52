"""What lies encrypted in the database, the secrets of second factors and what sessions hold, and by which keys.

The keys are derived from SECRET_KEY, which encrypts, and from SECRET_KEY_FALLBACKS, which still read; so the secret key
can be changed, everything written anew with it (manage.py rotate_keys), and the old one taken away.
"""

import base64
import functools
import logging
import zlib

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.sessions.serializers import JSONSerializer
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

PURPOSE = b"cpic: secrets in the database"  # the secret key serves other ends too; each has a key of its own
MARK = "fernet:"

logger = logging.getLogger(__name__)


class Unreadable(ValidationError):
    """No key reads it: a form says so beside the code, and the middleware on every other page."""

    def __init__(self):
        super().__init__(
            _(
                "Vaše druhé ověření teď nejde přečíst, protože se změnil klíč aplikace. Požádejte správce, ať vám ho "
                "zruší; pak si nastavíte nové."
            )
        )


def encrypt(text):
    return MARK + _keys()[0].encrypt(text.encode()).decode()


def decrypt(text):
    """Raises Unreadable, for what was never encrypted as well: nobody may put a secret of their own choice there."""
    try:
        return MultiFernet(_keys()).decrypt(_token(text)).decode()
    except InvalidToken:
        logger.error("A second factor cannot be read: neither SECRET_KEY nor SECRET_KEY_FALLBACKS is its key")
        raise Unreadable from None


def is_encrypted(text):
    return text.startswith(MARK)


def with_secrets(data, change):
    """The data of a factor with each of its secrets changed. What is kept of a passkey is public."""
    changed = {name: change(data[name]) for name in ("secret", "seed") if name in data}
    if "migrated_codes" in data:
        changed["migrated_codes"] = [change(code) for code in data["migrated_codes"]]
    return data | changed


def rotate():
    """Write every secret anew that the newest key did not write; how many factors were, and how many nobody reads."""
    renewed = unreadable = 0
    for pk in list(Authenticator.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
            if factor is None:  # taken away meanwhile
                continue
            try:
                data = with_secrets(factor.data, _renew)
            except Unreadable:
                unreadable += 1
                continue
            if data != factor.data:
                factor.data = data
                factor.save(update_fields=["data"])
                renewed += 1
    return renewed, unreadable


def unreadable_secrets():
    """How many second factors no key reads."""
    return sum(not _is_readable(data) for data in Authenticator.objects.values_list("data", flat=True))


class SessionSerializer(JSONSerializer):
    """While a second factor or a new password is being set up, its secret waits in the session. One that no key reads
    is an empty session to the framework, so its person signs in anew."""

    def dumps(self, obj):
        return _keys()[0].encrypt(zlib.compress(super().dumps(obj)))

    def loads(self, data):
        return super().loads(zlib.decompress(MultiFernet(_keys()).decrypt(data)))


def _is_readable(data):
    try:
        with_secrets(data, decrypt)
    except Unreadable:
        return False
    return True


def _renew(text):
    try:
        _keys()[0].decrypt(_token(text))
    except InvalidToken:
        return encrypt(decrypt(text))
    return text


def _token(text):
    if not is_encrypted(text):
        raise InvalidToken
    return text.removeprefix(MARK).encode()


def _keys():
    return [_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


@functools.lru_cache
def _key(secret):
    derived = HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
