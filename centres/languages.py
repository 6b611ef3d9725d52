"""The languages of the public site. The address alone says which: Czech has no prefix, the others begin with theirs. No
cookie and no header of the browser is asked, so an address is the same page for everybody."""

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import get_language, override

CZECH = settings.LANGUAGE_CODE
PREFIXED = {code for code, _name in settings.LANGUAGES} - {CZECH}


class Language(TextChoices):
    """Into which the commitment is translated; each is called as its readers call it. Simple Czech is one of them."""

    ENGLISH = "en", "English"
    UKRAINIAN = "uk", "українська"
    RUSSIAN = "ru", "русский"
    VIETNAMESE = "vi", "Tiếng Việt"
    SIMPLE = "cs-simple", "snadná čeština"

    @property
    def html(self):
        """What a page calls it: simple Czech is Czech."""
        return CZECH if self == Language.SIMPLE else self.value


# Around what stays Czech in a sentence of another language: the isolates of Unicode, which show nothing in plain text.
BEGIN, END = "\u2068", "\u2069"


def language_of(path: str) -> str:
    prefix = path.split("/", 2)[1] if path.startswith("/") else ""
    return prefix if prefix in PREFIXED else CZECH


def address_in(code: str, path: str) -> str:
    """The address of the same page in the language."""
    language = language_of(path)
    czech = path if language == CZECH else path.removeprefix(f"/{language}") or "/"
    return czech if code == CZECH else f"/{code}{czech}"


def is_czech() -> bool:
    """Whether what is being written now is Czech; nothing said means yes."""
    return get_language() in {CZECH, None}


def left_czech(text: str) -> str:
    """Words of people and names, which are not translated: set apart where the sentence is of another language, so that
    a page can mark them (the filter `marked`)."""
    return text if is_czech() or not text else f"{BEGIN}{text}{END}"


def by_address(get_response):
    """Middleware, the outermost: errors of all others are said in the language of the address too."""

    def serve(request):
        with override(language_of(request.path_info)):
            return get_response(request)

    return serve
