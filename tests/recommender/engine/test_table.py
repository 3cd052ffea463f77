"""The corpus as one table, and where its tags point."""

from dataclasses import replace

import numpy as np
import pytest

from recommender.engine import tag_map
from recommender.engine.corpus import ListenerRow, PlaylistRow
from recommender.engine.table import share_by_frequency, table_of
from recommender.engine.tag_map import fit_tag_map, point
from tests.recommender.engine.tiny import SUN, corpus


def test_lists_listeners_and_tags_are_rows():
    listeners = [ListenerRow("1", (11, 999), (0.5, 1.0))]
    table = table_of(replace(corpus(), listeners=listeners))
    assert table.songs.shape == (10 + 1 + 2, 12)
    assert (table.playlists, table.listeners, table.tag_rows) == (10, 1, slice(11, 13))
    assert table.songs[0].toarray().tolist() == [[1, 0, 1, 1, 1, 1] + [0] * 6]
    assert table.songs[10].toarray().tolist() == [[0, 0.5] + [0] * 10]
    assert table.songs[12].toarray().tolist() == [[1] * 6 + [0] * 6]
    assert table.slugs == ("rain", "sun")
    assert table.tags.toarray()[[0, 9, 10, 11, 12]].tolist() == [
        [0, 1], [1, 0], [0, 0], [1, 0], [0, 1],
    ]  # fmt: skip


def test_a_list_may_have_tags_that_no_song_has_and_songs_that_are_not_there():
    odd = PlaylistRow((10, 777, 10), ("new", "new"), "x")
    table = table_of(replace(corpus(), playlists=[odd]))
    assert table.slugs == ("new", "rain", "sun")
    assert table.songs[0].sum() == 1
    assert table.tags[0].toarray().tolist() == [[1, 0, 0]]


def test_rare_is_heavy():
    assert share_by_frequency(table_of(corpus()).songs, 0.5)[:2] == pytest.approx(
        [6**-0.5, 5**-0.5]
    )


def targets(table):
    """Where each row is: 1 in the sun, -1 in the rain."""
    sunny = table.songs[:, : len(SUN)].sum(axis=1) > 0
    return np.where(np.asarray(sunny).reshape(-1, 1), 1.0, -1.0)


def test_a_tag_points_to_where_its_rows_are():
    table = table_of(corpus())
    found = fit_tag_map(table.tags, table.slugs, targets(table), 0.25, 0.1)
    places = found.places()
    assert point(found, places, {"sun": 1.0})[0] > 0.8
    assert point(found, places, {"rain": 1.0})[0] < -0.8
    assert (
        point(found, places, {"sun": 1.0, "rain": -1.0})[0] > point(found, places, {"sun": 1.0})[0]
    )
    assert abs(point(found, places, {"sun": 1.0, "rain": 1.0})[0]) < 0.1


def test_the_weight_of_a_single_tag_does_not_matter():
    table = table_of(corpus())
    found = fit_tag_map(table.tags, table.slugs, targets(table), 0.25, 0.1)
    assert point(found, found.places(), {"sun": 0.1}) == pytest.approx(
        point(found, found.places(), {"sun": 1.0})
    )


@pytest.mark.parametrize("tags", [{}, {"no-such-tag": 1.0}, {"sun": -1.0}, {"sun": 0.0}])
def test_nothing_wanted_is_no_point(tags):
    table = table_of(corpus())
    found = fit_tag_map(table.tags, table.slugs, targets(table), 0.25, 0.1)
    assert point(found, found.places(), tags) is None


def test_rows_or_columns_it_is_the_same(monkeypatch):
    rng = np.random.default_rng(0)
    from scipy.sparse import csr_matrix

    tall = csr_matrix(rng.random((30, 8)) < 0.4, dtype=np.float32)
    goal = rng.normal(size=(30, 3))
    one = tag_map._solve(tall.astype(np.float64), goal, 0.7)
    wide = csr_matrix(tall.toarray()[:, :, None].repeat(5, axis=2).reshape(30, 40) / np.sqrt(5))
    other = tag_map._solve(wide.astype(np.float64), goal, 0.7)
    assert one[1] == pytest.approx(other[1])
    assert tall @ one[0] == pytest.approx(wide @ other[0])


def test_of_too_many_tags_the_frequent_ones_are_taken(monkeypatch):
    monkeypatch.setattr(tag_map, "MOST", 1)
    lists = [*corpus().playlists, corpus().playlists[0]]
    table = table_of(replace(corpus(), playlists=lists))
    found = fit_tag_map(table.tags, table.slugs, targets(table), 0.25, 0.1)
    assert found.slugs == ("sun",)


def test_no_tags_at_all():
    table = table_of(corpus())
    none = fit_tag_map(table.tags[:, :0], (), targets(table), 0.25, 0.1)
    assert none.slugs == ()
    assert point(none, none.places(), {"sun": 1.0}) is None
