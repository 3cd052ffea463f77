"""/path/: choose two songs, and hear the way between them."""

import re

import pytest
from django.test import Client

from mlfym.accounts.models import Listener
from recommender.models import Playlist, Song
from tests.recommender.likes.helpers import dislike
from tests.recommender.stage import ids, make_song

URL = "/path/"
pytestmark = pytest.mark.django_db


def ends(catalogue: dict) -> tuple[Song, Song]:
    return catalogue["joy"][0], catalogue["sadness"][5]


def make(client: Client, start: Song, end: Song, **data: object):
    return client.post(URL, {"from": start.uuid, "to": end.uuid, **data}, follow=True)


def test_the_empty_page_asks_for_both(client: Client) -> None:
    page = client.get(URL).content.decode()
    assert 'name="from_q"' in page
    assert 'name="to_q"' in page
    assert 'name="n"' not in page
    assert not Listener.objects.exists()


def test_words_find_songs(client: Client, catalogue: dict) -> None:
    song = catalogue["joy"][0]
    page = client.get(URL, {"from_q": song.title, "n": 12}).content.decode()
    assert f"/path/?n=12&amp;from={song.uuid}" in page


@pytest.mark.parametrize(
    ("chosen", "waits"), [((), []), (("from",), ["path-to"]), (("from", "to"), [])]
)
def test_the_end_that_is_left_is_asked_for(
    client: Client, catalogue: dict, chosen: tuple[str, ...], waits: list[str]
) -> None:
    page = client.get(URL, dict.fromkeys(chosen, catalogue["joy"][0].uuid)).content.decode()
    boxes = re.findall(r'<input class="input"[^>]*id="([^"]*)"[^>]* autofocus>', page)
    assert boxes == waits
    assert page.count("data-search-chooses=") == 2 - len(chosen)


def test_a_uuid_is_a_song(client: Client, catalogue: dict) -> None:
    start, end = ends(catalogue)
    page = client.get(URL, {"from": start.uuid, "to_q": str(end.uuid)})
    assert page.context["ready"]
    assert f'name="to" value="{end.uuid}"' in page.content.decode()


def test_the_path_is_a_list(guest: Listener, guest_client: Client, catalogue: dict) -> None:
    start, end = ends(catalogue)
    page = make(guest_client, start, end, n=7)
    made = Playlist.objects.get(listener=guest)
    assert page.redirect_chain[0][0] == f"{made.get_absolute_url()}?play=1"
    assert len(ids(made)) == len(set(ids(made))) == 7
    assert (ids(made)[0], ids(made)[-1]) == (start.pk, end.pk)
    reasons = [item.reasons for item in made.items.order_by("position")]
    assert reasons[0] == {"path_start": 1.0}
    assert reasons[1:-1] == [{"path": 1.0}] * 5
    assert reasons[-1] == {"path_end": 1.0}
    assert made.title == f"From “Joy {start.pk}” to “Sadness {end.pk}”"
    assert "a step on the way" in page.content.decode()


def test_without_a_number_it_has_eight(guest, guest_client: Client, catalogue: dict) -> None:
    make(guest_client, *ends(catalogue))
    assert len(ids(Playlist.objects.get(listener=guest))) == 8


@pytest.mark.parametrize("n", ["2", "26", "-1", "x", "\0", "9" * 50])
def test_a_number_that_cannot_be(guest_client: Client, catalogue: dict, n: str) -> None:
    response = make(guest_client, *ends(catalogue), n=n)
    assert response.status_code == 400
    assert "A path has 3 to 25 songs." in response.content.decode()
    assert response.context["ready"]
    assert not Playlist.objects.filter(listener__isnull=False).exists()


@pytest.mark.parametrize("key", ["x", "\0", "", "9c4c50e2-ec65-4f7c-b668-0f137f1bc91d", "x" * 5000])
def test_a_song_that_is_none(guest_client: Client, catalogue: dict, key: str) -> None:
    start, _ = ends(catalogue)
    response = guest_client.post(URL, {"from": start.uuid, "to": key, "n": 5})
    assert response.status_code == 400
    assert "Please choose both songs first." in response.content.decode()
    assert response.context["ends"][0]["chosen"].song == start


def test_a_song_that_does_not_play(guest_client: Client, catalogue: dict) -> None:
    start, end = ends(catalogue)
    Song.objects.filter(pk=end.pk).update(available=False)
    response = guest_client.get(URL, {"from": start.uuid, "to": end.uuid})
    assert response.status_code == 400
    assert "or does not play just now. Please choose another." in response.content.decode()


@pytest.mark.parametrize("query", ["zzzzqqqq", "%", "_", "'\"", "🎵", "x" * 10_000, "a\0b"])
def test_words_that_find_nothing(client: Client, catalogue: dict, query: str) -> None:
    response = client.get(URL, {"from_q": query})
    assert response.status_code == 200
    assert "No song here has these words." in response.content.decode()


def test_the_same_song_twice_is_a_round(guest, guest_client: Client, catalogue: dict) -> None:
    start, _ = ends(catalogue)
    make(guest_client, start, start, n=5)
    made = Playlist.objects.get(listener=guest)
    assert ids(made)[0] == start.pk
    assert len(set(ids(made))) == 5


def test_a_library_of_three(guest: Listener, guest_client: Client) -> None:
    first, second, third = (
        make_song(100 + n, mood) for n, mood in enumerate(("joy", "peace", "anger"))
    )
    make(guest_client, first, third, n=25)
    assert ids(Playlist.objects.get(listener=guest)) == [first.pk, second.pk, third.pk]


def test_a_library_of_one(guest: Listener, guest_client: Client) -> None:
    song = make_song(101, "joy")
    make(guest_client, song, song, n=10)
    assert ids(Playlist.objects.get(listener=guest)) == [101]


def test_songs_of_which_nothing_is_known(guest: Listener, guest_client: Client) -> None:
    """No tags, no mood, no sound."""
    songs = [Song.objects.create() for _ in range(5)]
    make(guest_client, songs[0], songs[3], n=4)
    found = ids(Playlist.objects.get(listener=guest))
    assert len(set(found)) == 4
    assert (found[0], found[-1]) == (songs[0].pk, songs[3].pk)


def test_what_was_put_aside_is_no_step(guest, guest_client: Client, catalogue: dict) -> None:
    start, end = ends(catalogue)
    aside = catalogue["peace"][0]
    dislike(guest, aside)
    make(guest_client, start, end, n=25)
    assert aside.pk not in ids(Playlist.objects.get(listener=guest))


def test_it_goes_from_one_mood_to_the_other(guest, guest_client: Client, catalogue: dict) -> None:
    """Valence falls on the way from joy to sadness."""
    start, end = ends(catalogue)
    make(guest_client, start, end, n=6)
    values = [Song.objects.get(pk=pk).valence for pk in ids(Playlist.objects.get(listener=guest))]
    assert values == sorted(values, reverse=True)


def test_the_starter_library(guest: Listener, guest_client: Client, starter: None) -> None:
    make(guest_client, Song.objects.get(pk=1), Song.objects.get(pk=45), n=10)
    assert len(ids(Playlist.objects.get(listener=guest))) == 10


def test_a_large_catalogue_is_looked_at_in_parts(
    guest: Listener, guest_client: Client, catalogue: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which changes nothing in the path; few songs are looked at closely, so that it may."""
    monkeypatch.setattr("recommender.similar.paths.LOOKED_AT", 8)
    for block in (50_000, 5, 1):
        monkeypatch.setattr("recommender.similar.paths.BLOCK", block)
        make(guest_client, *ends(catalogue), n=7)
    paths = [ids(made) for made in Playlist.objects.filter(listener=guest)]
    assert len(paths) == 3
    assert paths[0] == paths[1] == paths[2]
