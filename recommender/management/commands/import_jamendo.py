"""``manage.py import_jamendo TSV``: tracks and tags of the MTG-Jamendo set."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from recommender.catalogue.importing import Entry, Skipped
from recommender.catalogue.jamendo import SOURCE
from recommender.catalogue.jamendo.api import Jamendo, JamendoError
from recommender.catalogue.jamendo.songs import read_songs
from recommender.catalogue.jamendo.tracks import read_tracks
from recommender.catalogue.writer import Writer
from recommender.management.importing import ImportCommand
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
        self.hosts: set[str] = set()
        writer = Writer(SOURCE, MoodEvidence.Kind.TAGS, own_tags=False)
        songs = read_songs(read_tracks(path), self.whom_to_ask())
        try:
            self.run(writer, self.noting_hosts(songs))
        except JamendoError as error:
            message = f"{error}. What was imported before this stays."
            raise CommandError(message) from error
        self.tell_of_hosts()

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

    def noting_hosts(self, items: Iterator[Entry | Skipped]) -> Iterator[Entry | Skipped]:
        """Pass all on, and note which hosts the streams and covers come from."""
        for item in items:
            if isinstance(item, Entry):
                found = (item.song.columns.get(name, "") for name in ("stream_url", "cover"))
                self.hosts |= {f"https://{urlsplit(one).hostname}" for one in found if one}
            yield item

    def tell_of_hosts(self) -> None:
        """Say what has to be switched on before pages may play and show what is elsewhere."""
        if self.hosts:
            hosts = ",".join(sorted(self.hosts))
            self.stdout.write(f"Pages may play and show these with STREAM_HOSTS={hosts}")
