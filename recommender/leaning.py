"""Which engines a listener has been better served by: what their own feedback says of the mix.

Every song of a list keeps the share that each engine had in its place. Where songs that were
liked or heard out owe more to an engine than songs that were skipped, the engine counts more in
this listener's next list. One ridge regression an engine, of what was said on the engine's share:
both are taken from their means, so that who likes everything moves nothing.
"""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from django.utils import timezone

from mlfym.accounts.models import Listener
from recommender.engine.kinds import ENGINES
from recommender.feedback import MEMORY
from recommender.models import Event, PlaylistItem

# In units of a like, by judgement, as in `training_corpus`; a skip is plainer here, where it is
# set against what was heard out of the same lists.
SAID = {
    Event.Kind.LIKE: 1.0,
    Event.Kind.MORE: 0.7,
    Event.Kind.FINISH: 0.3,
    Event.Kind.SKIP: -0.5,
    Event.Kind.LESS: -0.7,
    Event.Kind.DISLIKE: -1.0,
}
# The latest say enough, and one query fetches them.
MOST_EVENTS = 200
# Shares differ by about .2 between songs: with this ridge some dozen clear words move a weight
# by a quarter, and two or three hardly at all.
RIDGE = 0.5
# However clear, an engine is neither silenced nor left alone: tastes change.
LEAST, MOST = 0.5, 2.0

# (what was said of a song, the engines' shares in its place)
Word = tuple[float, dict[str, float]]


def engine_factors(listener: Listener, at: datetime | None = None) -> dict[str, float]:
    """Return the factor on each engine's weight for a listener; empty if nothing says anything."""
    now = at or timezone.now()
    events = (
        Event.objects.filter(
            listener=listener,
            kind__in=SAID,
            playlist__isnull=False,
            created__gte=now - MEMORY,
            created__lte=now,
        )
        .order_by("-created", "-pk")
        .values_list("playlist_id", "song_id", "kind")[:MOST_EVENTS]
    )
    said = {(playlist, song): SAID[Event.Kind(kind)] for playlist, song, kind in reversed(events)}
    if not said:
        return {}
    items = PlaylistItem.objects.filter(
        playlist_id__in={playlist for playlist, _ in said}, song_id__in={song for _, song in said}
    ).values_list("playlist_id", "song_id", "reasons")
    return factors_of([(said[list_, song], shares) for list_, song, shares in items
                       if (list_, song) in said])  # fmt: skip


def factors_of(words: Sequence[Word]) -> dict[str, float]:
    """Return exp of each engine's slope, between LEAST and MOST; see the module's docstring."""
    engines = sorted({name for _, shares in words for name in shares} & ENGINES.keys())
    if len(words) < 2 or not engines:
        return {}
    worth = np.array([value for value, _ in words])
    shares = np.array([[held.get(name, 0.0) for name in engines] for _, held in words])
    worth, shares = worth - worth.mean(), shares - shares.mean(axis=0)
    slopes = (worth @ shares) / ((shares**2).sum(axis=0) + RIDGE)
    factors = np.clip(np.exp(slopes), LEAST, MOST)
    return {name: float(factor) for name, factor in zip(engines, factors, strict=True)}
