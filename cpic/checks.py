"""What production must have before it starts, each with the sentence that says what to set."""

import os
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from centres import leaked_passwords
from cpic.setting_values import (
    HOST,
    host_of,
    is_contact,
    is_elsewhere,
    is_folder_for_files,
    is_issuer,
    is_list,
    is_nowhere,
    is_page,
    is_sender,
    is_this_machine,
    is_understood,
    is_weak,
)

PRODUCTION = "production"
OURS = ("centres", "goals", "evaluations", "networks")  # apps with tables
SERVER = "server"  # only what answers requests needs it
ENCRYPTED = {"require", "verify-ca", "verify-full"}  # what PostgreSQL calls so: without it the server decides


@checks.register(PRODUCTION)
def check_production(app_configs=None, **kwargs):
    if not settings.IS_PRODUCTION:
        return []
    faults = chain(_database(), _keys(), _site(), _mail(), _addresses_of_others(), _folders(), _proxy())
    return [checks.Error(message, hint=hint, id=f"cpic.{setting}") for setting, message, hint in faults]


def _database():
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        message = "Production does not run on SQLite."
        yield "DATABASE_URL", message, "Set DATABASE_URL=postgres://user:password@host/name"
    if not database["NAME"]:
        yield "DATABASE_URL", "DATABASE_URL names no database.", "Set DATABASE_URL=postgres://user:password@host/name"
    if is_elsewhere(database) and database["OPTIONS"].get("sslmode") not in ENCRYPTED:
        message = "The database is on another machine, and what it holds would travel unencrypted."
        yield "DATABASE_URL", message, "Set DATABASE_URL=postgres://user:password@host/name?sslmode=verify-full"
    if not is_understood(database):
        yield (
            "DATABASE_URL",
            "DATABASE_URL asks for something that PostgreSQL does not know.",
            "Set DATABASE_URL=postgres://user:password@host/name, and behind a question mark only its own parameters.",
        )


def _keys():
    if settings.DEBUG:
        yield "DEBUG", "Production does not run with DEBUG.", "Set DEBUG=off, or leave it out."
    if is_weak(settings.SECRET_KEY):
        message = "The secret key is missing, too short, or can be guessed."
        yield "SECRET_KEY", message, "Set SECRET_KEY to at least 50 random characters."
    if any(is_weak(key) for key in settings.SECRET_KEY_FALLBACKS):
        yield (
            "SECRET_KEY_FALLBACKS",
            "An older secret key is too short or can be guessed.",
            "Set SECRET_KEY_FALLBACKS to keys of at least 50 random characters, or leave it out.",
        )
    if leaked_passwords.is_damaged(settings.LEAKED_PASSWORDS):
        yield (
            "LEAKED_PASSWORDS",
            "The list of leaked passwords cannot be used: the file is missing, cut, or no list of ours.",
            "Set LEAKED_PASSWORDS to a file made by manage.py build_leaked_passwords, or leave it out.",
        )


def _site():
    site, allowed = host_of(settings.SITE_URL), {host.lower() for host in settings.ALLOWED_HOSTS}
    are_hosts = all(HOST.fullmatch(host) for host in allowed)
    if not allowed:
        hint = "Set ALLOWED_HOSTS=goals.example.org (several are separated by commas)."
        yield "ALLOWED_HOSTS", "No allowed hosts are set.", hint
    if not are_hosts:
        hint = "Set ALLOWED_HOSTS=goals.example.org, without a star, a leading dot, https:// or a port."
        yield "ALLOWED_HOSTS", "An allowed host is no full name of a host.", hint
    if not settings.SITE_URL:
        yield "SITE_URL", "Links in mail have no address to lead to.", "Set SITE_URL=https://goals.example.org"
    elif not site:
        message = "SITE_URL is not https:// with a host and nothing behind it."
        yield "SITE_URL", message, "Set SITE_URL=https://goals.example.org"
    elif is_nowhere(site):
        message = "SITE_URL is an example, or this machine only: links in mail would lead nowhere."
        yield "SITE_URL", message, "Set SITE_URL to the address that people open."
    elif allowed and are_hosts and site not in allowed:
        message = "The host of SITE_URL would be refused: it is none of the allowed ones."
        yield "SITE_URL", message, "Add it to ALLOWED_HOSTS."
    if not all(host_of(origin) for origin in settings.CSRF_TRUSTED_ORIGINS):
        message = "A trusted origin is not https:// with a host and nothing behind it."
        hint = "Set CSRF_TRUSTED_ORIGINS=https://goals.example.org, or leave it out."
        yield "CSRF_TRUSTED_ORIGINS", message, hint


def _mail():
    host = settings.EMAIL_URL["EMAIL_HOST"]
    is_encrypted = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if not (settings.MAILER_EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend" and host):
        message = "Mail goes nowhere: invitations and new passwords would not arrive."
        yield "EMAIL_URL", message, "Set EMAIL_URL=smtp+tls://user:password@mail.example.org:587"
    elif not is_encrypted and not is_this_machine(host):
        message = "Mail would travel unencrypted, with the links that let people in."
        yield "EMAIL_URL", message, "Set EMAIL_URL=smtp+tls://user:password@mail.example.org:587"
    if is_nowhere(host) and not is_this_machine(host):
        hint = "Set EMAIL_URL to the server that takes mail from this site."
        yield "EMAIL_URL", "The mail server is an example.", hint
    if not settings.DEFAULT_FROM_EMAIL:
        yield "MAIL_FROM", "Mail has no sender.", "Set MAIL_FROM=cile@example.org"
    elif not is_sender(settings.DEFAULT_FROM_EMAIL):
        message = "The sender of mail is no mail address, or an example."
        yield "MAIL_FROM", message, "Set MAIL_FROM to an address that may send from your mail server."


def _addresses_of_others():
    """What may be left out, but leads somewhere where it is not."""
    if settings.OIDC_ISSUER and not is_issuer(settings.OIDC_ISSUER):
        message = "The directory is not an https:// address with a host."
        yield "OIDC_ISSUER", message, "Set OIDC_ISSUER=https://login.example.org/realm, or leave it out."
    for setting, whose, example in (
        ("SECURITY_CONTACT", "for holes", "security"),
        ("PRIVACY_CONTACT", "for personal data", "privacy"),
        ("ACCESSIBILITY_CONTACT", "of the accessibility statement", "access"),
    ):
        if getattr(settings, setting) and not is_contact(getattr(settings, setting)):
            hint = f"Set {setting}=mailto:{example}@example.org (or an https:// page), or leave it out."
            yield setting, f"The contact {whose} is no address to write to, or an example.", hint
    if settings.PUBLISHER_IRI and not is_page(settings.PUBLISHER_IRI):
        message = "The publisher of the open data has no address that programs know it by, or an example."
        yield "PUBLISHER_IRI", message, "Set PUBLISHER_IRI to an https:// address, or leave it out."


def _folders():
    """One at a time: where attached files may not lie, the list of erasures beside them may not either."""
    if any(
        place.resolve().is_relative_to(folder.resolve())
        for folder in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS)
        for place in (settings.EVIDENCE_DIR, settings.ERASURES_FILE)
    ):
        message = "Attached files, or the list of erasures, would be served to anybody as static files."
        where = "places outside the static files, such as /var/lib/cpic/evidence"
        yield "EVIDENCE_DIR", message, f"Set EVIDENCE_DIR and ERASURES_FILE to {where}"
    elif not is_folder_for_files(settings.EVIDENCE_DIR):
        message = "The folder of attached files is not there, cannot be written, or holds the program itself."
        where = "the full path of a folder of its own that the site may write, such as /var/lib/cpic/evidence"
        yield "EVIDENCE_DIR", message, f"Set EVIDENCE_DIR to {where}"
    elif not is_list(settings.ERASURES_FILE):
        message = "The list of erasures cannot be written where it is to lie, and without it nothing would be erased."
        where = "the full path of a file in a folder that the site may write, such as /var/lib/cpic/erasures.jsonl"
        yield "ERASURES_FILE", message, f"Set ERASURES_FILE to {where}"


def _proxy():
    if not settings.BEHIND_PROXY:
        yield (
            "BEHIND_PROXY",
            "Production needs a proxy in front: it speaks HTTPS, takes slow requests in and says who the visitor is.",
            "Set BEHIND_PROXY=on and FORWARDED_ALLOW_IPS to the addresses of the proxy (deploy/nginx.conf is one).",
        )
    if os.environ.get("TRUSTED_PROXY_COUNT"):
        message = "TRUSTED_PROXY_COUNT is no longer read: proxies are known by their addresses."
        hint = "Leave it out, and set FORWARDED_ALLOW_IPS to the addresses of all of them."
        yield "TRUSTED_PROXY_COUNT", message, hint


@checks.register(SERVER)
def check_static_files(app_configs=None, **kwargs):
    """Not asked before the command that collects them."""
    if not settings.IS_PRODUCTION or (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return []
    hint = "Run manage.py collectstatic (or manage.py prepare) first."
    return [
        checks.Error("The static files are not collected: every page would fail.", hint=hint, id="cpic.STATIC_ROOT")
    ]


def refuse_unsafe_start():
    """Application servers run no system checks of their own, so the WSGI entry point asks here."""
    faults = checks.run_checks(tags=[PRODUCTION, SERVER])
    if faults:
        raise ImproperlyConfigured("\n".join(f"{fault.msg} {fault.hint}" for fault in faults))


def missing_migrations():
    return differing_migrations()[0]


def differing_migrations():
    """The steps that the database has not gone yet, and those of ours that only a newer version knows. Packages may
    take theirs away, so they are not asked."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    plan = executor.migration_plan(loader.graph.leaf_nodes())
    unknown = [step for step in loader.applied_migrations if step[0] in OURS and step not in loader.disk_migrations]
    return [f"{step.app_label}.{step.name}" for step, _is_back in plan], sorted(map(".".join, unknown))
