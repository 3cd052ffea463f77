"""Give the pages of a diary their songs: three at once, a whole list on demand."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, QuerySet

from emotion.diary import entry_correct, entry_delete, entry_hold
from emotion.models import DiaryEntry, Door
from emotion.moods import MOODS
from mlfym.accounts.models import Listener
from recommender.mixing import NothingToPlay
from recommender.models import Event, Playlist, PlaylistItem, Song
from recommender.services import playlist_start

SONGS = 3
# The songs of so many pages before do not come again while there are others: a sad week would
# otherwise have the same three every day.
PAGES_APART = 3
MOST_PLAYED = 3


@dataclass(frozen=True)
class PlayedIn:
    """What was played from pages in one mood: how often in all, and the songs played most."""

    mood: str
    plays: int
    songs: list[tuple[Song, int]]


def entry_songs(entry: DiaryEntry) -> Playlist | None:
    """Return a page's three songs, None where it has none (yet)."""
    return short_lists(entry).first()


def entry_lists(entry: DiaryEntry) -> QuerySet[Playlist]:
    """Return the lists that came from a page beside its three songs, latest first."""
    if entry.reading is None:
        return Playlist.objects.none()
    short = short_lists(entry).values("pk")
    return Playlist.objects.filter(reading=entry.reading).exclude(pk__in=short).order_by("-created")


def short_lists(entry: DiaryEntry) -> QuerySet[Playlist]:
    """Return the lists of three that a page has had, latest first."""
    if entry.reading is None:
        return Playlist.objects.none()
    lists = Playlist.objects.filter(reading=entry.reading, parent=None)
    return lists.alias(length=Count("items")).filter(length__lte=SONGS).order_by("-created", "-pk")


def entry_give_songs(*, entry: DiaryEntry) -> Playlist | None:
    """Choose three songs for a page's mood, other ones than the pages before had.

    None where nobody knows a mood yet, or no song is left that this listener wants.
    """
    if entry.reading is None:
        return None
    try:
        return playlist_start(
            listener=entry.listener,
            reading=entry.reading,
            length=SONGS,
            exclude=recent_songs(entry),
        )
    except NothingToPlay:
        return None


def entry_rename_mood(*, entry: DiaryEntry, mood: str) -> Playlist | None:
    """Keep the listener's word on a page; return three other songs if that changed its mood."""
    before = entry.mood_name
    entry_correct(entry=entry, mood=mood)
    return entry_follow(entry=entry, before=before)


def entry_follow(*, entry: DiaryEntry, before: str) -> Playlist | None:
    """Give a page other songs where its mood is not what it was `before`, or where it has none."""
    if entry.mood_name == before and entry_songs(entry) is not None:
        return None
    return entry_give_songs(entry=entry)


@transaction.atomic
def entry_remove(*, entry: DiaryEntry) -> None:
    """Delete a page with its songs; lists that the listener kept stay theirs.

    DiaryEntry.DoesNotExist where it is gone already.
    """
    entry_hold(entry)
    if entry.reading is not None:
        Playlist.objects.filter(reading=entry.reading, saved=False).delete()
    entry_delete(entry=entry)


def recent_songs(entry: DiaryEntry) -> list[int]:
    """Return the songs that the listener's last pages had."""
    lists = Playlist.objects.filter(
        listener=entry.listener, reading__door=Door.DIARY, parent=None
    ).order_by("-created", "-pk")
    last = list(lists.values_list("pk", flat=True)[:PAGES_APART])
    items = PlaylistItem.objects.filter(playlist__in=last, position__lte=SONGS)
    return list(items.values_list("song_id", flat=True))


def played_in_moods(listener: Listener | None, since: date) -> list[PlayedIn]:
    """Return what was played from pages since a day, by the mood it was played in.

    Each play carries that mood: a correction that comes later is about the page, and the songs
    that follow it are played in the new one. Only moods with a play.
    """
    if not listener:
        return []
    plays = Event.objects.filter(
        listener=listener,
        kind=Event.Kind.PLAY,
        playlist__reading__diary_entry__day__gte=since,
    ).exclude(mood="")
    by_mood: dict[str, Counter[int]] = {mood: Counter() for mood in MOODS}
    for mood, song, n in plays.values_list("mood", "song").annotate(n=Count("pk")):
        by_mood[mood][song] += n
    wanted = {song for songs in by_mood.values() for song, _ in songs.most_common(MOST_PLAYED)}
    known = {song.pk: song for song in Song.objects.for_display().filter(pk__in=wanted)}
    return [
        PlayedIn(mood, songs.total(), [(known[pk], n) for pk, n in songs.most_common(MOST_PLAYED)])
        for mood, songs in by_mood.items()
        if songs
    ]
