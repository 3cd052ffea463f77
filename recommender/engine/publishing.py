"""Put a new version of a model into service, so that a kill at any moment leaves the old one.

    MODEL_DIR/<name>/<version>/   arrays and meta.json, complete or not there
    MODEL_DIR/<name>/current      one line: the version that serves

A version is written under a hidden name, flushed, and renamed; then the pointer is written beside
itself, flushed, and renamed over the old one. Both renames are atomic on POSIX file systems.
Processes that still map an older version keep it: its pages live until the last one lets go.
"""

import os
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from recommender.engine.artefacts import META, ArtefactDamaged, ArtefactMissing, fsync

POINTER = "current"

# The models that come with the code, each in one directory, never written by a running site.
SHIPPED = Path(__file__).resolve().parent.parent / "artifacts"

# Versions that stay on disk: the one that serves, and two to go back to.
KEEP = 3

# A draft this old was left by a process that died: writing one takes seconds. Age, and not the
# process's number, because another container's numbers mean nothing here.
DRAFT_SECONDS = 24 * 3600


def publish(model_dir: Path, name: str, version: str, write: Callable[[Path], object]) -> Path:
    """Have `write` fill a directory (it must seal it), and put that into service as `version`.

    Returns the version's directory. Whatever `write` raises passes through, and so does OSError
    of a full disk; the version that served before serves on.
    """
    home = model_dir / name
    home.mkdir(parents=True, exist_ok=True)
    draft = home / f".draft-{version}-{os.getpid()}"
    draft.mkdir()
    try:
        write(draft)
        if not (draft / META).is_file():
            raise ArtefactMissing(f"{name} {version} was not sealed")
        fsync(draft)
        draft.rename(home / version)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    fsync(home)
    point_to(model_dir, name, version)
    prune(model_dir, name)
    return home / version


def point_to(model_dir: Path, name: str, version: str) -> None:
    """Let a version that is on disk serve: the last step of publishing, and the way back.

    ArtefactMissing if there is no such version.
    """
    home = model_dir / name
    if version not in versions(model_dir, name):
        raise ArtefactMissing(f"{name} has no version {version}")
    draft = home / f".{POINTER}-{os.getpid()}"
    draft.write_text(version + "\n", encoding="utf-8")
    fsync(draft)
    draft.replace(home / POINTER)
    fsync(home)


def versions(model_dir: Path, name: str) -> list[str]:
    """All complete versions on disk, oldest first."""
    return sorted(path.parent.name for path in (model_dir / name).glob(f"[!.]*/{META}"))


def current_version(model_dir: Path, name: str) -> str | None:
    """The version that the pointer names, or None if nothing was published."""
    try:
        return (model_dir / name / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None


def find(name: str, model_dir: Path, shipped_dir: Path) -> Path:
    """The directory that serves: the current version, else the shipped one.

    ArtefactMissing if there is neither. ArtefactDamaged if the pointer leads nowhere: what
    should serve is then a person's decision, not a silent step back to an old model.
    """
    version = current_version(model_dir, name)
    if version is not None:
        if version not in versions(model_dir, name):
            raise ArtefactDamaged(f"{name} points to version {version!r}, which is not there")
        return model_dir / name / version
    if (shipped_dir / name / META).is_file():
        return shipped_dir / name
    raise ArtefactMissing(f"{name} was not trained yet")


def stamp(name: str, model_dir: Path, shipped_dir: Path) -> tuple[int, ...]:
    """A value that changes when another version serves; two calls of stat, cheap on any request."""
    marks: list[int] = []
    for path in (model_dir / name / POINTER, shipped_dir / name / META):
        try:
            found = path.stat()
        except FileNotFoundError:
            marks.append(0)
        else:
            # Each pointer is a new file, so its inode tells two swaps in one tick apart.
            marks += [found.st_ino, found.st_mtime_ns, found.st_size]
    return tuple(marks)


def new_version(data_hash: str) -> str:
    """A name for a version: it sorts by time, and shows which data it is of."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-{data_hash[:8]}"


def prune(model_dir: Path, name: str, keep: int = KEEP) -> None:
    """Delete all but the newest `keep` versions and the one that serves, and drafts left dead."""
    home = model_dir / name
    serving = current_version(model_dir, name)
    for version in versions(model_dir, name)[:-keep]:
        if version != serving:
            shutil.rmtree(home / version)
    for draft in home.glob(".draft-*"):
        if time.time() - draft.stat().st_mtime > DRAFT_SECONDS:
            shutil.rmtree(draft, ignore_errors=True)
