"""The page of all lists."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mlfym.accounts.models import User
from recommender.models import Playlist, Song
from recommender.services import playlist_save
from recommender.views import lists
from tests.recommender.stage import listener_of, put
from tests.recommender.views.helpers import list_of

URL = "/lists/"


def test_it_shows_the_curators_lists(client: Client, catalogue: object) -> None:
    response = client.get(URL)
    assert response.status_code == 200
    assert len(response.context["curated"]) == 6
    assert not response.context["saved"]


def test_a_list_that_nobody_gave_a_mood_is_shown(
    client: Client, catalogue: dict[str, list[Song]]
) -> None:
    put(Playlist.objects.create(title_en="Bare"), catalogue["joy"])
    assert "Bare" in client.get(URL).content.decode()


def test_ten_lists_without_a_mood_take_no_more_queries_than_one(
    client: Client, catalogue: dict[str, list[Song]]
) -> None:
    counts = []
    for more in (1, 9):
        for number in range(more):
            put(Playlist.objects.create(title_en=f"Bare {number}"), catalogue["joy"])
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_it_shows_what_the_listener_kept(
    alice: User, alice_client: Client, catalogue: object
) -> None:
    kept = playlist_save(playlist=list_of(alice), name="Mine")
    list_of(alice)
    response = alice_client.get(URL)
    assert list(response.context["saved"]) == [kept]
    assert "Mine" in response.content.decode()


def test_it_hides_what_another_kept(alice: User, bob_client: Client, catalogue: object) -> None:
    playlist_save(playlist=list_of(alice), name="Mine")
    assert not bob_client.get(URL).context["saved"]


def test_names_are_escaped(alice: User, alice_client: Client, catalogue: object) -> None:
    playlist_save(playlist=list_of(alice), name="<script>alert(1)</script>")
    assert "<script>alert" not in alice_client.get(URL).content.decode()


def test_it_rejects_post(client: Client, db: None) -> None:
    assert client.post(URL).status_code == 405


def kept(user: User, songs: list[Song], number: int) -> Playlist:
    """Keep a list that came from elsewhere: nobody gave it a mood."""
    row = Playlist.objects.create(listener=listener_of(user), name=f"Kept {number}", saved=True)
    put(row, songs)
    return row


def test_ten_imported_lists_take_no_more_queries_than_one(
    alice: User, alice_client: Client, catalogue: dict[str, list[Song]]
) -> None:
    counts = []
    for numbers in (range(1), range(1, 10)):
        for number in numbers:
            kept(alice, catalogue["joy"], number)
        with CaptureQueriesContext(connection) as queries:
            response = alice_client.get(URL)
        counts.append(len(queries))
    assert len(response.context["saved"]) == 10
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("language", "after"), [("en", "After"), ("ko", "다음")])
def test_many_lists_come_by_the_page(
    alice: User,
    alice_client: Client,
    catalogue: dict[str, list[Song]],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    after: str,
) -> None:
    monkeypatch.setattr(lists, "LISTS_A_PAGE", 4)
    made = [kept(alice, catalogue["joy"], number) for number in range(5)]
    first = alice_client.get(URL, {"curated": "2"}, headers={"accept-language": language})
    assert list(first.context["saved"]) == made[:0:-1]
    assert len(first.context["curated"]) == 2
    content = first.content.decode()
    assert f'href="?page=2&amp;curated=2" rel="next">{after}</a>' in content
    assert 'href="?curated=1" rel="prev"' in content
    second = alice_client.get(URL, {"page": "2"}, headers={"accept-language": language})
    assert list(second.context["saved"]) == made[:1]
    assert 'rel="next"' in second.content.decode()  # of the curators' lists
