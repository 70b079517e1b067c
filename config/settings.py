"""Settings of the site, read from the environment; a wrong or missing value stops the start.

Every variable is listed in ``.env.example``. A secret may come from a file: ``NAME_FILE``
names the file that holds ``NAME``.
"""

import os
import zoneinfo
from datetime import timedelta
from pathlib import Path

import dj_email_url
from csp.constants import NONE, SELF
from environs import FileAwareEnv, validate

from config.brokers import reach_broker
from config.logs import start_logging

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # everything that the embedded mode writes

env = FileAwareEnv(strip_whitespace=True)
env.read_env(os.environ.get("DOTENV", str(BASE_DIR / ".env")), recurse=False)

DEBUG = env.bool("DEBUG", default=False)
_DEBUG_ONLY = {"default": "only-for-debug"} if DEBUG else {"validate": validate.Length(min=50)}
SECRET_KEY = env.str("SECRET_KEY", **_DEBUG_ONLY)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
# Behind this many reverse proxies; they set X-Forwarded-For and X-Forwarded-Proto.
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
# Off only for the embedded mode on http://127.0.0.1, where a browser would drop Secure cookies.
COOKIE_SECURE = env.bool("COOKIE_SECURE", default=not DEBUG)
# Printed in the code of issued papers, for years: must be said where no full name is allowed first.
_HOST = ALLOWED_HOSTS[0] if ALLOWED_HOSTS else "localhost"
_SITE = {} if _HOST[:1] in "*." else {"default": f"http{'s' * COOKIE_SECURE}://{_HOST}"}
SITE_URL = env.str("SITE_URL", **_SITE, validate=validate.Regexp(r"https?://[^/?#*\s]+\Z"))

INSTALLED_APPS = [
    "accounts",
    "blocs",
    "scoring",
    "awards",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "config.static_files.CollectedFiles",
    "axes",
    "crispy_bootstrap5",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "health_check",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "accounts.middleware.RequestContextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionLimitsMiddleware",
    "accounts.middleware.PasswordChangeMiddleware",
    "accounts.middleware.NoStoreMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.RefusalMiddleware",
    "accounts.middleware.AddressMiddleware",
    "axes.middleware.AxesMiddleware",
]

TITLE_NAMES = "awards.selectors.titles.title_names"  # asked by score tables, which stand below
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "_parts/table.html"

# --- Database -----------------------------------------------------------------------------------

_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",  # a writer waits at BEGIN, not fails at its first write
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON;",  # no old ballot boxes
}
_POSTGRESQL_OPTIONS = {
    "options": "-c statement_timeout=15s -c lock_timeout=3s"
    " -c idle_in_transaction_session_timeout=60s",
}

_database = env.dj_db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = _SQLITE_OPTIONS | _database.get("OPTIONS", {})
    Path(_database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
else:
    _database["OPTIONS"] = _POSTGRESQL_OPTIONS | _database.get("OPTIONS", {})
    _database["CONN_MAX_AGE"] = 60
    _database["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People and sessions ------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["accounts.hashers.Argon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.password_rules.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.password_rules.NotCommon"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:sign-in"

AXES_HANDLER = "accounts.sign_in_brake.BrakeHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = "accounts.sign_in_brake.failure_limit"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # what is refused unheard counts nothing
AXES_LOCKOUT_CALLABLE = "accounts.sign_in_brake.locked_page"
AXES_CLIENT_IP_CALLABLE = "accounts.addresses.counted_address"
# So many different names may fail within the cool-off; a whole office may share one address.
SIGN_IN_MAX_NAMES = env.int("SIGN_IN_MAX_NAMES", default=30)
# Fewer slips would show how somebody voted.
BALLOT_LEAST_VOTERS = env.int("BALLOT_LEAST_VOTERS", default=3, validate=validate.Range(min=3))

SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = COOKIE_SECURE
SESSION_COOKIE_NAME = "__Host-session" if COOKIE_SECURE else "session"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = COOKIE_SECURE
CSRF_COOKIE_NAME = "__Host-csrf" if COOKIE_SECURE else "csrf"

# --- Web security -------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "frame-src": [SELF],  # the evidence preview beside a score line
        "img-src": [SELF, "data:"],  # Bootstrap draws its arrows with data: images
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
    },
}
# Django's defaults say: HttpOnly, SameSite=Lax, nosniff, same-origin, no frames; tests read them.
SECURE_SSL_REDIRECT = COOKIE_SECURE
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]  # asked over plain HTTP by the local monitor
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if COOKIE_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = COOKIE_SECURE
SECURE_HSTS_PRELOAD = COOKIE_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None

# A registration may carry 200 items with six inputs each, a score sheet 180 criteria with as many,
# and either the inputs of the form itself.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200 * 6 + 120
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

# --- Files --------------------------------------------------------------------------------------

MEDIA_ROOT = env.path("MEDIA_ROOT", default=VAR_DIR / "media")  # private: there is no MEDIA_URL
STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=VAR_DIR / "static")
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/bootstrap/css", BASE_DIR / "node_modules/bootstrap/dist/css"),
    ("vendor/bootstrap/js", BASE_DIR / "node_modules/bootstrap/dist/js"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
DISK_LEAST_FREE_MB = env.int("DISK_LEAST_FREE_MB", default=500, validate=validate.Range(min=1))
BACKUP_DIR = env.str("BACKUP_DIR", default="")  # empty: nobody looks at the age of backups
BACKUP_MAX_AGE_HOURS = env.int("BACKUP_MAX_AGE_HOURS", default=26, validate=validate.Range(min=1))
PDF_FONT_DIR = env.str("PDF_FONT_DIR", default="")  # empty: those of Debian 12, 13 in turn
SIGNATURE_TRUST_DIR = env.str("SIGNATURE_TRUST_DIR", default="")  # empty: no authority is trusted

# --- Language, time, mail -----------------------------------------------------------------------

LANGUAGE_CODE = "vi"
FORMAT_MODULE_PATH = ["config.formats"]
_ZONE = validate.OneOf(zoneinfo.available_timezones(), error="Not a known time zone.")
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Ho_Chi_Minh", validate=_ZONE)

_MAIL = validate.Regexp(r"(console|smtp|smtps|submission|file|dummy):", error="Not a mail address.")
_email = dj_email_url.parse(env.str("EMAIL_URL", default="console:", validate=_MAIL))
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10

# --- Background work ----------------------------------------------------------------------------

_BROKER = validate.Regexp(r"(filesystem|redis|rediss|memory):", error="Not a known broker.")
_broker = env.str("BROKER_URL", default="filesystem://", validate=_BROKER)
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = reach_broker(
    _broker, folder=VAR_DIR / "broker"
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_VISIBILITY_TIMEOUT = 600
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False  # recovery is the sweeper's work
CELERY_TASK_TIME_LIMIT = 180
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_IGNORE_RESULT = True  # the state of a job is its row in the database
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 2,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # kB
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 150
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep-documents": {
        "task": "reports.tasks.sweep_documents_task",
        "schedule": 30,
        "options": {"expires": 25},  # a sweep that waited for the next one is not worth running
    },
    "wash-ballot-boxes": {
        "task": "awards.tasks.wash_ballot_boxes",
        "schedule": 600,
        "options": {"expires": 540},
    },
}

# --- Logs ---------------------------------------------------------------------------------------

LOGGING = start_logging(readable=DEBUG)
AXES_VERBOSE = False  # it would announce itself at every command
