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
from recommender.engine.corpus import rows_of
from recommender.engine.snapshot import Snapshot
from recommender.models import Tag
from recommender.spreading.rows import SOUND, TAGS, joined, rare_for_more, units

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Space:
    """Where songs lie; row i of ``rows`` (n, d) is song i of the snapshot, or of those asked for.

    parts: what the rows are made of, SOUND before TAGS. version: changes with the sound vectors.
    """

    snapshot: Snapshot
    rows: csr_matrix
    parts: tuple[str, ...]
    version: str = ""

    @property
    def known(self) -> NDArray[np.bool_]:
        """Tell of each row whether anything is known: (n,)."""
        return np.asarray(np.diff(self.rows.indptr) > 0)


def space(snapshot: Snapshot | None = None, places: Places | None = None) -> Space:
    """Return where the songs of the catalogue, or those at some places of it, lie now."""
    snapshot = snapshot or snapshots.current()
    places = np.arange(len(snapshot)) if places is None else places
    engine = library.engines().get(SOUND)
    parts: dict[str, csr_matrix] = {}
    if engine is not None:
        vectors = np.asarray(engine.vectors)  # type: ignore[attr-defined]
        parts[SOUND] = sound_rows(rows_of(engine.song_ids, snapshot.song_ids[places]), vectors)
    parts[TAGS] = tag_rows(snapshot, places)
    filled = {name: rows for name, rows in parts.items() if rows.nnz}
    version = library.version_of(engine) if engine is not None else ""
    return Space(snapshot, joined(filled, len(places)), tuple(filled), version)


def sound_rows(at: Places, vectors: NDArray[np.float32]) -> csr_matrix:
    """Return sound vectors by where they stand, -1 for none, about the mean of all, at length 1.

    Vectors of recordings crowd into a cone; from their middle they point apart.
    """
    found = np.zeros((len(at), vectors.shape[1]), dtype=np.float32)
    if len(vectors):
        found[at >= 0] = vectors[at[at >= 0]] - vectors.mean(axis=0)
    return units(csr_matrix(found))


def tag_rows(snapshot: Snapshot, places: Places) -> csr_matrix:
    """Return songs' tags without those of moods, (n, tags), rare ones for more, at length 1."""
    slugs = set(Tag.objects.exclude(kind=Tag.Kind.MOOD).values_list("slug", flat=True))
    columns = [place for place, slug in enumerate(snapshot.tag_slugs) if slug in slugs]
    tags = csr_matrix(snapshot.song_tags)[:, columns]
    tags.eliminate_zeros()
    return units(rare_for_more(tags)[places])
