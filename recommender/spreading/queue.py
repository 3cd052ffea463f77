"""The songs that a curator should hear next, as of now."""

from collections.abc import Collection

import numpy as np

from recommender import snapshots
from recommender.catalogue.mood_conflict import disagreeing
from recommender.models import MoodEvidence
from recommender.spreading.order import in_order, least_sure
from recommender.spreading.vectors import space


def songs_to_hear(n: int, skipped: Collection[int] = ()) -> list[int]:
    """Return the keys of at most ``n`` songs whose mood is least sure, not all alike.

    Songs that play, whose mood no curator set, whose lyrics and sound do not disagree (they take no
    part), and that were not skipped.
    """
    snapshot = snapshots.current()
    by_hand = MoodEvidence.objects.filter(kind=MoodEvidence.Kind.CURATOR)
    heard = snapshot.known_rows(list(by_hand.values_list("song_id", flat=True)))
    open_to = snapshot.available.copy()
    open_to[heard] = False
    out = [*disagreeing().values_list("pk", flat=True), *skipped]
    open_to[snapshot.known_rows(out)] = False
    # Vectors of these alone: those of a large catalogue take seconds.
    places = np.concatenate([heard, least_sure(snapshot.mood, np.flatnonzero(open_to))])
    rows, first = space(snapshot, places).rows, len(heard)
    ours = np.arange(len(places))
    found = in_order(snapshot.mood[places], rows, ours[:first], ours[first:], n)
    return [int(key) for key in snapshot.song_ids[places[found]]]
