"""The first keys belong to the starter library."""

import pytest
from django.db import connection

from recommender.keys import reserve_starter_keys
from recommender.models import Song

pytestmark = pytest.mark.django_db


def test_other_songs_begin_at_ten_thousand() -> None:
    Song.objects.create(pk=52)
    assert Song.objects.create().pk >= 10_000


only_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="only SQLite copies its tables to change them"
)


@only_sqlite
def test_a_copied_table_does_not_forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_sequence SET seq = 52 WHERE name = 'recommender_song'")
    reserve_starter_keys()
    assert Song.objects.create().pk >= 10_000


@only_sqlite
def test_it_never_counts_backwards() -> None:
    Song.objects.create(pk=20_000)
    reserve_starter_keys()
    assert Song.objects.create().pk > 20_000


def test_a_key_is_never_used_again() -> None:
    first = Song.objects.create()
    key = first.pk
    first.delete()
    assert Song.objects.create().pk > key
