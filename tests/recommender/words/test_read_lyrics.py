"""``manage.py read_lyrics``: what the worker does, here and now."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from recommender.engine import embedding
from recommender.engine.embedding import Embedder
from recommender.engine.publishing import current_version
from recommender.models import MoodEvidence, Song
from recommender.snapshots import catalogue_changed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def models(settings, tmp_path):
    settings.MODEL_DIR = tmp_path
    return tmp_path


def said(*words: str) -> str:
    out = StringIO()
    call_command("read_lyrics", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_it_works(models):
    Song.objects.create(lyrics="I am so happy today")
    Song.objects.create()
    catalogue_changed()
    assert said().startswith("1 songs read, 0 read before, 0 without words now, 0 left unread.")
    assert MoodEvidence.objects.get().mood.top == "joy"
    version = current_version(models, "lyrics")
    assert version
    again = said()
    assert "0 songs read, 1 read before" in again
    assert "as they were" in again
    assert current_version(models, "lyrics") == version


def test_everything_again(models):
    Song.objects.create(lyrics="I am so happy today")
    catalogue_changed()
    said()
    version = current_version(models, "lyrics")
    assert "1 songs read, 0 read before" in said("--all")
    assert current_version(models, "lyrics") != version


def test_the_shipped_lines_anew(models, monkeypatch, tmp_path):
    monkeypatch.setattr("recommender.lyrics_index.SHIPPED", tmp_path / "shipped")
    assert said("--starter") == "60 songs, 608 lines: shipped.\n"
    assert (tmp_path / "shipped" / "lyrics" / "meta.json").is_file()
    assert said("--starter") == "60 songs, 608 lines: shipped.\n"


def test_without_a_model_it_says_so(monkeypatch):
    Song.objects.create(lyrics="I am so happy today")
    nothing = Embedder(embedding._nothing_reads, embedding._no_version)
    monkeypatch.setattr(embedding, "_embedder", nothing)
    with pytest.raises(CommandError, match="Nothing was read"):
        said()
