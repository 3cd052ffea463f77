"""``manage.py export_playlist``: write a list into a file that players open."""

import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recommender.catalogue.playlists.exporting import file_or_stream, listing_of
from recommender.catalogue.playlists.formats import format_of
from recommender.catalogue.playlists.listing import ListUnreadable
from recommender.models import Playlist


class Command(BaseCommand):
    """Write a list with the paths that its songs have on this machine."""

    help = "Export a playlist as M3U8, XSPF, JSPF or CSV, by the ending of the file's name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the list and the file."""
        parser.add_argument("playlist", help="the list's UUID (it stands in its address) or slug")
        parser.add_argument("file", type=Path, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        path: Path = options["file"]
        playlist = playlist_named(options["playlist"])
        try:
            form = format_of(path)
        except ListUnreadable as error:
            raise CommandError(f"{path.name} cannot be written: {error}.") from error
        listing = listing_of(playlist, file_or_stream)
        try:
            path.write_bytes(form.write(listing))
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"“{listing.title}”: {len(listing.tracks)} songs in {path}")


def playlist_named(name: str) -> Playlist:
    """Return the list of a UUID or slug; CommandError where there is none."""
    try:
        found = Playlist.objects.filter(uuid=uuid.UUID(name)).first()
    except ValueError:
        found = Playlist.objects.filter(slug=name).first() if name else None
    if found is None:
        raise CommandError(f"There is no list {name!r}.")
    return found
