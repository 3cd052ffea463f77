"""Make a ``Listing`` of a playlist, for any of the formats."""

from collections.abc import Callable

import numpy as np

from emotion.moods import Mood
from recommender.catalogue.playlists.listing import Listing, Shares, Track
from recommender.models import MusicFile, Playlist, PlaylistItem, Song
from recommender.selectors import mood_of

LANGUAGES = ("en", "ko")


def listing_of(playlist: Playlist, locate: Callable[[Song], str]) -> Listing:
    """Return a list as its page shows it: the songs that play, in a fixed number of queries.

    locate: the path or address under which whoever gets the list finds a song.
    """
    songs = Song.objects.playable().for_display().filter(playlists=playlist)
    found = {song.pk: song for song in songs}
    recordings = recordings_of(playlist)
    items = [item for item in playlist.items.order_by("position") if item.song_id in found]
    return Listing(
        title=playlist.title,
        description=playlist.description,
        titles={} if playlist.name else _in_languages(playlist, "title"),
        descriptions=_in_languages(playlist, "description"),
        mood=shares_of(mood_of(playlist)),
        tracks=tuple(
            _track(item, found[item.song_id], recordings.get(item.song_id, ""), locate)
            for item in items
        ),
    )


def shares_of(mood: Mood | None) -> Shares:
    """Return a mood's shares with the fewest digits that give the same float32 again."""
    if mood is None:
        return {}
    return {name: float(str(np.float32(share))) for name, share in mood.as_dict().items()}


def file_or_stream(song: Song) -> str:
    """Return where a song is found on this machine: its address, else its file."""
    return song.stream_url or str(song.audio_path or "")


def recordings_of(playlist: Playlist) -> dict[int, str]:
    """Return the MusicBrainz ids of a list's songs, of those whose files name one."""
    files = MusicFile.objects.filter(song__playlists=playlist).exclude(recording_id="")
    return {song: key for song, key in files.values_list("song_id", "recording_id") if song}


def _track(item: PlaylistItem, song: Song, recording: str, locate: Callable[[Song], str]) -> Track:
    return Track(
        title=song.title,
        artist=song.artist_line,
        album=song.album,
        duration=song.duration,
        location=locate(song),
        song=f"{song.source}:{song.external_id}",
        musicbrainz=recording,
        mood=shares_of(song.mood),
        reasons={str(name): float(share) for name, share in item.reasons.items()},
    )


def _in_languages(playlist: Playlist, what: str) -> dict[str, str]:
    texts = {language: getattr(playlist, f"{what}_{language}") for language in LANGUAGES}
    return {language: text for language, text in texts.items() if text}
