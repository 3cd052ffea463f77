"""Compare the rules that join genre, sound, listeners and mood into ten similar songs.

    python -m benchmarks.similar_rules               # the starter library
    python -m benchmarks.similar_rules --split DIR   # lists as evaluate_recommender reads

What is asked: a song of a list that no engine has seen. What is right: the other songs of that
list. Every rule sees the same rankings; weights are learned on one half of the lists and judged on
the other. Prints nDCG@10 and precision@10 of each rule, each part alone, and chance.
"""

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np  # noqa: E402

from benchmarks.starter_snapshot import snapshot_from_library  # noqa: E402
from recommender.engine.als import AlsEngine  # noqa: E402
from recommender.engine.artefacts import ArtefactMissing  # noqa: E402
from recommender.engine.base import Engine  # noqa: E402
from recommender.engine.corpus import Corpus, PlaylistRow  # noqa: E402
from recommender.engine.evaluation.corpora import tag_corpus  # noqa: E402
from recommender.engine.evaluation.split import read_split  # noqa: E402
from recommender.engine.kinds import config_for  # noqa: E402
from recommender.engine.metrics import ndcg  # noqa: E402
from recommender.engine.mood import MoodEngine  # noqa: E402
from recommender.engine.neighbours import NeighboursEngine  # noqa: E402
from recommender.engine.publishing import SHIPPED  # noqa: E402
from recommender.engine.similar import joined  # noqa: E402
from recommender.engine.similar_parts import Rule, Said, ask  # noqa: E402
from recommender.engine.snapshot import Snapshot  # noqa: E402
from recommender.engine.sound import SoundEngine  # noqa: E402
from recommender.engine.starter_corpus import (  # noqa: E402
    corpus_from_library,
    read_library,
)
from recommender.engine.train import train_alike  # noqa: E402

FIRST = 10
FOLDS = 5
SEED = 20261121

# What may be learned: how much listeners, mood and the joint engine count. Above 0.6 listeners
# would lead wherever one leans, and the control from genre to sound would do little.
LISTENERS, MOOD, JOINT = (0.0, 0.1, 0.3, 0.6), (0.0, 0.15, 0.3), (0.0, 0.15, 0.3, 0.6)
CONSTANTS = (0.0, 3.0, 10.0, 30.0, 60.0, None)

# A song, what was said of it, the songs of its list, and the list's number.
Asked = tuple[int, Said, frozenset[int], int]


def engines_of(corpus: Corpus, snapshot: Snapshot, sound: SoundEngine | None) -> dict[str, Engine]:
    """Train what speaks for similar songs."""
    config = config_for(corpus)
    engines = train_alike(corpus, sound, config)
    engines["als"] = AlsEngine.fit(corpus, config.als)
    engines["neighbours"] = NeighboursEngine.fit(corpus, config.neighbours)
    engines["mood"] = MoodEngine.from_snapshot(snapshot)
    return engines if sound is None else {**engines, "sound": sound}


def starter() -> Iterator[tuple[dict[str, Engine], Snapshot, list[PlaylistRow]]]:
    """Yield for each fold of the lists: engines trained without them, and those lists."""
    library = read_library()
    corpus, snapshot = corpus_from_library(library), snapshot_from_library(library)
    try:
        sound = SoundEngine.load(SHIPPED / SoundEngine.name)
    except ArtefactMissing:
        sound = None
    lists = list(corpus.playlists)
    for fold in range(FOLDS):
        rest = [one for place, one in enumerate(lists) if place % FOLDS != fold]
        engines = engines_of(replace(corpus, playlists=rest), snapshot, sound)
        yield engines, snapshot, lists[fold::FOLDS]


def split(directory: Path) -> Iterator[tuple[dict[str, Engine], Snapshot, list[PlaylistRow]]]:
    """Yield engines of the training lists and of what people tagged, and the lists of the test."""
    found = read_split(directory)
    corpus = tag_corpus(found, found.song_tags)
    n = len(corpus.song_ids)
    snapshot = Snapshot(
        corpus.song_ids, corpus.mood, corpus.energy, corpus.valence, corpus.arousal,
        corpus.familiar, np.full(n, -1), np.arange(n), np.ones(n, bool), corpus.song_tags,
        corpus.tag_slugs,
    )  # fmt: skip
    known = set(corpus.song_ids.tolist())
    lists = [
        PlaylistRow(tuple(song for song in (*given.songs, *hidden.songs) if song in known))
        for given, hidden in zip(found.questions, found.answers, strict=True)
    ]
    yield engines_of(corpus, snapshot, None), snapshot, lists


def ask_all(
    worlds: Iterator[tuple[dict[str, Engine], Snapshot, list[PlaylistRow]]], a_list: int
) -> tuple[list[Asked], Snapshot]:
    """Ask about some songs of each list, drawn by chance."""
    rng, asked, number = np.random.default_rng(SEED), list[Asked](), 0
    for engines, snapshot, lists in worlds:
        for one in lists:
            number += 1
            for song in rng.permutation(one.songs)[:a_list].tolist():
                said = ask({song: 1.0}, engines, snapshot, {song})
                asked.append((song, said, frozenset(one.songs) - {song}, number))
    return asked, snapshot


def judge(asked: Sequence[Asked], snapshot: Snapshot, rule: Rule, lean: float) -> dict[str, float]:
    """Return nDCG@10 and precision@10 of a rule."""
    figures = []
    for song, said, right, _ in asked:
        found = joined(said, {song: 1.0}, snapshot, FIRST, lean, rule)
        ids = [one.song_id for one in found]
        figures.append((ndcg(ids, right, FIRST), len(right & set(ids)) / FIRST))
    both = np.array(figures).mean(axis=0)
    return {"ndcg@10": round(float(both[0]), 4), "precision@10": round(float(both[1]), 4)}


def rules() -> dict[str, Rule]:
    """Every rule by its name, with the usual weights."""
    return {("scores" if k is None else f"1/({k:g} + place)"): Rule(k=k) for k in CONSTANTS}


def alone(asked: Sequence[Asked], part: str) -> list[Asked]:
    """The same with one engine's rankings alone."""
    return [
        (song, Said(*_only(said, part)), right, number)
        for song, said, right, number in asked
        if part in said.rankings
    ]


def _only(said: Said, part: str) -> tuple:
    ids, scores = said.rankings[part]
    order = np.sort(ids)
    name = "genre" if part == "joint" else part
    return order, {name: (ids, scores)}, np.zeros(len(order)), np.empty(0)


def learn(asked: Sequence[Asked], snapshot: Snapshot, k: float | None) -> Rule:
    """The best weights of all combinations for a constant, at lean one half."""
    candidates = [
        Rule(k, joint, {"listeners": listeners, "mood": mood})
        for listeners, mood, joint in product(LISTENERS, MOOD, JOINT)
    ]
    return max(candidates, key=lambda rule: judge(asked, snapshot, rule, 0.5)["ndcg@10"])


def main() -> None:
    """Ask, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", type=Path)
    parser.add_argument("--songs-a-list", type=int, default=3)
    options = parser.parse_args()
    worlds = split(options.split) if options.split else starter()
    asked, snapshot = ask_all(worlds, options.songs_a_list)
    tune, report = ([one for one in asked if one[3] % 2 == side] for side in (0, 1))
    found = {"asked": len(report)}
    for name, rule in rules().items():
        learned = learn(tune, snapshot, rule.k)
        found[name] = {
            "usual weights": judge(report, snapshot, rule, 0.5),
            "learned weights": judge(report, snapshot, learned, 0.5),
            "on the half they were learned on": judge(tune, snapshot, learned, 0.5),
            "learned": {"joint": learned.joint, **learned.beside},
        }
    for part in sorted({name for _, said, _, _ in report for name in said.rankings}):
        found[f"{part} alone"] = judge(alone(report, part), snapshot, Rule(joint=0), 0.5)
    right = np.mean([len(right) / (len(snapshot) - 1) for _, _, right, _ in report])
    found["chance"] = {"precision@10": round(float(right), 4)}
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
