"""Keeping a list."""

from django.test import Client

from mlfym.accounts.models import User
from recommender.models import Playlist
from tests.recommender.views.helpers import list_of


def url_of(playlist: Playlist) -> str:
    """Return where the form goes."""
    return f"/lists/{playlist.uuid}/save/"


def test_it_works(alice: User, alice_client: Client, catalogue: object) -> None:
    playlist = list_of(alice)
    response = alice_client.post(url_of(playlist), {"name": "Rainy day"})
    playlist.refresh_from_db()
    assert (playlist.saved, playlist.name) == (True, "Rainy day")
    assert response["Location"] == playlist.get_absolute_url()


def test_a_name_may_be_missing(alice: User, alice_client: Client, catalogue: object) -> None:
    playlist = list_of(alice)
    assert alice_client.post(url_of(playlist)).status_code == 302
    playlist.refresh_from_db()
    assert playlist.saved


def test_a_long_name_is_refused_kindly(
    alice: User, alice_client: Client, catalogue: object
) -> None:
    playlist = list_of(alice)
    response = alice_client.post(url_of(playlist), {"name": "x" * 121})
    assert response.status_code == 400
    assert response.templates[0].name == "recommender/message.html"
    playlist.refresh_from_db()
    assert not playlist.saved


def test_it_checks_ownership(alice: User, bob_client: Client, catalogue: object) -> None:
    playlist = list_of(alice)
    assert bob_client.post(url_of(playlist), {"name": "Bob's"}).status_code == 404
    playlist.refresh_from_db()
    assert not playlist.saved


def test_a_curated_list_is_nobodys_to_name(alice_client: Client, catalogue: object) -> None:
    curated = Playlist.objects.get(default_for="joy")
    assert alice_client.post(url_of(curated), {"name": "Mine"}).status_code == 404


def test_a_stranger_has_nothing_to_keep(client: Client, catalogue: object) -> None:
    curated = Playlist.objects.get(default_for="joy")
    assert client.post(url_of(curated)).status_code == 404


def test_it_rejects_get(alice: User, alice_client: Client, catalogue: object) -> None:
    assert alice_client.get(url_of(list_of(alice))).status_code == 405


def test_it_handles_a_bad_uuid(alice_client: Client) -> None:
    assert alice_client.post("/lists/nonsense/save/").status_code == 404
