from pathlib import Path
from typing import Any

import numpy as np
import pytest

from emotion.face.datasets import (
    LEFT_OUT,
    DatasetError,
    as_grey_faces,
    class_map,
    load_faces,
    majority,
    seen_in,
    vote_targets,
)
from emotion.moods import EXPRESSIONS

random = np.random.default_rng(2)
VOTE_NAMES = np.array(["neutral", "happiness", "contempt", "unknown"])


def write(folder: Path, **arrays: Any) -> Path:
    usual = {
        "images": random.integers(0, 256, (4, 10, 12), dtype=np.uint8),
        "label": np.array([0, 1, 2, 1], np.uint8),
        "label_names": np.array(["Happy", "contempt", "angry"]),
    }
    path = folder / "set.npz"
    np.savez(path, **{k: v for k, v in (usual | arrays).items() if v is not None})
    return path


def test_labels_are_mapped_and_foreign_classes_left_out(tmp_path: Path) -> None:
    faces = load_faces(write(tmp_path))
    names = [EXPRESSIONS[label] if label != LEFT_OUT else None for label in faces.labels]
    assert names == ["happiness", None, "anger", None]
    assert faces.split_names == ("all",)
    assert len(faces.only(-1)) == 4


@pytest.mark.parametrize(
    ("spelling", "expression"),
    [
        ("angry", "anger"), ("Anger", "anger"), ("disgusted", "disgust"), ("fearful", "fear"),
        ("scared", "fear"), ("happy", "happiness"), ("HAPPINESS", "happiness"), ("sad", "sadness"),
        ("surprised", "surprise"), ("calm", "neutral"), (" neutral ", "neutral"),
    ],
)  # fmt: skip
def test_usual_spellings(spelling: str, expression: str) -> None:
    assert class_map([spelling])[0] == EXPRESSIONS.index(expression)


def test_the_last_split_is_the_last_number(tmp_path: Path) -> None:
    faces = load_faces(write(tmp_path, split=np.array([2, 0, 1, 2], np.uint8)))
    assert len(faces.only(-1)) == 2
    assert len(faces.only(0)) == 1


def test_splits_keep_their_names(tmp_path: Path) -> None:
    split = np.array([0, 0, 1, 1], np.uint8)
    names = np.array(["Training", "Test"])
    assert load_faces(write(tmp_path, split=split, split_names=names)).split_names[-1] == "Test"


def test_seen_images_are_byte_identical(tmp_path: Path) -> None:
    images = random.integers(0, 256, (4, 10, 12), dtype=np.uint8)
    images[3] = images[0]
    faces = load_faces(write(tmp_path, images=images, split=np.array([0, 0, 1, 1], np.uint8)))
    assert seen_in(faces.only(1), faces.only(0)).tolist() == [False, True]


def test_votes_need_a_clear_majority_of_all_ballots(tmp_path: Path) -> None:
    votes = np.array([[6, 4, 0, 0], [5, 5, 0, 0], [0, 6, 4, 0], [2, 2, 0, 6]], np.uint8)
    faces = load_faces(write(tmp_path, ferplus_votes=votes, ferplus_names=VOTE_NAMES))
    happy, neutral = EXPRESSIONS.index("happiness"), EXPRESSIONS.index("neutral")
    assert majority(faces).tolist() == [neutral, LEFT_OUT, happy, LEFT_OUT]


def test_vote_targets_are_distributions_and_weak_rows_do_not_count(tmp_path: Path) -> None:
    votes = np.array([[6, 4, 0, 0], [0, 0, 5, 5], [0, 4, 6, 0], [0, 5, 5, 0]], np.uint8)
    faces = load_faces(write(tmp_path, ferplus_votes=votes, ferplus_names=VOTE_NAMES))
    targets, weights = vote_targets(faces)
    assert targets.sum(axis=1) == pytest.approx(np.ones(4))
    assert targets[0, EXPRESSIONS.index("neutral")] == pytest.approx(0.6)
    assert weights.tolist() == [1, 0, 0, 1]


def test_lossy_rows_have_no_vote(tmp_path: Path) -> None:
    votes = np.full((4, 4), 0, np.uint8)
    votes[:, 0] = 10
    source = np.array([1, 2, 3, 1], np.uint8)
    path = write(tmp_path, ferplus_votes=votes, ferplus_names=VOTE_NAMES, image_source=source)
    faces = load_faces(path)
    assert vote_targets(faces)[1].tolist() == [1, 0, 0, 1]
    assert (majority(faces) == LEFT_OUT).tolist() == [False, True, True, False]


def test_colour_of_any_size_becomes_grey_faces(tmp_path: Path) -> None:
    images = random.integers(0, 256, (4, 30, 90, 3), dtype=np.uint8)
    assert as_grey_faces(load_faces(write(tmp_path, images=images)).images).shape == (4, 48, 48)


@pytest.mark.parametrize(
    "arrays",
    [
        {"images": None},
        {"label_names": None},
        {"images": np.zeros((4, 10, 12), np.float32)},
        {"images": np.zeros((4, 10), np.uint8)},
        {"images": np.zeros((4, 10, 12, 2), np.uint8)},
        {"images": np.zeros((0, 10, 12), np.uint8), "label": np.zeros(0, np.uint8)},
        {"images": np.zeros((3, 10, 12), np.uint8)},
        {"label": np.array([0, 1, 2, 3], np.uint8)},
        {"label": np.array([0, 1, 2, -1], np.int64)},
        {"label": np.array([0.0, 1.0, 2.0, 1.0])},
        {"split": np.zeros(3, np.uint8)},
    ],
)
def test_arrays_that_do_not_fit_are_refused(tmp_path: Path, arrays: dict[str, Any]) -> None:
    with pytest.raises(DatasetError):
        load_faces(write(tmp_path, **arrays))


@pytest.mark.parametrize("content", [b"", b"no npz", b"PK\x03\x04 broken"])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "set.npz"
    path.write_bytes(content)
    with pytest.raises(DatasetError):
        load_faces(path)


def test_a_single_array_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "one.npy", np.zeros(3))
    with pytest.raises(DatasetError):
        load_faces(tmp_path / "one.npy")


def test_a_pickle_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(DatasetError):
        load_faces(write(tmp_path, label_names=np.array([{"a": 1}, None, None], dtype=object)))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="none.npz"):
        load_faces(tmp_path / "none.npz")


def test_without_votes_there_is_no_majority(tmp_path: Path) -> None:
    with pytest.raises(DatasetError):
        majority(load_faces(write(tmp_path)))


def test_the_shared_set(shared: Path) -> None:
    faces = load_faces(shared / "data" / "face" / "fer2013.npz")
    assert [len(faces.only(number)) for number in range(3)] == [28709, 3589, 3589]
    assert int(seen_in(faces.only(2), faces.only(0)).sum()) == 288
    assert int(faces.lossy.sum()) == 177
