"""The home page."""

from django.test import Client

from mlfym.accounts.identity import COOKIE
from mlfym.accounts.models import Listener, User
from recommender.models import Playlist
from tests.recommender.views.helpers import list_of, reading_of

URL = "/"


def test_it_works(client: Client, db: None) -> None:
    response = client.get(URL)
    assert response.status_code == 200
    assert response.context["last"] is None
    assert [value for value, _label in response.context["moods"]][4] == "joy"


def test_a_mere_visit_leaves_nothing(client: Client, catalogue: object) -> None:
    curated = Playlist.objects.curated().first()
    assert curated is not None
    own = curated.get_absolute_url()
    for url in (URL, "/tiles/", "/lists/", own, f"{own}questions/", "/lists/nonsense/"):
        client.get(url)
    assert not Listener.objects.exists()
    assert COOKIE not in client.cookies
    assert "sessionid" not in client.cookies


def test_someone_known_sees_their_last_list(
    alice: User, alice_client: Client, catalogue: object
) -> None:
    reading = reading_of(alice, "peace")
    playlist = list_of(alice)
    context = alice_client.get(URL).context
    assert context["last"] == playlist
    assert context["last_reading"].created >= reading.created


def test_a_reading_without_a_list_is_welcome_too(
    alice: User, alice_client: Client, catalogue: object
) -> None:
    reading_of(alice, "peace")
    assert alice_client.get(URL).context["last_mood"] == "peace"


def test_nobody_sees_the_list_of_another(
    alice: User, bob_client: Client, catalogue: object
) -> None:
    list_of(alice)
    context = bob_client.get(URL).context
    assert context["last"] is context["last_reading"] is None


def test_it_rejects_post(client: Client, db: None) -> None:
    assert client.post(URL).status_code == 405


def test_it_speaks_korean(client: Client, db: None) -> None:
    response = client.get(URL, headers={"accept-language": "ko"})
    assert '<html lang="ko"' in response.content.decode()
