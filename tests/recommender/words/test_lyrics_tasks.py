"""Songs' words are read and gathered in the background, and again in an hour."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from recommender.engine import embedding
from recommender.engine.embedding import Embedder
from recommender.engine.publishing import current_version
from recommender.lyrics_tasks import lyrics_ask, renew_lyrics
from recommender.models import MoodEvidence, Song
from recommender.snapshots import catalogue_changed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def models(settings, tmp_path):
    settings.MODEL_DIR = tmp_path
    return tmp_path


def waiting() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(task_path=renew_lyrics.module_path, status="READY"))


def test_a_run_reads_gathers_and_asks_for_the_next(models):
    Song.objects.create(lyrics="I am so happy today")
    catalogue_changed()
    assert renew_lyrics.call() == "renewed"
    assert MoodEvidence.objects.get().kind == MoodEvidence.Kind.LYRICS
    assert current_version(models, "lyrics")
    (following,) = waiting()
    assert following.run_after > timezone.now() + timedelta(minutes=50)
    assert renew_lyrics.call() == "as it was"


def test_asking_twice_is_asking_once_and_now():
    lyrics_ask(after=timedelta(hours=1))
    lyrics_ask()
    lyrics_ask()
    (run,) = waiting()
    assert run.run_after <= timezone.now()


def test_without_a_model_it_waits_for_one(models, monkeypatch):
    Song.objects.create(lyrics="I am so happy today")
    nothing = Embedder(embedding._nothing_reads, embedding._no_version)
    monkeypatch.setattr(embedding, "_embedder", nothing)
    assert renew_lyrics.call() == "no model"
    assert current_version(models, "lyrics") is None
    assert len(waiting()) == 1
