"""The vectors that the sound engine serves from: gathered, taken over, published, never stale."""

import shutil
from dataclasses import replace

import numpy as np
import pytest
from django.core.management import call_command

from mlfym import health
from recommender import library, snapshots, sound_index
from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing, Origin, seal
from recommender.engine.publishing import SHIPPED, current_version, point_to, publish
from recommender.engine.sound import SoundEngine
from recommender.models import Song, SongAnalysis
from recommender.own_spectrograms import own_path, write_spectrogram
from recommender.snapshots import catalogue_changed
from recommender.sound_index import SHIPPED_MARK, gather, network
from recommender.sound_model import NAME as NETWORK
from recommender.sound_model import cues
from recommender.sound_model.cues import SIZE, hearer
from recommender.sound_model.hearing import SoundModel
from recommender.sound_model.weights import CUES
from tests.recommender.sound.conftest import spectrogram

pytestmark = pytest.mark.django_db


GLAD = {"tempo": 140.0, "tempo_confidence": 1.0, "mode": "major", "key_confidence": 0.9,
        "brightness": 2500.0, "onset_rate": 6.0, "loudness_range": 3.0}  # fmt: skip
SAD = {**GLAD, "tempo": 60.0, "mode": "minor", "brightness": 900.0, "onset_rate": 1.5}


def analysed(song: Song, **figures: object) -> None:
    """Let the analysis of a song be done, with these figures; nothing was measured without."""
    SongAnalysis.objects.create(song=song, state=SongAnalysis.State.DONE, **figures)


def serving() -> SoundEngine | None:
    books = library.Library(library.settings.MODEL_DIR, look_every=0, patience=60)
    return books.engines(snapshots.current()).get("sound")


@pytest.fixture
def heard(monkeypatch):
    """Return the keys of the songs that were heard, in their order."""
    keys: list[int] = []
    ours = sound_index.read_spectrogram
    monkeypatch.setattr(sound_index, "read_spectrogram", lambda key: keys.append(key) or ours(key))
    return keys


def another_network(models, version: str = "another") -> None:
    """Publish the shipped network as if it were another one."""
    shipped = SoundModel.load(SHIPPED / NETWORK)

    def write(draft):
        shipped.write(draft)
        return seal(draft, replace(shipped.meta, version=version))

    publish(models, NETWORK, version, write)


def test_songs_that_were_analysed_are_gathered(models, song):
    one, _, two = song(1), song(), song(2)
    made, count, left = gather()
    engine = serving()
    assert (count, left) == (2, 0)
    assert engine.song_ids.tolist() == [one.pk, two.pk]
    assert not engine.vectors[:, -SIZE:].any()
    assert library.version_of(engine) == current_version(models, "sound") == made.name


def test_a_song_of_the_same_sound_is_the_nearest(models, song):
    first, other, twin = song(1), song(2), song(1)
    gather()
    ids, scores = serving().similar([first.pk], 2)
    assert ids.tolist() == [twin.pk, other.pk]
    assert scores[0] == pytest.approx(1 / np.sqrt(1 + CUES**2), abs=1e-5)


def test_of_songs_that_sound_the_same_the_mood_of_their_figures_decides(models, song):
    asked, sad, unknown, glad = song(1), song(1), song(1), song(1)
    analysed(asked, **GLAD)
    analysed(glad, **GLAD)
    analysed(sad, **SAD)
    gather()
    assert serving().similar([asked.pk], 3)[0].tolist() == [glad.pk, unknown.pk, sad.pk]


def test_figures_that_come_later_are_heard_with_the_song(models, song, heard):
    one, two = song(1), song(1)
    gather()
    heard.clear()
    analysed(one, **GLAD)
    assert gather().heard == 1
    assert heard == [one.pk]
    assert serving().vectors[0, -SIZE:].any()
    assert not serving().vectors[1, -SIZE:].any()
    assert gather() == (None, 0, 0)
    SongAnalysis.objects.filter(song=one).update(state=SongAnalysis.State.WAITING)
    assert gather() == (None, 0, 0)
    SongAnalysis.objects.filter(song=one).update(mode="minor")
    assert gather().heard == 1
    analysed(two)
    assert gather() == (None, 0, 0)


def test_vectors_of_before_other_cues_do_not_serve(models, song, monkeypatch):
    song(1)
    gather()
    monkeypatch.setattr(cues, "VERSION", cues.VERSION + 1)
    assert serving() is None
    assert gather().heard == 1
    assert serving() is not None


def test_what_did_not_change_is_not_heard_again(models, song, heard):
    song(1)
    gather()
    assert gather() == (None, 0, 0)
    two = song(2)
    heard.clear()
    assert gather().heard == 1
    assert heard == [two.pk]


def test_taken_over_a_vector_is_the_same(models, song):
    song(1)
    gather()
    before = np.array(serving().vectors[0])
    song(2)
    gather()
    assert np.array_equal(serving().vectors[0], before)


def test_a_song_that_sounds_otherwise_now_is_heard_again(models, song, heard):
    one, two = song(1), song(2)
    gather()
    heard.clear()
    write_spectrogram(two.pk, spectrogram(7, frames=500))
    assert gather().heard == 1
    assert heard == [two.pk]
    assert serving().song_ids.tolist() == [one.pk, two.pk]


def test_songs_that_are_no_more_leave(models, song):
    one, two = song(1), song(2)
    gather()
    one.delete()
    catalogue_changed()
    assert gather().made
    assert serving().song_ids.tolist() == [two.pk]


def test_a_silent_song_and_a_broken_file_have_no_vector(models, song):
    one, silent, broken, narrow = song(1), song(2), song(3), song(4)
    write_spectrogram(silent.pk, np.zeros((48, 400), np.uint8))
    own_path(broken.pk).write_bytes(b"no array at all")
    write_spectrogram(narrow.pk, np.ones((12, 400), np.uint8))
    gather()
    assert serving().song_ids.tolist() == [one.pk]
    assert gather() == (None, 0, 0)


def test_a_run_that_ran_out_of_time_goes_on_in_the_next(models, song):
    keys = [song(seed).pk for seed in range(3)]
    assert gather(seconds=-1)[1:] == (1, 2)
    assert serving().song_ids.tolist() == keys[:1]
    assert gather(seconds=-1)[1:] == (1, 1)
    assert gather()[1:] == (1, 0)
    assert serving().song_ids.tolist() == keys


def test_the_vectors_of_another_network_do_not_serve(models, song):
    song(1)
    gather()
    assert serving() is not None
    another_network(models)
    assert serving() is None
    status = library.engine_statuses()["engine sound"]
    assert not status.ok
    assert f"{hearer('another')} hears now" in status.fault
    assert gather().heard == 1
    assert serving().origin.config["network"] == hearer("another")
    assert library.engine_statuses()["engine sound"].ok


def test_the_network_of_before_takes_its_vectors_back(models, song, heard):
    song(1)
    another_network(models, "a")
    gather()
    another_network(models, "b")
    gather()
    heard.clear()
    point_to(models, NETWORK, "a")
    assert gather().heard == 1
    assert serving().origin.config["network"] == hearer("a")


def test_without_a_network_nothing_is_made_and_the_health_page_says_so(models, song, monkeypatch):
    song(1)
    another_network(models)
    (models / NETWORK / "another" / "network.tflite").write_bytes(b"no network")
    with pytest.raises(ArtefactDamaged):
        gather()
    assert current_version(models, "sound") is None
    assert not library.engine_statuses()["engine sound"].ok
    monkeypatch.setattr(sound_index, "SHIPPED", models / "nothing")
    shutil.rmtree(models / NETWORK)
    with pytest.raises(ArtefactMissing):
        network()


def test_on_a_first_start_the_shipped_vectors_serve(models, starter):
    engine = serving()
    assert engine.song_ids.tolist() == list(range(1, 61))
    assert library.version_of(engine).startswith("starter-")
    assert library.engine_statuses()["engine sound"] == health.Status(ok=True, detail="ready")
    assert gather() == (None, 0, 0)


def of_an_older_hearer(models, keys: list[int]) -> None:
    """Publish an index of these songs as a version of before an update left it."""
    vectors = np.ones((len(keys), 3), np.float32) / 2
    engine = SoundEngine(np.array(keys, np.int64), vectors, np.ones(len(keys), np.int64))
    engine.origin = Origin({"network": "older+0.1"})
    publish(models, "sound", "older", lambda draft: engine.save(draft, "older"))


@pytest.mark.parametrize("anew", [False, True])
def test_after_an_update_the_starter_library_keeps_its_vectors(models, starter, song, anew):
    mine = song(5)
    of_an_older_hearer(models, [*range(1, 61), mine.pk])
    assert gather(anew=anew).heard == 1
    engine = serving()
    assert library.version_of(engine) == current_version(models, "sound") != "older"
    assert engine.song_ids.tolist() == [*range(1, 61), mine.pk]
    shipped = SoundEngine.load(SHIPPED / "sound")
    assert np.array_equal(engine.vectors[:60], shipped.vectors)
    assert library.engine_statuses()["engine sound"].ok
    assert gather() == (None, 0, 0)


def test_between_an_update_and_the_worker_the_shipped_vectors_serve(models, starter):
    of_an_older_hearer(models, [*range(1, 61), 70])
    engine = serving()
    assert library.version_of(engine).startswith("starter-")
    assert engine.song_ids.tolist() == list(range(1, 61))
    status = library.engine_statuses()["engine sound"]
    assert not status.ok
    assert "starter library alone" in status.detail
    assert "older+0.1" in status.fault
    assert gather().made
    assert len(serving().song_ids) == 60
    assert library.engine_statuses()["engine sound"].ok


def test_an_index_without_the_starter_library_gets_it(models, song):
    """As of a site that loads the starter library after its own songs were heard."""
    song(5)
    gather()
    call_command("load_starter", verbosity=0)
    catalogue_changed()
    assert gather().made
    assert len(serving().song_ids) == 61


def test_what_ships_damaged_is_logged_and_own_songs_are_heard(models, song, monkeypatch, caplog):
    broken = models / "shipped"
    shutil.copytree(SHIPPED / NETWORK, broken / NETWORK)
    shutil.copytree(SHIPPED / "sound", broken / "sound")
    (broken / "sound" / "vectors.npy").write_bytes(b"no array")
    monkeypatch.setattr(sound_index, "SHIPPED", broken)
    song(5)
    assert gather().heard == 1
    assert "starter library" in caplog.text


def test_shipped_vectors_stay_until_the_songs_are_heard_here(models, starter, song):
    mine = song(5)
    assert gather().heard == 1
    engine = serving()
    assert engine.song_ids.tolist() == [*range(1, 61), mine.pk]
    assert (engine.marks[:60] == SHIPPED_MARK).all()
    write_spectrogram(7, spectrogram(9))
    assert gather().heard == 1
    marks = dict(zip(serving().song_ids.tolist(), serving().marks.tolist(), strict=True))
    assert marks[7] != SHIPPED_MARK
    assert marks[8] == SHIPPED_MARK
    Song.objects.filter(pk=8).delete()
    catalogue_changed()
    gather()
    assert 8 not in serving().song_ids.tolist()
