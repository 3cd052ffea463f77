"""One model for both languages: from texts to logits, and from these to what is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.artefact import ArtefactError
from emotion.moods import MOODS
from emotion.text.artefact import TextArtefact
from emotion.text.cleaning import hangul_in, language_of, latin_in
from emotion.text.embedding import Likeness
from emotion.text.encoder import Encoder
from emotion.text.heads import COLUMNS, DOMAINS, EMOTION_COLUMNS, PARTS, Floats, sigmoid, softmax
from emotion.text.linear import LinearModel
from emotion.text.neural import NeuralModel
from emotion.text.reading import LANGUAGES

# Below this number of letters that either language can read, nothing is claimed.
LEAST_LETTERS = 2


@dataclass(frozen=True, eq=False)
class Opinions:
    """What the model says of n texts, before any of it is told.

    `emotions`: (n, 28) probabilities; `moods`: (n, 6) shares; `readable`: (n,) whether there was
    anything to read; `parts`: for each text the moods (parts, 6) of its parts and their shares of
    its attention (parts,).
    """

    langs: list[str]
    emotions: Floats
    moods: Floats
    readable: NDArray[np.bool_]
    parts: list[tuple[Floats, Floats]]


class TextModel:
    """The parts of an artefact, ready to read."""

    def __init__(self, artefact: TextArtefact) -> None:
        self.version = artefact.version
        try:
            self.linear = {lang: LinearModel.stored(artefact.arrays, lang) for lang in LANGUAGES}
            self.neural = NeuralModel.stored(artefact.arrays)
            self.likeness = Likeness.stored(artefact.arrays)
            reading: dict[str, Any] = artefact.meta["reading"]
            self.sure_from = float(reading["sure_from"])
            self.thresholds = {
                lang: np.array(reading["thresholds"][lang], np.float32) for lang in LANGUAGES
            }
            self.mix = {lang: mixing(reading["mix"][lang]) for lang in LANGUAGES}
            self.lift = {lang: lifting(reading["lift"][lang]) for lang in LANGUAGES}
        except (KeyError, TypeError, ValueError) as error:
            raise ArtefactError(f"{artefact.folder.name}: a part is missing: {error}") from error

    @property
    def encoder(self) -> Encoder:
        """What turns a text into numbers that carry its sense."""
        return self.neural.encoder

    def embed(self, texts: Sequence[str]) -> Floats:
        """(n, d) rows of length 1: the nearer two are, the larger their product."""
        return self.likeness.embed(self.encoder, texts)

    def opinions(
        self,
        texts: Sequence[Sequence[str]],
        domain: str = "diaries",
        langs: Sequence[str] | None = None,
    ) -> Opinions:
        """Read texts, each in parts (sentences, at least one), as of one domain.

        `langs`: their languages where these are known.
        """
        joined = ["\n".join(parts) for parts in texts]
        found = list(langs) if langs is not None else [language_of(text) for text in joined]
        said = self.encoder.encode_parts(texts)
        owner, ends = np.repeat(np.arange(len(texts)), said.sizes), said.ends
        logits = np.zeros((len(texts), COLUMNS), np.float32)
        of_parts = np.zeros((len(owner), len(MOODS)), np.float32)
        for lang in set(found):
            chosen = np.array([each == lang for each in found])
            rows, mix = np.flatnonzero(chosen), self.mix[lang]
            linear = self.linear[lang].logits([joined[row] for row in rows])
            neural = self.neural.judged(said.whole[rows], ends[rows], lang)
            logits[rows] = linear * mix[0] + neural * mix[1] + self.lift[lang]
            judged = self.neural.judged_alone(said.parts[chosen[owner]], lang) * mix.sum(axis=0)
            of_parts[chosen[owner]] = judged[:, DOMAINS[domain]]
        bounds = np.flatnonzero(np.diff(owner)) + 1
        moods, shares = np.split(softmax(of_parts), bounds), np.split(said.shares, bounds)
        return Opinions(
            found,
            sigmoid(logits[:, EMOTION_COLUMNS]),
            softmax(logits[:, DOMAINS[domain]]),
            np.array([hangul_in(each) + latin_in(each) >= LEAST_LETTERS for each in joined], bool),
            list(zip(moods, shares, strict=True)) if len(texts) else [],
        )


def mixing(shares: dict[str, Sequence[float]]) -> Floats:
    """(2, columns): how much the linear and the neural part count in each column."""
    found = np.zeros((2, COLUMNS), np.float32)
    for name, columns in PARTS.items():
        found[0, columns], found[1, columns] = shares[name]
    return found


def lifting(found: dict[str, Sequence[float]]) -> Floats:
    """(columns,): how much the moods of each domain are lifted over what is likeliest."""
    lift = np.zeros(COLUMNS, np.float32)
    for name, values in found.items():
        lift[DOMAINS[name]] = values
    return lift
