import io
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from emotion.text.artefact import find_artefact
from emotion.text.model import TextModel
from emotion.text.reader import read_texts
from tests.emotion.text.tables import make_data, make_diaries


def test_it_trains_publishes_and_takes_an_encoder_over(
    tmp_path: Path, settings: LazySettings
) -> None:
    settings.MODEL_DIR = tmp_path / "models"
    root, diaries = make_data(tmp_path / "data"), make_diaries(tmp_path / "diaries")
    out, options = io.StringIO(), ("--diaries", str(diaries))
    call_command("train_text", str(root), *options, stdout=out)
    current = find_artefact(settings.MODEL_DIR)
    assert current.folder.parent == settings.MODEL_DIR / "text"
    assert {"goemotions", "diaries", "kote"} == set(current.meta["metrics"]["ko"])
    assert "six moods accuracy" in out.getvalue()
    readings = read_texts(TextModel(current), ["happy great love", "슬프다 눈물 그립다"])
    assert [reading.lang for reading in readings] == ["en", "ko"]

    folder = tmp_path / "other"
    more = ("--encoder-of", str(current.folder), "--out", str(folder))
    call_command("train_text", str(root), *options, *more, stdout=out)
    assert (folder / "model.npz").read_bytes() == (current.folder / "model.npz").read_bytes()
    assert find_artefact(settings.MODEL_DIR).folder == current.folder


def test_without_data_it_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"tsv\.gz"):
        call_command("train_text", str(tmp_path), "--out", str(tmp_path / "out"))
