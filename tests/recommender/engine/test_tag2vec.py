"""tag2vec beyond the interface: scoring, tags below zero, and songs that came later."""

import subprocess
import sys

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from emotion.moods import Mood
from recommender.engine.base import Query
from recommender.engine.sentences import Sentences, own_words
from recommender.engine.tag2vec import Tag2VecEngine
from recommender.engine.tag2vec_fit import FEWEST_EPOCHS, Tag2VecConfig, epochs_for
from tests.recommender.engine.conformance import trained
from tests.recommender.engine.tiny import CONFIG, RAIN, SUN, corpus, snapshot


@pytest.fixture
def engine():
    return trained(Tag2VecEngine)


def newcomer(song_id, tag=None, mood=None):
    """A catalogue of one song."""
    weights = [[float(tag == "rain"), float(tag == "sun")]]
    one = np.zeros(1, dtype=np.float32)
    return snapshot(
        song_ids=np.array([song_id]),
        mood=np.array([(mood or Mood([1 / 6] * 6)).shares]),
        song_tags=csr_matrix(np.array(weights, dtype=np.float32)),
        energy=one,
        valence=one,
        arousal=one,
        familiar=one,
        artist_ids=np.array([1]),
        duplicate_keys=np.array([1]),
        available=np.array([True]),
    )


def test_the_score_is_the_models_prediction_and_the_prior(engine):
    ids, scores = engine.rank(Query(seeds=(11,)), 12)
    songs = engine._songs
    by_hand = songs.outputs @ songs.inputs[1] + songs.prior
    assert dict(zip(ids.tolist(), scores.tolist(), strict=True)) == pytest.approx(
        dict(zip(songs.song_ids.tolist(), by_hand.tolist(), strict=True)), rel=1e-5
    )


def test_the_prior_is_three_quarters_of_log_frequency(engine):
    # Song 10 is in all five lists of its world, song 11 in four; each stands once for itself.
    assert engine._songs.prior[0] == pytest.approx(0.75 * np.log(6))
    assert engine._songs.prior[1] == pytest.approx(0.75 * np.log(5))


def test_less_of_a_tag(engine):
    more, _ = engine.rank(Query(seeds=(11, 21), tags={"rain": 1.0}), 6)
    less, _ = engine.rank(Query(seeds=(11, 21), tags={"rain": -1.0}), 6)
    assert len(set(more.tolist()) & set(RAIN)) > len(set(less.tolist()) & set(RAIN))


def test_dislikes_alone_are_silence(engine):
    assert len(engine.rank(Query(dislikes=(11,)), 5)[0]) == 0
    assert len(engine.rank(Query(tags={"sun": 0.0}), 5)[0]) == 0


def test_a_newcomer_is_placed_by_its_tags(engine):
    fitted = engine.with_catalogue(newcomer(99, tag="rain"))
    assert fitted.knows(99)
    ids, _ = fitted.rank(Query(seeds=(21,)), 7)
    assert set(ids.tolist()) == {*RAIN, 99}
    assert set(fitted.similar([99], 6)[0].tolist()) == set(RAIN)


def test_a_newcomer_is_placed_by_its_mood(engine):
    fitted = engine.with_catalogue(newcomer(5, mood=Mood.of("joy")))
    ids, _ = fitted.rank(Query(tags={"sun": 1.0}), 7)
    assert set(ids.tolist()) == {*SUN, 5}


def test_a_newcomer_without_anything_stays_unknown(engine):
    fitted = engine.with_catalogue(newcomer(99))
    assert not fitted.knows(99)
    assert len(fitted.rank(Query(seeds=(21,)), 99)[0]) == 12


def test_newcomers_come_in_order_and_can_be_excluded(engine):
    fitted = engine.with_catalogue(newcomer(5, tag="rain"))
    ids, scores = fitted.rank(Query(seeds=(21,)), 13)
    assert (np.diff(scores) <= 0).all()
    assert set(fitted.rank(Query(seeds=(21,)), 13, {5})[0].tolist()) == set(ids.tolist()) - {5}


def test_the_model_itself_is_not_changed(engine):
    engine.with_catalogue(newcomer(99, tag="rain"))
    assert not engine.knows(99)


def test_own_words():
    words = own_words(corpus(), 0)
    assert words == ["s:10", "t:sun", "m:joy"]


def test_every_pass_is_shuffled_anew_and_the_same_in_every_run():
    sentences, again = Sentences(corpus(), 1), Sentences(corpus(), 1)
    first, second = list(sentences), list(sentences)
    assert first != second
    assert [sorted(words) for words in first] == [sorted(words) for words in second]
    assert [first, second] == [list(again), list(again)]


def test_nothing_to_learn_from():
    none = corpus()
    nothing = snapshot().mood[:0]
    empty = type(none)(
        none.song_ids[:0], (), csr_matrix((0, 0), dtype=np.float32), nothing, *([nothing[:, 0]] * 4)
    )
    engine = Tag2VecEngine.fit(empty, CONFIG.tag2vec)
    assert len(engine.rank(Query(seeds=(1,), tags={"a": 1.0}), 5)[0]) == 0


def test_progress_goes_from_nothing_to_everything():
    seen = []
    config = Tag2VecConfig(size=4, epochs=3)
    Tag2VecEngine.fit(corpus(), config, lambda share, what: seen.append((share, what)))
    assert seen == [(pytest.approx(1 / 3), "tag2vec"), (pytest.approx(2 / 3), "tag2vec"),
                    (1.0, "tag2vec")]  # fmt: skip


def test_the_same_bits_in_another_process():
    """Python's hash changes from process to process; the vectors must not."""
    script = (
        "import hashlib; from recommender.engine.tag2vec import Tag2VecEngine;"
        "from tests.recommender.engine.tiny import CONFIG, corpus;"
        "e = Tag2VecEngine.fit(corpus(), CONFIG.tag2vec);"
        "print(hashlib.sha256(e._songs.outputs.tobytes()).hexdigest())"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(prints) == 1


def test_a_large_corpus_is_read_less_often() -> None:
    config = Tag2VecConfig(epochs=20, most_words=1000)
    assert epochs_for(config, 0) == epochs_for(config, 50) == 20
    assert epochs_for(config, 100) == 10
    assert epochs_for(config, 1_000_000) == FEWEST_EPOCHS
    assert epochs_for(Tag2VecConfig(epochs=2, most_words=1), 10) == 2
