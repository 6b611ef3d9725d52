"""What our cookies are called. In production their names begin with __Host-, so that browsers take them only over
HTTPS and for this host alone: another host of the domain can neither read nor plant one."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage

BROWSER = f"{settings.COOKIE_PREFIX}prohlizec"
TYPING = f"{settings.COOKIE_PREFIX}typing"


class MessageCookie(CookieStorage):
    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class Messages(FallbackStorage):
    storage_classes = (MessageCookie, SessionStorage)
