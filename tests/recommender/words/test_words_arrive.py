"""Words that arrive by an import or in the admin are read at once."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from mlfym.accounts.models import User
from recommender.lyrics_tasks import renew_lyrics
from recommender.models import MoodEvidence, Song
from tests.conftest import signed_in
from tests.recommender.admin_catalogue.test_songs import change
from tests.recommender.catalogue.songs import make_song as make_plain_song
from tests.recommender.stage import make_song

pytestmark = pytest.mark.django_db

TABLE = """title,artist,lyrics,description,album description
Crying,A,"[Chorus]
I miss you and I cry every night
I am so sad and lonely without you",,
Glad,B,,What a wonderful and happy song. I love it so much.,Sad sad sad.
Album,C,,,I am so sad and lonely. It makes me cry.
Plain,D,,,
"""


@pytest.fixture
def curator(db):
    return signed_in(User.objects.create_superuser("curator", "c@example.org", "secret"))


def imported(tmp_path) -> tuple[str, str]:
    path = tmp_path / "songs.csv"
    path.write_text(TABLE, encoding="utf-8")
    out, err = StringIO(), StringIO()
    call_command("import_table", str(path), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def titled(title: str) -> Song:
    return Song.objects.get(names__text=title)


def asked() -> int:
    return DBTaskResult.objects.filter(task_path=renew_lyrics.module_path, status="READY").count()


def test_a_table(tmp_path):
    out, _ = imported(tmp_path)
    assert "The words of 3 songs were read for their moods." in out
    assert titled("Crying").mood.top == titled("Album").mood.top == "sadness"
    assert titled("Glad").mood.top == "joy"
    assert titled("Glad").description.startswith("What a wonderful")
    assert titled("Plain").mood is None
    assert asked() == 1


def test_a_table_again_reads_nothing(tmp_path):
    imported(tmp_path)
    DBTaskResult.objects.all().delete()
    out, _ = imported(tmp_path)
    assert "were read" not in out
    assert asked() == 0


def test_a_table_without_a_text_model(tmp_path, monkeypatch):
    monkeypatch.setattr("emotion.text.artefact.PLACE.shipped", tmp_path / "nothing")
    with override_settings(MODEL_DIR=tmp_path / "none"):
        _, err = imported(tmp_path)
    assert "The words of 3 songs were not read, as no text model is usable" in err
    assert Song.objects.count() == 4
    assert not MoodEvidence.objects.exists()
    assert asked() == 1


def shown(song: Song) -> dict[str, float]:
    """Return the shares as the form shows them, which sent back say nothing new."""
    return {name: round(share, 4) for name, share in song.mood.as_dict().items()}


def test_the_song_form(curator):
    song = make_plain_song(mood="joy")
    said = {"lyrics": "I miss you and I cry\nI am so sad and lonely", "sung": "on"}
    assert change(curator, song, **said, **shown(song)).status_code == 302
    assert Song.objects.get().mood.top == MoodEvidence.objects.get().mood.top == "sadness"
    assert asked() == 1
    address = reverse("admin:recommender_song_change", args=[song.pk])
    page = curator.get(address).content.decode()
    assert "<q>I miss you and I cry</q>" in page
    assert "Lyrics: 2 lines, " in page
    assert page.count("<progress") == 6
    assert "does not count" not in page


def test_a_save_that_leaves_the_words_reads_nothing(curator):
    song = make_plain_song(lyrics="I am so happy today")
    change(curator, song, lyrics="I am so happy today", sung="on", energy="0.9", **shown(song))
    assert not MoodEvidence.objects.exists()
    assert asked() == 0


def test_the_form_says_that_unsung_words_do_not_count(curator):
    song = make_song(100, "peace", lyrics="I am so happy today", sung=False)
    address = reverse("admin:recommender_song_changelist")
    picked = {"action": "read_lyrics_again", "_selected_action": [song.pk]}
    page = curator.post(address, picked, follow=True).content.decode()
    assert "The words of 1 song were read." in page
    address = reverse("admin:recommender_song_change", args=[song.pk])
    assert "This does not count" in curator.get(address).content.decode()
    assert Song.objects.get().mood.top == "peace"


def test_the_action_says_that_there_is_no_model(curator, tmp_path, monkeypatch):
    monkeypatch.setattr("emotion.text.artefact.PLACE.shipped", tmp_path / "nothing")
    song = make_song(100, "peace", lyrics="I am so happy today")
    address = reverse("admin:recommender_song_changelist")
    picked = {"action": "read_lyrics_again", "_selected_action": [song.pk]}
    with override_settings(MODEL_DIR=tmp_path / "none"):
        page = curator.post(address, picked, follow=True).content.decode()
    assert "The words of 1 song wait: no text model is usable." in page
