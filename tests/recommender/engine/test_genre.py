"""The genre engine: words of songs, of songs that came later, and of lists."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recommender.engine.base import Query
from recommender.engine.corpus import PlaylistRow
from recommender.engine.genre import GenreConfig, GenreEngine
from recommender.engine.genre_words import song_words, worth_learning
from tests.recommender.engine.conformance import trained
from tests.recommender.engine.tiny import IDS, RAIN, SUN, corpus, snapshot

CONFIG = GenreConfig(size=8, epochs=80)


def untagged(songs=IDS, **changes):
    """The corpus with the tags and moods of these songs alone."""
    kept = np.isin(IDS, songs).astype("f4")
    even = np.full((12, 6), 1 / 6, dtype="f4")
    base = corpus()
    tags = csr_matrix(base.song_tags.multiply(kept[:, None]))
    tags.eliminate_zeros()
    return replace(
        base, song_tags=tags, mood=np.where(kept[:, None] > 0, base.mood, even), **changes
    )


def test_words_of_a_song():
    years = np.array([1994] * 6 + [0] * 6)
    found = song_words(replace(corpus(), artist_ids=np.array([7, *range(-1, 10)]), years=years))
    row = found.cells[0].toarray()[0]
    told = {word: row[place] for place, word in enumerate(found.words) if row[place]}
    joy = pytest.approx(corpus().mood[0].max())
    assert told == {"t:sun": 1, "m:joy": joy, "a:7": 1, "y:1994": 0.5, "e:1990": 0.5}
    assert not any(word.startswith("y:0") for word in found.words)
    assert "a:-1" not in found.words


def test_an_artist_of_one_song_is_no_word_to_learn():
    artists = np.array([3, 3, *range(10, 20)])
    words = worth_learning(song_words(replace(corpus(), artist_ids=artists))).words
    assert [word for word in words if word.startswith("a:")] == ["a:3"]


def test_a_song_that_came_after_training_stands_where_its_words_are():
    came = snapshot(song_ids=IDS + 100)
    engine = trained(GenreEngine).with_catalogue(came)
    assert engine.knows(110)
    first, _ = engine.similar([110], 11)
    assert set(first.tolist()) == {*SUN, *(song + 100 for song in SUN)} - {110}
    assert len(engine.song_ids) == 12  # those of the training


def test_one_that_cannot_play_or_says_nothing_stays_unknown():
    can = np.arange(12) != 0
    engine = trained(GenreEngine).with_catalogue(snapshot(song_ids=IDS + 100, available=can))
    assert not engine.knows(110)
    assert engine.knows(111)
    blank = {
        "mood": np.full((12, 6), 1 / 6, dtype="f4"),
        "song_tags": csr_matrix((12, 2), dtype="f4"),
    }
    assert not trained(GenreEngine).with_catalogue(snapshot(song_ids=IDS + 100, **blank)).knows(111)


def test_a_mood_alone_is_no_genre():
    """It is often read from the sound, and counts as mood beside genre."""
    bare = snapshot(song_ids=IDS + 100, song_tags=csr_matrix((12, 2), dtype="f4"))
    assert not trained(GenreEngine).with_catalogue(bare).knows(110)


def test_a_song_without_words_stands_with_its_lists():
    engine = GenreEngine.fit(untagged(songs=(10, 11, 20, 21)), CONFIG)
    assert engine.knows(15)
    assert set(engine.similar([15], 5)[0].tolist()) == set(SUN) - {15}


def test_in_no_list_and_without_words_it_is_unknown():
    lists = [PlaylistRow((10, 11), ("sun",)), PlaylistRow((20, 21), ("rain",))]
    engine = GenreEngine.fit(untagged(songs=(10, 11, 20, 21), playlists=lists), CONFIG)
    assert engine.song_ids.tolist() == [10, 11, 20, 21]
    assert engine.rank(Query(seeds=(15,)), 5)[0].tolist() == []


def test_artists_bring_songs_together():
    artists = np.array([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2])
    tagged = untagged(songs=(10, 20), playlists=[], artist_ids=artists)
    engine = GenreEngine.fit(tagged, CONFIG)
    assert set(engine.similar([15], 5)[0].tolist()) == set(SUN) - {15}
    newcomer = snapshot(
        song_ids=IDS + 100, artist_ids=artists,
        mood=np.full((12, 6), 1 / 6, dtype="f4"), song_tags=csr_matrix((12, 2), dtype="f4"),
    )  # fmt: skip
    assert set(engine.with_catalogue(newcomer).similar([120], 11)[0].tolist()) == {
        *RAIN, *(song + 100 for song in RAIN),
    } - {120}  # fmt: skip


def test_artists_and_years_are_in_the_hash_and_their_lack_is_not():
    base = corpus()
    assert replace(base, artist_ids=None, years=None).data_hash() == base.data_hash()
    hashes = {
        base.data_hash(),
        replace(base, artist_ids=np.arange(12)).data_hash(),
        replace(base, years=np.arange(12)).data_hash(),
    }
    assert len(hashes) == 3


def test_nothing_to_learn_from():
    blank = untagged(songs=(), playlists=[])
    engine = GenreEngine.fit(blank, CONFIG)
    assert len(engine.song_ids) == 0
    assert engine.with_catalogue(snapshot()).similar([11], 5)[0].tolist() == []
