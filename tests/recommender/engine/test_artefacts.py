"""The JSON beside the arrays vouches for them."""

import json

import numpy as np
import pytest

from recommender.engine.artefacts import (
    META,
    ArtefactDamaged,
    ArtefactMissing,
    Meta,
    Origin,
    load_array,
    load_words,
    read_meta,
    save_array,
    save_words,
    seal,
)

ORIGIN = Origin({"factors": 4}, 7, "abc")


@pytest.fixture
def sealed(tmp_path):
    save_array(tmp_path, "numbers", np.arange(6, dtype=np.float32).reshape(2, 3))
    save_words(tmp_path, "words", ("슬픔", "rain"))
    seal(tmp_path, Meta("als", ORIGIN, 2, "v1", "2026-11-21", {"ndcg": 0.5}))
    return tmp_path


def rewrite(directory, **changes):
    """Change the JSON as somebody with an editor would."""
    values = json.loads((directory / META).read_text())
    (directory / META).write_text(json.dumps({**values, **changes}))


def test_it_works(sealed):
    meta = read_meta(sealed)
    assert (meta.name, meta.origin, meta.songs) == ("als", ORIGIN, 2)
    assert (meta.version, meta.date, meta.metrics) == ("v1", "2026-11-21", {"ndcg": 0.5})
    assert set(meta.files) == {"numbers.npy", "words.json"}
    assert load_array(sealed, "numbers", (2, None)).tolist() == [[0, 1, 2], [3, 4, 5]]
    assert load_words(sealed, "words", 2) == ("슬픔", "rain")


def test_missing(tmp_path):
    with pytest.raises(ArtefactMissing):
        read_meta(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"name": "als"}', "\x00\xff"])
def test_meta_that_is_none(sealed, text):
    (sealed / META).write_text(text, encoding="latin-1")
    with pytest.raises(ArtefactDamaged):
        read_meta(sealed)


@pytest.mark.parametrize(
    "changes", [{"version": "v2"}, {"metrics": {"ndcg": 0.9}}, {"files": {}}, {"format": 2}]
)
def test_meta_changed_by_hand(sealed, changes):
    rewrite(sealed, **changes)
    with pytest.raises(ArtefactDamaged, match="changed"):
        read_meta(sealed)


def test_a_format_of_tomorrow(sealed):
    seal(sealed, Meta("als", ORIGIN, 2, format=99))
    with pytest.raises(ArtefactDamaged, match="99"):
        read_meta(sealed)


def test_a_file_outside_is_never_opened(sealed):
    secret = sealed.parent / "secret"
    secret.write_text("x")
    values = json.loads((sealed / META).read_text())
    values.pop("checksum")
    values["files"]["../secret"] = {"bytes": 1, "sha256": "0"}
    from recommender.engine.artefacts import _checksum

    rewrite(sealed, files=values["files"], checksum=_checksum(values))
    with pytest.raises(ArtefactDamaged, match="secret is missing"):
        read_meta(sealed)


def test_an_array_of_another_shape(sealed):
    for shape in ((2,), (2, 4), (3, None)):
        with pytest.raises(ArtefactDamaged, match="numbers"):
            load_array(sealed, "numbers", shape)


def test_an_array_of_words(sealed):
    np.save(sealed / "numbers.npy", np.array(["a", "b"]))
    with pytest.raises(ArtefactDamaged, match="numbers"):
        load_array(sealed, "numbers", (2,))


@pytest.mark.parametrize("text", ['["a"]', '["a", 1]', '{"a": 1}', "["])
def test_words_that_are_none(sealed, text):
    (sealed / "words.json").write_text(text)
    with pytest.raises(ArtefactDamaged, match="words"):
        load_words(sealed, "words", 2)


def test_objects_are_not_written(tmp_path):
    with pytest.raises(ValueError, match="pickle"):
        save_array(tmp_path, "objects", np.array([object()]))
