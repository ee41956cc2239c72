"""Every setting, and the only place that reads the environment.

A bad value stops the program with its name and value (`ImproperlyConfigured`); nothing is guessed.
The names are documented in docs/operations.md.
"""

import os
import re
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from factcheck.loopback import is_loopback

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(name, default=False):
    value = os.environ.get(name)
    if value is None or value == "":
        return default
    if value.lower() in ("1", "true", "yes", "on"):
        return True
    if value.lower() in ("0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")


def env_int(name, default, low, high):
    value = os.environ.get(name, "") or str(default)
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name} must be a whole number from {low} to {high}, not {value!r}")
    return int(value)


def env_list(name, default=""):
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def env_url(name, default, schemes):
    """The parts of an address; only its scheme and port are judged here."""
    value = os.environ.get(name) or default
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is no address: {value!r} ({error})") from None
    if parts.scheme not in schemes:
        raise ImproperlyConfigured(f"{name} must begin with {' or '.join(f'{s}:' for s in schemes)}, not {value!r}")
    return parts


def env_site(name, default):
    """The address people use, as `https://host` or `http://host:port`: the program sits at its root."""
    parts = env_url(name, default, ("http", "https"))
    if not parts.hostname or parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise ImproperlyConfigured(f"{name} must look like https://desk.example.org, not {parts.geturl()!r}")
    return f"{parts.scheme}://{parts.netloc}"


def env_hosts(name):
    """Host names for Django's check of the Host header; `.example.org` includes subdomains."""
    hosts = env_list(name)
    for host in hosts:
        if not re.fullmatch(r"\*|\.?[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\]", host):
            raise ImproperlyConfigured(f"{name} must be host names without scheme and port, not {host!r}")
    return hosts


def env_origins(name):
    origins = env_list(name)
    for origin in origins:
        if not re.fullmatch(r"https?://[^/?#]+", origin):
            raise ImproperlyConfigured(f"{name} must be origins such as https://desk.example.org, not {origin!r}")
    return origins


def origin(address):
    """Scheme, host and port of an address, as the Content-Security-Policy names it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def network(value):
    """An address or a network in CIDR form, as `ipaddress` knows it, or None."""
    try:
        return ip_network(value, strict=False)
    except ValueError:
        return None


def env_networks(name):
    values = env_list(name)
    for value in values:
        if not network(value):
            raise ImproperlyConfigured(f"{name} must be addresses or networks such as 10.0.0.0/8, not {value!r}")
    return [network(value) for value in values]


def env_hosts_or_networks(name):
    values = env_list(name)
    for value in values:
        if not network(value) and not re.fullmatch(r"[A-Za-z0-9_.-]+", value):
            raise ImproperlyConfigured(f"{name} must be host names or networks, not {value!r}")
    return values


def env_issuer(name):
    """The address of an OpenID Connect provider, or "": https, or http on this machine for trying it out."""
    if not os.environ.get(name):
        return ""
    parts = env_url(name, "", ("http", "https"))
    if not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ImproperlyConfigured(f"{name} must look like https://id.example.org/realm, not {parts.geturl()!r}")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ImproperlyConfigured(
            f"{name} must begin with https: unless it is on this machine, not {parts.geturl()!r}"
        )
    return parts.geturl().rstrip("/")


def env_folder(name, default):
    """An absolute folder, made when it is not there; only its owner may look into a new one."""
    folder = Path(os.environ.get(name) or default).absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} must be a folder, not {str(folder)!r} ({error.strerror})") from None
    return folder


DEBUG = env_bool("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY") or ("only-for-debugging" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY must be set (or DEBUG=1)")
HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = env_int("PORT", 8000, 0, 65535)
SITE_URL = env_site("SITE_URL", "http://127.0.0.1:8000")
SITE_HOST = urlsplit(SITE_URL).hostname
SECURE = SITE_URL.startswith("https:")
ALLOWED_HOSTS = env_hosts("ALLOWED_HOSTS") or [
    f"[{SITE_HOST}]" if ":" in SITE_HOST else SITE_HOST,
    "127.0.0.1",
    "localhost",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [SITE_URL, *env_origins("CSRF_TRUSTED_ORIGINS")]
DATA_DIR = env_folder("DATA_DIR", BASE_DIR / "data")
# One click signs in as anybody of the sample desk: never where others can reach it.
DEMO = env_bool("DEMO")
if DEMO and not (is_loopback(HOST) and is_loopback(SITE_HOST)):
    raise ImproperlyConfigured(f"DEMO=1 needs a loopback HOST and SITE_URL, not {HOST!r} and {SITE_URL!r}")
THREADS = env_int("THREADS", 8, 1, 256)
# Sign-in by an OpenID Connect provider, when one is named.
OIDC_NAME, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET = (
    os.environ.get(f"OIDC_{name}", "") for name in ("NAME", "CLIENT_ID", "CLIENT_SECRET")
)
OIDC_ISSUER = env_issuer("OIDC_ISSUER")
if OIDC_ISSUER and not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET):
    raise ImproperlyConfigured("OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET")
TRUSTED_PROXIES = env_networks("TRUSTED_PROXIES")
FETCH_ALLOW = env_hosts_or_networks("FETCH_ALLOW")

# What factcheck/asgi.py allows one client: bytes, seconds, and requests that wait for a thread.
SERVER = {"request_bytes": 21 * 1024 * 1024, "request_seconds": 300, "client_seconds": 30, "waiting": 256}

INSTALLED_APPS = [
    "annotations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "lucide",
]
MIDDLEWARE = [
    # Public pages know nobody.
    "annotations.public.middleware.NobodyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "annotations.accounts.sessions.SeenMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]


def hide_password(url):
    """An address fit to be printed."""
    return re.sub(r"(?<=//)([^/@:]*):[^/@]*@", r"\1:…@", url)


def database(url):
    """Django's settings for a database address; SQLite in DATA_DIR when there is none.

    SQLite: WAL, IMMEDIATE and FULL are measured choices, see docs/architecture.md.
    """
    if not url:
        url = f"sqlite:///{DATA_DIR / 'factcheck.sqlite3'}"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL is no address: {hide_password(url)!r} ({error})") from None
    if parts.scheme in ("sqlite", "postgres", "postgresql") and len(parts.path) < 2:
        raise ImproperlyConfigured(f"DATABASE_URL must name a database after the host's /, not {hide_password(url)!r}")
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]),
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
            "CONN_MAX_AGE": None,
        }
    if parts.scheme in ("postgres", "postgresql"):
        options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", None) or parts.hostname or "",
            "PORT": str(port or ""),
            "OPTIONS": options,
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(f"DATABASE_URL must begin with sqlite: or postgres:, not {hide_password(url)!r}")


DATABASES = {"default": database(os.environ.get("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def email(parts):
    """Django's mail settings for `console:`, `smtp://user:password@host:port?tls=1&from=…` or `smtps://…`."""
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parse_qs(parts.query).get("tls") == ["1"],
        "DEFAULT_FROM_EMAIL": parse_qs(parts.query).get("from", ["factcheck@localhost"])[0],
    }


globals().update(email(env_url("EMAIL_URL", "console:", ("console", "smtp", "smtps"))))

# Attempts to sign in are counted here, so that several processes share the count. The table comes with
# the migrations. With the usual 300 entries, 300 addresses would make it forget the one that counts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "annotations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "annotations.accounts.passwords.NotLikeTheirName",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Otherwise the host name, in brackets: none of our own mails has it.
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USERNAME_MIN_LENGTH = 1
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "5/m/key,20/m/ip", "login": "60/m/ip", "reset_password": "20/m/ip,5/m/key"}
ACCOUNT_ADAPTER = "annotations.accounts.adapter.AccountAdapter"

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "annotations.accounts.adapter.MfaAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Factcheck"
# Phones' clocks are up to half a minute wrong.
MFA_TOTP_TOLERANCE = 1
# On http:, which browsers allow for passkeys on localhost alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
# Nobody's address is verified here: an operator or an invitation vouches for it.
MFA_ALLOW_UNVERIFIED_EMAIL = True


def oidc_apps(issuer, name, client_id, secret):
    """The settings of allauth for the one provider; it is called `sso` in addresses."""
    app = {
        "provider_id": "sso",
        "name": name or urlsplit(issuer).hostname,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app] if issuer else []}}


SOCIALACCOUNT_PROVIDERS = oidc_apps(OIDC_ISSUER, OIDC_NAME, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET)
SOCIALACCOUNT_ADAPTER = "annotations.accounts.oidc.ProviderAdapter"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("uk", "Українська"), ("ar", "العربية")]
TIME_ZONE = "UTC"
USE_TZ = True
FORMAT_MODULE_PATH = "factcheck.formats"
# Where makemessages puts the words of static/js too.
LOCALE_PATHS = [BASE_DIR / "annotations" / "locale"]

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {"BACKEND": "factcheck.static.ModuleStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        # Browsers hold the redirect after a form against this too.
        "form-action": [SELF, *([origin(OIDC_ISSUER)] if OIDC_ISSUER else [])],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
# Whether subdomains are https, and the browsers' preload lists, are the domain owner's business.
# A username is unique whatever its case, by a constraint that auth.W004 does not recognise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021", "auth.W004"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_FAILURE_VIEW = "annotations.rest.problems.csrf_failure"

# Intake limits of the API, in bytes: an article of 5 MB, a file of 20 MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "annotations.rest.authentication.BearerAuthentication",
        "annotations.rest.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["annotations.rest.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["annotations.rest.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "annotations.rest.schema.Schema",
    "EXCEPTION_HANDLER": "annotations.rest.problems.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Factcheck",
    "DESCRIPTION": "Articles, highlights, claims, evidence, verdicts.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": [],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    # Fields of one name with different values: the names of their schemas stay as they are when more come.
    "ENUM_NAME_OVERRIDES": {
        "ArticleStatus": "annotations.articles.models.Article.Status",
        "ClaimStatus": "annotations.claims.models.Claim.Status",
        "VerdictStatus": "annotations.verdicts.models.Verdict.Status",
        "VerdictStatusGiven": ["draft", "submitted"],
        "ComplaintOutcome": "annotations.complaints.models.Complaint.Outcome",
        "ComplaintState": "annotations.complaints.models.Complaint.State",
        "LeadStatus": "annotations.leads.models.Lead.Status",
        "AssignmentStatus": "annotations.assignments.models.Assignment.Status",
        "AssignmentStatusGiven": ["open", "done", "returned"],
        "RoundKind": "annotations.verdicts.models.Round.Kind",
        "RoundJudges": "annotations.verdicts.models.Round.Judges",
        "DeskJudges": ["anyone", "asked", "editors"],
        "AppearanceKind": ["article", "post"],
        "AboutType": "annotations.discussion.serializers.ABOUT",
        "FoundType": ["claim", "article", "source", "factcheck"],
        "ClaimantType": "annotations.claims.models.Claimant.Type",
        "AnchorState": "annotations.spans.models.Anchor.State",
        "PublicationState": "annotations.claims.models.Claim.PublicationState",
        "FactCheckState": "annotations.publishing.models.FactCheck.State",
        "PublicationKind": "annotations.publishing.models.Publication.Kind",
        "EvidenceMedium": "annotations.evidence.models.Evidence.Medium",
        "MediaMedium": ["video", "image", "audio"],
        "GuestState": ["invited", "opened", "expired", "revoked"],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # A 404 is the caller's business; what is ours comes as an error with its traceback.
    "loggers": {"django.request": {"level": "ERROR"}},
}
