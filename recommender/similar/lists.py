"""Songs that are like a song, and the lists that are made of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from mlfym.accounts.models import Listener
from recommender import library, snapshots
from recommender.engine.base import Engine, Query
from recommender.engine.mixer import Mixed
from recommender.engine.refine import Target
from recommender.engine.similar import Likeness, missing_parts, similar_songs
from recommender.engine.snapshot import Snapshot
from recommender.feedback import taste
from recommender.likes import mean_mood
from recommender.mixing import NothingToPlay, Stage
from recommender.models import Playlist, Song
from recommender.services import Origin, playlist_save, playlist_store
from recommender.titles import like_titles

SIMILAR = 10
# Half way between the same genre and the same sound.
MIDDLE = 0.5
# Why the song that a list began with stands in it (recommender.showing.REASONS).
BEGAN = {"seed": 1.0}


@dataclass(frozen=True)
class Alike:
    """What was found beside some songs, and which parts had nothing to say about them."""

    songs: list[Likeness]
    missing: tuple[str, ...] = ()


def alike(
    seeds: Mapping[int, float],
    *,
    listener: Listener | None,
    lean: float = MIDDLE,
    n: int = SIMILAR,
    exclude: Collection[int] = (),
) -> Alike:
    """Return `n` songs that are like the seeds, none that the listener has put aside.

    seeds: weight by song, below zero "less like that". lean: 0 same genre .. 1 same sound.
    """
    snapshot, engines = snapshots.current(), library.engines()
    aside = taste(listener).dislikes if listener else ()
    found = similar_songs(seeds, engines, snapshot, n, lean, {*exclude, *aside})
    return Alike(found, missing_of(seeds, engines, snapshot))


def missing_of(
    seeds: Mapping[int, float], engines: Mapping[str, Engine], snapshot: Snapshot
) -> tuple[str, ...]:
    """Return the parts that have nothing to say about any song that more is wanted of."""
    wanted = [song for song, weight in seeds.items() if weight > 0]
    parts = [missing_parts(song, engines, snapshot) for song in wanted]
    return tuple(part for part in parts[0] if all(part in of for of in parts)) if parts else ()


def playlist_from_song(*, listener: Listener, song: Song, lean: float = MIDDLE) -> Playlist:
    """Keep a list of a song and what is like it. NothingToPlay if none of them plays."""
    stage = Stage.now(listener)
    found = alike({song.pk: 1.0}, listener=listener, lean=lean)
    songs = [*began_with(song), *as_mixed(found.songs)]
    with transaction.atomic():
        made = playlist_of(listener, songs, (song.pk,), like_titles(song), stage)
        return playlist_save(playlist=made, name="")


def playlist_of(
    listener: Listener,
    songs: Sequence[Mixed],
    seeds: tuple[int, ...],
    titles: tuple[str, str],
    stage: Stage,
) -> Playlist:
    """Write a list of songs in their order, of the mood that they have together.

    NothingToPlay if none of them plays.
    """
    if not songs:
        raise NothingToPlay
    # A song that came a moment ago may not be in the catalogue that this process read.
    known = len(stage.snapshot.known_rows([song.song_id for song in songs])) > 0
    mood = mean_mood(stage.snapshot, songs) if known else None
    target = Target(query=Query(seeds=seeds, mood=mood))
    return playlist_store(listener, target, songs, titles, Origin(), stage)


def began_with(song: Song) -> list[Mixed]:
    """Return the song that a list begins with; nothing where it does not play."""
    return [Mixed(song.pk, 1.0, BEGAN)] if song.available else []


def as_mixed(found: Sequence[Likeness]) -> list[Mixed]:
    """Return songs as a list keeps them: the parts are their reasons."""
    return [Mixed(song.song_id, song.score, song.shares) for song in found]
