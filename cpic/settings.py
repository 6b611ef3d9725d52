"""All settings, from the environment. A value that cannot be read stops everything here (cpic/environment.py); what is
unsafe in production stops the start (cpic/checks.py)."""

from pathlib import Path

from csp.constants import NONE, SELF

from cpic.environment import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
EXAMPLE_SECRET_KEY = "example-key-for-the-first-run-only"  # noqa: S105 - refused in production by cpic/checks.py

ENVIRONMENT = env.str("CPIC_ENVIRONMENT", default="example", among=("example", "production"))
IS_PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default=EXAMPLE_SECRET_KEY)
# Older secret keys, which still read: sessions and links signed by them, second factors encrypted by them.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if IS_PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
EXAMPLE = env.bool("EXAMPLE", default=True)  # off: a first run without it, in a database of its own
DATA_DIR = VAR_DIR if EXAMPLE else VAR_DIR / "own"
FIRST_ADMINISTRATOR = env.str("FIRST_ADMINISTRATOR", default="spravce@example.cz")  # gets the link of that first run
DEMO_PASSWORD = env.str("CPIC_DEMO_PASSWORD", default="")  # of the example accounts; empty: a random one is printed
# Whether somebody may approve a goal that they wrote themselves.
APPROVE_OWN_GOALS = env.bool("APPROVE_OWN_GOALS", default=False)
MEETING_GRACE_DAYS = env.int(
    "MEETING_GRACE_DAYS", default=10, least=0, most=60
)  # after a month's end, until when it is to be closed
SITE_URL = env.str("SITE_URL", default="").rstrip("/")  # canonical addresses; empty: taken from the request
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")  # an address that begins with mailto: or https://
# Whom to tell of what somebody cannot use, on the accessibility statement; written alike. The example's is made up.
ACCESSIBILITY_CONTACT = env.str(
    "ACCESSIBILITY_CONTACT", default="" if IS_PRODUCTION else "mailto:pristupnost@example.cz"
)
# Who answers for the open data, by name and by the address in the register of public bodies, and on what terms anybody
# may use them: see goals/data/catalogue.py. Those of the example are made up.
PUBLISHER = env.str("PUBLISHER", default="" if IS_PRODUCTION else "Příklad, vydavatel")
PUBLISHER_IRI = env.str("PUBLISHER_IRI", default="" if IS_PRODUCTION else "https://example.cz/vydavatel")
DATA_TERMS = env.str("DATA_TERMS", default="" if IS_PRODUCTION else "free", among=("", "free", "cc-by"))
PORT = env.int("PORT", default=8000, least=1, most=65535)
LOCAL_URL = f"http://127.0.0.1:{PORT}"  # where links in the example's mail lead
# Who is the controller of personal data and whom people write to about them, an address like that for holes; and for
# how many days the organisation keeps lines of the server's log and backups. Empty or 0: the page about personal data
# says that nobody has set it. Those of the example are made up.
CONTROLLER = env.str("CONTROLLER", default="" if IS_PRODUCTION else "Příklad, správce údajů")
PRIVACY_CONTACT = env.str("PRIVACY_CONTACT", default="" if IS_PRODUCTION else "mailto:osobni.udaje@example.cz")
LOG_DAYS = env.int("LOG_DAYS", default=0 if IS_PRODUCTION else 30, least=0, most=3650)
BACKUP_DAYS = env.int("BACKUP_DAYS", default=0 if IS_PRODUCTION else 30, least=0, most=3650)
# How the application server runs: read by gunicorn.conf.py.
BIND = env.address("BIND", default=f"127.0.0.1:{PORT}")
WEB_CONCURRENCY = env.int("WEB_CONCURRENCY", default=2, least=1, most=64)
# Who may say for whom it asks: see cpic/visitors.py.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
PROXIES = env.networks("FORWARDED_ALLOW_IPS", default=["127.0.0.1", "::1"])

INSTALLED_APPS = [
    "cpic.apps.CpicConfig",
    "centres.apps.CentresConfig",
    "goals.apps.GoalsConfig",
    "evaluations.apps.EvaluationsConfig",
    "networks.apps.NetworksConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "mailer",
    "django_filters",
    "csp",
    "django.forms",
    "centres.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "centres.languages.by_address",  # the first four: on errors of those below, too
    "cpic.middleware.policies",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "cpic.middleware.readable",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "centres.middleware.limited_patience",
    "goals.public.cache.from_memory",  # above, what every answer needs; below, what only signed-in people do
    "cpic.middleware.Compression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "centres.middleware.SignInRequired",  # what may be seen without signing in says so itself
    "centres.middleware.in_use",
    "centres.middleware.rights",
    "centres.middleware.second_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cpic.middleware.answered",
    "goals.middleware.Refusals",
]

ROOT_URLCONF = "cpic.urls"
WSGI_APPLICATION = "cpic.wsgi.application"
FORCE_SCRIPT_NAME = ""  # the site has its host for itself; a header of this name is no part of an address

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"] |= {
        "CONN_MAX_AGE": None,
        # Without IMMEDIATE two writers that both read first end in "database is locked".
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        # A file, because an in-memory database shares one connection between threads and hides races.
        "TEST": {"NAME": VAR_DIR / "test.sqlite3"},
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        DATABASES["default"]["ENGINE"] = "centres.postgresql"
    # Each statement is planned once a connection: planning costs more than what we ask for. A pooler in between has to
    # know prepared statements (PgBouncer from 1.21). A server that does not answer is given up after 3 seconds.
    options = DATABASES["default"].setdefault("OPTIONS", {})
    options |= {"server_side_binding": True, "prepare_threshold": 1, "connect_timeout": 3} | options
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "centres.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/prace/"
LOGOUT_REDIRECT_URL = "account_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "centres.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "centres.passwords.HardToGuess"},
    {"NAME": "centres.passwords.NotLeaked"},
]
LEAKED_PASSWORDS = env.str("LEAKED_PASSWORDS", default="")  # a file made by manage.py build_leaked_passwords
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
SESSION_SERIALIZER = "centres.encryption.SessionSerializer"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # counters and meeting rooms share their computers
SESSION_ENGINE = "centres.sessions"
# Seconds without use until a sign-in ends, and until it ends anyway.
SESSION_COOKIE_AGE = 60 * env.int("SESSION_IDLE_MINUTES", default=60, least=5, most=720)
SESSION_LONGEST = 3600 * env.int("SESSION_HOURS", default=12, least=1, most=72)
TELL_OF_NEW_BROWSERS = IS_PRODUCTION  # by mail; in the example everybody comes with a new one
SIGN_IN_DAYS = env.int("SIGN_IN_DAYS", default=90, least=7, most=730)  # how long it is known who signed in, and whence
# After so many days without a role somebody is reduced to the role they had: manage.py reduce_people, or by hand.
PERSON_RETENTION_DAYS = env.int("PERSON_RETENTION_DAYS", default=365, least=30, most=36500)
REQUIRE_SECOND_FACTOR = IS_PRODUCTION  # of whoever approves, publishes or administers
INVITATION_DAYS = 7

ACCOUNT_ADAPTER = "centres.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; the sign-in form is made from this too
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address comes from the administrator or from an accepted invitation
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "centres.forms.SignInForm",
    "reauthenticate": "centres.forms.ConfirmPasswordForm",
    "change_password": "centres.forms.ChangePasswordForm",
    "set_password": "centres.forms.SetPasswordForm",
    "reset_password": "centres.forms.ForgottenPasswordForm",
    "reset_password_from_key": "centres.forms.NewPasswordForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Counted in the cache, which is in the database: the limits hold over all workers.
ACCOUNT_RATE_LIMITS = {
    "login": None,  # these three are counted by ours
    "login_failed": None,
    "reset_password": None,
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/5m/user",
    "begin": "30/m/ip",  # a sign-in by key or directory, which keeps something in a new session
    "guessed_link": "20/m/ip",  # links to answer an invitation or to minutes that nobody has sent
    "typed": "100/d/ip,30/d/key",  # forms kept for people whose sign-in expired; see centres/saved_input.py
}
# How often a password or a code may be wrong, and a link for a new password be asked for: in a browser of the person's
# own; elsewhere by address and account, by address, and by account. What a single address may do to an account
# (pair) is less than what makes its owner wait (account). See centres/lockout.py.
_TRIES = {
    "browser": "5/5m/key,20/h/key",
    "pair": "5/5m/key,20/h/key",
    "address": "10/m/ip,40/h/ip",
    "account": "10/10m/key,30/h/key",
}
SIGN_IN_LIMITS = {
    "password": _TRIES,
    "code": _TRIES,
    "reset": _TRIES | {"browser": "3/5m/key", "pair": "3/5m/key,5/h/key", "account": "6/h/key"},
}
MFA_ADAPTER = "centres.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Cíle CPIC"
MFA_FORMS = {
    "authenticate": "centres.forms.CodeForm",
    "reauthenticate": "centres.forms.ConfirmCodeForm",
    "activate_totp": "centres.forms.ActivateAppForm",
    "add_webauthn": "centres.forms.AddPasskeyForm",
    "edit_webauthn": "centres.forms.RenamePasskeyForm",
}

# The organisation's own directory, where the environment names one. It signs in people who have an account already.
SOCIALACCOUNT_ADAPTER = "centres.adapters.DirectoryAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
# A link, because a form may only lead to this site. Nothing is lost: the answer has to fit the visitor's session.
SOCIALACCOUNT_LOGIN_ON_GET = True
DIRECTORY_NAME = env.str("OIDC_NAME", default="účtem organizace")
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "adresar",
                    "name": DIRECTORY_NAME,
                    "client_id": env.str("OIDC_CLIENT_ID"),
                    "secret": env.str("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
                }
            ]
        }
    }

CACHES = {
    "default": {
        "BACKEND": "centres.counting.CountingCache",
        "LOCATION": "cache",
        # At the default of 300 whoever tries many names would push the counts of the others out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Mail waits in the database, written together with what it tells of; manage.py deliver_mail hands it over.
EMAIL_BACKEND = "mailer.backend.DbBackend"
MAILER_USE_FILE_LOCK = False
EMAIL_URL = env.email_url("EMAIL_URL", default="consolemail://")
MAILER_EMAIL_BACKEND = EMAIL_URL["EMAIL_BACKEND"]
if not IS_PRODUCTION and MAILER_EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend":
    MAILER_EMAIL_BACKEND = "cpic.mail.TerminalBackend"
MAILER_ERROR_HANDLER = "goals.mail.outbox.defer"
# Tried again after 1, 2, 4, 8… minutes from the beginning, the last time after 2^12 of them: that outlives a weekend.
MAILER_EMAIL_MAX_RETRIES = 13
MAILER_EMAIL_MAX_DEFERRED = 20  # a server that stops answering is not tried with all the rest; the next run goes on
MAILER_EMAIL_LOG_MESSAGE_DATA = False  # that it was sent is enough to know; who was told what is personal data
EMAIL_HOST = EMAIL_URL["EMAIL_HOST"] or "localhost"
EMAIL_PORT = EMAIL_URL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = EMAIL_URL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = EMAIL_URL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = EMAIL_URL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_URL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10  # shorter than others wait for SQLite, which a message holds while it is being sent
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="" if IS_PRODUCTION else "cile@example.cz")

CSRF_FAILURE_VIEW = "cpic.views.csrf_failure"

LANGUAGE_CODE = "cs"
# Of the public site, each by its own name; the workspace is Czech. See centres/languages.py.
LANGUAGES = [("cs", "Čeština"), ("en", "English"), ("uk", "Українська"), ("ru", "Русский"), ("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Prague"
USE_I18N = True
FORMAT_MODULE_PATH = "cpic.formats"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "cpic.styles.StyleSheetFinder",
]
# Files that people attach: only views hand them out, so the folder is none of those that are served.
EVIDENCE_DIR = Path(env.str("EVIDENCE_DIR", default=str(DATA_DIR / "evidence")))
# Which cells lost words, without the words; restoring an older backup erases them again (cpic/erasing/listing.py).
ERASURES_FILE = Path(env.str("ERASURES_FILE", default=str(EVIDENCE_DIR.parent / "erasures.jsonl")))
STORAGES = {
    "evidence": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": EVIDENCE_DIR,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Uploads: what is too large is cut before it fills the disk; who reads it then says so. See cpic/uploads.py.
FILE_UPLOAD_HANDLERS = [
    "cpic.uploads.CutOff",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "cpic.uploads.OnDisk",
]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # of a form without its files; the largest is a tried sheet of records
DATA_UPLOAD_MAX_NUMBER_FILES = 5
PUBLIC_PAGES_BYTES = env.int(
    "PUBLIC_PAGES_BYTES", default=16_000_000, least=1_000_000, most=1_000_000_000
)  # in each worker
WHITENOISE_MAX_AGE = 31_536_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "script-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
COOKIE_PREFIX = "__Host-" if IS_PRODUCTION else ""  # browsers take such a name over HTTPS only: centres/cookies.py
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_HTTPONLY = True  # no script of ours reads it
MESSAGE_STORAGE = "centres.cookies.Messages"
SECURE_SSL_REDIRECT = IS_PRODUCTION and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION  # the site has its host for itself, and so what is below it

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "cpic.logs.LineFormatter"}},
    "filters": {"refusals": {"()": "cpic.logs.RefusalFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refusals"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO", among=LOG_LEVELS)},
    "loggers": {
        # These two report every rule and glyph of a stylesheet they leave out.
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},  # below that, that it is there
        "mailer": {"level": "WARNING"},  # below that, every mail with its subject and address
    },
}
