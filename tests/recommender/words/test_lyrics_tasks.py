"""Songs' words are read and gathered in the background, and again in an hour."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from emotion import words
from recommender.engine import embedding
from recommender.engine.embedding import Embedder
from recommender.engine.publishing import current_version, point_to_none
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


def songs_asked_for() -> bool:
    """Run once; tell whether the table of songs was read."""
    with CaptureQueriesContext(connection) as queries:
        assert renew_lyrics.call() == "as it was"
    return any(f'FROM "{Song._meta.db_table}"' in query["sql"] for query in queries)


@pytest.fixture
def settled(models):
    """A catalogue that was gone over, with nothing left to do."""
    Song.objects.create(lyrics="I am so happy today")
    catalogue_changed()
    assert renew_lyrics.call() == "renewed"
    assert songs_asked_for()
    assert not songs_asked_for()


def test_where_nothing_changed_no_song_is_looked_at(settled):
    assert len(waiting()) == 1
    Song.objects.create(lyrics="And so are you")
    catalogue_changed()
    assert renew_lyrics.call() == "renewed"
    assert MoodEvidence.objects.count() == 2


def test_a_new_model_has_the_lines_gathered_again(settled, monkeypatch):
    ours = embedding._embedder
    monkeypatch.setattr(embedding, "_embedder", Embedder(ours.embed, lambda: "another"))
    assert renew_lyrics.call() == "renewed"


def test_lines_that_went_out_of_service_are_gathered_again(settled, models):
    point_to_none(models, "lyrics")
    assert renew_lyrics.call() == "renewed"


def test_what_waits_for_a_model_is_looked_at_every_time(models, monkeypatch):
    Song.objects.create(lyrics="I am so happy today")
    catalogue_changed()
    with monkeypatch.context() as patch:

        def closed(texts: list[str]) -> None:
            raise words.WordsClosed

        patch.setattr(words, "read_texts", closed)
        assert renew_lyrics.call() == "renewed"
        assert renew_lyrics.call() == "as it was"
    renew_lyrics.call()
    assert MoodEvidence.objects.count() == 1
