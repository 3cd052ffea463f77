"""neighbours beyond the interface: the three ways of solving, what is kept, and what it takes."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recommender.engine import neighbours_fit
from recommender.engine.base import Query
from recommender.engine.corpus import ListenerRow
from recommender.engine.neighbours import NeighboursConfig, NeighboursEngine
from recommender.engine.neighbours_fit import link
from recommender.engine.table import share_by_frequency, table_of
from tests.recommender.engine.conformance import trained
from tests.recommender.engine.tiny import IDS, RAIN, SUN, corpus


@pytest.fixture
def engine():
    return trained(NeighboursEngine)


def without_tags(**changes):
    none = csr_matrix((12, 0), dtype=np.float32)
    return replace(corpus(), tag_slugs=(), song_tags=none, **changes)


def by_hand(table, config):
    """The formula, in dense arrays."""
    x = table.songs.toarray().astype(np.float64)
    weights = share_by_frequency(table.songs, config.rarity).astype(np.float64)
    gram = (x * weights).T @ (x * weights)
    ridge = config.ridge * np.trace(gram) / len(x)
    return np.diag(weights) @ np.linalg.solve(gram + ridge * np.eye(len(gram)), (x * weights).T @ x)


def dense(links, n):
    """All links, with what they leave out, as one array."""
    found = np.outer(links.share, links.common)
    for row in range(n):
        span = slice(links.starts[row], links.starts[row + 1])
        found[row, links.to[span]] += links.strength[span]
    return found


@pytest.mark.parametrize("rarity", [0.0, 0.5])
@pytest.mark.parametrize("fewer", ["lists", "songs"])
def test_solved_in_lists_or_in_songs_it_is_the_formula(rarity, fewer):
    lists = list(corpus().playlists) * (1 if fewer == "lists" else 3)
    table = table_of(without_tags(playlists=lists))
    assert (table.songs.shape[0] < table.songs.shape[1]) == (fewer == "lists")
    config = NeighboursConfig(rarity=rarity)
    links = link(table, config, lambda *_: None, "n")
    assert dense(links, 12) == pytest.approx(by_hand(table, config), abs=1e-5)


def test_beyond_what_can_be_solved_the_worlds_are_still_apart(monkeypatch):
    """Four songs are solved, the others are linked by cosine, on a like scale."""
    monkeypatch.setattr(neighbours_fit, "MOST_SOLVED", 4)
    engine = NeighboursEngine.fit(corpus())
    for seed, world in ((10, SUN), (14, SUN), (20, RAIN), (25, RAIN)):
        assert set(engine.rank(Query(seeds=(seed,)), 5)[0].tolist()) <= set(world)


def test_cosines_are_as_large_as_what_was_solved(monkeypatch):
    table = table_of(without_tags())
    solved = by_hand(table, NeighboursConfig(rarity=0.0))
    monkeypatch.setattr(neighbours_fit, "MOST_SOLVED", 6)
    links = link(table, NeighboursConfig(rarity=0.0), lambda *_: None, "n")
    inside = ~np.eye(12, dtype=bool) & (solved > 0)
    assert dense(links, 12)[inside].mean() == pytest.approx(solved[inside].mean(), rel=0.5)


def test_only_so_many_links_are_kept():
    links = link(table_of(corpus()), NeighboursConfig(links=3), lambda *_: None, "n")
    assert (np.diff(links.starts) <= 3).all()
    assert NeighboursConfig(links=1000, cells=20_000_000).width(700_000) == 28
    assert NeighboursConfig(links=1000).width(12) == 12


def test_of_too_many_songs_the_most_frequent_are_linked():
    engine = NeighboursEngine.fit(without_tags(), NeighboursConfig(songs=2))
    assert engine.song_ids.tolist() == [10, 20]
    assert not engine.knows(11)


def test_small_blocks_give_the_same_links(monkeypatch):
    table, config = table_of(corpus()), NeighboursConfig()
    whole = link(table, config, lambda *_: None, "n")
    monkeypatch.setattr(neighbours_fit, "BLOCK_CELLS", 36)
    parts = link(table, config, lambda *_: None, "n")
    assert dense(parts, 12) == pytest.approx(dense(whole, 12), abs=1e-6)


def test_with_few_links_the_rest_scores_what_an_average_song_speaks_for():
    engine = NeighboursEngine.fit(corpus(), NeighboursConfig(links=2))
    ids, _ = engine.rank(Query(seeds=(11,)), 12)
    assert len(ids) == 12


def test_a_dislike_pushes_down(engine):
    def place(query):
        return engine.rank(query, 12)[0].tolist().index(14)

    assert place(Query(seeds=(11, 21), dislikes=(13, 14))) > place(Query(seeds=(11, 21)))


def test_silence_without_a_song_that_it_knows(engine):
    for query in (Query(), Query(dislikes=(11,)), Query(seeds=(999,)), Query(tags={"sun": 1.0})):
        assert len(engine.rank(query, 5)[0]) == 0


def test_songs_are_linked_by_tags_alone():
    engine = NeighboursEngine.fit(replace(corpus(), playlists=()))
    assert set(engine.rank(Query(seeds=(11,)), 6)[0].tolist()) == set(SUN)


def test_listeners_link_what_they_like_and_not_what_they_dislike():
    listeners = [ListenerRow(str(n), (11, 12, 21), (1.0, 1.0, -1.0)) for n in range(5)]
    engine = NeighboursEngine.fit(without_tags(playlists=(), listeners=listeners))
    assert engine.song_ids.tolist() == [11, 12]
    assert engine.rank(Query(seeds=(11,)), 1, {11})[0].tolist() == [12]


def test_nothing_to_learn_from():
    engine = NeighboursEngine.fit(without_tags(playlists=()))
    assert len(engine.rank(Query(seeds=(11,)), 5)[0]) == 0


def test_links_that_lead_nowhere_are_found(engine, tmp_path):
    from recommender.engine.artefacts import ArtefactDamaged, Meta, seal

    meta = engine.save(tmp_path)
    np.save(tmp_path / "to.npy", np.full(len(np.load(tmp_path / "to.npy")), 99, dtype=np.int32))
    seal(tmp_path, Meta("neighbours", meta.origin, len(IDS)))
    with pytest.raises(ArtefactDamaged, match="lead"):
        NeighboursEngine.load(tmp_path)


def test_progress_ends_at_one():
    seen = []
    NeighboursEngine.fit(corpus(), None, lambda share, _: seen.append(share))
    assert seen[-1] == 1.0
