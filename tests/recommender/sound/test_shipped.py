"""What ships is of one piece: the network, and the starter's vectors that it made."""

import json

import numpy as np
import pytest

from recommender.analysis.file import read_figures
from recommender.engine.publishing import SHIPPED
from recommender.engine.sound import SoundEngine
from recommender.hearing.feeling import heard_in
from recommender.hearing.mel import log_mel
from recommender.sound_model import NAME
from recommender.sound_model.alterations import decoded, heard
from recommender.sound_model.cues import SIZE, cues_of
from recommender.sound_model.hearing import SoundModel
from recommender.sound_model.weights import CUES
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def model() -> SoundModel:
    return SoundModel.load(SHIPPED / NAME)


@pytest.fixture(scope="module")
def engine() -> SoundEngine:
    return SoundEngine.load(SHIPPED / SoundEngine.name)


def test_the_shipped_vectors_are_of_the_shipped_network(model, engine):
    """Stale? python manage.py train_sound --starter, then -m recommender.engine.train_starter."""
    engine.check_made_by(model.version)
    assert engine.song_ids.tolist() == list(range(1, 61))
    assert engine.vectors.shape == (60, model.size)


def test_they_are_of_the_songs_as_they_sound(model, engine):
    songs = json.loads((ROOT / "starter" / "library.json").read_text())["songs"]
    figures = read_figures(ROOT / "starter")
    for song in (songs[0], songs[34]):
        samples = decoded(ROOT / "starter" / "audio" / f"{song['slug']}.m4a")[0]
        vector = model.vector(heard(log_mel(samples)), heard_in(figures[str(song["number"])]))
        row = engine.song_ids.tolist().index(song["number"])
        shipped = engine.vectors[row]
        assert vector @ shipped > 0.999 * np.linalg.norm(vector) * np.linalg.norm(shipped)


def test_their_cues_are_of_the_shipped_analysis(engine):
    """Stale? As above; what was measured of the pieces, or is read from it, is another now."""
    figures = read_figures(ROOT / "starter")
    for song, vector in zip(engine.song_ids.tolist(), engine.vectors, strict=True):
        expected = cues_of(heard_in(figures[str(song)])) * CUES / np.sqrt(1 + CUES**2)
        assert np.allclose(vector[-SIZE:], expected, atol=1e-5)


def test_a_piece_is_found_by_half_of_it(model, engine):
    songs = json.loads((ROOT / "starter" / "library.json").read_text())["songs"][:5]
    for song in songs:
        samples = decoded(ROOT / "starter" / "audio" / f"{song['slug']}.m4a")[0]
        vector = model.vector(heard(log_mel(samples[: len(samples) // 2])))
        near = engine.song_ids[np.argsort(-(engine.vectors @ vector))][:5]
        assert song["number"] in near.tolist()


@pytest.mark.parametrize(
    "mel", [np.zeros((48, 500)), np.zeros((48, 0)), np.full((48, 200), np.nan)]
)
def test_silence_sounds_like_nothing(model, mel):
    assert model.vector(mel.astype(np.float32)) is None


def test_a_strange_shape_is_refused(model):
    with pytest.raises(ValueError, match=r"\(48, T\)"):
        model.vector(np.ones((40, 500), np.float32))


@pytest.mark.parametrize("frames", [1, 60, 128, 129, 1872, 5000])
def test_songs_of_any_length_have_a_vector(model, frames):
    mel = np.random.default_rng(frames).random((48, frames)).astype(np.float32)
    vector = model.vector(mel)
    assert vector.shape == (model.size,)
    assert not vector[-SIZE:].any()
    assert np.linalg.norm(vector) == pytest.approx(1 / np.sqrt(1 + CUES**2), abs=1e-5)
