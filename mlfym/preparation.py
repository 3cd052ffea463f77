"""Bring the database, the static files and the starter library up to date; quick when they are."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def prepare(*, verbosity: int = 1) -> None:
    """Migrate, collect, load the starter library and the questions, seed the admin, tidy up."""
    call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    call_command("load_starter", verbosity=verbosity)
    call_command("load_questions", verbosity=verbosity)
    call_command("ensure_admin", verbosity=verbosity)
    call_command("prune_guests", verbosity=0)
    call_command("clearsessions", verbosity=0)


def collect_static() -> None:
    """Collect the static files unless none of them changed since the last time."""
    stamp = Path(settings.DATA_DIR) / "static.stamp"
    wanted = static_fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted, encoding="ascii")


def static_files() -> Iterable[Path]:
    """Yield every static file that the finders know."""
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))


def static_fingerprint() -> str:
    """Return a hash over the names, sizes and times of the static files."""
    digest = hashlib.sha256(django.get_version().encode())
    for path in sorted(static_files()):
        state = path.stat()
        digest.update(f"{path}|{state.st_size}|{state.st_mtime_ns}".encode())
    return digest.hexdigest()
