import io
from pathlib import Path

import numpy as np
import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from emotion.face.artefact import find_artefact, load_artefact
from emotion.face.classifier import FaceClassifier
from emotion.moods import EXPRESSIONS

random = np.random.default_rng(10)
SMALL = ("--size", "32", "--first-size", "32", "--width", "0.35", "--batch", "8", "--epochs", "1")


def write(folder: Path, **changes: np.ndarray) -> Path:
    count = 42
    label = np.arange(count) % 7
    arrays = {
        "images": random.integers(0, 256, (count, 48, 48), dtype=np.uint8),
        "label": label,
        "label_names": np.array(EXPRESSIONS),
        "split": np.arange(count) % 3,
        "split_names": np.array(["Training", "PublicTest", "PrivateTest"]),
        "ferplus_votes": (np.eye(7, dtype=np.uint8)[label] * 10),
        "ferplus_names": np.array(EXPRESSIONS),
    }
    np.savez(folder / "set.npz", **(arrays | changes))
    return folder / "set.npz"


def test_it_trains_publishes_and_resumes(tmp_path: Path, settings: LazySettings) -> None:
    settings.MODEL_DIR = tmp_path / "models"
    data, work, out = write(tmp_path), tmp_path / "work", io.StringIO()
    options = ("--work", str(work), *SMALL)
    call_command("train_face", str(data), *options, stdout=out)
    assert "epoch 1" in out.getvalue()

    current = find_artefact(settings.MODEL_DIR)
    assert current.folder.parent == settings.MODEL_DIR / "face"
    assert current.size == 32
    names = {path.name for path in current.folder.iterdir()}
    assert names == {"model.tflite", "meta.json", "curves.png", "confusion.png"}
    assert current.meta["metrics"]["test"]["ferplus"]["n"] == 14
    assert current.meta["metrics"]["test"]["original_variant"]["n"] == 14
    face = random.integers(0, 256, (48, 48), dtype=np.uint8)
    assert FaceClassifier(current).classify_face(face).sum() == pytest.approx(1, abs=1e-4)

    # The epoch is there already, so this writes the same model anew, where it is told to.
    folder = tmp_path / "other"
    call_command("train_face", str(data), *options, "--resume", "--out", str(folder), stdout=out)
    assert load_artefact(folder).meta["history"] == current.meta["history"]
    assert find_artefact(settings.MODEL_DIR).folder == current.folder


def test_without_votes_it_is_refused(tmp_path: Path) -> None:
    data = write(tmp_path, ferplus_names=np.array(["x"] * 7))
    with np.load(data) as file:
        arrays = {name: file[name] for name in file.files if "ferplus" not in name}
    np.savez(data, **arrays)
    with pytest.raises(CommandError, match="ferplus_votes"):
        call_command("train_face", str(data), "--work", str(tmp_path / "work"), *SMALL)


def test_a_set_without_splits_is_refused(tmp_path: Path) -> None:
    data = write(tmp_path, split=np.zeros(42, np.int64))
    with pytest.raises(CommandError, match="three splits"):
        call_command("train_face", str(data), "--work", str(tmp_path / "work"), *SMALL)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="none.npz"):
        call_command(
            "train_face", str(write(tmp_path)), "--imagenet", str(tmp_path / "none.npz"), *SMALL,
            "--work", str(tmp_path / "work"), stdout=io.StringIO(),
        )  # fmt: skip
