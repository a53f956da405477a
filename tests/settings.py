"""The project's settings with what tests need: plain HTTP, a fast password hasher, no hashed file names."""

import os

os.environ.setdefault("KESAT_HTTPS", "0")
os.environ.setdefault("KESAT_SECRET_KEY", "only-for-tests-" + "x" * 50)

from kesat.settings import *  # noqa: F403
from kesat.settings import BASE_DIR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = BASE_DIR / "kesat" / "static"
