"""The start of a list, where every door ends."""

from datetime import timedelta

import pytest
from django.test import Client

from emotion import tokens
from emotion.models import Reading
from mlfym.accounts.identity import COOKIE
from mlfym.accounts.models import Listener, User
from recommender import pace
from recommender.models import Playlist, Rating, Song
from tests.recommender.stage import listener_of
from tests.recommender.views.helpers import reading_of

URL = "/lists/start/"


def test_a_tile_starts_a_list(client: Client, catalogue: object) -> None:
    response = client.post(URL, {"mood": "joy"})
    playlist = Playlist.objects.get(listener__isnull=False)
    assert response.status_code == 302
    assert response["Location"] == f"/lists/{playlist.uuid}/?play=1"
    assert playlist.reading is not None
    assert (playlist.reading.door, playlist.reading.settled_mood.top) == ("tiles", "joy")


def test_the_first_action_makes_a_listener(client: Client, catalogue: object) -> None:
    response = client.post(URL, {"mood": "joy"}, follow=True)
    assert response.status_code == 200
    assert response.context["autoplay"] is True
    assert Listener.objects.count() == 1
    assert COOKIE in client.cookies


def test_the_second_list_is_the_same_listeners(client: Client, catalogue: object) -> None:
    client.post(URL, {"mood": "joy"})
    client.post(URL, {"mood": "peace"})
    assert Listener.objects.get().playlists.count() == 2


def test_a_token_starts_the_list_of_its_reading(
    alice: User, alice_client: Client, catalogue: object
) -> None:
    reading = reading_of(alice, "sadness")
    alice_client.post(URL, {"token": tokens.sign(reading)})
    playlist = Playlist.objects.get(listener=listener_of(alice))
    assert playlist.reading == reading
    assert playlist.mood is not None and playlist.mood.top == "sadness"


def test_a_correction_is_what_counts(alice: User, alice_client: Client, catalogue: object) -> None:
    reading = reading_of(alice, "sadness")
    alice_client.post(URL, {"token": tokens.sign(reading), "mood": "peace"})
    playlist = Playlist.objects.get(listener=listener_of(alice))
    assert playlist.mood is not None and playlist.mood.top == "peace"
    reading.refresh_from_db()
    assert reading.corrected_to == "peace"


def test_a_forged_token_is_refused_kindly(
    alice: User, alice_client: Client, catalogue: object
) -> None:
    response = alice_client.post(URL, {"token": "forged"})
    assert response.status_code == 400
    assert "/tiles/" in [url for _label, url in response.context["actions"]]
    assert not Playlist.objects.filter(listener__isnull=False).exists()


def test_an_old_token_is_refused(
    alice: User, alice_client: Client, catalogue: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = tokens.sign(reading_of(alice))
    monkeypatch.setattr(tokens, "LIFETIME", timedelta(seconds=-1))
    response = alice_client.post(URL, {"token": token})
    assert response.status_code == 400
    assert "ten minutes" in response.context["text"]
    assert Reading.objects.count() == 1


def test_the_token_of_another_is_refused(
    alice: User, bob_client: Client, catalogue: object
) -> None:
    response = bob_client.post(URL, {"token": tokens.sign(reading_of(alice))})
    assert response.status_code == 400
    assert "somebody else" in response.context["text"]


def test_a_token_without_a_listener_makes_none(
    alice: User, client: Client, catalogue: object
) -> None:
    response = client.post(URL, {"token": tokens.sign(reading_of(alice))})
    assert response.status_code == 400
    assert Listener.objects.count() == 1


@pytest.mark.parametrize("mood", ["", "melancholy", "JOY"])
def test_without_a_mood_the_tiles_ask_again(client: Client, catalogue: object, mood: str) -> None:
    response = client.post(URL, {"mood": mood})
    assert response.status_code == 400
    assert response.templates[0].name == "recommender/tiles.html"
    assert response.context["error"]
    assert not Listener.objects.exists()


def test_a_missing_mood_asks_again(client: Client, catalogue: object) -> None:
    assert client.post(URL).status_code == 400


def test_an_empty_catalogue_is_said_kindly(client: Client, db: None) -> None:
    response = client.post(URL, {"mood": "joy"})
    assert response.status_code == 200
    assert response.templates[0].name == "recommender/message.html"
    assert "No song plays just now" in response.context["text"]


def test_who_put_every_song_aside_is_told(
    alice: User, alice_client: Client, catalogue: object
) -> None:
    listener = listener_of(alice)
    Rating.objects.bulk_create(
        Rating(listener=listener, song=song, value=Rating.Value.DISLIKE)
        for song in Song.objects.all()
    )
    response = alice_client.post(URL, {"mood": "joy"})
    assert response.status_code == 200
    assert "put aside every song" in response.context["text"]


def test_htmx_is_led_the_same_way(client: Client, catalogue: object) -> None:
    headers = {"hx-request": "true", "hx-boosted": "true"}
    response = client.post(URL, {"mood": "joy"}, headers=headers)
    assert response.status_code == 302


def test_it_requires_a_csrf_token(catalogue: object) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(URL, {"mood": "joy"}).status_code == 403


def test_it_rejects_get(client: Client, db: None) -> None:
    assert client.get(URL).status_code == 405


def test_nobody_starts_lists_faster_than_a_person(
    guest_client: Client, catalogue: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "ACTIONS_A_MINUTE", 2)
    answers = [guest_client.post(URL, {"mood": "joy"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert answers[-1]["Retry-After"]
    # Nor is anything kept of the mood that came too soon.
    assert Playlist.objects.filter(listener__isnull=False).count() == 2
    assert Reading.objects.count() == 2
