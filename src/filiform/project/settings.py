"""Settings of the whole system; what differs between installations comes from the environment.

| variable | means |
|---|---|
| DATABASE_URL | a PostgreSQL server (16 or newer); without it the bundled one in the data folder |
| FILIFORM_DATA | folder for everything that must last |
| FILIFORM_HOSTS | host names served, separated by commas |
| FILIFORM_ORIGINS | origins of forms behind a proxy that ends TLS (https://clinic.example) |
| FILIFORM_SECURE | 1 when served by HTTPS: secure cookies, strict transport |
| FILIFORM_PROXIES | how many proxies stand in front, so that limits count the client's own address |
| FILIFORM_MAIL | smtps://user:password@host:port; without it messages are written to the data folder |
| FILIFORM_MAIL_FROM | the sender of letters |
| FILIFORM_SECRET_KEY | signs sessions and links; without it the key kept in the data folder |
"""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from .configuration import cache_entry, databases, mail_settings, secret_key
from .database import default_data_folder
from .variables import flag, listed, origins, whole

BASE = Path(__file__).resolve().parent.parent
DATA = default_data_folder()

SECRET_KEY = secret_key(DATA)
DEBUG = False
SECURE = flag("FILIFORM_SECURE")
ALLOWED_HOSTS = listed("FILIFORM_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = origins("FILIFORM_ORIGINS")

DATABASES = databases(DATA)
DATABASE_ROUTERS = ["filiform.project.routing.OwnerMigrates"]
CACHES = {"default": cache_entry()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "filiform.foundation.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "procrastinate.contrib.django",
    "filiform.foundation.tenancy",
    "filiform.foundation.audit",
    "filiform.foundation.accounts",
    "filiform.foundation.record",
    "filiform.foundation.images",
    "filiform.foundation.decisions",
    "filiform.foundation.messages",
    "filiform.foundation.office",
    "filiform.foundation.bodychart",
    "filiform.foundation.gate",
    "filiform.backoffice.credentials",
    "filiform.backoffice.policy",
    "filiform.backoffice.stock",
    "filiform.journey.screening",
    "filiform.journey.consent",
    "filiform.journey.examination",
    "filiform.journey.treatment",
    "filiform.journey.aftercare",
    "filiform.journey.visit",
    "filiform.project",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "filiform.foundation.gate.queue.QueueAnswers",
    "filiform.foundation.gate.limits.SessionLimits",
    "filiform.foundation.gate.middleware.Gate",
]

ROOT_URLCONF = "filiform.project.urls"
WSGI_APPLICATION = "filiform.project.wsgi.application"
FORM_RENDERER = "filiform.foundation.ui.renderer.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "filiform.foundation.ui.context.frame",
                "filiform.foundation.gate.context.header",
                "filiform.journey.treatment.context.needles_bar",
            ],
        },
    }
]

# --- people and sessions (OWASP ASVS 5.0 level 2) ---
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "filiform.foundation.accounts.adapter.StaffAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/300s/key"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 1
# The rule guards against strangers who sign up with somebody else's address; here owners give the addresses.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "filiform.foundation.accounts.factors.StaffFactors"
MFA_FORMS = {"add_webauthn": "filiform.foundation.accounts.factor_forms.AddKeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Filiform"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE_SECONDS = 15 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 3600
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS + 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True  # scripts take the token from the form
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
if SECURE:  # such a cookie is taken from this host alone, by HTTPS alone
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
# Behind a proxy every client would share its address, and the limits with it.
ALLAUTH_TRUSTED_PROXY_COUNT = whole("FILIFORM_PROXIES", 0, most=9)
USERSESSIONS_TRACK_ACTIVITY = False
CSRF_FAILURE_VIEW = "filiform.foundation.gate.views.csrf_failure"

# --- what a browser may do with our pages ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"

# --- sizes ---
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_UPLOAD_HANDLERS = ["filiform.foundation.images.arriving.NamelessUpload"]

# --- what pictures of a visit may show; the foundation asks it of the journey ---
IMAGE_TARGETS = "filiform.journey.treatment.pictured.image_targets"

# --- words and files ---
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE / "locale"]
TIME_ZONE = "Europe/Dublin"
USE_I18N = True
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "filiform.project.static_storage.NamedByContent"},
}
DEFAULT_FROM_EMAIL = os.environ.get("FILIFORM_MAIL_FROM", "filiform@localhost")
for _name, _value in mail_settings(DATA).items():
    globals()[_name] = _value

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"  # each app may have a module of this name
AUDIT_HEADS = DATA / "audit-heads"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "filiform.project.logs.WithoutWords",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
}
