"""import_music, scans that were cut off: what the admin shows of them, and the next worker."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from mlfym.accounts.models import User
from recommender.catalogue.importing import ImportReport
from recommender.catalogue.music.folders import CUT_OFF, folder_scan
from recommender.catalogue.music.scan import Scan
from recommender.catalogue.music.tasks import scan_enqueue, scans_give_up
from recommender.models import MusicFolder
from tests.conftest import signed_in
from tests.recommender.training.test_worker import environment, python

__all__ = ["environment"]

KILLED = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django_tasks_db.models import DBTaskResult
from recommender.catalogue.music.tasks import scan_enqueue
from recommender.models import MusicFolder
scan_enqueue(folder=MusicFolder.objects.create(path="/nowhere"))
DBTaskResult.objects.update(status="RUNNING")
MusicFolder.objects.update(state="running")
"""


@pytest.fixture
def folder(tmp_path: Path, db: None) -> MusicFolder:
    """Return a folder that waits for the worker."""
    folder = MusicFolder.objects.create(path=str(tmp_path))
    scan_enqueue(folder=folder)
    return folder


def seen(folder: MusicFolder) -> tuple[str, str]:
    folder.refresh_from_db()
    return folder.state, folder.error


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_a_scan_that_its_worker_did_not_end_is_given_up(folder: MusicFolder, state: str) -> None:
    DBTaskResult.objects.update(status="RUNNING")
    MusicFolder.objects.update(state=state)
    assert scans_give_up() == 1
    assert seen(folder) == ("failed", CUT_OFF)
    assert DBTaskResult.objects.get().status == "FAILED"
    scan_enqueue(folder=folder)
    assert scans_give_up() == 0
    assert seen(folder) == ("waiting", "")


def test_a_folder_that_waits_for_nothing_is_given_up(folder: MusicFolder) -> None:
    DBTaskResult.objects.all().delete()
    assert scans_give_up() == 1
    assert seen(folder) == ("failed", CUT_OFF)


def test_what_no_worker_began_is_left_alone(folder: MusicFolder, tmp_path: Path) -> None:
    by_command = MusicFolder.objects.create(path=str(tmp_path / "other"), state="running")
    done = MusicFolder.objects.create(path=str(tmp_path / "done"), state="done")
    assert scans_give_up() == 0
    states = [seen(one)[0] for one in (folder, by_command, done)]
    assert states == ["waiting", "running", "done"]
    assert DBTaskResult.objects.get().status == "READY"


def test_one_that_was_asked_for_again_still_waits(folder: MusicFolder) -> None:
    DBTaskResult.objects.update(status="RUNNING")
    MusicFolder.objects.update(state="running")
    scan_enqueue(folder=folder)
    assert scans_give_up() == 0
    assert seen(folder) == ("waiting", "")
    assert sorted(task.status for task in DBTaskResult.objects.all()) == ["FAILED", "READY"]


def test_a_signal_to_stop_is_told_in_words(folder: MusicFolder, alice: User) -> None:
    def stopped(scan: Scan, total: int) -> ImportReport:
        raise SystemExit(1)

    with pytest.raises(SystemExit):
        folder_scan(folder=folder, run=stopped)
    assert seen(folder) == ("failed", CUT_OFF)
    alice.is_staff = alice.is_superuser = True
    alice.save()
    client: Client = signed_in(alice)
    page = reverse("admin:recommender_musicfolder_change", args=[folder.pk])
    assert CUT_OFF in client.get(page).content.decode()


def test_the_worker_gives_up_what_the_last_one_left(
    environment: dict[str, str], tmp_path: Path
) -> None:
    python(environment, "-c", KILLED)
    python(environment, "manage.py", "db_worker", "--batch", "--no-startup-delay")
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        found = database.execute("SELECT state, error FROM recommender_musicfolder").fetchall()
    assert found == [("failed", CUT_OFF)]
