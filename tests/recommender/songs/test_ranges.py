"""The Range header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.ranges import RangeNotSatisfiable, Span, read_range

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-0", Span(0, 0)),
        ("bytes=0-", Span(0, 999)),
        ("bytes=200-299", Span(200, 299)),
        ("bytes=200-5000", Span(200, 999)),
        ("bytes=-1", Span(999, 999)),
        ("bytes=-5000", Span(0, 999)),
        (" Bytes=1-2 ", Span(1, 2)),
    ],
)
def test_a_part(header: str, span: Span) -> None:
    assert read_range(header, SIZE) == span


@pytest.mark.parametrize(
    "header",
    ["", "bytes", "bytes=", "bytes=-", "bytes=5-3", "bytes=0-1,5-9", "items=0-1", "bytes=a-b",
     "bytes=-1-2", "bytes=1.5-2", "bytes=٣-٥", "bytes=" + "9" * 5000 + "-"],
)  # fmt: skip
def test_what_is_not_one_range_gets_the_whole(header: str) -> None:
    assert read_range(header, SIZE) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-2000", "bytes=-0"])
def test_a_range_past_the_end(header: str) -> None:
    with pytest.raises(RangeNotSatisfiable):
        read_range(header, SIZE)


@pytest.mark.parametrize("header", ["bytes=0-", "bytes=-1", "bytes=0-0"])
def test_an_empty_file_has_no_range(header: str) -> None:
    with pytest.raises(RangeNotSatisfiable):
        read_range(header, 0)


@given(st.text(max_size=30) | st.from_regex(r"bytes=\d*-\d*"), st.integers(0, 10**12))
def test_it_never_leaves_the_file(header: str, size: int) -> None:
    try:
        span = read_range(header, size)
    except RangeNotSatisfiable:
        return
    assert span is None or 0 <= span.start <= span.end < size


@given(st.integers(0, 500), st.integers(0, 500), st.binary(min_size=1, max_size=300))
def test_it_means_what_a_slice_means(start: int, more: int, body: bytes) -> None:
    try:
        span = read_range(f"bytes={start}-{start + more}", len(body))
    except RangeNotSatisfiable:
        assert start >= len(body)
        return
    assert span is not None
    assert body[span.start : span.end + 1] == body[start : start + more + 1]
    assert span.length == len(body[start : start + more + 1])
