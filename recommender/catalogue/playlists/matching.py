"""Find the songs that a file means: by its identifiers, then by path, then by artist and title.

Nothing but the catalogue is asked: a path is compared with those of songs and never opened, so a
list cannot reach a file outside the library, whatever it says.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from recommender.catalogue.playlists.listing import Track
from recommender.catalogue.playlists.locations import address, paths_of, site_song, uploads_of
from recommender.catalogue.playlists.names import by_names
from recommender.models import MusicFile, Song

BATCH = 500

Tracks = Mapping[int, Track]
Found = dict[int, int]


@dataclass(frozen=True)
class Match:
    """A track and the key of its song; by: what they have in common, empty if there is none."""

    track: Track
    song: int | None
    by: str = ""


def match(tracks: Sequence[Track], base: Path) -> Iterator[Match]:
    """Yield a match for each track. base: the folder that relative paths begin at."""
    for start in range(0, len(tracks), BATCH):
        yield from _batch(tracks[start : start + BATCH], base)


def _batch(tracks: Sequence[Track], base: Path) -> Iterator[Match]:
    left, found = dict(enumerate(tracks)), dict[int, tuple[int, str]]()
    for by, find in _ways(base):
        for place, song in find(left).items():
            found[place] = song, by
            del left[place]
    for place, track in enumerate(tracks):
        yield Match(track, *found.get(place, (None, "")))


def _ways(base: Path) -> Iterator[tuple[str, Callable[[Tracks], Found]]]:
    """Yield the ways to find a song, the surest first."""
    yield "its id here", partial(_by, keys=_own_id, known=songs_of_ids)
    yield "MusicBrainz id", partial(_by, keys=_musicbrainz, known=songs_of_musicbrainz)
    yield "address", partial(_by, keys=site_song, known=partial(songs_where, "uuid"))
    yield "address", partial(_by, keys=address, known=partial(songs_where, "stream_url"))
    paths, uploads = partial(paths_of, base=base), partial(uploads_of, base=base)
    yield "path", partial(_by, keys=paths, known=songs_of_paths)
    yield "path", partial(_by, keys=uploads, known=partial(songs_where, "audio"))
    yield "artist and title", by_names


def _by(
    tracks: Tracks,
    *,
    keys: Callable[[Track], Iterable[str]],
    known: Callable[[Collection[str]], Mapping[str, int]],
) -> Found:
    """Look all keys of all tracks up at once; of a track with several the first known counts."""
    wanted = {place: list(keys(track)) for place, track in tracks.items()}
    every = {key for several in wanted.values() for key in several}
    songs = known(every) if every else {}
    return {
        place: songs[key]
        for place, several in wanted.items()
        if (key := next((key for key in several if key in songs), None)) is not None
    }


def _own_id(track: Track) -> list[str]:
    return [track.song] if track.song else []


def _musicbrainz(track: Track) -> list[str]:
    return [track.musicbrainz] if track.musicbrainz else []


def songs_of_ids(ids: Collection[str]) -> dict[str, int]:
    """Return the songs of ``source:external_id``."""
    found, sources = {}, dict[str, list[str]]()
    for name in ids:
        source, _colon, external_id = name.partition(":")
        sources.setdefault(source, []).append(external_id)
    for source, several in sources.items():
        rows = Song.objects.filter(source=source, external_id__in=several)
        for external_id, key in rows.values_list("external_id", "pk"):
            found[f"{source}:{external_id}"] = key
    return found


def songs_of_musicbrainz(ids: Collection[str]) -> dict[str, int]:
    """Return the songs that a file's tags, or a source, know by the id of their recording."""
    rows = MusicFile.objects.filter(recording_id__in=ids, song__isnull=False)
    tagged = rows.order_by("present", "-song_id").values_list("recording_id", "song_id")
    return {**songs_where("external_id", ids), **{key: song for key, song in tagged if song}}


def songs_of_paths(paths: Collection[str]) -> dict[str, int]:
    """Return the songs of files; several files may hold the sound of one song."""
    files = MusicFile.objects.filter(path__in=paths).values_list("path", "song_id")
    return {**{path: song for path, song in files if song}, **songs_where("path", paths)}


def songs_where(column: str, values: Collection[str]) -> dict[str, int]:
    """Return the songs by a column; of several with one value, one that plays, then the oldest."""
    rows = Song.objects.filter(**{f"{column}__in": values}).order_by("available", "-pk")
    return {str(value): key for value, key in rows.values_list(column, "pk")}
