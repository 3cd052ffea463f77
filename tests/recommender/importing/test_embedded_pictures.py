"""The pictures inside audio files."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.music.embedded import MOST, READERS, Embedded, embedded, ordered, place
from recommender.catalogue.music.tag_values import TagsUnreadable
from tests.recommender.importing.music import make_sound
from tests.recommender.importing.pictures import BACK, FRONT, ICON, embed

TYPES = {".mp3": "audio/mpeg", ".flac": "audio/flac", ".opus": "audio/ogg", ".ogg": "audio/ogg",
         ".wav": "audio/wav", ".m4a": "audio/mp4"}  # fmt: skip


@given(st.lists(st.builds(Embedded, st.integers(0, 255), st.binary(max_size=3))))
def test_the_picture_to_show_comes_first(pictures: list[Embedded]) -> None:
    found = ordered(pictures)
    assert len(found) == min(len(pictures), MOST)
    assert [place(one.kind) for one in found] == sorted(place(one.kind) for one in pictures)[:MOST]
    # Of one kind, those that stand first in the file.
    for kind in {one.kind for one in found}:
        same = [one for one in found if one.kind == kind]
        assert same == [one for one in pictures if one.kind == kind][: len(same)]
    if any(one.kind == FRONT for one in pictures):
        assert found[0].kind == FRONT


@pytest.mark.parametrize("suffix", TYPES)
def test_all_formats(tmp_path: Path, suffix: str) -> None:
    path = embed(make_sound(tmp_path / f"a{suffix}"), (ICON, b"icon"), (BACK, b"back"))
    with path.open("rb") as file:
        found = [one.data for one in embedded(file, TYPES[suffix])]
    # MP4 knows no kinds, so its order is the file's.
    assert found == ([b"icon", b"back"] if suffix == ".m4a" else [b"back", b"icon"])


def test_no_more_than_a_few_are_kept(tmp_path: Path) -> None:
    path = embed(make_sound(tmp_path / "a.flac"), *[(BACK, b"x")] * 20, (FRONT, b"front"))
    with path.open("rb") as file:
        assert [one.data for one in embedded(file, "audio/flac")] == [b"front", b"x", b"x", b"x"]


def test_another_form_has_none() -> None:
    assert embedded(io.BytesIO(b"anything"), "audio/aac") == []


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return a small file with a picture of each type."""
    folder = tmp_path_factory.mktemp("files")
    return {
        kind: embed(make_sound(folder / f"a{suffix}"), (FRONT, b"front" * 50)).read_bytes()
        for suffix, kind in TYPES.items()
    }


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(READERS)),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=6)), max_size=5),
    st.integers(0, 60_000),
)
def test_damage_is_told_by_one_error(files: dict[str, bytes], kind, changes, length: int) -> None:
    body = bytearray(files[kind][:length])
    for at, new in changes:
        body[at : at + len(new)] = new
    try:
        found = embedded(io.BytesIO(bytes(body)), kind)
    except TagsUnreadable:
        return
    assert all(isinstance(one.data, bytes) for one in found)
