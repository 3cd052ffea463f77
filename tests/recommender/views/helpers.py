"""Short words for what the tests of pages do again and again."""

from emotion.models import Reading
from mlfym.accounts.models import User
from recommender.models import Playlist
from tests.recommender.playlists.helpers import read, start
from tests.recommender.stage import listener_of


def list_of(user: User, mood: str = "joy") -> Playlist:
    """Return a fresh list of an account's listener."""
    return start(listener_of(user), mood)


def reading_of(user: User, mood: str = "joy") -> Reading:
    """Return a reading of an account's listener."""
    return read(listener_of(user), mood)
