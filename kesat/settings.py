"""Settings, read from the environment; the defaults serve one machine with SQLite behind HTTPS."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import bootstrap_wrapper
import dj_database_url
from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels

from kesat.logs import is_refusal

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("KESAT_VAR") or BASE_DIR / "var").resolve()


def _flag(name: str, default: str) -> bool:
    return os.environ.get(name, default) == "1"


def _list(name: str, default: str = "") -> list[str]:
    items = (item.strip() for item in os.environ.get(name, default).split(","))
    return [item for item in items if item]


def _secret_key() -> str:
    """Return the key from the environment, else the one kept in the data folder, made at the first start."""
    if key := os.environ.get("KESAT_SECRET_KEY"):
        return key
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        # Whole before it has its name: another process that starts now reads all of it, or makes its own and loses.
        with NamedTemporaryFile("w", dir=VAR_DIR, prefix="secret_key.") as file:
            file.write(secrets.token_urlsafe(60))
            file.flush()
            os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text()


# The top entry of the change log is the version that runs.
VERSION = re.findall(r"^## (\S+)", (BASE_DIR / "CHANGELOG.md").read_text(), re.MULTILINE)[0]
DEBUG = _flag("KESAT_DEBUG", "0")
HTTPS = _flag("KESAT_HTTPS", "1")
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = _list("KESAT_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = _list("KESAT_ORIGINS")

INSTALLED_APPS = [
    "kesat.organization",
    "kesat.records",
    "resolutions",
    "tasks",
    "reports",
    "kesat.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "import_export",
    "heroicons",
    "kesat.apps.KesatConfig",
]

MIDDLEWARE = [
    # The headers first: refusals by the gate and static files carry them too.
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Before the gate, whose refusals are pages too.
    "kesat.language.LanguageMiddleware",
    "kesat.gate.GateMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages for bad lines; Django pads them at random against BREACH, and static files are compressed before.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kesat.signing_in.SessionLimits",
    "kesat.signing_in.RequireSignIn",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "kesat.urls"
WSGI_APPLICATION = "kesat.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "kesat.forms.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "kesat.page.page",
            ],
        },
    }
]

# Database: SQLite in the data folder, or PostgreSQL 15 and later by DATABASE_URL.
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'kesat.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a transaction that will write takes the lock at once, so two writers wait and do not fail.
    # recursive_triggers: what INSERT OR REPLACE removes asks the triggers of DELETE too.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

# Sign-in
AUTH_USER_MODEL = "organization.User"
AUTHENTICATION_BACKENDS = ["kesat.organization.backend.PositionBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# A session ends so long after sign-in whatever happens, and earlier after so many minutes without activity:
# fewer where "This is a shared computer" was ticked. What a script sends by itself is no activity.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_MINUTES = 30
SESSION_SHARED_IDLE_MINUTES = 10
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Language: Vietnamese unless the reader switches; the formats are ours because Django's `vi` reads dates as American.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "kesat" / "locale", BASE_DIR / "kesat" / "locale" / "framework"]
FORMAT_MODULE_PATH = ["kesat.formats"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
MESSAGE_TAGS = {message_levels.ERROR: "error", message_levels.SUCCESS: "success"}

# Static files: collected at set-up, served by WhiteNoise under names that hold their hash.
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    ("bootstrap", Path(str(bootstrap_wrapper.__file__)).parent.parent / "bootstrap" / "css"),
    ("guide", BASE_DIR / "docs" / "pictures"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "kesat.static_files.StaticFiles"},
}

# Headers
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kesat.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}

# Limits: a month holds at most 200,000 characters; a form of that size is read, and answered with the text in it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FILE_UPLOAD_HANDLERS = ["kesat.capped_files.CappedFiles"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# E-mail: to the console unless a server is named. KESAT_SITE is the address that stands in mails.
SITE_ADDRESS = os.environ.get("KESAT_SITE", "http://127.0.0.1:8000").rstrip("/")
EMAIL_HOST = os.environ.get("KESAT_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("KESAT_SMTP_PORT") or 465)
EMAIL_HOST_USER = os.environ.get("KESAT_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KESAT_SMTP_PASSWORD", "")
# Encrypted from the first byte: a connection that begins in the clear can be kept there.
EMAIL_USE_SSL = True
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("KESAT_MAIL_FROM", "nghi-quyet@localhost")

# Signatures: the certificates of the issuers we trust (.pem, .crt, .cer, .der) and their lists of revoked certificates
# (.crl) stand in one folder, which the office's administrator keeps up to date; the app fetches nothing by itself. With
# the address of a time-stamp authority (RFC 3161) what is signed here carries a certified time.
TRUST_DIR = Path(os.environ.get("KESAT_TRUST") or VAR_DIR / "trust").resolve()
TSA_URL = os.environ.get("KESAT_TSA_URL", "")

# Viruses: each file of a report is shown to the office's scanner first, a command that reads it from its input or the
# address of clamd ("/run/clamav/clamd.ctl", "127.0.0.1:3310"); with neither, none is asked.
SCAN_COMMAND = os.environ.get("KESAT_SCAN_COMMAND", "")
CLAMD = os.environ.get("KESAT_CLAMD", "")

# The fonts are for paper; no page loads them, and compressing them costs most of `collectstatic`.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "ttf", "gz", "br", "map"]

IMPORT_EXPORT_USE_TRANSACTIONS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"one_line": {"()": "kesat.logs.OneLine"}},
    "filters": {"refusals": {"()": "django.utils.log.CallbackFilter", "callback": is_refusal}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": "ERROR"},
        "refusals": {"class": "logging.StreamHandler", "formatter": "one_line", "filters": ["refusals"]},
    },
    "loggers": {
        "django.request": {"handlers": ["console", "refusals"], "level": "WARNING", "propagate": False},
        "kesat.refusals": {"handlers": ["refusals"], "level": "WARNING", "propagate": False},
    },
}
