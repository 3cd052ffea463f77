"""``manage.py read_lyrics``: read the words of songs for their moods, and gather their lines."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommender.catalogue.lyrics_evidence import ReadReport, read_all
from recommender.engine.embedding import NothingReads
from recommender.lyrics_index import gather, ship


class Command(BaseCommand):
    """Do here and now what the background worker does by itself."""

    help = (
        "Read the lyrics (or descriptions) of songs line by line for their moods, and gather the "
        "lines that answer what listeners write. What was read before is not read again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to read."""
        parser.add_argument(
            "--all", action="store_true", help="read everything again, as after a new text model"
        )
        parser.add_argument(
            "--starter",
            action="store_true",
            help="only make anew the lines of the starter library that come with the code",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, gather, and say how much it was."""
        try:
            if options["starter"]:
                meta = ship(Path(settings.STARTER_DIR))
                self.stdout.write(f"{meta.songs} songs, {meta.metrics['lines']} lines: shipped.")
                return
            self.read(again=options["all"])
            made = gather(anew=options["all"])
        except NothingReads as error:
            raise CommandError(f"Nothing was read: {error}") from error
        self.stdout.write(f"Lines to answer with: {made.name if made else 'as they were'}.")

    def read(self, *, again: bool) -> None:
        """Read the songs' words, telling of each batch."""
        whole = ReadReport()
        for part in read_all(again=again):
            whole.add(part)
            self.stderr.write(f"{whole.read + whole.unchanged + whole.unread} songs")
        self.stdout.write(
            f"{whole.read} songs read, {whole.unchanged} read before, "
            f"{whole.emptied} without words now, {whole.unread} left unread."
        )
