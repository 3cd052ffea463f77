"""The whole way: a request in one process, the real background worker in another."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from recommender.engine.kinds import ALIKE, TRAINED
from recommender.engine.publishing import SHIPPED
from recommender.library import SERVED, Library
from recommender.sound_model import NAME as NETWORK

ROOT = Path(__file__).resolve().parents[3]

ASK = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.recommender.stage import make_catalogue
from recommender.tasks import training_enqueue
make_catalogue()
training_enqueue()
"""


STAGE = ASK.replace("training_enqueue()\n", "")

TASK = "SELECT status FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%.train_%'"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a site with a data folder of its own."""
    gone = {"DATABASE_URL", "MODEL_DIR", "TASKS_BACKEND"}
    kept = {name: value for name, value in os.environ.items() if name not in gone}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "mlfym.settings",
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "only-for-tests",
    }


def python(environment: dict[str, str], *arguments: str) -> str:
    """Run Python in the project's folder and return what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_worker_trains_and_the_site_notices(
    environment: dict[str, str], tmp_path: Path
) -> None:
    python(environment, "-c", ASK)
    # Of what ships, only the network that hears: a worker cannot train it.
    shutil.copytree(SHIPPED / NETWORK, tmp_path / "shipped" / NETWORK)
    site = Library(tmp_path / "models", shipped_dir=tmp_path / "shipped", look_every=0.0)
    site.look()
    assert set(site.faults) == set(SERVED)

    python(environment, "manage.py", "db_worker", "--batch", "--no-startup-delay")

    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        run = "SELECT state, progress, error, versions, heartbeat FROM recommender_trainingrun"
        state, progress, error, versions, beat = database.execute(run).fetchone()
        task = database.execute(TASK).fetchone()
    assert (state, progress, error, task) == ("done", 1.0, "", ("SUCCESSFUL",))
    assert beat
    trained = site.look().trained
    assert site.faults == {}
    assert set(trained) == set(SERVED)  # the worker gathers the songs' words as well
    served = {name: trained[name].meta.version for name in (*TRAINED, *ALIKE)}
    assert served == json.loads(versions)


def test_the_worker_trains_by_itself_when_it_is_time(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """Nobody asks: the schedule does, as soon as the worker starts, and then looks again later."""
    python(environment, "-c", STAGE)
    soon = environment | {"RETRAIN_EVENTS": "0", "RETRAIN_EVERY": "3"}
    python(soon, "manage.py", "db_worker", "--batch", "--no-startup-delay")
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        run = 'SELECT state, "trigger", verdict FROM recommender_trainingrun'
        assert database.execute(run).fetchall() == [("done", "schedule", "published")]
        assert database.execute(TASK).fetchall() == [("SUCCESSFUL",)]
        for again in ("look_", "forget_"):
            runs = sorted(database.execute(TASK.replace("train_", again)))
            assert runs == [("READY",), ("SUCCESSFUL",)], again
