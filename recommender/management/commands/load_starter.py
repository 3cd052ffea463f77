"""``manage.py load_starter``: bring the starter library into the catalogue."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recommender.catalogue.library_file import LibraryError
from recommender.catalogue.records import Report
from recommender.catalogue.starter import load_starter


class Command(BaseCommand):
    """Load the starter library; safe to repeat, quick when nothing changed."""

    help = "Load the starter library. What was edited in the admin stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done and which files are missing."""
        try:
            loaded = load_starter()
        except LibraryError as error:
            raise CommandError(str(error)) from error
        for name in loaded.missing:
            self.stderr.write(f"Not there: {name}. Its song is left out of the lists.")
        if options["verbosity"] >= 1:
            self.stdout.write(f"Starter songs: {in_words(loaded.songs)}.")
            self.stdout.write(f"Starter lists: {in_words(loaded.playlists)}.")


def in_words(report: Report) -> str:
    """Return a report as a line."""
    return (
        f"{report.added} added, {report.changed} changed, {report.kept} left as a curator made them"
    )
