"""What a list fetches of its songs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommender.models import Song

Catalogue = dict[str, list[Song]]


def test_a_list_fetches_names_and_leaves_what_is_long_where_it_is(
    catalogue: Catalogue, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    Song.objects.update(lyrics="la la", description="a song")
    with CaptureQueriesContext(connection) as queries:
        songs = list(Song.objects.for_display())
    sql = " ".join(query["sql"] for query in queries)
    for word in ("lyrics", "description", "recommender_tag"):
        assert word not in sql
    with django_assert_num_queries(0):
        assert all(song.title and song.artist_line for song in songs)
        assert all(song.mood and song.source_note is not None for song in songs)
    assert songs[0].lyrics == "la la"  # it can still be asked for
