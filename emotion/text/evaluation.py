"""Judge the model on labelled texts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from emotion.text.datasets import Corpus
from emotion.text.emotions import EMOTIONS
from emotion.text.heads import DOMAINS
from emotion.text.labelled import load_labelled
from emotion.text.metrics import (
    FIXED_THRESHOLD,
    calibration_error,
    label_f1,
    mood_figures,
)
from emotion.text.model import Opinions, TextModel
from emotion.text.sentences import in_sentences

BATCH = 64
__all__ = ["DOMAINS", "judge", "judge_file"]


def judge(model: TextModel, corpus: Corpus, domain: str | None = None) -> dict[str, Any]:
    """Figures of one corpus; the moods are judged on the rows with one clear mood.

    `domain`: how texts are read; usually diaries as diaries, everything else as comments.
    """
    read_as = domain or usual_domain(corpus)
    found = opinions_of(model, corpus, read_as)
    clear = corpus.clear
    truth = corpus.moods[clear].argmax(axis=1)
    figures = mood_figures(found.moods[clear].argmax(axis=1), truth)
    figures |= {"read_as": read_as, "ece": round(calibration_error(found.moods[clear], truth), 4)}
    if corpus.source == "goemotions":
        figures["emotions"] = emotion_figures(model, found, corpus)
    return figures


def usual_domain(corpus: Corpus) -> str:
    """Diaries are read as diaries, the comments of KOTE as such, everything else as comments."""
    return corpus.source if corpus.source in ("diaries", "kote") else "comments"


def opinions_of(model: TextModel, corpus: Corpus, domain: str) -> Opinions:
    """What the model says of all texts of a corpus, read in its language."""
    cut = [in_sentences(text) for text in corpus.texts]
    parts = [
        model.opinions(batch, domain, [corpus.lang] * len(batch))
        for batch in (cut[start : start + BATCH] for start in range(0, len(cut), BATCH))
    ]
    return Opinions(
        [lang for part in parts for lang in part.langs],
        np.concatenate([part.emotions for part in parts]),
        np.concatenate([part.moods for part in parts]),
        np.concatenate([part.readable for part in parts]),
        [found for part in parts for found in part.parts],
    )


def emotion_figures(model: TextModel, found: Opinions, corpus: Corpus) -> dict[str, Any]:
    """Macro-F1 of 28 labels at a fixed threshold and at those chosen on development rows."""
    truth = corpus.emotions > 0.5
    tuned = label_f1(found.emotions > model.thresholds[corpus.lang], truth)
    fixed = label_f1(found.emotions > FIXED_THRESHOLD, truth)
    return {
        "n": len(corpus),
        "macro_f1_at_0.3": round(float(fixed.mean()), 4),
        "macro_f1_tuned": round(float(tuned.mean()), 4),
        "f1_tuned": _by_name(tuned),
    }


def _by_name(scores: Sequence[float] | Any) -> dict[str, float]:
    return {name: round(float(score), 3) for name, score in zip(EMOTIONS, scores, strict=True)}


def judge_file(model: TextModel, path: Path, domain: str | None = None) -> dict[str, Any]:
    """Figures of a file for each language in it, and `all` beside them."""
    corpora = load_labelled(path)
    found = {corpus.lang: judge(model, corpus, domain) for corpus in corpora}
    guesses, truths = [], []
    for corpus in corpora:
        said = opinions_of(model, corpus, domain or usual_domain(corpus))
        guesses.append(said.moods[corpus.clear].argmax(axis=1))
        truths.append(corpus.moods[corpus.clear].argmax(axis=1))
    return found | {"all": mood_figures(np.concatenate(guesses), np.concatenate(truths))}
