"""The starter library's figures come with the code, and are those of its files."""

import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from recommender.analysis.file import NAME, heard_figures, is_same, load_figures, sha256
from recommender.analysis.work import FIGURES, analysis_look, progress
from recommender.catalogue.starter import load_starter
from recommender.hearing.analyser import VERSION
from recommender.models import SongAnalysis

STARTER = Path(settings.BASE_DIR) / "starter"
SHIPPED = json.loads((STARTER / NAME).read_text(encoding="utf-8"))


def test_what_ships_is_of_these_files_and_this_analyser() -> None:
    library = json.loads((STARTER / "library.json").read_text(encoding="utf-8"))
    assert SHIPPED["version"] == VERSION, "run manage.py analyse_music --starter"
    assert set(SHIPPED["songs"]) == {str(song["number"]) for song in library["songs"]}
    for item in SHIPPED["songs"].values():
        assert sha256(STARTER / item["file"]) == item["sha256"], item["file"]


@pytest.mark.parametrize("number", ["1", "30"])
def test_what_ships_is_what_is_heard(number: str) -> None:
    shipped = SHIPPED["songs"][number]
    heard = heard_figures(STARTER, shipped["file"])
    assert (heard["mode"], heard["key"]) == (shipped["mode"], shipped["key"])
    for name in set(FIGURES) - {"mode", "key"}:
        assert heard[name] == pytest.approx(shipped[name], rel=0.01, abs=0.02), name


@pytest.mark.django_db
def test_a_first_run_hears_none_of_them() -> None:
    load_starter()
    analysis_look()
    assert progress().waiting == 0
    assert progress().done == len(SHIPPED["songs"])
    row = SongAnalysis.objects.get(song=1)
    assert row.loudness == SHIPPED["songs"]["1"]["loudness"]
    assert load_figures(STARTER) == 0


@pytest.mark.django_db
def test_another_file_and_another_version_are_heard_here(tmp_path: Path) -> None:
    load_starter()
    SongAnalysis.objects.all().delete()
    item = SHIPPED["songs"]["1"]
    (tmp_path / "audio").mkdir()
    shutil.copy(STARTER / item["file"], tmp_path / item["file"])
    assert is_same(tmp_path / item["file"], item)
    shutil.copy(STARTER / NAME, tmp_path / NAME)
    assert load_figures(tmp_path) == 1
    SongAnalysis.objects.all().delete()
    with (tmp_path / item["file"]).open("ab") as file:
        file.write(b"!")
    assert load_figures(tmp_path) == 0
    (tmp_path / NAME).write_text(json.dumps({**SHIPPED, "version": VERSION + 1}))
    assert load_figures(tmp_path) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("text", [None, "{", ""])
def test_without_the_file_they_are_heard_here(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / NAME).write_text(text)
    assert load_figures(tmp_path) == 0
