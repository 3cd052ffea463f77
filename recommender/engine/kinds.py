"""The engines that there are, and how each is trained by default."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from recommender.engine.als import AlsConfig, AlsEngine
from recommender.engine.base import Engine
from recommender.engine.corpus import Corpus
from recommender.engine.genre import GenreConfig, GenreEngine
from recommender.engine.joint import JointConfig, JointEngine, Learning
from recommender.engine.lyrics import LyricsEngine
from recommender.engine.mood import MoodEngine
from recommender.engine.neighbours import NeighboursConfig, NeighboursEngine
from recommender.engine.popular import PopularConfig, PopularEngine
from recommender.engine.sound import SoundEngine
from recommender.engine.tag2vec import Tag2VecEngine
from recommender.engine.tag2vec_fit import Tag2VecConfig

ENGINES: Mapping[str, type[Engine]] = MappingProxyType(
    {
        engine.name: engine
        for engine in (
            AlsEngine,
            GenreEngine,
            JointEngine,
            LyricsEngine,
            MoodEngine,
            NeighboursEngine,
            PopularEngine,
            SoundEngine,
            Tag2VecEngine,
        )
    }
)

# Engines that are trained, judged, mixed and published together; those of mood, of lyrics and of
# sound are made of the catalogue alone.
TRAINED = ("als", "neighbours", "popular", "tag2vec")

# Engines of songs that are alike: trained and published with the others, and in no mood's list.
ALIKE = ("genre", "joint")

# A catalogue with fewer lists than this has too little to fill 128 dimensions.
FEW_LISTS = 1000


@dataclass(frozen=True)
class TrainConfig:
    """One configuration for each engine that is trained."""

    als: AlsConfig = field(default_factory=AlsConfig)
    genre: GenreConfig = field(default_factory=GenreConfig)
    joint: JointConfig = field(default_factory=JointConfig)
    neighbours: NeighboursConfig = field(default_factory=NeighboursConfig)
    popular: PopularConfig = field(default_factory=PopularConfig)
    tag2vec: Tag2VecConfig = field(default_factory=Tag2VecConfig)


def config_for(corpus: Corpus) -> TrainConfig:
    """The configuration for a training set of this size."""
    if len(corpus.playlists) + len(corpus.listeners) >= FEW_LISTS:
        return TrainConfig()
    return TrainConfig(
        als=AlsConfig(factors=16, regularization=1.0, alpha=10.0, rarity=0.0),
        genre=GenreConfig(size=32, epochs=60),
        joint=JointConfig(Learning(steps=400, batch=256)),
        tag2vec=Tag2VecConfig(size=32, epochs=60, negative=5, playlist_repeats=2),
    )
