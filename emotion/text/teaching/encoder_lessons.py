"""From the data folder to the arrays of a taught encoder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.text.datasets import Floats, rows_of
from emotion.text.heads import COLUMNS, DOMAINS, EMOTION_COLUMNS
from emotion.text.neural import Taught, to_arrays
from emotion.text.pieces import Pieces
from emotion.text.reading import LANGUAGES
from emotion.text.teaching.config import EncoderConfig
from emotion.text.teaching.lessons import HEADS, SOURCES, Lessons, all_lessons
from emotion.text.teaching.start import with_korean
from emotion.text.teaching.training import Say, teach

# What only teaching needs.
_DROPPED = ("head_w", "head_b", "drawn_w")
# Pairs that translations are guessed from: more take longer and tell little more.
PAIRS = 30_000


def teach_encoder(
    root: Path,
    diaries: Path,
    config: EncoderConfig,
    seed: int,
    limit: int | None,
    say: Say,
) -> dict[str, NDArray[Any]]:
    """Teach the encoder on everything; its arrays as they are stored in the artefact."""
    lessons = all_lessons(root, diaries)
    if limit is not None:
        lessons = {name: _first(each, limit) for name, each in lessons.items()}
    emoji = emoji_names(root)
    say("encoder: learning Korean pieces and their translations")
    pairs = list(zip(lessons["goemotions_en"].texts, lessons["goemotions_ko"].texts, strict=True))
    korean = korean_texts(root, lessons)
    weights, names, scores = with_korean(korean, pairs[:PAIRS], emoji, seed)
    pieces = Pieces(names, scores, emoji)
    say("encoder: learning from all sets")
    weights = teach(weights, pieces, lessons, config, seed, say)
    head, bias = heads_of(weights)
    kept_weights = {name: each for name, each in weights.items() if name not in _DROPPED}
    return to_arrays(Taught(kept_weights, names, scores, emoji), head, bias)


def korean_texts(root: Path, lessons: Mapping[str, Lessons]) -> list[str]:
    """The text that Korean pieces are learned from, diaries counted four times."""
    chats = [row[1] for row in rows_of(root / "chatbot_ko" / "all.tsv.gz")]
    found = lessons["goemotions_ko"].texts + 2 * lessons["kote"].texts + lessons["kpoem"].texts
    return found + lessons["nsmc"].texts + 2 * chats + 4 * lessons["diaries_ko"].texts


def emoji_names(root: Path) -> dict[str, str]:
    """What each emoji is called in English, which the encoder has read most of."""
    rows = rows_of(root / "emoji" / "all.tsv.gz")
    return {row[0]: row[3] for row in rows if len(row) > 3 and row[0] and row[3]}


def heads_of(weights: Mapping[str, Floats]) -> tuple[Floats, dict[str, Floats]]:
    """The stored columns (width, 40) and for each language the bias of all columns."""
    table, biases = weights["head_w"], weights["head_b"]
    moods, own = HEADS["moods"], HEADS["own"]
    columns = [table[:, HEADS["emotions"]], table[:, moods], table[:, moods] + table[:, own]]
    bias: dict[str, Floats] = {}
    for lang in LANGUAGES:
        comments, diary = (SOURCES.index(f"{name}_{lang}") for name in ("goemotions", "diaries"))
        kote = SOURCES.index("kote") if lang == "ko" else comments
        found = np.zeros(COLUMNS, np.float32)
        found[EMOTION_COLUMNS] = biases[comments, HEADS["emotions"]]
        found[DOMAINS["comments"]] = biases[comments, moods]
        found[DOMAINS["kote"]] = biases[kote, moods]
        found[DOMAINS["diaries"]] = biases[diary, moods] + biases[diary, own]
        bias[lang] = found
    return np.concatenate(columns, axis=1), bias


def _first(lessons: Lessons, limit: int) -> Lessons:
    return lessons.take(np.arange(min(limit, len(lessons.texts))))
