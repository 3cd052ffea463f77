"""The map as bytes: what goes in comes out, and nothing else is taken for it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.song_map.format import LARGEST, MAGIC, Columns, NotAMap, decode, encode

SLUGS = st.lists(st.text(max_size=20), max_size=9).map(tuple)


@st.composite
def maps(draw) -> Columns:
    steps = draw(st.lists(st.integers(1, LARGEST), max_size=30))
    n = len(steps)
    unit = st.floats(-1, 1, width=32)
    places = draw(st.lists(st.tuples(unit, unit), min_size=n, max_size=n))
    byte = st.lists(st.integers(0, 255), min_size=n, max_size=n)
    columns = [np.array(draw(byte), np.uint8) for _ in range(4)]
    return Columns(
        np.cumsum(np.array(steps, np.int64)),
        np.array(places, np.float32).reshape(n, 2),
        *columns,
        draw(SLUGS),
        draw(SLUGS),
        draw(st.text(max_size=20)),
    )


@given(maps())
def test_what_goes_in_comes_out(columns: Columns) -> None:
    data = encode(columns)
    found = decode(data)
    assert np.array_equal(found.song_ids, columns.song_ids)
    assert np.abs(found.places - columns.places).max(initial=0) <= 1 / 65000
    for name in ("mood", "share", "genre", "era"):
        assert np.array_equal(getattr(found, name), getattr(columns, name))
    assert (found.genres, found.eras) == (columns.genres, columns.eras)
    assert found.version == columns.version
    # Typed arrays of a browser begin at multiples of their width.
    assert (len(data) - 12 * len(columns.song_ids)) % 4 == 0


@given(st.binary(max_size=200))
def test_other_bytes_are_no_map(data: bytes) -> None:
    for bytes_ in (data, MAGIC + data):
        with pytest.raises(NotAMap):
            decode(bytes_)


@given(maps(), st.data())
def test_a_map_that_was_cut_off_is_none(columns: Columns, data) -> None:
    whole = encode(columns)
    with pytest.raises(NotAMap):
        decode(whole[: data.draw(st.integers(0, len(whole) - 1))])


@pytest.mark.parametrize("ids", [[-1], [2, 2], [5, 4], [1, 2 + LARGEST]])
def test_ids_that_cannot_be_written(ids: list[int]) -> None:
    n = len(ids)
    byte = np.zeros(n, np.uint8)
    with pytest.raises(ValueError, match="ascend"):
        encode(Columns(np.array(ids), np.zeros((n, 2), np.float32), byte, byte, byte, byte))
