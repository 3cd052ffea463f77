"""Read what an index is made of from the database: all of the catalogue, or some songs of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing
from recommender.engine.base import Query
from recommender.engine.corpus import rows_of
from recommender.engine.popular import PopularEngine
from recommender.engine.publishing import SHIPPED, find
from recommender.models import ArtistName, Song, SongArtist, SongName, SongTag, Tag
from recommender.models.names import NameKind
from recommender.search.building import Entries, Ids
from recommender.snapshots import columns

BATCH = 20_000


def read(only: Ids | None = None, model_dir: Path | None = None) -> Entries:
    """Return the songs of the catalogue, or those named, with all by which they are found.

    Names are read while the index is made: a million of them are never held at once.
    """
    songs = within(Song.objects.order_by("pk"), "pk", only)
    ids, stamps, familiar = song_columns(songs)
    artists = pairs(within(SongArtist.objects.order_by("pk"), "song", only), "artist_id")
    tags = pairs(within(SongTag.objects.order_by("pk"), "song", only), "tag_id")
    titles = within(SongName.objects.order_by("pk"), "song", only)
    names = ArtistName.objects.order_by("pk")
    if only is not None:
        names = names.filter(artist__in=np.unique(artists[1]).tolist())
    albums = songs.exclude(album="").values_list("pk", "album")
    return Entries(
        ids,
        stamps,
        familiar + popularity(ids, model_dir),
        named(titles, "song_id"),
        ((key, album, False) for key, album in albums.iterator(chunk_size=BATCH)),
        named(names, "artist_id"),
        labels(),
        artists,
        tags,
    )


def within(rows: QuerySet[Any], column: str, only: Ids | None) -> QuerySet[Any]:
    """Return the rows of some songs, or all."""
    return rows if only is None else rows.filter(**{f"{column}__in": only.tolist()})


def song_columns(songs: QuerySet[Song]) -> tuple[Ids, Ids, NDArray[np.float32]]:
    """Return primary keys, Song.changed in microseconds, and how familiar each is: all (n,)."""
    found = [
        (
            np.array(ids, dtype=np.int64),
            np.array([stamp_of(changed) for changed in stamps], dtype=np.int64),
            np.array(familiar, dtype=np.float32),
        )
        for ids, stamps, familiar in columns(songs.values_list("pk", "changed", "familiar"))
    ]
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32)
    ids, stamps, familiar = (np.concatenate(part) for part in zip(*found, strict=True))
    return ids, stamps, familiar


def stamp_of(changed: Any) -> int:
    """Return a time in whole microseconds."""
    return int(changed.timestamp() * 1_000_000 + 0.5)


def pairs(rows: QuerySet[Any], other: str) -> tuple[Ids, Ids]:
    """Return the songs and what they are joined to."""
    found = [
        (np.array(songs, dtype=np.int64), np.array(others, dtype=np.int64))
        for songs, others in columns(rows.values_list("song_id", other))
    ]
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    songs, others = (np.concatenate(part) for part in zip(*found, strict=True))
    return songs, others


def named(names: QuerySet[Any], owner: str) -> Iterator[tuple[int, str, bool]]:
    """Yield each name with its owner, and whether it is one in Latin letters beside others."""
    for key, text, kind in names.values_list(owner, "text", "kind").iterator(chunk_size=BATCH):
        yield key, text, kind == NameKind.ROMANISED


def labels() -> Iterator[tuple[int, str, bool]]:
    """Yield each tag's labels, and its slug where that says something else."""
    for key, slug, *own in Tag.objects.values_list("pk", "slug", "label_en", "label_ko"):
        for text in dict.fromkeys(label for label in own if label) or [slug]:
            yield key, text, False


def popularity(ids: Ids, model_dir: Path | None = None) -> NDArray[np.float32]:
    """Return how popular songs are by the engine of that name: (n,), 0 for those it does not know.

    Without that engine, which the health page then names, songs go by how familiar they are.
    """
    found = np.zeros(len(ids), dtype=np.float32)
    if model_dir is None:
        return found
    try:
        engine = PopularEngine.load(find(PopularEngine.name, model_dir, SHIPPED))
    except (ArtefactMissing, ArtefactDamaged):
        return found
    known, scores = engine.rank(Query(), len(engine.song_ids))
    order = np.argsort(known)
    rows = rows_of(known[order], ids)
    found[rows >= 0] = scores[order][rows[rows >= 0]]
    return found
