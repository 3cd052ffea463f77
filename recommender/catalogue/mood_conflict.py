"""Songs whose lyrics and sound speak of different moods: a glad tune to sad words, or a misreading.

Both are compared in the plane of valence and arousal, where anger and tension, which sound cannot
tell apart, lie together. BOUND is about the way from peace to the middle; from joy to sadness, both
as sure as readings are, it is 1. A side that is less sure than LEAST_SURE, or counts for less than
half of what its kind can, contradicts nobody. All three by judgement.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Expression, F, FilteredRelation, FloatField, Q, QuerySet
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Greatest

from emotion.moods import MOODS, VALENCE_AROUSAL, Mood
from recommender.catalogue.lyrics_evidence import COUNTS, LYRICS
from recommender.hearing.feeling import AROUSAL_TRUST, VALENCE_TRUST
from recommender.models import MoodEvidence, Song

BOUND = 0.75
LEAST_SURE = 0.4
Kind = MoodEvidence.Kind
LEAST_WEIGHT = {
    Kind.LYRICS.value: COUNTS[LYRICS] / 2,
    Kind.SOUND.value: (VALENCE_TRUST + AROUSAL_TRUST) / 4,
}


@dataclass(frozen=True)
class Disagreement:
    """What the lyrics say, what the sound says, and how far that lies apart (0 to about 1.7)."""

    lyrics: Mood
    sound: Mood
    distance: float


def disagreement(evidence: Iterable[MoodEvidence]) -> Disagreement | None:
    """Return how a song's lyrics and sound disagree, None where they do not or are not sure."""
    found: dict[str, Mood] = {}
    for row in evidence:
        mood = row.mood
        if row.kind in LEAST_WEIGHT and mood is not None and is_sure(row, mood):
            found[row.kind] = mood
    if len(found) < len(LEAST_WEIGHT):
        return None
    one, other = found[Kind.LYRICS.value], found[Kind.SOUND.value]
    distance = ((one.valence - other.valence) ** 2 + (one.arousal - other.arousal) ** 2) ** 0.5
    return Disagreement(one, other, distance) if distance > BOUND else None


def is_sure(row: MoodEvidence, mood: Mood) -> bool:
    """Tell whether a row is sure enough to contradict another."""
    return row.weight >= LEAST_WEIGHT[row.kind] and mood.confidence >= LEAST_SURE


def disagreeing() -> QuerySet[Song]:
    """Return the songs for which ``disagreement`` finds one, as the database sees it."""
    songs = Song.objects.alias(
        **{
            f"of_{kind}": FilteredRelation(
                "evidence", condition=Q(evidence__kind=kind, evidence__weight__gte=least)
            )
            for kind, least in LEAST_WEIGHT.items()
        }
    )
    lyrics, sound = Kind.LYRICS.value, Kind.SOUND.value
    apart = [along(axis, lyrics) - along(axis, sound) for axis in (0, 1)]
    return songs.alias(
        apart=apart[0] * apart[0] + apart[1] * apart[1],
        lyrics_top=top_share(lyrics),
        sound_top=top_share(sound),
    ).filter(apart__gt=BOUND**2, lyrics_top__gte=LEAST_SURE, sound_top__gte=LEAST_SURE)


def along(axis: int, kind: str) -> CombinedExpression:
    """Return valence (axis 0) or arousal (1) of one kind's row."""
    parts = [F(f"of_{kind}__{name}") * VALENCE_AROUSAL[name][axis] for name in MOODS]
    return reduce(add, parts)


def top_share(kind: str) -> Expression:
    """Return the largest share of one kind's row."""
    shares: list[Any] = [F(f"of_{kind}__{name}") for name in MOODS]
    return Greatest(*shares, output_field=FloatField())
