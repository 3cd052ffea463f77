"""Keep the site's secret key in a private file when the environment names none."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def read_or_make_secret(path: Path) -> str:
    """Return the key in ``path``; on the first start write one that only its owner can read.

    ``O_EXCL`` lets just one of several processes that start together write it; the others read.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        key = get_random_secret_key()
        handle.write(key)
    return key
