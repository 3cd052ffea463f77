"""``manage.py import_melon DIR``: songs, genres and lists of the Kakao Arena / Melon set."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from recommender.catalogue.importing import Entry, Skipped
from recommender.catalogue.melon import (
    SOURCE,
    genres,
    playlists,
    songs,
    spectrogram_index,
    spectrograms,
)
from recommender.catalogue.writer import Writer
from recommender.management.listening import ListeningCommand
from recommender.models import MoodEvidence


def present(directory: Path, name: str) -> Path | None:
    """Return a file of the set, plain or packed; None if it is not there."""
    paths = (directory / name, directory / f"{name}.gz")
    return next((path for path in paths if path.is_file()), None)


class Command(ListeningCommand):
    """Import the set; a second run changes what differs and doubles nothing.

    Songs come first, since a list is stored by the keys of its songs. Interrupted, it is run
    again from the start: what is there already is compared and left.
    """

    help = "Import songs, genres and playlists of the Kakao Arena / Melon set in DIR."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("directory", type=Path, help="the folder with song_meta.json")
        parser.add_argument(
            "--copy", action="store_true",
            help="copy the mel-spectrograms below MODEL_DIR instead of noting where they are",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Import what the folder holds."""
        directory: Path = options["directory"]
        meta, names = present(directory, songs.FILE), present(directory, genres.FILE)
        if meta is None or names is None:
            raise CommandError(f"{directory} has no {songs.FILE} or no {genres.FILE}.")
        # Genres of the site's own library keep the labels that they have.
        writer = Writer(SOURCE, MoodEvidence.Kind.TAGS, own_tags=False)
        self.run(writer, entries(meta, names))
        lists = [path for name in playlists.FILES if (path := present(directory, name))]
        if lists:
            self.run_lists(SOURCE, playlists.read_lists(lists))
        else:
            self.stdout.write(f"{directory} has none of {', '.join(playlists.FILES)}: no lists.")
        if any(directory.glob(spectrograms.PARTS)):
            self.run_spectrograms(directory, copy=options["copy"])

    def run_spectrograms(self, directory: Path, *, copy: bool) -> None:
        """Index the mel-spectrograms, and print how many songs have one."""
        model_dir = Path(settings.MODEL_DIR)
        found = spectrograms.find_spectrograms(directory)
        if copy:
            home = model_dir / spectrogram_index.FOLDER / "files"
            found = spectrograms.copied(found, home)
        report, songs = spectrogram_index.index_spectrograms(model_dir, found)
        self.stdout.write(
            f"{report.read} spectrograms read: {songs} songs have one, "
            f"{report.reasons.total()} skipped."
        )
        self.tell_of_skipped(report)


def entries(meta: Path, names: Path) -> Iterator[Entry | Skipped]:
    """Yield the songs, and what was left out of the genres and the songs."""
    found, left_out = genres.read_genres(names)
    yield from left_out
    yield from songs.read_songs(meta, found)
