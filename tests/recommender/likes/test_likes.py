"""What is found of likes and of songs put aside, and the search in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mlfym.accounts.models import Listener
from recommender.feedback import MEMORY, take_back, taste
from recommender.feedback import put_aside as set_aside
from recommender.likes import liked, put_aside, search
from recommender.models import Event, Song
from tests.recommender.likes.helpers import dislike, less, like, standing
from tests.recommender.stage import make_song

pytestmark = pytest.mark.django_db


@pytest.fixture
def songs(db: None) -> list[Song]:
    return [make_song(number, "joy") for number in (101, 102, 103)]


def keys(words) -> list[int]:
    return [word.song_id for word in words]


def test_the_latest_like_comes_first(guest: Listener, songs: list[Song]) -> None:
    like(guest, *songs)
    assert keys(liked(guest)) == [103, 102, 101]


def test_nobody_likes_nothing() -> None:
    assert liked(None) == put_aside(None) == []


def test_likes_belong_to_their_listener(guest: Listener, songs: list[Song]) -> None:
    like(Listener.objects.create(), *songs)
    assert liked(guest) == []


def test_disliked_and_less_are_put_aside(guest: Listener, songs: list[Song]) -> None:
    dislike(guest, songs[0])
    less(guest, songs[1])
    aside = put_aside(guest)
    assert [(word.song_id, word.said) for word in aside] == [(102, "less"), (101, "dislike")]
    assert aside[0].until == aside[0].since + MEMORY
    assert aside[1].until is None


def test_both_said_stands_once_as_disliked(guest: Listener, songs: list[Song]) -> None:
    less(guest, songs[0])
    dislike(guest, songs[0])
    assert [(word.song_id, word.said) for word in put_aside(guest)] == [(101, "dislike")]


def test_less_is_forgotten_in_time(guest: Listener, songs: list[Song]) -> None:
    less(guest, songs[0], days=MEMORY.days + 1)
    assert put_aside(guest) == []


@pytest.mark.parametrize("said", ["dislike", "less"])
def test_what_is_taken_back_may_come_again(guest, songs: list[Song], said: str) -> None:
    {"dislike": dislike, "less": less}[said](guest, songs[0])
    assert 101 in taste(guest).dislikes
    assert take_back(listener=guest, song=songs[0]) == said
    assert put_aside(guest) == []
    assert 101 not in taste(guest).dislikes


def test_both_are_taken_back_at_once(guest: Listener, songs: list[Song]) -> None:
    dislike(guest, songs[0])
    less(guest, songs[0])
    take_back(listener=guest, song=songs[0])
    assert put_aside(guest) == []
    assert standing(guest) == {}


def test_taking_back_what_does_not_stand_changes_nothing(guest, songs: list[Song]) -> None:
    like(guest, songs[0])
    assert take_back(listener=guest, song=songs[0]) == ""
    assert Event.objects.count() == 1
    assert standing(guest) == {101: 1}


@pytest.mark.parametrize("said", ["dislike", "less"])
def test_it_can_be_undone(guest: Listener, songs: list[Song], said: str) -> None:
    set_aside(listener=guest, song=songs[0], action=said)
    take_back(listener=guest, song=songs[0])
    set_aside(listener=guest, song=songs[0], action=said)
    assert [word.said for word in put_aside(guest)] == [said]


def test_nothing_else_puts_aside(guest: Listener, songs: list[Song]) -> None:
    with pytest.raises(ValueError, match="puts nothing aside"):
        set_aside(listener=guest, song=songs[0], action="skip")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("joy 102", [102]),
        ("JOY", [103, 102, 101]),
        ("노래 101", [101]),
        ("artist 103", [103]),
        ("103 joy artist", [103]),
        ("evening", [101]),
        ("joy sadness", []),
        ("%", []),
        ("_", []),
    ],
)
def test_search(guest: Listener, songs: list[Song], text: str, found: list[int]) -> None:
    Song.objects.filter(pk=101).update(album="Evening Walk")
    like(guest, *songs)
    assert keys(search(liked(guest), text)) == found


def test_decomposed_hangul_is_found(guest: Listener, songs: list[Song]) -> None:
    like(guest, *songs)
    assert keys(search(liked(guest), "노래 101")) == [101]


class SearchTakesAnything(TestCase):
    """Whatever is typed, the answer is a part of the likes in their order."""

    @classmethod
    def setUpTestData(cls) -> None:
        """Like two songs."""
        cls.listener = Listener.objects.create()
        like(cls.listener, make_song(1, "joy"), make_song(2, "peace"))

    @settings(deadline=None)  # a query takes as long as a busy machine lets it
    @given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
    def test_it_is_a_part(self, text: str) -> None:
        words = liked(self.listener)
        found = search(words, text)
        assert [word for word in words if word in found] == found
