"""Make up a catalogue of any size and engines as if trained on it, without training.

What makes nearest neighbours easy or hard is kept as found on Last.fm HetRec (14,487 artists,
128 dimensions): ALS vectors of nearly full rank (half of the energy in 45 of 128 dimensions) whose
lengths run from 0.25 for what one list holds to 2.6 for the best known; tag2vec's output vectors
around one common vector, in few dimensions, with a prior of 0.75 log counts. Popularity falls as
a power of the rank. Songs lie around artists, artists around scenes, scenes of very unequal size.
"""

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from emotion.moods import MOODS, Mood
from recommender.engine.als import AlsConfig, AlsEngine
from recommender.engine.artefacts import Origin
from recommender.engine.base import Engine
from recommender.engine.genre import GenreConfig, GenreEngine
from recommender.engine.joint import JointEngine
from recommender.engine.joint_fit import Maps
from recommender.engine.neighbours import NeighboursConfig, NeighboursEngine
from recommender.engine.neighbours_fit import Links
from recommender.engine.placed import Placed, unit
from recommender.engine.popular import PopularEngine
from recommender.engine.sentences import mood_word, tag_word
from recommender.engine.snapshot import Snapshot
from recommender.engine.sound import SoundEngine
from recommender.engine.tag2vec import SongVectors, Tag2VecEngine
from recommender.engine.tag2vec_fit import Tag2VecConfig
from recommender.engine.tag_map import TagMap

Vectors = NDArray[np.float32]

DIMENSIONS = 128
GENRE_WIDTH, SOUND_WIDTH = 64, 199
SONGS_AN_ARTIST = 10
SONGS_A_SCENE = 500
TAGS = 2000
TAGS_A_SONG = 8
# The count of the r-th song is MOST_LISTS (r + 1)^-FALL: HetRec's head, and a long tail of ones.
MOST_LISTS, FALL = 20000.0, 0.75
BLOCK = 50_000


@dataclass(frozen=True)
class World:
    """Who belongs where: artist and scene of each song, and in how many lists it is."""

    seed: int
    scene: NDArray[np.int64]
    artist: NDArray[np.int64]
    counts: Vectors

    @classmethod
    def make(cls, songs: int, seed: int) -> "World":
        """Draw artists by scene and songs by artist, both unequally."""
        rng = np.random.default_rng(seed)
        artists, scenes = max(1, songs // SONGS_AN_ARTIST), max(4, songs // SONGS_A_SCENE)
        home = unequal(rng, scenes, artists)
        artist = unequal(rng, artists, songs, 0.5)
        counts = np.maximum(1, MOST_LISTS * (1 + rng.permutation(songs)) ** -FALL)
        return cls(seed, home[artist], artist, counts.astype(np.float32))

    def __len__(self) -> int:
        return len(self.scene)

    def directions(self, name: int, flatness: float, width: int = DIMENSIONS) -> Vectors:
        """Unit vectors (songs, width); the k-th axis has weight (k + 1)^-flatness.

        0.2 is close to ALS on real lists, 1 to tag2vec. `name` tells one space from another.
        """
        rng = np.random.default_rng((self.seed, name))
        axes = (np.arange(width) + 1.0) ** -flatness
        draw = lambda rows: rng.standard_normal((rows, width), np.float32) * axes  # noqa: E731
        scenes, artists = draw(int(self.scene.max()) + 1), draw(int(self.artist.max()) + 1)
        found = np.empty((len(self), width), dtype=np.float32)
        for start in range(0, len(self), BLOCK):
            part = slice(start, start + BLOCK)
            rows = scenes[self.scene[part]] + 0.8 * artists[self.artist[part]]
            rows += 0.8 * draw(len(rows))
            found[part] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return found


def unequal(rng: np.random.Generator, kinds: int, n: int, fall: float = 0.8) -> NDArray[np.int64]:
    """Draw `n` of `kinds` with weights that fall as a power of the rank."""
    weights = (np.arange(kinds) + 1.0) ** -fall
    return rng.choice(kinds, size=n, p=weights / weights.sum())


def als_engine(world: World) -> AlsEngine:
    """ALS as trained: the more lists, the longer the vector; a tag points where some songs are."""
    vectors = world.directions(1, 0.2)
    vectors *= (0.25 * world.counts**0.25)[:, None]
    some = np.random.default_rng((world.seed, 5)).integers(0, len(world), size=(TAGS, 8))
    tags = TagMap(
        tag_names(),
        vectors[some].mean(axis=1),
        np.ones(TAGS, dtype=np.float32),
        vectors[:BLOCK].mean(axis=0),
    )
    worth = (world.counts / world.counts.mean()).astype(np.float32) ** -0.4
    engine = AlsEngine(song_ids(world), vectors, worth, tags, AlsConfig())
    engine.origin = Origin(asdict(AlsConfig()), 0, "made up")
    return engine


def neighbours_engine(world: World) -> NeighboursEngine:
    """As many links as the engine allows itself, most of them within the scene."""
    rng, config = np.random.default_rng((world.seed, 6)), NeighboursConfig()
    n, width = len(world), config.width(len(world))
    order = np.argsort(world.scene, kind="stable")
    place = np.empty(n, dtype=np.int64)
    place[order] = np.arange(n)
    to = np.empty((n, width), dtype=np.int32)
    for start in range(0, n, BLOCK):
        near = place[start : start + BLOCK, None]
        steps = rng.integers(-2 * SONGS_A_SCENE, 2 * SONGS_A_SCENE, (len(near), width))
        to[start : start + BLOCK] = np.sort(order[(near + steps) % n], axis=1)
    share = world.counts / world.counts.sum(dtype=np.float64)
    links = Links(
        np.arange(n + 1, dtype=np.int64) * width,
        to.reshape(-1),
        rng.random(n * width, dtype=np.float32) * np.float32(0.1),
        np.full(n, 0.1, dtype=np.float32),
        share.astype(np.float32),
    )
    engine = NeighboursEngine(song_ids(world), links, config)
    engine.origin = Origin(asdict(config), 0, "made up")
    return engine


def tag2vec_engine(world: World) -> Tag2VecEngine:
    """Output vectors around one that is common to all, inputs near their own outputs' direction."""
    rng = np.random.default_rng((world.seed, 2))
    own = world.directions(3, 0.7)
    common = rng.standard_normal(DIMENSIONS).astype(np.float32)
    common *= -1.3 / np.linalg.norm(common)
    reach = (0.6 + 0.15 * np.log(world.counts))[:, None].astype(np.float32)
    outputs = common + own * reach
    inputs = own * (1.0 + 0.25 * np.log(world.counts))[:, None] - common * np.float32(0.7)
    words = [mood_word(name) for name in MOODS] + [tag_word(name) for name in tag_names()]
    # A tag's vector is the mean of a few songs of one scene, as if those carried it.
    some = rng.integers(0, len(world), size=(len(words), 8))
    word_inputs = inputs[some].mean(axis=1)
    prior = (0.75 * np.log(world.counts)).astype(np.float32)
    songs = SongVectors(song_ids(world), inputs.astype(np.float32), outputs, prior)
    places = {word: place for place, word in enumerate(words)}
    engine = Tag2VecEngine(songs, places, word_inputs, word_inputs.copy(), Tag2VecConfig())
    engine.origin = Origin(asdict(Tag2VecConfig()), 0, "made up")
    return engine


def popular_engine(world: World) -> PopularEngine:
    """Popularity by the same counts."""
    engine = PopularEngine(song_ids(world), np.log1p(world.counts))
    engine.origin = Origin({"listener_weight": 1.0}, 0, "made up")
    return engine


def alike_engines(world: World) -> list[Engine]:
    """Genre, sound and their joint space: unit vectors by scene and artist, each space its own."""
    ids, rng = song_ids(world), np.random.default_rng((world.seed, 7))
    genre, sound, joint = (
        world.directions(space, 0.5, width)
        for space, width in ((11, GENRE_WIDTH), (12, SOUND_WIDTH), (13, GENRE_WIDTH))
    )
    words = {tag_word(name): place for place, name in enumerate(tag_names())}
    word_vectors = unit(rng.standard_normal((TAGS, GENRE_WIDTH), np.float32))
    weights = np.ones(TAGS, dtype=np.float32)
    maps = Maps(
        np.eye(GENRE_WIDTH, dtype=np.float32),
        rng.standard_normal((SOUND_WIDTH, GENRE_WIDTH), np.float32),
    )
    engines: list[Engine] = [
        GenreEngine(Placed(ids, unit(genre)), words, word_vectors, weights),
        SoundEngine(ids, unit(sound)),
        JointEngine(Placed(ids, unit(joint)), maps),
    ]
    engines[0].origin = Origin(asdict(GenreConfig()), 0, "made up")
    engines[1].origin = Origin({"network": "made up"}, 0, "made up")
    engines[2].origin = Origin({"network": "made up", "genre": "made up"}, 0, "made up")
    return engines


def song_ids(world: World) -> NDArray[np.int64]:
    """Keys as a database gives them: ascending, with gaps."""
    return np.arange(len(world), dtype=np.int64) * 3 + 10_000


def tag_names() -> tuple[str, ...]:
    """The slugs of all tags."""
    return tuple(f"tag-{tag}" for tag in range(TAGS))


def snapshot(world: World) -> Snapshot:
    """The catalogue: moods by scene, one song in fifty a copy or not to be played."""
    rng = np.random.default_rng((world.seed, 4))
    n, scenes = len(world), int(world.scene.max()) + 1
    moods = rng.dirichlet(np.full(len(MOODS), 0.6), size=scenes)[world.scene]
    moods = (moods + rng.dirichlet(np.full(len(MOODS), 1.0), size=n)) / 2
    affect = np.array([[Mood.of(name).valence, Mood.of(name).arousal] for name in MOODS])
    place = np.clip(moods @ affect + rng.normal(0, 0.15, (n, 2)), -1, 1).astype(np.float32)
    copies = np.arange(n)
    copies[rng.random(n) < 0.02] -= 1
    return Snapshot(
        song_ids=song_ids(world),
        mood=(moods / moods.sum(axis=1, keepdims=True)).astype(np.float32),
        energy=np.clip(place[:, 1] / 2 + 0.5 + rng.normal(0, 0.1, n), 0, 1).astype(np.float32),
        valence=place[:, 0].copy(),
        arousal=place[:, 1].copy(),
        familiar=(world.counts > np.quantile(world.counts, 0.9)).astype(np.float32),
        artist_ids=world.artist,
        duplicate_keys=copies,
        available=rng.random(n) > 0.02,
        song_tags=tag_rows(rng, world),
        tag_slugs=tag_names(),
    )


def tag_rows(rng: np.random.Generator, world: World) -> csr_matrix:
    """Eight tags a song, some of its scene's and some of everyone's."""
    n = len(world)
    columns = unequal(rng, TAGS, n * TAGS_A_SONG).reshape(n, TAGS_A_SONG).astype(np.int32)
    columns[:, :3] = (world.scene[:, None] * 7 + np.arange(3)) % TAGS
    weights = rng.uniform(0.2, 1.0, columns.size).astype(np.float32)
    indptr = np.arange(n + 1, dtype=np.int64) * TAGS_A_SONG
    matrix = csr_matrix((weights, columns.reshape(-1), indptr), shape=(n, TAGS))
    matrix.sum_duplicates()
    return matrix


def write(directory: Path, songs: int, seed: int) -> World:
    """Write the artefacts, each into a folder of its name."""
    world = World.make(songs, seed)
    for make in (als_engine, tag2vec_engine, neighbours_engine, popular_engine):
        _save(directory, make(world))
    return world


def write_alike(directory: Path, songs: int, seed: int) -> World:
    """Write what speaks for similar songs: listeners, genre, sound and the joint space."""
    world = World.make(songs, seed)
    for engine in (als_engine(world), neighbours_engine(world), *alike_engines(world)):
        _save(directory, engine)
    return world


def _save(directory: Path, engine: Engine) -> None:
    home = directory / engine.name
    home.mkdir(parents=True)
    engine.save(home, "made-up")
