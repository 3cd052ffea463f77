"""What changed is found at once, and what went away is not."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site

from mlfym import health
from recommender.catalogue.changes import catalogue_changed, songs_touched
from recommender.models import ArtistName, Song, SongName, SongTag, Tag
from recommender.search import fresh, gathering
from recommender.search.gathering import gather
from recommender.search.searching import search
from recommender.sources import song_set_available
from tests.recommender.stage import make_song

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, params=["small", "gathered"])
def library(request, settings, tmp_path, monkeypatch):
    """Six songs, read by the process itself or from an index on disk."""
    settings.MODEL_DIR = tmp_path
    for number in range(1, 7):
        make_song(number, "joy")
    catalogue_changed()
    if request.param == "gathered":
        assert gather(anew=True)


def titles(text: str) -> list[str]:
    songs = Song.objects.in_bulk(search(text).songs)
    return [songs[key].title for key in search(text).songs]


def rename(number: int, text: str) -> None:
    """Do what the admin does: the row beside the song changes, and the song is saved."""
    SongName.objects.filter(song=number, language="en").update(text=text)
    Song.objects.get(pk=number).save()
    catalogue_changed()


def test_a_song_is_found_by_each_of_its_names():
    assert titles("joy 3") == titles("노래 3") == titles("artist 3") == ["Joy 3"]


def test_a_new_song_is_found():
    make_song(12, "peace")
    catalogue_changed()
    assert titles("peace 12") == ["Peace 12"]


def test_a_renamed_song_is_found_by_its_new_name_alone():
    rename(3, "Zebra")
    assert titles("zebra") == ["Zebra"]
    rename(3, "Giraffe")
    assert titles("zebra") == []
    assert titles("giraffe") == ["Giraffe"]


def test_a_deleted_song_is_not_found():
    Song.objects.get(pk=3).delete()
    catalogue_changed()
    assert "Joy 3" not in titles("joy")
    assert len(titles("joy")) == 5


def test_a_song_that_cannot_play_is_not_found_until_it_can():
    song = Song.objects.get(pk=3)
    song_set_available(song=song, available=False)
    assert "Joy 3" not in titles("joy")
    song_set_available(song=song, available=True)
    assert "Joy 3" in titles("joy")


def test_a_renamed_artist_is_found():
    ArtistName.objects.filter(artist__songs=3).update(text="Zebra")
    songs_touched(Song.objects.filter(pk=3))
    catalogue_changed()
    assert titles("zebra") == ["Joy 3"]
    (artist,) = search("zebra").artists
    assert artist not in search("artist 3").artists


def test_a_renamed_tag_is_found():
    Tag.objects.filter(slug="joy").update(label_en="Delight")
    catalogue_changed()
    assert search("delight").tags == (Tag.objects.get(slug="joy").pk,)


def test_a_new_tag_is_found_once_a_song_that_plays_has_it():
    tag = Tag.objects.create(slug="rain", label_en="Rain", label_ko="비 오는 날")
    catalogue_changed()
    assert not search("비오는").tags
    SongTag.objects.create(song_id=2, tag=tag)
    songs_touched(Song.objects.filter(pk=2))
    catalogue_changed()
    assert search("비오는").tags == (tag.pk,)


def test_nothing_is_read_anew_where_nothing_changed(django_assert_num_queries):
    search("joy")
    with django_assert_num_queries(3):  # the number of the catalogue, twice, and what plays
        search("joy 3")


def test_other_changes_of_the_catalogue_leave_the_small_index_as_it_is():
    search("joy")
    before = fresh.current()
    catalogue_changed()
    after = fresh.current()
    assert after.look != before.look
    assert after.fresh is before.fresh


def test_many_changes_wait_for_the_background(monkeypatch):
    monkeypatch.setattr(fresh, "LIMIT", 2)
    for number in range(20, 50):
        make_song(number, "peace")
    catalogue_changed()
    assert len(titles("peace")) == 2
    assert titles("peace 49") == ["Peace 49"]
    status = health.report()["search"]
    assert not status.ok
    assert gather(anew=True)
    assert len(titles("peace")) == 30
    assert health.report()["search"].ok


def test_a_small_library_is_not_gathered(settings, tmp_path):
    settings.MODEL_DIR = tmp_path / "other"
    assert gather() is None


def test_a_large_one_is_gathered_when_much_changed(monkeypatch, settings, tmp_path):
    settings.MODEL_DIR = tmp_path / "other"
    monkeypatch.setattr(gathering, "SMALL", 3)
    monkeypatch.setattr(gathering, "MUCH", 3)
    assert gather() is not None
    assert gather() is None
    for number in range(20, 24):
        make_song(number, "peace")
    catalogue_changed()
    assert gather() is not None
    assert gather() is None


def test_a_gathered_one_is_gathered_again_when_a_tag_was_renamed():
    gather(anew=True)
    assert gather() is None
    Tag.objects.filter(slug="joy").update(label_en="Delight")
    catalogue_changed()
    assert gather() is not None
    assert gather() is None


def test_an_index_of_nothing_lets_the_first_songs_be_found(settings, tmp_path):
    settings.MODEL_DIR = tmp_path / "other"
    Song.objects.all().delete()
    assert gather(anew=True)
    make_song(12, "peace")
    catalogue_changed()
    assert titles("peace 12") == ["Peace 12"]


@pytest.mark.parametrize("later", [0, 20], ids=["while it is new", "after long"])
def test_no_more_rows_are_read_than_are_asked_for(monkeypatch, django_assert_num_queries, later):
    """A million songs that an import wrote since are not fetched for the newest few."""
    index = gathering.in_service() if gather(anew=True) else None
    stands = index and fresh.datetime.fromisoformat(str(index.meta.origin.config["begun"]))
    for number in range(20, 60):
        make_song(number, "peace")
    monkeypatch.setattr(fresh.timezone, "now", lambda: stands + timedelta(minutes=later))
    monkeypatch.setattr(fresh, "BATCH", 2)
    read = []
    monkeypatch.setattr(fresh, "stamp_of", lambda when: read.append(when) or 0)
    assert fresh.changed_since(index, 4).tolist() == [59, 58, 57, 56]
    # What was written before the index was begun is read but once, however much is asked for.
    assert len(read) <= 4 + 2 + 6


def test_who_comes_while_the_index_is_first_loaded_waits_for_it(monkeypatch):
    gather(anew=True)
    stock, begun, go = fresh.Stock(Path(site.MODEL_DIR)), threading.Event(), threading.Event()
    load = fresh.Index.load

    def slow(directory):
        begun.set()
        assert go.wait(30)
        return load(directory)

    monkeypatch.setattr(fresh.Index, "load", slow)
    found = []
    first, second = (threading.Thread(target=lambda: found.append(stock.main())) for _ in range(2))
    first.start()
    assert begun.wait(30)
    second.start()
    second.join(0.2)
    assert second.is_alive()
    go.set()
    first.join(30)
    second.join(30)
    assert found[0] is found[1] is not None


def test_what_could_not_be_loaded_is_said_and_tried_again(monkeypatch):
    gather(anew=True)
    load = fresh.Index.load

    def out_of_memory(directory):
        raise MemoryError

    monkeypatch.setattr(fresh.Index, "load", out_of_memory)
    fresh.stock_at.cache_clear()
    assert titles("joy 3") == ["Joy 3"]
    assert "could not be loaded" in health.report()["search"].detail
    monkeypatch.setattr(fresh.Index, "load", load)
    assert titles("joy 3") == ["Joy 3"]
    assert fresh.current().main is not None
    assert health.report()["search"].ok


def test_what_an_open_transaction_wrote_is_found_after_long(settings, tmp_path, monkeypatch):
    """The song was written before the index was begun, and seen only after it."""
    settings.MODEL_DIR = tmp_path / "other"
    begun = Song.objects.get(pk=3).changed
    Song.objects.filter(pk=3).delete()
    assert gather(anew=True)
    song = make_song(3, "joy")
    Song.objects.filter(pk=song.pk).update(changed=begun)
    catalogue_changed()
    monkeypatch.setattr(fresh, "LONGEST_WRITE", timedelta(seconds=30))
    monkeypatch.setattr(fresh.timezone, "now", lambda: begun + timedelta(minutes=1))
    assert titles("joy 3") == ["Joy 3"]
    make_song(12, "peace")
    catalogue_changed()
    assert titles("joy 3") == ["Joy 3"]
    assert titles("peace 12") == ["Peace 12"]


def test_a_damaged_index_is_said_and_the_newest_are_found_all_the_same(settings, tmp_path):
    made = gather(anew=True)
    (made / "plain_keys.npy").write_bytes(b"no")
    assert titles("joy 3") == ["Joy 3"]
    assert not health.report()["search"].ok
