"""Loud songs are turned down to the level of the others, and nothing is turned up."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.levelling import REFERENCE, USUAL, play_level
from recommender.models import PlaylistItem
from recommender.showing import queue_of, rows_of
from tests.recommender.stage import make_list, make_song


@given(st.floats(-70, 5))
def test_what_is_louder_than_the_reference_is_brought_to_it(loudness: float) -> None:
    level = play_level(loudness)
    assert 0 < level <= 1
    played = loudness + 20 * math.log10(level)
    assert played == pytest.approx(min(loudness, REFERENCE), abs=0.1)


def test_what_was_not_measured_is_taken_to_be_as_loud_as_most_music() -> None:
    assert play_level(None) == play_level(USUAL) == 0.631


@pytest.mark.django_db
def test_the_player_is_told() -> None:
    playlist = make_list("joy", [make_song(1, "joy", loudness=-12.0), make_song(2, "joy")])
    assert PlaylistItem.objects.filter(playlist=playlist).count() == 2
    queue = queue_of(playlist, rows_of(playlist, None))
    assert [entry["level"] for entry in queue] == [play_level(-12.0), play_level(None)]
