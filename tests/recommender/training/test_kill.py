"""The real training in a process of its own, killed at every stage: the old version serves on.

One small site bears all the kills one after the other, so each training also shows that the one
killed before it does not stand in its way.
"""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from recommender.engine.kinds import TRAINED
from recommender.engine.publishing import TOGETHER, current_version
from recommender.library import Library, version_of
from tests.recommender.training.test_worker import ROOT, environment, python  # noqa: F401

SETUP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.recommender.stage import make_catalogue
make_catalogue()
"""

EXPIRE = """
import django; django.setup()
from recommender.heartbeat import runs_expire
runs_expire()
"""

# What the old version has to outlive, in the order of a training.
STAGES = (
    "say:judging 1/5: als",
    "say:judging 3/5: tag2vec",
    *(f"say:{name}" for name in TRAINED),
    "fsync:1",  # the first array of the first twin is written, not yet flushed
    "fsync:40",  # among the twins
    "rename:1",  # all is written and flushed, and still goes by its hidden name
    "rename!:1",  # a version, but not the one that serves
    "replace:1",  # the new pointer lies beside the old one
)


def train(environment: dict[str, str], stage: str) -> int:  # noqa: F811
    """Train until the stage; return the exit code."""
    return subprocess.run(
        [sys.executable, "-m", "tests.recommender.training.killed", stage],
        cwd=ROOT, env=environment, capture_output=True, check=False, timeout=600,
    ).returncode  # fmt: skip


def silence(folder: Path) -> None:
    """Let the time pass after which a training without a sign of life is taken for dead."""
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database, database:
        database.execute("UPDATE recommender_trainingrun SET heartbeat = '2000-01-01'")


def runs(folder: Path) -> list[tuple[str, str]]:
    """Return state and verdict of every training, the oldest first."""
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        query = "SELECT state, verdict FROM recommender_trainingrun ORDER BY id"
        return database.execute(query).fetchall()


def served(models: Path) -> set[str]:
    """Return the versions of all engines in a process that starts now."""
    site = Library(models, shipped_dir=models / "none")
    trained = site.look().trained
    assert not site.faults.keys() & set(TRAINED)
    return {version_of(engine) for engine in trained.values()}


def test_a_kill_at_any_stage_leaves_the_old_version(
    environment: dict[str, str],  # noqa: F811
    tmp_path: Path,
) -> None:
    python(environment, "-c", SETUP)
    assert train(environment, "never") == 0
    models = tmp_path / "models"
    old = current_version(models, TOGETHER)
    for stage in STAGES:
        assert train(environment, stage) == -signal.SIGKILL, stage
        assert served(models) == {old}, stage
        silence(tmp_path)

    assert train(environment, "never") == 0
    new = current_version(models, TOGETHER)
    assert new != old
    assert served(models) == {new}
    assert sorted(path.name for path in (models / TOGETHER).iterdir()) == sorted(
        [old, new, "current"]
    )
    assert runs(tmp_path) == [
        ("done", "published"),
        *([("failed", "")] * len(STAGES)),
        ("done", "published"),
    ]


def test_a_kill_just_after_the_swap_leaves_the_new_version(
    environment: dict[str, str],  # noqa: F811
    tmp_path: Path,
) -> None:
    python(environment, "-c", SETUP)
    assert train(environment, "replace!:1") == -signal.SIGKILL
    models = tmp_path / "models"
    assert served(models) == {current_version(models, TOGETHER)}
    silence(tmp_path)
    python(environment, "-c", EXPIRE)
    assert runs(tmp_path) == [("done", "published")]
