"""The orders of the map's table by name, which take seconds to read in a large library."""

import threading
import time

import numpy as np
import pytest

from recommender.models import Song
from recommender.snapshots import catalogue_changed
from recommender.song_map import orders as map_orders
from recommender.song_map.orders import Named, order_of
from recommender.song_map.points import Points, current
from tests.recommender.stage import make_song

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def named():
    """Begin without an order that was read before."""
    map_orders._named.clear()
    yield map_orders._named
    map_orders._named.clear()


def by_title(points: Points) -> list[int]:
    return points.columns.song_ids[order_of(points, "title", down=False)].tolist()


def one_more(before: Points) -> Points:
    """Return the map with a song that comes first by title, and without one that was there."""
    song = make_song(950, "joy")
    song.names.update(text="AAA first")
    Song.objects.filter(pk=101).update(available=False)
    catalogue_changed()
    points = current()
    assert points is not before
    return points


def test_while_one_reads_names_the_others_go_on(catalogue) -> None:
    before = by_title(current())
    points = one_more(current())
    map_orders._lock.acquire()
    # Whoever waits is let in after a long while, and finds the new order.
    late = threading.Timer(60, map_orders._lock.release)
    late.start()
    try:
        assert by_title(points) == [*(song for song in before if song != 101), 950]
    finally:
        late.cancel()
        if map_orders._lock.locked():
            map_orders._lock.release()
    assert by_title(points)[0] == 950


def test_names_that_take_long_are_not_read_at_every_change(catalogue, named) -> None:
    before = by_title(current())
    (key,) = named
    now = time.monotonic()
    named[key] = Named(named[key].song_ids, seconds=2000, at=now - 59_000)
    points = one_more(current())
    assert by_title(points) == [*(song for song in before if song != 101), 950]
    named[key] = Named(named[key].song_ids, seconds=2000, at=now - 61_000)
    assert by_title(points)[0] == 950


def test_names_are_read_once_for_a_map(catalogue, django_assert_num_queries) -> None:
    points = current()
    first = by_title(points)
    with django_assert_num_queries(0):
        assert by_title(points) == first
        assert np.array_equal(
            order_of(points, "title", down=True), order_of(points, "title", down=False)[::-1]
        )
