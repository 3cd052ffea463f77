"""The engines in service follow what is published, and a bad one does not take the others down."""

import logging

import pytest

from recommender.engine.base import Query
from recommender.engine.kinds import TRAINED
from recommender.engine.publishing import point_to
from recommender.engine.shelf import Shelf
from recommender.engine.train import train_and_publish
from tests.recommender.engine.tiny import CONFIG, corpus, snapshot


@pytest.fixture
def models(tmp_path):
    train_and_publish(corpus(), tmp_path / "models", CONFIG, {"ndcg": 0.5})
    return tmp_path / "models"


@pytest.fixture
def shelf(models, tmp_path):
    return Shelf(models, tmp_path / "shipped")


def spoil(models, name):
    """Flip a byte in the newest version of an engine."""
    path = sorted((models / name).glob("*/song_ids.npy"))[-1]
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def test_it_works(shelf):
    engines = shelf.engines(snapshot())
    assert set(engines) == {"als", "mood", "popular", "tag2vec"}
    assert all(engines[name].meta for name in TRAINED)


def test_the_same_objects_while_nothing_changes(shelf):
    songs = snapshot()
    assert shelf.engines(songs) is shelf.engines(songs)


def test_a_new_version_is_noticed(shelf, models):
    songs = snapshot()
    before = shelf.engines(songs)
    versions = train_and_publish(corpus(), models, CONFIG)
    after = shelf.engines(songs)
    assert after["als"] is not before["als"]
    assert {name: after[name].meta.version for name in TRAINED} == versions
    assert before["als"].rank(Query(seeds=(11,)), 3)[0].tolist()  # whoever holds it may go on


def test_a_new_version_is_noticed_after_the_health_page_saw_it(shelf, models):
    songs = snapshot()
    before = shelf.engines(songs)
    train_and_publish(corpus(), models, CONFIG)
    shelf.states()
    assert shelf.engines(songs)["als"] is not before["als"]


def test_back_to_the_version_before(shelf, models):
    songs = snapshot()
    old = shelf.engines(songs)["als"].meta.version
    train_and_publish(corpus(), models, CONFIG)
    shelf.engines(songs)
    point_to(models, "als", old)
    assert shelf.engines(songs)["als"].meta.version == old


def test_a_new_catalogue_is_noticed(shelf):
    first, second = snapshot(), snapshot()
    assert shelf.engines(first)["mood"] is not shelf.engines(second)["mood"]


def test_a_damaged_artefact_turns_that_engine_off(models, tmp_path, caplog):
    spoil(models, "als")
    shelf = Shelf(models, tmp_path / "shipped")
    with caplog.at_level(logging.WARNING):
        assert set(shelf.engines(snapshot())) == {"mood", "popular", "tag2vec"}
        shelf.engines(snapshot())
    assert [record.getMessage() for record in caplog.records] == [
        "The engine als is off (damaged: song_ids.npy does not match its checksum)."
    ]
    states = {state.name: state for state in shelf.states()}
    assert states["als"].problem.startswith("damaged")
    assert not states["popular"].problem


def test_a_damaged_version_is_replaced_by_the_next(models, tmp_path):
    spoil(models, "als")
    shelf = Shelf(models, tmp_path / "shipped")
    assert "als" not in shelf.engines(snapshot())
    train_and_publish(corpus(), models, CONFIG)
    assert "als" in shelf.engines(snapshot())
    assert not any(state.problem for state in shelf.states())


def test_nothing_was_trained(tmp_path):
    shelf = Shelf(tmp_path, tmp_path)
    assert set(shelf.engines(snapshot())) == {"mood"}
    assert [state.problem.split(":")[0] for state in shelf.states()] == ["missing"] * 3


def test_states_say_what_serves(shelf):
    for state in shelf.states():
        assert state.version
        assert state.date
        assert state.songs == 12
        assert state.metrics == {"ndcg": 0.5}
    assert set(shelf.versions()) == set(TRAINED)
