"""Keep the site's secret key in a private file when the environment names none."""

import os
import tempfile
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def read_or_make_secret(path: Path) -> str:
    """Return the key in ``path``; on the first start write one that only its owner can read.

    The file is written whole beside its place and then linked there, so a kill leaves no empty key,
    and of several processes that start together just one makes it; the others read that one.
    """
    if not path.exists():
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(get_random_secret_key())
        try:
            os.link(name, path)
        except FileExistsError:
            pass  # another process was first, and its key counts
        finally:
            Path(name).unlink()
    return path.read_text(encoding="ascii").strip()
