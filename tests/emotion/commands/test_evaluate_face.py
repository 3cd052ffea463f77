import io
import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from django.core.management import CommandError, call_command

from emotion.moods import EXPRESSIONS
from tests.emotion.face.faces import astronaut

KEYS = {"n", "accuracy", "balanced_accuracy", "macro_f1", "recall", "confusion", "ece"}
random = np.random.default_rng(9)
HER_FACE = cv2.resize(astronaut()[60:170, 170:280], (60, 60))


def write(folder: Path, **arrays: Any) -> Path:
    """Her smile three times, once with a foreign label, once wrong, and a grey nothing."""
    images = np.stack([HER_FACE, HER_FACE, HER_FACE, np.full_like(HER_FACE, 120)])
    usual = {
        "images": images,
        "label": np.array([0, 1, 2, 0]),
        "label_names": np.array(["happy", "contempt", "sad"]),
    }
    np.savez(folder / "set.npz", **(usual | arrays))
    return folder / "set.npz"


def figures(path: Path, *options: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("evaluate_face", str(path), "--json", *options, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_it_prints_the_figures(tmp_path: Path) -> None:
    found = figures(write(tmp_path))
    assert found.keys() >= KEYS
    assert (found["n"], found["left_out"], found["labels"]) == (3, 1, "original")
    assert tuple(found["recall"]) == EXPRESSIONS
    assert found["recall"]["happiness"] >= 0.5
    assert found["recall"]["sadness"] == 0
    assert np.shape(found["confusion"]) == (7, 7)
    assert np.sum(found["confusion"]) == 3


def test_grey_images_of_any_size_will_do(tmp_path: Path) -> None:
    grey = np.stack([cv2.cvtColor(HER_FACE, cv2.COLOR_RGB2GRAY)] * 4)
    assert figures(write(tmp_path, images=grey))["recall"]["happiness"] == 1


def test_with_detect_an_image_without_a_face_counts_as_wrong(tmp_path: Path) -> None:
    whole = np.stack([astronaut(), astronaut(), astronaut(), np.full_like(astronaut(), 120)])
    found = figures(write(tmp_path, images=whole), "--detect")
    assert (found["n"], found["no_face"]) == (3, 1)
    assert found["recall"]["happiness"] == 0.5
    assert np.sum(found["confusion"]) == 2


def test_only_the_last_split_is_judged(tmp_path: Path) -> None:
    found = figures(write(tmp_path, split=np.array([1, 0, 0, 0])))
    assert (found["n"], found["accuracy"]) == (1, 1)


def test_images_of_earlier_splits_can_be_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, split=np.array([1, 0, 0, 1]))
    assert figures(path)["n"] == 2
    assert figures(path, "--deduplicated")["n"] == 1


def test_judging_by_votes(tmp_path: Path) -> None:
    votes = np.array([[0, 9, 1], [0, 4, 6], [0, 8, 2], [5, 5, 0]], np.uint8)
    names = np.array(["neutral", "happiness", "contempt"])
    path = write(tmp_path, ferplus_votes=votes, ferplus_names=names)
    found = figures(path, "--labels", "ferplus")
    assert (found["n"], found["left_out"], found["accuracy"]) == (2, 2, 1)


def test_the_labels_have_a_reading_of_their_own(tmp_path: Path) -> None:
    path = write(tmp_path)
    assert figures(path)["reading"] == "shipped"
    assert figures(path, "--labels", "original")["reading"] == "original"
    assert figures(path, "--labels", "original", "--reading", "shipped")["reading"] == "shipped"
    with pytest.raises(CommandError, match="shipped, original"):
        figures(path, "--reading", "other")


def test_the_face_of_a_portrait_is_looked_for(tmp_path: Path) -> None:
    portrait = astronaut()[:300, 70:370]
    images = np.stack([portrait, portrait, portrait, np.full_like(portrait, 120)])
    found = figures(write(tmp_path, images=images))
    assert (found["n"], found["faces_found"]) == (3, 2)
    assert found["recall"]["happiness"] >= 0.5


def test_without_json_it_prints_lines(tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("evaluate_face", str(write(tmp_path)), stdout=out)
    assert "accuracy: " in out.getvalue()


@pytest.mark.parametrize("options", [["--labels", "ferplus"], ["--model", "/nowhere"]])
def test_what_cannot_be_done_is_said(tmp_path: Path, options: list[str]) -> None:
    with pytest.raises(CommandError):
        figures(write(tmp_path), *options)


def test_a_file_that_is_no_set_is_refused(tmp_path: Path) -> None:
    (tmp_path / "set.npz").write_text("nothing")
    with pytest.raises(CommandError, match="npz"):
        figures(tmp_path / "set.npz")


@pytest.mark.shared
def test_the_shipped_model_reads_people_it_has_not_seen(shared: Path) -> None:
    path = shared / "data" / "face" / "fer2013.npz"
    by_votes = figures(path, "--labels", "ferplus")
    assert by_votes["accuracy"] >= 0.89
    assert by_votes["balanced_accuracy"] >= 0.82
    assert by_votes["macro_f1"] >= 0.78
    assert by_votes["ece"] <= 0.04
    by_labels = figures(path, "--labels", "original")
    assert by_labels["n"] == 3589
    assert by_labels["accuracy"] >= 0.695
