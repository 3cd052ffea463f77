"""Versions: written, served, gone back to, cleared away."""

from pathlib import Path

import pytest

from recommender import publication
from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing
from recommender.engine.publishing import TOGETHER, current_version, versions
from recommender.library import Library, version_of
from recommender.models import Song, TrainingRun
from recommender.publication import SHIPPED_VERSION, in_service, kept
from recommender.snapshots import current
from tests.recommender.training.versions import only_popular, put

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(catalogue: dict[str, list[Song]], monkeypatch: pytest.MonkeyPatch) -> None:
    only_popular(monkeypatch)


def serving(model_dir: Path) -> str:
    """Return the version of a process that starts now."""
    return version_of(Library(model_dir).engines(current())["popular"])


def test_what_came_with_the_site_serves_first(model_dir: Path) -> None:
    assert in_service() == SHIPPED_VERSION
    assert serving(model_dir).startswith("starter-")
    assert [(row.version, row.serves) for row in kept()] == [(SHIPPED_VERSION, True)]


def test_back_and_forth(model_dir: Path) -> None:
    put(model_dir, "v1")
    put(model_dir, "v2")
    assert serving(model_dir) == in_service() == "v2"
    publication.serve("v1")
    assert serving(model_dir) == in_service() == "v1"
    assert [(row.version, row.serves) for row in kept()][:2] == [("v2", False), ("v1", True)]


def test_a_process_that_runs_notices(model_dir: Path) -> None:
    put(model_dir, "v1")
    put(model_dir, "v2")
    books = Library(model_dir, look_every=0, patience=60)
    assert version_of(books.engines(current())["popular"]) == "v2"
    publication.serve("v1")
    assert version_of(books.engines(current())["popular"]) == "v1"


def test_back_to_what_came_with_the_site(model_dir: Path) -> None:
    put(model_dir, "v1")
    publication.serve(SHIPPED_VERSION)
    assert serving(model_dir).startswith("starter-")
    assert current_version(model_dir, TOGETHER) is None
    publication.serve("v1")
    assert serving(model_dir) == "v1"


def test_it_is_written_down_when_it_served(model_dir: Path) -> None:
    assert put(model_dir, "v1").served is not None
    aside = put(model_dir, "v2", serves=False)
    assert aside.served is None
    assert [row.set_aside for row in kept()] == [True, False, False]
    publication.serve("v2")
    assert not kept()[0].set_aside


@pytest.mark.parametrize("damage", ["array", "json", "engine", "mix"])
def test_a_damaged_one_is_not_put_into_service(model_dir: Path, damage: str) -> None:
    put(model_dir, "v1")
    put(model_dir, "v2", serves=False)
    folder = model_dir / TOGETHER / "v2"
    if damage == "array":
        (folder / "popular" / "scores.npy").write_bytes(b"nonsense")
    elif damage == "mix":
        (folder / "mix" / "mix.json").write_text("[]")
    elif damage == "json":
        (folder / "meta.json").write_text("{}")
    else:
        (folder / "popular" / "meta.json").unlink()
    with pytest.raises((ArtefactDamaged, ArtefactMissing)):
        publication.serve("v2")
    assert serving(model_dir) == "v1"
    assert "v2" in {row.version for row in kept()}


def test_what_is_not_there_is_not_put_into_service(model_dir: Path) -> None:
    put(model_dir, "v1")
    for version in ("v9", "../recommender/v1", ""):
        with pytest.raises((ArtefactDamaged, ArtefactMissing)):
            publication.serve(version)
    assert serving(model_dir) == "v1"


def test_an_engine_that_is_newer_than_the_version_serves_as_shipped(model_dir: Path) -> None:
    put(model_dir, "v1")
    books = Library(model_dir)
    engines = books.engines(current())
    assert version_of(engines["popular"]) == "v1"
    assert version_of(engines["tag2vec"]).startswith("starter-")


def test_old_ones_go_and_the_one_in_service_stays(model_dir: Path, settings) -> None:
    settings.RETRAIN_KEEP = 2
    for number in range(4):
        put(model_dir, f"v{number}")
    publication.serve("v0")
    publication.tidy()
    assert versions(model_dir, TOGETHER) == ["v0", "v2", "v3"]
    assert serving(model_dir) == "v0"


def test_refused_ones_do_not_push_out_those_to_go_back_to(model_dir: Path, settings) -> None:
    settings.RETRAIN_KEEP = 2
    put(model_dir, "v0")
    put(model_dir, "v1")
    for number in range(2, 6):
        put(model_dir, f"v{number}", serves=False)
    publication.tidy()
    assert versions(model_dir, TOGETHER) == ["v0", "v1", "v5"]


def test_the_newest_refused_stays_when_others_served_since(model_dir: Path) -> None:
    put(model_dir, "v1", serves=False)
    for number in range(2, 7):
        put(model_dir, f"v{number}")
    publication.tidy()
    assert versions(model_dir, TOGETHER) == ["v1", "v4", "v5", "v6"]


def test_leftovers_of_the_dead_are_swept(model_dir: Path) -> None:
    put(model_dir, "v1")
    put(model_dir, "v2", serves=False)
    put(model_dir, "v3", serves=False)
    TrainingRun.objects.filter(version="v3").update(state="failed", verdict="")
    home = model_dir / TOGETHER
    (home / ".draft-v4-77" / "popular").mkdir(parents=True)
    (home / ".current-77").write_text("v4")
    assert "v3" not in {row.version for row in kept()}
    publication.sweep_the_dead()
    assert sorted(path.name for path in home.iterdir()) == ["current", "v1", "v2"]


def test_twins_that_are_damaged_are_not_compared_with(model_dir: Path) -> None:
    put(model_dir, "v1")
    folder = publication.folder_of("v1")
    assert set(publication.read_twins(folder, 0)) == {"popular"}
    assert publication.read_twins(folder, 1) is None
    (folder / "twins" / "0" / "popular" / "scores.npy").write_bytes(b"x")
    assert publication.read_twins(folder, 0) is None
