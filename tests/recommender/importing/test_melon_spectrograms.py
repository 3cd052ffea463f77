"""Melon's mel-spectrograms: found, checked, and known by song."""

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import settings
from django.core.management import call_command
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from recommender.catalogue.importing import Skipped
from recommender.catalogue.melon.spectrogram_index import (
    FOLDER,
    STRANGE,
    TWICE,
    index_spectrograms,
    read_index,
)
from recommender.catalogue.melon.spectrograms import (
    CUT_OFF,
    NO_NUMBER,
    NO_SPECTROGRAM,
    Spectrogram,
    checked,
    copied,
    find_spectrograms,
)
from recommender.engine.artefacts import ArtefactMissing
from recommender.models import Song


@pytest.fixture
def model_dir(settings: Any, tmp_path: Path) -> Path:
    settings.MODEL_DIR = tmp_path / "models"
    return tmp_path / "models"


def mel(folder: Path, number: int, frames: int = 7, part: int = 0) -> Path:
    path = folder / f"arena_mel_{part}" / str(number // 1000) / f"{number}.npy"
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, np.full((48, frames), number, dtype=np.float32))
    return path


def make_songs(*numbers: int) -> dict[int, int]:
    """Songs of Melon; their keys by number. The keys run against the numbers."""
    return {
        number: Song.objects.create(source="melon", external_id=str(number), available=False).pk
        for number in sorted(numbers, reverse=True)
    }


def test_a_song_leads_to_its_file(db: None, tmp_path: Path, model_dir: Path) -> None:
    paths = {0: mel(tmp_path, 0), 12: mel(tmp_path, 12, 9), 1003: mel(tmp_path, 1003, 5, part=1)}
    keys = make_songs(0, 12, 1003, 4)
    report, songs = index_spectrograms(model_dir, find_spectrograms(tmp_path))
    assert (report.read, songs, report.reasons.total()) == (3, 3, 0)
    index = read_index(model_dir)
    assert {number: index.path(keys[number]) for number in paths} == paths
    assert index.path(keys[4]) is None
    assert index.path(max(keys.values()) + 1) is None
    assert dict(zip(index.song_ids.tolist(), index.frames.tolist(), strict=True)) == {
        keys[0]: 7, keys[12]: 9, keys[1003]: 5,
    }  # fmt: skip


def test_a_file_of_no_song_and_a_second_file_are_told(
    db: None, tmp_path: Path, model_dir: Path
) -> None:
    keys = make_songs(1)
    first = mel(tmp_path, 1)
    mel(tmp_path, 1, part=3)
    mel(tmp_path, 2)
    report, songs = index_spectrograms(model_dir, find_spectrograms(tmp_path))
    assert (songs, [one.why for one in report.skipped]) == (1, [TWICE, STRANGE])
    assert read_index(model_dir).path(keys[1]) == first


def test_the_same_files_make_no_new_version(db: None, tmp_path: Path, model_dir: Path) -> None:
    make_songs(1)
    mel(tmp_path, 1)
    for _ in range(2):
        index_spectrograms(model_dir, find_spectrograms(tmp_path))
    assert len(list((model_dir / FOLDER / "melon").glob("2*"))) == 1


def test_an_index_of_nothing_is_one(db: None, model_dir: Path) -> None:
    with pytest.raises(ArtefactMissing):
        read_index(model_dir)
    index_spectrograms(model_dir, [])
    assert read_index(model_dir).path(1) is None


@pytest.mark.parametrize(
    ("array", "why"),
    [
        (np.zeros((48, 3), np.float64), NO_SPECTROGRAM),
        (np.zeros((40, 3), np.float32), NO_SPECTROGRAM),
        (np.zeros((48, 0), np.float32), NO_SPECTROGRAM),
        (np.zeros((48, 3, 1), np.float32), NO_SPECTROGRAM),
        (np.zeros(48, np.float32), NO_SPECTROGRAM),
        (np.array([[{}]], dtype=object), NO_SPECTROGRAM),
    ],
)
def test_other_arrays_are_refused(tmp_path: Path, array: Any, why: str) -> None:
    np.save(tmp_path / "1.npy", array, allow_pickle=True)
    found = checked(tmp_path / "1.npy")
    assert isinstance(found, Skipped)
    assert found.why == why


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = mel(tmp_path, 1)
    path.write_bytes(path.read_bytes()[:-1])
    found = checked(path)
    assert found == Skipped("arena_mel_0/0/1.npy", CUT_OFF)


@pytest.mark.parametrize("name", ["x.npy", "-1.npy", "٣.npy", "1.5.npy", "12345678901.npy"])
def test_a_file_of_another_name_is_refused(tmp_path: Path, name: str) -> None:
    np.save(tmp_path / name, np.zeros((48, 2), np.float32))
    found = checked(tmp_path / name)
    assert isinstance(found, Skipped)
    assert found.why == NO_NUMBER


@hypothesis_settings(deadline=None)
@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_bring_the_check_down(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, numpy_like: bool
) -> None:
    path = tmp_path_factory.mktemp("mel") / "1.npy"
    buffer = BytesIO()
    np.save(buffer, np.zeros((48, 2), np.float32))
    path.write_bytes((buffer.getvalue()[:10] if numpy_like else b"") + content)
    assert isinstance(checked(path), Skipped)


def test_copies_are_whole_and_made_once(tmp_path: Path) -> None:
    path, home = mel(tmp_path / "set", 1003), tmp_path / "home"
    for _ in range(2):
        found = list(copied(find_spectrograms(tmp_path / "set"), home))
        assert found == [Spectrogram(1003, 7, home / "1" / "1003.npy")]
    assert (home / "1" / "1003.npy").read_bytes() == path.read_bytes()
    (home / "1" / "1003.npy").write_bytes(b"half")
    list(copied(find_spectrograms(tmp_path / "set"), home))
    assert (home / "1" / "1003.npy").read_bytes() == path.read_bytes()
    assert len(list(home.rglob("*.npy"))) == len([p for p in home.rglob("*") if p.is_file()]) == 1


@pytest.mark.parametrize("copy", [False, True])
def test_the_command_takes_them_with_the_set(
    db: None, tmp_path: Path, model_dir: Path, copy: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "set"
    path = mel(folder, 3)
    (folder / "genre_gn_all.json").write_text("{}")
    (folder / "song_meta.json").write_text('[{"id": 3, "song_name": "노래"}]')
    call_command("import_melon", str(folder), *(["--copy"] if copy else []))
    assert "1 spectrograms read: 1 songs have one, 0 skipped." in capsys.readouterr().out
    found = read_index(settings.MODEL_DIR).path(Song.objects.get(source="melon").pk)
    assert found == (model_dir / FOLDER / "files" / "0" / "3.npy" if copy else path)
    assert np.load(found, allow_pickle=False).shape == (48, 7)
