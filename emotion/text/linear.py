"""The linear part: hashed n-grams, weighed by rarity, times a table of 8-bit weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from emotion.moods import MOODS
from emotion.text.emotions import EMOTIONS
from emotion.text.features import keys_of
from emotion.text.heads import COLUMNS, Floats
from emotion.text.ngrams import Keys


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The features that count: their numbers in rising order, and how rare each is (idf)."""

    keys: Keys
    rarity: Floats

    def weighed(self, keys: Keys, counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats]:
        """The known features of one text by their places, and (1 + log count) * rarity of each,
        together of length 1.
        """
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[places] == keys
        places = places[known]
        values = (1 + np.log(counts[known])) * self.rarity[places]
        return places, (values / max(float(np.sqrt(values @ values)), 1e-9)).astype(np.float32)

    def matrix(self, counted: Sequence[tuple[Keys, NDArray[np.int64]]]) -> Any:
        """A row for each text, as scipy's CSR matrix.

        `counted`: for each text the numbers of its features and how often each stands there.
        """
        found = [self.weighed(keys, counts) for keys, counts in counted]
        ends = np.cumsum([0, *(len(places) for places, _ in found)])
        places = np.concatenate([np.zeros(0, np.int64), *(places for places, _ in found)])
        values = np.concatenate([np.zeros(0, np.float32), *(values for _, values in found)])
        return sparse.csr_matrix((values, places, ends), shape=(len(counted), len(self.keys)))


def count(text: str, lang: str) -> tuple[Keys, NDArray[np.int64]]:
    """The features of a text and how often each stands there."""
    keys, counts = np.unique(keys_of(text, lang), return_counts=True)
    return keys, counts.astype(np.int64)


@dataclass(frozen=True, eq=False)
class LinearModel:
    """Logits of all columns from n-grams. `weights`: int8 (features, columns), times `scale`.

    English has no columns of KOTE: there they are those of comments (SHARED).
    """

    lang: str
    vocabulary: Vocabulary
    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats

    def logits(self, texts: Sequence[str]) -> Floats:
        """(n, columns)."""
        found = np.zeros((len(texts), self.weights.shape[1]), np.float32)
        for row, text in enumerate(texts):
            places, values = self.vocabulary.weighed(*count(text, self.lang))
            found[row] = values @ self.weights[places].astype(np.float32)
        return np.asarray(all_columns(found * self.scale) + self.bias, np.float32)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What is stored of it."""
        return {
            f"linear_{self.lang}_keys": self.vocabulary.keys,
            f"linear_{self.lang}_rarity": self.vocabulary.rarity.astype(np.float16),
            f"linear_{self.lang}_weights": self.weights,
            f"linear_{self.lang}_scale": self.scale,
            f"linear_{self.lang}_bias": self.bias,
        }

    @classmethod
    def stored(cls, arrays: dict[str, NDArray[Any]], lang: str) -> "LinearModel":
        """Take it out of an artefact's arrays; KeyError where it is not whole."""
        part = {name: arrays[f"linear_{lang}_{name}"] for name in _PARTS}
        vocabulary = Vocabulary(part["keys"], part["rarity"].astype(np.float32))
        return cls(lang, vocabulary, part["weights"], part["scale"], part["bias"])


# Which stored column each column is made of.
STORED_COLUMNS = len(EMOTIONS) + 2 * len(MOODS)
SHARED = np.concatenate(
    [
        np.arange(len(EMOTIONS) + len(MOODS)),
        np.arange(len(EMOTIONS), STORED_COLUMNS),
    ]
)


def all_columns(found: NDArray[Any]) -> NDArray[Any]:
    """(n, COLUMNS) of what may lack the columns of KOTE."""
    return found if found.shape[1] == COLUMNS else found[:, SHARED]


_PARTS = ("keys", "rarity", "weights", "scale", "bias")
