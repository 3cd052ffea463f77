"""Know one recording in two files: a FLAC and the MP3 that was made of it are one song.

Their sounds differ packet by packet, so what the tags say has to agree: artists, title and album
as names are compared, and the length. A live version or a remix says so in its title or album, and
another take has another length. Where anything contradicts, the files stay two songs.
"""

from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path

from django.db import transaction

from recommender.catalogue.changes import catalogue_changed, wait_for_turn
from recommender.catalogue.curators import touched
from recommender.catalogue.music.known import served_roots, still_there
from recommender.catalogue.music.tags import Tags
from recommender.catalogue.music.writer import SOURCE
from recommender.models import Event, MoodEvidence, MusicFile, PlaylistItem, Rating, Song
from recommender.models.names import normalise_name

# Encoders put up to a tenth of a second of silence around a sound; rips differ by their pauses.
MOST_SECONDS_APART = 2.0
# Of a sound that is itself only seconds long, two seconds would tell nothing.
MOST_SHARE_APART = 0.1
# Ends the mark of a recording that no album is told of, for which less evidence speaks.
NO_ALBUM = "?"


def recording_mark(tags: Tags) -> str:
    """Return by what a recording is known; empty where artist or title are not told."""
    title = normalise_name(tags.title)
    artists = sorted({normalise_name(name) for name in tags.artists})
    if not artists or not any(sign.isalnum() for sign in title):
        return ""
    album = normalise_name(tags.album)
    told = "\0".join([title, album, *artists])
    return blake2b(told.encode(), digest_size=16).hexdigest() + ("" if album else NO_ALBUM)


def is_copy(one: MusicFile, seconds: float, other: MusicFile, other_seconds: float) -> bool:
    """Tell whether two files, so many seconds long, hold one recording.

    An album may have two pieces of one name ("Interlude"). In two formats they are told apart by
    their numbers where both have one. In one format both album and number have to say that they are
    the same, and the folders be two: albums go about in which every piece has the tags of one.
    """
    if one.recording != other.recording or not one.recording:
        return False
    if one.recording_id and other.recording_id and one.recording_id != other.recording_id:
        return False
    apart = min(MOST_SECONDS_APART, MOST_SHARE_APART * max(seconds, other_seconds))
    if abs(seconds - other_seconds) > apart:
        return False
    numbered = one.track is not None and other.track is not None
    if numbered and one.track != other.track:
        return False
    if one.content_type == other.content_type:
        told = numbered and not one.recording.endswith(NO_ALBUM)
        return told and Path(one.path).parent != Path(other.path).parent
    return True


def copies_of(file: MusicFile, seconds: float, besides: Collection[str]) -> list[MusicFile]:
    """Return the other known files of a recording that are songs, the oldest first.

    Where one file of a song contradicts, none of that song's counts.
    besides: paths that are being read anew, of which what is known is old.
    """
    if not file.recording:
        return []
    same = MusicFile.objects.filter(recording=file.recording, problem="", song__source=SOURCE)
    same = same.exclude(path__in=[file.path, *besides]).select_related("song").order_by("pk")
    rows = [(row, row.song) for row in same if row.song]
    fits = {row.pk: is_copy(file, seconds, row, song.duration or 0.0) for row, song in rows}
    against = {song.pk for row, song in rows if not fits[row.pk] and plays(row)}
    return [row for row, song in rows if fits[row.pk] and song.pk not in against]


def plays(row: MusicFile) -> bool:
    """Tell whether a file is on the disk as it is known, and in a folder that is served."""
    return row.path.startswith(tuple(served_roots())) and still_there(row)


def lost_song(file: MusicFile, seconds: float, besides: Collection[str]) -> Song | None:
    """Return the song that has no file left and of which this file is another copy.

    So a collection that was turned from MP3 into FLAC keeps its history.
    """
    for row in copies_of(file, seconds, besides):
        if row.song and not any(map(plays, row.song.files.filter(problem=""))):
            return row.song
    return None


def fold(song: Song, into: Song) -> bool:
    """Make one song of two that earlier scans took for two; return whether it was done.

    Its files, plays, ratings and places in lists go over to the other one. One that a curator
    edited, or gave a mood by ear, stays as it is: that work would be lost.
    """
    by_hand = MoodEvidence.objects.filter(song=song, kind=MoodEvidence.Kind.CURATOR)
    if not into.available or song.audio or song.pk in touched(Song) or by_hand.exists():
        return False
    with transaction.atomic():
        wait_for_turn()
        MusicFile.objects.filter(song=song).update(song=into)
        Event.objects.filter(song=song).update(song=into)
        liked = Rating.objects.filter(song=into).values("listener")
        Rating.objects.filter(song=song).exclude(listener__in=liked).update(song=into)
        listed = PlaylistItem.objects.filter(song=into).values("playlist")
        places = PlaylistItem.objects.filter(song=song)
        places.exclude(playlist__in=listed).update(song=into)
        song.delete()
        catalogue_changed()
    return True
