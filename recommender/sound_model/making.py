"""From the spectrograms of songs to the model that hears: train, export, and learn the map."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from recommender.engine.artefacts import Meta, Origin, seal
from recommender.hearing.mel import FRAMES_A_SECOND, RANGE_DB, level_free
from recommender.sound_model import NAME
from recommender.sound_model.alterations import in_turns
from recommender.sound_model.augment import altered
from recommender.sound_model.evaluation import mfcc_statistics, share_of_partners
from recommender.sound_model.export import to_litert
from recommender.sound_model.hearing import Network, SoundModel, features
from recommender.sound_model.linear import Fitting, fit
from recommender.sound_model.patches import patches_of
from recommender.sound_model.training import Config, Told, train

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

# Fewer songs say nothing about what tells songs apart.
FEWEST_SONGS = 20


@dataclass(frozen=True)
class Recipe:
    """Everything that the model depends on beside the songs.

    excerpts: so many of each song the map is learned from, every other one altered.
    shortest, longest: frames of an excerpt.
    """

    network: Config = field(default_factory=Config)
    map: Fitting = field(default_factory=Fitting)
    excerpts: int = 12
    shortest: int = 400
    longest: int = 1500


def make(
    songs: Sequence[Bytes], others: Sequence[Bytes], recipe: Recipe, work: Path, told: Told
) -> tuple[SoundModel, dict[str, float]]:
    """Train on spectrograms (48, T) as `quantised`, FEWEST_SONGS or more; resumes in `work`.

    Return the model, and how it hears the `others`. Those have no part in the network, nor in the
    map that is judged; the map that is returned is learned from all of them.
    """
    networks = train(songs, recipe.network, work, told)
    some = np.concatenate([patches_of(as_floats(song[:, :1000])) for song in songs[:8]])
    exported = to_litert(networks.encoder, some)
    network = Network(exported)
    rows = excerpts_of(network, songs, recipe)
    model = SoundModel(exported, fit(rows, network.size, recipe.map))
    if len(others) < 2:
        return model, {}
    figures = judge(model, others)
    rows = np.concatenate([rows, excerpts_of(network, others, recipe)])
    return SoundModel(exported, fit(rows, network.size, recipe.map)), figures


def excerpts_of(network: Network, songs: Sequence[Bytes], recipe: Recipe) -> Floats:
    """Return features of excerpts of the songs, (n, k, D): what the map is learned from.

    Each song has a number of the seed of its own.
    """
    rows = []
    for place, song in enumerate(songs):
        rng = np.random.default_rng((recipe.network.seed, 1, place))
        cut = [excerpt(song, recipe, rng, number % 2 == 1) for number in range(recipe.excerpts)]
        rows.append([features(network, one) for one in cut])
    return np.array(rows, dtype=np.float32)


def excerpt(song: Bytes, recipe: Recipe, rng: Generator, change: bool) -> Floats:
    """Return a part of a song (48, t) from anywhere, level-free, maybe altered."""
    length = min(song.shape[1], int(rng.integers(recipe.shortest, recipe.longest + 1)))
    start = rng.integers(song.shape[1] - length + 1)
    part = as_floats(song[:, start : start + length])
    if change:
        part = altered(part.T, rng).T
    return level_free(part * RANGE_DB)


def as_floats(cells: Bytes) -> Floats:
    """Return a quantised spectrogram as 0..1."""
    return cells.astype(np.float32) / np.float32(255)


def judge(model: SoundModel, songs: Sequence[Bytes]) -> dict[str, float]:
    """Return how often a song's stretches in turns find each other, and so the baseline's."""
    pairs = [part for song in songs for part in in_turns(as_floats(song) * RANGE_DB)]
    mels = [level_free(part) for part in pairs]
    plain = np.stack([mfcc_statistics(mel) for mel in mels])
    plain = (plain - plain.mean(axis=0)) / (plain.std(axis=0) + 1e-9)
    plain /= np.linalg.norm(plain, axis=1, keepdims=True)
    silent = np.zeros(model.projection.size, np.float32)
    ours = np.stack([silent if (v := model.vector(mel)) is None else v for mel in mels])
    return {
        "songs": len(songs),
        "turns": share_of_partners(ours),
        "turns_mfcc": share_of_partners(plain),
    }


def write(
    directory: Path, model: SoundModel, recipe: Recipe, songs: Sequence[Bytes], about: Meta
) -> Meta:
    """Write the artefact into an empty directory; `about` gives its version, date and figures."""
    model.write(directory)
    minutes = sum(song.shape[1] for song in songs) / FRAMES_A_SECOND / 60
    config: dict[str, Any] = {**asdict(recipe), "minutes": round(minutes), **about.origin.config}
    origin = Origin(config, recipe.network.seed, hash_of(songs))
    return seal(directory, Meta(NAME, origin, len(songs), about.version, about.date, about.metrics))


def hash_of(songs: Sequence[Bytes]) -> str:
    """Return a hash of what was heard."""
    digest = hashlib.sha256()
    for song in songs:
        digest.update(song.tobytes())
    return digest.hexdigest()
