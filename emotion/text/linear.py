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
from emotion.text.heads import Floats
from emotion.text.ngrams import Keys


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The features that count: their numbers in rising order, and how rare each is (idf)."""

    keys: Keys
    rarity: Floats

    def matrix(self, counted: Sequence[tuple[Keys, NDArray[np.int64]]]) -> Any:
        """Rows of unit length, (1 + log count) * rarity, as scipy's CSR matrix.

        `counted`: for each text the numbers of its features and how often each stands there.
        """
        ends = np.cumsum([0, *(len(keys) for keys, _ in counted)])
        keys = np.concatenate([np.zeros(0, np.uint32), *(keys for keys, _ in counted)])
        counts = np.concatenate([np.zeros(0, np.int64), *(counts for _, counts in counted)])
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[places] == keys
        values = np.where(known, (1 + np.log(np.maximum(counts, 1))) * self.rarity[places], 0)
        rows = np.repeat(np.arange(len(counted)), np.diff(ends))
        norms = np.sqrt(np.bincount(rows, values**2, minlength=len(counted)))
        values = (values / np.maximum(norms, 1e-9)[rows]).astype(np.float32)
        shape = (len(counted), len(self.keys))
        found = sparse.csr_matrix((values[known], (rows[known], places[known])), shape=shape)
        return found


def count(text: str, lang: str) -> tuple[Keys, NDArray[np.int64]]:
    """The features of a text and how often each stands there."""
    keys, counts = np.unique(keys_of(text, lang), return_counts=True)
    return keys, counts.astype(np.int64)


@dataclass(frozen=True, eq=False)
class LinearModel:
    """Logits of all columns from n-grams. `weights`: int8 (features, columns), times `scale`.

    The columns of KOTE are not stored: they are those of comments with another bias.
    """

    lang: str
    vocabulary: Vocabulary
    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats

    def logits(self, texts: Sequence[str]) -> Floats:
        """(n, columns)."""
        found = self.vocabulary.matrix([count(text, self.lang) for text in texts])
        used, places = np.unique(found.indices, return_inverse=True)
        small = sparse.csr_matrix(
            (found.data, places, found.indptr), shape=(len(texts), max(len(used), 1))
        )
        rows = self.weights[used] if len(used) else self.weights[:1]
        found_columns = np.asarray(small @ rows.astype(np.float32) * self.scale)
        return np.asarray(found_columns[:, SHARED] + self.bias, np.float32)

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
_PARTS = ("keys", "rarity", "weights", "scale", "bias")
