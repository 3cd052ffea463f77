"""A training that was published by code from before there were engines of songs that are alike."""

import logging
import shutil
from pathlib import Path

import pytest

from mlfym import health
from recommender import library, publication, training_corpus
from recommender.engine.artefacts import read_meta
from recommender.engine.genre import GenreConfig, GenreEngine
from recommender.engine.kinds import ALIKE
from recommender.engine.publishing import SHIPPED, TOGETHER, publish
from recommender.engine.similar import missing_parts, similar_songs
from recommender.library import Library, version_of
from recommender.models import Song
from recommender.snapshots import current
from tests.recommender.training.versions import only_popular, put

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _before(
    catalogue: dict[str, list[Song]], model_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Publish one."""
    only_popular(monkeypatch)
    put(model_dir, "v1")
    engines = read_meta(model_dir / TOGETHER / "v1").origin.config["engines"]
    assert not set(ALIKE) & set(engines)


def shipped_without(folder: Path, *names: str) -> Path:
    """Copy what ships, but for these engines."""
    return Path(
        shutil.copytree(SHIPPED, folder / "shipped", ignore=lambda _, found: {*names} & {*found})
    )


def a_song(catalogue: dict[str, list[Song]]) -> int:
    return catalogue["joy"][0].pk


def test_what_came_with_the_site_serves_beside_it(
    model_dir: Path, catalogue: dict[str, list[Song]]
) -> None:
    engines = Library(model_dir).engines(current())
    assert version_of(engines["popular"]) == "v1"
    for name in ALIKE:
        shipped = read_meta(SHIPPED / name).version
        assert version_of(engines[name]) == library.versions()[name] == shipped
        assert health.report()[f"engine {name}"].ok
    assert len(similar_songs({a_song(catalogue): 1.0}, engines, current(), 5)) == 5


def test_it_goes_on_without_and_says_so(
    model_dir: Path,
    tmp_path: Path,
    catalogue: dict[str, list[Song]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    books = Library(model_dir, shipped_without(tmp_path, *ALIKE))
    with caplog.at_level(logging.WARNING):
        engines = books.engines(current())
    assert version_of(engines["popular"]) == "v1"
    for name in ALIKE:
        assert name not in engines
        assert books.faults[name]
        assert f"engine {name} is off" in caplog.text
    song = a_song(catalogue)
    assert len(similar_songs({song: 1.0}, engines, current(), 5)) == 5
    assert "genre" in missing_parts(song, engines, current())


def test_the_health_page_names_those_that_are_off(
    model_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = Library(model_dir, shipped_without(tmp_path, *ALIKE))
    monkeypatch.setattr(library, "library_at", lambda folder: books)
    found = health.report()
    assert found["engine popular"].ok
    for name in ALIKE:
        status = found[f"engine {name}"]
        assert (status.ok, status.vital) == (False, False)
        assert name in status.fault


def test_it_can_be_put_back_into_service(model_dir: Path) -> None:
    put(model_dir, "v2")
    publication.serve("v1")
    assert publication.in_service() == "v1"
    assert set(ALIKE) <= set(Library(model_dir).engines(current()))


def test_a_space_that_is_of_another_genre_places_nobody_by_it(
    model_dir: Path, catalogue: dict[str, list[Song]]
) -> None:
    engine = GenreEngine.fit(training_corpus.build(), GenreConfig(size=8, epochs=1))
    publish(model_dir, "genre", "own", lambda home: engine.save(home, "own"))
    engines = Library(model_dir).engines(current())
    assert version_of(engines["genre"]) == "own"
    assert not engines["joint"].knows(a_song(catalogue))
    assert similar_songs({a_song(catalogue): 1.0}, engines, current(), 5)
