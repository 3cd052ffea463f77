"""The labelled texts that train and judge the model, in one shape."""

import csv
import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS
from emotion.text.emotions import EMOTIONS, MOOD_OF_EMOTION

DIARIES = Path(__file__).resolve().parent / "diaries"
NEUTRAL = MOODS.index("neutral")
# One of so many rows of KOTE's validation part chooses, and is never trained on: the last ones.
KOTE_KEPT = 10
KOTE_LABELS = 44
# Plutchik's eight emotions and what is none, as XED names them.
PLUTCHIK = (
    *("anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust"),
    "neutral",
)
Floats = NDArray[np.float32]


class DataError(Exception):
    """A file of the data folder is missing, or not in the form that is read here."""


@dataclass(frozen=True, eq=False)
class Corpus:
    """Texts of one language and one source, with what is known of them.

    `emotions`: (n, 28) 0..1, `moods`: (n, 6) shares; a row of NaN where nothing is known.
    `source`: names the set. `labels`: (n, labels of the set) where it has others than the 28.
    """

    source: str
    lang: str
    texts: list[str]
    emotions: Floats
    moods: Floats
    facts: list[dict[str, Any]] = field(default_factory=list)
    labels: Floats = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> "Corpus":
        """The chosen rows; `rows`: numbers, or a mask."""
        chosen = np.arange(len(self))[rows]
        return Corpus(
            self.source,
            self.lang,
            [self.texts[row] for row in chosen],
            self.emotions[rows],
            self.moods[rows],
            [self.facts[row] for row in chosen] if self.facts else [],
            self.labels[rows] if len(self.labels) else self.labels,
        )

    def first(self, limit: int | None) -> "Corpus":
        """The first so many rows, all without a limit."""
        return self if limit is None else self.take(np.arange(min(limit, len(self))))

    @property
    def clear(self) -> NDArray[np.bool_]:
        """The rows with one mood."""
        return np.asarray(np.nan_to_num(self.moods).max(axis=1) > 0.999)


def rows_of(path: Path) -> Iterator[list[str]]:
    """The rows of a TSV (or TSV.gz) behind its head."""
    opened: Any = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8", newline="") as file:
            reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            next(reader, None)
            yield from reader
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path.name}: {error}") from error


def goemotions(root: Path, lang: str, split: str) -> Corpus:
    """GoEmotions, English or Korean; `split`: train, dev or test."""
    return goemotions_file(root / f"goemotions_{lang}" / f"{split}.tsv.gz", lang)


def goemotions_file(path: Path, lang: str) -> Corpus:
    """A file with text and the numbers of its labels of 28."""
    texts, labels = [], []
    for row in rows_of(path):
        texts.append(row[0])
        labels.append([int(number) for number in row[1].split(",")])
    emotions = np.zeros((len(texts), len(EMOTIONS)), np.float32)
    for place, numbers in enumerate(labels):
        emotions[place, numbers] = 1
    return Corpus("goemotions", lang, texts, emotions, moods_of_emotions(emotions))


def moods_of_emotions(emotions: Floats) -> Floats:
    """The moods of rows of 28 labels, neutral dropped beside another; 0 and 1 shared out."""
    to_mood = np.zeros((len(EMOTIONS), len(MOODS)), np.float32)
    for number, name in enumerate(EMOTIONS):
        to_mood[number, MOODS.index(MOOD_OF_EMOTION[name])] = 1
    present = (emotions @ to_mood > 0).astype(np.float32)
    other = present[:, :NEUTRAL].any(axis=1)
    present[other, NEUTRAL] = 0
    return np.asarray(present / np.maximum(present.sum(axis=1, keepdims=True), 1), np.float32)


def kote(root: Path, name: str) -> Corpus:
    """KOTE, `name`: val or test."""
    return kote_file(root / "kote" / f"{name}.tsv.gz", root)


def kote_parts(root: Path) -> tuple[Corpus, Corpus]:
    """KOTE's validation part (its training part is not to be had): what teaches, what chooses."""
    found = kote(root, "val")
    border = len(found) - len(found) // KOTE_KEPT
    rows = np.arange(len(found))
    return found.take(rows < border), found.take(rows >= border)


def kote_file(path: Path, root: Path) -> Corpus:
    """A file with id, text and the numbers of its labels of 44."""
    texts, labels = [], []
    for row in rows_of(path):
        texts.append(row[1])
        labels.append({int(number): 1.0 for number in row[2].split(",")})
    return _of_44("kote", texts, labels, root)


def kote_shares(root: Path) -> Corpus:
    """What teaches of KOTE, with shares of moods instead of the one that leads: squares of the
    scores that decide. A row with labels of three moods tells of all three, ties as well.
    """
    found = kote_parts(root)[0]
    squares = mood_scores(found.labels, root) ** 2
    moods = squares / np.maximum(squares.sum(axis=1, keepdims=True), 1e-9)
    return replace(found, moods=moods.astype(np.float32))


def kpoem(root: Path) -> Corpus:
    """Lines of Korean poems with KOTE's labels, each with the share of raters who saw it."""
    texts, labels = [], []
    for row in rows_of(root / "kpoem" / "all.tsv.gz"):
        pairs = [pair.split(":") for pair in row[2].split(",")]
        texts.append(row[1])
        labels.append({int(number): float(share) for number, share in pairs})
    return _of_44("kpoem", texts, labels, root)


def _of_44(source: str, texts: list[str], labels: list[dict[int, float]], root: Path) -> Corpus:
    """Moods by the rule of mood_mapping.json: by share of root of number, ties left unknown."""
    shares = np.zeros((len(texts), KOTE_LABELS), np.float32)
    for place, found in enumerate(labels):
        for number, share in found.items():
            shares[place, number] = share
    scores = mood_scores(shares, root)
    ordered = np.sort(scores, axis=1)
    moods = np.eye(len(MOODS), dtype=np.float32)[scores.argmax(axis=1)]
    moods[ordered[:, -1] - ordered[:, -2] < 1e-9] = np.nan
    return Corpus(source, "ko", texts, _unknown(len(texts)), moods, labels=shares)


def mood_scores(labels: Floats, root: Path) -> NDArray[np.float64]:
    """(n, 6): for each mood the sum of its labels over the root of how many labels it has."""
    names = json.loads((root / "kote" / "labels.json").read_text(encoding="utf-8"))
    mapping = json.loads((root / "mood_mapping.json").read_text(encoding="utf-8"))["kote44"]
    of_label = np.array([MOODS.index(mapping[name]) for name in names])
    sizes = np.bincount(of_label, minlength=len(MOODS))
    to_mood = np.eye(len(MOODS))[of_label] / np.sqrt(sizes[of_label])[:, None]
    return np.asarray(labels.astype(np.float64) @ to_mood)


def xed(root: Path) -> Corpus:
    """English film subtitles with Plutchik's eight emotions, as shares of moods."""
    mapping = json.loads((root / "mood_mapping.json").read_text(encoding="utf-8"))["xed"]
    texts = []
    rows = list(rows_of(root / "xed_en" / "all.tsv.gz"))
    moods = np.zeros((len(rows), len(MOODS)), np.float32)
    labels = np.zeros((len(rows), len(PLUTCHIK)), np.float32)
    for place, row in enumerate(rows):
        texts.append(row[0])
        for name in row[1].split(","):
            labels[place, PLUTCHIK.index(name.strip())] = 1
            moods[place, MOODS.index(mapping[name.strip()])] += 1
    moods /= moods.sum(axis=1, keepdims=True)
    return Corpus("xed", "en", texts, _unknown(len(texts)), moods, labels=labels)


def diaries(lang: str, split: str, folder: Path = DIARIES) -> Corpus:
    """The diaries written for this project; `split`: train or dev."""
    found = [row for row in json_lines(folder / f"{lang}.jsonl") if row["split"] == split]
    return diary_corpus(found, lang)


def diary_corpus(rows: Iterable[dict[str, Any]], lang: str) -> Corpus:
    """Rows with text, mood and perhaps emotions."""
    facts = list(rows)
    moods = np.zeros((len(facts), len(MOODS)), np.float32)
    emotions = np.zeros((len(facts), len(EMOTIONS)), np.float32)
    for place, row in enumerate(facts):
        moods[place, MOODS.index(row["mood"])] = 1
        for name in row.get("emotions", ()):
            emotions[place, EMOTIONS.index(name)] = 1
    return Corpus("diaries", lang, [row["text"] for row in facts], emotions, moods, facts)


def json_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file; DataError names the line that is not one."""
    found = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name}: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise DataError(f"{path.name}, line {number}: not JSON") from error
        if not isinstance(row, dict):
            raise DataError(f"{path.name}, line {number}: not an object")
        found.append(row)
    return found


def _unknown(n: int) -> Floats:
    return np.full((n, len(EMOTIONS)), np.nan, np.float32)
