"""The state of every model."""

from pathlib import Path

import pytest

from recommender import model_states
from recommender.model_states import OWN, SHIPPED_WITH_CODE, ModelState
from recommender.models import Song
from recommender.training import training_ask, training_execute


def states() -> dict[str, ModelState]:
    """Return the states by name."""
    return {state.name: state for state in model_states.model_states()}


def test_every_model_is_there(model_dir: Path) -> None:
    assert {"face", "popular", "tag2vec", "als"} <= set(states())


def test_shipped_models_serve_before_the_first_training(model_dir: Path) -> None:
    state = states()["als"]
    assert not state.problem
    assert state.source == SHIPPED_WITH_CODE
    assert state.version
    assert state.date is not None


def test_a_training_takes_over(catalogue: dict[str, list[Song]]) -> None:
    before = states()["als"]
    run = training_execute(run=training_ask())
    after = states()["als"]
    assert after.source == OWN
    assert after.version == run.versions["als"]
    assert after != before


def test_the_mix_is_compared_with_chance(catalogue: dict[str, list[Song]]) -> None:
    run = training_execute(run=training_ask())
    found = states()
    assert found["mix"].figures[0][1] == run.metrics["mix"]["hit_rate@10"]
    assert found["chance"].figures[0][1] == run.metrics["chance"]["hit_rate@10"]
    assert not found["mix"].is_model
    assert found["als"].is_model


def test_a_pointer_to_nowhere_is_off(model_dir: Path) -> None:
    home = model_dir / "tag2vec"
    home.mkdir(parents=True)
    (home / "current").write_text("gone\n")
    assert "gone" in states()["tag2vec"].problem


def test_no_face_model_is_said(model_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folder: Path) -> None:
        raise model_states.ArtefactError("face: nothing there")

    model_states.face_state.cache_clear()
    monkeypatch.setattr(model_states, "find_artefact", fail)
    assert states()["face"].problem == "face: nothing there"
    model_states.face_state.cache_clear()
