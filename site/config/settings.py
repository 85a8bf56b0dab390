"""Settings, read from the environment; production unless DEBUG=1 is asked for."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import database, logs, media, retention, sentry, wiring
from config.env import DEBUG, env, heroku_hosts, listed, plain_host, refuse_missing, required

BASE_DIR = Path(__file__).resolve().parent.parent.parent
SITE_DIR = BASE_DIR / "site"
DATA_DIR = BASE_DIR / ".data"
PORT = env.int("PORT", 8000)

SECRET_KEY = required("SECRET_KEY", "development-only-" + "0123456789abcdef" * 4)
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = listed(required("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]"))
STAGING = env.bool("STAGING", False)
SITE_URL = env.str("SITE_URL", "") or (
    f"http://localhost:{PORT}" if DEBUG else f"https://{plain_host([*ALLOWED_HOSTS, *heroku_hosts()])}"
)

# Applications

INSTALLED_APPS = [
    "config",
    "bookings",
    "payments",
    "messaging",
    "locations",
    "home",
    "members",
    "wagtail.contrib.frontend_cache",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "members.apps.WagtailUsers",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "anymail",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.logs.RequestLog",
    "config.edge.RealClient",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.ContentSecurityPolicy",
    "config.edge.CarefulHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.walls.Walls",
    "config.middleware.Redirects",
    "config.middleware.StoreOutage",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# Database, tasks, cache

DATABASES = {"default": database.from_environment()}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

REDIS_URL = env.str("REDIS_URL", "")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 600},
}

# People and signing in

AUTH_USER_MODEL = "members.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/stay/mine/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "members.gateway.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
# All codes of one sign-in together; each is good for its fifteen minutes.
ACCOUNT_LOGIN_TIMEOUT = 60 * 60
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,3/m/key,20/h/key",
    # Each sends a copy to an address that nobody has shown to be theirs.
    "ask_house": "10/h/ip,3/h/key,10/d/key",
    # Each is a mail to every steward of a house.
    "write_to_house": "20/h/user",
}
# How many proxies of ours add to X-Forwarded-For: Cloudflare and Heroku's router.
PROXIES = env.int("PROXIES", 0 if DEBUG else 2)
# What a Cloudflare rule adds to each request as X-Edge-Secret; two while one replaces the other.
EDGE_SECRET = listed(env.str("EDGE_SECRET", ""))
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

# Language and time

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("nl", "Nederlands")]
LOCALE_PATHS = [SITE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_I18N = USE_TZ = True
WAGTAIL_I18N_ENABLED = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-collected"
STATICFILES_DIRS = [SITE_DIR / "static"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = DATA_DIR / "media"
BUCKET = media.bucket_from_environment(debug=DEBUG)
MEDIA_URL = BUCKET.url if BUCKET else "/media/"
STORAGES = {
    **(media.IN_BUCKET if BUCKET else media.on_disk(DATA_DIR)),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Wagtail

WAGTAIL_SITE_NAME = "Embassy Network"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAILIMAGES_IMAGE_MODEL = "home.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "home.SiteDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.forms.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = WAGTAILUSERS_PASSWORD_REQUIRED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_ENABLED = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Cloudflare: without a token nothing is cached at an edge, so nothing is purged

CLOUDFLARE_API_BASE = "https://api.cloudflare.com"
CLOUDFLARE_API_TOKEN = env.str("CLOUDFLARE_API_TOKEN", "")
CLOUDFLARE_ZONE_ID = env.str("CLOUDFLARE_ZONE_ID", "")
EDGE = bool(CLOUDFLARE_API_TOKEN and CLOUDFLARE_ZONE_ID)
WAGTAILFRONTENDCACHE = {"rows": {"BACKEND": "home.actions.purges.WrittenDown"}} if EDGE else {}

# Mail

MAILGUN_API_KEY = required("MAILGUN_API_KEY", "")
MAILGUN_WEBHOOK_SIGNING_KEY = required("MAILGUN_WEBHOOK_SIGNING_KEY", "")
MAILGUN_API_URL = env.str("MAILGUN_API_URL", "https://api.mailgun.net/v3")
LIST_DOMAIN = required("LIST_DOMAIN", "mail.localhost.example")
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", f"Embassy Network <stay@{LIST_DOMAIN}>")
# Mailgun takes mail in its test mode and delivers none of it until this is set.
REAL_MAIL = env.bool("MAILGUN_CAUTION_SEND_REAL_MAIL", False)
ANYMAIL = {
    "MAILGUN_API_KEY": MAILGUN_API_KEY,
    "MAILGUN_API_URL": MAILGUN_API_URL,
    "MAILGUN_SENDER_DOMAIN": LIST_DOMAIN,
    "REQUESTS_TIMEOUT": 10,
    # Links in mails stay ours, and nobody is watched reading.
    "SEND_DEFAULTS": {"track_clicks": False, "track_opens": False},
    "MAILGUN_SEND_DEFAULTS": {} if REAL_MAIL else {"esp_extra": {"o:testmode": "yes"}},
}
# Django's own mail (sign-in codes) goes through the outbox too. From there the worker hands over what is due:
# to Mailgun with a key, otherwise to files that the demo can show.
EMAIL_BACKEND = "messaging.send.backend.OutboxBackend"
DELIVERY_BACKEND = "anymail.backends.mailgun.EmailBackend" if MAILGUN_API_KEY else "messaging.gateway.Files"
EMAIL_FILE_PATH = DATA_DIR / "mail"

# Money

STRIPE_SECRET_KEY = required("STRIPE_SECRET_KEY", "sk_test_standin")
STRIPE_PUBLISHABLE_KEY = env.str("STRIPE_PUBLISHABLE_KEY", "")
STRIPE_WEBHOOK_SECRET = required("STRIPE_WEBHOOK_SECRET", "whsec_standin")
STRIPE_API_BASE = env.str(
    "STRIPE_API_BASE", f"http://127.0.0.1:{PORT + 1}" if DEBUG else "https://api.stripe.com"
)
if (
    not DEBUG
    and not env.bool("ALLOW_STANDIN", False)
    and urlsplit(STRIPE_API_BASE).hostname != "api.stripe.com"
):
    raise ImproperlyConfigured("STRIPE_API_BASE must be Stripe's own address (or set ALLOW_STANDIN=1).")

# Security

SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG and not env.bool(
    "PLAIN_HTTP", False
)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if DEBUG else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
# Wagtail previews pages in a frame of the site itself.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

# Calendars of other sites are fetched from public addresses only; from this machine too while developing.
CALENDARS_ON_THIS_MACHINE = DEBUG

SLOW_QUERY_MS = env.int("SLOW_QUERY_MS", 500)
LOGGING = logs.configuration(json=not DEBUG)
sentry.start(
    env.str("SENTRY_DSN", ""),
    environment="development" if DEBUG else "staging" if STAGING else "production",
)

# What calls what (config/wiring.py)

WIRING: dict[str, Any] = wiring.WIRING
MAIL_CATALOGUES: list[str] = wiring.MAIL_CATALOGUES
EVERY_SECOND: list[str] = wiring.EVERY_SECOND
EVERY_MINUTE: list[str] = wiring.EVERY_MINUTE
DAILY: list[str] = wiring.DAILY
KEEP: dict[str, int] = retention.KEEP

refuse_missing()
