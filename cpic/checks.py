"""What production must have before it starts, each with the sentence that says what to set."""

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

PRODUCTION = "production"


@checks.register(PRODUCTION)
def check_production(app_configs=None, **kwargs):
    if settings.ENVIRONMENT not in {"example", "production"}:
        hint = "Set CPIC_ENVIRONMENT=production, or leave it out for the example mode."
        return [checks.Error(f"CPIC_ENVIRONMENT={settings.ENVIRONMENT!r} is unknown.", hint=hint, id="cpic.E000")]
    if not settings.IS_PRODUCTION:
        return []
    evidence = settings.EVIDENCE_DIR.resolve()
    served = [settings.STATIC_ROOT, *settings.STATICFILES_DIRS]
    rules = [
        (
            settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3",
            "Production does not run on SQLite.",
            "Set DATABASE_URL=postgres://user:password@host/name",
        ),
        (settings.DEBUG, "Production does not run with DEBUG.", "Set DEBUG=off, or leave it out."),
        (
            settings.SECRET_KEY == settings.EXAMPLE_SECRET_KEY or len(settings.SECRET_KEY) < 50,
            "The secret key is missing, too short, or the example one.",
            "Set SECRET_KEY to at least 50 random characters.",
        ),
        (
            not settings.ALLOWED_HOSTS,
            "No allowed hosts are set.",
            "Set ALLOWED_HOSTS=goals.example.org (several are separated by commas).",
        ),
        (
            settings.MAILER_EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend",
            "Mail goes nowhere: invitations and new passwords would not arrive.",
            "Set EMAIL_URL=smtp+tls://user:password@mail.example.org:587",
        ),
        (not settings.DEFAULT_FROM_EMAIL, "Mail has no sender.", "Set MAIL_FROM=cile@example.org"),
        (not settings.SITE_URL, "Links in mail have no address to lead to.", "Set SITE_URL=https://goals.example.org"),
        (
            any(evidence.is_relative_to(folder.resolve()) for folder in served),
            "Attached files would be served to anybody as static files.",
            "Set EVIDENCE_DIR to a folder outside the static files, such as /var/lib/cpic/evidence",
        ),
    ]
    return [
        checks.Error(message, hint=hint, id=f"cpic.E{number:03}")
        for number, (is_wrong, message, hint) in enumerate(rules, start=1)
        if is_wrong
    ]


def refuse_unsafe_start():
    """Application servers run no system checks of their own, so the WSGI entry point asks here."""
    faults = checks.run_checks(tags=[PRODUCTION])
    if faults:
        raise ImproperlyConfigured("\n".join(f"{fault.msg} {fault.hint}" for fault in faults))


def missing_migrations():
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
