"""One model for both languages: from texts to logits, and from these to what is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from emotion.artefact import ArtefactError
from emotion.text.artefact import TextArtefact
from emotion.text.cleaning import hangul_in, language_of, latin_in
from emotion.text.heads import COLUMNS, DOMAINS, EMOTION_COLUMNS, Floats, sigmoid, softmax
from emotion.text.linear import LinearModel
from emotion.text.reading import LANGUAGES

# Below this number of letters that either language can read, nothing is claimed.
LEAST_LETTERS = 2


@dataclass(frozen=True, eq=False)
class Opinions:
    """What the model says of n texts, before any of it is told.

    `emotions`: (n, 28) probabilities; `moods`: (n, 6) shares; `readable`: (n,) whether there was
    anything to read.
    """

    langs: list[str]
    emotions: Floats
    moods: Floats
    readable: Floats


class TextModel:
    """The parts of an artefact, ready to read."""

    def __init__(self, artefact: TextArtefact) -> None:
        self.version = artefact.version
        try:
            self.linear = {lang: LinearModel.stored(artefact.arrays, lang) for lang in LANGUAGES}
            reading: dict[str, Any] = artefact.meta["reading"]
            self.sure_from = float(reading["sure_from"])
            self.thresholds = {
                lang: np.array(reading["thresholds"][lang], np.float32) for lang in LANGUAGES
            }
            self.heat = {
                (lang, domain): float(reading["heat"][lang][domain])
                for lang in LANGUAGES
                for domain in DOMAINS
            }
        except (KeyError, TypeError, ValueError) as error:
            raise ArtefactError(f"{artefact.folder.name}: a part is missing: {error}") from error

    def logits(self, texts: Sequence[str], lang: str) -> Floats:
        """(n, columns) of texts in one language."""
        return self.linear[lang].logits(texts)

    def opinions(
        self,
        texts: Sequence[str],
        domain: str = "diaries",
        langs: Sequence[str] | None = None,
    ) -> Opinions:
        """Read texts as of one domain; `langs`: their languages where these are known."""
        found = list(langs) if langs is not None else [language_of(text) for text in texts]
        logits = np.zeros((len(texts), COLUMNS), np.float32)
        heat = np.ones((len(texts), 1), np.float32)
        for lang in set(found):
            rows = [row for row, each in enumerate(found) if each == lang]
            logits[rows] = self.logits([texts[row] for row in rows], lang)
            heat[rows] = self.heat[lang, domain]
        letters = [hangul_in(text) + latin_in(text) for text in texts]
        return Opinions(
            found,
            sigmoid(logits[:, EMOTION_COLUMNS]),
            softmax(logits[:, DOMAINS[domain]] / heat),
            np.array([number >= LEAST_LETTERS for number in letters], np.float32),
        )
