"""Settings of the portal, read from the environment.

PAPI_DEMO=1 opens the demo accounts and plain HTTP on this machine; without it the portal
expects TLS in front of it. docs/deploy.md lists every variable.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

from papi_portal import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = environment.folder("PAPI_VAR_DIR", default=BASE_DIR / "var")

DEBUG = environment.boolean("PAPI_DEBUG", default=False)
DEMO = environment.boolean("PAPI_DEMO", default=False)
TLS = not environment.boolean("PAPI_INSECURE_HTTP", default=DEMO)
SECRET_KEY = environment.secret_key("PAPI_SECRET_KEY", kept_in=VAR_DIR / "secret-key")
ALLOWED_HOSTS = environment.words("PAPI_ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]")
MAIN_HOST = next((host for host in ALLOWED_HOSTS if "*" not in host), "localhost").lstrip(".")
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}
if (DEBUG or DEMO) and not LOCAL_HOSTS.issuperset(ALLOWED_HOSTS):
    msg = "PAPI_DEBUG and PAPI_DEMO are for this machine only: leave PAPI_ALLOWED_HOSTS unset."
    raise ImproperlyConfigured(msg)

DATABASES = {
    "default": environment.database(
        "DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "papi_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "django_tasks",
    "js_lib_bootstrap5",
    "papi_portal",
    "plans",
    "indicators",
    "tasks",
]

MIDDLEWARE = [
    "papi_portal.deep_calls.DeepCallsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # These come before the static files, so that these carry the headers too.
    "csp.middleware.CSPMiddleware",
    "papi_portal.headers.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before whatever reads or sets a cookie.
    "papi_portal.headers.PublicPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "plans.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # A view that forgot its gate asks for sign-in rather than standing open.
    "papi_portal.signed_out.SignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "plans.middleware.ViewerMiddleware",
    "plans.middleware.RefusalsMiddleware",
    "papi_portal.contention.ContentionMiddleware",
]

ROOT_URLCONF = "papi_portal.urls"
WSGI_APPLICATION = "papi_portal.wsgi.application"

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
                "papi_portal.context.portal",
                "plans.context.guide",
            ],
            "builtins": ["django.templatetags.i18n", "papi_portal.templatetags.portal"],
        },
    }
]

CACHES = {
    # Shared by all web processes, because the sign-in rate limits are counted in it. By itself
    # it would keep 300 entries and drop others, forms that are kept for an hour among them.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# People and sign-in

AUTH_USER_MODEL = "plans.User"
AUTHENTICATION_BACKENDS = ["plans.signin.PortalBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # the link by which a first password is chosen
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "tasks:home"
ACCOUNT_ADAPTER = "plans.signin.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_USER_DISPLAY = "plans.signin.display_name"
# On report day a whole province comes from one address: generous per address, strict per account.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.integer("PAPI_TRUSTED_PROXIES", default=0)
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/300s/key",
    "reset_password": "60/m/ip,5/m/key",
}

# Mail, sent by commands and never within a web request

MAIL_SERVER = environment.mail_server("PAPI_SMTP_URL")
EMAIL_BACKEND = MAIL_SERVER.backend
EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SERVER.starttls, MAIL_SERVER.tls
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = environment.text("PAPI_MAIL_FROM", default=f"papi@{MAIN_HOST}")
PUBLIC_URL = environment.public_address(
    "PAPI_PUBLIC_URL",
    default=f"https://{MAIN_HOST}" if TLS else "http://127.0.0.1:8000",
)

# Work in the background, see plans/background.py

TASK_ENGINE = environment.task_engine("PAPI_TASKS_URL")
INSTALLED_APPS += TASK_ENGINE.apps
TASKS = {"default": {"BACKEND": TASK_ENGINE.backend}}
# What limits a job is its own limits and its lease; an hour is for what hangs all the same.
RQ_QUEUES = {"default": {"URL": TASK_ENGINE.url, "DEFAULT_TIMEOUT": 3600}}
PRINTERS_AT_ONCE = environment.integer("PAPI_PRINTERS", default=2, least=1)  # by web processes
# How long the results of jobs can be fetched.
JOBS_KEPT_DAYS = environment.integer("PAPI_JOBS_KEPT_DAYS", default=7, least=1)

# Language, time and place

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "__Host-language" if TLS else "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LOCALE_PATHS = [BASE_DIR / "locale"]
MESSAGE_STORAGE = "papi_portal.speaking.SpokenMessages"
FORMAT_MODULE_PATH = ["papi_portal.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

# Files

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("guide", BASE_DIR / "docs" / "img")]
MEDIA_ROOT = VAR_DIR / "evidence"  # private: nothing serves it but a checked view
STORAGES = {
    "default": {"BACKEND": "papi_portal.whole_files.WholeFileStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Source maps are two thirds of the bytes, and only developers fetch them.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = [
    "papi_portal.body_limit.BodyLimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
READERS_AT_ONCE = environment.integer("PAPI_READERS", default=2, least=1)  # on this machine
# How long a plan document waits to be confirmed before `sweep_uploads` discards it.
UPLOADS_KEPT_DAYS = environment.integer("PAPI_UPLOADS_KEPT_DAYS", default=30, least=1)
# Evidence of results, in bytes: one file, and what one unit keeps of one year.
EVIDENCE_LARGEST = environment.integer("PAPI_EVIDENCE_MB", default=20, least=1) * 1024**2
EVIDENCE_PER_YEAR = environment.integer("PAPI_EVIDENCE_GB_PER_YEAR", default=2, least=1) * 1024**3
EVIDENCE_PER_ROW = 10
CLAMD = environment.clamd("PAPI_CLAMD")  # scans what is uploaded; None: nothing does
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # one form of 150 rows x 10 fields must get through
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# Doors and windows

SECURE_SSL_REDIRECT = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_HSTS_PRELOAD = TLS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = TLS
SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"
CSRF_COOKIE_SECURE = TLS
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrf"
CSRF_FAILURE_VIEW = "papi_portal.errors.csrf_failure"
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
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
