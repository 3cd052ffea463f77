"""``manage.py import_music DIR``: bring a folder of audio files into the catalogue."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from recommender.catalogue.importing import ImportReport
from recommender.catalogue.music.folders import FolderRefused, folder_add, folder_scan
from recommender.catalogue.music.scan import BATCH, Scan
from recommender.management.importing import LINES, ImportCommand
from recommender.models import MusicFolder


class Command(ImportCommand):
    """Scan a folder; the files stay where they are."""

    help = (
        "Bring a folder of audio files (mp3, m4a, flac, ogg, opus, wav, aac, webm) into the "
        "catalogue. The files stay where they are and are played from there. Scan again whenever "
        "you like: files that did not change are not opened, moved ones stay the same song, and "
        "songs whose file is gone leave the lists until it is back. Hidden files are passed over."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a folder, and whether all of it is read."""
        parser.add_argument("folder", type=Path, help="the folder, with all that is in it")
        parser.add_argument(
            "--anew", action="store_true",
            help="read the tags of all files again, also of those that did not change",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Scan, and say what was found."""
        try:
            folder = folder_add(path=options["folder"])
            scan = folder_scan(
                folder=folder, run=self.write_items, along=self.looking, anew=options["anew"]
            )
        except FolderRefused as refused:
            raise CommandError(str(refused)) from refused
        self.tell_of_scan(scan)
        if settings.USE_X_ACCEL:
            self.stdout.write(nginx_hint(folder))

    def write_items(self, scan: Scan, total: int) -> ImportReport:
        """Write what the scan yields, with a progress bar."""
        return self.run(scan.writer, scan.items(), total, BATCH)

    def looking(self, paths: Sequence[str]) -> Iterable[str]:
        """Pass on the files whose covers are looked for, with a progress bar."""
        with self.bar() as progress:
            yield from progress.track(paths, total=len(paths), description="covers")

    def tell_of_scan(self, scan: Scan) -> None:
        """Print what the scan met, and what is strange about files that were taken."""
        counts = scan.counts
        self.stdout.write(
            f"{counts.files} audio files: {counts.unchanged} unchanged, {counts.moved} moved, "
            f"{counts.gone} songs gone, {counts.back} songs back, {counts.copies} further copies."
        )
        for remark in scan.remarks[:LINES]:
            self.stderr.write(f"note {remark.where}: {remark.why}")
        if len(scan.remarks) > LINES:
            self.stderr.write(f"and {len(scan.remarks) - LINES} more notes")


def nginx_hint(folder: MusicFolder) -> str:
    """Return what nginx must know to send the folder's files."""
    return (
        f"nginx needs: location /protected/music-{folder.pk}/ "
        f'{{ internal; alias "{folder.path}/"; }}'
    )
