"""``manage.py import_mpd DIR``: songs and lists of the Spotify Million Playlist Dataset."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from recommender.catalogue import mpd
from recommender.catalogue.writer import Writer
from recommender.management.listening import ListeningCommand
from recommender.models import MoodEvidence


class Command(ListeningCommand):
    """Import all slices of a folder; a second run changes what differs and doubles nothing.

    The slices are read twice: a list is stored by the keys of its songs, so these come first. The
    stored lists are those of this folder: slices that are added later are imported with the rest.
    """

    help = "Import songs and playlists of the Spotify Million Playlist slices in DIR."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("directory", type=Path, help=f"the folder with {mpd.PATTERN}")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import what the folder holds."""
        paths = mpd.slices(options["directory"])
        if not paths:
            raise CommandError(f"{options['directory']} has no {mpd.PATTERN}.")
        self.run(Writer(mpd.SOURCE, MoodEvidence.Kind.TAGS), mpd.read_songs(paths))
        self.run_lists(mpd.SOURCE, mpd.read_lists(paths))
