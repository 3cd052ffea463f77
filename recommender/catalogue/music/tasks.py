"""Scan a music folder in the background."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from recommender.catalogue.importing import ImportReport, run_import
from recommender.catalogue.music.folders import CUT_OFF, FolderRefused, folder_scan, set_state
from recommender.catalogue.music.scan import BATCH, Scan
from recommender.models import MusicFolder


@task()
def scan_music_folder(key: int, anew: bool = False) -> str:
    """Scan the folder with this key; return its state.

    anew: read all files, also those that did not change.

    A folder that was forgotten in the meantime is left alone. A scan that fails raises, so that
    the queue shows it as failed too.
    """
    folder = MusicFolder.objects.filter(pk=key).first()
    if folder is None:
        return "forgotten"
    folder_scan(folder=folder, run=write_items, anew=anew)
    return str(folder.state)


def write_items(scan: Scan, total: int) -> ImportReport:
    """Write what a scan yields."""
    return run_import(scan.writer, scan.items(), batch_size=BATCH)


@transaction.atomic
def scan_enqueue(*, folder: MusicFolder, anew: bool = False) -> None:
    """Ask the background worker for a scan; FolderRefused if one waits already."""
    folder = MusicFolder.objects.select_for_update().get(pk=folder.pk)
    if folder.state == MusicFolder.State.WAITING:
        raise FolderRefused(folder.path)
    set_state(folder, MusicFolder.State.WAITING)
    scan_music_folder.enqueue(folder.pk, anew=anew)


@transaction.atomic
def scans_give_up() -> int:
    """Mark scans as failed that a worker began and did not end; return how many folders.

    Call it when the worker starts: one that was killed could not say so. A scan by the command has
    no task and is left alone. One that another worker is at says that it is done when it is.
    """
    # The folders first: a wish locks its folder, so a folder that waits here has its task below.
    under_way = (MusicFolder.State.WAITING, MusicFolder.State.RUNNING)
    folders = list(MusicFolder.objects.select_for_update().filter(state__in=under_way))
    tasks = DBTaskResult.objects.filter(task_path=scan_music_folder.module_path)
    begun = list(tasks.filter(status=TaskResultStatus.RUNNING))
    cut_off, to_come = keys(begun), keys(tasks.filter(status=TaskResultStatus.READY))
    tasks.filter(pk__in=[one.pk for one in begun]).update(
        status=TaskResultStatus.FAILED, finished_at=timezone.now()
    )
    given_up = [
        folder
        for folder in folders
        if folder.pk not in to_come
        and (folder.state == MusicFolder.State.WAITING or folder.pk in cut_off)
    ]
    for folder in given_up:
        set_state(folder, MusicFolder.State.FAILED, CUT_OFF)
    return len(given_up)


def keys(tasks: Iterable[DBTaskResult[..., str]]) -> set[int]:
    """Return the keys of the folders that these tasks scan."""
    return {key for one in tasks for key in one.args_kwargs["args"]}
