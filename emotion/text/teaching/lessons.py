"""What the encoder is taught: texts with targets for many heads that share what lies beneath."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS
from emotion.text import datasets
from emotion.text.datasets import KOTE_LABELS, PLUTCHIK, Corpus, Floats, rows_of
from emotion.text.emotions import EMOTIONS

# The columns of the heads, side by side. `own`: what the moods of diaries have on top of `moods`.
_SIZES = {
    "emotions": len(EMOTIONS),
    "moods": len(MOODS),
    "own": len(MOODS),
    "plutchik": len(PLUTCHIK),
    "kote": KOTE_LABELS,
    "pleasure": 1,
    "rating": 1,
}
_ENDS = np.cumsum(list(_SIZES.values()))
HEADS: Mapping[str, slice] = {
    name: slice(int(end) - size, int(end))
    for (name, size), end in zip(_SIZES.items(), _ENDS, strict=True)
}
WIDTH = int(_ENDS[-1])
# Each of these has a bias of its own: the shares of labels differ from set to set.
SOURCES = (
    "goemotions_en",
    "goemotions_ko",
    "diaries_en",
    "diaries_ko",
    "xed",
    "kote",
    "kpoem",
    "nsmc",
    "emobank",
)


# Every so many film reviews: all of them would drown the rest.
REVIEWS_STEP = 12


@dataclass(frozen=True, eq=False)
class Lessons:
    """Texts of one source. `targets`, `counts`: (n, WIDTH), the latter how much each counts.

    For the moods, which are one choice, the first column of `counts` counts.
    """

    source: str
    texts: list[str]
    targets: Floats
    counts: Floats

    def take(self, rows: NDArray[np.int64]) -> "Lessons":
        """The chosen rows."""
        texts = [self.texts[row] for row in rows]
        return Lessons(self.source, texts, self.targets[rows], self.counts[rows])


def empty(source: str, texts: list[str]) -> Lessons:
    """Texts of which nothing counts yet."""
    shape = (len(texts), WIDTH)
    return Lessons(source, texts, np.zeros(shape, np.float32), np.zeros(shape, np.float32))


def put(lessons: Lessons, head: str, values: Floats, count: float) -> Lessons:
    """Set one head's targets; rows of NaN stay unknown."""
    known = np.asarray(~np.isnan(values).any(axis=1))
    if head == "moods":
        known = known & (np.nan_to_num(values).sum(axis=1) > 0)
    lessons.targets[:, HEADS[head]] = np.nan_to_num(values)
    lessons.counts[:, HEADS[head]] = count * known.reshape(-1, 1)
    return lessons


def of_corpus(source: str, corpus: Corpus, emotions: float, moods: float) -> Lessons:
    """A corpus with 28 emotions and six moods."""
    found = put(empty(source, corpus.texts), "moods", corpus.moods, moods)
    return put(found, "emotions", corpus.emotions, emotions)


def all_lessons(root: Path, diaries: Path) -> dict[str, Lessons]:
    """All sources, without the rows that choose."""
    found: dict[str, Lessons] = {}
    for lang in ("en", "ko"):
        comments = datasets.goemotions(root, lang, "train")
        found[f"goemotions_{lang}"] = of_corpus(f"goemotions_{lang}", comments, 1, 1)
        written = datasets.diaries(lang, "train", diaries)
        found[f"diaries_{lang}"] = of_corpus(f"diaries_{lang}", written, 0.3, 3)
    kote, poems = datasets.kote_parts(root)[0], datasets.kpoem(root)
    found["kote"] = put(of_corpus("kote", kote, 0, 1), "kote", kote.labels, 0.35)
    found["kpoem"] = put(of_corpus("kpoem", poems, 0, 0.3), "kote", poems.labels, 0.15)
    films = datasets.xed(root)
    found["xed"] = put(of_corpus("xed", films, 0, 0.3), "plutchik", films.labels, 0.7)
    found["nsmc"] = _rated(root)
    found["emobank"] = _pleasure(root)
    return found


def _rated(root: Path) -> Lessons:
    """Film reviews with their rating of 1..10, brought to about -1.5..1.5."""
    rows = list(rows_of(root / "nsmc_raw" / "sample.tsv.gz"))[::REVIEWS_STEP]
    ratings = np.array([[(float(row[0]) - 5.5) / 3] for row in rows], np.float32)
    return put(empty("nsmc", [row[1] for row in rows]), "rating", ratings, 1)


def _pleasure(root: Path) -> Lessons:
    """EmoBank's valence of 1..5, brought to about -2..2."""
    rows = list(rows_of(root / "emobank" / "all.tsv.gz"))
    values = np.array([[(float(row[1]) - 3) * 2] for row in rows], np.float32)
    return put(empty("emobank", [row[4] for row in rows]), "pleasure", values, 1)
