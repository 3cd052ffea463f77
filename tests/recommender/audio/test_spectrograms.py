"""The excerpts on disk: whole or not at all, and Melon's files where we have none of our own."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recommender import own_spectrograms, spectrograms
from recommender.catalogue.melon.spectrogram_index import FOLDER, Rows
from recommender.catalogue.melon.spectrograms import Spectrogram
from recommender.hearing.mel import excerpts, level_free
from recommender.listening.versions import publish_if_new

CELLS = np.random.default_rng(3).integers(0, 256, (48, 100), dtype=np.uint8)


@pytest.fixture(autouse=True)
def model_dir(tmp_path: Path, settings: Any) -> Path:
    settings.MODEL_DIR = tmp_path / "models"
    return tmp_path / "models"


def test_what_was_kept_is_read_as_shares(model_dir: Path) -> None:
    own_spectrograms.write_spectrogram(12345, CELLS)
    assert (model_dir / "spectrograms/own/12/12345.npy").is_file()
    found = spectrograms.read_spectrogram(12345)
    assert found is not None and found.dtype == np.float32
    np.testing.assert_allclose(found, CELLS / 255, atol=1e-6)


def test_without_any_there_is_none() -> None:
    assert spectrograms.read_spectrogram(1) is None
    assert spectrograms.songs_with_spectrogram().tolist() == []


@pytest.mark.parametrize("content", [b"", b"no array", None])
def test_a_damaged_one_is_none_and_is_said(
    content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    path = own_spectrograms.own_path(7)
    path.parent.mkdir(parents=True)
    if content is None:
        np.save(path, np.zeros((47, 3), np.uint8))
    else:
        path.write_bytes(content)
    assert spectrograms.read_spectrogram(7) is None
    assert str(path) in caplog.text


def test_melons_file_serves_where_we_have_none(tmp_path: Path, model_dir: Path) -> None:
    mel = np.random.default_rng(4).normal(-30, 15, (48, 1876)).astype(np.float32)
    file = tmp_path / "0" / "55.npy"
    file.parent.mkdir()
    np.save(file, mel)
    rows = Rows()
    rows.add(10_000, Spectrogram(55, 1876, file))
    publish_if_new(model_dir / FOLDER, "melon", rows.write)
    found = spectrograms.read_spectrogram(10_000)
    assert found is not None
    np.testing.assert_array_equal(found, level_free(excerpts(mel)))
    own_spectrograms.write_spectrogram(10_001, CELLS)
    assert spectrograms.songs_with_spectrogram().tolist() == [10_000, 10_001]


def test_a_write_that_fails_leaves_what_was(monkeypatch: pytest.MonkeyPatch) -> None:
    own_spectrograms.write_spectrogram(1, CELLS)

    def full(path: Path) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(own_spectrograms, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        own_spectrograms.write_spectrogram(1, CELLS // 2)
    found = spectrograms.read_spectrogram(1)
    assert found is not None
    np.testing.assert_allclose(found, CELLS / 255, atol=1e-6)
    assert len(list(own_spectrograms.own_path(1).parent.iterdir())) == 1


def test_files_of_songs_that_are_gone_are_deleted() -> None:
    for key in (1, 2, 3000):
        own_spectrograms.write_spectrogram(key, CELLS)
    assert own_spectrograms.forget([2]) == 2
    assert spectrograms.songs_with_spectrogram().tolist() == [2]
