"""Published folders of imported data: a new version only where the data differ."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing, Meta, read_meta
from recommender.engine.publishing import current_version, new_version, publish


class Unchanged(Exception):
    """What is on disk is the same already."""


def publish_if_new(home: Path, name: str, write: Callable[[Path], Meta]) -> bool:
    """Have `write` fill and seal a folder, and put it into service unless it is as the current one.

    Returns whether it was put into service.
    """

    def write_new(draft: Path) -> None:
        if content_of(write(draft)) == before:
            raise Unchanged

    before = _current_content(home, name)
    try:
        publish(home, name, new_version(name), write_new)
    except Unchanged:
        return False
    return True


def current(home: Path, name: str) -> tuple[Path, Meta]:
    """Return the folder that serves, verified.

    ArtefactMissing if nothing was imported, ArtefactDamaged if it is not what it was.
    """
    version = current_version(home, name)
    if version is None:
        raise ArtefactMissing(f"nothing was imported from {name}")
    try:
        return home / name / version, read_meta(home / name / version)
    except ArtefactMissing as error:
        lost = f"{name} points to version {version!r}, which is not there"
        raise ArtefactDamaged(lost) from error


def content_of(meta: Meta) -> str:
    """Return a hash of the files' checksums: quick, however large they are."""
    digest = hashlib.sha256()
    for name, stated in sorted(meta.files.items()):
        digest.update(f"{name} {stated['sha256']}\n".encode())
    return digest.hexdigest()


def _current_content(home: Path, name: str) -> str:
    """Return the hash of what is there, empty if nothing is or it is damaged: it is replaced."""
    try:
        return content_of(current(home, name)[1])
    except (ArtefactMissing, ArtefactDamaged):
        return ""
