"""Make files like those of the Kakao Arena / Melon set, of any size, the same for the same seed.

Of the real set: 707,989 songs, 115,071 training lists with 5.3 million songs (46 a list), and
23,015 + 10,740 lists of which parts are given. Assumed: some 108,000 artists and 29,000 tags, a
popularity that falls with the rank to the power of -0.8, names of one to eight Korean syllables.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np

# As the set calls its main genres; some stand under two codes, Korean and foreign.
GENRES = (
    "발라드", "댄스", "랩/힙합", "R&B/Soul", "인디음악", "록/메탈", "성인가요", "포크/블루스",
    "POP", "록/메탈", "일렉트로니카", "랩/힙합", "R&B/Soul", "포크/블루스/컨트리", "OST", "클래식",
    "재즈", "뉴에이지", "J-POP", "월드뮤직", "CCM", "어린이/태교", "종교음악", "국악", "아이돌",
    "뮤지컬", "크리스마스", "뮤직테라피", "애니메이션/웹툰", "키즈",
)  # fmt: skip
BLOCK = 5000


@dataclass(frozen=True)
class Size:
    """How much to make: songs, artists, lists (train, val, test), words for tags."""

    songs: int = 707_989
    artists: int = 107_824
    lists: tuple[int, int, int] = (115_071, 23_015, 10_740)
    tags: int = 29_160

    @classmethod
    def of_songs(cls, songs: int) -> "Size":
        """Return the full size scaled down to so many songs."""
        share = songs / cls.songs
        lists = tuple(max(1, round(count * share)) for count in cls.lists)
        artists, tags = round(cls.artists * share), round(cls.tags * share)
        return cls(songs, max(1, artists), lists, max(1, tags))  # type: ignore[arg-type]


def write_files(directory: Path, size: Size, seed: int = 20261121) -> dict[str, int]:
    """Write all files; return how many songs, lists and pairs there are."""
    rng = np.random.default_rng(seed)
    directory.mkdir(parents=True, exist_ok=True)
    codes = genre_codes()
    text = json.dumps(codes, ensure_ascii=False)
    (directory / "genre_gn_all.json").write_text(text, encoding="utf-8")
    with (directory / "song_meta.json").open("w", encoding="utf-8") as file:
        write_list(file, songs(size, list(codes), rng))
    pairs, ids = 0, iter(rng.permutation(sum(size.lists) + 5000).tolist())
    songs_of = Popularity(size.songs, rng)
    for name, count, share in zip(
        ("train", "val", "test"), size.lists, (1.0, 0.4, 0.4), strict=True
    ):
        with (directory / f"{name}.json").open("w", encoding="utf-8") as file:
            pairs += write_list(file, lists(count, share, size, songs_of, ids, rng))
    return {"songs": size.songs, "lists": sum(size.lists), "pairs": pairs}


def genre_codes() -> dict[str, str]:
    """Some 200 codes: thirty main genres, each with "all" and details."""
    codes = {}
    for main, name in enumerate(GENRES, start=1):
        codes[f"GN{main:02d}00"] = name
        codes[f"GN{main:02d}01"] = "세부장르전체"
        codes |= {f"GN{main:02d}{n:02d}": f"{name} 세부{n}" for n in range(2, 7)}
    return codes


class Popularity:
    """Draws songs of which few are in many lists: by rank to the power of -0.8."""

    def __init__(self, songs: int, rng: np.random.Generator) -> None:
        weights = np.arange(1, songs + 1, dtype=np.float64) ** -0.8
        self._edges = np.cumsum(weights / weights.sum())
        self._order, self._rng = rng.permutation(songs), rng

    def draw(self, count: int) -> list[int]:
        """Return about `count` different songs in any order."""
        places = np.searchsorted(self._edges, self._rng.random(round(count * 1.15) + 1))
        found = np.unique(np.minimum(places, len(self._order) - 1))
        self._rng.shuffle(found)
        return self._order[found[:count]].tolist()


def words(count: int, syllables: int, rng: np.random.Generator) -> list[str]:
    """Korean-like words of up to so many syllables."""
    lengths = rng.integers(1, syllables + 1, count)
    signs = rng.integers(0xAC00, 0xD7A4, int(lengths.sum()))
    text = "".join(map(chr, signs.tolist()))
    ends = np.cumsum(lengths).tolist()
    return [text[end - length : end] for end, length in zip(ends, lengths.tolist(), strict=True)]


def songs(size: Size, codes: list[str], rng: np.random.Generator) -> Iterator[dict]:
    """The records of song_meta.json."""
    artists = words(size.artists, 5, rng)
    by_rank = rng.zipf(1.3, size.songs) % size.artists
    for start in range(0, size.songs, BLOCK):
        count = min(BLOCK, size.songs - start)
        titles = zip(words(count, 6, rng), words(count, 6, rng), words(count, 8, rng), strict=True)
        mains, details = (
            rng.integers(0, len(GENRES), count).tolist(),
            rng.integers(1, 7, count).tolist(),
        )
        days = rng.integers(0, 20000, count).tolist()
        for place, (first, second, album) in enumerate(titles):
            singer = int(by_rank[start + place])
            singers = [singer] if place % 7 else [singer, (singer + 1) % size.artists]
            yield {
                "song_gn_dtl_gnr_basket": [codes[mains[place] * 7 + details[place]]],
                "issue_date": f"{1966 + days[place] // 365}{days[place] % 12 + 1:02d}15",
                "album_name": f"{album} {second}", "album_id": (start + place) // 9,
                "artist_id_basket": singers,
                "artist_name_basket": [artists[one] for one in singers],
                "song_name": f"{first} {second} {start + place}",
                "song_gn_gnr_basket": [codes[mains[place] * 7]], "id": start + place,
            }  # fmt: skip


def lists(
    count: int,
    share: float,
    size: Size,
    songs_of: Popularity,
    ids: Iterator[int],
    rng: np.random.Generator,
) -> Iterator[dict]:
    """The records of train.json, or of val.json and test.json with a share of the songs."""
    vocabulary = words(size.tags, 4, rng)
    lengths = np.clip(rng.lognormal(3.47, 0.9, count), 2, 200) * share
    for length in lengths.tolist():
        uses = rng.zipf(1.5, int(rng.integers(1, 8))) % size.tags
        yield {
            "tags": [vocabulary[use] for use in np.unique(uses).tolist()], "id": next(ids),
            "plylst_title": " ".join(words(3, 4, rng)),
            "songs": songs_of.draw(max(1, round(length))),
            "like_cnt": int(rng.integers(0, 300)), "updt_date": "2013-12-19 18:36:19.000",
        }  # fmt: skip


def write_list(file: TextIO, records: Iterator[dict]) -> int:
    """Write a JSON list record by record; return how many songs its lists have in all."""
    pairs = 0
    file.write("[")
    for number, record in enumerate(records):
        file.write(",\n" if number else "")
        json.dump(record, file, ensure_ascii=False)
        pairs += len(record.get("songs", ()))
    file.write("]")
    return pairs
