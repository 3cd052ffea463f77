"""The background's turn: a little at a time, asked for when something arrives, said on /health/."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from recommender.analysis import tasks as analysis_tasks
from recommender.analysis import work as analysis
from recommender.analysis.tasks import analyse_songs, analysis_ask, analysis_status
from recommender.models import SongAnalysis
from recommender.own_spectrograms import own_path
from tests.recommender.analysis.conftest import Upload

pytestmark = pytest.mark.django_db


def waiting() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(task_path=analyse_songs.module_path, status="READY"))


def test_a_run_hears_what_came_and_asks_for_the_next(upload: Upload) -> None:
    for _ in range(3):
        upload()
    assert analyse_songs.call() == "3 songs"
    (following,) = waiting()
    assert following.run_after <= timezone.now()
    assert analyse_songs.call(look=False) == "nothing waits"
    (following,) = waiting()
    assert following.run_after > timezone.now() + timedelta(minutes=50)


def test_a_run_ends_so_that_others_get_their_turn(
    upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        upload()
    monkeypatch.setattr(analysis_tasks, "SLICE_SECONDS", 0.001)
    assert analyse_songs.call() == "1 songs"
    assert analysis.progress() == analysis.Progress(waiting=2, done=1, failed=0)
    assert len(waiting()) == 1


def test_what_somebody_is_at_is_looked_at_when_the_claim_may_have_lapsed(upload: Upload) -> None:
    upload()
    analysis.analysis_look()
    analysis.claim_next("somebody")
    assert analyse_songs.call() == "nothing waits"
    (following,) = waiting()
    assert following.run_after < timezone.now() + timedelta(minutes=2)


def test_a_wish_to_look_is_not_lost_by_a_run_that_goes_on() -> None:
    analysis_ask()
    analysis_ask(look=False)
    (run,) = waiting()
    assert run.args_kwargs["kwargs"] == {"look": True}
    DBTaskResult.objects.all().delete()
    analysis_ask(after=timedelta(hours=1))
    analysis_ask(look=False)
    (run,) = waiting()
    assert run.args_kwargs["kwargs"] == {"look": False}


def test_after_a_full_disk_it_waits_a_while(
    upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload()

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(analysis, "write_spectrogram", full)
    with pytest.raises(OSError, match="No space"):
        analyse_songs.call()
    (following,) = waiting()
    assert following.run_after > timezone.now() + timedelta(minutes=4)


def test_the_spectrogram_of_a_deleted_song_is_deleted(upload: Upload) -> None:
    song = upload()
    analyse_songs.call()
    path = own_path(song.pk)
    assert path.is_file()
    song.delete()
    analyse_songs.call()
    assert not path.exists()


def test_the_health_page_says_how_far_it_is(upload: Upload) -> None:
    upload()
    upload(b"words", "a.mp3")
    analyse_songs.call()
    status = analysis_status()
    assert status.ok
    assert status.detail == "1 of 2 songs heard, 0 waiting, 1 not readable."


def test_the_health_page_says_that_nobody_is_at_it(upload: Upload) -> None:
    upload()
    analysis.analysis_look()
    analysis_ask()
    assert analysis_status().ok
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(hours=1))
    status = analysis_status()
    assert not status.ok
    assert "No worker" in status.detail


def test_the_health_page_says_that_files_end_the_process(upload: Upload) -> None:
    upload()
    analysis.analysis_look()
    SongAnalysis.objects.update(state="failed", problem="crashed")
    assert not analysis_status().ok
