"""Deleting a list."""

from django.test import Client

from mlfym.accounts.models import User
from recommender.models import Playlist
from tests.recommender.views.helpers import list_of


def url_of(playlist: Playlist) -> str:
    """Return where the form goes."""
    return f"/lists/{playlist.uuid}/delete/"


def test_it_works(alice: User, alice_client: Client, catalogue: object) -> None:
    playlist = list_of(alice)
    response = alice_client.post(url_of(playlist))
    assert response["Location"] == "/lists/"
    assert not Playlist.objects.filter(pk=playlist.pk).exists()


def test_it_checks_ownership(alice: User, bob_client: Client, catalogue: object) -> None:
    playlist = list_of(alice)
    assert bob_client.post(url_of(playlist)).status_code == 404
    assert Playlist.objects.filter(pk=playlist.pk).exists()


def test_a_curated_list_stays(alice_client: Client, catalogue: object) -> None:
    curated = Playlist.objects.get(default_for="joy")
    assert alice_client.post(url_of(curated)).status_code == 404
    assert Playlist.objects.filter(pk=curated.pk).exists()


def test_a_second_time_is_not_found(alice: User, alice_client: Client, catalogue: object) -> None:
    playlist = list_of(alice)
    alice_client.post(url_of(playlist))
    assert alice_client.post(url_of(playlist)).status_code == 404


def test_it_rejects_get(alice: User, alice_client: Client, catalogue: object) -> None:
    playlist = list_of(alice)
    assert alice_client.get(url_of(playlist)).status_code == 405
    assert Playlist.objects.filter(pk=playlist.pk).exists()
