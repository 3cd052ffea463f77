"""ALS and tag2vec with a sketch, as in a catalogue of a million, on a made-up one of thousands."""

import numpy as np
import pytest

from benchmarks import made_up
from emotion.moods import Mood
from recommender.engine import nearest
from recommender.engine.artefacts import ArtefactDamaged
from recommender.engine.base import Query

SONGS = 20_000


@pytest.fixture(autouse=True)
def few_songs_are_many(monkeypatch):
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 1000)


@pytest.fixture(scope="module")
def world():
    return made_up.World.make(SONGS, 1)


def queries(world):
    ids = made_up.song_ids(world)
    for scene in range(5):
        near = ids[world.scene == scene]
        some = tuple(near[:4].tolist())
        yield Query(seeds=some)
        yield Query(seeds=some, likes=tuple(near[4:9].tolist()), dislikes=(int(near[9]),))
        yield Query(tags={f"tag-{scene}": 1.0})
        yield Query(seeds=some, tags={"tag-3": 0.5}, mood=Mood.of("joy"))


@pytest.mark.parametrize("make", [made_up.als_engine, made_up.tag2vec_engine])
def test_read_back_they_rank_nearly_as_before(tmp_path, world, make):
    exact = make(world)
    exact.save(tmp_path)
    loaded = type(exact).load(tmp_path)
    shares = []
    for query in queries(world):
        banned = set(exact.rank(query, 30)[0][::3].tolist())
        right, _ = exact.rank(query, 100, banned)
        found, scores = loaded.rank(query, 100, banned)
        shares.append(len(np.intersect1d(right, found)) / 100)
        assert len(found) == 100
        assert not banned & set(found.tolist())
        assert (np.diff(scores) <= 0).all()
        assert found.tolist() == loaded.rank(query, 100, banned)[0].tolist()
    assert np.mean(shares) > 0.97
    assert min(shares) > 0.9
    similar = loaded.similar([10_000, 10_003], 50)[0]
    assert len(np.intersect1d(similar, exact.similar([10_000, 10_003], 50)[0])) > 40


@pytest.mark.parametrize("make", [made_up.als_engine, made_up.tag2vec_engine])
def test_the_sketch_is_among_the_checksums(tmp_path, world, make):
    engine = make(world)
    meta = engine.save(tmp_path)
    sketch = next(tmp_path.glob("*.faiss"))
    assert sketch.name in meta.files
    good = sketch.read_bytes()
    sketch.write_bytes(good[:-9] + bytes([good[-9] ^ 1]) + good[-8:])
    with pytest.raises(ArtefactDamaged, match="checksum"):
        type(engine).load(tmp_path)
    sketch.unlink()
    with pytest.raises(ArtefactDamaged, match="missing"):
        type(engine).load(tmp_path)
