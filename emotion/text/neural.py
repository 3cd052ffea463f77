"""The encoder with its heads: logits of all columns for both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.moods import MOODS
from emotion.text.encoder import Encoder, stored, unfolded
from emotion.text.heads import DOMAINS, Floats
from emotion.text.linear import all_columns
from emotion.text.pieces import Pieces
from emotion.text.reading import LANGUAGES

PREFIX = "encoder_"
# The names of pieces and of emoji in one array of bytes: npz has no lists of words.
SEPARATOR = "\n"


@dataclass(frozen=True, eq=False)
class NeuralModel:
    """By language `head`: (width, columns), perhaps without those of KOTE; `bias`: (columns,);
    `ends`: (2 * width, 6), what the first and the last sentence add to the moods of a diary.
    """

    encoder: Encoder
    head: Mapping[str, Floats]
    bias: Mapping[str, Floats]
    ends: Mapping[str, Floats]

    def logits(self, texts: Sequence[Sequence[str]], lang: str) -> Floats:
        """(n, columns) of n texts, each in sentences."""
        said = self.encoder.encode_parts(texts)
        return self.judged(said.whole, said.ends, lang)

    def judged(self, whole: Floats, ends: Floats, lang: str) -> Floats:
        """(n, columns) of what the encoder says of n texts and of the ends of each."""
        found = all_columns(whole @ self.head[lang]) + self.bias[lang]
        found[:, DOMAINS["diaries"]] += ends @ self.ends[lang]
        return np.asarray(found, np.float32)

    def judged_alone(self, parts: Floats, lang: str) -> Floats:
        """(n, columns) of sentences by themselves: each is its own first and last."""
        return self.judged(parts, np.concatenate([parts, parts], axis=1), lang)

    @classmethod
    def stored(cls, arrays: Mapping[str, NDArray[Any]]) -> "NeuralModel":
        """Take it out of an artefact's arrays; KeyError where it is not whole."""
        part = {
            name.removeprefix(PREFIX): values
            for name, values in arrays.items()
            if name.startswith(PREFIX)
        }
        pieces = Pieces(
            words(part.pop("names")),
            [float(score) for score in part.pop("scores")],
            dict(pair.split("\t") for pair in words(part.pop("emoji"))),
        )
        head = {lang: part.pop(f"head_{lang}").astype(np.float32) for lang in LANGUAGES}
        bias = {lang: part.pop(f"bias_{lang}").astype(np.float32) for lang in LANGUAGES}
        no_ends = np.zeros((2 * part["say_b"].shape[0], len(MOODS)), np.float16)
        ends = {lang: part.pop(f"ends_{lang}", no_ends).astype(np.float32) for lang in LANGUAGES}
        return cls(Encoder(unfolded(part), pieces), head, bias, ends)


@dataclass(frozen=True)
class Taught:
    """What comes out of teaching: weights by name, and what texts are cut with."""

    weights: Mapping[str, Floats]
    names: Sequence[str]
    scores: Sequence[float]
    emoji: Mapping[str, str]


def to_arrays(taught: Taught, head: Floats, bias: Mapping[str, Floats]) -> dict[str, NDArray[Any]]:
    """What is stored of it."""
    found = stored(taught.weights) | {
        "names": packed(taught.names),
        "scores": np.array(taught.scores, np.float16),
        "emoji": packed([f"{sign}\t{name}" for sign, name in taught.emoji.items()]),
    }
    # Learned for both at once; columns that are fitted later are a language's own.
    found |= {f"head_{lang}": head.astype(np.float16) for lang in bias}
    found |= {f"bias_{lang}": values.astype(np.float32) for lang, values in bias.items()}
    return {f"{PREFIX}{name}": values for name, values in found.items()}


def packed(names: Sequence[str]) -> NDArray[np.uint8]:
    """Words without line breaks as one array of bytes."""
    return np.frombuffer(SEPARATOR.join(names).encode(), np.uint8)


def words(data: NDArray[np.uint8]) -> list[str]:
    """Packed words."""
    return data.tobytes().decode().split(SEPARATOR)
