"""What follows from events and ratings for the next list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mlfym.accounts.models import Listener
from recommender.feedback import MEMORY, MOST_LIKES, Taste, rate, taste
from recommender.models import Event, Rating, Song
from tests.recommender.catalogue.songs import make_song

pytestmark = pytest.mark.django_db


@pytest.fixture
def song() -> Song:
    return make_song()


def happened(listener: Listener, song: Song, kind: str, **ago: float) -> None:
    created = timezone.now() - timedelta(**ago)
    Event.objects.create(listener=listener, song=song, kind=kind, created=created)


def test_nobody_knows_a_stranger(guest: Listener) -> None:
    assert taste(guest) == Taste()


def test_ratings_count_at_once(guest: Listener, song: Song) -> None:
    other = make_song("Rain")
    rate(listener=guest, song=song, action="like")
    rate(listener=guest, song=other, action="dislike")
    assert (taste(guest).likes, taste(guest).dislikes) == ((song.pk,), (other.pk,))
    rate(listener=guest, song=song, action="dislike")
    assert taste(guest).likes == ()
    assert set(taste(guest).dislikes) == {song.pk, other.pk}


def test_the_latest_like_comes_first(guest: Listener, song: Song) -> None:
    other = make_song("Rain")
    rate(listener=guest, song=song, action="like")
    rate(listener=guest, song=other, action="like")
    assert taste(guest).likes == (other.pk, song.pk)


def test_others_do_not_count(guest: Listener, song: Song) -> None:
    rate(listener=Listener.objects.create(), song=song, action="like")
    happened(Listener.objects.create(), song, "play")
    assert taste(guest) == Taste()


@pytest.mark.parametrize(("minutes", "recent"), [(0, True), (59, True), (61, False)])
def test_the_last_hour(guest: Listener, song: Song, minutes: int, recent: bool) -> None:
    happened(guest, song, "play", minutes=minutes)
    assert (song.pk in taste(guest).recent) is recent


def test_the_hour_is_counted_from_the_given_time(guest: Listener, song: Song) -> None:
    happened(guest, song, "play")
    assert taste(guest, at=timezone.now() + timedelta(hours=2)).recent == ()


def test_a_skip_is_a_soft_dislike(guest: Listener, song: Song) -> None:
    happened(guest, song, "skip", days=1)
    assert taste(guest).skips == (song.pk,)
    assert taste(guest).dislikes == ()


def test_hearing_it_out_makes_up_for_a_skip(guest: Listener, song: Song) -> None:
    happened(guest, song, "skip", days=2)
    happened(guest, song, "finish", days=1)
    assert taste(guest).skips == ()


def test_a_liked_song_may_be_skipped(guest: Listener, song: Song) -> None:
    rate(listener=guest, song=song, action="like")
    happened(guest, song, "skip")
    assert taste(guest).skips == ()


def test_old_skips_are_forgotten(guest: Listener, song: Song) -> None:
    happened(guest, song, "skip", days=MEMORY.days + 1)
    assert taste(guest).skips == ()


def test_more_like_this_is_a_seed(guest: Listener, song: Song) -> None:
    happened(guest, song, "more", days=1)
    assert taste(guest).more_seeds == (song.pk,)


def test_less_like_this_is_not_wanted(guest: Listener, song: Song) -> None:
    happened(guest, song, "less", days=1)
    assert (taste(guest).dislikes, taste(guest).skips) == ((song.pk,), ())


def test_less_is_forgotten_in_time(guest: Listener, song: Song) -> None:
    happened(guest, song, "less", days=MEMORY.days + 1)
    assert taste(guest) == Taste()


@pytest.mark.parametrize("last", ["more", "less"])
def test_of_more_and_less_the_later_word_counts(guest: Listener, song: Song, last: str) -> None:
    first = {"more": "less", "less": "more"}[last]
    happened(guest, song, first, days=2)
    happened(guest, song, last, days=1)
    wanted, unwanted = taste(guest).more_seeds, taste(guest).dislikes
    assert (wanted, unwanted) == (((song.pk,), ()) if last == "more" else ((), (song.pk,)))


def test_a_like_takes_less_back(guest: Listener, song: Song) -> None:
    happened(guest, song, "less", days=1)
    rate(listener=guest, song=song, action="like")
    assert (taste(guest).likes, taste(guest).dislikes) == ((song.pk,), ())


@pytest.mark.parametrize("last", ["less", "unless"])
def test_less_can_be_taken_back(guest: Listener, song: Song, last: str) -> None:
    first = {"less": "unless", "unless": "less"}[last]
    happened(guest, song, first, days=2)
    happened(guest, song, last, days=1)
    assert taste(guest).dislikes == ((song.pk,) if last == "less" else ())


def test_less_after_a_like_outweighs_it(guest: Listener, song: Song) -> None:
    rate(listener=guest, song=song, action="like")
    happened(guest, song, "less")
    assert (taste(guest).likes, taste(guest).dislikes) == ((), (song.pk,))


def test_leaving_after_half_is_no_skip(guest: Listener, song: Song) -> None:
    happened(guest, song, "left")
    assert taste(guest) == Taste()


def test_it_stays_quick_with_thousands_of_likes(guest: Listener, django_assert_num_queries) -> None:
    songs = Song.objects.bulk_create(Song() for _ in range(MOST_LIKES + 100))
    Rating.objects.bulk_create(Rating(listener=guest, song=song, value=1) for song in songs)
    with django_assert_num_queries(2):
        assert len(taste(guest).likes) == MOST_LIKES


def test_only_ratings_are_rated(guest: Listener, song: Song) -> None:
    with pytest.raises(ValueError, match="not a rating"):
        rate(listener=guest, song=song, action="play")
