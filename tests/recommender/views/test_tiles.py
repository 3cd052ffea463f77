"""The door of tiles."""

from django.test import Client

from emotion.moods import MOODS


def test_it_shows_the_six_moods(client: Client, db: None) -> None:
    response = client.get("/tiles/")
    assert response.status_code == 200
    assert tuple(value for value, _label in response.context["moods"]) == MOODS
    for mood in MOODS:
        assert f'name="mood" value="{mood}"' in response.content.decode()


def test_it_shows_no_error_at_first(client: Client, db: None) -> None:
    assert client.get("/tiles/").context["error"] == ""


def test_it_rejects_post(client: Client, db: None) -> None:
    assert client.post("/tiles/").status_code == 405
