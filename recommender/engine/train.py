"""Train every engine, and tell how good the mix is on lists it has not seen."""

from collections.abc import Callable
from dataclasses import replace

from recommender.engine.base import Engine, Progress, quiet
from recommender.engine.corpus import Corpus
from recommender.engine.genre import GenreEngine
from recommender.engine.joint import JointEngine
from recommender.engine.kinds import ALIKE, ENGINES, TRAINED, TrainConfig, config_for
from recommender.engine.learning.leave_one_out import Metrics, hide_in_turn, judge, learn_mix
from recommender.engine.mixes import Mix
from recommender.engine.sound import SoundEngine


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


def train_alike(
    corpus: Corpus,
    sound: Engine | None = None,
    config: TrainConfig | None = None,
    progress: Progress = quiet,
) -> dict[str, Engine]:
    """Train every engine of ALIKE, by name; they are no part of the mix, and not judged with it.

    sound: the engine of what was heard of these songs, None if nothing was.
    """
    config = config or config_for(corpus)
    genre = GenreEngine.fit(corpus, config.genre, _part(progress, 0, len(ALIKE)))
    heard = sound if isinstance(sound, SoundEngine) else None
    joining = replace(config.joint, genre=genre, sound=heard)
    joint = JointEngine.fit(corpus, joining, _part(progress, 1, len(ALIKE)))
    return {genre.name: genre, joint.name: joint}


def judge_and_learn(
    corpus: Corpus,
    config: TrainConfig | None = None,
    progress: Progress = quiet,
    most_turns: int | None = None,
) -> tuple[Metrics, Mix]:
    """Hide every song of every list once; return how good that went, and the mix it teaches.

    The figures are of queries that give the list's other songs and nothing else. `most_turns`
    stops after so many songs of each list, since each is a training of its own.
    """
    found = hide_in_turn(corpus, lambda rest: train(rest, config), progress, most_turns)
    return judge(found["songs"], len(corpus.song_ids)), learn_mix(found)


def _part(progress: Progress, place: int, parts: int) -> Callable[[float, str], None]:
    """Progress of one part of the whole, as progress of the whole."""
    return lambda share, what: progress((place + share) / parts, what)
