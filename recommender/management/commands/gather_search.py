"""``manage.py gather_search``: make the index of names that the search reads."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from recommender.search.gathering import gather


class Command(BaseCommand):
    """Do here and now what the background worker does by itself."""

    help = (
        "Gather the names of songs, artists, albums and tags into the index that the search reads. "
        "Small libraries need none; without --anew nothing is done where few songs changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to make it in any case."""
        parser.add_argument("--anew", action="store_true", help="whatever serves")

    def handle(self, *args: Any, **options: Any) -> None:
        """Gather, and say what serves."""
        made = gather(anew=options["anew"])
        self.stdout.write(f"The search reads: {made.name if made else 'what it read before'}.")
