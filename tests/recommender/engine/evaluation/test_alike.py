"""Precision at ten with genres hidden: what counts as found, and what is hidden."""

import gzip
import json
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from scipy.sparse import csr_matrix

from recommender.engine.evaluation.alike import (
    FIRST,
    Task,
    by_chance,
    cosine,
    jaccard,
    precision,
    rare_cosine,
    words_matrix,
)
from recommender.engine.evaluation.alike_sets import (
    OF_ARTISTS,
    genre_spellings,
    jamendo,
    names_genre,
    of_groups,
)


def task(told, genre, groups=None) -> Task:
    kinds = csr_matrix(np.eye(2, dtype="f4")[genre])
    groups = np.arange(len(genre)) if groups is None else np.array(groups)
    return Task(csr_matrix(np.array(told, dtype="f4")), kinds, kinds, groups)


def halves(groups=None) -> Task:
    """Forty songs: the first twenty say one word and have one genre, the others another."""
    told = np.repeat([[1, 0], [0, 1]], 20, axis=0)
    return task(told, [0] * 20 + [1] * 20, groups)


def test_who_tells_the_genres_apart_finds_them_all():
    there = halves()
    assert precision(there, jaccard(there.told)) == 1
    assert precision(there, rare_cosine(there.told)) == 1
    assert precision(there, cosine(there.told.toarray())) == 1


def test_who_cannot_tell_songs_apart_is_as_good_as_chance():
    there = halves()
    blind = cosine(np.ones((40, 1), dtype="f4"))
    assert precision(there, blind) == by_chance(there) == pytest.approx(19 / 39, abs=1e-4)


def test_a_song_of_the_same_artist_is_no_find():
    # Two artists, one for each genre: what is left to be found has the other genre.
    there = halves(groups=[0] * 20 + [1] * 20)
    assert precision(there, jaccard(there.told)) == 0
    assert by_chance(there) == 0


def test_ties_count_as_any_order_of_them():
    # For each song 4 of its genre are surely nearest; 6 places are left among 15 and 20 alike.
    vectors = np.zeros((40, 3), dtype="f4")
    vectors[:5, 0] = vectors[20:25, 1] = 1
    vectors[:, 2] = 1
    there = halves()
    expected = (4 + 6 * 15 / 35) / FIRST
    found = np.mean([expected] * 10 + [19 / 39] * 0)
    rows = np.r_[:5, 20:25]
    asked = there.asked.toarray() * np.isin(np.arange(40), rows)[:, None]
    few = Task(there.told, csr_matrix(asked.astype("f4")), there.carried, there.groups)
    assert precision(few, cosine(vectors)) == pytest.approx(found, abs=1e-4)


def test_jaccard_by_hand():
    told, words = words_matrix([["a", "b"], ["b", "c"], ["a", "b"], []])
    assert words == ("a", "b", "c")
    found = jaccard(told)(np.array([0]))
    assert found[0].tolist() == pytest.approx([1, 1 / 3, 1, 0])


def write_tracks(folder: Path) -> Path:
    """Three artists for each part; rock has a guitar, techno a synth."""
    rows = ["artist_id\tsplit0\tgenre\tinstrument\tmoodtheme"]
    for part, first in (("train", 0), ("validation", 10), ("test", 20)):
        for place in range(12):
            kind = ("rock|metal\tguitar\tdark", "techno|house\tsynth\tparty")[place % 2]
            rows.append(f"{first + place}\t{part}\t{kind}")
    path = folder / "tracks.tsv.gz"
    path.write_bytes(gzip.compress("\n".join(rows).encode()))
    return path


def test_hidden_genres_are_in_no_word_that_is_told(tmp_path):
    every, one = jamendo(write_tracks(tmp_path), "report")
    assert every.name == "jamendo, all genres hidden"
    ids = set(every.song_ids.tolist())
    for found in (every, one):
        corpus = found.corpus
        genres = [place for place, slug in enumerate(corpus.tag_slugs) if "genre:" in slug]
        own = corpus.song_tags[corpus.rows(found.song_ids)][:, genres].toarray()
        assert (own.sum(axis=1) == (0 if found is every else 1)).all()
        assert found.task.told.shape[0] == 12
    # What is learned from is all there, and what is tuned on is not.
    learned = [song for song in every.corpus.song_ids.tolist() if song not in ids]
    assert learned == list(range(1, 13))
    assert (one.task.asked.sum(axis=1) == 1).all()
    assert (one.task.carried.sum(axis=1) == 2).all()


def test_an_overlap_may_know_what_the_artist_does_elsewhere():
    told = csr_matrix(np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype="f4"))
    artists = csr_matrix(np.array([[1, 0], [1, 0], [0, 1]], dtype="f4"))
    assert of_groups(told, artists).toarray().tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]


def test_what_the_artist_does_elsewhere_hides_genres_too(tmp_path):
    every = jamendo(write_tracks(tmp_path), "report")[0]
    n = len(every.corpus.tag_slugs)
    genres = [place for place, slug in enumerate(every.corpus.tag_slugs) if "genre:" in slug]
    told = every.more[OF_ARTISTS].toarray()
    assert told.shape == (12, 2 * n)
    assert told[:, [*genres, *(place + n for place in genres)]].sum() == 0
    # With one song an artist both halves say the same.
    assert (told[:, :n] == told[:, n:]).all()


def test_the_tuning_part_is_another(tmp_path):
    path = write_tracks(tmp_path)
    report, tune = (set(jamendo(path, part)[0].song_ids) for part in ("report", "tune"))
    assert report.isdisjoint(tune)


def test_genres_by_any_spelling():
    genres = genre_spellings()
    assert genres["triphop"] == genres["downtempo"]
    for tag in ("Trip-Hop", "melodic death metal", "90s rock"):
        assert names_genre(tag, genres)
    for tag in ("female vocalists", "80s", "seen live"):
        assert not names_genre(tag, genres)


def test_the_command_prints_every_method(tmp_path):
    write_tracks(tmp_path)
    out = StringIO()
    call_command("evaluate_similar", str(tmp_path), "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert found["part"] == "report"
    every = found["precision@10"]["jamendo, all genres hidden"]
    assert {"music2vec", "tag_jaccard", OF_ARTISTS, "chance", "asked"} <= set(every)
    # Ten others: five of the genre, and who hears guitar and synth finds those five.
    assert every["tag_jaccard"] == pytest.approx(0.5, abs=0.01)
    text = StringIO()
    call_command("evaluate_similar", str(tmp_path), stdout=text)
    assert "music2vec" in text.getvalue()


def test_a_directory_with_neither(tmp_path):
    with pytest.raises(CommandError):
        call_command("evaluate_similar", str(tmp_path))
