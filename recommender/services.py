"""Make, refine, keep and delete playlists."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from emotion.models import Reading
from emotion.moods import Mood
from mlfym.accounts.models import Listener
from recommender.engine.base import Query
from recommender.engine.mixer import Mixed
from recommender.engine.refine import Target, more_like
from recommender.feedback import Played, record_events
from recommender.mixing import (
    LIST_LENGTH,
    NothingToPlay,
    Stage,
    in_this_order,
    liked_for,
    mix_answers,
    mix_list,
    mix_words,
    pairs_for,
)
from recommender.models import Answer, Event, Playlist, PlaylistItem, Song
from recommender.questionnaire import effects_of
from recommender.selectors import default_list, mood_of
from recommender.titles import fresh_titles, less_titles, more_titles, refined_titles

# What a bulk of items need not ask the database about again: both were just read from it.
KNOWN = ("playlist", "song")


# What the doors of words and of photo and text show at once.
SONGS_FOR_WORDS = 5


@dataclass(frozen=True)
class Origin:
    """Where a new list comes from: the reading, the list before it, and all answers so far."""

    reading: Reading | None = None
    parent: Playlist | None = None
    answers: tuple[str, ...] = ()


def playlist_start(
    *,
    listener: Listener,
    reading: Reading,
    length: int = LIST_LENGTH,
    exclude: Collection[int] = (),
) -> Playlist:
    """Make the first list for a reading: the mood's default list, made the listener's own.

    The curator's songs come first, without what the listener dislikes or has just heard; liked
    songs of that mood join, and the engines fill up. Songs in `exclude` come only where there are
    too few others. NothingToPlay if nothing is left.
    """
    mood = reading.settled_mood
    stage = Stage.now(listener)
    default = default_list(mood.top)
    chosen = song_ids_of(default) if default else []
    seeds = tuple(song for song in chosen if song not in stage.taste.dislikes)
    target = Target(query=Query(seeds=seeds, mood=mood))
    beside = {
        "curated": in_this_order(stage.snapshot, seeds),
        "liked": liked_for(stage.snapshot, stage.taste.likes, mood),
    }
    mixed = mix_list(stage, target, exclude=exclude, beside=beside, length=length)
    return playlist_store(listener, target, mixed, fresh_titles(mood.top), Origin(reading), stage)


def playlist_from_text(
    *, listener: Listener, text: str, reading: Reading, length: int = SONGS_FOR_WORDS
) -> Playlist:
    """Make a list for what a listener said: the mood of `reading`, and songs whose words answer it.

    Every song keeps its line and the place of the sentence that met it, as far as the catalogue has
    so many songs with words; others fill up. The text is kept nowhere. Without one it is a
    list for the mood. NothingToPlay if nothing is left.
    """
    mood = reading.settled_mood
    stage = Stage.now(listener)
    target = Target(query=Query(mood=mood, text=text))
    mixed = mix_words(stage, target, length=length)
    return playlist_store(listener, target, mixed, fresh_titles(mood.top), Origin(reading), stage)


def playlist_refine(
    *, listener: Listener, playlist: Playlist, answers: Sequence[Answer], now_playing: Song | None
) -> Playlist:
    """Make the list that the answers ask for, as a new list whose parent is `playlist`.

    What plays now and what was heard in the last hour does not come again. NothingToPlay if
    nothing is left.
    """
    stage = Stage.now(listener)
    heard = song_ids_of(playlist)
    target, mixed = mix_answers(
        stage, target_of(playlist), effects_of(answers), heard, _playing(now_playing)
    )
    mood = target.query.mood or mood_of(playlist)
    origin = _child(playlist, tuple(str(answer.uuid) for answer in answers))
    return playlist_store(listener, target, mixed, refined_titles(mood.top), origin, stage)


def playlist_more(*, listener: Listener, playlist: Playlist, song: Song) -> Playlist:
    """Make a list of songs like the one that plays, and remember that it was liked enough to ask.

    NothingToPlay if nothing is left.
    """
    stage = Stage.now(listener)
    target = more_like(target_of(playlist), song.pk)
    mixed = mix_list(stage, target, exclude=_playing(song))
    asked = Played(uuid.uuid4(), song, Event.Kind.MORE, playlist)
    with transaction.atomic():
        record_events(listener=listener, played=[asked])
        return playlist_store(listener, target, mixed, more_titles(song), _child(playlist), stage)


def playlist_less(*, listener: Listener, playlist: Playlist, song: Song) -> Playlist:
    """Make the list anew without this song and away from its like, and remember the wish.

    NothingToPlay if nothing is left; the wish is then not kept.
    """
    stage = Stage.now(listener)
    stage = replace(stage, taste=stage.taste.without(song.pk))
    target = less_like(target_of(playlist), song.pk)
    mixed = mix_list(stage, target)
    asked = Played(uuid.uuid4(), song, Event.Kind.LESS, playlist)
    # Mixing takes a while in a large catalogue, and others wait to write.
    with transaction.atomic():
        record_events(listener=listener, played=[asked])
        return playlist_store(listener, target, mixed, less_titles(song), _child(playlist), stage)


@transaction.atomic
def playlist_save(*, playlist: Playlist, name: str) -> Playlist:
    """Keep a list, under a name if the listener gave one."""
    playlist.saved, playlist.name = True, name.strip()
    playlist.full_clean()
    playlist.save(update_fields=["saved", "name"])
    return playlist


@transaction.atomic
def playlist_delete(*, playlist: Playlist) -> None:
    """Delete a list; what was heard from it stays in the listener's history."""
    playlist.delete()


@transaction.atomic
def playlist_renumber(*, playlist: Playlist) -> None:
    """Number a list's songs from 1 in their order; of equal places the older row comes first."""
    items = list(playlist.items.order_by("position", "pk"))
    for position, item in enumerate(items, start=1):
        item.position = position
    PlaylistItem.objects.bulk_update(items, ["position"])


def target_of(playlist: Playlist) -> Target:
    """Return what a list was made for; a curated list is asked for by its own songs and mood."""
    if playlist.target:
        return Target.from_dict(playlist.target)
    return Target(query=Query(seeds=tuple(song_ids_of(playlist)), mood=mood_of(playlist)))


def less_like(target: Target, song_id: int) -> Target:
    """Return the target of "less like this": the song is a seed no more.

    That it is not wanted, and its like neither, is the listener's taste from now on.
    """
    seeds = tuple(seed for seed in target.query.seeds if seed != song_id)
    return replace(target, query=replace(target.query, seeds=seeds))


def song_ids_of(playlist: Playlist) -> list[int]:
    """Return the playable songs of a list, in its order."""
    items = playlist.items.filter(song__available=True).order_by("position")
    return list(items.values_list("song_id", flat=True))


def _playing(song: Song | None) -> tuple[int, ...]:
    return () if song is None else (song.pk,)


def _child(playlist: Playlist, answers: tuple[str, ...] = ()) -> Origin:
    before: list[str] = playlist.target.get("answers", [])
    return Origin(playlist.reading, playlist, (*before, *answers))


def playlist_store(
    listener: Listener,
    target: Target,
    mixed: Sequence[Mixed],
    titles: tuple[str, str],
    origin: Origin,
    stage: Stage,
) -> Playlist:
    """Write the list; songs that went away since the catalogue was read are left out."""
    playable = set(
        Song.objects.playable().filter(pk__in=[song.song_id for song in mixed]).values_list("pk")
    )
    songs = [song for song in mixed if (song.song_id,) in playable]
    if not songs:
        raise NothingToPlay
    playlist = Playlist(
        listener=listener,
        title_en=titles[0],
        title_ko=titles[1],
        reading=origin.reading,
        parent=origin.parent,
        target=_as_json(target, origin.answers),
        artefacts=stage.versions,
    )
    playlist.set_mood(target.query.mood or Mood.of("neutral"))
    playlist.full_clean()
    pairs = pairs_for(stage, target.query.text, songs)
    with transaction.atomic():
        playlist.save()
        _store_items(playlist, songs, pairs)
    return playlist


def _as_json(target: Target, answers: Iterable[str]) -> dict[str, Any]:
    """Return what a list keeps.

    Likes and dislikes are not in it, they are taken anew each time; nor is the text, which is kept
    nowhere: what is made of the list later goes by its mood.
    """
    plain = replace(target, query=replace(target.query, likes=(), dislikes=(), text=""))
    return {**plain.as_dict(), "answers": list(answers)}


def _store_items(
    playlist: Playlist, songs: Sequence[Mixed], pairs: Mapping[int, dict[str, Any]]
) -> None:
    items = [
        PlaylistItem(
            playlist=playlist,
            song_id=song.song_id,
            position=position,
            reasons=dict(song.reasons),
            pair=pairs.get(song.song_id, {}),
        )
        for position, song in enumerate(songs, start=1)
    ]
    for item in items:
        item.clean_fields(exclude=KNOWN)
    PlaylistItem.objects.bulk_create(items)
