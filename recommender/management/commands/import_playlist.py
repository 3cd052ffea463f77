"""``manage.py import_playlist``: bring a list that somebody has into the site."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mlfym.accounts.models import Listener, User
from recommender.catalogue.importing import Skipped
from recommender.catalogue.playlists.formats import read_file
from recommender.catalogue.playlists.listing import ListUnreadable
from recommender.catalogue.playlists.matching import Match, match
from recommender.catalogue.playlists.storing import ListRefused, Stored, named, store


class Command(BaseCommand):
    """Read a list, find its songs in the catalogue, and say which are not there."""

    help = (
        "Import a playlist (M3U, M3U8, XSPF, JSPF, or our CSV). Its songs are matched to the "
        "catalogue by MusicBrainz id, by path, then by artist and title. Importing a list of the "
        "same name again brings it up to date."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, whose list it becomes, and its name."""
        parser.add_argument("file", type=Path, help="the file with the list")
        parser.add_argument(
            "--owner", metavar="USERNAME",
            help="whose list it becomes; without it, it stands among the curator's for everybody",
        )  # fmt: skip
        parser.add_argument("--name", default="", help="its name, instead of the one in the file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and report what was matched and what was not."""
        path: Path = options["file"]
        owner = listener_named(options["owner"]) if options["owner"] else None
        try:
            found = read_file(path)
        except ListUnreadable as error:
            raise CommandError(f"{path.name} cannot be read: {error}.") from error
        found.listing = named(found.listing, options["name"], path)
        matches = list(match(found.listing.tracks, path.absolute().parent.resolve()))
        self.tell_problems(found.problems)
        self.tell_unmatched(matches)
        try:
            stored = store(found.listing, matches, owner=owner, broken=found.broken)
        except ListRefused as error:
            raise CommandError(f"{path.name} was not imported: {error}.") from error
        self.tell(stored, matches)

    def tell_problems(self, problems: list[Skipped]) -> None:
        """Print what could not be read."""
        for problem in problems:
            self.stderr.write(f"{problem.where}: {problem.why}")

    def tell_unmatched(self, matches: list[Match]) -> None:
        """Print every song that the catalogue does not have, with its place in the file."""
        for left in (one for one in matches if one.song is None):
            self.stderr.write(f"not in the catalogue: {left.track.where}: {printed(left)}")

    def tell(self, stored: Stored, matches: list[Match]) -> None:
        """Print what became of the list."""
        for twice in stored.twice:
            self.stderr.write(f"stands there twice: {twice.track.where}: {printed(twice)}")
        matched = sum(one.song is not None for one in matches)
        what = "made" if stored.created else "brought up to date" if stored.changed else "as it was"
        self.stdout.write(
            f"“{stored.playlist.title}”: {what}, {matched - len(stored.twice)} songs, "
            f"{len(matches) - matched} not in the catalogue, {len(stored.twice)} named twice. "
            f"{stored.playlist.get_absolute_url()}"
        )


def listener_named(username: str) -> Listener:
    """Return the listener of an account; CommandError where there is no such account."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"There is no account {username!r}.")
    return Listener.objects.get_or_create(user=user)[0]


def printed(match: Match) -> str:
    """Return a song in words, cut to a line that a terminal can show."""
    line = "".join(sign if sign.isprintable() else " " for sign in match.track.line)
    return f"{line[:200]} ({match.track.location[:200]!r})" if match.track.location else line[:200]
