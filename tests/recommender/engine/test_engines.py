"""Every engine answers to the one interface."""

from emotion.moods import Mood
from recommender.engine.als import AlsEngine
from recommender.engine.base import Query
from recommender.engine.genre import GenreEngine
from recommender.engine.joint import JointEngine
from recommender.engine.kinds import ENGINES
from recommender.engine.lyrics import LyricsEngine
from recommender.engine.mood import MoodEngine
from recommender.engine.neighbours import NeighboursEngine
from recommender.engine.popular import PopularEngine
from recommender.engine.sound import SoundEngine
from recommender.engine.tag2vec import Tag2VecEngine
from tests.recommender.engine.conformance import EngineConformance
from tests.recommender.engine.tiny import RAIN, SUN


class TestPopular(EngineConformance):
    kind = PopularEngine
    answer_key = [(Query(), {10, 20}), (Query(seeds=(21,)), {10, 20})]


class TestMood(EngineConformance):
    kind = MoodEngine
    answer_key = [
        (Query(mood=Mood.of("joy")), set(SUN)),
        (Query(mood=Mood.of("sadness")), set(RAIN)),
        (Query(seeds=(21,)), set(RAIN)),
        (Query(seeds=(21,), mood=Mood.of("joy")), set(SUN)),
    ]


class TestLyrics(EngineConformance):
    kind = LyricsEngine
    answer_key = [
        (Query(text="Sunshine on my shoulder."), set(SUN)),
        (Query(text="I stayed in bed. The rain was knocking at the gate."), set(RAIN)),
        (Query(text="비가 대문을 두드렸다"), set(RAIN)),
        (Query(text="햇살이 어깨에 앉았다", mood=Mood.of("sadness"), seeds=(21,)), set(SUN)),
        (Query(seeds=(21,), mood=Mood.of("joy")), set()),
    ]


class TestAls(EngineConformance):
    kind = AlsEngine
    answer_key = [
        (Query(seeds=(11,)), set(SUN)),
        (Query(likes=(22,)), set(RAIN)),
        (Query(seeds=(11, 12), dislikes=(21,)), set(SUN)),
        (Query(tags={"rain": 1.0}), set(RAIN)),
        (Query(tags={"rain": -1.0, "sun": 0.5}), set(SUN)),
    ]


class TestNeighbours(EngineConformance):
    kind = NeighboursEngine
    answer_key = [
        (Query(seeds=(11,)), set(SUN)),
        (Query(likes=(22,)), set(RAIN)),
        (Query(seeds=(11, 12), dislikes=(21,)), set(SUN)),
    ]


class TestGenre(EngineConformance):
    kind = GenreEngine
    answer_key = [
        (Query(seeds=(11,)), set(SUN)),
        (Query(tags={"rain": 1.0}), set(RAIN)),
        (Query(mood=Mood.of("joy")), set(SUN)),
        (Query(likes=(22,)), set(RAIN)),
        (Query(tags={"rain": -1.0, "sun": 0.5}), set(SUN)),
        (Query(seeds=(11,), dislikes=(21,)), set(SUN)),
    ]


class TestJoint(EngineConformance):
    kind = JointEngine
    answer_key = [
        (Query(seeds=(11,)), set(SUN)),
        (Query(likes=(22,)), set(RAIN)),
        (Query(seeds=(11, 12), dislikes=(21,)), set(SUN)),
        (Query(tags={"rain": 1.0}), set()),
    ]


class TestSound(EngineConformance):
    kind = SoundEngine
    answer_key = [
        (Query(seeds=(11,)), set(SUN)),
        (Query(likes=(22,)), set(RAIN)),
        (Query(seeds=(11, 12), dislikes=(21,)), set(SUN)),
        (Query(tags={"rain": 1.0}, mood=Mood.of("joy")), set()),
    ]


class TestTag2Vec(EngineConformance):
    kind = Tag2VecEngine
    answer_key = [
        (Query(seeds=(11,)), set(SUN)),
        (Query(tags={"rain": 1.0}), set(RAIN)),
        (Query(mood=Mood.of("joy")), set(SUN)),
        (Query(likes=(22,)), set(RAIN)),
        (Query(tags={"rain": -1.0, "sun": 0.5}), set(SUN)),
    ]


def test_no_engine_goes_untested():
    tested = {test.kind for test in EngineConformance.__subclasses__()}
    assert set(ENGINES.values()) == tested
