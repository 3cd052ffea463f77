"""What waits, who is at it, and what is kept of it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from recommender.analysis import work as analysis
from recommender.analysis.work import (
    ClaimLost,
    analyse_next,
    analysis_look,
    claim_next,
    hear_and_keep,
    new_claim,
    progress,
)
from recommender.models import MusicFolder, Song, SongAnalysis
from recommender.own_spectrograms import own_path
from recommender.spectrograms import read_spectrogram
from tests.recommender.analysis.conftest import Upload
from tests.recommender.audio.sound import sine, wav

pytestmark = pytest.mark.django_db
State = SongAnalysis.State


def analyse_all() -> None:
    claim = new_claim()
    while analyse_next(claim) is not None:
        pass


def analysed(song: Song) -> SongAnalysis:
    analysis_look()
    analyse_all()
    return SongAnalysis.objects.get(song=song)


def test_an_uploaded_song_is_heard_and_its_figures_fill_what_it_lacks(upload: Upload) -> None:
    song = upload(tempo=93.0)
    row = analysed(song)
    assert (row.state, row.problem, row.claim, row.tries) == (State.DONE, "", "", 0)
    assert row.loudness == pytest.approx(-20, abs=0.1)
    assert row.seconds == pytest.approx(4, abs=0.02)
    assert row.mark == f"file:{song.audio.name}"
    song.refresh_from_db()
    assert (song.loudness, song.true_peak) == (row.loudness, row.true_peak)
    assert song.duration == row.seconds
    assert song.tempo == 93.0
    cells = read_spectrogram(song.pk)
    assert cells is not None and cells.shape == (48, 251)


def test_a_song_without_a_file_has_no_row(db: None) -> None:
    Song.objects.create(stream_url="https://example.org/a.mp3")
    analysis_look()
    assert progress() == analysis.Progress(0, 0, 0)


def test_what_was_heard_is_not_heard_again(upload: Upload) -> None:
    row = analysed(upload())
    analysis_look()
    assert claim_next(new_claim()) is None
    assert SongAnalysis.objects.get().analysed == row.analysed


def test_another_sound_is_heard_and_replaces_what_the_first_gave(upload: Upload) -> None:
    song = upload()
    first = analysed(song)
    song.refresh_from_db()
    song.audio.save("other.wav", ContentFile(wav(sine(6, -30))))
    row = analysed(song)
    song.refresh_from_db()
    assert row.loudness == pytest.approx(-30, abs=0.1)
    assert song.loudness == row.loudness != first.loudness
    assert song.duration == pytest.approx(6, abs=0.02)


def test_what_a_curator_entered_stays(upload: Upload) -> None:
    song = upload()
    analysed(song)
    Song.objects.filter(pk=song.pk).update(loudness=-12.5)
    analysis.waits(SongAnalysis.objects.all())
    analyse_all()
    song.refresh_from_db()
    assert song.loudness == -12.5


def test_moved_and_tagged_anew_a_scanned_song_is_the_same_sound(upload: Upload) -> None:
    song = Song.objects.create(source="music", external_id="f00d", path="/a/b.mp3")
    analysis_look()
    SongAnalysis.objects.update(state=State.DONE, version=analysis.VERSION)
    Song.objects.filter(pk=song.pk).update(path="/c/d.mp3")
    analysis_look()
    assert SongAnalysis.objects.get().state == State.DONE
    Song.objects.filter(pk=song.pk).update(external_id="beef")
    analysis_look()
    row = SongAnalysis.objects.get()
    assert (row.state, row.mark) == (State.WAITING, "sound:beef")


def test_another_version_of_the_analyser_hears_everything_anew(upload: Upload) -> None:
    analysed(upload())
    SongAnalysis.objects.update(version=analysis.VERSION - 1)
    analysis_look()
    assert progress().waiting == 1


def test_a_song_that_lost_its_file_for_good_loses_its_row(upload: Upload) -> None:
    song = upload()
    analysed(song)
    Song.objects.filter(pk=song.pk).update(audio="")
    analysis_look()
    assert not SongAnalysis.objects.exists()


def test_a_file_that_is_gone_is_marked_and_heard_when_it_is_back(tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    MusicFolder.objects.create(path=str(place))
    file = place / "a.wav"
    song = Song.objects.create(source="music", external_id="a", path=str(file))
    row = analysed(song)
    assert (row.state, row.problem) == (State.FAILED, "gone")
    assert analysed(song).analysed == row.analysed, "it is not tried while it is away"
    file.write_bytes(wav(sine(4)))
    assert analysed(song).state == State.DONE


def test_a_file_outside_the_served_folders_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.wav").write_bytes(wav(sine(4)))
    song = Song.objects.create(source="music", path=str(tmp_path / "secret.wav"))
    assert analysed(song).problem == "gone"


def test_the_newest_song_comes_first(upload: Upload) -> None:
    upload()
    newest = upload()
    analysis_look()
    row = claim_next(new_claim())
    assert row is not None and row.song_id == newest.pk


def test_two_processes_never_have_one_song(upload: Upload) -> None:
    for _ in range(3):
        upload()
    analysis_look()
    one, other = new_claim(), new_claim()
    found = [claim_next(claim) for claim in (one, other, one, other)]
    songs = [row.song_id for row in found if row]
    assert len(songs) == len(set(songs)) == 3
    assert found[3] is None


def test_a_claim_without_a_sign_of_life_lapses(upload: Upload) -> None:
    upload()
    analysis_look()
    assert claim_next("dead") is not None
    assert claim_next("mine") is None
    SongAnalysis.objects.update(claimed=timezone.now() - analysis.SILENCE - timedelta(seconds=1))
    row = claim_next("mine")
    assert row is not None and (row.claim, row.tries) == ("mine", 2)


def test_what_another_took_over_is_not_written(upload: Upload) -> None:
    song = upload()
    analysis_look()
    row = claim_next("slow")
    assert row is not None
    SongAnalysis.objects.update(claim="quick")
    with pytest.raises(ClaimLost):
        hear_and_keep(row)
    kept = SongAnalysis.objects.get()
    assert (kept.state, kept.claim, kept.loudness) == (State.WAITING, "quick", None)
    song.refresh_from_db()
    assert song.loudness is None


def test_a_sign_of_life_is_given_while_it_hears(
    upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(wav(sine(20)))
    analysis_look()
    row = claim_next("mine")
    assert row is not None
    long_ago = timezone.now() - timedelta(minutes=5)
    SongAnalysis.objects.update(claimed=long_ago)
    monkeypatch.setattr(analysis, "BEAT_SECONDS", 0.0)
    alive = analysis.beat(row)
    alive(4.0)
    assert SongAnalysis.objects.get().claimed > long_ago
    SongAnalysis.objects.update(claim="")
    with pytest.raises(ClaimLost):
        alive(8.0)


def test_a_file_in_which_processes_die_is_given_up(upload: Upload) -> None:
    upload()
    analysis_look()
    for _ in range(analysis.MOST_TRIES):
        assert claim_next("killed") is not None
        SongAnalysis.objects.update(claimed=timezone.now() - timedelta(hours=1))
    row = analyse_next(new_claim())
    assert row is not None
    kept = SongAnalysis.objects.get()
    assert (kept.state, kept.problem) == (State.FAILED, "crashed")


def test_a_full_disk_is_not_the_songs_fault(
    upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload()
    analysis_look()

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(analysis, "write_spectrogram", full)
    with pytest.raises(OSError, match="No space"):
        analyse_next(new_claim())
    row = SongAnalysis.objects.get()
    assert (row.state, row.claim, row.tries) == (State.WAITING, "", 0)


def test_the_spectrogram_is_there_before_the_row_says_so(
    upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = upload()
    analysis_look()

    def killed(*_: Any, **__: Any) -> None:
        assert own_path(song.pk).is_file()
        raise KeyboardInterrupt

    monkeypatch.setattr(analysis, "finish", killed)
    with pytest.raises(KeyboardInterrupt):
        analyse_next(new_claim())
    assert SongAnalysis.objects.get().state == State.WAITING
