"""Hidden songs: dealt the same way every time, never seen by the twin, judged by their place."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import judging
from recommender.engine.base import no_songs
from recommender.engine.corpus import PlaylistRow
from recommender.engine.mixes import NOT_LEARNED
from recommender.engine.popular import PopularEngine
from recommender.judging import (
    FOLDS,
    Without,
    dealt,
    figures_of,
    folds_of,
    judge,
    together,
    without,
)
from tests.recommender.engine.tiny import corpus

SONGS = st.lists(st.integers(1, 2**62), unique=True, max_size=30)


@given(SONGS)
def test_every_song_is_hidden_once_or_never(songs: list[int]) -> None:
    row = PlaylistRow(tuple(songs))
    parts = [dealt(row, fold) for fold in range(FOLDS)]
    hidden = [song for _, out in parts for song in out]
    assert len(hidden) == len(set(hidden))
    for kept, out in parts:
        assert sorted((*kept, *out)) == sorted(songs)
        assert kept or not songs
    if len(songs) > 1 and all(out != tuple(songs) for _, out in parts) and hidden:
        assert set(hidden) <= set(songs)


@given(SONGS, st.randoms())
def test_the_order_of_a_list_changes_nothing(songs: list[int], random) -> None:
    mixed = list(songs)
    random.shuffle(mixed)
    for fold in range(FOLDS):
        one, other = dealt(PlaylistRow(tuple(songs)), fold), dealt(PlaylistRow(tuple(mixed)), fold)
        assert set(one[1]) == set(other[1])


@given(SONGS.filter(lambda songs: len(songs) > 4))
def test_a_song_that_joins_leaves_the_others_where_they_are(songs: list[int]) -> None:
    """But for the songs by which the list goes; then all are dealt anew."""
    joined, rest = songs[-1], songs[:-1]
    hashes = judging.scattered(np.array(songs, dtype=np.uint64))
    if len(songs) - 1 in np.argsort(hashes)[: judging.LOWEST]:
        return
    for fold in range(FOLDS):
        before = set(dealt(PlaylistRow(tuple(rest)), fold)[1])
        after = set(dealt(PlaylistRow(tuple(songs)), fold)[1]) - {joined}
        if len(before) not in (0, len(rest)) and after:
            assert before == after


def test_the_parts_are_about_the_same_size() -> None:
    rows = [PlaylistRow(tuple(range(start, start + 20))) for start in range(1, 4001, 20)]
    sizes = [sum(len(dealt(row, fold)[1]) for row in rows) for fold in range(FOLDS)]
    assert max(sizes) < 1.15 * min(sizes)


def test_the_twin_does_not_see_what_is_hidden() -> None:
    whole = corpus()
    for fold in range(FOLDS):
        for before, after in zip(whole.playlists, without(whole, fold).playlists, strict=True):
            hidden = set(dealt(before, fold)[1])
            assert hidden.isdisjoint(after.songs)
            assert set(after.songs) | hidden == set(before.songs)


def test_the_lists_are_cut_as_they_are_read() -> None:
    rows = [PlaylistRow((1, 2, 3, 4, 5), ("joy",), "curator")] * 4
    cut = Without(rows, 0)
    assert len(cut) == 4
    assert list(cut) == [cut[place] for place in range(4)] == list(cut[0:4])
    assert {(row.tags, row.source) for row in cut} == {(("joy",), "curator")}


class Clairvoyant:
    """Ranks one song first and the others not at all."""

    def __init__(self, song: int | None) -> None:
        self.song = song

    def rank(self, query, n, exclude=()):
        if self.song is None:
            return no_songs()
        return np.array([self.song]), np.array([1.0], dtype=np.float32)


def one_pair(fold: int = 0):
    """Return a corpus of one list that hides one song, and that song."""
    whole = corpus()
    ids = whole.song_ids.tolist()
    for size in range(2, len(ids) + 1):
        row = PlaylistRow(tuple(ids[:size]))
        hidden = dealt(row, fold)[1]
        if len(hidden) == 1:
            return replace(whole, playlists=[row]), hidden[0]
    raise AssertionError


def test_who_finds_the_song_has_it_all_and_who_is_silent_nothing() -> None:
    whole, song = one_pair()
    found = figures_of(
        judge({"popular": Clairvoyant(song), "als": Clairvoyant(None)}, whole, 0, NOT_LEARNED)
    )
    assert found["popular"] == {"hit_rate@10": 1.0, "mrr": 1.0, "ndcg": 1.0, "n": 1}
    assert found["als"] == {"hit_rate@10": 0.0, "mrr": 0.0, "ndcg": 0.0, "n": 1}
    assert found["mix"]["ndcg"] == 1.0
    assert 0 < found["chance"]["ndcg"] < 1


def test_a_song_that_is_not_in_the_catalogue_is_not_asked_for() -> None:
    whole, song = one_pair()
    keep = whole.song_ids != song
    names = ("song_ids", "mood", "energy", "valence", "arousal", "familiar", "song_tags")
    less = replace(whole, **{name: getattr(whole, name)[keep] for name in names})
    assert figures_of(judge({"popular": Clairvoyant(song)}, less, 0, NOT_LEARNED)) == {}


def test_parts_add_up() -> None:
    whole = corpus()
    engine = {"popular": PopularEngine.fit(whole)}
    parts = [judge(engine, whole, fold, NOT_LEARNED) for fold in range(FOLDS)]
    n = sum(len(dealt(row, fold)[1]) for row in whole.playlists for fold in range(FOLDS))
    assert figures_of(together(parts))["mix"]["n"] == n


def test_many_lists_are_judged_by_one_part_and_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = corpus()
    assert len(folds_of(whole)) == FOLDS
    monkeypatch.setattr(judging, "MANY_ROWS", 1)
    assert list(folds_of(whole)) == [0]
    assert len(judging.hidden_pairs(whole, 0, 1)) == 1
    assert judging.hidden_pairs(whole, 0, 2)[:1] == judging.hidden_pairs(whole, 0, 1)
