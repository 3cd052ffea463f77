"""Stations: POST /songs/<uuid>/station/ and /lists/<uuid>/on/."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from mlfym.accounts.models import Listener, User
from recommender import pace
from recommender.engine.mixer import Mixed
from recommender.feedback import Played, rate, record_events
from recommender.models import Event, Playlist, Song
from recommender.similar import stations
from recommender.similar.stations import (
    station_grow,
    station_of,
    station_start,
    station_turn,
    words_on,
)
from tests.recommender.stage import ids, listener_of

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def begin(client: Client, song: Song, **data: object) -> Playlist:
    response = client.post(reverse("station", args=[song.uuid]), data, follow=True)
    assert response.redirect_chain[0][0].endswith("?play=1")
    return response.context["playlist"]


def on(client: Client, playlist: Playlist, **data: object):
    return client.post(reverse("station_on", args=[playlist.uuid]), data, headers=JSON)


def play(listener: Listener, playlist: Playlist, kind: str, *songs: Song) -> None:
    record_events(
        listener=listener, played=[Played(uuid.uuid4(), song, kind, playlist) for song in songs]
    )


def test_it_begins_with_the_song(guest, guest_client: Client, catalogue: dict) -> None:
    song = catalogue["joy"][0]
    made = begin(guest_client, song, lean=70)
    assert made.listener == guest
    assert station_of(made).seed == song.pk
    assert station_of(made).lean == 0.7
    assert ids(made)[0] == song.pk
    assert len(ids(made)) == 10
    assert made.title == f"Station: “Joy {song.pk}”"
    assert made.mood.top == "joy"


def test_it_goes_on_until_every_song_was_there(guest_client: Client, catalogue: dict) -> None:
    made = begin(guest_client, catalogue["joy"][0])
    for _ in range(3):
        answer = on(guest_client, made, after=len(ids(made))).json()
        assert answer["songs"] and not answer["over"]
        assert answer["rows"].count('<li class="song') == len(answer["songs"])
    assert sorted(ids(made)) == sorted(Song.objects.values_list("pk", flat=True))
    last = on(guest_client, made, after=36).json()
    assert last == {"songs": [], "rows": "", "over": True}
    page = guest_client.get(made.get_absolute_url()).content.decode()
    assert "That was every song that we have for you." in page


def test_a_retry_adds_nothing(guest_client: Client, catalogue: dict) -> None:
    made = begin(guest_client, catalogue["joy"][0])
    first, second = (on(guest_client, made, after=10).json()["songs"] for _ in range(2))
    assert [song["song"] for song in first] == [song["song"] for song in second]
    assert len(ids(made)) == 20


def test_the_player_knows_where_to_ask(guest_client: Client, catalogue: dict) -> None:
    made = begin(guest_client, catalogue["joy"][0])
    queue = guest_client.get(made.get_absolute_url()).context["queue"]
    assert {entry["station"] for entry in queue} == {f"/lists/{made.uuid}/on/"}
    assert on(guest_client, made, after=10).json()["songs"][0]["position"] == 11


def test_without_scripts_it_leads_back_to_its_page(guest_client, catalogue: dict) -> None:
    made = begin(guest_client, catalogue["joy"][0])
    page = guest_client.post(reverse("station_on", args=[made.uuid]), follow=True)
    assert len(page.context["rows"]) == 20


def test_a_long_stations_page_shows_its_latest_songs(
    guest_client: Client, catalogue: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recommender.similar.stations.SHOWN", 15)
    made = begin(guest_client, catalogue["joy"][0])
    on(guest_client, made, after=10)
    response = guest_client.get(made.get_absolute_url())
    assert [row.position for row in response.context["rows"]] == list(range(6, 21))
    assert len(response.context["queue"]) == 15


def test_what_is_disliked_does_not_stop_it(guest, guest_client, catalogue: dict) -> None:
    """The last songs of a queue were put aside: there are others behind them."""
    made = begin(guest_client, catalogue["joy"][0])
    for song in made.songs.filter(playlist_rows__position__gt=7, playlist_rows__playlist=made):
        rate(listener=guest, song=song, action="dislike", playlist=made)
    songs = on(guest_client, made, after=7).json()["songs"]
    assert [song["position"] for song in songs] == list(range(11, 21))


def test_skips_and_likes_are_its_words(guest: Listener, catalogue: dict) -> None:
    """The latest word last; what was done in another list says nothing here."""
    made = station_start(listener=guest, song=catalogue["joy"][0])
    other = station_start(listener=guest, song=catalogue["anger"][0])
    skipped, liked, both, elsewhere = catalogue["joy"][1:5]
    play(guest, made, Event.Kind.LIKE, both)
    play(guest, made, Event.Kind.SKIP, skipped)
    play(guest, made, Event.Kind.FINISH, liked)
    play(guest, made, Event.Kind.LIKE, liked)
    play(guest, made, Event.Kind.UNLIKE, both)
    play(guest, other, Event.Kind.LIKE, elsewhere)
    assert list(words_on(made).items()) == [(skipped.pk, -0.4), (liked.pk, 1.0), (both.pk, 0.0)]


@pytest.mark.parametrize("kind", ["more", "less"])
def test_more_and_less_turn_what_was_not_begun(guest, guest_client, catalogue, kind: str) -> None:
    made = begin(guest_client, catalogue["joy"][0])
    before = ids(made)
    begun = Song.objects.get(pk=before[1])
    play(guest, made, Event.Kind.PLAY, *Song.objects.filter(pk__in=before[:2]))
    url = reverse(f"playlist_{kind}", args=[made.uuid])
    page = guest_client.post(url, {"song": begun.uuid}, follow=True)
    assert page.context["playlist"] == made
    assert ids(made)[:2] == before[:2]
    assert len(ids(made)) == 12
    assert Event.objects.filter(kind=kind, song=begun, playlist=made).exists()


def test_a_song_that_more_is_wanted_of_stays(guest, guest_client, catalogue: dict) -> None:
    made = begin(guest_client, catalogue["joy"][0])
    waiting = Song.objects.get(pk=ids(made)[5])
    guest_client.post(reverse("playlist_more", args=[made.uuid]), {"song": waiting.uuid})
    assert waiting.pk in ids(made)
    assert len(ids(made)) == len(set(ids(made))) == 12


def test_less_of_a_song_puts_it_aside(guest_client: Client, catalogue: dict) -> None:
    made = begin(guest_client, catalogue["joy"][0])
    waiting = Song.objects.get(pk=ids(made)[5])
    guest_client.post(reverse("playlist_less", args=[made.uuid]), {"song": waiting.uuid})
    assert waiting.pk not in ids(made)


def test_the_station_of_another_is_not_found(alice, alice_client, bob_client, catalogue) -> None:
    made = begin(alice_client, catalogue["joy"][0])
    assert on(bob_client, made, after=10).status_code == 404
    assert len(ids(made)) == 10
    assert made.listener == listener_of(alice)


def test_a_list_is_no_station(alice: User, alice_client: Client, catalogue: dict) -> None:
    plain = Playlist.objects.create(listener=listener_of(alice))
    assert on(alice_client, plain).status_code == 404
    with pytest.raises(ValueError, match="no station"):
        station_grow(listener=listener_of(alice), playlist=plain, after=0)


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "1000000000", "\0", ""])
def test_a_place_that_is_none_is_the_last(guest_client, catalogue: dict, after: str) -> None:
    made = begin(guest_client, catalogue["joy"][0])
    assert on(guest_client, made, after=after).json()["songs"][0]["position"] == 11


def test_an_unknown_song_begins_nothing(client: Client) -> None:
    assert client.post(reverse("station", args=[uuid.uuid4()])).status_code == 404
    assert not Listener.objects.exists()


def test_a_song_that_does_not_play_still_leads(guest_client: Client, catalogue: dict) -> None:
    song = catalogue["joy"][0]
    Song.objects.filter(pk=song.pk).update(available=False)
    made = begin(guest_client, song)
    assert song.pk not in ids(made)
    assert len(ids(made)) == 10


def test_nothing_plays(guest_client: Client, catalogue: dict) -> None:
    Song.objects.update(available=False)
    url = reverse("station", args=[catalogue["joy"][0].uuid])
    assert "nothing left to play" in guest_client.post(url).content.decode()


def test_it_takes_post_alone(client: Client, catalogue: dict) -> None:
    assert client.get(reverse("station", args=[catalogue["joy"][0].uuid])).status_code == 405


def test_of_a_long_station_comes_a_part(
    guest_client: Client, catalogue: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks from the beginning asks again behind what came."""
    monkeypatch.setattr("recommender.similar.stations.SHOWN", 6)
    made = begin(guest_client, catalogue["joy"][0])
    parts = [on(guest_client, made, after=after).json() for after in (0, 6)]
    assert [[song["position"] for song in part["songs"]] for part in parts] == [
        [1, 2, 3, 4, 5, 6],
        [7, 8, 9, 10],
    ]


def test_what_was_found_before_a_turn_does_not_follow_it(
    guest: Listener, guest_client: Client, catalogue: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two tabs: one asks how the station goes on, the other turns it before that is answered."""
    made = begin(guest_client, catalogue["joy"][0])
    on(guest_client, made, after=10)
    before = ids(made)
    play(guest, made, Event.Kind.PLAY, *Song.objects.filter(pk__in=before[:10]))
    find, late = stations.more, list[int]()

    def more(*args: object) -> list[Mixed]:
        # In an order that no ranking gives, so that it differs from what is found after the turn.
        found = find(*args)
        found = found[1::2] + found[::2]
        late.extend(song.song_id for song in found)
        monkeypatch.setattr(stations, "more", find)
        song = Song.objects.get(pk=before[5])
        station_turn(listener=guest, playlist=made, song=song, kind=Event.Kind.LESS)
        return found

    monkeypatch.setattr(stations, "more", more)
    answered = on(guest_client, made, after=20).json()
    places = [item.position for item in made.items.order_by("position")]
    assert places == list(range(1, 31))
    assert [song["position"] for song in answered["songs"]] == places[20:]
    assert ids(made)[20:] != late


def test_a_turn_is_not_lost_where_the_station_grew_meanwhile(
    guest: Listener, guest_client: Client, catalogue: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the other tab brought was not begun: it makes room like the rest."""
    made = begin(guest_client, catalogue["joy"][0])
    find, wanted = stations.more, list[int]()
    early = find(guest, made, stations.known(made), stations.places(made.items.all()))

    def more(*args: object) -> list[Mixed]:
        found = find(*args)
        wanted.extend(song.song_id for song in found)
        monkeypatch.setattr(stations, "more", lambda *args: early)
        station_grow(listener=guest, playlist=made, after=10)
        return found

    monkeypatch.setattr(stations, "more", more)
    first, second = (Song.objects.get(pk=song) for song in ids(made)[:2])
    station_turn(listener=guest, playlist=made, song=second, kind=Event.Kind.LESS)
    assert ids(made) == [first.pk, *wanted]
    assert list(made.items.values_list("position", flat=True).order_by("position")) == [
        *range(1, 12)
    ]


def test_it_keeps_what_was_written_since_it_was_read(guest: Listener, catalogue: dict) -> None:
    made = station_start(listener=guest, song=catalogue["joy"][0])
    Playlist.objects.filter(pk=made.pk).update(target={**made.target, "answers": ["later"]})
    station_grow(listener=guest, playlist=made, after=10)
    assert Playlist.objects.get(pk=made.pk).target["answers"] == ["later"]


@pytest.mark.parametrize("kind", ["more", "less"])
def test_turning_faster_than_a_hand(
    guest_client: Client, catalogue: dict, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    made = begin(guest_client, catalogue["joy"][0])
    before = ids(made)
    monkeypatch.setattr(pace, "ACTIONS_A_MINUTE", 0)
    url = reverse(f"playlist_{kind}", args=[made.uuid])
    assert guest_client.post(url, {"song": catalogue["joy"][0].uuid}).status_code == 429
    assert ids(made) == before
    assert not Event.objects.filter(kind=kind).exists()
