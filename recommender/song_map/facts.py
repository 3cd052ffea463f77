"""What the map tells songs apart by, beside their mood: a genre and an era for each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.engine.snapshot import Snapshot
from recommender.models import Song, Tag
from recommender.snapshots import columns

# More colours than these nobody tells apart; songs of other genres are "others".
MOST_GENRES = 8
MOST_ERAS = 9
OTHERS, UNKNOWN = "others", ""
# When the eras began that are known by name rather than by number.
ERAS: Mapping[str, int] = {
    "traditional": 0,
    "renaissance": 1450,
    "baroque": 1600,
    "classical-era": 1750,
    "romantic": 1820,
    "contemporary": 1975,
}
NUMBERED = re.compile(r"^(?:the-)?(\d\d|\d{4})s$")
FIRST_DECADE, LAST_DECADE = 1900, 2090


@dataclass(frozen=True)
class Classes:
    """Which kind each song is of: `of` (n,) uint8 counts into `slugs`; the last is UNKNOWN."""

    of: NDArray[np.uint8]
    slugs: tuple[str, ...]

    def counts(self) -> list[int]:
        """Return how many songs each kind has."""
        return [int(n) for n in np.bincount(self.of, minlength=len(self.slugs))]


def genres_of(snapshot: Snapshot, rows: NDArray[np.int64]) -> Classes:
    """Return each song's main genre: the commonest MOST_GENRES by name, then others, then none."""
    main, slugs = main_tag(snapshot, rows, Tag.Kind.GENRE)
    return classes([slugs[tag] if tag >= 0 else UNKNOWN for tag in main.tolist()], MOST_GENRES)


def eras_of(snapshot: Snapshot, rows: NDArray[np.int64]) -> Classes:
    """Return each song's era, the oldest first: by its tag, else the decade of its year."""
    main, slugs = main_tag(snapshot, rows, Tag.Kind.ERA)
    years = years_of(snapshot.song_ids[rows])
    named = [
        era_name(slugs[tag]) if tag >= 0 else decade_of(year)
        for tag, year in zip(main.tolist(), years.tolist(), strict=True)
    ]
    return classes(named, MOST_ERAS, by_age=True)


def main_tag(
    snapshot: Snapshot, rows: NDArray[np.int64], kind: str
) -> tuple[NDArray[np.int64], list[str]]:
    """Return each song's strongest tag of a kind, as a number into the slugs, -1 for none: (r,).

    Of tags that are as strong, the rarest: it says more.
    """
    of_kind = set(Tag.objects.filter(kind=kind).values_list("slug", flat=True))
    places = [place for place, slug in enumerate(snapshot.tag_slugs) if slug in of_kind]
    slugs = [snapshot.tag_slugs[place] for place in places]
    main = np.full(len(rows), -1, dtype=np.int64)
    tags = snapshot.song_tags[rows][:, places].tocoo()
    if tags.nnz == 0:
        return main, slugs
    counts = np.bincount(tags.col, minlength=len(slugs))
    # The last write wins: the strongest, of the strongest the rarest, comes last.
    order = np.lexsort((-tags.col, -counts[tags.col], tags.data))
    main[tags.row[order]] = tags.col[order]
    return main, slugs


def years_of(song_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the year of each song, 0 where nobody knows it: (n,)."""
    years = np.zeros(len(song_ids), dtype=np.int64)
    known = Song.objects.filter(year__isnull=False).order_by("pk").values_list("pk", "year")
    for keys, of in columns(known):
        found = np.array(keys, dtype=np.int64)
        rows = np.minimum(np.searchsorted(song_ids, found), max(len(song_ids) - 1, 0))
        here = song_ids[rows] == found if len(song_ids) else np.zeros(len(found), np.bool_)
        years[rows[here]] = np.array(of, dtype=np.int64)[here]
    return years


def era_name(slug: str) -> str:
    """Return the era of a tag: decades in one spelling ("1980s"), others as they are."""
    found = NUMBERED.match(slug)
    if not found:
        return slug
    digits = found[1]
    return f"{digits}s" if len(digits) == 4 else f"{'20' if digits < '30' else '19'}{digits}s"


def decade_of(year: int) -> str:
    """Return the decade of a year; an unlikely one is UNKNOWN."""
    decade = year // 10 * 10
    return f"{decade}s" if FIRST_DECADE <= decade <= LAST_DECADE else UNKNOWN


def begins(era: str) -> tuple[int, str]:
    """Return when an era began, as far as that is known, and its name: what orders eras."""
    year = int(era[:4]) if NUMBERED.match(era) else ERAS.get(era, -1)
    return year, era


def classes(names: Sequence[str], most: int, *, by_age: bool = False) -> Classes:
    """Return songs by kind: the commonest `most`, then OTHERS if there are more, then UNKNOWN."""
    own, of, counts = np.unique(
        np.array([*names, UNKNOWN]), return_inverse=True, return_counts=True
    )
    common = [n for n in np.argsort(-counts, kind="stable").tolist() if own[n] != UNKNOWN]
    kept = [str(own[n]) for n in common[:most]]
    if by_age:
        kept.sort(key=begins)
    slugs = (*kept, *([OTHERS] if len(common) > most else []), UNKNOWN)
    at = {slug: place for place, slug in enumerate(slugs)}
    to = [at.get(str(name), at.get(OTHERS, len(slugs) - 1)) for name in own]
    return Classes(np.array(to, dtype=np.uint8)[of[:-1]], slugs)
