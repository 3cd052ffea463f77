"""``manage.py train_sound`` and ``evaluate_sound``, on next to nothing."""

import json
import sys
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from recommender import library, sound_training
from recommender.engine.publishing import SHIPPED, current_version
from recommender.hearing.mel import RATE
from recommender.management.commands import train_sound
from recommender.sound_index import network
from recommender.sound_model.hearing import SoundModel
from recommender.sound_model.linear import Fitting
from recommender.sound_model.making import Recipe
from recommender.sound_model.network import Shape
from recommender.sound_model.training import Config, train
from recommender.sound_training import drawn, held_back
from tests.conftest import ROOT
from tests.recommender.sound.conftest import spectrogram

pytestmark = pytest.mark.django_db

FRAMES = 1700


def said(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def small(monkeypatch):
    """Let the network be a small one: what is learned does not matter here."""
    network = Config(Shape((8, 8, 8), 8, 8), songs=6, patches=1)
    monkeypatch.setattr(train_sound, "Recipe", lambda: Recipe(network, Fitting(), excerpts=3))


@pytest.fixture
def arrays(tmp_path):
    """Return a folder of spectrograms as Melon publishes them, and of what is none."""
    folder = tmp_path / "arena"
    for number in range(24):
        place = folder / f"arena_mel_{number % 2}"
        place.mkdir(parents=True, exist_ok=True)
        mel = spectrogram(number, FRAMES).astype(np.float32) / 255 * 80 - 100
        np.save(place / f"{number}.npy", mel)
    (folder / "text.npy").write_text("no array")
    np.save(folder / "narrow.npy", np.zeros((12, FRAMES), np.float32))
    np.save(folder / "nan.npy", np.full((48, FRAMES), np.nan, np.float32))
    np.save(folder / "short.npy", np.zeros((48, 100), np.float32))
    (folder / "song.mp3").write_text("no music")
    return folder


def test_trained_on_arrays_it_hears_every_song_anew(models, song, arrays, small, caplog):
    first, twin = song(1), song(1)
    song(2)
    figures = said("train_sound", "--from", str(arrays), "--steps", "2", "--hold-out",
                   "arena_mel_1/1.npy", "arena_mel_1/3.npy")  # fmt: skip
    version = current_version(models, "sound_network")
    assert f"Network {version}" in figures
    assert "3 songs were heard with it." in figures
    for name in ("text.npy", "narrow.npy", "nan.npy", "song.mp3"):
        assert name in caplog.text
    meta = network().meta
    assert meta.songs == 24
    assert meta.metrics["songs"] == 2
    assert meta.origin.config["held_back"] == ["arena_mel_1/1.npy", "arena_mel_1/3.npy"]
    books = library.Library(models, look_every=0, patience=60)
    engine = books.look().trained["sound"]
    assert engine.similar([first.pk], 1)[0].tolist() == [twin.pk]
    assert list((models / ".sound-work").iterdir()) == []


def test_written_elsewhere_it_does_not_serve(models, arrays, small, tmp_path):
    said("train_sound", "--from", str(arrays), "--steps", "1", "--out", str(tmp_path / "out"))
    assert current_version(models, "sound_network") is None
    model = SoundModel.load(tmp_path / "out")
    vector = model.vector(np.random.default_rng(0).random((48, 700)).astype(np.float32))
    assert vector.shape == (model.size,)


def test_a_training_that_was_stopped_goes_on_where_it_was(tmp_path):
    songs = [spectrogram(number) for number in range(8)]
    steps: list[int] = []
    config = Config(Shape((8, 8, 8), 8, 8), steps=4, songs=4, patches=1, keep_every=2)

    def stop(step: int, *losses: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(songs, config, tmp_path, stop)
    train(songs, config, tmp_path, lambda step, *losses: steps.append(step))
    assert steps == [4]


def test_a_library_that_is_too_small_says_so(models, song):
    song(1)
    with pytest.raises(CommandError, match="there are 1 songs to train on, and it takes 20"):
        said("train_sound")


def test_a_folder_that_is_not_there(models):
    with pytest.raises(CommandError, match="no folder"):
        said("train_sound", "--from", "/no/such/folder")
    with pytest.raises(CommandError, match="no folder"):
        said("evaluate_sound", "/no/such/folder")


def test_without_tensorflow_it_says_what_is_missing(models, monkeypatch):
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    with pytest.raises(CommandError, match=r"needs TensorFlow.*pip install -r requirements.txt"):
        said("train_sound")


def test_of_a_large_library_the_same_songs_are_drawn(monkeypatch):
    monkeypatch.setattr(sound_training, "MOST_SONGS", 5)
    chosen = drawn(list(range(100)))
    assert len(set(chosen)) == 5
    assert chosen == sorted(chosen) == drawn(list(range(100)))
    assert drawn([3, 1]) == [3, 1]


def test_what_is_kept_back():
    names = [f"a/{n}" for n in range(30)] + [f"b/{n}" for n in range(30)]
    assert sum(held_back(names, [])) == 6
    assert held_back(names, ["b/"]) == [False] * 30 + [True] * 30
    assert not any(held_back(names[:20], []))


def write_song(path, hertz: float) -> None:
    """Write four seconds of beats on a tone as WAV."""
    import wave

    at = np.arange(RATE * 4) / RATE
    sound = np.sin(2 * np.pi * hertz * at) * (1 + np.sin(2 * np.pi * hertz / 100 * at)) / 4
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * 32767).astype("<i2").tobytes())


def test_evaluated_on_a_few_files(models, settings, tmp_path):
    settings.STARTER_DIR = tmp_path / "starter"
    audio = tmp_path / "starter" / "audio"
    audio.mkdir(parents=True)
    songs = json.loads((ROOT / "starter" / "library.json").read_text())
    (tmp_path / "starter" / "library.json").write_text(json.dumps(songs))
    for number, song in enumerate(songs["songs"][:7]):
        write_song(audio / f"{song['slug']}.wav", 110 * 1.4**number)
    (audio / "broken.mp3").write_text("nothing to hear")
    values = json.loads(said("evaluate_sound", "--json"))
    assert values["network"] == SoundModel.load(SHIPPED / "sound_network").version
    for report in (values["this network"], values["MFCC mean and deviation"]):
        assert report["pieces"] == 7
        assert set(report["altered"]) == {
            "at 64 kbps", "6 dB quieter", "a semitone up", "a semitone down",
        }  # fmt: skip
        assert all(0 <= share <= 1 for share in report["altered"].values())
        assert report["altered"]["6 dB quieter"] == 1
        assert set(report["agreement"]) == {"genre", "mood", "genre and mood"}
        assert all(one["found"] <= one["most"] for one in report["agreement"].values())
    table = said("evaluate_sound")
    assert "7 pieces" in table
    assert "same genre" in table
    assert "at most" in table


def test_too_few_pieces_to_measure(models, settings, tmp_path):
    settings.STARTER_DIR = tmp_path
    (tmp_path / "audio").mkdir()
    with pytest.raises(CommandError, match="0 pieces are too few"):
        said("evaluate_sound")
