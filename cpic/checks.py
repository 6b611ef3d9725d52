"""What production must have before it starts, each with the sentence that says what to set."""

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

PRODUCTION = "production"


@checks.register(PRODUCTION)
def check_production(app_configs=None, **kwargs):
    if settings.ENVIRONMENT not in {"example", "production"}:
        return [
            checks.Error(f"CPIC_ENVIRONMENT={settings.ENVIRONMENT!r} is unknown.", hint=HINTS["E000"], id="cpic.E000")
        ]
    if not settings.IS_PRODUCTION:
        return []
    return [checks.Error(message, hint=HINTS[code], id=f"cpic.{code}") for code, message in production_faults()]


def production_faults():
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
        yield "E001", "Production does not run on SQLite."
    if settings.DEBUG:
        yield "E002", "Production does not run with DEBUG."
    if settings.SECRET_KEY == settings.EXAMPLE_SECRET_KEY or len(settings.SECRET_KEY) < 50:
        yield "E003", "The secret key is missing, too short, or the example one."
    if not settings.ALLOWED_HOSTS:
        yield "E004", "No allowed hosts are set."
    if settings.MAILER_EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend":
        yield "E005", "Mail goes nowhere: invitations and new passwords would not arrive."
    if not settings.DEFAULT_FROM_EMAIL:
        yield "E006", "Mail has no sender."
    if not settings.SITE_URL:
        yield "E007", "Links in mail have no address to lead to."
    yield from file_faults()


def file_faults():
    evidence = settings.EVIDENCE_DIR.resolve()
    served = [settings.STATIC_ROOT, *settings.STATICFILES_DIRS]
    if any(evidence.is_relative_to(folder.resolve()) for folder in served):
        yield "E008", "Attached files would be served to anybody as static files."


HINTS = {
    "E000": "Set CPIC_ENVIRONMENT=production, or leave it out for the example mode.",
    "E001": "Set DATABASE_URL=postgres://user:password@host/name",
    "E002": "Set DEBUG=off, or leave it out.",
    "E003": "Set SECRET_KEY to at least 50 random characters.",
    "E004": "Set ALLOWED_HOSTS=goals.example.org (several are separated by commas).",
    "E005": "Set EMAIL_URL=smtp+tls://user:password@mail.example.org:587",
    "E006": "Set MAIL_FROM=cile@example.org",
    "E007": "Set SITE_URL=https://goals.example.org",
    "E008": "Set EVIDENCE_DIR to a folder outside the static files, such as /var/lib/cpic/evidence",
}


def refuse_unsafe_start():
    """Application servers run no system checks of their own, so the WSGI entry point asks here."""
    faults = checks.run_checks(tags=[PRODUCTION])
    if faults:
        raise ImproperlyConfigured("\n".join(f"{fault.msg} {fault.hint}" for fault in faults))
