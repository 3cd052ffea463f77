"""Answer a query with songs that play, artists and tags, from both indexes and the database."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Exists, OuterRef, QuerySet

from recommender import snapshots
from recommender.models import Artist, Song, SongArtist, SongTag, Tag
from recommender.search import fresh
from recommender.search.finding import BY_SOUND, FIELDS, LETTERS, SCALE, Asked, Finds, find
from recommender.search.fresh import Shelf
from recommender.search.index import ARTISTS, KINDS, SONGS, TAGS, Index
from recommender.search.playing import playing

# Letters of a query that are looked at, as long as a pasted title may be.
LONGEST = 100
# Songs that an answer has at most; who wants a later one types another letter.
MOST = 300
# The score from which on a name itself was found, or its beginning. What only sounds alike is then
# no answer: of songs it stands below, artists and tags must sound so from end to end, and what
# might sound so with another letter, or differs by a slip, is left out.
SURE = LETTERS[1] * FIELDS * SCALE
ALIKE = {
    SONGS: BY_SOUND[3] * FIELDS * SCALE,
    ARTISTS: BY_SOUND[0] * FIELDS * SCALE,
    TAGS: BY_SOUND[0] * FIELDS * SCALE,
}


@dataclass(frozen=True)
class Answer:
    """Primary keys, best first. more: whether there are more songs than these.

    by_album: those of the songs that were found by nothing but their album.
    """

    songs: tuple[int, ...] = ()
    artists: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    more: bool = False
    by_album: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.songs or self.artists or self.tags)


def search(text: str, *, songs: int = MOST, others: int = 12) -> Answer:
    """Return what a text finds: at most so many songs, and so many artists and tags each."""
    asked = Asked.of(text[:LONGEST])
    if not asked.words:
        return Answer()
    shelf = fresh.current()
    # As many again: some may have ceased to play since this process read the catalogue.
    found, by_album = found_in(shelf, asked, 2 * max(songs, others) + 20)
    playing = playable(found[SONGS])
    artists = bearing(Artist, found[ARTISTS][: 2 * others])
    tags = bearing(Tag, found[TAGS][: 2 * others])
    return Answer(
        tuple(playing[:songs]),
        tuple(artists[:others]),
        tuple(tags[:others]),
        len(playing) > songs,
        by_album.intersection(playing[:songs]),
    )


def found_in(shelf: Shelf, asked: Asked, most: int) -> tuple[list[list[int]], frozenset[int]]:
    """Return primary keys by kind, best first, of what plays in both indexes.

    And the songs that were found by their albums alone.
    """
    indexes = (shelf.main, shelf.fresh)
    parts = [
        (index, find(index, asked, most, rows))
        for index, rows in zip(indexes, playing(shelf, snapshots.current()), strict=True)
        if index is not None
    ]
    tops = (int(one.scores[0]) for _, finds in parts for one in finds if len(one.scores))
    by_album = [
        index.bearers.ids[finds[SONGS].rows[finds[SONGS].by_album]].tolist()
        for index, finds in parts
    ]
    sure = max(tops, default=0) >= SURE
    keys = [merged(parts, kind, sure=sure)[:most] for kind in KINDS]
    return keys, frozenset(key for part in by_album for key in part)


def merged(parts: list[tuple[Index, list[Finds]]], kind: int, *, sure: bool) -> list[int]:
    """Return the primary keys of one kind: by score, then by popularity, then by key.

    sure: whether a name itself was found, of any kind and in either index.
    """
    ids, scores, worth = [], [], []
    for index, finds in parts:
        rows, score = finds[kind].rows, finds[kind].scores
        ids.append(index.bearers.ids[rows])
        worth.append(index.bearers.worth[rows])
        scores.append(score.astype(np.int64))
    if not ids:
        return []
    keys, grades = np.concatenate(ids), np.concatenate(scores)
    order = np.lexsort((keys, -np.concatenate(worth), -grades))
    if sure:
        order = order[grades[order] >= ALIKE[kind]]
    found: list[int] = keys[order].tolist()
    return found


def playable(keys: Collection[int]) -> list[int]:
    """Return the songs that can play, in their order."""
    rows = Song.objects.playable().filter(pk__in=keys).values_list("pk", flat=True)
    playing = set(rows)
    return [key for key in keys if key in playing]


def bearing(model: type[Artist] | type[Tag], keys: Collection[int]) -> list[int]:
    """Return the artists or tags that have a song that plays, in their order, in one query."""
    through: QuerySet[Any] = SongArtist.objects.filter(artist=OuterRef("pk"))
    if model is Tag:
        through = SongTag.objects.filter(tag=OuterRef("pk"))
    rows = model.objects.filter(Exists(through.filter(song__available=True)), pk__in=keys)
    having = set(rows.values_list("pk", flat=True)) if keys else set()
    return [key for key in keys if key in having]
