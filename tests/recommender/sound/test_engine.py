"""What is the sound engine's own, beyond what every engine does (engine/test_engines.py)."""

import numpy as np
import pytest

from recommender.engine.artefacts import ArtefactDamaged, save_array, seal
from recommender.engine.base import Query
from recommender.engine.placed import unit
from recommender.engine.sound import SoundConfig, SoundEngine
from recommender.sound_model import cues
from recommender.sound_model.cues import hearer
from tests.recommender.engine.tiny import corpus


def engine(vectors: dict[int, list[float]]) -> SoundEngine:
    held = {song: np.array(vector, np.float32) for song, vector in vectors.items()}
    return SoundEngine.fit(corpus(), SoundConfig(held, hearer("n1")))


COMPASS = {
    1: [1, 0], 2: np.array([1, 0.2]) / np.sqrt(1.04), 3: [0, 1], 4: [-1, 0], 5: [0.7, 0.7],
}  # fmt: skip


def test_a_shorter_vector_is_no_further_and_no_nearer_in_its_direction():
    found = engine({1: [1, 0], 2: [0.6, 0.8], 3: [0.6, 0], 4: [0, 0.6]})
    ids, scores = found.similar([1], 3)
    assert ids.tolist() == [2, 3, 4]
    assert scores.tolist() == pytest.approx([0.6, 0.6, 0])
    assert unit(np.zeros((1, 2), np.float32)).tolist() == [[0, 0]]


def test_the_nearest_by_angle_come_first():
    ids, scores = engine(COMPASS).similar([1], 4)
    assert ids.tolist() == [2, 5, 3, 4]
    assert scores[0] == pytest.approx(1 / np.sqrt(1.04), abs=1e-5)
    assert scores[-1] == pytest.approx(-1)


def test_less_like_that_turns_away():
    assert engine(COMPASS).like({1: 1.0, 3: 1.0}, 5)[0].tolist() == [5, 2, 1, 3, 4]
    assert engine(COMPASS).like({1: 1.0, 3: -1.0}, 5)[0].tolist() == [1, 2, 5, 3, 4]


def test_a_query_without_a_song_that_is_known_gets_silence():
    for query in (Query(), Query(seeds=(99,)), Query(dislikes=(1,)), Query(tags={"rock": 1.0})):
        assert len(engine(COMPASS).rank(query, 5)[0]) == 0


def test_likes_count_less_than_seeds_and_dislikes_against():
    asked = engine(COMPASS).rank(Query(seeds=(3,), likes=(1,)), 5)[0].tolist()
    assert asked.index(3) < asked.index(1)
    kept = engine(COMPASS).rank(Query(seeds=(3,), dislikes=(1,)), 5)[0].tolist()
    assert kept.index(4) < kept.index(1)


def test_no_songs_at_all(tmp_path):
    empty = engine({})
    assert len(empty.similar([1], 3)[0]) == 0
    assert not empty.knows(1)
    empty.save(tmp_path)
    assert len(SoundEngine.load(tmp_path).song_ids) == 0


def test_another_network_is_refused():
    found = engine(COMPASS)
    found.check_made_by("n1")
    with pytest.raises(ArtefactDamaged, match=r"network n1\+.*, and n2\+.* hears now"):
        found.check_made_by("n2")


def test_vectors_of_other_cues_are_refused(monkeypatch):
    found = engine(COMPASS)
    monkeypatch.setattr(cues, "VERSION", cues.VERSION + 1)
    with pytest.raises(ArtefactDamaged, match="hears now"):
        found.check_made_by("n1")


def test_vectors_that_are_no_floats_are_refused(tmp_path):
    meta = engine(COMPASS).save(tmp_path)
    save_array(tmp_path, "vectors", np.ones((5, 2), np.int64))
    seal(tmp_path, meta)
    with pytest.raises(ArtefactDamaged, match="vectors"):
        SoundEngine.load(tmp_path)
