"""The catalogue as arrays."""

import threading

import numpy as np
import pytest

from recommender import snapshots
from recommender.catalogue.changes import catalogue_changed, catalogue_version
from recommender.models import Song, SongArtist, SongName, SongTag, Tag
from recommender.models.names import NameKind
from tests.recommender.catalogue.songs import make_artist, make_song

pytestmark = pytest.mark.django_db


def test_it_says_what_the_rows_say() -> None:
    song = make_song("Rain", "sadness", energy=0.25, valence=-0.5, arousal=0.75, familiar=1.0)
    other = make_song("Sun", available=False)
    tag = Tag.objects.create(slug="wet", label_en="Wet")
    Tag.objects.create(slug="dry", label_en="Dry")
    SongTag.objects.create(song=song, tag=tag, weight=0.5)
    catalogue_changed()
    found = snapshots.current()
    assert found.song_ids.tolist() == [song.pk, other.pk]
    assert found.mood[0].tolist() == song.mood.shares.tolist()
    row = [float(a[0]) for a in (found.energy, found.valence, found.arousal, found.familiar)]
    assert row == [0.25, -0.5, 0.75, 1.0]
    assert found.available.tolist() == [True, False]
    assert found.artist_ids[0] == song.artists.get().pk
    assert found.tag_slugs == ("dry", "wet")
    assert found.song_tags.toarray().tolist() == [[0.0, 0.5], [0.0, 0.0]]


def test_an_empty_catalogue() -> None:
    assert len(snapshots.current()) == 0


def test_a_bare_song_is_of_no_mood_and_no_artist() -> None:
    Song.objects.create()
    found = snapshots.read_snapshot()
    assert np.allclose(found.mood, 1 / 6)
    assert found.artist_ids[0] < 0


def test_the_main_artist_counts() -> None:
    song = make_song()
    SongArtist.objects.create(song=song, artist=make_artist("Guest"), position=1)
    found = snapshots.read_snapshot()
    assert found.artist_ids[0] == song.artist_rows.get(position=0).artist_id


def test_the_same_title_by_the_same_artist_is_a_duplicate() -> None:
    first, second, third = make_song("Rain"), make_song("ＲＡＩＮ"), make_song("Rain")
    for song in (first, second):
        SongArtist.objects.filter(song=song).update(artist=first.artists.get())
    keys = snapshots.read_snapshot().duplicate_keys
    assert keys[0] == keys[1]
    assert keys[2] == keys[0] or third.artist_line != first.artist_line


def test_songs_without_a_title_are_not_duplicates() -> None:
    Song.objects.create()
    Song.objects.create()
    keys = snapshots.read_snapshot().duplicate_keys
    assert keys[0] != keys[1]


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_batches_do_not_matter(monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    guest, tags = make_artist("Guest"), [Tag.objects.create(slug=slug) for slug in "cab"]
    for number in range(5):
        song = make_song(f"Song {number // 2}", energy=number / 10)
        SongArtist.objects.create(song=song, artist=guest, position=1)
        for place, tag in enumerate(tags[: number % 4]):
            SongTag.objects.create(song=song, tag=tag, weight=(place + 1) / 4)
    Song.objects.create()
    whole = snapshots.read_snapshot()
    monkeypatch.setattr(snapshots, "BATCH", batch)
    parts = snapshots.read_snapshot()
    for name in ("song_ids", "mood", "energy", "artist_ids", "duplicate_keys", "available"):
        assert getattr(parts, name).tolist() == getattr(whole, name).tolist()
    assert parts.song_tags.toarray().tolist() == whole.song_tags.toarray().tolist()
    assert whole.song_tags.toarray()[3].tolist() == [0.5, 0.75, 0.25]
    assert guest.pk not in whole.artist_ids


def test_the_english_title_tells_copies_apart() -> None:
    songs = [make_song(title) for title in ("Rain", "Snow")]
    for song in songs:
        SongArtist.objects.filter(song=song).update(artist=songs[0].artists.get())
        SongName.objects.create(song=song, kind=NameKind.TITLE, language="de", text="Wetter")
    keys = snapshots.read_snapshot().duplicate_keys
    assert keys[0] != keys[1]
    SongName.objects.filter(language="en").delete()
    keys = snapshots.read_snapshot().duplicate_keys
    assert keys[0] == keys[1]


def test_one_small_query_while_nothing_changes(django_assert_num_queries) -> None:
    make_song()
    first = snapshots.current()
    with django_assert_num_queries(1):
        assert snapshots.current() is first


def test_the_number_of_queries_does_not_grow(django_assert_num_queries) -> None:
    for number in range(20):
        make_song(str(number))
    with django_assert_num_queries(7):
        snapshots.current()


def test_a_change_is_seen_by_the_next_request() -> None:
    song = make_song()
    snapshots.current()
    Song.objects.filter(pk=song.pk).update(available=False)
    assert snapshots.current().available[0]
    catalogue_changed()
    assert not snapshots.current().available[0]


def test_a_version_only_grows() -> None:
    numbers = []
    for _ in range(5):
        catalogue_changed()
        numbers.append(catalogue_version())
    assert numbers == sorted(set(numbers))


def test_what_was_rolled_back_is_not_kept() -> None:
    from django.db import transaction

    make_song()
    before = snapshots.current()
    try:
        with transaction.atomic():
            make_song("Never")
            assert len(snapshots.current()) == 2
            raise RuntimeError
    except RuntimeError:
        pass
    assert len(snapshots.current()) == len(before) == 1


@pytest.mark.django_db(transaction=True)
def test_many_threads_build_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    make_song()
    monkeypatch.setattr(snapshots, "_kept", None)
    built: list[int] = []
    read = snapshots.read_snapshot
    monkeypatch.setattr(snapshots, "read_snapshot", lambda: (built.append(1), read())[1])
    found: list[object] = []

    def ask() -> None:
        found.append(snapshots.current())
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(built) == 1
    assert len({id(snapshot) for snapshot in found}) == 1


@pytest.mark.django_db(transaction=True)
def test_who_comes_while_it_is_read_gets_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    make_song("First")
    before = snapshots.current()
    make_song("Second")
    reading, go_on = threading.Event(), threading.Event()
    read = snapshots.read_snapshot

    def slow() -> snapshots.Snapshot:
        reading.set()
        assert go_on.wait(30)
        return read()

    def ask() -> None:
        found.append(snapshots.current())
        connection.close()

    monkeypatch.setattr(snapshots, "read_snapshot", slow)
    found: list[snapshots.Snapshot] = []
    first = threading.Thread(target=ask)
    first.start()
    assert reading.wait(30)
    assert snapshots.current() is before
    go_on.set()
    first.join()
    assert len(found[0]) == 2
    assert snapshots.current() is found[0]
