"""The songs that a curator should hear next, as of now."""

from collections.abc import Collection

import numpy as np

from recommender.catalogue.mood_conflict import disagreeing
from recommender.models import MoodEvidence
from recommender.spreading.order import in_order
from recommender.spreading.vectors import space


def songs_to_hear(n: int, skipped: Collection[int] = ()) -> list[int]:
    """Return the keys of at most ``n`` songs whose mood is least sure, not all alike.

    Songs that play, whose mood no curator set, whose lyrics and sound do not disagree (they take no
    part), and that were not skipped.
    """
    where = space()
    songs = where.snapshot.song_ids
    by_hand = MoodEvidence.objects.filter(kind=MoodEvidence.Kind.CURATOR)
    heard = where.snapshot.known_rows(list(by_hand.values_list("song_id", flat=True)))
    out = [*disagreeing().values_list("pk", flat=True), *skipped]
    open_to = where.snapshot.available.copy()
    open_to[heard] = False
    open_to[where.snapshot.known_rows(out)] = False
    found = in_order(where.snapshot.mood, where.rows, heard, np.flatnonzero(open_to), n)
    return [int(key) for key in songs[found]]
