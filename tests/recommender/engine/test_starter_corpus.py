"""The starter library as training set and catalogue, and the models that ship with it."""

import json

import numpy as np
import pytest

from benchmarks.starter_snapshot import snapshot_from_library
from emotion.moods import MOODS
from recommender.engine import train_starter
from recommender.engine.base import Query
from recommender.engine.joint import joined
from recommender.engine.kinds import ALIKE, ENGINES, TRAINED
from recommender.engine.publishing import SHIPPED
from recommender.engine.starter_corpus import (
    LIBRARY,
    corpus_from_library,
    read_library,
)
from recommender.song_map.index import SongMap
from tests.recommender.engine.library import default_list, make_library


def test_corpus():
    library = make_library()
    corpus = corpus_from_library(library)
    assert corpus.song_ids.tolist() == list(range(1, 61))
    assert corpus.playlists[0].songs == tuple(range(1, 11))
    assert corpus.playlists[0].tags == ("anger",)
    song = library["songs"][16]
    row = corpus.song_tags[16].toarray()[0]
    assert {corpus.tag_slugs[c]: w for c, w in enumerate(row) if w} == pytest.approx(song["tags"])
    assert corpus.energy[16] == np.float32(song["energy"])


def test_the_order_of_the_file_does_not_matter():
    library = make_library()
    mixed = {**library, "songs": library["songs"][::-1], "tags": library["tags"][::-1]}
    assert corpus_from_library(mixed).data_hash() == corpus_from_library(library).data_hash()


def test_snapshot():
    songs = snapshot_from_library(make_library())
    assert len(songs) == 60
    assert songs.available.all()
    assert len(set(songs.duplicate_keys.tolist())) == 60


def test_default_list():
    library = make_library()
    assert [default_list(library, mood)[0] for mood in MOODS] == [1, 11, 21, 31, 41, 51]
    with pytest.raises(ValueError, match="boredom"):
        default_list(library, "boredom")


def test_the_command(tmp_path, monkeypatch, capsys):
    (tmp_path / "library.json").write_text(json.dumps(make_library()))
    arguments = ["--library", str(tmp_path / "library.json"), "--out", str(tmp_path / "out")]
    contents = []
    for _ in range(2):
        monkeypatch.setattr("sys.argv", ["train_starter", *arguments])
        train_starter.main()
        assert json.loads(capsys.readouterr().out)["songs"] == 60
        arrays = sorted((tmp_path / "out").rglob("*.npy"))
        contents.append([path.read_bytes() for path in arrays])
    assert contents[0] == contents[1]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted((*TRAINED, *ALIKE))
    engine = ENGINES["als"].load(tmp_path / "out" / "als")
    assert engine.meta.version.startswith("starter-")


def test_only_the_engines_of_songs_alike(tmp_path, monkeypatch, capsys):
    (tmp_path / "library.json").write_text(json.dumps(make_library()))
    out = tmp_path / "out"
    arguments = ["--alike", "--library", str(tmp_path / "library.json"), "--out", str(out)]
    monkeypatch.setattr("sys.argv", ["train_starter", *arguments])
    train_starter.main()
    capsys.readouterr()
    assert sorted(path.name for path in out.iterdir()) == sorted(ALIKE)


def test_the_joint_space_that_ships_is_of_the_genre_and_the_sound_that_ship():
    genre, joint, sound = (
        ENGINES[name].load(SHIPPED / name) for name in ("genre", "joint", "sound")
    )
    assert joined(genre, sound).items() <= joint.origin.config.items()
    sides = joint.sides(joint.song_ids, genre, sound)
    assert sides.has_sound.all()
    placed = joint._maps.place(sides)
    np.testing.assert_allclose(joint.vectors_of(joint.song_ids), placed, atol=1e-5)
    assert SongMap.load(SHIPPED / "map").sources == {"joint": joint.meta.version}


@pytest.mark.parametrize("name", (*TRAINED, *ALIKE))
def test_what_ships_was_trained_on_the_library_that_ships(name):
    if not (SHIPPED / name).exists() or not LIBRARY.exists():
        pytest.skip("the models are trained when the starter library is complete")
    engine = ENGINES[name].load(SHIPPED / name)
    corpus = corpus_from_library(read_library())
    assert engine.origin.data_hash == corpus.data_hash()
    assert len(engine.rank(Query(seeds=(1,), likes=(2,)), 10)[0]) == 10
