"""Songs that were analysed are heard in the background, and again in a while."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from recommender import sound_tasks
from recommender.engine.artefacts import ArtefactMissing
from recommender.engine.publishing import current_version
from recommender.sound_index import Gathered, gather
from recommender.sound_tasks import renew_sound, sound_ask

pytestmark = pytest.mark.django_db


def waiting() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(task_path=renew_sound.module_path, status="READY"))


def test_a_run_hears_and_asks_for_the_next(models, song):
    song(1)
    assert renew_sound.call() == "renewed"
    assert current_version(models, "sound")
    (following,) = waiting()
    assert following.run_after > timezone.now() + timedelta(minutes=5)
    assert renew_sound.call() == "as it was"
    assert len(waiting()) == 1


def test_what_is_left_goes_on_at_once(models, song, monkeypatch):
    song(1), song(2)
    monkeypatch.setattr(sound_tasks, "gather", lambda: gather(seconds=-1))
    assert renew_sound.call() == "renewed"
    (following,) = waiting()
    assert following.run_after <= timezone.now()
    renew_sound.call()
    (following,) = waiting()
    assert following.run_after > timezone.now()


def test_asking_twice_is_asking_once_and_now(models):
    sound_ask(after=timedelta(hours=1))
    sound_ask()
    (run,) = waiting()
    assert run.run_after <= timezone.now()


def test_without_a_network_it_waits_for_one(models, monkeypatch, caplog):
    def nothing() -> Gathered:
        raise ArtefactMissing("sound_network was not trained yet")

    monkeypatch.setattr(sound_tasks, "gather", nothing)
    assert renew_sound.call() == "no network"
    assert "Songs wait to be compared by sound" in caplog.text
    assert len(waiting()) == 1
