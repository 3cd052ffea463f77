"""Reading large JSON files: what came before a break is kept, and the break is told."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.importing import Skipped
from recommender.listening import streams
from recommender.listening.streams import (
    ENDS_EARLY,
    NO_JSON,
    NO_LIST,
    TOO_DEEP,
    json_pairs,
    json_records,
)

# Surrogates alone are no text; the reader makes a "?" of them.
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc"), inner, max_size=4),
    max_leaves=20,
)


def read(path: Path, content: str | bytes, prefix: str = "item") -> tuple[list[Any], list[Skipped]]:
    """The records of a file and what was told; the places count up."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = list(json_records(path, prefix))
    told = [one for one in found if isinstance(one, Skipped)]
    pairs = [one for one in found if not isinstance(one, Skipped)]
    expected = [f"{path.name}, record {number}" for number in range(1, len(pairs) + 1)]
    assert [where for where, _ in pairs] == expected
    return [record for _, record in pairs], told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some.json"


def test_records_come_as_they_stand_there(path: Path) -> None:
    assert read(path, '[{"a": 1}, "노래", null]') == ([{"a": 1}, "노래", None], [])


def test_an_empty_list_is_nothing_to_complain_of(path: Path) -> None:
    assert read(path, "[]") == ([], [])


@pytest.mark.parametrize(
    ("content", "kept", "why"),
    [
        ('[{"a": 1}, {"a": 2}, {"a":', 2, ENDS_EARLY),
        ('[{"a": 1}, {"a" oops}, {"a": 3}]', 1, NO_JSON),
        ('[{"a": 1}, {"a": NaN}]', 1, NO_JSON),
        ('[{"a": 1}] and more', 1, NO_JSON),
        ("", 0, ENDS_EARLY),
        ("[" * 500, 0, ENDS_EARLY),
    ],
)
def test_what_came_before_a_break_is_kept(path: Path, content: str, kept: int, why: str) -> None:
    records, told = read(path, content)
    assert (len(records), [one.why for one in told]) == (kept, [why])
    assert told[0].where.startswith(f"some.json, after record {kept} (byte 0 to {len(content)}")


@pytest.mark.parametrize("content", ['{"a": 1}', "3", '"text"'])
def test_a_file_that_is_no_list_is_told(path: Path, content: str) -> None:
    records, told = read(path, content)
    assert (records, [one.why for one in told]) == ([], [NO_LIST])


def test_a_break_in_a_long_file_is_found_to_a_step_of_the_buffer(path: Path) -> None:
    start = ",".join(['{"song_name": "노래"}'] * 20_000)
    records, told = read(path, f"[{start}, oops")
    assert len(records) == 20_000
    low, high = (int(part) for part in told[0].where.split("byte ")[1].rstrip(")").split(" to "))
    assert low <= len(f"[{start}, ".encode()) <= high
    assert high - low <= streams.BUFFER


def test_a_byte_order_mark_and_bytes_that_are_no_utf8_cost_nothing(path: Path) -> None:
    records, told = read(path, b'\xef\xbb\xbf["caf\xe9", "b"]')
    assert (records, told) == (["caf\ufffd", "b"], [])


def test_a_character_over_the_edge_of_the_buffer_stays_whole(path: Path) -> None:
    for shift in range(4):
        text = "a" * (streams.BUFFER - 4 + shift) + "한글😀"
        assert read(path, json.dumps([text], ensure_ascii=False)) == ([text], [])


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    assert read(tmp_path / "some.json.gz", gzip.compress(b'[{"a": 1}]')) == ([{"a": 1}], [])


def test_a_packed_file_that_is_cut_off_keeps_what_it_holds(tmp_path: Path) -> None:
    whole = gzip.compress(json.dumps([{"a": n} for n in range(50_000)]).encode())
    records, told = read(tmp_path / "some.json.gz", whole[: len(whole) // 2])
    assert 10_000 < len(records) < 50_000
    assert records[:3] == [{"a": 0}, {"a": 1}, {"a": 2}]
    assert [one.why for one in told] == [ENDS_EARLY]


def test_a_file_that_only_says_that_it_is_packed_is_told(tmp_path: Path) -> None:
    assert read(tmp_path / "some.json.gz", b"[1, 2]")[1][0].why == ENDS_EARLY


def test_a_list_inside_an_object_is_read_by_its_name(path: Path) -> None:
    assert read(path, '{"info": {}, "lists": [1, 2]}', "lists.item") == ([1, 2], [])
    assert read(path, '{"info": {}}', "lists.item")[1][0].why == NO_LIST


def test_pairs_of_an_object_come_one_by_one(path: Path) -> None:
    path.write_text('{"a": 1, "b": 2, "c"')
    *pairs, told = json_pairs(path)
    assert pairs == [("a", 1), ("b", 2)]
    assert isinstance(told, Skipped)
    assert told.why == ENDS_EARLY


@settings(deadline=None)
@given(st.lists(ANY, max_size=8))
def test_whatever_json_holds_is_read_as_python_reads_it(
    tmp_path_factory: pytest.TempPathFactory, records: list[Any]
) -> None:
    path = tmp_path_factory.mktemp("json") / "some.json"
    assert read(path, json.dumps(records)) == (records, [])


@settings(deadline=None)
@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_bring_the_reader_down(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, packed: bool
) -> None:
    path = tmp_path_factory.mktemp("json") / ("some.json.gz" if packed else "some.json")
    read(path, content)


@pytest.mark.parametrize("step", ["[", '{"a":', '[1, {"b": '])
def test_what_is_nested_without_end_is_refused_before_it_takes_the_memory(
    path: Path, step: str
) -> None:
    records, told = read(path, "[1, 2, " + step * 100_000)
    assert [left.why for left in told] == [TOO_DEEP]
    assert len(records) <= 2


def test_brackets_in_titles_do_not_add_up(path: Path) -> None:
    titles = ["[feat. {"] * 200_000
    assert read(path, json.dumps(titles)) == (titles, [])
