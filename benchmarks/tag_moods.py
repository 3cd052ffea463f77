"""Check the table of tag moods on data that it was not made from.

    python -m benchmarks.tag_moods DIR

DIR holds `deezer_mood/deezer_mood.tsv.gz` (the CSV files of
github.com/deezer/deezer_mood_detection_dataset as one table) and `lastfm_hetrec/`
(`recommender/engine/evaluation/split.py` names its files).

Deezer's mood set knows valence and arousal of songs but no tags, so two ways lead to it, each by
Spearman's rank correlation: artists whom listeners of Last.fm tagged (the table's valence against
the artist's mean), and songs whose title holds a mood word of the table. Deezer's figures come
from Last.fm tags too, by the Warriner lexicon: this says that the table reads tags like a lexicon
of words does, not that people would agree with either.

The table's extension by vectors is checked on its own tags: each is left out, placed by the
vectors of the others, and compared with its row.
"""

import argparse
import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.stats import spearmanr

from recommender.engine.corpus import Corpus, PlaylistRow
from recommender.engine.sentences import tag_word
from recommender.engine.tag2vec_fit import Tag2VecConfig, train_vectors
from recommender.engine.tag_moods import TABLE, TagMood, TagMoods, read_rows, table
from recommender.engine.tag_spelling import WORD, spelling

Affect = tuple[float, float]

# Songs of an artist that are needed for a mean worth comparing.
FEW, MANY = 1, 5


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The lines of a packed table."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def correlation(pairs: list[tuple[Affect, Affect]]) -> dict[str, float]:
    """Spearman's rho of valence and of arousal over (the table's, the truth's) pairs."""
    told, truth = (np.array(side) for side in zip(*pairs, strict=True))
    return {
        "n": len(pairs),
        **{
            name: round(float(spearmanr(told[:, place], truth[:, place]).statistic), 3)
            for place, name in enumerate(("valence", "arousal"))
        },
    }


def affect_of(row: dict[str, str]) -> Affect:
    """Valence and arousal of a line."""
    return float(row["valence"]), float(row["arousal"])


def by_artist(songs: list[dict[str, str]]) -> dict[str, list[Affect]]:
    """What Deezer's set says of each artist's songs, by the name as it is compared."""
    found: dict[str, list[Affect]] = defaultdict(list)
    for song in songs:
        found[spelling(song["artist_name"])].append(affect_of(song))
    return found


def tags_of_artists(folder: Path) -> dict[str, dict[str, float]]:
    """Weights 0..1 of each artist's tags on Last.fm: the share of the most frequent one's users."""
    names = {row["tagID"]: row["tagValue"] for row in rows(folder / "tags.tsv.gz")}
    artists = {row["id"]: row["name"] for row in rows(folder / "artists.tsv.gz")}
    counts: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows(folder / "tag2item_train_artist_tag.tsv.gz"):
        if row["tagID"] in names and row["artistID"] in artists:
            artist = counts[spelling(artists[row["artistID"]])]
            artist[names[row["tagID"]]] = float(row["n"])
    return {
        artist: {tag: count / max(found.values()) for tag, count in found.items()}
        for artist, found in counts.items()
    }


def check_artists(
    truth: dict[str, list[Affect]], tags: dict[str, dict[str, float]], moods: TagMoods, least: int
) -> dict[str, float]:
    """Artists with at least `least` songs, and tags that say something."""
    pairs = []
    for artist, songs in truth.items():
        told = moods.reading(tags.get(artist, {}))
        if told is not None and len(songs) >= least:
            mean = np.mean(songs, axis=0)
            pairs.append(((told.valence, told.arousal), (float(mean[0]), float(mean[1]))))
    return correlation(pairs)


def check_titles(songs: list[dict[str, str]]) -> dict[str, float]:
    """Songs with a mood word of the table in their title."""
    known = {name: row for name, row in of_kind("mood").items() if row.strength >= 0.9}
    pairs = []
    for song in songs:
        words = {spelling(word) for word in WORD.findall(song["track_name"])} & known.keys()
        if words:
            told = np.mean([(known[word].valence, known[word].arousal) for word in words], axis=0)
            pairs.append(((float(told[0]), float(told[1])), affect_of(song)))
    return correlation(pairs)


def of_kind(*kinds: str) -> dict[str, TagMood]:
    """The table's rows of these kinds, by spelling."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return read_rows(line for line in csv.DictReader(file) if line["kind"] in kinds)


def tag_vectors(folder: Path) -> tuple[list[str], np.ndarray]:
    """Tags and their input vectors: tag2vec trained on the listeners' lists of Last.fm."""
    with gzip.open(folder / "train.jsonl.gz", "rt", encoding="utf-8") as file:
        lists = [json.loads(line) for line in file]
    playlists = [
        PlaylistRow(tuple(int(song[1:]) for song in one["songs"]), tuple(one["tags"]), "hetrec")
        for one in lists
    ]
    ids = np.unique(np.concatenate([np.array(one.songs, dtype=np.int64) for one in playlists]))
    flat, even = np.zeros(len(ids), np.float32), np.full((len(ids), 6), 1 / 6, np.float32)
    none = csr_matrix((len(ids), 0), dtype=np.float32)
    corpus = Corpus(ids, (), none, even, flat, flat, flat, flat, playlists)
    places, inputs, _, _ = train_vectors(corpus, Tag2VecConfig(), lambda share, what: None)
    prefix = tag_word("")
    words = [word for word in places if word.startswith(prefix)]
    tags = [word.removeprefix(prefix).removeprefix("t:") for word in words]
    return tags, inputs[[places[word] for word in words]]


def check_extension(tags: list[str], vectors: np.ndarray, parts: int = 10) -> dict[str, float]:
    """Rows of the table that are left out, a tenth at a time, and placed by vectors alone."""
    known = of_kind("mood", "situation", "genre", "tempo", "instrument")
    here = sorted({spelling(tag) for tag in tags} & known.keys())
    rows_left = {id(known[name]) for name in here}
    order = {row: place % parts for place, row in enumerate(dict.fromkeys(
        id(known[name]) for name in here))}  # fmt: skip
    pairs = []
    for part in range(parts):
        left = {row for row in rows_left if order[row] == part}
        # All spellings of a row are left out with it: "calm" may not be placed by "calming".
        rest = TagMoods({name: row for name, row in known.items() if id(row) not in left})
        placed = rest.extended(tags, vectors)
        for name in here:
            found = placed.find(name) if id(known[name]) in left else None
            if found is not None:
                truth = known[name]
                pairs.append(((found.valence, found.arousal), (truth.valence, truth.arousal)))
    return {"of": len(here), **correlation(pairs)}


def main() -> None:
    """Print one line of JSON for each check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--vectors", action="store_true", help="also what trains tag2vec")
    given = parser.parse_args()
    songs = list(rows(given.directory / "deezer_mood" / "deezer_mood.tsv.gz"))
    lastfm = given.directory / "lastfm_hetrec"
    truth, tags = by_artist(songs), tags_of_artists(lastfm)
    moods_only = TagMoods(of_kind("mood"))
    for least in (FEW, MANY):
        told = {"artists_with_songs": least}
        report("artists, all tags", told | check_artists(truth, tags, table(), least))
        report("artists, mood words alone", told | check_artists(truth, tags, moods_only, least))
    report("titles", check_titles(songs))
    if given.vectors:
        names, vectors = tag_vectors(lastfm)
        report("rows placed by tag2vec", check_extension(names, vectors))
        extended = table().extended(names, vectors)
        report(
            "artists, extended",
            {"artists_with_songs": FEW} | check_artists(truth, tags, extended, FEW),
        )


def report(check: str, found: dict[str, float]) -> None:
    """Print one line."""
    print(json.dumps({"check": check, **found}), flush=True)


if __name__ == "__main__":
    main()
