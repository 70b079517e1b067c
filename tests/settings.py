"""The environment of the tests, then the settings of the site as they are."""

import os
import secrets

os.environ["DOTENV"] = os.devnull  # what a developer keeps in .env must not change a test
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
os.environ.setdefault("COOKIE_SECURE", "false")  # the test client speaks plain HTTP

from config.settings import *  # noqa: F403  # the variables above must be set first

# The live server looks for Django's own name of the app, which is not the one installed.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # nothing has been collected, so there is no folder to index
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a fast one
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # No test outlives a power cut: a commit need not wait for the disk.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"  # noqa: F405
CELERY_WORKER_LOST_WAIT = 1  # seconds until a worker misses a child that a test has killed
