"""A list of a region of the map."""

import numpy as np
import pytest
from django.test import Client

from recommender import pace, snapshots
from recommender.feedback import rate
from recommender.models import Playlist, Song
from recommender.snapshots import catalogue_changed
from recommender.song_map.lists import LONGEST
from tests.recommender.engine.steps import mean_step
from tests.recommender.stage import ids, make_song

pytestmark = pytest.mark.django_db
URL = "/map/list/"


def drawn(client: Client, songs: object) -> Playlist:
    answer = client.post(URL, {"songs": songs})
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"].endswith("?play=1")
    return Playlist.objects.latest("pk")


def test_the_songs_of_a_region_play_without_jumps(catalogue, guest_client: Client) -> None:
    region = [*range(500, 506), *range(400, 406)]
    made = drawn(guest_client, ",".join(map(str, region)))
    assert sorted(ids(made)) == sorted(region)
    assert made.mood is not None
    assert made.mood.top in {"joy", "peace"}
    snapshot = snapshots.current()
    energy = snapshot.energy[snapshot.rows(ids(made))]
    assert mean_step(energy) < mean_step(np.array([0, 1] * 6, np.float32)) / 2
    page = guest_client.get(made.get_absolute_url()).content.decode()
    assert "From the map" in page
    assert "you drew around it on the map" in page


def test_ticked_songs_come_in_fields_of_their_own(catalogue, guest_client: Client) -> None:
    assert sorted(ids(drawn(guest_client, ["101", "205"]))) == [101, 205]


def test_a_large_region_gives_songs_from_all_over_it(guest_client: Client) -> None:
    region = [make_song(number, "joy").pk for number in range(1, LONGEST + 31)]
    catalogue_changed()
    made = drawn(guest_client, ",".join(map(str, region)))
    found = ids(made)
    assert len(found) == len(set(found)) == LONGEST
    assert max(found) > LONGEST
    assert ids(drawn(guest_client, ",".join(map(str, region)))) == found


def test_ten_thousand_may_be_asked_for_and_no_more(catalogue, guest_client: Client) -> None:
    many = ",".join(map(str, range(10_000)))
    assert len(ids(drawn(guest_client, many))) == 36
    refused = guest_client.post(URL, {"songs": many + ",10000"})
    assert refused.status_code == 400
    assert "more than 10,000 songs" in refused.content.decode()


@pytest.mark.parametrize("songs", ["", ",,", "abc", "1,-2", "99999999999999999999", "7"])
def test_a_region_without_songs_says_so(catalogue, guest_client: Client, songs: str) -> None:
    answer = guest_client.post(URL, {"songs": songs})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "No list was made" in text
    assert 'href="/map/"' in text
    assert not Playlist.objects.exclude(listener=None).exists()


def test_no_field_at_all(catalogue, guest_client: Client) -> None:
    assert guest_client.post(URL).status_code == 400
    assert guest_client.get(URL).status_code == 405


def test_disliked_songs_and_copies_stay_out(catalogue, guest, guest_client: Client) -> None:
    rate(listener=guest, song=Song.objects.get(pk=101), action="dislike")
    artist = Song.objects.get(pk=102).artists.get()
    copy = make_song(950, "anger", artist=artist)
    copy.names.update(text="Anger 102")
    Song.objects.filter(pk=103).update(available=False)
    catalogue_changed()
    made = drawn(guest_client, "101,102,103,104,950")
    assert sorted(ids(made)) == [102, 104]


def test_a_region_of_disliked_songs_alone(catalogue, guest, guest_client: Client) -> None:
    rate(listener=guest, song=Song.objects.get(pk=101), action="dislike")
    answer = guest_client.post(URL, {"songs": "101"})
    assert answer.status_code == 400
    assert "None of these songs plays just now" in answer.content.decode()


def test_whoever_draws_becomes_a_listener(catalogue, client: Client) -> None:
    assert drawn(client, "101,102").listener is not None


def test_such_a_list_can_be_refined(catalogue, guest_client: Client) -> None:
    made = drawn(guest_client, "400,401,402")
    answer = guest_client.post(
        f"/lists/{made.uuid}/more/", {"song": str(Song.objects.get(pk=400).uuid)}
    )
    assert answer.status_code == 302


def test_not_faster_than_a_person_draws(catalogue, guest_client: Client, monkeypatch) -> None:
    monkeypatch.setattr(pace, "ACTIONS_A_MINUTE", 2)
    answers = [guest_client.post(URL, {"songs": "101,102"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert "wait a moment" in answers[-1].content.decode()
    assert Playlist.objects.exclude(listener=None).count() == 2
