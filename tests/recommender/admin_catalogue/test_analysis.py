"""How far the analysis is, what failed and why, and the wish for another."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from mlfym.accounts.models import User
from recommender.models import Song, SongAnalysis
from tests.recommender.admin_catalogue.test_songs import form
from tests.recommender.audio.sound import sine, wav
from tests.recommender.catalogue.songs import make_song

pytestmark = pytest.mark.django_db
LIST = "admin:recommender_songanalysis_changelist"


@pytest.fixture
def rows() -> list[SongAnalysis]:
    """Return a song that was heard, one that waits and two that failed."""
    heard = {"state": "done", "tempo": 119.7, "key": 1, "mode": "minor", "loudness": -14.25}
    figures = [heard, {}, {"state": "failed", "problem": "gone"},
               {"state": "failed", "problem": "protected"}]  # fmt: skip
    titles = ["Rain", "Snow", "Hail", "Fog"]
    return [
        SongAnalysis.objects.create(song=make_song(title), **columns)
        for title, columns in zip(titles, figures, strict=True)
    ]


def page(client: Client, **query: str) -> str:
    response = client.get(reverse(LIST), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_says_how_far_it_is(curator: Client, rows: list[SongAnalysis]) -> None:
    html = page(curator)
    assert "Heard: 1. Waiting: 1. Not readable: 2." in html
    assert '<progress max="100" value="75">' in html
    for text in ("120", "C♯ minor", "-14.25", "Rain"):
        assert text in html
    assert "protected against copying" in html


def test_keys_are_in_the_curators_language(curator: Client, rows: list[SongAnalysis]) -> None:
    html = curator.get(reverse(LIST), headers={"Accept-Language": "ko"}).content.decode()
    assert "C♯단조" in html
    assert "minor</td>" not in html


def test_titles_stay_whole_beside_the_figures(curator: Client, rows: list[SongAnalysis]) -> None:
    assert "css/admin-songs.css" in page(curator)


def test_it_is_narrowed_by_state_reason_and_title(
    curator: Client, rows: list[SongAnalysis]
) -> None:
    found = page(curator, problem="gone")
    assert "Hail" in found and "Fog" not in found
    assert "Fog" not in page(curator, state__exact="done")
    found = page(curator, q="sNoW")
    assert "Snow" in found and "Rain" not in found


def test_a_row_shows_all_figures(curator: Client, rows: list[SongAnalysis]) -> None:
    address = reverse("admin:recommender_songanalysis_change", args=[rows[0].pk])
    assert "-14.25" in curator.get(address).content.decode()


def test_a_row_has_no_button_that_would_do_nothing(
    curator: Client, rows: list[SongAnalysis]
) -> None:
    address = reverse("admin:recommender_songanalysis_change", args=[rows[0].pk])
    html = curator.get(address).content.decode()
    assert 'name="_save"' not in html
    assert 'name="_continue"' not in html
    assert "deletelink" not in html
    assert 'class="closelink"' in html


def test_songs_are_analysed_again(curator: Client, rows: list[SongAnalysis]) -> None:
    chosen = [rows[0].pk, rows[2].pk]
    data = {"action": "analyse_again", "_selected_action": chosen}
    response = curator.post(reverse(LIST), data, follow=True)
    assert "2 songs will be analysed in the background." in response.content.decode()
    waiting = SongAnalysis.objects.filter(state="waiting", problem="")
    assert set(waiting.values_list("pk", flat=True)) == {*chosen, rows[1].pk}
    assert DBTaskResult.objects.filter(task_path__endswith="analyse_songs").count() == 1
    rows[0].refresh_from_db()
    assert rows[0].loudness == -14.25, "what was found serves until then"


def test_who_may_only_look_cannot_ask(rows: list[SongAnalysis]) -> None:
    looker = User.objects.create_user("looker", password="x", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_songanalysis"))
    client = Client()
    client.force_login(looker)
    assert "analyse_again" not in page(client)
    client.post(reverse(LIST), {"action": "analyse_again", "_selected_action": [rows[0].pk]})
    rows[0].refresh_from_db()
    assert rows[0].state == "done"


def test_a_song_is_deleted_with_its_analysis(curator: Client, rows: list[SongAnalysis]) -> None:
    address = reverse("admin:recommender_song_delete", args=[rows[0].song_id])
    assert curator.post(address, {"post": "yes"}).status_code == 302
    assert not Song.objects.filter(pk=rows[0].song_id).exists()
    assert not SongAnalysis.objects.filter(pk=rows[0].pk).exists()


def test_an_upload_is_analysed_without_delay(curator: Client) -> None:
    file = SimpleUploadedFile("rain.wav", wav(sine(3, -20)))
    data = {**form(), "audio": file}
    assert curator.post(reverse("admin:recommender_song_add"), data).status_code == 302
    assert DBTaskResult.objects.filter(task_path__endswith="analyse_songs").count() == 1
