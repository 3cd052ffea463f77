"""By what songs are alike when moods are spread: their sound, and what their tags say.

A song's row is its sound vector beside the vector of its tags, zeros where there is none; so two
songs compare by what both have. Tags that name
a mood are left out: they are evidence of their own, and would spread themselves.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender import library, snapshots
from recommender.engine.snapshot import Snapshot
from recommender.models import Tag
from recommender.spreading.rows import SOUND, TAGS, joined, rare_for_more, units


@dataclass(frozen=True)
class Space:
    """Where the songs lie; row i of ``rows`` (n, d) is the song ``snapshot.song_ids[i]``.

    parts: what the rows are made of, SOUND before TAGS. version: changes with the sound vectors.
    """

    snapshot: Snapshot
    rows: csr_matrix
    parts: tuple[str, ...]
    version: str = ""

    @property
    def known(self) -> NDArray[np.bool_]:
        """Tell of each song whether anything is known: (n,)."""
        return np.asarray(np.diff(self.rows.indptr) > 0)


def space() -> Space:
    """Return where the songs of the catalogue lie now."""
    snapshot = snapshots.current()
    engine = library.engines().get(SOUND)
    parts: dict[str, csr_matrix] = {}
    if engine is not None:
        sound = sound_rows(snapshot, engine.song_ids, np.asarray(engine.vectors))  # type: ignore[attr-defined]
        parts[SOUND] = sound
    parts[TAGS] = tag_rows(snapshot)
    filled = {name: rows for name, rows in parts.items() if rows.nnz}
    version = library.version_of(engine) if engine is not None else ""
    return Space(snapshot, joined(filled, len(snapshot)), tuple(filled), version)


def sound_rows(
    snapshot: Snapshot, song_ids: NDArray[np.int64], vectors: NDArray[np.float32]
) -> csr_matrix:
    """Return the songs' sound vectors, (n, d), about their own mean, at length 1.

    Vectors of recordings crowd into a cone; from their middle they point apart.
    """
    rows = snapshot.rows(song_ids)
    there = vectors[rows >= 0]
    found = np.zeros((len(snapshot), vectors.shape[1]), dtype=np.float32)
    if len(there):
        found[rows[rows >= 0]] = there - there.mean(axis=0)
    return units(csr_matrix(found))


def tag_rows(snapshot: Snapshot) -> csr_matrix:
    """Return the songs' tags without those of moods, (n, tags), rare ones for more, at length 1."""
    slugs = set(Tag.objects.exclude(kind=Tag.Kind.MOOD).values_list("slug", flat=True))
    columns = [place for place, slug in enumerate(snapshot.tag_slugs) if slug in slugs]
    tags = csr_matrix(snapshot.song_tags)[:, columns]
    tags.eliminate_zeros()
    return units(rare_for_more(tags))
