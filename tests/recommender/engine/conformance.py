"""What every engine must do, whatever it is made of.

Inherit, set `kind`, and say in `answer_key` which songs a query must bring first.
"""

from functools import cache
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from recommender.engine.artefacts import META, ArtefactDamaged, ArtefactMissing
from recommender.engine.base import Engine, Query
from tests.recommender.engine.tiny import CONFIG, IDS, LINES, SOUNDS, SUNNY, corpus

NOBODY = 987654321


def train(kind: type[Engine]) -> Engine:
    """Train an engine on the two worlds."""
    untrained = {"lyrics": LINES, "sound": SOUNDS}
    return kind.fit(corpus(), untrained.get(kind.name, getattr(CONFIG, kind.name, None)))


# Trained once for all the tests of a kind: an engine never changes.
trained = cache(train)


class EngineConformance:
    """Every test runs on the two worlds of `tiny`."""

    kind: ClassVar[type[Engine]]
    # Query -> the songs that must be its first ones, in any order.
    answer_key: ClassVar[list[tuple[Query, set[int]]]]

    @pytest.fixture
    def engine(self) -> Engine:
        return trained(self.kind)

    def test_right_answer(self, engine):
        for query, first in self.answer_key:
            ids, _ = engine.rank(query, len(first))
            assert set(ids.tolist()) == first

    def test_never_more_than_n(self, engine):
        for n in (0, 1, 3, 500):
            ids, scores = engine.rank(SUNNY, n)
            assert len(ids) == len(scores) == min(n, len(IDS))
            assert ids.dtype == np.int64
            assert scores.dtype == np.float32

    def test_the_head_is_the_head_of_the_whole(self, engine):
        whole, _ = engine.rank(SUNNY, len(IDS))
        for n in range(len(IDS)):
            assert engine.rank(SUNNY, n)[0].tolist() == whole[:n].tolist()

    def test_negative_n(self, engine):
        with pytest.raises(ValueError, match="-1"):
            engine.rank(SUNNY, -1)

    def test_best_first_and_none_twice(self, engine):
        ids, scores = engine.rank(SUNNY, len(IDS))
        assert (np.diff(scores) <= 0).all()
        assert len(set(ids.tolist())) == len(ids)

    def test_equal_scores_by_id(self, engine):
        ids, scores = engine.rank(SUNNY, len(IDS))
        for place in range(len(ids) - 1):
            assert scores[place] > scores[place + 1] or ids[place] < ids[place + 1]

    def test_excluded_never_come(self, engine):
        whole, _ = engine.rank(SUNNY, len(IDS))
        banned = set(whole[::2].tolist())
        ids, _ = engine.rank(SUNNY, len(IDS), banned)
        assert ids.tolist() == [song for song in whole.tolist() if song not in banned]

    def test_excluding_all_or_strangers(self, engine):
        assert len(engine.rank(SUNNY, 5, set(IDS.tolist()))[0]) == 0
        assert len(engine.rank(SUNNY, 5, {NOBODY})[0]) == 5

    def test_same_input_same_output(self, engine):
        for mine, other in zip(engine.rank(SUNNY, 9), engine.rank(SUNNY, 9), strict=True):
            assert mine.tolist() == other.tolist()

    def test_trained_again_it_is_the_same(self, engine):
        for mine, other in zip(
            engine.rank(SUNNY, 12), train(self.kind).rank(SUNNY, 12), strict=True
        ):
            assert mine.tolist() == other.tolist()

    def test_strangers_in_the_query_do_not_matter(self, engine):
        query = Query(
            seeds=(*SUNNY.seeds, NOBODY),
            tags={**SUNNY.tags, "no-such-tag": 1.0},
            mood=SUNNY.mood,
            likes=SUNNY.likes,
            text=SUNNY.text,
            dislikes=(NOBODY,),
        )
        assert engine.rank(query, 12)[0].tolist() == engine.rank(SUNNY, 12)[0].tolist()

    def test_silence_or_a_full_ranking_for_an_empty_query(self, engine):
        assert len(engine.rank(Query(), 12)[0]) in (0, 12)

    def test_similar_is_without_the_songs_themselves(self, engine):
        ids, _ = engine.similar([11, 12], 12)
        assert not {11, 12} & set(ids.tolist())
        assert len(ids) == 10
        assert engine.similar([11, 12], 3)[0].tolist() == ids[:3].tolist()

    def test_similar_to_a_stranger(self, engine):
        assert NOBODY not in engine.similar([NOBODY], 5)[0].tolist()

    def test_knows(self, engine):
        assert all(engine.knows(song) for song in IDS.tolist())
        assert not engine.knows(NOBODY)
        assert not engine.knows(0)

    def test_saved_and_loaded_it_is_the_same(self, engine, tmp_path):
        meta = engine.save(tmp_path, "v1", {"ndcg": 0.5})
        loaded = self.kind.load(tmp_path)
        for mine, other in zip(engine.rank(SUNNY, 12), loaded.rank(SUNNY, 12), strict=True):
            assert mine.tolist() == other.tolist()
        assert loaded.meta == meta
        assert (meta.version, meta.metrics, meta.songs) == ("v1", {"ndcg": 0.5}, 12)
        assert meta.origin.data_hash == corpus().data_hash()
        assert meta.date

    def test_loaded_arrays_are_mapped_and_read_only(self, engine, tmp_path):
        engine.save(tmp_path)
        ids = self.kind.load(tmp_path).song_ids
        assert isinstance(ids, np.memmap)
        assert not ids.flags.writeable

    def test_nothing_there(self, tmp_path):
        with pytest.raises(ArtefactMissing):
            self.kind.load(tmp_path)

    def test_one_flipped_byte_in_any_file(self, engine, tmp_path):
        engine.save(tmp_path)
        for path in sorted(tmp_path.iterdir()):
            good = path.read_bytes()
            path.write_bytes(good[:-3] + bytes([good[-3] ^ 1]) + good[-2:])
            with pytest.raises(ArtefactDamaged):
                self.kind.load(tmp_path)
            path.write_bytes(good)
        self.kind.load(tmp_path)

    def test_a_file_cut_short_or_gone(self, engine, tmp_path):
        engine.save(tmp_path)
        for path in sorted(tmp_path.iterdir()):
            if path.name == META:
                continue
            good = path.read_bytes()
            path.write_bytes(good[: len(good) // 2])
            with pytest.raises(ArtefactDamaged):
                self.kind.load(tmp_path)
            path.unlink()
            with pytest.raises(ArtefactDamaged):
                self.kind.load(tmp_path)
            path.write_bytes(good)

    def test_no_pickle_is_ever_read(self, engine, tmp_path):
        from recommender.engine.artefacts import Meta, seal

        meta = engine.save(tmp_path)
        bomb = Path(tmp_path) / "song_ids.npy"
        np.save(bomb, np.array([object()]), allow_pickle=True)
        seal(tmp_path, Meta(meta.name, meta.origin, meta.songs))
        with pytest.raises(ArtefactDamaged, match="song_ids"):
            self.kind.load(tmp_path)

    def test_the_artefact_of_another_engine(self, engine, tmp_path):
        from recommender.engine.artefacts import Meta, seal

        meta = engine.save(tmp_path)
        seal(tmp_path, Meta("another", meta.origin, meta.songs))
        with pytest.raises(ArtefactDamaged, match="another"):
            self.kind.load(tmp_path)
