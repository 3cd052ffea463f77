"""From the lists of a file to a stored corpus: keys, doubles, strangers, interruptions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recommender.catalogue.importing import TOLD, Skipped
from recommender.listening.fields import ListRecord
from recommender.listening.gather import BATCH, IDS, ListReport, song_keys, store_lists
from recommender.listening.store import read_corpus
from recommender.models import Song

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def model_dir(settings: Any, tmp_path: Path) -> Path:
    settings.MODEL_DIR = tmp_path
    return tmp_path


def make_songs(count: int, source: str = "set") -> dict[str, int]:
    Song.objects.bulk_create(Song(source=source, external_id=str(n)) for n in range(count))
    return dict(Song.objects.filter(source=source).values_list("external_id", "pk"))


def record(number: int, *songs: str) -> ListRecord:
    return ListRecord(number, songs, ("밤",), 7, f"list {number}")


def test_songs_of_another_source_are_not_meant(model_dir: Path) -> None:
    keys = make_songs(2)
    make_songs(4, "other")
    report = store_lists("set", [record(1, "0", "3", "1")])
    assert (report.taken, report.pairs, report.unknown) == (1, 2, 1)
    assert read_corpus(model_dir, "set")[0].songs == (keys["0"], keys["1"])


def test_more_ids_than_fit_one_query_are_found() -> None:
    keys = make_songs(2 * IDS + 1)
    assert song_keys("set", keys) == keys
    assert song_keys("set", []) == {}


def test_lists_over_the_edge_of_a_batch_keep_their_order(model_dir: Path) -> None:
    keys = make_songs(7)
    told: list[int] = []

    def tell(report: ListReport) -> None:
        told.append(report.taken)

    records = [record(n, str(n % 7), str((n + 1) % 7)) for n in range(2 * BATCH + 1)]
    store_lists("set", records, tell)
    expected = [tuple(keys[song] for song in one.songs) for one in records]
    assert [one.songs for one in read_corpus(model_dir, "set")] == expected
    assert told == [BATCH, 2 * BATCH, 2 * BATCH + 1]


def test_an_interruption_leaves_the_lists_of_before(model_dir: Path) -> None:
    def broken_off() -> Iterator[ListRecord]:
        for number in range(BATCH + 5):
            yield record(number, "1")
        raise KeyboardInterrupt

    make_songs(2)
    store_lists("set", [record(1, "0")])
    with pytest.raises(KeyboardInterrupt):
        store_lists("set", broken_off())
    assert len(read_corpus(model_dir, "set")) == 1
    assert store_lists("set", [record(n, "1") for n in range(BATCH + 5)]).changed
    assert len(read_corpus(model_dir, "set")) == BATCH + 5


def test_what_is_left_out_is_told_up_to_a_limit(model_dir: Path) -> None:
    make_songs(1)
    broken = [Skipped(f"list {n}", "broken") for n in range(TOLD + 5)]
    report = store_lists("set", [*broken, record(1, "0")])
    assert (len(report.skipped), report.reasons["broken"]) == (TOLD, TOLD + 5)


def test_a_song_that_leaves_the_catalogue_leaves_the_stored_lists_whole(model_dir: Path) -> None:
    keys = make_songs(3)
    store_lists("set", [record(1, "0", "1", "2")])
    Song.objects.get(pk=keys["1"]).delete()
    assert read_corpus(model_dir, "set")[0].songs == tuple(keys.values())


def test_where_no_list_can_be_stored_those_of_before_stay(model_dir: Path) -> None:
    make_songs(1)
    store_lists("set", [record(1, "0")])
    report = store_lists("set", [Skipped("file", "broken"), record(1), record(2, "9")])
    assert (report.read, report.taken, report.changed) == (2, 0, False)
    assert len(read_corpus(model_dir, "set")) == 1
