"""The folders that were imported: add one, scan it, and keep what came of it."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from recommender.catalogue.changes import wait_for_turn
from recommender.catalogue.importing import ImportReport
from recommender.catalogue.music.covers import Along, covers_forget, covers_look, covers_miss
from recommender.catalogue.music.known import below, served_roots
from recommender.catalogue.music.scan import Scan, own_folders
from recommender.catalogue.music.settle import leave, parts, settle
from recommender.catalogue.music.walk import LONGEST_PATH, is_text
from recommender.catalogue.music.writer import SOURCE, MusicWriter
from recommender.models import MusicFolder, Song

# So many of the files that were left out are kept with the folder, for the admin.
SHOWN = 50

# Kept in English and translated when it is shown.
CUT_OFF = gettext_noop("The scan was cut off before its end. Please scan again.")

# Writes what a scan yields (so many items), and reports.
Run = Callable[[Scan, int], ImportReport]


class FolderRefused(Exception):
    """The folder cannot be one of music; the message says why."""


def folder_add(*, path: Path) -> MusicFolder:
    """Return the row of a folder, from which audio may be served from now on."""
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise FolderRefused(f"{path} cannot be found: {error}") from error
    if not real.is_dir():
        raise FolderRefused(f"{path} is not a folder.")
    if not is_text(str(real)) or len(str(real)) >= LONGEST_PATH:
        raise FolderRefused(f"{str(real)!a} has a name that cannot be kept: too long or not UTF-8.")
    if any(real.is_relative_to(own) for own in own_folders()):
        raise FolderRefused(f"{path} belongs to the site itself; its songs are there already.")
    folder, _ = MusicFolder.objects.get_or_create(path=str(real))
    return folder


def folder_scan(*, folder: MusicFolder, run: Run, along: Along = iter, anew: bool = False) -> Scan:
    """Scan a folder and bring the catalogue into line with it.

    along: shows how far the look for covers is, which comes last. anew: read all files, also those
    that did not change.

    It may break off at any moment: the next scan goes on from the last batch that was written.
    FolderRefused if the folder is not there, or is forgotten before all was written.
    """
    scan = Scan(Path(folder.path), MusicWriter(lambda: still_wanted(folder)), anew)
    set_state(folder, MusicFolder.State.RUNNING)
    try:
        if not scan.root.is_dir():
            raise FolderRefused(f"{scan.root} is not there. Is its disk mounted?")
        covers_miss()
        report = run(scan, scan.look())
        settle(scan)
        covers_look(scan, along)
    except Exception as error:
        set_state(folder, MusicFolder.State.FAILED, str(error) or type(error).__name__)
        raise
    except BaseException:
        # Ctrl-C, or the worker's second signal to stop.
        set_state(folder, MusicFolder.State.FAILED, CUT_OFF)
        raise
    folder.scanned, folder.report = timezone.now(), summary(scan, report)
    set_state(folder, MusicFolder.State.DONE)
    return scan


@transaction.atomic
def folder_forget(*, folder: MusicFolder) -> None:
    """Serve no more audio from a folder: its songs leave the lists, and come back with it.

    Those with a file in another folder play from that. The files stay, and so does what is known
    of them.
    """
    wait_for_turn()
    folder.delete()
    others = tuple(served_roots())
    songs = Song.objects.filter(source=SOURCE, available=True, path__startswith=below(folder.path))
    own = [
        key
        for key, path in songs.values_list("pk", "path").iterator()
        if path.startswith(below(folder.path)) and not path.startswith(others)
    ]
    for part in parts(own):
        leave(part)
    covers_forget(folder.path)


def still_wanted(folder: MusicFolder) -> None:
    """Raise FolderRefused if the folder was forgotten."""
    if not MusicFolder.objects.filter(pk=folder.pk).exists():
        raise FolderRefused(f"{folder.path} was forgotten while it was scanned.")


def set_state(folder: MusicFolder, state: str, error: str = "") -> None:
    """Keep how far a scan is, if the folder was not forgotten meanwhile."""
    folder.state, folder.error = state, error
    MusicFolder.objects.filter(pk=folder.pk).update(
        state=state, error=error, scanned=folder.scanned, report=folder.report
    )


def summary(scan: Scan, report: ImportReport) -> dict[str, Any]:
    """Return what is kept of a scan: counts, and the first of what was left out or remarked upon.

    left_out: [file, reason], the reason in English.
    """
    songs = report.songs
    told = [*report.skipped, *scan.remarks][:SHOWN]
    return {
        **asdict(scan.counts),
        "added": songs.added,
        "changed": songs.changed,
        "kept": songs.kept,
        "skipped": report.reasons.total(),
        "left_out": [[left.where, left.why] for left in told],
    }
