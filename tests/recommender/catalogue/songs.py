"""Songs for tests, with audio files of any bytes."""

from pathlib import Path

from emotion.moods import Mood
from recommender.catalogue.changes import catalogue_changed
from recommender.models import Artist, ArtistName, Song, SongArtist, SongName


def make_artist(name: str) -> Artist:
    artist = Artist.objects.create()
    ArtistName.objects.create(artist=artist, language="en", text=name)
    return artist


def make_song(title: str = "Sunrise", mood: str = "joy", **fields: object) -> Song:
    song = Song(**fields)
    song.set_mood(Mood.of(mood))
    song.save()
    SongName.objects.create(song=song, language="en", text=title)
    SongArtist.objects.create(song=song, artist=make_artist(f"Artist of {title}"))
    catalogue_changed()
    return song


def starter_song(folder: Path, body: bytes, **fields: object) -> Song:
    """Return a song whose file lies in ``folder``/audio (set STARTER_DIR to ``folder``)."""
    (folder / "audio").mkdir(exist_ok=True)
    (folder / "audio" / "tone.m4a").write_bytes(body)
    return make_song(path="starter:audio/tone.m4a", **fields)
