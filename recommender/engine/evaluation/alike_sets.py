"""Two sets of tagged songs with their genres hidden: MTG-Jamendo, and HetRec's artists.

Of both, a part keeps all its words, so that a method may learn from it; the others are judged, and
split in two, so that whoever tunes does not see what is reported.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from emotion.moods import MOODS
from recommender.engine.corpus import Corpus, PlaylistRow
from recommender.engine.evaluation.alike import Task, words_matrix
from recommender.engine.evaluation.split import Split, read_split
from recommender.engine.tag_moods import TABLE
from recommender.engine.tag_prediction.files import read_tracks
from recommender.engine.tag_spelling import spelling

TRACKS = "tracks.tsv.gz"
# The split to tune on, and the one to report.
PARTS = {"tune": "validation", "report": "test"}
GENRE = "genre:"
# Overlaps of a song's words and its lists, and of its words and those of its artist's songs.
LISTED, OF_ARTISTS = "tag_and_list_jaccard", "tag_and_artist_jaccard"
SEED = 20261121


@dataclass(frozen=True)
class AlikeSet:
    """A task, the corpus that a method may learn from, and the songs of the task in it.

    song_ids: (n,), of the task's rows. more: by the name of a method, (n, words and more), what
    the task tells with what a corpus gives away beside it; for overlaps of that.
    """

    name: str
    task: Task
    corpus: Corpus
    song_ids: NDArray[np.int64]
    more: Mapping[str, Any] = field(default_factory=dict)


def read_sets(directory: Path, part: str) -> list[AlikeSet]:
    """Return what a directory holds; TableError or NoSplit if that is neither of the two."""
    if (directory / TRACKS).is_file():
        return jamendo(directory / TRACKS, part)
    return [hetrec(read_split(directory), part)]


def jamendo(path: Path, part: str) -> list[AlikeSet]:
    """Tracks of the official split, which keeps every artist on one side.

    "all genres": nothing is told but instruments, moods and the artist. "one genre": one of
    several genres, drawn by chance, is hidden and asked for; a neighbour's genres are all its own.
    """
    tracks, splits = read_tracks(path)
    tags, moods = tracks.tags > 0, tracks.moods > 0
    is_genre = np.array([name.startswith(GENRE) for name in tracks.tag_names])
    names = [*tracks.tag_names, *(f"mood:{name}" for name in tracks.mood_names)]
    has = np.hstack([tags, moods])
    genres = np.hstack([tags & is_genre, np.zeros_like(moods)])
    judged, learned = splits == PARTS[part], splits == "train"
    rng = np.random.default_rng(SEED)
    draws = np.where(genres, rng.random(genres.shape), 0)
    one = genres & (draws == draws.max(axis=1, keepdims=True)) & (genres.sum(axis=1) > 1)[:, None]
    found = []
    for name, hidden, can in (
        ("all genres", genres, (has & ~genres).any(axis=1) & genres.any(axis=1)),
        ("one genre", one, one.any(axis=1)),
    ):
        rows = np.flatnonzero(judged & can)
        used = np.concatenate([np.flatnonzero(learned), rows])
        told = np.where(judged[:, None], has & ~hidden, has)[used]
        corpus = corpus_of(used + 1, csr_matrix(told), names, artists=tracks.artists[used])
        tagged = csr_matrix(told[len(used) - len(rows) :].astype(np.float32))
        artists = words_matrix([[str(artist)] for artist in tracks.artists[rows]])[0]
        task = Task(
            csr_matrix(hstack([tagged, artists])),
            csr_matrix(hidden[rows].astype(np.float32)),
            csr_matrix(genres[rows].astype(np.float32)),
            tracks.artists[rows],
        )
        more = {OF_ARTISTS: csr_matrix(hstack([tagged, of_groups(tagged, artists)]))}
        found.append(AlikeSet(f"jamendo, {name} hidden", task, corpus, rows + 1, more))
    return found


def hetrec(split: Split, part: str) -> AlikeSet:
    """Artists with the tags that people gave them, and the lists of listeners.

    A genre is a tag that the table of tags calls one, in any of its spellings. Hidden is every
    tag with a genre among its words, of a half of the artists; of all lists, too.
    """
    genres = genre_spellings()
    tags: dict[int, list[str]] = defaultdict(list)
    for song, tag, _ in split.song_tags:
        tags[song].append(tag.removeprefix("t:"))
    songs = sorted(set(tags) | {song for row in split.train for song in row.songs})
    side = np.random.default_rng(SEED).integers(0, 4, len(songs))
    judged = side == {"tune": 0, "report": 1}[part]
    plain = [[tag for tag in tags[song] if not names_genre(tag, genres)] for song in songs]
    known = [
        sorted({genres[spelling(t)] for t in tags[song] if spelling(t) in genres}) for song in songs
    ]
    told = [
        own if side[row] < 2 else tags[song]
        for row, (song, own) in enumerate(zip(songs, plain, strict=True))
    ]
    cells, words = words_matrix(told)
    ids = np.array(songs, dtype=np.int64) + 1
    lists = [
        PlaylistRow(
            tuple(song + 1 for song in row.songs),
            tuple(t.removeprefix("t:") for t in row.tags if not names_genre(t[2:], genres)),
        )
        for row in split.train
    ]
    rows = np.flatnonzero(judged & [bool(a and b) for a, b in zip(plain, known, strict=True)])
    carried = words_matrix([known[row] for row in rows])[0]
    task = Task(cells[rows], carried, carried, rows)
    corpus = corpus_of(ids, cells, words, lists)
    in_lists: dict[int, list[str]] = defaultdict(list)
    for place, one in enumerate(lists):
        for song in one.songs:
            in_lists[song].append(str(place))
    listed = words_matrix([in_lists[int(song)] for song in ids[rows]])[0]
    more = {LISTED: csr_matrix(hstack([cells[rows], listed]))}
    return AlikeSet("hetrec, genres hidden", task, corpus, ids[rows], more)


def of_groups(told: Any, groups: Any) -> Any:
    """Return the words that any song of a song's group is told to have: (n, words), 0/1.

    told: (n, words); groups: (n, groups), 1 for the group of each song.
    """
    words = csr_matrix(groups @ (groups.T @ told) > 0)
    return words.astype(np.float32)


def genre_spellings() -> dict[str, str]:
    """Each spelling of a genre in the table of tags, with the genre that it is."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "genre"]
    return {
        spelling(word): row["tag"]
        for row in rows
        for word in (row["tag"], *row["also"].split("|"))
        if word
    }


def names_genre(tag: str, genres: dict[str, str]) -> bool:
    """Tell whether a tag is a genre, or has one among its words."""
    pieces = [spelling(piece) for piece in tag.replace("-", " ").split()]
    return spelling(tag) in genres or any(piece in genres for piece in pieces)


def corpus_of(
    song_ids: NDArray[np.int64],
    cells: Any,
    words: Iterable[str],
    lists: Sequence[PlaylistRow] = (),
    artists: NDArray[np.int64] | None = None,
) -> Corpus:
    """A corpus of tagged songs of whose moods and places nobody knows; rows in any order."""
    order = np.argsort(song_ids)
    flat = np.zeros(len(order), dtype=np.float32)
    even = np.full((len(order), len(MOODS)), 1 / len(MOODS), dtype=np.float32)
    tags = csr_matrix(cells[order], dtype=np.float32)
    return Corpus(
        song_ids[order].astype(np.int64), tuple(words), tags, even, flat, flat, flat, flat, lists,
        artist_ids=None if artists is None else artists[order],
    )  # fmt: skip
