"""A new version replaces the old one whole or not at all, wherever it is killed."""

import os
import signal
import subprocess
import sys
import time

import pytest

from recommender.engine.artefacts import META, ArtefactDamaged, ArtefactMissing
from recommender.engine.popular import PopularEngine
from recommender.engine.publishing import (
    DRAFT_SECONDS,
    KEEP,
    current_version,
    find,
    new_version,
    point_to,
    prune,
    publish,
    stamp,
    versions,
)
from tests.recommender.engine.tiny import corpus

NAME = "popular"


def put(model_dir, version):
    engine = PopularEngine.fit(corpus())
    return publish(model_dir, NAME, version, lambda draft: engine.save(draft, version))


def served(model_dir, shipped):
    """The version that a process which starts now would serve."""
    engine = PopularEngine.load(find(NAME, model_dir, shipped))
    return engine.meta.version


@pytest.fixture
def shipped(tmp_path):
    return tmp_path / "shipped"


@pytest.fixture
def models(tmp_path):
    return tmp_path / "models"


def test_it_works(models, shipped):
    directory = put(models, "v1")
    assert directory == models / NAME / "v1"
    assert served(models, shipped) == "v1"
    put(models, "v2")
    assert served(models, shipped) == "v2"
    assert versions(models, NAME) == ["v1", "v2"]


def test_shipped_until_something_is_published(models, shipped):
    with pytest.raises(ArtefactMissing):
        find(NAME, models, shipped)
    (shipped / NAME).mkdir(parents=True)
    PopularEngine.fit(corpus()).save(shipped / NAME, "shipped")
    assert served(models, shipped) == "shipped"
    put(models, "v1")
    assert served(models, shipped) == "v1"


def test_no_draft_is_left(models):
    put(models, "v1")
    assert sorted(path.name for path in (models / NAME).iterdir()) == ["current", "v1"]


def test_an_error_while_writing_changes_nothing(models, shipped):
    put(models, "v1")

    def broken(draft):
        (draft / "half.npy").write_bytes(b"half")
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        publish(models, NAME, "v2", broken)
    assert served(models, shipped) == "v1"
    assert sorted(path.name for path in (models / NAME).iterdir()) == ["current", "v1"]


def test_a_writer_that_does_not_seal(models, shipped):
    put(models, "v1")
    with pytest.raises(ArtefactMissing, match="sealed"):
        publish(models, NAME, "v2", lambda draft: None)
    assert served(models, shipped) == "v1"


def test_a_version_that_is_there_already(models, shipped):
    put(models, "v1")
    with pytest.raises(OSError):
        put(models, "v1")
    assert served(models, shipped) == "v1"


def test_back_to_an_older_version(models, shipped):
    put(models, "v1")
    put(models, "v2")
    point_to(models, NAME, "v1")
    assert served(models, shipped) == "v1"
    with pytest.raises(ArtefactMissing, match="v9"):
        point_to(models, NAME, "v9")
    with pytest.raises(ArtefactMissing):
        point_to(models, NAME, "../popular/v1")


def test_a_pointer_to_nowhere(models, shipped):
    put(models, "v1")
    (models / NAME / "current").write_text("gone\n")
    with pytest.raises(ArtefactDamaged, match="gone"):
        find(NAME, models, shipped)


def test_old_versions_go(models):
    for number in range(KEEP + 2):
        put(models, f"v{number}")
    assert versions(models, NAME) == ["v2", "v3", "v4"]


def test_the_version_that_serves_stays(models):
    for number in range(3):
        put(models, f"v{number}")
    point_to(models, NAME, "v0")
    prune(models, NAME, keep=1)
    assert versions(models, NAME) == ["v0", "v2"]
    assert current_version(models, NAME) == "v0"


def test_drafts_of_the_dead_go_others_stay(models):
    put(models, "v1")
    old, young = models / NAME / ".draft-a-1", models / NAME / ".draft-b-2"
    old.mkdir()
    young.mkdir()
    long_ago = time.time() - DRAFT_SECONDS - 60
    os.utime(old, (long_ago, long_ago))
    prune(models, NAME)
    assert not old.exists()
    assert young.exists()


def test_a_process_that_maps_a_deleted_version_keeps_it(models, shipped):
    put(models, "v0")
    engine = PopularEngine.load(find(NAME, models, shipped))
    before = engine.similar([11], 12)[0].tolist()
    for number in range(1, KEEP + 2):
        put(models, f"v{number}")
    assert "v0" not in versions(models, NAME)
    assert engine.similar([11], 12)[0].tolist() == before


def test_the_stamp_changes_with_what_serves(models, shipped):
    marks = [stamp(NAME, models, shipped)]
    for change in (
        lambda: put(models, "v1"),
        lambda: put(models, "v2"),
        lambda: point_to(models, NAME, "v1"),
    ):
        change()
        marks.append(stamp(NAME, models, shipped))
        assert stamp(NAME, models, shipped) == marks[-1]
    assert len(set(marks)) == len(marks)


def test_versions_sort_by_time():
    first = new_version("ffff" * 16)
    second = new_version("0000" * 16)
    assert first < second


# Kills itself with SIGKILL at the n-th call that changes or flushes the disk.
KILLED = """
import os, pathlib, shutil, signal, sys
from recommender.engine.popular import PopularEngine
from recommender.engine.publishing import publish
from tests.recommender.engine.tiny import corpus

engine, calls, fatal = PopularEngine.fit(corpus()), 0, int(sys.argv[2])

def counted(real):
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return call

for name in ("fsync", "rename", "replace", "mkdir"):
    setattr(os, name, counted(getattr(os, name)))
shutil.rmtree = counted(shutil.rmtree)
pathlib.Path.write_text = counted(pathlib.Path.write_text)
publish(pathlib.Path(sys.argv[1]), "popular", "v9", lambda draft: engine.save(draft, "v9"))
"""


def test_a_kill_at_any_moment_leaves_a_version_that_serves(models, shipped):
    for number in range(KEEP + 1):
        put(models, f"v{number}")
    seen = []
    for fatal in range(1, 100):
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(models), str(fatal)], cwd=os.curdir, timeout=300
        )
        seen.append(served(models, shipped))
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
        if (models / NAME / "v9").exists():  # make room for the next attempt
            point_to(models, NAME, "v3")
            (models / NAME / "v9" / META).unlink()
            (models / NAME / "v9").rename(models / NAME / f".gone-{fatal}")
    else:
        pytest.fail("it never got through")
    assert set(seen) == {"v3", "v9"}
    assert seen.count("v3") >= 9  # mkdir, each file, the JSON, the directory, the pointer
    assert seen[-1] == "v9"
