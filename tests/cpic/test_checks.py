"""Production starts with safe settings or not at all, and says what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured

from cpic.checks import PRODUCTION, check_production, refuse_unsafe_start

GUNICORN = Path(sys.executable).with_name("gunicorn")
SAFE = {
    "CPIC_ENVIRONMENT": PRODUCTION,
    "DATABASE_URL": "postgres://cpic:heslo@database.example/cpic",
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "cile.example.org",
    "EMAIL_URL": "smtp+tls://cpic:heslo@mail.example:587",
    "MAIL_FROM": "cile@example.org",
    "SITE_URL": "https://cile.example.org",
}


@pytest.fixture
def production(settings, monkeypatch):
    """Settings with which production may start; a test spoils one of them."""
    settings.ENVIRONMENT = PRODUCTION
    settings.IS_PRODUCTION = True
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    settings.DEBUG = False
    settings.SECRET_KEY = "k" * 50
    settings.ALLOWED_HOSTS = ["cile.example.org"]
    settings.MAILER_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "cile@example.org"
    settings.SITE_URL = "https://cile.example.org"
    return settings


def faults():
    return [(fault.id, fault.hint) for fault in check_production()]


def test_production_starts_when_all_is_set(production):
    assert faults() == []
    assert refuse_unsafe_start() is None


def test_production_refuses_sqlite(production, monkeypatch):
    monkeypatch.setitem(production.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")

    assert faults() == [("cpic.E001", "Set DATABASE_URL=postgres://user:password@host/name")]


def test_production_refuses_debug(production):
    production.DEBUG = True

    assert faults() == [("cpic.E002", "Set DEBUG=off, or leave it out.")]


@pytest.mark.parametrize("key", [project.EXAMPLE_SECRET_KEY, "k" * 49])
def test_production_refuses_a_secret_key_that_is_known_or_short(production, key):
    production.SECRET_KEY = key

    assert faults() == [("cpic.E003", "Set SECRET_KEY to at least 50 random characters.")]


def test_production_refuses_no_allowed_hosts(production):
    production.ALLOWED_HOSTS = []

    assert faults() == [("cpic.E004", "Set ALLOWED_HOSTS=goals.example.org (several are separated by commas).")]


def test_production_refuses_mail_that_goes_nowhere(production):
    production.MAILER_EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    assert faults() == [("cpic.E005", "Set EMAIL_URL=smtp+tls://user:password@mail.example.org:587")]


def test_production_refuses_mail_without_a_sender(production):
    production.DEFAULT_FROM_EMAIL = ""

    assert faults() == [("cpic.E006", "Set MAIL_FROM=cile@example.org")]


def test_production_refuses_mail_whose_links_lead_nowhere(production):
    production.SITE_URL = ""

    assert faults() == [("cpic.E007", "Set SITE_URL=https://goals.example.org")]


def test_production_refuses_attached_files_among_those_that_are_served(production):
    production.EVIDENCE_DIR = project.STATIC_ROOT / "css" / ".." / "evidence"

    assert faults() == [
        ("cpic.E008", "Set EVIDENCE_DIR to a folder outside the static files, such as /var/lib/cpic/evidence")
    ]


def test_unknown_environment_is_refused(production):
    """A misspelt "production" must not start as the example, with its accounts and its key."""
    production.ENVIRONMENT = "prod"
    production.IS_PRODUCTION = False

    with pytest.raises(ImproperlyConfigured, match="CPIC_ENVIRONMENT='prod' is unknown"):
        refuse_unsafe_start()


def test_example_starts_with_nothing_set(production):
    production.ENVIRONMENT = "example"
    production.IS_PRODUCTION = False
    production.ALLOWED_HOSTS = []

    assert faults() == []


def load_in_gunicorn(environment):
    """Load the application as the server does, in its own process, with nothing but this environment."""
    command = [GUNICORN, "--check-config", "cpic.wsgi"]
    env = {"PATH": os.environ["PATH"]} | environment
    return subprocess.run(command, cwd=project.BASE_DIR, env=env, capture_output=True, text=True)


def test_server_does_not_start_in_production_with_nothing_set():
    done = load_in_gunicorn({"CPIC_ENVIRONMENT": PRODUCTION})

    said = [line for line in done.stderr.splitlines() if " Set " in line]
    assert done.returncode == 1
    assert [line.split(" Set ")[1].split()[0].split("=")[0] for line in said] == [
        "DATABASE_URL",
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "EMAIL_URL",
        "MAIL_FROM",
        "SITE_URL",
    ]


def test_server_starts_in_production_when_all_is_set():
    assert load_in_gunicorn(SAFE).returncode == 0


def test_directory_without_its_secret_stops_the_start():
    done = load_in_gunicorn(SAFE | {"OIDC_ISSUER": "https://adresar.example", "OIDC_CLIENT_ID": "cile"})

    assert done.returncode == 1
    assert "Set the OIDC_CLIENT_SECRET environment variable" in done.stderr


def test_address_of_no_database_is_refused_without_repeating_it():
    done = load_in_gunicorn({"DATABASE_URL": "secret"})

    assert done.returncode == 1
    assert "DATABASE_URL is no address of a database. Set postgres://" in done.stderr
    assert "secret" not in done.stderr.splitlines()[-1]
