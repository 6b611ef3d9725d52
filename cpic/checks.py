"""What production must have before it starts, each with the sentence that says what to set."""

import os
import re
import zlib
from email.utils import parseaddr
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from centres import leaked_passwords

PRODUCTION = "production"
OURS = ("centres", "goals", "evaluations", "networks")  # apps with tables
SERVER = "server"  # only what answers requests needs it
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"{LABEL}(?:\.{LABEL})*", re.IGNORECASE)
ORIGIN = re.compile(rf"https://({HOST.pattern})(?::([0-9]{{1,5}}))?", re.IGNORECASE)
PAGE = re.compile(rf"https://({HOST.pattern})(?::[0-9]{{1,5}})?(?:[/?#][^\s\"<>\\^`{{|}}]*)?", re.IGNORECASE)
LETTER = re.compile(r"mailto:[^@\s\"<>?&]+@([^@\s\"<>?&]+)")
ENCRYPTED = {"require", "verify-ca", "verify-full"}  # what PostgreSQL calls so: without it the server decides
WORDS = r"example|change.?me|insecure|random.?char|secret.?key|password|heslo|tajny|\s"
PLACEHOLDERS = re.compile(WORDS, re.IGNORECASE)  # random signs have no spaces between them either
OF_THE_SYSTEM = {"bin", "boot", "dev", "etc", "lib", "proc", "sbin", "sys"}  # never for files of a site
# Parameters that are Django's and not those of PostgreSQL's own library.
DJANGOS = {"server_side_binding", "prepare_threshold", "isolation_level", "pool", "assume_role"}


@checks.register(PRODUCTION)
def check_production(app_configs=None, **kwargs):
    if not settings.IS_PRODUCTION:
        return []
    database, mail = settings.DATABASES["default"], settings.EMAIL_URL
    site, allowed = host_of(settings.SITE_URL), {host.lower() for host in settings.ALLOWED_HOSTS}
    is_encrypted = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    is_smtp = settings.MAILER_EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend" and mail["EMAIL_HOST"]
    are_hosts = all(HOST.fullmatch(host) for host in allowed)
    is_served = any(
        place.resolve().is_relative_to(folder.resolve())
        for folder in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS)
        for place in (settings.EVIDENCE_DIR, settings.ERASURES_FILE)
    )
    rules = [
        (
            database["ENGINE"] == "django.db.backends.sqlite3",
            "Production does not run on SQLite.",
            "Set DATABASE_URL=postgres://user:password@host/name",
        ),
        (
            not database["NAME"],
            "DATABASE_URL names no database.",
            "Set DATABASE_URL=postgres://user:password@host/name",
        ),
        (
            is_elsewhere(database) and database["OPTIONS"].get("sslmode") not in ENCRYPTED,
            "The database is on another machine, and what it holds would travel unencrypted.",
            "Set DATABASE_URL=postgres://user:password@host/name?sslmode=verify-full",
        ),
        (
            not is_understood(database),
            "DATABASE_URL asks for something that PostgreSQL does not know.",
            "Set DATABASE_URL=postgres://user:password@host/name, and behind a question mark only its own parameters.",
        ),
        (settings.DEBUG, "Production does not run with DEBUG.", "Set DEBUG=off, or leave it out."),
        (
            is_weak(settings.SECRET_KEY),
            "The secret key is missing, too short, or can be guessed.",
            "Set SECRET_KEY to at least 50 random characters.",
        ),
        (
            any(is_weak(key) for key in settings.SECRET_KEY_FALLBACKS),
            "An older secret key is too short or can be guessed.",
            "Set SECRET_KEY_FALLBACKS to keys of at least 50 random characters, or leave it out.",
        ),
        (
            not settings.ALLOWED_HOSTS,
            "No allowed hosts are set.",
            "Set ALLOWED_HOSTS=goals.example.org (several are separated by commas).",
        ),
        (
            not are_hosts,
            "An allowed host is no full name of a host.",
            "Set ALLOWED_HOSTS=goals.example.org, without a star, a leading dot, https:// or a port.",
        ),
        (not settings.SITE_URL, "Links in mail have no address to lead to.", "Set SITE_URL=https://goals.example.org"),
        (
            bool(settings.SITE_URL) and not site,
            "SITE_URL is not https:// with a host and nothing behind it.",
            "Set SITE_URL=https://goals.example.org",
        ),
        (
            is_nowhere(site),
            "SITE_URL is an example, or this machine only: links in mail would lead nowhere.",
            "Set SITE_URL to the address that people open.",
        ),
        (
            bool(site) and bool(allowed) and are_hosts and not is_nowhere(site) and site not in allowed,
            "The host of SITE_URL would be refused: it is none of the allowed ones.",
            "Add it to ALLOWED_HOSTS.",
        ),
        (
            not all(host_of(origin) for origin in settings.CSRF_TRUSTED_ORIGINS),
            "A trusted origin is not https:// with a host and nothing behind it.",
            "Set CSRF_TRUSTED_ORIGINS=https://goals.example.org, or leave it out.",
        ),
        (
            not is_smtp,
            "Mail goes nowhere: invitations and new passwords would not arrive.",
            "Set EMAIL_URL=smtp+tls://user:password@mail.example.org:587",
        ),
        (
            is_nowhere(mail["EMAIL_HOST"]) and not is_this_machine(mail["EMAIL_HOST"]),
            "The mail server is an example.",
            "Set EMAIL_URL to the server that takes mail from this site.",
        ),
        (
            is_smtp and not is_encrypted and not is_this_machine(mail["EMAIL_HOST"]),
            "Mail would travel unencrypted, with the links that let people in.",
            "Set EMAIL_URL=smtp+tls://user:password@mail.example.org:587",
        ),
        (not settings.DEFAULT_FROM_EMAIL, "Mail has no sender.", "Set MAIL_FROM=cile@example.org"),
        (
            bool(settings.DEFAULT_FROM_EMAIL) and not is_sender(settings.DEFAULT_FROM_EMAIL),
            "The sender of mail is no mail address, or an example.",
            "Set MAIL_FROM to an address that may send from your mail server.",
        ),
        (
            bool(settings.OIDC_ISSUER) and not is_issuer(settings.OIDC_ISSUER),
            "The directory is not an https:// address with a host.",
            "Set OIDC_ISSUER=https://login.example.org/realm, or leave it out.",
        ),
        (
            bool(settings.SECURITY_CONTACT) and not is_contact(settings.SECURITY_CONTACT),
            "The contact for holes is no address to write to, or an example.",
            "Set SECURITY_CONTACT=mailto:security@example.org (or an https:// page), or leave it out.",
        ),
        (
            bool(settings.PRIVACY_CONTACT) and not is_contact(settings.PRIVACY_CONTACT),
            "The contact for personal data is no address to write to, or an example.",
            "Set PRIVACY_CONTACT=mailto:privacy@example.org (or an https:// page), or leave it out.",
        ),
        (
            bool(settings.ACCESSIBILITY_CONTACT) and not is_contact(settings.ACCESSIBILITY_CONTACT),
            "The contact of the accessibility statement is no address to write to, or an example.",
            "Set ACCESSIBILITY_CONTACT=mailto:access@example.org (or an https:// page), or leave it out.",
        ),
        (
            bool(settings.PUBLISHER_IRI) and not is_page(settings.PUBLISHER_IRI),
            "The publisher of the open data has no address that programs know it by, or an example.",
            "Set PUBLISHER_IRI to an https:// address, or leave it out.",
        ),
        (
            is_served,
            "Attached files, or the list of erasures, would be served to anybody as static files.",
            "Set EVIDENCE_DIR and ERASURES_FILE to places outside the static files, such as /var/lib/cpic/evidence",
        ),
        (
            not is_served and not is_folder_for_files(settings.EVIDENCE_DIR),
            "The folder of attached files is not there, cannot be written, or holds the program itself.",
            "Set EVIDENCE_DIR to the full path of a folder of its own that the site may write, such as "
            "/var/lib/cpic/evidence",
        ),
        (
            not is_served and is_folder_for_files(settings.EVIDENCE_DIR) and not is_list(settings.ERASURES_FILE),
            "The list of erasures cannot be written where it is to lie, and without it nothing would be erased.",
            "Set ERASURES_FILE to the full path of a file in a folder that the site may write, such as "
            "/var/lib/cpic/erasures.jsonl",
        ),
        (
            not settings.BEHIND_PROXY,
            "Production needs a proxy in front: it speaks HTTPS, takes slow requests in and says who the visitor is.",
            "Set BEHIND_PROXY=on and FORWARDED_ALLOW_IPS to the addresses of the proxy (deploy/nginx.conf is one).",
        ),
        (
            bool(os.environ.get("TRUSTED_PROXY_COUNT")),
            "TRUSTED_PROXY_COUNT is no longer read: proxies are known by their addresses.",
            "Leave it out, and set FORWARDED_ALLOW_IPS to the addresses of all of them.",
        ),
        (
            leaked_passwords.is_damaged(settings.LEAKED_PASSWORDS),
            "The list of leaked passwords cannot be used: the file is missing, cut, or no list of ours.",
            "Set LEAKED_PASSWORDS to a file made by manage.py build_leaked_passwords, or leave it out.",
        ),
    ]
    return [
        checks.Error(message, hint=hint, id=f"cpic.E{number:03}")
        for number, (is_wrong, message, hint) in enumerate(rules, start=1)
        if is_wrong
    ]


@checks.register(SERVER)
def check_static_files(app_configs=None, **kwargs):
    """Not asked before the command that collects them."""
    if not settings.IS_PRODUCTION or (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return []
    hint = "Run manage.py collectstatic (or manage.py prepare) first."
    return [checks.Error("The static files are not collected: every page would fail.", hint=hint, id="cpic.E101")]


def is_weak(key):
    """Too short, an example, or with a pattern that a packer or a row of neighbours in the alphabet gives away."""
    is_packed_well = len(zlib.compress(key.encode())) < 40
    neighbours = sum(abs(ord(after) - ord(before)) == 1 for before, after in pairwise(key))
    is_plain = len(set(key)) < 10 or key.isdecimal()
    return len(key) < 50 or is_plain or is_packed_well or neighbours > len(key) // 4 or bool(PLACEHOLDERS.search(key))


def host_of(origin):
    """Where it is https, a host, perhaps a port, and nothing else; otherwise None."""
    match = ORIGIN.fullmatch(origin)
    return match[1].lower() if match and 0 < int(match[2] or 443) < 65536 else None


def is_page(address):
    match = PAGE.fullmatch(address)
    return bool(match) and not is_nowhere(match[1])


def is_contact(address):
    match = LETTER.fullmatch(address)
    return not is_nowhere(match[1].lower()) if match else is_page(address)


def is_issuer(url):
    host = host_of("/".join(url.split("/")[:3]))
    return bool(host) and not is_nowhere(host) and not set(url) & set(" ?#")


def is_this_machine(host):
    return bool(re.fullmatch(r"localhost|.+\.localhost|127\.[0-9.]+|::1|0\.0\.0\.0|::", host or ""))


def is_elsewhere(database):
    """A host that is a path, or none, is a socket of this machine; where a service leads to is not known here."""
    options = database["OPTIONS"]
    host = database.get("HOST") or options.get("hostaddr") or options.get("host", "")
    is_far = bool(host) and not host.startswith("/") and not is_this_machine(host)
    return "postgresql" in database["ENGINE"] and (is_far or "service" in options)


def is_understood(database):
    """Unknown parameters would fail at the first question only."""
    options = {name: value for name, value in database.get("OPTIONS", {}).items() if name not in DJANGOS}
    if "postgresql" not in database["ENGINE"]:
        return True
    from psycopg import ProgrammingError  # not above: SQLite needs none of it
    from psycopg.conninfo import make_conninfo

    try:
        make_conninfo(**options)
    except ProgrammingError:
        return False
    return True


def is_nowhere(host):
    return is_this_machine(host) or bool(re.search(r"(^|\.)(example|invalid|example\.(com|net|org))$", host or ""))


def is_sender(text):
    address = parseaddr(text)[1]
    try:
        validate_email(address)
    except ValidationError:
        return False
    return not is_nowhere(address.rpartition("@")[2])


def is_folder_for_files(folder):
    """It may be made later, so the folder above counts where it is not there yet."""
    if not folder.is_absolute():
        return False
    folder = folder.resolve()
    is_of_the_program = folder.is_relative_to(settings.BASE_DIR) and folder.parent != settings.VAR_DIR
    if settings.BASE_DIR.is_relative_to(folder) or is_of_the_program:
        return False
    return not OF_THE_SYSTEM & set(folder.parts[1:2]) and can_be_written(folder if folder.exists() else folder.parent)


def is_list(file):
    """Beside the folder of files by default, and made by the first erasure."""
    return file.is_absolute() and not file.is_dir() and can_be_written(file.resolve().parent)


def can_be_written(folder):
    if folder == settings.VAR_DIR and not folder.exists():  # made together with what is collected there
        folder = settings.BASE_DIR
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


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
