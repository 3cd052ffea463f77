"""Simulate a curator who sets moods by ear on the starter library: what do the first labels bring?

    python -m benchmarks.label_spreading [--rounds 20] [--compare]

A third of the 60 pieces is held out, evenly by mood. Of the others the curator sets a few at
random, then ten at a time, in the order of the queue or at random; the mood that was composed is
what the curator hears. After each ten: the share of the held-out pieces whose leading mood is the
composed one, as the site would have it from their sound alone (their tags of mood are hidden) and
with spreading. Means over rounds, with the standard error. ``--compare`` tries the classifiers,
the vectors and the weights instead, at 30 labels.

The vectors are those that ship with the code, and the tags without those of moods. The tags are
the composer's own, and tell the occasion that a piece was written for: those of other people's
files tell less.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from benchmarks.mood_from_sound import pieces
from emotion.moods import MOODS, Mood
from recommender.engine.sound import SoundEngine
from recommender.hearing.feeling import feeling
from recommender.spreading.classify import MOST, likelihoods, weights
from recommender.spreading.order import in_order
from recommender.spreading.rows import SOUND, TAGS, joined, rare_for_more, units

ROOT = Path(__file__).resolve().parents[1]
FIRST, STEP = 6, 10
HELD_OUT = 3  # one in so many

Rows = csr_matrix
Classifier = Callable[[Rows, Sequence[int], Rows], NDArray[np.float64]]


class Stage:
    """The 60 pieces: composed moods, what sound says of them, and their vectors."""

    def __init__(self) -> None:
        both = pieces()
        self.truth = np.array([MOODS.index(Mood.from_dict(s["mood"]).top) for s, _ in both])
        read = [feeling(heard) for _, heard in both]
        self.others = [[(one.mood, one.trust)] for one in read]
        self.sound = sound_rows([song["number"] for song, _ in both])
        self.tags = tag_rows([song for song, _ in both])
        self.both = joined({SOUND: self.sound, TAGS: self.tags}, len(self.truth))

    def moods(self, spread: NDArray[np.float64] | None, most: float) -> list[Mood]:
        """Each song's mood by its sound, and by what was spread to it."""
        if spread is None:
            return [own[0][0] for own in self.others]
        counts = weights(spread, most)
        return [
            Mood.blend([*own, (Mood(share), float(count))])
            for own, share, count in zip(self.others, spread, counts, strict=True)
        ]


def sound_rows(numbers: Sequence[int]) -> Rows:
    """The shipped sound vectors, about their mean."""
    engine = SoundEngine.load(ROOT / "recommender" / "artifacts" / "sound")
    at = {int(song): place for place, song in enumerate(engine.song_ids)}
    vectors = np.asarray(engine.vectors)[[at[number] for number in numbers]]
    return units(csr_matrix(vectors - vectors.mean(axis=0)))


def tag_rows(songs: Sequence[Any]) -> Rows:
    """Tags without those of moods, rare ones for more."""
    library = json.loads((ROOT / "starter" / "library.json").read_text(encoding="utf-8"))
    slugs = [tag["slug"] for tag in library["tags"] if tag["kind"] != "mood"]
    found = np.array([[song["tags"].get(slug, 0.0) for slug in slugs] for song in songs])
    return units(rare_for_more(csr_matrix(found)))


def nearest(labelled: Rows, moods: Sequence[int], songs: Rows) -> NDArray[np.float64]:
    """Votes of the five nearest, by cosine."""
    near = np.asarray((songs @ labelled.T).todense())
    best = np.argsort(-near, axis=1)[:, :5]
    found = np.full((songs.shape[0], len(MOODS)), 1e-3)
    for row, places in enumerate(best):
        for place in places:
            found[row, moods[place]] += max(near[row, place], 0.0)
    return found / found.sum(axis=1, keepdims=True)


def over_a_graph(labelled: Rows, moods: Sequence[int], songs: Rows) -> NDArray[np.float64]:
    """scikit-learn's LabelSpreading over labelled and open songs together."""
    from sklearn.semi_supervised import LabelSpreading

    rows = np.vstack([labelled.toarray(), songs.toarray()])
    known = np.concatenate([np.asarray(moods), np.full(songs.shape[0], -1)])
    model = LabelSpreading(kernel="knn", n_neighbors=5, max_iter=100).fit(rows, known)
    found = np.full((songs.shape[0], len(MOODS)), 1e-3)
    share = np.nan_to_num(model.label_distributions_[labelled.shape[0] :])
    found[:, model.classes_] += share
    return found / found.sum(axis=1, keepdims=True)


def split(truth: NDArray[np.int64], dice: np.random.Generator) -> tuple[Any, Any]:
    """Places of the pool and of the held-out songs, the latter evenly by mood."""
    held: list[int] = []
    for mood in range(len(MOODS)):
        own = dice.permutation(np.flatnonzero(truth == mood))
        held += own[: len(own) // HELD_OUT].tolist()
    return np.setdiff1d(np.arange(len(truth)), held), np.array(held)


def agreement(stage: Stage, moods: Sequence[Mood], places: NDArray[np.int64]) -> float:
    """The share of these songs whose leading mood is the composed one."""
    return float(np.mean([moods[place].top == MOODS[stage.truth[place]] for place in places]))


def one_round(stage: Stage, seed: int, queue: bool, most: float) -> list[float]:
    """Agreement on the held-out songs without labels, and after 6, 16, 26 and 36."""
    dice = np.random.default_rng(seed)
    pool, held = split(stage.truth, dice)
    deal = dice.permutation(pool)
    labels, rest = list(deal[:FIRST]), deal[FIRST:]
    moods = stage.moods(None, most)
    found = [agreement(stage, moods, held)]
    while True:
        truth = stage.truth[labels]
        spread = likelihoods(stage.both[labels], truth, stage.both) if len(set(truth)) > 1 else None
        moods = stage.moods(spread, most)
        found.append(agreement(stage, moods, held))
        if len(rest) < STEP:
            return found
        if queue:
            shares = np.array([mood.shares for mood in moods])
            chosen = in_order(shares, stage.both, np.array(labels), np.sort(rest), STEP)
        else:
            chosen = rest[:STEP]
        labels += chosen.tolist()
        rest = np.array([place for place in rest if place not in set(chosen.tolist())])


def compare(stage: Stage, rounds: int) -> None:
    """Print agreement at 30 labels by classifier, vectors and weight."""
    classifiers: dict[str, Classifier] = {
        "logistic": likelihoods, "nearest": nearest, "graph": over_a_graph,
    }  # fmt: skip
    spaces = {"sound": stage.sound, "tags": stage.tags, "both": stage.both}
    for space, rows in spaces.items():
        for name, classify in classifiers.items():
            line = []
            for most in (0.25, 0.5, 1.0, 1000.0):
                found = []
                for seed in range(rounds):
                    dice = np.random.default_rng(seed)
                    pool, held = split(stage.truth, dice)
                    labels = dice.permutation(pool)[:30]
                    spread = classify(rows[labels], stage.truth[labels].tolist(), rows)
                    found.append(agreement(stage, stage.moods(spread, most), held))
                line.append(f"{most}: {np.mean(found):.3f}")
            print(f"{space:6} {name:9} weight {'  '.join(line)}")


def main() -> None:
    """Print the curves."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--most", type=float, default=MOST)
    parser.add_argument("--compare", action="store_true")
    options = parser.parse_args()
    stage = Stage()
    if options.compare:
        return compare(stage, options.rounds)
    for name, queue in (("queue", True), ("random", False)):
        found = np.array(
            [one_round(stage, seed, queue, options.most) for seed in range(options.rounds)]
        )
        error = found.std(axis=0) / np.sqrt(options.rounds)
        marks = ["none", *(str(FIRST + STEP * step) for step in range(found.shape[1] - 1))]
        line = "  ".join(
            f"{mark}: {mean:.3f} ±{off:.3f}"
            for mark, mean, off in zip(marks, found.mean(axis=0), error, strict=True)
        )
        print(f"{name:7} {line}")


if __name__ == "__main__":
    main()
