"""The songs' own pages in the admin: disagreements, and what evidence was read from."""

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from emotion.moods import Mood
from mlfym.accounts.models import User
from recommender.catalogue.mood_evidence import curator_says
from recommender.models import MoodEvidence, Song
from recommender.spread_tasks import spread_moods
from tests.recommender.spreading.stage import make_songs, says

pytestmark = pytest.mark.django_db

PAGE = "/admin/recommender/labelspread/"
Kind = MoodEvidence.Kind


@pytest.fixture(autouse=True)
def _own_models(settings, tmp_path) -> None:
    settings.MODEL_DIR = tmp_path


@pytest.fixture
def songs() -> dict[str, list[Song]]:
    return make_songs()


@pytest.fixture
def boss(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="x"))
    return client


def test_songs_that_disagree_are_counted_and_found_in_the_songs_list(boss, songs):
    torn = songs["joy"][0]
    says(torn, Kind.LYRICS, "sadness", weight=0.5, share=0.9)
    says(torn, Kind.SOUND, "joy", weight=0.3, share=0.9)
    curator_says(torn, Mood.of("joy"))
    assert "1 song whose lyrics and sound disagree" in boss.get(PAGE).content.decode()
    found = boss.get("/admin/recommender/song/?torn=yes")
    assert [song.pk for song in found.context["cl"].queryset] == [torn.pk]
    assert "⚠ Lyrics: Sadness, sound: Joy" in found.content.decode()
    page = boss.get(f"/admin/recommender/song/{torn.pk}/change/").content.decode()
    assert "The lyrics say Sadness, the sound says Joy" in page


def test_a_mood_from_the_songs_form_is_spread_too(boss, songs):
    song = songs["joy"][0]
    page = boss.get(f"/admin/recommender/song/{song.pk}/change/")
    values = {
        key: value
        for form in (page.context["adminform"].form, *forms_of(page))
        for key, value in initial(form).items()
        if key != "audio"
    }
    response = boss.post(page.request["PATH_INFO"], {**values, "joy": "1"})
    assert response.status_code == 302, response.context["errors"]
    assert Song.objects.get(pk=song.pk).mood.top == "joy"
    assert DBTaskResult.objects.filter(task_path=spread_moods.module_path).exists()


def forms_of(page):
    for inline in page.context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.forms


def initial(form) -> dict[str, object]:
    values = {form.add_prefix(name): form.get_initial_for_field(field, name)
              for name, field in form.fields.items()}  # fmt: skip
    return {key: "" if value is None else value for key, value in values.items()}


def test_sound_and_what_was_spread_are_shown_with_what_they_were_read_from(boss, songs):
    song = songs["joy"][0]
    says(song, Kind.SOUND, "joy")
    cue = {"name": "tempo", "measured": 128.4, "value": 0.4, "sure": 0.5}
    mode = {"name": "mode", "measured": "minor", "value": -1.0, "sure": 1.0}
    heard = {"mark": "m", "valence": -0.25, "arousal": 0.5, "cues": [cue, mode]}
    MoodEvidence.objects.update(details=heard)
    says(song, Kind.SPREAD, "joy")
    MoodEvidence.objects.filter(kind=Kind.SPREAD).update(
        details={"labels": 14, "parts": ["sound", "tags"]}
    )
    page = boss.get(f"/admin/recommender/song/{song.pk}/change/").content.decode()
    assert "Valence -0.25, arousal +0.50" in page
    assert "tempo: 128 beats a minute (50% sure)" in page
    assert "minor key" in page
    assert "Spread from 14 songs whose mood a curator set; alike by: sound, tags." in page
