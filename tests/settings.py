"""The site's settings with a throw-away data folder, fast passwords and unhashed static files."""

import os
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="mlfym-tests-")
os.environ["DATA_DIR"] = _folder
(Path(_folder) / "static").mkdir()
os.environ["SECRET_KEY"] = "only-for-tests"
os.environ.pop("DATABASE_URL", None)

from mlfym.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
