"""A hand never meets the limit of the search, and a script does."""

from dataclasses import replace

import pytest
from django.urls import reverse

from recommender.models import Song
from recommender.search import limits

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Allow three searches a minute."""
    monkeypatch.setattr(limits, "LISTENER", replace(limits.LISTENER, tries=3))
    monkeypatch.setattr(limits, "ADDRESS", replace(limits.ADDRESS, tries=3))


def suggest(client, **extra) -> int:
    return client.get(reverse("search_suggest"), {"q": "joy"}, **extra).status_code


@pytest.mark.parametrize("view", ["search", "search_suggest"])
def test_who_asks_on_and_on_is_asked_to_wait(client, catalogue, three, view: str) -> None:
    answers = [client.get(reverse(view), {"q": "joy"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= limits.SECONDS
    assert "Please wait a moment" in answers[-1].content.decode()


@pytest.mark.parametrize(("view", "field"), [("path", "from"), ("path", "to"), ("blend", "song")])
def test_songs_that_are_chosen_by_words_count_too(
    client, catalogue, three, view: str, field: str
) -> None:
    answers = [client.get(reverse(view), {f"{field}_q": "joy"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= limits.SECONDS
    assert "Please wait a moment" in answers[-1].content.decode()


@pytest.mark.parametrize(
    ("method", "view", "field"),
    [
        ("get", "search", "q"),
        ("get", "path", "from_q"),
        ("post", "path", "from_q"),
        ("get", "blend", "song_q"),
    ],
)
def test_the_words_stay_in_the_way_back(
    client, catalogue, three, method: str, view: str, field: str
) -> None:
    for _ in range(4):
        answer = getattr(client, method)(reverse(view), {field: "joy & calm"})
    assert answer.status_code == 429
    said = answer.content.decode()
    assert f'href="{reverse(view)}?{field}=joy+%26+calm"' in said
    assert "is kept" not in said


def test_both_ends_of_a_path_are_two_searches(client, catalogue, three) -> None:
    both = {"from_q": "joy", "to_q": "calm"}
    answers = [client.get(reverse("path"), both).status_code for _ in range(2)]
    assert answers == [200, 429]


def test_posted_words_for_a_path_count(client, catalogue, three) -> None:
    answers = [client.post(reverse("path"), {"from_q": "joy"}).status_code for _ in range(4)]
    assert answers[-1] == 429


def test_a_song_that_is_named_costs_no_search(client, catalogue, three) -> None:
    key = Song.objects.playable().first().uuid
    for _ in range(5):
        assert client.get(reverse("path"), {"from": key, "to_q": ""}).status_code == 200
        assert client.get(reverse("blend")).status_code == 200


def test_under_the_box_stands_that_one_waits(client, catalogue, three) -> None:
    for _ in range(3):
        suggest(client)
    answer = client.get(reverse("search_suggest"), {"q": "joy"}).content.decode()
    assert 'data-said="That was very quick.' in answer
    assert 'role="option"' not in answer


def test_a_listener_is_counted_alone_and_strangers_by_their_address(
    client, guest_client, catalogue, three
) -> None:
    assert [suggest(client) for _ in range(4)][-1] == 429
    assert suggest(guest_client) == 200
    assert suggest(client, REMOTE_ADDR="192.0.2.7") == 200


def test_a_hand_never_gets_there() -> None:
    # Ten letters a second for a whole minute, each pausing as long as the box waits for (80 ms).
    assert limits.LISTENER.tries >= 0.8 * 60 * 10
    assert limits.ADDRESS.tries >= 5 * limits.LISTENER.tries
