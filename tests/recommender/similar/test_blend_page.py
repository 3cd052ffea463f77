"""/blend/: like these, less like those."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from mlfym.accounts.models import Listener
from mlfym.accounts.throttle import Limit
from recommender import pace
from recommender.models import Playlist, Song, SongName
from recommender.titles import path_titles
from tests.recommender.stage import ids

URL = "/blend/"
pytestmark = pytest.mark.django_db


def put(client: Client, song: Song, side: str = "more"):
    return client.post("/blend/put/", {"song": song.uuid, "side": side}, follow=True)


def shown(client: Client, **data: object) -> list[int]:
    return [row.song.pk for row in client.get(URL, data).context["rows"]]


def test_the_empty_page(client: Client) -> None:
    response = client.get(URL)
    assert response.content.decode().count("Nothing is here yet.") == 2
    assert "sessionid" not in response.cookies
    assert not Listener.objects.exists()


def test_more_brings_what_is_like_it(client: Client, catalogue: dict) -> None:
    song = catalogue["joy"][0]
    page = put(client, song)
    rows = [row.song.pk for row in page.context["rows"]]
    assert len(rows) == 10
    assert song.pk not in rows
    assert set(rows[:5]) == {other.pk for other in catalogue["joy"][1:]}
    assert [row.song for row in page.context["more"]] == [song]


def test_less_turns_away(client: Client, catalogue: dict) -> None:
    put(client, catalogue["joy"][0])
    put(client, catalogue["sadness"][0])
    both = shown(client)
    put(client, catalogue["sadness"][0], "less")
    sad = {song.pk for song in catalogue["sadness"]}
    assert sad & set(both)
    assert not sad & set(shown(client))


def test_a_song_is_on_one_side_alone(client: Client, catalogue: dict) -> None:
    song = catalogue["joy"][0]
    for side in ("more", "more", "less"):
        page = put(client, song, side)
    assert page.context["more"] == []
    assert [row.song for row in page.context["less"]] == [song]
    assert "less alone leads nowhere" in page.content.decode()
    assert put(client, song, "out").context["less"] == []


def test_it_can_be_emptied(client: Client, catalogue: dict) -> None:
    put(client, catalogue["joy"][0])
    page = client.post("/blend/clear/", follow=True)
    assert not page.context["tray"]


def test_ten_songs_a_side(client: Client, catalogue: dict) -> None:
    songs = [song for mood in ("joy", "peace") for song in catalogue[mood]]
    for song in songs[:10]:
        put(client, song)
    full = put(client, songs[10])
    assert full.status_code == 400
    assert "10 songs fit on each side." in full.content.decode()
    assert len(client.get(URL).context["more"]) == 10
    assert put(client, songs[0]).status_code == 200
    assert put(client, songs[10], "less").status_code == 200


@pytest.mark.parametrize("side", ["", "both", "\0", "x" * 1000])
def test_a_side_that_is_none(client: Client, catalogue: dict, side: str) -> None:
    assert put(client, catalogue["joy"][0], side).status_code == 400


@pytest.mark.parametrize(
    "song", ["", "x", "\0", "9c4c50e2-ec65-4f7c-b668-0f137f1bc91d", "1" * 5000]
)
def test_a_song_that_is_none(client: Client, song: str) -> None:
    response = client.post("/blend/put/", {"song": song, "side": "more"})
    assert response.status_code == 400
    assert "Which song was it?" in response.content.decode()


@pytest.mark.parametrize(("number", "status", "taken"), [(50, 302, 1), (1000, 400, 0)])
def test_many_songs_at_once_are_one(
    client: Client, catalogue: dict, number: int, status: int, taken: int
) -> None:
    """A thousand fields are more than the site reads of any form."""
    keys = [song.uuid for songs in catalogue.values() for song in songs] * 28
    response = client.post("/blend/put/", {"song": keys[:number], "side": "more"})
    assert response.status_code == status
    assert len(client.get(URL).context["more"]) == taken


def test_songs_that_were_deleted_are_left_out(client: Client, catalogue: dict) -> None:
    put(client, catalogue["joy"][0])
    Song.objects.filter(pk=catalogue["joy"][0].pk).delete()
    assert client.get(URL).context["more"] == []


def test_words_find_songs_to_put(client: Client, catalogue: dict) -> None:
    song = catalogue["joy"][0]
    response = client.get(URL, {"song_q": song.title})
    assert song in [found for found, _ in response.context["found"]]
    assert "No song here has these words." in client.get(URL, {"song_q": "zzzz"}).content.decode()


def test_a_song_that_was_chosen_can_be_put_on_either_side(client: Client, catalogue: dict) -> None:
    song = catalogue["joy"][0]
    put(client, song)
    response = client.get(URL, {"song": song.uuid})
    assert [found for found, _ in response.context["found"]] == [song]
    assert 'name="side" value="less"' in response.content.decode()


def test_it_is_kept_as_a_list(guest: Listener, guest_client: Client, catalogue: dict) -> None:
    joyful, sad = catalogue["joy"][0], catalogue["sadness"][0]
    put(guest_client, joyful)
    put(guest_client, sad, "less")
    wanted = shown(guest_client, lean=20)
    page = guest_client.post("/blend/list/", {"lean": 20}, follow=True)
    made = Playlist.objects.get(listener=guest)
    assert page.context["playlist"] == made
    assert made.saved
    assert ids(made) == wanted
    assert made.title == f"More like “Joy {joyful.pk}”, less like “Sadness {sad.pk}”"
    assert "더하기" in made.title_ko and "빼기" in made.title_ko


def test_nothing_to_keep(client: Client) -> None:
    assert client.post("/blend/list/").url == URL
    assert not Listener.objects.exists()


def test_the_control_is_there(client: Client, catalogue: dict) -> None:
    put(client, catalogue["joy"][0])
    page = client.get(URL, {"lean": 90}).content.decode()
    assert 'hx-get="/blend/"' in page
    assert client.get(URL, {"lean": "x"}).status_code == 400


def test_a_tray_is_ones_own(alice_client: Client, bob_client: Client, catalogue: dict) -> None:
    put(alice_client, catalogue["joy"][0])
    assert bob_client.get(URL).context["more"] == []


def test_a_songs_page_says_how_many_are_in_it(client: Client, catalogue: dict) -> None:
    put(client, catalogue["joy"][0])
    page = client.get(catalogue["joy"][1].get_absolute_url()).content.decode()
    assert "1 song in it" in page


def test_changes_are_posted(client: Client) -> None:
    for name in ("put", "clear", "list"):
        assert client.get(f"/blend/{name}/").status_code == 405


@pytest.mark.parametrize(
    ("page", "addresses"), [("/lists/", ("/path/", "/blend/")), ("/", ("/search/",))]
)
def test_other_pages_lead_here(client: Client, page: str, addresses: tuple[str, ...]) -> None:
    shown = client.get(page).content.decode()
    assert all(f'href="{address}"' in shown for address in addresses)


@pytest.mark.parametrize("letter", ["x", "가"])
def test_songs_with_long_titles_make_a_list(
    guest: Listener, guest_client: Client, catalogue: dict, letter: str
) -> None:
    more, less = catalogue["joy"][0], catalogue["sadness"][0]
    SongName.objects.filter(song__in=[more, less]).update(text=letter * 300)
    put(guest_client, more)
    put(guest_client, less, "less")
    assert guest_client.post("/blend/list/").status_code == 302
    made = Playlist.objects.get(listener=guest)
    longest = Playlist._meta.get_field("title_en").max_length
    assert len(made.title_en) == longest
    assert all(len(title) <= longest for title in path_titles(more, less))


def test_who_keeps_no_cookies_leaves_no_more_sessions_than_guests(
    catalogue: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One address makes so many guests an hour."""
    monkeypatch.setattr("mlfym.accounts.identity.GUEST_ADDRESS", Limit("few", 2, 3600))
    data = {"song": catalogue["joy"][0].uuid, "side": "more"}
    answers = [Client().post("/blend/put/", data).status_code for _ in range(4)]
    assert answers == [302, 302, 429, 429]
    assert Session.objects.count() == 2


@pytest.mark.parametrize("name", ["put", "list"])
def test_faster_than_a_hand(
    client: Client, catalogue: dict, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    put(client, catalogue["joy"][0])
    monkeypatch.setattr(pace, "ACTIONS_A_MINUTE", 0)
    data = {"song": catalogue["joy"][1].uuid, "side": "more"}
    assert client.post(f"/blend/{name}/", data).status_code == 429
    assert [row.song for row in client.get(URL).context["more"]] == [catalogue["joy"][0]]
    assert not Playlist.objects.filter(listener__isnull=False).exists()
