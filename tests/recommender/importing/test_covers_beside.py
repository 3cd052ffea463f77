"""Which pictures of a folder are its songs' cover."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.catalogue.music.beside import STEMS, SUFFIXES, Beside, beside_of, rank

IN_ORDER = [f"{stem}{suffix}" for stem in STEMS for suffix in SUFFIXES]


def beside(folder: Path) -> Beside:
    with os.scandir(folder) as entries:
        return beside_of(list(entries))


def names(folder: Path) -> list[str]:
    return [Path(path).name for path in beside(folder).paths]


@given(
    st.lists(st.sampled_from(IN_ORDER), unique=True),
    st.lists(st.text(max_size=12)),
    st.randoms(use_true_random=False),
)
def test_the_names_are_ranked_whatever_their_case_and_order(chosen, others, random) -> None:
    spelled = ["".join(random.choice((c, c.upper())) for c in name) for name in chosen]
    mixed = [*spelled, *(name for name in others if name.lower() not in IN_ORDER)]
    random.shuffle(mixed)
    found = sorted((name for name in mixed if rank(name)), key=rank)
    assert [name.lower() for name in found] == sorted(chosen, key=IN_ORDER.index)


@given(st.text())
def test_any_name_has_a_rank_or_none(name: str) -> None:
    found = rank(name)
    assert found is None or found[2] == name


@pytest.mark.parametrize(
    "name",
    ["cover", "cover.gif", "cover.jpg.mp3", "mycover.jpg", "cover (1).jpg", ".cover.jpg",
     "._cover.jpg", "cover .jpg", "albumartsmall.jpg", "cover.jpg "],
)  # fmt: skip
def test_other_names_are_no_cover(name: str) -> None:
    assert rank(name) is None


def test_the_best_name_comes_first(tmp_path: Path) -> None:
    for name in ("zebra.jpg", "front.jpg", "Cover.PNG", "cover.svg", "folder.jpeg", "cover.jpg"):
        (tmp_path / name).write_bytes(b"x")
    assert names(tmp_path) == ["cover.jpg", "Cover.PNG", "cover.svg", "folder.jpeg", "front.jpg"]


def test_the_mark_follows_every_change(tmp_path: Path) -> None:
    marks = [beside(tmp_path).mark]
    path = tmp_path / "front.jpg"
    path.write_bytes(b"one")
    marks.append(beside(tmp_path).mark)
    state = path.stat()
    assert beside(tmp_path).mark == marks[-1]
    path.write_bytes(b"four")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    marks.append(beside(tmp_path).mark)
    path.write_bytes(b"five")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    marks.append(beside(tmp_path).mark)
    path.rename(tmp_path / "cover.jpg")
    marks.append(beside(tmp_path).mark)
    (tmp_path / "holiday.jpg").write_bytes(b"no cover")
    assert beside(tmp_path).mark == marks[-1]
    assert len(set(marks)) == len(marks)
    assert all(marks)


def test_links_and_folders_are_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(b"x")
    (tmp_path / "cover.jpg").symlink_to(tmp_path / "x.jpg")
    (tmp_path / "folder.jpg").mkdir()
    assert names(tmp_path) == []
