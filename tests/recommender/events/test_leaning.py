"""What a listener's own feedback says of the engines."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from mlfym.accounts.models import Listener
from recommender.feedback import MEMORY
from recommender.leaning import LEAST, MOST, engine_factors, factors_of
from recommender.mixing import Stage
from recommender.models import Event, Playlist, PlaylistItem, Song
from tests.recommender.stage import make_list

Catalogue = dict[str, list[Song]]
GOOD, BAD = {"als": 0.8, "mood": 0.2}, {"als": 0.2, "mood": 0.8}


@pytest.fixture
def made(catalogue: Catalogue, guest: Listener) -> Playlist:
    """A list whose first three songs als put there, and the last three the mood."""
    playlist = make_list("joy", catalogue["joy"], listener=guest)
    for item in PlaylistItem.objects.filter(playlist=playlist):
        item.reasons = GOOD if item.position <= 3 else BAD
        item.save()
    return playlist


def feedback(made: Playlist, **values: object) -> None:
    """Have als's songs liked and the mood's skipped."""
    for item in made.items.all():
        kind = Event.Kind.LIKE if item.position <= 3 else Event.Kind.SKIP
        Event.objects.create(
            listener=made.listener, song=item.song, playlist=made, kind=kind, **values
        )


def test_nothing_said_nothing_moved(made: Playlist, guest: Listener) -> None:
    assert engine_factors(guest) == {}


def test_the_engine_whose_songs_were_liked_counts_more(made: Playlist, guest: Listener) -> None:
    feedback(made)
    factors = engine_factors(guest)
    assert factors["als"] > 1.5 and factors["mood"] < 0.7


def test_only_this_listener_is_moved(made: Playlist, alice: object) -> None:
    feedback(made)
    assert engine_factors(alice.listener) == {}  # type: ignore[attr-defined]


def test_what_was_long_ago_is_forgotten(made: Playlist, guest: Listener) -> None:
    feedback(made, created=timezone.now() - MEMORY - timedelta(days=1))
    assert engine_factors(guest) == {}


def test_the_latest_word_on_a_song_counts(made: Playlist, guest: Listener) -> None:
    feedback(made, created=timezone.now() - timedelta(days=1))
    for item in made.items.filter(position__lte=3):
        Event.objects.create(listener=guest, song=item.song, playlist=made, kind=Event.Kind.DISLIKE)
    assert engine_factors(guest)["als"] < 1


def test_the_next_list_is_mixed_so(
    made: Playlist, guest: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recommender import library
    from recommender.engine.mixes import KindMix, Mix

    mix = Mix({"songs": KindMix("scores", {"als": 0.5, "mood": 0.5})})
    monkeypatch.setattr(library, "learned_mix", lambda: mix)
    assert Stage.now(guest).learned == mix
    feedback(made)
    weights = Stage.now(guest).learned.kinds["songs"].weights
    assert weights["als"] > 0.6 and sum(weights.values()) == pytest.approx(1)


def test_who_likes_everything_moves_nothing() -> None:
    assert factors_of([(1.0, GOOD), (1.0, BAD)] * 20) == pytest.approx({"als": 1, "mood": 1})


def test_two_words_move_little_and_many_more() -> None:
    few = factors_of([(1.0, GOOD), (-0.5, BAD)])
    many = factors_of([(1.0, GOOD), (-0.5, BAD)] * 20)
    assert 1 < few["als"] < many["als"]


def test_what_is_no_engine_is_left_out() -> None:
    assert set(factors_of([(1.0, {"aim": 0.5, "als": 0.5}), (0.3, {"liked": 1.0})])) == {"als"}


@given(
    st.lists(
        st.tuples(
            st.floats(-1, 1),
            st.dictionaries(st.sampled_from(["als", "mood", "aim"]), st.floats(0, 1)),
        )
    )
)
def test_factors_stay_within_their_bounds(words: list[tuple[float, dict[str, float]]]) -> None:
    assert all(LEAST <= factor <= MOST for factor in factors_of(words).values())
