"""Know one recording in two formats: a FLAC and the MP3 that was made of it are one song.

Their sounds differ packet by packet, so the tags have to tell it: artists, title, album and length
agree, and track, disc and MusicBrainz id do not contradict. Wherever it could be meant otherwise
the file becomes a song of its own: one too many is seen, and one that vanished is not.
"""

from collections.abc import Collection, Sequence
from hashlib import blake2b
from typing import NamedTuple

from recommender.catalogue.music.known import file_row
from recommender.catalogue.music.sound import Sound
from recommender.catalogue.music.tags import Tags
from recommender.catalogue.music.walk import Found
from recommender.catalogue.music.writer import SOURCE
from recommender.models import MusicFile
from recommender.models.names import normalise_name

# Encoders put up to a tenth of a second of silence around a sound; rips differ by their pauses.
MOST_SECONDS_APART = 2.0
# Of a sound that is itself only seconds long, two seconds would tell nothing.
MOST_SHARE_APART = 0.1


class Other(NamedTuple):
    """Another file with the same mark.

    song: its song's external id, empty where it has none; seconds: that song's length; plays:
    whether the song plays from this file.
    """

    file: MusicFile
    song: str = ""
    seconds: float = 0.0
    plays: bool = False


def tagged_row(found: Found, sound: Sound, tags: Tags) -> MusicFile:
    """Return the row of a file that was read to its tags."""
    return file_row(
        found, fingerprint=sound.fingerprint, content_type=sound.content_type,
        recording=recording_mark(tags), track=tags.track, disc=tags.disc,
        recording_id=tags.recording_id, artist_ids=list(tags.artist_ids),
    )  # fmt: skip


def recording_mark(tags: Tags) -> str:
    """Return by what a recording is known; empty where artist, title or album are not told."""
    title, album = normalise_name(tags.title), normalise_name(tags.album)
    artists = sorted({normalise_name(name) for name in tags.artists})
    if not artists or not album or not any(sign.isalnum() for sign in title):
        return ""
    return blake2b("\0".join([title, album, *artists]).encode(), digest_size=16).hexdigest()


def agree(one: MusicFile, other: MusicFile) -> bool:
    """Tell whether the tags of two files may be those of one recording."""
    told = (
        (one.track, other.track),
        (one.disc, other.disc),
        (one.recording_id, other.recording_id),
    )
    same = all(mine == theirs for mine, theirs in told if mine and theirs)
    return same and one.recording == other.recording


def known_others(mark: str, besides: Collection[str]) -> list[Other]:
    """Return the files of earlier batches and scans with this mark, but for some paths."""
    rows = MusicFile.objects.filter(recording=mark).exclude(path__in=besides)
    return [
        Other(row, row.song.external_id, row.song.duration or 0.0, row.song.path == row.path)
        if row.song and row.song.source == SOURCE
        else Other(row)
        for row in rows.select_related("song")
    ]


def joins(file: MusicFile, seconds: float, others: Sequence[Other]) -> str:
    """Return the external id of the song that this file, so long, is another format of.

    Empty unless one song alone can be meant, and no format is there twice: albums go about in which
    every piece has the tags of one.
    """
    same = [other for other in others if agree(file, other.file)]
    songs = {other.song for other in same if other.song}
    if len(songs) != 1:
        return ""
    (song,) = songs
    own = MusicFile.objects.filter(song__source=SOURCE, song__external_id=song)
    further = own.exclude(path__in=[file.path, *(other.file.path for other in others)])
    sounds = {(one.content_type, one.fingerprint)
              for one in (file, *(other.file for other in same), *further)}  # fmt: skip
    if len(sounds) != len({content_type for content_type, _ in sounds}):
        return ""
    if any(other.song == song and not agree(file, other.file) for other in others):
        return ""
    return song if any(other.plays and is_as_long(seconds, other.seconds) for other in same) else ""


def is_as_long(one: float, other: float) -> bool:
    """Tell whether two lengths, in seconds, may be those of one recording."""
    return abs(one - other) <= min(MOST_SECONDS_APART, MOST_SHARE_APART * max(one, other))
