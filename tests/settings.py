"""The project's settings as the tests need them: no keys of anybody's, quick hashing, nothing sent."""

import os
from pathlib import Path

for name in ("STRIPE_SECRET_KEY", "STRIPE_API_BASE", "MAILGUN_API_KEY", "REDIS_URL", "SENTRY_DSN"):
    os.environ.pop(name, None)
os.environ["DEBUG"] = "1"

from config.settings import *  # noqa: E402, F403 - the environment comes first

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CALENDARS_ON_THIS_MACHINE = True
# Of mails that are the tests' own. A test that changed this itself would have every template compiled anew.
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "messaging" / "templates")  # noqa: F405
