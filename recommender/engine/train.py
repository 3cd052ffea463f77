"""Train every engine, publish them, and tell how good the mix is on lists it has not seen."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from recommender.engine.base import Engine, Progress, Query, quiet
from recommender.engine.corpus import Corpus, PlaylistRow
from recommender.engine.kinds import ENGINES, TRAINED, TrainConfig, config_for
from recommender.engine.metrics import chance, hit_rate, mrr, ndcg
from recommender.engine.mixer import fuse
from recommender.engine.publishing import new_version, publish
from recommender.engine.weights import DEFAULT_WEIGHTS

# Lists are judged by whether the hidden song is among the first so many.
HEAD = 10

Metrics = dict[str, dict[str, float]]


def train(
    corpus: Corpus, config: TrainConfig | None = None, progress: Progress = quiet
) -> dict[str, Engine]:
    """Train every engine of TRAINED and make the mood engine; by name."""
    config = config or config_for(corpus)
    engines: dict[str, Engine] = {}
    names = (*TRAINED, "mood")
    for place, name in enumerate(names):
        own = getattr(config, name, None)
        engines[name] = ENGINES[name].fit(corpus, own, _part(progress, place, len(names)))
    return engines


def train_and_publish(
    corpus: Corpus,
    model_dir: Path,
    config: TrainConfig | None = None,
    metrics: Mapping[str, Any] | None = None,
    progress: Progress = quiet,
) -> dict[str, str]:
    """Train, then put every trained engine into service; return the versions by name.

    All are trained before the first is published: a kill while training changes nothing.
    """
    engines = train(corpus, config, progress)
    version = new_version(corpus.data_hash())
    for name in TRAINED:
        engine, found = engines[name], dict(metrics or {})
        publish(
            model_dir,
            name,
            version,
            lambda draft, engine=engine, found=found: engine.save(  # type: ignore[misc]
                draft, version, found
            ),
        )
    return dict.fromkeys(TRAINED, version)


def evaluate_leave_one_out(
    corpus: Corpus,
    config: TrainConfig | None = None,
    weights: Mapping[str, float] = DEFAULT_WEIGHTS,
    progress: Progress = quiet,
    most_turns: int | None = None,
) -> Metrics:
    """Hide every song of every list once and see where it is ranked when the others are given.

    In round i the i-th song of each list is hidden, everything is trained without it, and all
    songs but those given are ranked. Lists of one song are left out; tags are not given.
    `most_turns` stops after so many rounds, since each is a training of its own.
    Returns {"mix", each engine, "popular", "chance"}: hit_rate (first HEAD), mrr, ndcg, n.
    """
    lists = [one for one in corpus.playlists if len(one.songs) > 1]
    rounds = max((len(one.songs) for one in lists), default=0)
    rounds = rounds if most_turns is None else min(rounds, most_turns)
    found: dict[str, list[tuple[float, float, float]]] = {}
    for turn in range(rounds):
        rest = [_without(one, turn) for one in corpus.playlists]
        engines = train(replace(corpus, playlists=rest), config)
        for one in lists:
            if turn < len(one.songs):
                _judge(engines, weights, one, turn, found, len(corpus.song_ids))
        progress((turn + 1) / rounds, "leave one out")
    return {name: _means(rows) for name, rows in sorted(found.items())}


def _judge(
    engines: Mapping[str, Engine],
    weights: Mapping[str, float],
    playlist: PlaylistRow,
    turn: int,
    found: dict[str, list[tuple[float, float, float]]],
    songs: int,
) -> None:
    """Rank the hidden song of one list in every engine and in the mix, and keep the figures."""
    given = tuple(song for place, song in enumerate(playlist.songs) if place != turn)
    hidden = {playlist.songs[turn]}
    rankings = {
        name: engine.rank(Query(seeds=given), songs, given) for name, engine in engines.items()
    }
    ranked = {name: ids.tolist() for name, (ids, _) in rankings.items()}
    ranked["mix"] = fuse(rankings, weights).song_ids.tolist()
    for name, ids in ranked.items():
        row = (hit_rate(ids, hidden, HEAD), mrr(ids, hidden, songs), ndcg(ids, hidden, songs))
        found.setdefault(name, []).append(row)
    left = songs - len(given)
    luck = chance(left, left)
    row = (min(HEAD, left) / left, luck["mrr"], luck["ndcg"])
    found.setdefault("chance", []).append(row)


def _without(playlist: PlaylistRow, turn: int) -> PlaylistRow:
    if len(playlist.songs) < 2:
        return playlist
    songs = tuple(song for place, song in enumerate(playlist.songs) if place != turn)
    return replace(playlist, songs=songs)


def _means(rows: list[tuple[float, float, float]]) -> dict[str, float]:
    means = np.array(rows).mean(axis=0)
    names = (f"hit_rate@{HEAD}", "mrr", "ndcg")
    figures = {name: round(float(mean), 4) for name, mean in zip(names, means, strict=True)}
    return {**figures, "n": len(rows)}


def _part(progress: Progress, place: int, parts: int) -> Callable[[float, str], None]:
    """Progress of one part of the whole, as progress of the whole."""
    return lambda share, what: progress((place + share) / parts, what)
