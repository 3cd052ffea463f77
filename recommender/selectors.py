"""Read playlists: whose they are, and which ones a page shows."""

import uuid
from collections.abc import Iterable

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects

from emotion.moods import MOODS, Mood
from mlfym.accounts.models import Listener
from recommender.models import Playlist, Song

# What `mood_of` reads of a list that nobody gave a mood; fetched at once where many are shown.
SONG_MOODS = Prefetch("songs", Song.objects.only("pk", *MOODS))


def playlists_for(listener: Listener | None) -> QuerySet[Playlist]:
    """Return the lists that someone may open: their own and the curator's."""
    mine = Q(listener=listener) if listener else Q(pk=None)
    return Playlist.objects.filter(mine | Q(listener=None))


def own_playlist(listener: Listener | None, key: uuid.UUID) -> Playlist | None:
    """Return a listener's own list, None where it is another's or nobody's."""
    return Playlist.objects.filter(listener=listener, uuid=key).first() if listener else None


def default_list(mood: str) -> Playlist | None:
    """Return the curator's default list for a mood."""
    return Playlist.objects.curated().filter(default_for=mood).first()


def curated_lists() -> list[Playlist]:
    """Return the curator's lists that have something to play, the moods' defaults first."""
    playable = Count("items", filter=Q(items__song__available=True))
    found = Playlist.objects.curated().annotate(playable=playable).filter(playable__gt=0)
    return sorted(found, key=_shelf)


def saved_lists(listener: Listener | None) -> QuerySet[Playlist]:
    """Return the lists that a listener kept, latest first."""
    return Playlist.objects.saved_by(listener) if listener else Playlist.objects.none()


def fetch_moods(lists: Iterable[Playlist]) -> None:
    """Fetch at once what `mood_of` reads, of the lists that have no mood of their own."""
    bare = [item for item in lists if not item.mood and not item.default_for]
    prefetch_related_objects(bare, SONG_MOODS)


def last_playlist(listener: Listener | None) -> Playlist | None:
    """Return the list that was last made for a listener."""
    return Playlist.objects.filter(listener=listener).first() if listener else None


def mood_of(playlist: Playlist) -> Mood:
    """Return a list's mood: its own, else the one it is the default for, else its songs' mean."""
    if playlist.mood:
        return playlist.mood
    if playlist.default_for:
        return Mood.of(playlist.default_for)
    moods = [song.mood for song in playlist.songs.all() if song.mood]
    return Mood.blend([(mood, 1.0) for mood in moods]) if moods else Mood.of("neutral")


def _shelf(playlist: Playlist) -> tuple[int, int]:
    default = playlist.default_for
    return (MOODS.index(default) if default else len(MOODS), playlist.pk)
