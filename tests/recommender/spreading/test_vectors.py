"""By what songs are alike: sound where it is known, tags where they are, and both together."""

import numpy as np
import pytest

from recommender import library
from recommender.engine.base import Engine
from recommender.engine.sound import SoundEngine
from recommender.models import Song, SongTag, Tag
from recommender.snapshots import catalogue_changed
from recommender.spreading.rows import SHARES, SOUND, TAGS
from recommender.spreading.vectors import space
from tests.recommender.spreading.stage import tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    """Return what lets songs be heard: song -> vector."""

    def hear(vectors: dict[int, list[float]]) -> None:
        arrays = {song: np.array(vector, np.float32) for song, vector in vectors.items()}
        ids = np.array(sorted(arrays), np.int64)
        engine = SoundEngine(ids, np.array([arrays[one] for one in ids.tolist()]))
        served: dict[str, Engine] = {"sound": engine}
        monkeypatch.setattr(library, "engines", lambda: served)

    return hear


def song(*tags: Tag) -> Song:
    made = Song.objects.create()
    for one in tags:
        SongTag.objects.create(song=made, tag=one)
    catalogue_changed()
    return made


def likeness(where, one: Song, other: Song) -> float:
    rows = where.snapshot.rows([one.pk, other.pk])
    return float((where.rows[rows[0]] @ where.rows[rows[1]].T).toarray().item())


def test_songs_with_both_compare_by_both(heard):
    metal, folk, joyful = (tag(*names) for names in (
        ("metal", Tag.Kind.GENRE), ("folk", Tag.Kind.GENRE), ("glad", Tag.Kind.MOOD)))  # fmt: skip
    one, other, third = song(metal, joyful), song(folk, joyful), song(metal)
    heard({one.pk: [1, 0, 0], other.pk: [1, 0.1, 0], third.pk: [0, 0, 1]})
    where = space()
    assert where.parts == (SOUND, TAGS)
    assert likeness(where, one, one) == pytest.approx(1, abs=1e-5)
    # Beside tags sound has a small share: the same genre tells more than the same sound.
    assert SHARES[SOUND] < SHARES[TAGS]
    assert likeness(where, one, third) > likeness(where, one, other)


def test_a_song_with_one_of_them_lies_by_that(heard):
    metal = tag("metal", Tag.Kind.GENRE)
    tag("folk", Tag.Kind.GENRE)
    tagged, sounding, both, unknown = song(metal), song(), song(metal), song()
    heard({sounding.pk: [1, 0], both.pk: [0, 1]})
    where = space()
    assert where.known.tolist() == [True, True, True, False]
    assert likeness(where, tagged, both) > 0.5
    assert likeness(where, tagged, sounding) == 0
    assert likeness(where, unknown, both) == 0


def test_a_song_that_the_index_knows_and_the_catalogue_does_not(heard):
    one, other = song(), song()
    heard({one.pk: [1, 0], other.pk: [0, 1], 987_654: [1, 1]})
    assert space().rows.shape[0] == 2


def test_without_an_engine_and_tags_nothing_is_known(monkeypatch):
    song()
    monkeypatch.setattr(library, "engines", dict)
    where = space()
    assert where.parts == ()
    assert not where.known.any()
