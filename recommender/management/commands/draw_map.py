"""``manage.py draw_map``: lay the songs out on the map here and now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommender.song_map.index import NothingDraws, draw, note_trouble, ship


class Command(BaseCommand):
    """Do here and now what the background worker does by itself."""

    help = "Draw the map of songs if the catalogue or what is known of its songs changed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how much is to be drawn."""
        parser.add_argument(
            "--anew", action="store_true", help="from nothing, not from the map that serves"
        )
        parser.add_argument(
            "--starter",
            action="store_true",
            help="only make anew the map of the starter library that comes with the code",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Draw, and say what came of it."""
        try:
            if options["starter"]:
                self.stdout.write(f"{len(ship().song_ids)} songs: shipped.")
                return
            made = draw(anew=options["anew"])
        except NothingDraws as error:
            raise CommandError(f"Nothing was drawn: {error}") from error
        note_trouble("")
        self.stdout.write(f"The map: {made.name if made else 'as it was'}.")
