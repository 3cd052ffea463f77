"""Where a song's audio may lie, and what happens when it is gone.

Only files below the folders named here are ever served, whatever a row in the database says.
"""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from recommender.catalogue.changes import catalogue_changed
from recommender.hosts import is_switched_on
from recommender.models import MusicFolder, Song

# Reasons for which a song is not in lists (Song.unavailable_reason).
FILE_MISSING = "file-missing"
NO_SOURCE = "no-source"
BY_CURATOR = "curator"
LEFT_LIBRARY = "left-library"
IN_WORDS = {
    FILE_MISSING: _("Its file is gone."),
    NO_SOURCE: _("There is nothing to play yet."),
    BY_CURATOR: _("A curator took it out."),
    LEFT_LIBRARY: _("It is no longer part of the starter library."),
}
# Reasons that end by themselves once there is something to play.
NOTHING_TO_PLAY = (FILE_MISSING, NO_SOURCE)


def audio_roots() -> Mapping[str, Path]:
    """Return the folders that audio is served from, by the name that a proxy knows them by."""
    imported = MusicFolder.objects.order_by("pk").values_list("pk", "path")
    return {
        "starter": Path(settings.STARTER_DIR) / "audio",
        "media": Path(settings.MEDIA_ROOT),
        **{f"music-{key}": Path(path) for key, path in imported},
    }


def locate(song: Song) -> tuple[str, Path] | None:
    """Return the root's name and the real path of a song's file.

    None where the song has no file, the file is gone, or it lies (after following links) outside
    every folder that audio is served from.
    """
    try:
        path = song.audio_path
        found = path.resolve(strict=True) if path else None
    except (OSError, RuntimeError, ValueError, SuspiciousFileOperation):
        return None
    if found is None or not found.is_file():
        return None
    for name, root in audio_roots().items():
        if found.is_relative_to(root.resolve()):
            return name, found
    return None


def is_playable(song: Song) -> bool:
    """Tell whether there is something to play: a file, or a stream at a host that is switched on.

    A browser would not open any other stream (Content-Security-Policy).
    """
    return has_stream(song) or locate(song) is not None


def has_stream(song: Song) -> bool:
    """Tell whether a song has a stream that a page may play."""
    return bool(song.stream_url) and is_switched_on(song.stream_url)


@transaction.atomic
def song_set_available(*, song: Song, available: bool, reason: str = "") -> None:
    """Let a song into lists or keep it out of them; its history stays."""
    song.available, song.unavailable_reason = available, "" if available else reason
    Song.objects.filter(pk=song.pk).update(
        available=song.available, unavailable_reason=song.unavailable_reason
    )
    catalogue_changed()


def song_settle(*, song: Song, asked: bool | None) -> bool:
    """Decide after an edit whether a song may stand in lists; return whether it has a sound at all.

    asked: what the curator just chose, None where they said nothing about it.
    """
    if not is_playable(song):
        reason = song.unavailable_reason
        reason = reason if reason in NOTHING_TO_PLAY else NO_SOURCE
        song_set_available(song=song, available=False, reason=reason)
        return False
    if asked is None:
        asked = song.available or song.unavailable_reason in NOTHING_TO_PLAY
        song_set_available(song=song, available=asked, reason=song.unavailable_reason)
    else:
        song_set_available(song=song, available=asked, reason=BY_CURATOR)
    return True
