"""Short words for what the tests of lists do again and again."""

from emotion.models import Door, Reading
from emotion.moods import Mood
from emotion.services import reading_create
from mlfym.accounts.models import Listener
from recommender.models import Playlist
from recommender.services import playlist_start


def read(listener: Listener, mood: str = "joy") -> Reading:
    """Return a reading of a listener."""
    return reading_create(listener=listener, door=Door.TILES, mood=Mood.of(mood), confidence=1.0)


def start(listener: Listener, mood: str = "joy") -> Playlist:
    """Return a listener's first list for a mood."""
    return playlist_start(listener=listener, reading=read(listener, mood))
