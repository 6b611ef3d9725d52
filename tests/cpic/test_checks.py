"""Production starts with safe settings or not at all, and says in one sentence what to set."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import global_settings
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured

from cpic import checks, setting_values
from cpic.environment import Environment, WrongSetting

GUNICORN = Path(sys.executable).with_name("gunicorn")
KEY = "yV9tq7Lr2mXc4HsJ8wKpB3nZfG6dT5uEaRkQ1oYvWbMxPzSi"[:46] + "h0Cj"
SAFE = {
    "CPIC_ENVIRONMENT": "production",
    "DATABASE_URL": "postgres://cpic:heslo@database.internal/cpic?sslmode=verify-full",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "cile.cpic.test, 10.0.0.5",
    "BEHIND_PROXY": "on",
    "FORWARDED_ALLOW_IPS": "127.0.0.1, 172.17.0.0/16, fd00::/64",
    "EMAIL_URL": "smtp+tls://cpic:heslo@mail.cpic.test:587",
    "MAIL_FROM": "Cíle CPIC <cile@cpic.test>",
    "SITE_URL": "https://cile.cpic.test",
}


def sentences(monkeypatch, environment):
    """What stands against a start in this environment: settings read anew, and the checks over them."""
    for name in os.environ.keys() & (SAFE.keys() | {"DEBUG", "PORT", "BIND", "WEB_CONCURRENCY", "EVIDENCE_DIR"}):
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    try:
        values = runpy.run_path(str(project.BASE_DIR / "cpic" / "settings.py"))
    except WrongSetting as fault:
        return [str(fault)]
    monkeypatch.setattr(checks, "settings", SimpleNamespace(**vars(global_settings) | values))
    return [f"{fault.msg} {fault.hint}" for fault in checks.check_production()]


WRONG = [
    ("CPIC_ENVIRONMENT", "prod"),
    ("CPIC_ENVIRONMENT", "Production"),
    ("DEBUG", "on"),
    ("DEBUG", "maybe"),
    ("BEHIND_PROXY", ""),
    ("BEHIND_PROXY", "off"),
    ("BEHIND_PROXY", "ano"),
    ("FORWARDED_ALLOW_IPS", "*"),
    ("FORWARDED_ALLOW_IPS", "proxy"),
    ("FORWARDED_ALLOW_IPS", "10.0.0.1/8"),
    ("FORWARDED_ALLOW_IPS", "127.0.0.1, 0.0.0.0/0"),
    ("FORWARDED_ALLOW_IPS", "128.0.0.0/1"),
    ("FORWARDED_ALLOW_IPS", "::/0"),
    ("FORWARDED_ALLOW_IPS", "::ffff:0:0/96"),
    ("TRUSTED_PROXY_COUNT", "-1"),
    ("SECURE_SSL_REDIRECT", "sometimes"),
    ("APPROVE_OWN_GOALS", "2"),
    ("DATABASE_URL", ""),
    ("DATABASE_URL", "heslo"),
    ("DATABASE_URL", "mysql://cpic:heslo@database/cpic"),
    ("DATABASE_URL", "postgres://cpic:heslo@localhost"),
    ("DATABASE_URL", "postgres://cpic:heslo@database:port/cpic"),
    ("DATABASE_URL", "postgres://cpic:heslo@database:99999/cpic"),
    ("DATABASE_URL", "postgres://cpic:heslo@database.internal/cpic"),
    ("DATABASE_URL", "postgres://cpic:heslo@database.internal/cpic?sslmode=prefer"),
    ("DATABASE_URL", "postgres://cpic:heslo@/cpic?host=10.0.0.7"),
    ("DATABASE_URL", "postgres://cpic:heslo@/cpic?hostaddr=10.0.0.7"),
    ("DATABASE_URL", "postgres://cpic:heslo@/cpic?service=cpic"),
    ("DATABASE_URL", "postgres://cpic:heslo@localhost/cpic?ssl_mode=require"),
    ("DATABASE_URL", "sqlite:////srv/cpic/db.sqlite3"),
    ("DATABASE_URL", "sqlite://:memory:"),
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "x"),
    ("SECRET_KEY", KEY[:49]),
    ("SECRET_KEY", "k" * 60),
    ("SECRET_KEY", "passwordpassword" * 4),
    ("SECRET_KEY", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ("SECRET_KEY", "zyxwvutsrqponmlkjihgfedcbaZYXWVUTSRQPONMLKJIHGFEDCBA9876543210"),
    ("SECRET_KEY", "31415926535897932384626433832795028841971693993751058209"),
    ("SECRET_KEY", "Toto nikdo neuhodne, protože je to moje nejoblíbenější věta o moři."),
    ("SECRET_KEY", f"django-insecure-{KEY}"),
    ("SECRET_KEY", f'"{KEY}"'),
    ("SECRET_KEY", f"{KEY}\x1b[0m"),
    ("SECRET_KEY", project.EXAMPLE_SECRET_KEY),
    ("ALLOWED_HOSTS", ""),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", "cile.cpic.test,*"),
    ("ALLOWED_HOSTS", ".test"),
    ("ALLOWED_HOSTS", "https://cile.cpic.test"),
    ("ALLOWED_HOSTS", "cile.cpic.test:443"),
    ("ALLOWED_HOSTS", "cile.cpic.test goals.cpic.test"),
    ("ALLOWED_HOSTS", "goals.cpic.test"),
    ("SITE_URL", ""),
    ("SITE_URL", "cile.cpic.test"),
    ("SITE_URL", "http://cile.cpic.test"),
    ("SITE_URL", "https://"),
    ("SITE_URL", "https://[cile"),
    ("SITE_URL", "https://cile.cpic.test/goals"),
    ("SITE_URL", "https://jana:heslo@cile.cpic.test"),
    ("SITE_URL", "https://cile.cpic.test?lang=cs"),
    ("SITE_URL", "https://cile.cpic.test evil.test"),
    ("SITE_URL", "https://goals.example.org"),
    ("SITE_URL", "https://localhost:8000"),
    ("SITE_URL", "https://cile.cpic.test:99999"),
    ("CSRF_TRUSTED_ORIGINS", "https://*.cpic.test"),
    ("CSRF_TRUSTED_ORIGINS", "http://cile.cpic.test"),
    ("CSRF_TRUSTED_ORIGINS", "cile.cpic.test"),
    ("EMAIL_URL", ""),
    ("EMAIL_URL", "consolemail://"),
    ("EMAIL_URL", "dummymail://"),
    ("EMAIL_URL", "filemail:///tmp/mail"),
    ("EMAIL_URL", "post://mail.cpic.test"),
    ("EMAIL_URL", "smtp+tls://"),
    ("EMAIL_URL", "smtp+tls://mail.cpic.test:port"),
    ("EMAIL_URL", "smtp+tls://mail.cpic.test:0"),
    ("EMAIL_URL", "smtp://cpic:heslo@mail.cpic.test"),
    ("EMAIL_URL", "smtp://mail.cpic.test"),
    ("EMAIL_URL", "smtp+tls://user:password@mail.example.org:587"),
    ("MAIL_FROM", ""),
    ("MAIL_FROM", "cile"),
    ("MAIL_FROM", "cile@example.org"),
    ("SECURITY_CONTACT", "bezpecnost@cpic.test"),
    ("SECURITY_CONTACT", "http://cpic.test/bezpecnost"),
    ("PRIVACY_CONTACT", "osobni.udaje@"),
    ("LOG_DAYS", "-1"),
    ("BACKUP_DAYS", "month"),
    ("ACCESSIBILITY_CONTACT", "pristupnost@cpic.test"),
    ("PUBLISHER_IRI", "správa"),
    ("PUBLISHER_IRI", 'https://cpic.test/"><script>'),
    ("PUBLISHER_IRI", "https://"),
    ("SECURITY_CONTACT", "mailto:security@example.org"),
    ("SECURITY_CONTACT", "https://"),
    ("PRIVACY_CONTACT", "mailto:udaje@cpic.test?bcc=jinam@cpic.test"),
    ("CONTROLLER", "Úřad" * 5000),
    ("PORT", "http"),
    ("PORT", "70000"),
    ("BIND", "everywhere"),
    ("BIND", "10.0.0.1"),
    ("BIND", "10.0.0.1:0"),
    ("WEB_CONCURRENCY", "two"),
    ("WEB_CONCURRENCY", "0"),
    ("WEB_CONCURRENCY", "-2"),
    ("WEB_CONCURRENCY", "1000000"),
    ("PUBLIC_PAGES_BYTES", "16 MB"),
    ("PUBLIC_PAGES_BYTES", "-1"),
    ("PUBLIC_PAGES_BYTES", "1e9"),
    ("MEETING_GRACE_DAYS", "-1"),
    ("MEETING_GRACE_DAYS", "9999"),
    ("SESSION_IDLE_MINUTES", "0"),
    ("SESSION_HOURS", "1000"),
    ("SIGN_IN_DAYS", "-90"),
    ("MEETING_GRACE_DAYS", "١٠"),
    ("LOG_LEVEL", "LOUD"),
    ("OIDC_ISSUER", "http://login.cpic.test"),
    ("OIDC_ISSUER", "adresar"),
    ("OIDC_ISSUER", "https://login.example.org/realm"),
    ("LEAKED_PASSWORDS", "/nowhere/at/all.bin"),
    ("LEAKED_PASSWORDS", "/etc/passwd"),
    ("LEAKED_PASSWORDS", "/etc"),
    ("EVIDENCE_DIR", "prilohy"),
    ("EVIDENCE_DIR", "/"),
    ("EVIDENCE_DIR", "/nowhere/at/all"),
    ("EVIDENCE_DIR", "/etc"),
    ("EVIDENCE_DIR", "/proc/1"),
    ("ERASURES_FILE", "erasures.jsonl"),
    ("ERASURES_FILE", "/nowhere/erasures.jsonl"),
    ("ERASURES_FILE", "/etc"),
    ("ERASURES_FILE", str(project.STATIC_ROOT / "erasures.jsonl")),
    ("EVIDENCE_DIR", "/etc/passwd"),
    ("EVIDENCE_DIR", "/etc/passwd/prilohy"),
    ("EVIDENCE_DIR", str(project.BASE_DIR)),
    ("EVIDENCE_DIR", str(project.BASE_DIR.parent)),
    ("EVIDENCE_DIR", str(project.BASE_DIR / "templates" / "prilohy")),
    ("EVIDENCE_DIR", str(project.STATIC_ROOT / "css" / ".." / "prilohy")),
]
DIRECTORY = {"OIDC_CLIENT_ID": "cile", "OIDC_CLIENT_SECRET": "tajemství"}


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_wrong_setting_stops_production_with_one_sentence_that_names_it(monkeypatch, name, value):
    said = sentences(monkeypatch, SAFE | DIRECTORY | {name: value})

    assert len(said) == 1
    assert name in said[0]
    assert "heslo" not in said[0]
    assert len(said[0]) < 300
    assert "\n" not in said[0]


RIGHT = [
    {},
    {"ALLOWED_HOSTS": "CILE.cpic.test"},
    {"DATABASE_URL": "postgres://cpic:heslo@127.0.0.1/cpic"},
    {"DATABASE_URL": "postgres://cpic@/cpic?host=/run/postgresql&application_name=cile&connect_timeout=5"},
    {"DATABASE_URL": "postgres://cpic@db.cpic.test/cpic?sslmode=verify-full&sslrootcert=/etc/ssl/db.pem"},
    {"SECURITY_CONTACT": "mailto:bezpecnost@cpic.test"},
    {"CONTROLLER": "Úřad", "PRIVACY_CONTACT": "https://cpic.test/osobni-udaje", "LOG_DAYS": "30", "BACKUP_DAYS": "0"},
    {"PUBLISHER_IRI": "https://rpp-opendata.egon.gov.cz/odrpp/zdroj/orgán-veřejné-moci/00000000"},
    {"SITE_URL": "https://cile.cpic.test:8443/"},
    {"CSRF_TRUSTED_ORIGINS": "https://brana.cpic.test,https://brana.cpic.test:8443"},
    {"EMAIL_URL": "smtp://localhost"},
    {"EMAIL_URL": "smtp+ssl://cpic:heslo@mail.cpic.test:465"},
    {"BIND": "unix:/run/cpic/web.sock", "WEB_CONCURRENCY": "8"},
    {"BIND": "[::]:8000", "FORWARDED_ALLOW_IPS": ""},
    {"MEETING_GRACE_DAYS": "0", "LOG_LEVEL": "WARNING", "DEBUG": "No", "PORT": ""},
    {"OIDC_ISSUER": "https://login.cpic.test/realm"} | DIRECTORY,
]


@pytest.mark.parametrize("change", RIGHT, ids=str)
def test_production_starts_when_all_is_set(monkeypatch, tmp_path, change):
    assert sentences(monkeypatch, SAFE | {"EVIDENCE_DIR": str(tmp_path / "prilohy")} | change) == []


def test_production_with_nothing_set_is_told_all_that_is_missing(monkeypatch):
    said = sentences(monkeypatch, {"CPIC_ENVIRONMENT": "production"})

    assert [line.split(" Set ")[1].split()[0].split("=")[0] for line in said] == [
        "DATABASE_URL",
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "SITE_URL",
        "EMAIL_URL",
        "MAIL_FROM",
        "BEHIND_PROXY",
    ]


def test_browsers_come_to_production_by_https_only(monkeypatch):
    sentences(monkeypatch, SAFE)

    assert checks.settings.SECURE_SSL_REDIRECT
    assert checks.settings.SECURE_HSTS_SECONDS >= 365 * 24 * 60 * 60
    assert checks.settings.SECURE_HSTS_INCLUDE_SUBDOMAINS


def test_example_starts_with_nothing_set(monkeypatch):
    assert sentences(monkeypatch, {}) == []


def test_older_keys_are_judged_like_the_one_of_today(monkeypatch):
    said = sentences(monkeypatch, SAFE)
    checks.settings.SECRET_KEY_FALLBACKS = [KEY, "k" * 50]

    assert said == []
    assert [fault.hint for fault in checks.check_production()] == [
        "Set SECRET_KEY_FALLBACKS to keys of at least 50 random characters, or leave it out."
    ]


def test_directory_without_its_secret_stops_the_start(monkeypatch):
    said = sentences(monkeypatch, SAFE | {"OIDC_ISSUER": "https://login.cpic.test", "OIDC_CLIENT_ID": "cile"})

    assert said == ["OIDC_CLIENT_SECRET is missing. Set the OIDC_CLIENT_SECRET environment variable."]


def test_folder_of_files_that_cannot_be_written_is_refused(monkeypatch, tmp_path):
    """Asked of the system, because whoever runs the tests may write everywhere."""
    monkeypatch.setattr(setting_values.os, "access", lambda path, mode: Path(path) != tmp_path)

    assert len(sentences(monkeypatch, SAFE | {"EVIDENCE_DIR": str(tmp_path)})) == 1
    assert len(sentences(monkeypatch, SAFE | {"EVIDENCE_DIR": str(tmp_path / "prilohy")})) == 1


@pytest.mark.parametrize("is_collected", [True, False])
def test_server_does_not_start_without_its_static_files(settings, tmp_path, is_collected):
    settings.IS_PRODUCTION, settings.STATIC_ROOT = True, tmp_path
    if is_collected:
        (tmp_path / "staticfiles.json").write_text("{}")

    assert [fault.id for fault in checks.check_static_files()] == ([] if is_collected else ["cpic.STATIC_ROOT"])


def test_server_asks_both_kinds_of_checks(settings, tmp_path):
    settings.IS_PRODUCTION, settings.STATIC_ROOT = True, tmp_path

    with pytest.raises(ImproperlyConfigured, match="static files are not collected") as refused:
        checks.refuse_unsafe_start()

    assert "needs a proxy" in str(refused.value)


def test_empty_is_not_set_and_spaces_do_not_count():
    env = Environment({"A": "  ", "B": " on ", "C": " a , ,b "})

    assert (env.str("A", default="x"), env.bool("B", default=False), env.list("C")) == ("x", True, ["a", "b"])


# In processes of their own: what is said, and nothing else

ENTRANCES = {
    "gunicorn": [GUNICORN, "cpic.wsgi"],
    "the server of this project": [sys.executable, "-m", "cpic"],
    "a command of ours": [sys.executable, "manage.py", "prepare"],
    "a command of the framework": [sys.executable, "manage.py", "migrate"],
}


@pytest.mark.parametrize(
    ("entrance", "environment", "beginning"),
    [
        ("gunicorn", {"BIND": "everywhere"}, "BIND=everywhere is no address"),
        ("gunicorn", SAFE | {"SITE_URL": "http://cile.cpic.test"}, "SITE_URL is not https"),
        ("the server of this project", {"WEB_CONCURRENCY": "two"}, "WEB_CONCURRENCY=two is no number"),
        ("a command of ours", {"DEBUG": "maybe"}, "DEBUG=maybe is neither"),
        ("a command of the framework", {"DATABASE_URL": "secret"}, "DATABASE_URL is no address"),
    ],
)
def test_every_entrance_ends_with_the_sentence_and_no_traceback(entrance, environment, beginning):
    env = {"PATH": os.environ["PATH"]} | environment
    done = subprocess.run(ENTRANCES[entrance], cwd=project.BASE_DIR, env=env, capture_output=True, text=True)

    lines = [line for line in done.stderr.splitlines() if not line.startswith("The static files are not collected")]
    assert (done.returncode, done.stdout, len(lines)) == (1, "", 1)
    assert lines[0].startswith(beginning)
    assert "secret" not in lines[0]
