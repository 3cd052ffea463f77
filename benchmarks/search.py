"""How long a search takes while someone types, what it finds, and how large its index is.

    python -m benchmarks.search [--songs 100000] [--runs 5]

Names are made up, half of them Korean: words of 1 to 3 syllables (or of 2 to 4 Latin ones) drawn by
Zipf's law, titles of 1 to 5 words, ten songs an artist, eight an album, six tags a song; a third of
the songs have a title in the other language, too. Queries are names of songs and artists as they
are typed: every beginning from one letter on, initial consonants, romanised, on the wrong keyboard
layout, with a slip, two words in the wrong order, and nonsense. Prints processor milliseconds of
the search in the index (p50, p95, the largest; the median of the runs), by kind of query too with
the share whose name was among the first ten, the bytes of the index, how long it takes to make, and
the memory of this process. Run it with OPENBLAS_NUM_THREADS=1.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from recommender.engine.artefacts import Meta, Origin, seal
from recommender.search.building import Entries, build
from recommender.search.finding import Asked, find
from recommender.search.index import NAME, Index
from recommender.search.keyboards import LATIN_OF
from recommender.search.letters import CODES, has_hangul, initials, strokes, words_of
from recommender.search.romanising import romanised

SEED = 11
ONSETS, VOWELS = "bcdfghjklmnprstvw", "aeiou"
FINALS = ("", "", "", "n", "r", "s", "l", "t", "ng")
COMMON = (0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 18)  # initial consonants that most words have
QUERIES = 60


class Words:
    """Made-up words of both languages, drawn as often as their rank says."""

    def __init__(self, rng: np.random.Generator, count: int) -> None:
        self.rng = rng
        self.korean = [self.hangul() for _ in range(count)]
        self.latin = [self.roman() for _ in range(count)]
        weights = (np.arange(count) + 3.0) ** -0.9
        self.odds = weights / weights.sum()

    def hangul(self) -> str:
        made = ""
        for _ in range(int(self.rng.choice((1, 2, 2, 3)))):
            initial, vowel = self.rng.choice(COMMON), self.rng.choice((0, 4, 6, 8, 13, 18, 20))
            final = self.rng.choice((0, 0, 0, 1, 4, 8, 16, 17, 21))
            made += chr(0xAC00 + int(initial) * 588 + int(vowel) * 28 + int(final))
        return made

    def roman(self) -> str:
        pick = lambda parts: str(self.rng.choice(list(parts)))  # noqa: E731
        return "".join(
            pick(ONSETS) + pick(VOWELS) + pick(FINALS) for _ in range(int(self.rng.integers(1, 4)))
        )

    def names(self, count: int, lengths: tuple[int, ...], korean: np.ndarray) -> list[str]:
        """Draw names, each in the language that is asked for."""
        sizes = self.rng.choice(lengths, size=count)
        drawn = self.rng.choice(len(self.odds), size=int(sizes.sum()), p=self.odds)
        ends = np.cumsum(sizes)
        return [
            " ".join((self.korean if own else self.latin)[word] for word in drawn[end - size : end])
            for size, end, own in zip(sizes, ends, korean, strict=True)
        ]


def catalogue(songs: int) -> tuple[Entries, list[str], list[str]]:
    """Make up what an index is made of; titles and artists beside it."""
    rng = np.random.default_rng(SEED)
    words = Words(rng, max(2000, min(60_000, songs // 3)))
    korean = rng.random(songs) < 0.5
    titles = words.names(songs, (1, 1, 2, 2, 3, 3, 4, 5), korean)
    also = np.flatnonzero(rng.random(songs) < 0.33)
    others = words.names(len(also), (1, 2, 3, 4), ~korean[also])
    artists, albums = max(1, songs // 10), max(1, songs // 8)
    artist_names = words.names(artists, (1, 2, 2), rng.random(artists) < 0.5)
    album_names = words.names(albums, (1, 2, 3), rng.random(albums) < 0.5)
    labels = words.names(200, (1, 2), rng.random(200) < 0.5)
    ids = np.arange(songs, dtype=np.int64) + 10_000
    tag_songs = np.repeat(ids, 6)
    tags = rng.choice(200, size=len(tag_songs), p=(w := 1.0 / (np.arange(200) + 2)) / w.sum())
    entries = Entries(
        ids,
        np.zeros(songs, dtype=np.int64),
        np.log1p(20_000 * (1 + rng.permutation(songs)) ** -0.75).astype(np.float32),
        named([*titles, *others], [*ids.tolist(), *ids[also].tolist()]),
        named([album_names[n] for n in rng.integers(0, albums, songs)], ids.tolist()),
        named(artist_names, range(artists)),
        named(labels, range(200)),
        (ids, rng.integers(0, artists, songs)),
        (tag_songs, tags.astype(np.int64)),
    )
    return entries, titles, artist_names


def named(texts: list[str], owners: object) -> Iterator[tuple[int, str, bool]]:
    yield from ((owner, text, False) for owner, text in zip(owners, texts, strict=True))  # type: ignore[call-overload]


def queries(titles: list[str], artists: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Make up what people type, by kind, with the name that is meant ("" where it is open)."""
    rng = np.random.default_rng(SEED + 1)
    names = [str(name) for name in rng.choice(titles, QUERIES)]
    names += [str(name) for name in rng.choice(artists, QUERIES // 3)]
    korean = [name for name in names if has_hangul(name)]
    letters = sorted({name[0] for name in names} | set("ㄱㄴㅁㅇㅅabmsey"))
    typed = [name[: end + 1] for name in names for end in range(min(len(name), 14))]
    nonsense = ["zzqx", "쀍뚫", "qqqqqqqqqqqq", "x y z w v u", "%", "aaaa bbbb cccc dddd eeee ffff"]
    layout = {name: "".join(LATIN_OF.get(key, key) for key in strokes(name)) for name in korean}
    turned = {name: " ".join(reversed(name.split())) for name in names if " " in name}
    return {
        "one letter": [(letter, "") for letter in letters],
        "typing": [(text, "") for text in typed],
        "initials": [
            (jamo(" ".join(initials(w) for w in words_of(name))), name) for name in korean
        ],
        "romanised": [(romanised(name)[0], name) for name in korean],
        "layout": [(text, name) for name, text in layout.items()],
        "slip": [(slipped(rng, name), name) for name in names if len(name) > 2],
        "turned": [(text, name) for name, text in turned.items()],
        "nonsense": [(text, "") for text in nonsense],
    }


def slipped(rng: np.random.Generator, name: str) -> str:
    """Leave out, double or change places of keys somewhere."""
    keys = strokes(name)
    place = int(rng.integers(1, len(keys) - 1))
    kind = int(rng.integers(0, 3))
    middle = ("", keys[place] * 2, keys[place + 1 : place + 2] + keys[place])[kind]
    return jamo(keys[:place] + middle + keys[place + (2 if kind == 2 else 1) :])


def consonants(name: str) -> str:
    """Return a name's initial consonants as one types them."""
    return jamo(" ".join(initials(word) for word in words_of(name)))


def jamo(keys: str) -> str:
    """Return keys as they show while nothing composes them."""
    return keys.translate({ord(code): key for key, code in CODES.items()})


def timed(index: Index, texts: list[tuple[str, str]]) -> list[float]:
    """Return the processor milliseconds of each query."""
    found = []
    for text, _ in texts:
        started = time.process_time()
        find(index, Asked.of(text), 60)
        found.append(1000 * (time.process_time() - started))
    return found


def met(
    index: Index, texts: list[tuple[str, str]], titles: list[str], artists: list[str]
) -> float | None:
    """Return the share of queries that find what is meant among the first ten."""
    meant = [(text, name) for text, name in texts if name]
    hits = 0
    for text, name in meant:
        songs, others, _ = find(index, Asked.of(text), 10)
        names = {titles[index.bearers.ids[row] - 10_000] for row in songs.rows}
        hits += name in names | {artists[index.bearers.ids[row]] for row in others.rows}
    return round(hits / len(meant), 3) if meant else None


def summary(runs: list[list[float]]) -> dict[str, float]:
    """Return the median over the runs of each figure."""
    shares = {"p50": 50, "p95": 95, "max": 100}
    return {
        name: round(median(float(np.percentile(run, share)) for run in runs), 2)
        for name, share in shares.items()
    }


def memory() -> int:
    """Return the most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--songs", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    entries, titles, artists = catalogue(options.songs)
    before, started = memory(), time.process_time()
    made = build(entries)
    found: dict[str, Any] = {
        "songs": options.songs,
        "build_s": round(time.process_time() - started, 1),
        "index_mb": round(made.size / 1e6),
        "build_mb": memory() - before,
    }
    with tempfile.TemporaryDirectory() as name:
        made.write(Path(name))
        figures = {"counts": list(made.bearers.counts), "width": made.plain.keys.shape[1]}
        seal(Path(name), Meta(NAME, Origin(), len(made), metrics=figures))
        del made
        started = time.process_time()
        index = Index.load(Path(name))
        found["load_s"] = round(time.process_time() - started, 2)
        asked = queries(titles, artists)
        runs = [
            {kind: timed(index, texts) for kind, texts in asked.items()}
            for _ in range(options.runs)
        ]
    found["all"] = summary([sum(run.values(), []) for run in runs])
    for kind in asked:
        found[kind] = summary([run[kind] for run in runs])
        if (share := met(index, asked[kind], titles, artists)) is not None:
            found[kind]["found"] = share
    found["resident_mb"] = memory()
    print(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
