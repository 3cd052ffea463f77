"""Fit the linear part: logistic regressions with shared features, by Adam on mini-batches."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS
from emotion.text.datasets import Corpus
from emotion.text.emotions import EMOTIONS
from emotion.text.heads import (
    COLUMNS,
    DOMAINS,
    EMOTION_COLUMNS,
    Floats,
    sigmoid,
    softmax,
)
from emotion.text.linear import STORED_COLUMNS, LinearModel, Vocabulary, count

DIARY_SOURCE = "diaries"
# The columns that are learned: emotions; moods of comments, from comments alone; and, for diaries,
# moods from all rows with what diaries have of their own on top of these.
COMMENT_COLUMNS = slice(len(EMOTIONS), len(EMOTIONS) + len(MOODS))
GENERAL_COLUMNS = slice(COMMENT_COLUMNS.stop, COMMENT_COLUMNS.stop + len(MOODS))
OWN_COLUMNS = slice(GENERAL_COLUMNS.stop, GENERAL_COLUMNS.stop + len(MOODS))
LEARNED_COLUMNS = OWN_COLUMNS.stop


@dataclass(frozen=True)
class LinearConfig:
    """How the linear part is fitted.

    `decay` pulls the weights of emotions and of comments' moods to zero, `general_decay` what
    diaries share with comments, `own_decay` what they have on top of it: diaries are few, and
    n-grams of few rows mislead. `keep`: that many features are stored.
    """

    least_texts: int = 3
    decay: float = 3e-6
    general_decay: float = 1.5e-5
    own_decay: float = 2e-5
    first_epochs: int = 3
    epochs: int = 10
    batch: int = 2048
    rate: float = 0.02
    keep: int = 78_000


@dataclass(frozen=True, eq=False)
class Lesson:
    """A corpus and how much its rows count for the emotions and for the moods."""

    corpus: Corpus
    emotions: float
    moods: float


class _Adam:
    """Adam (Kingma and Ba, 2015) on one dense array."""

    def __init__(self, values: Floats) -> None:
        self.values, self.steps = values, 0
        self.mean, self.square = np.zeros_like(values), np.zeros_like(values)

    def step(self, gradient: Floats, rate: float) -> None:
        """Go down along a gradient."""
        self.steps += 1
        self.mean += 0.1 * (gradient - self.mean)
        self.square += 0.01 * (gradient**2 - self.square)
        mean = self.mean / (1 - 0.9**self.steps)
        spread = np.sqrt(self.square / (1 - 0.99**self.steps))
        self.values -= rate * mean / (spread + 1e-8)


def vocabulary_of(
    counted: Sequence[tuple[NDArray[np.uint32], NDArray[np.int64]]], least: int
) -> Vocabulary:
    """The features that stand in at least so many texts."""
    keys, texts = np.unique(np.concatenate([keys for keys, _ in counted]), return_counts=True)
    kept = texts >= least
    return Vocabulary(keys[kept], np.log(len(counted) / texts[kept]).astype(np.float32))


def fit_linear(lessons: Sequence[Lesson], config: LinearConfig, seed: int) -> LinearModel:
    """Fit on all lessons of one language; each source has a bias of its own.

    Twice: shortly on all features, to see which of them weigh most, and then on these alone.
    """
    lang = lessons[0].corpus.lang
    counted = [count(text, lang) for lesson in lessons for text in lesson.corpus.texts]
    whole = vocabulary_of(counted, config.least_texts)
    first, _ = _descend(whole.matrix(counted), lessons, config, config.first_epochs, seed)
    kept = _heaviest(first, whole, config.keep)
    vocabulary = Vocabulary(whole.keys[kept], whole.rarity[kept])
    rows = vocabulary.matrix(counted)
    weights, biases = _descend(rows, lessons, config, config.epochs, seed)
    weights[:, GENERAL_COLUMNS] += weights[:, OWN_COLUMNS]
    weights = weights[:, :STORED_COLUMNS]
    scale = np.maximum(np.abs(weights).max(axis=0) / 127, 1e-9).astype(np.float32)
    small = np.round(weights / scale).astype(np.int8)
    return LinearModel(lang, vocabulary, small, scale, _bias(biases, lessons))


def _bias(biases: Floats, lessons: Sequence[Lesson]) -> Floats:
    """The bias of each column, from the source that it is for."""
    home = [lesson.corpus.source for lesson in lessons]
    found = np.zeros(COLUMNS, np.float32)
    found[EMOTION_COLUMNS] = biases[0, EMOTION_COLUMNS]
    for domain, columns in DOMAINS.items():
        source = home.index(domain) if domain in home else 0
        found[columns] = biases[source, COMMENT_COLUMNS]
    diary = biases[home.index(DIARY_SOURCE)]
    found[DOMAINS["diaries"]] = diary[GENERAL_COLUMNS] + diary[OWN_COLUMNS]
    return found


def _heaviest(weights: Floats, vocabulary: Vocabulary, keep: int) -> NDArray[np.int64]:
    """The features that weigh most, in rising order of their numbers.

    Emotions and comments' moods have one say, diaries two: else the many columns of emotions would
    leave diaries few n-grams.
    """
    square = (weights / np.maximum(weights.std(axis=0), 1e-9)) ** 2
    says = square[:, : COMMENT_COLUMNS.stop].mean(axis=1)
    says += 2 * square[:, GENERAL_COLUMNS.start :].mean(axis=1)
    size = np.sqrt(says) * vocabulary.rarity
    return np.sort(np.argsort(-size, kind="stable")[:keep])


def _descend(
    rows: Any, lessons: Sequence[Lesson], config: LinearConfig, epochs: int, seed: int
) -> tuple[Floats, Floats]:
    """Weights (features, columns) and biases (sources, columns)."""
    targets = _Targets(lessons)
    weights = _Adam(np.zeros((rows.shape[1], LEARNED_COLUMNS), np.float32))
    biases = _Adam(np.zeros((len(lessons), LEARNED_COLUMNS), np.float32))
    decay = np.full(LEARNED_COLUMNS, config.decay, np.float32)
    decay[GENERAL_COLUMNS] = config.general_decay
    decay[OWN_COLUMNS] = config.own_decay
    chance = np.random.default_rng(seed)
    steps = -(-rows.shape[0] // config.batch)
    for step in range(steps * epochs):
        if step % steps == 0:
            order = chance.permutation(rows.shape[0])
        chosen = order[step % steps * config.batch : (step % steps + 1) * config.batch]
        part, source = rows[chosen], targets.source[chosen]
        slope = targets.slope(part @ weights.values + biases.values[source], chosen)
        rate = config.rate * (1 - step / (steps * epochs))
        weights.step(np.asarray(part.T @ slope) + decay * weights.values, rate)
        of_source = np.zeros_like(biases.values)
        np.add.at(of_source, source, slope)
        biases.step(of_source, rate)
    return weights.values, biases.values


class _Targets:
    """What the rows of all lessons should say, and how far a guess is from it."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        emotions = np.vstack([lesson.corpus.emotions for lesson in lessons])
        moods = np.vstack([lesson.corpus.moods for lesson in lessons])
        sizes = [len(lesson.corpus) for lesson in lessons]
        self.source = np.repeat(np.arange(len(lessons)), sizes)
        self.diary = np.repeat([each.corpus.source == DIARY_SOURCE for each in lessons], sizes)
        self.emotions, self.moods = np.nan_to_num(emotions), np.nan_to_num(moods)
        of_emotions = np.repeat([lesson.emotions for lesson in lessons], sizes)
        of_moods = np.repeat([lesson.moods for lesson in lessons], sizes)
        self.of_emotions = of_emotions * ~np.isnan(emotions[:, 0])
        self.of_moods = of_moods * (self.moods.sum(axis=1) > 0)

    def slope(self, logits: Floats, chosen: NDArray[np.int64]) -> Floats:
        """The gradient of the mean loss by the logits; diaries add their own to what is shared."""
        found = np.zeros_like(logits)
        diary = self.diary[chosen, None]
        of_emotions, of_moods = self.of_emotions[chosen, None], self.of_moods[chosen, None]
        guess = sigmoid(logits[:, EMOTION_COLUMNS])
        found[:, EMOTION_COLUMNS] = (guess - self.emotions[chosen]) * of_emotions
        moods = self.moods[chosen]
        of_comments = (softmax(logits[:, COMMENT_COLUMNS]) - moods) * of_moods
        found[:, COMMENT_COLUMNS] = of_comments * ~diary
        own = (diary * logits[:, OWN_COLUMNS]).astype(np.float32)
        found[:, GENERAL_COLUMNS] = (softmax(logits[:, GENERAL_COLUMNS] + own) - moods) * of_moods
        found[:, OWN_COLUMNS] = found[:, GENERAL_COLUMNS] * diary
        return np.asarray(found / len(chosen), np.float32)
