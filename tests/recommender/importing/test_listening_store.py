"""Imported corpora on disk: what is written is read, a break is noticed, the old one stays."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing
from recommender.engine.corpus import PlaylistRow
from recommender.listening.lists import BLOCK, JoinedLists
from recommender.listening.store import (
    FOLDER,
    ListWriter,
    Seen,
    read_corpus,
    sources,
    write_corpus,
)

ROWS = [
    PlaylistRow((10, 30, 20), ("밤", "calm"), "set"),
    PlaylistRow((30,), (), "set", 1),
    PlaylistRow((2**20, 10), ("calm",), "set", 2),
]


def filling(rows: Sequence[PlaylistRow]) -> Callable[[ListWriter], None]:
    """What writes these rows."""

    def fill(writer: ListWriter) -> None:
        for row in rows:
            writer.add(row.songs, row.tags, row.updated)

    return fill


def test_lists_are_read_as_they_were_written(tmp_path: Path) -> None:
    assert write_corpus(tmp_path, "set", filling(ROWS))
    lists = read_corpus(tmp_path, "set")
    assert list(lists) == ROWS
    assert [lists[0], lists[-1]] == [ROWS[0], ROWS[2]]
    assert (lists[1:], len(lists)) == (ROWS[1:], 3)
    assert lists.updated.tolist() == [0, 1, 2]
    assert ROWS[1] in lists
    with pytest.raises(IndexError):
        lists[3]


def test_the_arrays_are_mapped_and_cannot_be_written(tmp_path: Path) -> None:
    write_corpus(tmp_path, "set", filling(ROWS))
    lists = read_corpus(tmp_path, "set")
    assert isinstance(lists.songs, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        lists.songs[0] = 1


def test_a_corpus_of_no_lists_is_one(tmp_path: Path) -> None:
    write_corpus(tmp_path, "set", filling([]))
    assert list(read_corpus(tmp_path, "set")) == []


def test_the_same_lists_make_no_new_version(tmp_path: Path) -> None:
    home = tmp_path / FOLDER / "set"
    assert write_corpus(tmp_path, "set", filling(ROWS))
    before = sorted(path.name for path in home.iterdir())
    assert not write_corpus(tmp_path, "set", filling(ROWS))
    assert sorted(path.name for path in home.iterdir()) == before
    assert write_corpus(tmp_path, "set", filling(ROWS[:2]))
    assert list(read_corpus(tmp_path, "set")) == ROWS[:2]


def test_an_interruption_leaves_the_corpus_of_before(tmp_path: Path) -> None:
    def broken_off(writer: ListWriter) -> None:
        filling(ROWS[:1])(writer)
        raise KeyboardInterrupt

    write_corpus(tmp_path, "set", filling(ROWS))
    with pytest.raises(KeyboardInterrupt):
        write_corpus(tmp_path, "set", broken_off)
    assert list(read_corpus(tmp_path, "set")) == ROWS
    assert not list((tmp_path / FOLDER / "set").glob(".draft*"))


def test_what_is_mapped_stays_when_another_version_comes(tmp_path: Path) -> None:
    write_corpus(tmp_path, "set", filling(ROWS))
    lists = read_corpus(tmp_path, "set")
    for count in (0, 1, 2, 1, 0):
        write_corpus(tmp_path, "set", filling(ROWS[:count]))
    assert list(lists) == ROWS


@pytest.mark.parametrize(
    "name", ["songs.npy", "offsets.npy", "tags.npy", "tag_offsets.npy", "tag_words.json"]
)
def test_a_changed_file_is_noticed(tmp_path: Path, name: str) -> None:
    write_corpus(tmp_path, "set", filling(ROWS))
    path = next((tmp_path / FOLDER / "set").glob(f"[!.]*/{name}"))
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(ArtefactDamaged, match="checksum"):
        read_corpus(tmp_path, "set")
    # The next import does not take it for what it says it is.
    assert write_corpus(tmp_path, "set", filling(ROWS))
    assert list(read_corpus(tmp_path, "set")) == ROWS


def test_what_was_never_imported_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing):
        read_corpus(tmp_path, "set")
    assert sources(tmp_path) == []


def test_a_pointer_that_leads_nowhere_is_damage(tmp_path: Path) -> None:
    write_corpus(tmp_path, "set", filling(ROWS))
    (tmp_path / FOLDER / "set" / "current").write_text("gone\n")
    with pytest.raises(ArtefactDamaged, match="not there"):
        read_corpus(tmp_path, "set")


def test_sources_are_those_that_were_published(tmp_path: Path) -> None:
    for name in ("mpd", "melon"):
        write_corpus(tmp_path, name, filling(ROWS))
    (tmp_path / FOLDER / "half").mkdir()
    assert sources(tmp_path) == ["melon", "mpd"]


# It writes to the disk, which may be busy.
@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(1, 2**16), min_size=1, max_size=6),
            st.lists(st.sampled_from(["a", "b", "밤"]), max_size=3),
        ),
        max_size=12,
    )
)
def test_any_lists_come_back(
    tmp_path_factory: pytest.TempPathFactory, lists: list[tuple[list[int], list[str]]]
) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    rows = [PlaylistRow(tuple(songs), tuple(tags), "set") for songs, tags in lists]
    write_corpus(folder, "set", filling(rows))
    found = read_corpus(folder, "set")
    assert list(found) == rows
    assert [found[place] for place in range(len(found))] == rows


def test_lists_over_the_edge_of_a_block_come_in_order(tmp_path: Path) -> None:
    rows = [PlaylistRow((n + 1, n + 2), (str(n % 7),), "set") for n in range(BLOCK + 3)]
    write_corpus(tmp_path, "set", filling(rows))
    assert list(read_corpus(tmp_path, "set")) == rows


def test_joined_lists_are_the_own_then_the_imported(tmp_path: Path) -> None:
    write_corpus(tmp_path, "set", filling(ROWS))
    own = [PlaylistRow((1, 2), (), "curator")]
    joined = JoinedLists(own, [read_corpus(tmp_path, "set")])
    assert list(joined) == [*own, *ROWS]
    assert [joined[place] for place in range(len(joined))] == [*own, *ROWS]
    assert joined[-1] == ROWS[-1]
    with pytest.raises(IndexError):
        joined[4]


def test_the_hash_of_joined_lists_changes_with_each_part(tmp_path: Path) -> None:
    hashes = set()
    for own in ([], [PlaylistRow((1, 2))], [PlaylistRow((1, 3))]):
        for rows in (ROWS, ROWS[:2]):
            write_corpus(tmp_path, "set", filling(rows))
            lists = read_corpus(tmp_path, "set")
            assert JoinedLists(own, [lists]).data_hash() == JoinedLists(own, [lists]).data_hash()
            hashes.add(JoinedLists(own, [lists]).data_hash())
    assert len(hashes) == 6


@given(st.lists(st.integers(0, 3000)))
def test_a_set_of_bits_is_a_set(numbers: list[int]) -> None:
    bits, plain = Seen(), set[int]()
    for number in numbers:
        assert bits.add(number) == (number not in plain)
        plain.add(number)
    assert bits.count == len(plain)


def test_a_full_disk_leaves_the_corpus_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    write_corpus(tmp_path, "set", filling(ROWS))
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_corpus(tmp_path, "set", filling(ROWS[:1]))
    monkeypatch.undo()
    assert list(read_corpus(tmp_path, "set")) == ROWS
