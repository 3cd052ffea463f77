"""Two worlds that share nothing: joyful songs 10..15 tagged "sun", sad songs 20..25 tagged "rain".

Every list is of one world, so whoever starts in a world belongs to it. Song 10 is in every list
of its world, song 20 in those of the other; no other song is in as many.
"""

import numpy as np
from scipy.sparse import csr_matrix

from emotion.moods import Mood
from recommender.engine.als import AlsConfig
from recommender.engine.base import Query
from recommender.engine.corpus import Corpus, PlaylistRow
from recommender.engine.genre import GenreConfig
from recommender.engine.joint import JointConfig, Learning
from recommender.engine.kinds import TrainConfig
from recommender.engine.lyrics import LyricsConfig
from recommender.engine.snapshot import Snapshot
from recommender.engine.sound import SoundConfig
from recommender.engine.tag2vec_fit import Tag2VecConfig

SUN = (10, 11, 12, 13, 14, 15)
RAIN = (20, 21, 22, 23, 24, 25)
IDS = np.array([*SUN, *RAIN], dtype=np.int64)

CONFIG = TrainConfig(
    als=AlsConfig(factors=4, regularization=1.0, alpha=10.0, rarity=0.0),
    genre=GenreConfig(size=8, epochs=80),
    joint=JointConfig(Learning(steps=60, batch=64), genre_config=GenreConfig(size=8, epochs=80)),
    tag2vec=Tag2VecConfig(size=8, epochs=80, negative=5, window=8),
)

# Nothing that is sung of rain shares a word with what is sung of the sun.
LINES = LyricsConfig(
    {
        **{song: [f"Sunshine on my shoulder, take {song}", "햇살이 어깨에 앉아요"] for song in SUN},
        **{
            song: [f"Rain is knocking at the gate, {song}", "비가 대문을 두드려요"] for song in RAIN
        },
    }
)

# The songs of each world sound alike, no two the same.
SOUNDS = SoundConfig(
    {
        song: np.array([song in SUN, song in RAIN, song % 10 / 20], dtype=np.float32)
        for song in (*SUN, *RAIN)
    },
    "tiny",
)


def shared_arrays() -> dict:
    """What a corpus and a snapshot of the two worlds have in common."""
    joy, sad = Mood.of("joy").shares, Mood.of("sadness").shares
    sunny = np.repeat([1.0, 0.0], 6).astype(np.float32)
    return {
        "song_ids": IDS,
        "tag_slugs": ("rain", "sun"),
        "song_tags": csr_matrix(np.stack([1 - sunny, sunny], axis=1)),
        "mood": np.array([joy] * 6 + [sad] * 6),
        "energy": (0.2 + 0.6 * sunny).astype(np.float32),
        "valence": (1.2 * sunny - 0.6).astype(np.float32),
        "arousal": (0.6 * sunny - 0.3).astype(np.float32),
        "familiar": np.tile([0.0, 1.0], 6).astype(np.float32),
    }


def corpus() -> Corpus:
    """Ten lists, five a world: each leaves out one of the five songs that are not the hit."""
    lists = [
        PlaylistRow(tuple(song for song in world if song != world[left_out]), (tag,), "tiny")
        for world, tag in ((SUN, "sun"), (RAIN, "rain"))
        for left_out in range(1, 6)
    ]
    return Corpus(**shared_arrays(), playlists=lists)


def snapshot(**changes) -> Snapshot:
    """The twelve songs as a catalogue: twelve artists, no copies, all available."""
    arrays = {
        **shared_arrays(),
        "artist_ids": np.arange(12, dtype=np.int64),
        "duplicate_keys": np.arange(12, dtype=np.int64),
        "available": np.ones(12, dtype=bool),
    }
    return Snapshot(**{**arrays, **changes})


SUNNY = Query(
    seeds=(11, 12), tags={"sun": 1.0}, mood=Mood.of("joy"), likes=(13,), text="Sunshine, sunshine!"
)
