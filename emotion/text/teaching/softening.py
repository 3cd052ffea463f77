"""Labels of comments, drawn to what the encoder itself makes of them after its first wave.

A label is one rater's word; how likely the encoder thinks it softens it, and names what else could
have been marked. Korean comments are translations, so it is asked about their English originals,
which it reads better (self-distillation: T. Furlanello et al., "Born Again Neural Networks", 2018).
"""

from collections.abc import Mapping

import numpy as np

from emotion.text.datasets import Floats
from emotion.text.heads import sigmoid, softmax
from emotion.text.teaching.config import EncoderConfig
from emotion.text.teaching.lessons import HEADS, SOURCES, Lessons

ORIGINALS, TRANSLATIONS = "goemotions_en", "goemotions_ko"


def softened(
    lessons: Mapping[str, Lessons], said: Floats, weights: Mapping[str, Floats], how: EncoderConfig
) -> dict[str, Lessons]:
    """The lessons with softer labels of comments; the rest as it is.

    `said`: (n, width), what the encoder says of the English comments; `weights`: its heads.
    """
    logits = said @ weights["head_w"] + weights["head_b"][SOURCES.index(ORIGINALS)]
    shares = {ORIGINALS: how.own, TRANSLATIONS: how.originals}
    return {
        name: _drawn(each, logits, shares[name]) if name in shares else each
        for name, each in lessons.items()
    }


def _drawn(lessons: Lessons, logits: Floats, share: float) -> Lessons:
    targets = lessons.targets.copy()
    for name, judge in (("emotions", sigmoid), ("moods", softmax)):
        at = HEADS[name]
        mixed = (1 - share) * targets[:, at] + share * judge(logits[:, at])
        known = lessons.counts[:, at.start, None] > 0
        targets[:, at] = np.where(known, mixed, targets[:, at])
    return Lessons(lessons.source, lessons.texts, targets, lessons.counts)
