"""Put a new version of a model into service, so that a kill at any moment leaves the old one.

    MODEL_DIR/<name>/<version>/   arrays and meta.json, complete or not there
    MODEL_DIR/<name>/current      one line: the version that serves

A version is written under a hidden name, flushed, and renamed; then the pointer is written beside
itself, flushed, and renamed over the old one. Both renames are atomic on POSIX file systems.
Processes that still map an older version keep it: its pages live until the last one lets go.

The engines of one training are one version of TOGETHER, with a folder for each, so that one rename
changes all of them: MODEL_DIR/recommender/<version>/<engine>/.
"""

import os
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from recommender.engine.artefacts import META, ArtefactDamaged, ArtefactMissing, fsync, read_meta

POINTER = "current"
TOGETHER = "recommender"

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
    with drafted(model_dir, name, version) as draft:
        write(draft)
    point_to(model_dir, name, version)
    prune(model_dir, name)
    return model_dir / name / version


@contextmanager
def drafted(model_dir: Path, name: str, version: str) -> Iterator[Path]:
    """Yield an empty directory to fill and seal, and make it a version that does not serve yet.

    Whatever is raised inside passes through and leaves nothing behind.
    """
    home = model_dir / name
    home.mkdir(parents=True, exist_ok=True)
    draft = home / f".draft-{version}-{os.getpid()}"
    draft.mkdir()
    try:
        yield draft
        if not (draft / META).is_file():
            raise ArtefactMissing(f"{name} {version} was not sealed")
        fsync(draft)
        draft.rename(home / version)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    fsync(home)


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


def point_to_none(model_dir: Path, name: str) -> None:
    """Take every version out of service, so that the shipped model serves again."""
    (model_dir / name / POINTER).unlink(missing_ok=True)
    if (model_dir / name).is_dir():
        fsync(model_dir / name)


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
    """The directory that serves: of the training in service, else its own, else the shipped one.

    ArtefactMissing if there is none. ArtefactDamaged if a pointer leads nowhere: what should
    serve is then a person's decision, not a silent step back to an old model. An engine that is
    newer than the training in service is not in it, and serves as if nothing had been trained.
    """
    together = served(model_dir, TOGETHER)
    if together is not None and name in read_meta(together).origin.config["engines"]:
        return together / name
    own = served(model_dir, name)
    if own is not None:
        return own
    if (shipped_dir / name / META).is_file():
        return shipped_dir / name
    raise ArtefactMissing(f"{name} was not trained yet")


def find_beside(
    name: str, model_dir: Path, shipped_dir: Path, engines: Collection[str]
) -> Path | None:
    """The directory of what was made with the `engines` in service; None if nothing was.

    It must not outlive them: where a training serves that made none, or an engine that was
    published alone, the shipped one is of other engines.
    """
    together = served(model_dir, TOGETHER)
    if together is not None:
        return together / name if name in read_meta(together).origin.config["engines"] else None
    if any(current_version(model_dir, engine) is not None for engine in engines):
        return None
    return shipped_dir / name if (shipped_dir / name / META).is_file() else None


def served(model_dir: Path, name: str) -> Path | None:
    """The directory that the pointer names, None without one; ArtefactDamaged if it is gone."""
    version = current_version(model_dir, name)
    if version is None:
        return None
    if version not in versions(model_dir, name):
        raise ArtefactDamaged(f"{name} points to version {version!r}, which is not there")
    return model_dir / name / version


def stamp(name: str, model_dir: Path, shipped_dir: Path) -> tuple[int, ...]:
    """A value that changes when another version serves; a few calls of stat, cheap on requests."""
    pointers = (model_dir / TOGETHER / POINTER, model_dir / name / POINTER)
    marks: list[int] = []
    for path in (*pointers, shipped_dir / name / META):
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


def prune(model_dir: Path, name: str, keep: int = KEEP, aside: Collection[str] = ()) -> None:
    """Delete old versions, and drafts left dead.

    What stays: the newest `keep`, the one that serves, and the newest of `aside`, which are
    versions that never served and so do not count among the others.
    """
    serving = current_version(model_dir, name)
    there = versions(model_dir, name)
    counted = [version for version in there if version not in aside]
    spare = [version for version in there if version in aside]
    for version in (*counted[:-keep], *spare[:-1]):
        if version != serving:
            discard(model_dir, name, version)
    for draft in (model_dir / name).glob(".draft-*"):
        if time.time() - draft.stat().st_mtime > DRAFT_SECONDS:
            shutil.rmtree(draft, ignore_errors=True)


def discard(model_dir: Path, name: str, version: str) -> None:
    """Delete a version that does not serve; killed on the way, it leaves a draft, not a half one.

    ValueError for the one that serves.
    """
    if version == current_version(model_dir, name):
        raise ValueError(f"{name} {version} serves")
    home = model_dir / name
    draft = home / f".draft-gone-{version}"
    (home / version).rename(draft)
    shutil.rmtree(draft)


def sweep(model_dir: Path, name: str) -> int:
    """Delete what a killed publisher left, at any age; return how much it was.

    For callers who know that nobody else is publishing under this name.
    """
    left = [path for path in (model_dir / name).glob(".*") if path.name not in (".", "..")]
    for path in left:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return len(left)
