"""The wish for less like a song."""

import pytest
from django.test import Client

from mlfym.accounts.models import Listener, User
from recommender.models import Playlist, Song
from tests.recommender.stage import ids, listener_of
from tests.recommender.views.helpers import list_of

Catalogue = dict[str, list[Song]]


def url_of(playlist: Playlist) -> str:
    """Return where the form goes."""
    return f"/lists/{playlist.uuid}/less/"


def test_it_works(alice: User, alice_client: Client, catalogue: Catalogue) -> None:
    playlist, song = list_of(alice), catalogue["joy"][0]
    response = alice_client.post(url_of(playlist), {"song": str(song.uuid)})
    after = Playlist.objects.get(parent=playlist)
    assert response["Location"] == f"{after.get_absolute_url()}?keep=1"
    assert song.pk not in ids(after)


def test_a_stranger_becomes_a_listener(client: Client, catalogue: Catalogue) -> None:
    curated = Playlist.objects.get(default_for="joy")
    client.post(url_of(curated), {"song": str(catalogue["joy"][0].uuid)})
    assert Playlist.objects.get(parent=curated).listener == Listener.objects.get()


@pytest.mark.parametrize("song", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_it_handles_a_bad_song(
    alice: User, alice_client: Client, catalogue: Catalogue, song: str
) -> None:
    playlist = list_of(alice)
    response = alice_client.post(url_of(playlist), {"song": song})
    assert response.status_code == 400
    assert response.context["actions"][0][1] == playlist.get_absolute_url()
    assert listener_of(alice).playlists.count() == 1


def test_it_handles_a_missing_song(alice: User, alice_client: Client, catalogue: Catalogue) -> None:
    assert alice_client.post(url_of(list_of(alice))).status_code == 400


def test_it_checks_ownership(alice: User, bob_client: Client, catalogue: Catalogue) -> None:
    song = {"song": str(catalogue["joy"][0].uuid)}
    assert bob_client.post(url_of(list_of(alice)), song).status_code == 404


def test_it_rejects_get(alice: User, alice_client: Client, catalogue: Catalogue) -> None:
    assert alice_client.get(url_of(list_of(alice))).status_code == 405


def test_it_handles_a_bad_uuid(alice_client: Client) -> None:
    assert alice_client.post("/lists/nonsense/less/").status_code == 404
