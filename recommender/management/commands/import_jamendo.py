"""``manage.py import_jamendo TSV``: tracks and tags of the MTG-Jamendo set."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from recommender.catalogue.jamendo import SOURCE
from recommender.catalogue.jamendo.api import Jamendo, JamendoError
from recommender.catalogue.jamendo.songs import read_songs
from recommender.catalogue.jamendo.tracks import read_tracks
from recommender.catalogue.writer import Writer
from recommender.management.importing import ImportCommand
from recommender.management.streams import Elsewhere
from recommender.models import MoodEvidence


class Command(ImportCommand):
    """Import a tag file; with JAMENDO_CLIENT_ID set, Jamendo fills in what makes songs play."""

    help = "Import tracks and tags of the MTG-Jamendo set; Jamendo's API fills in the rest."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="a tag file, .tsv or .tsv.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        elsewhere = Elsewhere()
        writer = Writer(SOURCE, MoodEvidence.Kind.TAGS, own_tags=False)
        songs = read_songs(read_tracks(path), self.whom_to_ask())
        try:
            self.run(writer, elsewhere.noting(songs))
        except JamendoError as error:
            message = f"{error}. What was imported before this stays."
            raise CommandError(message) from error
        for line in elsewhere.advice():
            self.stdout.write(line)

    def whom_to_ask(self) -> Jamendo | None:
        """Return Jamendo if there is a client id, and say what it means if there is none."""
        if not settings.JAMENDO_CLIENT_ID:
            self.stdout.write(
                "JAMENDO_CLIENT_ID is not set: new songs come with their tags alone, without "
                "titles, and cannot be played."
            )
            return None
        try:
            return Jamendo(settings.JAMENDO_CLIENT_ID, settings.JAMENDO_API_URL)
        except ValueError as error:
            raise CommandError(str(error)) from error
