"""Scan a music folder in the background."""

from django.db import transaction
from django_tasks import task

from recommender.catalogue.importing import ImportReport, run_import
from recommender.catalogue.music.folders import FolderRefused, folder_scan, set_state
from recommender.catalogue.music.scan import BATCH, Scan
from recommender.models import MusicFolder


@task()
def scan_music_folder(key: int) -> str:
    """Scan the folder with this key; return its state.

    A folder that was forgotten in the meantime is left alone. A scan that fails raises, so that
    the queue shows it as failed too.
    """
    folder = MusicFolder.objects.filter(pk=key).first()
    if folder is None:
        return "forgotten"
    folder_scan(folder=folder, run=write_items)
    return str(folder.state)


def write_items(scan: Scan, total: int) -> ImportReport:
    """Write what a scan yields."""
    return run_import(scan.writer, scan.items(), batch_size=BATCH)


@transaction.atomic
def scan_enqueue(*, folder: MusicFolder) -> None:
    """Ask the background worker for a scan; FolderRefused if one waits already."""
    folder = MusicFolder.objects.select_for_update().get(pk=folder.pk)
    if folder.state == MusicFolder.State.WAITING:
        raise FolderRefused(folder.path)
    set_state(folder, MusicFolder.State.WAITING)
    scan_music_folder.enqueue(folder.pk)
