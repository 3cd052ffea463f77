"""Join the tracks of a tag file with what Jamendo says of them.

What an earlier import filled in stays where Jamendo is not asked or does not answer: the tags of
such a song are brought up to date, and nothing else of it is touched.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from recommender.catalogue.importing import Entry, Skipped
from recommender.catalogue.jamendo import SOURCE
from recommender.catalogue.jamendo.answers import ApiTrack
from recommender.catalogue.jamendo.api import LIMIT, Jamendo, Unanswered
from recommender.catalogue.jamendo.tracks import Track
from recommender.catalogue.records import ArtistRecord, Name, SongRecord
from recommender.hosts import is_switched_on
from recommender.models import Artist, Song, SongArtist, SongName
from recommender.sources import NO_SOURCE

GONE = "is not at Jamendo any more; it cannot be played"
UNANSWERED = "Jamendo did not answer; these tracks have their tags alone until the next import"
PAGE = "https://www.jamendo.com/track/"

NOTHING_TO_PLAY = {"available": False, "unavailable_reason": NO_SOURCE, "stream_url": ""}


@dataclass
class Before:
    """What the catalogue has of a batch: names and artists of each song, and all artists."""

    names: dict[str, list[Name]] = field(default_factory=lambda: defaultdict(list))
    artists: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    songs: frozenset[str] = frozenset()
    known_artists: frozenset[str] = frozenset()


def read_songs(
    tracks: Iterable[Track | Skipped], jamendo: Jamendo | None
) -> Iterator[Entry | Skipped]:
    """Yield every song; jamendo: whom to ask, None to ask nobody. JamendoError passes through."""
    stream = iter(tracks)
    while batch := list(islice(stream, LIMIT)):
        yield from (one for one in batch if isinstance(one, Skipped))
        found = [one for one in batch if isinstance(one, Track)]
        if found:
            yield from _batch(found, jamendo)


def _batch(tracks: Sequence[Track], jamendo: Jamendo | None) -> Iterator[Entry | Skipped]:
    before = read_before(tracks)
    answers: dict[str, ApiTrack] | None = None
    if jamendo is not None:
        try:
            answers = jamendo.tracks(list(dict.fromkeys(one.number for one in tracks)))
        except Unanswered:
            yield Skipped(f"{tracks[0].where} and the {len(tracks) - 1} after it", UNANSWERED)
    for one in tracks:
        if answers is None:
            yield as_before(one, before)
        elif one.number in answers:
            yield filled(one, answers[one.number])
        else:
            yield Skipped(one.where, GONE)
            yield as_before(one, before, gone=True)


def filled(track: Track, answer: ApiTrack) -> Entry:
    """Return a track with all that Jamendo says of it."""
    artist = answer.artist or track.artist
    names = (Name("", answer.artist_name),) if answer.artist_name else ()
    artists = (ArtistRecord(artist, names),) if artist else ()
    columns = {
        "album": answer.album, "year": answer.year, "licence": answer.licence,
        "cover": answer.cover, "content_type": "audio/mpeg",
        "source_note_en": note("From Jamendo", "Licence", answer),
        "source_note_ko": note("자멘도에서 가져옴", "라이선스", answer),
        **NOTHING_TO_PLAY,
    }  # fmt: skip
    if answer.stream:
        columns["stream_url"] = answer.stream
        if is_switched_on(answer.stream):
            columns |= {"available": True, "unavailable_reason": ""}
    return entry(track, (Name("", answer.name),), (artist,) if artist else (), artists, columns)


def note(from_where: str, licence: str, answer: ApiTrack) -> str:
    """Return the credit that the licences ask for: the track's page, and the licence's."""
    credit = f"{from_where}: {PAGE}{answer.number}"
    return f"{credit} ({licence}: {answer.licence_url})" if answer.licence_url else credit


def as_before(track: Track, before: Before, *, gone: bool = False) -> Entry:
    """Return a track with its tags, and all else as the catalogue has it.

    gone: Jamendo has it no more, so it must not stand in lists; its title stays.
    """
    new = track.number not in before.songs
    artists = before.artists.get(track.number) or ([track.artist] if track.artist else [])
    # An artist that is there may have got a name from Jamendo.
    records = [ArtistRecord(one, ()) for one in artists if one not in before.known_artists]
    columns = NOTHING_TO_PLAY if new or gone else {}
    names = tuple(before.names.get(track.number, ()))
    return entry(track, names, tuple(artists), tuple(records), columns)


def entry(
    track: Track,
    names: tuple[Name, ...],
    artists: tuple[str, ...],
    records: tuple[ArtistRecord, ...],
    columns: dict[str, Any],
) -> Entry:
    """Return the entry of a track."""
    song = SongRecord(
        external_id=track.number,
        names=names,
        artists=artists,
        tags={tag.slug: 1.0 for tag in track.tags},
        columns={"duration": track.duration, **columns},
    )
    return Entry(song, records, track.tags, track.where)


def read_before(tracks: Sequence[Track]) -> Before:
    """Read what the catalogue has of these tracks."""
    found = Before()
    keys = dict(
        Song.objects.filter(source=SOURCE, external_id__in=[one.number for one in tracks])
        .values_list("pk", "external_id")
    )  # fmt: skip
    rows = SongName.objects.filter(song__in=list(keys)).order_by("pk")
    for song, language, text, kind in rows.values_list("song_id", "language", "text", "kind"):
        found.names[keys[song]].append(Name(language, text, kind))
    parts = SongArtist.objects.filter(song__in=list(keys)).order_by("position")
    for song, artist in parts.values_list("song_id", "artist__external_id"):
        found.artists[keys[song]].append(artist)
    numbers = {one.artist for one in tracks}.union(*found.artists.values())
    known = Artist.objects.filter(source=SOURCE, external_id__in=numbers)
    found.songs = frozenset(keys.values())
    found.known_artists = frozenset(known.values_list("external_id", flat=True))
    return found
