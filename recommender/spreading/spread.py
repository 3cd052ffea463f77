"""Spread the moods that curators set by ear to similar songs, as evidence beside the others.

Every run makes all of it anew: what an earlier run said and this one does not is taken back. A song
whose lyrics and sound disagree takes no part, neither to learn from nor to be told.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS, Mood
from recommender.catalogue.lyrics_evidence import batches
from recommender.catalogue.mood_conflict import disagreeing
from recommender.catalogue.mood_evidence import keep_evidence
from recommender.models import LabelSpread, MoodEvidence
from recommender.spreading.classify import FEWEST, LEAST, MOST, Shares, likelihoods, weights
from recommender.spreading.held_out import HeldOut, Others, held_out
from recommender.spreading.vectors import Space, space

logger = logging.getLogger(__name__)

KIND = MoodEvidence.Kind.SPREAD
CURATOR = MoodEvidence.Kind.CURATOR
BATCH = 500
# Runs whose history is kept.
KEEP = 50
VERSION = 1


@dataclass(frozen=True)
class Labels:
    """The songs whose mood a curator set, ascending (m,), and their moods' places in MOODS (m,)."""

    songs: NDArray[np.int64]
    moods: NDArray[np.int64]

    def mark(self, where: Space) -> str:
        """Return by what the same labels on the same songs are known again."""
        parts = (self.songs.tobytes(), self.moods.tobytes(), where.rows.data.tobytes(),
                 where.rows.indices.tobytes(), where.snapshot.song_ids.tobytes())  # fmt: skip
        digest = blake2b(repr((VERSION, where.parts, where.version)).encode(), digest_size=16)
        for part in parts:
            digest.update(part)
        return digest.hexdigest()


def labels_spread() -> LabelSpread:
    """Spread what is set now, and write down what came of it; no new row where nothing changed."""
    where = space()
    newest = LabelSpread.objects.first()
    labels = labels_now(where)
    run = LabelSpread(
        labels=len(labels.songs),
        moods=len(set(labels.moods.tolist())),
        parts=" ".join(where.parts),
        insisted=bool(newest and newest.insisted),
        mark=labels.mark(where),
    )
    problem = what_is_missing(run, where)
    if problem:
        run.state = problem
        shares = None
    else:
        shares = likelihoods_of(labels, where)
        judge(run, labels, where)
    write(run, labels, where, shares if run.state == LabelSpread.State.APPLIED else None)
    if newest and same(run, newest):
        return newest
    run.save()
    LabelSpread.objects.filter(pk__lte=run.pk - KEEP).delete()
    logger.info("Moods of %d songs were spread to %d: %s.", run.labels, run.reached, run.state)
    return run


def labels_now(where: Space) -> Labels:
    """Return what curators set, on songs of which something is known and that disagree in nothing.

    A mood entered as shares is labelled by the largest.
    """
    rows = MoodEvidence.objects.filter(kind=CURATOR).order_by("song_id")
    out = set(disagreeing().values_list("pk", flat=True))
    set_by_ear = {
        row.song_id: MOODS.index(row.mood.top)
        for row in rows
        if row.mood is not None and row.song_id not in out
    }
    songs = np.array(list(set_by_ear), dtype=np.int64)
    moods = np.array(list(set_by_ear.values()), dtype=np.int64)
    places = where.snapshot.rows(songs)
    known = places >= 0
    known[known] = where.known[places[known]]
    return Labels(songs[known], moods[known])


def what_is_missing(run: LabelSpread, where: Space) -> str:
    """Return why nothing can be spread, "" where it can."""
    if not where.rows.nnz:
        return str(LabelSpread.State.NO_VECTORS)
    if run.labels < FEWEST:
        return str(LabelSpread.State.FEW)
    return str(LabelSpread.State.ONE_MOOD) if run.moods < 2 else ""


def likelihoods_of(labels: Labels, where: Space) -> Shares:
    """Return how likely each mood is for every song of the catalogue."""
    return likelihoods(where.rows[where.snapshot.rows(labels.songs)], labels.moods, where.rows)


def judge(run: LabelSpread, labels: Labels, where: Space) -> None:
    """Hold labels out, and decide whether the spreading is applied."""
    rows = where.rows[where.snapshot.rows(labels.songs)]
    found: HeldOut | None = held_out(rows, labels.moods, other_evidence(labels.songs), MOST)
    run.state = LabelSpread.State.APPLIED
    if found is not None:
        run.tested, run.before, run.after = found.tested, found.before, found.after
    if not run.insisted and (found is None or found.after < found.before):
        run.state = LabelSpread.State.REFUSED


def other_evidence(songs: NDArray[np.int64]) -> list[Others]:
    """Return what each song's evidence says but the curator's and what was spread."""
    found: dict[int, list[tuple[Mood, float]]] = defaultdict(list)
    for part in batches(songs.tolist(), BATCH):
        rows = MoodEvidence.objects.filter(song__in=part).exclude(kind__in=(CURATOR, KIND))
        for row in rows:
            if row.mood is not None:
                found[row.song_id].append((row.mood, row.weight))
    return [found[song] for song in songs.tolist()]


def write(run: LabelSpread, labels: Labels, where: Space, shares: Shares | None) -> None:
    """Keep the evidence of the songs that are reached, and take back that of all others."""
    before = set(MoodEvidence.objects.filter(kind=KIND).values_list("song_id", flat=True))
    songs = where.snapshot.song_ids
    places = [] if shares is None else reached(where, shares)
    run.reached = len(places)
    for gone in batches(sorted(before - {int(songs[place]) for place in places}), BATCH):
        keep_evidence(KIND, [], gone, gone)
    if shares is None:
        return
    for part in batches(places, BATCH):
        counts = weights(shares[part], MOST)
        rows = [
            evidence_row(int(songs[place]), shares[place], float(count), labels, where)
            for place, count in zip(part, counts, strict=True)
        ]
        if changed := unlike_before(rows):
            keep_evidence(KIND, changed, [], [row.song_id for row in changed])


def reached(where: Space, shares: Shares) -> list[int]:
    """Return the places of the songs that are reached: nobody set them, and they are sure enough.

    A song of which nothing is known, or that disagrees in itself, is not reached.
    """
    found = (weights(shares, MOST) >= LEAST) & where.known
    out = set(disagreeing().values_list("pk", flat=True))
    out |= set(MoodEvidence.objects.filter(kind=CURATOR).values_list("song_id", flat=True))
    found[where.snapshot.known_rows(out)] = False
    return [int(place) for place in np.flatnonzero(found)]


def evidence_row(
    song: int, shares: NDArray[np.float64], weight: float, labels: Labels, where: Space
) -> MoodEvidence:
    """Return what was spread to one song."""
    details = {"labels": len(labels.songs), "parts": list(where.parts)}
    row = MoodEvidence(song_id=song, kind=KIND, weight=round(weight, 4), details=details)
    row.set_mood(Mood(shares))
    return row


def unlike_before(rows: Sequence[MoodEvidence]) -> list[MoodEvidence]:
    """Return the rows that the table does not hold as they are: most stay from run to run."""
    there = MoodEvidence.objects.filter(kind=KIND, song__in=[row.song_id for row in rows])
    kept = {row.song_id: (row.mood, row.weight, row.details) for row in there}
    return [row for row in rows if kept.get(row.song_id) != (row.mood, row.weight, row.details)]


def same(run: LabelSpread, before: LabelSpread) -> bool:
    """Tell whether a run came to what the one before it came to."""
    names = ("state", "mark", "reached", "tested", "before", "after", "insisted")
    return all(getattr(run, name) == getattr(before, name) for name in names)
