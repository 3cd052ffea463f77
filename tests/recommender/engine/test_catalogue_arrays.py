"""Corpus and snapshot refuse arrays that do not belong together, and find songs by id."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from recommender.engine.base import Query
from recommender.engine.corpus import ListenerRow, rows_of
from recommender.engine.snapshot import duplicate_key
from tests.recommender.engine.tiny import IDS, corpus, snapshot


def test_rows():
    songs = snapshot()
    assert songs.rows([20, 10, 999, -5]).tolist() == [6, 0, -1, -1]
    assert songs.known_rows([20, 999, 10]).tolist() == [6, 0]
    assert rows_of(IDS[:0], [10]).tolist() == [-1]
    assert corpus().rows([20, 999, 10]).tolist() == [6, 0]


def test_tag_match():
    songs = snapshot()
    match = songs.tag_match([("rain", 1.0), ("sun", -0.5), ("no-such-tag", 1.0)])
    assert match.tolist() == [-0.5] * 6 + [1.0] * 6


@pytest.mark.parametrize(
    "changes",
    [
        {"song_ids": IDS[::-1]},
        {"song_ids": np.repeat(IDS[:6], 2)},
        {"song_ids": IDS.astype(np.int32)},
        {"energy": np.zeros(11, dtype=np.float32)},
        {"energy": np.full(12, np.nan, dtype=np.float32)},
        {"mood": np.zeros((12, 5), dtype=np.float32)},
        {"tag_slugs": ("rain",)},
        {"available": np.ones(11, dtype=bool)},
    ],
)
def test_arrays_that_do_not_belong_together(changes):
    with pytest.raises(ValueError):
        snapshot(**changes)
    if "available" not in changes:
        with pytest.raises(ValueError):
            replace(corpus(), **changes)


def test_a_confidence_for_each_song():
    with pytest.raises(ValueError, match="alice"):
        ListenerRow("alice", (1, 2), (1.0,))


def test_the_data_hash_knows_every_part():
    base = corpus()
    others = [
        replace(base, playlists=base.playlists[1:]),
        replace(base, listeners=[ListenerRow("a", (10,), (1.0,))]),
        replace(base, energy=base.energy + np.float32(0.01)),
        replace(base, tag_slugs=("a", "b")),
    ]
    hashes = {one.data_hash() for one in [base, *others]}
    assert len(hashes) == 5
    assert corpus().data_hash() == base.data_hash()


def test_duplicate_key():
    assert duplicate_key("Canon  in D", "Lantern") == duplicate_key("CANON IN D", "lantern ")
    assert duplicate_key("가나다", "x") == duplicate_key("가나다", "x")  # NFD and NFC
    assert duplicate_key("a", "bc") != duplicate_key("ab", "c")
    assert -(2**63) <= duplicate_key("a", "b") < 2**63


def test_a_query_cannot_be_changed_and_survives_json():
    query = Query(seeds=(1,), tags={"rain": 1.0})
    with pytest.raises(TypeError):
        query.tags["rain"] = 0
    assert Query.from_dict(query.as_dict()) == query
    assert Query.from_dict({}) == Query()
    with pytest.raises(ValueError):
        Query(tags={"rain": float("nan")})


def test_serving_imports_nothing_heavy():
    """What ranks must run where gensim, implicit and Django are not even installed."""
    script = (
        "import sys; import recommender.engine.kinds, recommender.engine.answer;"
        "import recommender.engine.starter_corpus;"
        "print([m for m in ('gensim', 'implicit', 'django', 'tensorflow', 'threadpoolctl')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
