"""Find songs by artist and title, in any language that the catalogue has them in."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from recommender.catalogue.playlists.listing import Track
from recommender.catalogue.playlists.locations import stem_of
from recommender.models import Song, SongName
from recommender.models.names import normalise_name

# What stands between two artists, in the form in which names are compared.
BETWEEN = re.compile(
    r"\s*[,;/&+、·×]\s*|\s+(?:feat\.?|ft\.?|featuring|with|x|vs\.?)\s+", re.IGNORECASE
)
# Guests that some put behind the title and others behind the artist.
GUESTS = re.compile(r"\s*[(\[](?:feat|ft|featuring|with)\b[^)\]]*[)\]]$")
DASH = " - "
# Lengths that differ by more are of different recordings, in seconds.
SAME_LENGTH = 5.0
# Names are kept so long, and longer ones compared by so much of them.
LONGEST = 300


class Pair(NamedTuple):
    """An artist's name and a title, as they are compared."""

    artist: str
    title: str


def by_names(tracks: Mapping[int, Track]) -> dict[int, int]:
    """Return the songs of the tracks, by their places.

    A title without an artist counts only where one song alone has it.
    """
    wanted = {place: list(pairs_of(track)) for place, track in tracks.items()}
    bare = {place: bare_title(track) for place, track in tracks.items()}
    found = songs_of_pairs({pair for pairs in wanted.values() for pair in pairs})
    alone = songs_of_titles({title for title in bare.values() if title})
    facts = facts_of({song for songs in found.values() for song in songs})
    matched = {}
    for place, track in tracks.items():
        pair = next((pair for pair in wanted[place] if pair in found), None)
        if pair is not None:
            matched[place] = min(found[pair], key=lambda song: rank(song, facts[song], track))
        elif bare[place] in alone:
            matched[place] = alone[bare[place]]
    return matched


def pairs_of(track: Track) -> Iterator[Pair]:
    """Yield what artist and title may be, the likeliest first."""
    if track.artist and track.title:
        named = [(track.artist, track.title)]
    else:
        named = list(splits(track.title or track.display or stem_of(track.location)))
    for artist, title in named:
        for one in artists_in(compared(artist)):
            for words in dict.fromkeys((compared(title), GUESTS.sub("", compared(title)))):
                if one and words:
                    yield Pair(one, words)


def splits(line: str) -> Iterator[tuple[str, str]]:
    """Yield artist and title for each dash in a line, since both may have dashes of their own."""
    parts = line.split(DASH)
    for place in range(1, len(parts)):
        yield DASH.join(parts[:place]), DASH.join(parts[place:])


def artists_in(names: str) -> list[str]:
    """Return the artists of a line: the whole first, since a name may hold an "&" itself."""
    return list(dict.fromkeys([names, *(part.strip() for part in BETWEEN.split(names))]))


def bare_title(track: Track) -> str:
    """Return the title of a track that names no artist."""
    if track.artist:
        return ""
    return compared(track.title or track.display or stem_of(track.location))


def compared(name: str) -> str:
    """Return the form in which the catalogue keeps a name for comparing."""
    return normalise_name(name)[:LONGEST]


def songs_of_pairs(pairs: set[Pair]) -> dict[Pair, set[int]]:
    """Return the songs that have a title and an artist."""
    found = defaultdict[Pair, set[int]](set)
    rows = SongName.objects.filter(
        normalised__in={pair.title for pair in pairs},
        song__artists__names__normalised__in={pair.artist for pair in pairs},
    )
    columns = "song__artists__names__normalised", "normalised", "song_id"
    for artist, title, song in rows.values_list(*columns):
        found[Pair(artist, title)].add(song)
    return dict(found)


def songs_of_titles(titles: set[str]) -> dict[str, int]:
    """Return the songs whose title no other song has."""
    songs = defaultdict[str, set[int]](set)
    rows = SongName.objects.filter(normalised__in=titles).values_list("normalised", "song_id")
    for title, song in rows:
        songs[title].add(song)
    return {title: several.pop() for title, several in songs.items() if len(several) == 1}


class Facts(NamedTuple):
    """What tells recordings of one name apart. duration: seconds."""

    available: bool
    album: str
    duration: float | None


def facts_of(songs: set[int]) -> dict[int, Facts]:
    """Return what tells these songs apart."""
    rows = Song.objects.filter(pk__in=songs).values_list("pk", "available", "album", "duration")
    return {key: Facts(available, album, length) for key, available, album, length in rows}


def rank(song: int, facts: Facts, track: Track) -> tuple[bool, bool, bool, int]:
    """Return how badly a song fits a track whose names it has; of equals the oldest comes first."""
    other_album = bool(track.album) and compared(track.album) != compared(facts.album)
    both = facts.duration is not None and track.duration is not None
    far = both and abs((facts.duration or 0) - (track.duration or 0)) > SAME_LENGTH
    return not facts.available, other_album, far, song
