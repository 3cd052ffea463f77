"""Songs by inner product: exact among few, through a sketch among many, and back from disk."""

import shutil

import numpy as np
import pytest

from recommender.engine import nearest
from recommender.engine.artefacts import ArtefactDamaged, load_array
from recommender.engine.nearest import Nearest, Rows, Sketch

SONGS, WIDTH = 20_000, 24


@pytest.fixture(autouse=True)
def few_songs_are_many(monkeypatch):
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 1000)
    monkeypatch.setattr(nearest, "LOOKED_AT", 1000)


def songs(n=SONGS):
    """Clustered vectors of very unequal length, and a prior that falls with popularity."""
    rng = np.random.default_rng(1)
    centres = rng.standard_normal((50, WIDTH)) * 2
    vectors = centres[rng.integers(0, 50, n)] + rng.standard_normal((n, WIDTH))
    counts = 1000 * (1.0 + rng.permutation(n)) ** -0.7
    vectors *= (counts**0.25)[:, None]
    prior = (0.75 * np.log(counts)).astype(np.float32)
    return np.arange(n, dtype=np.int64) * 2 + 7, vectors.astype(np.float32), prior


def wanted(n):
    rng = np.random.default_rng(2)
    return rng.standard_normal((n, WIDTH)).astype(np.float32)


def saved(directory, prior=True):
    ids, vectors, priors = songs()
    priors = priors if prior else None
    Nearest(ids, vectors, priors).write(directory, "vectors")
    mapped = load_array(directory, "vectors", (None, None))
    return Nearest(ids, vectors, priors), Nearest.read(directory, "vectors", ids, mapped, priors)


@pytest.mark.parametrize("prior", [True, False])
def test_nearly_all_of_the_best_with_their_exact_scores(tmp_path, prior):
    exact, sketched = saved(tmp_path, prior)
    found = 0
    for query in wanted(30):
        ids, scores = sketched.best(query, 100)
        right, right_scores = exact.best(query, 100)
        found += len(np.intersect1d(ids, right))
        by_id = dict(zip(right.tolist(), right_scores.tolist(), strict=True))
        for song, score in zip(ids.tolist(), scores.tolist(), strict=True):
            assert song not in by_id or score == pytest.approx(by_id[song], abs=1e-3)
        assert (np.diff(scores) <= 0).all()
    assert found / 3000 > 0.97
    assert {path.name for path in tmp_path.iterdir()} == {
        "vectors.npy", "vectors.faiss", "vectors_rotation.npy",
    }  # fmt: skip


@pytest.mark.parametrize(("width", "sketched"), [(16, False), (128, False), (160, True)])
def test_wide_vectors_are_many_before_narrow_ones(tmp_path, width, sketched):
    vectors = np.random.default_rng(3).standard_normal((900, width)).astype(np.float32)
    Nearest(np.arange(900), vectors).write(tmp_path, "vectors")
    assert (tmp_path / "vectors.faiss").exists() == sketched
    found = Nearest.read(tmp_path, "vectors", np.arange(900), np.load(tmp_path / "vectors.npy"))
    assert found.best(vectors[7], 1)[0].tolist() == [7]


def test_excluded_songs_make_room_for_the_next(tmp_path):
    exact, sketched = saved(tmp_path)
    query = wanted(1)[0]
    banned = set(exact.best(query, 60)[0].tolist())
    ids, _ = sketched.best(query, 50, banned)
    assert len(ids) == 50
    assert not banned & set(ids.tolist())
    assert len(np.intersect1d(ids, exact.best(query, 50, banned)[0])) >= 47


def test_a_ranking_of_most_songs_is_exact(tmp_path):
    exact, sketched = saved(tmp_path)
    query = wanted(1)[0]
    assert sketched.best(query, SONGS)[0].tolist() == exact.best(query, SONGS)[0].tolist()


def test_the_head_is_the_head_of_a_longer_ranking(tmp_path):
    _, sketched = saved(tmp_path)
    query = wanted(1)[0]
    longer = sketched.best(query, 100)[0].tolist()
    assert sketched.best(query, 10)[0].tolist() == longer[:10]
    assert len(sketched.best(query, 0)[0]) == 0
    with pytest.raises(ValueError, match="-1"):
        sketched.best(query, -1)


def test_a_query_of_nothing_still_gets_songs(tmp_path):
    _, sketched = saved(tmp_path, prior=False)
    assert len(sketched.best(np.zeros(WIDTH, dtype=np.float32), 10)[0]) == 10


def test_few_songs_need_no_sketch(tmp_path):
    ids, vectors, prior = songs(900)
    Nearest(ids, vectors, prior).write(tmp_path, "vectors")
    assert [path.name for path in tmp_path.iterdir()] == ["vectors.npy"]
    assert Sketch.read(tmp_path, "vectors", 900, WIDTH + 1) is None


def test_made_again_it_is_the_same(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for home in (first, second):
        home.mkdir()
        saved(home)
    assert (first / "vectors.faiss").read_bytes() == (second / "vectors.faiss").read_bytes()


def test_a_sketch_of_other_songs(tmp_path):
    ids, vectors, prior = songs()
    Nearest(ids[:-1], vectors[:-1], prior[:-1]).write(tmp_path, "vectors")
    with pytest.raises(ArtefactDamaged, match="19999 songs, not 20000"):
        Nearest.read(tmp_path, "vectors", ids, vectors, prior)
    with pytest.raises(ArtefactDamaged, match="rotation"):
        Nearest.read(tmp_path, "vectors", ids[:-1], vectors[:-1])


def test_a_sketch_that_is_none(tmp_path):
    saved(tmp_path)
    (tmp_path / "vectors.faiss").write_bytes(b"no index at all")
    with pytest.raises(ArtefactDamaged, match="cannot be read"):
        Sketch.read(tmp_path, "vectors", SONGS, WIDTH + 1)


def test_it_serves_on_after_its_files_are_deleted(tmp_path):
    exact, sketched = saved(tmp_path)
    shutil.rmtree(tmp_path)
    query = wanted(1)[0]
    assert sketched.best(query, 5)[0].tolist() == exact.best(query, 5)[0].tolist()


def test_rows_of_a_file_and_of_an_array(tmp_path):
    _, vectors, _ = songs(2000)
    np.save(tmp_path / "rows.npy", vectors)
    mapped = np.load(tmp_path / "rows.npy", mmap_mode="r")
    rows = np.array([1999, 0, 3, 3])
    for array in (mapped, mapped[:10], mapped[1:], vectors, np.asfortranarray(mapped)):
        some = rows[rows < len(array)]
        assert (Rows(array).take(some) == array[some]).all()
        assert Rows(array).take(rows[:0]).shape == (0, WIDTH)


def test_a_file_that_was_cut_short(tmp_path):
    _, vectors, _ = songs(2000)
    np.save(tmp_path / "rows.npy", vectors)
    file = Rows(np.load(tmp_path / "rows.npy", mmap_mode="r"))
    with (tmp_path / "rows.npy").open("r+b") as short:
        short.truncate(50_000)
    with pytest.raises(ArtefactDamaged, match="last row"):
        file.take(np.array([1, 1999]))
