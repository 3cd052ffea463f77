"""Things that someone may have done: songs, readings, lists, events, ratings."""

import uuid
from datetime import timedelta

from django.utils import timezone

from emotion.models import Reading
from emotion.moods import Mood
from mlfym.accounts.models import Listener
from recommender.models import Event, Playlist, PlaylistItem, Rating, Song, SongName


def make_song(title: str) -> Song:
    """Return a new song."""
    song = Song.objects.create()
    SongName.objects.create(song=song, language="en", text=title)
    return song


def make_history(listener: Listener, song: Song) -> Playlist:
    """Have a listener be read, get a list with a song, play and like it; return the list."""
    reading = Reading(listener=listener, door="tiles", confidence=0.7)
    reading.set_mood(Mood.of("joy"))
    reading.save()
    playlist = Playlist.objects.create(listener=listener, reading=reading, saved=True, name="Mine")
    PlaylistItem.objects.create(playlist=playlist, song=song, position=0, reasons={"mood": 1.0})
    for kind in ("play", "like"):
        Event.objects.create(listener=listener, song=song, kind=kind, playlist=playlist, heard=3.5)
    rate(listener, song, 1)
    return playlist


def rate(listener: Listener, song: Song, value: int, hours_ago: int = 0) -> Rating:
    """Have a listener rate a song some hours ago."""
    changed = timezone.now() - timedelta(hours=hours_ago)
    return Rating.objects.create(listener=listener, song=song, value=value, changed=changed)


def play(listener: Listener, song: Song, client_uuid: uuid.UUID) -> Event:
    """Have a listener play a song."""
    return Event.objects.create(listener=listener, song=song, kind="play", client_uuid=client_uuid)
