"""The neural part: a small transformer over pieces of words, the same for both languages.

Two layers as in Universal Sentence Encoder Lite (D. Cer et al., 2018): the norm before each part,
four heads, positions as sines. A text is the mean of its pieces, each weighed by what it says.
The weights are stored in 8 bits; tables are multiplied in 8 bits too (products.py), the rest is
NumPy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.text.heads import Floats, softmax
from emotion.text.pieces import Pieces
from emotion.text.products import Products

LAYERS, HEADS = 2, 4
# What states are multiplied by, by name.
DENSE = (
    "widen",
    *(f"{layer}_{part}" for layer in range(LAYERS) for part in ("look", "join", "think", "act")),
    "say",
)
EPSILON = 1e-6
# Pieces look at others of the same window: the cost grows with its square.
WINDOW = 160
# The pieces of a text that are read; a longer one is read in windows spread over the whole.
MOST_WINDOWS = 24
# Windows that are read at once: what layers pass on of more would leave the processor's cache, and
# of a whole training set some gigabytes.
GROUP = 64


@dataclass(frozen=True, eq=False)
class Said:
    """`whole`: (texts, width); `parts`: (parts of all texts, width); `shares`: (parts,) how much of
    its text's attention a part has, 0..1; one of a text that is too long to be read whole may have
    none. `sizes`: (texts,) how many parts each text has.
    """

    whole: Floats
    parts: Floats
    shares: Floats
    sizes: NDArray[np.int64]

    @property
    def ends(self) -> Floats:
        """(texts, 2 * width): what the first and the last part of each text say."""
        last = np.cumsum(self.sizes) - 1
        first = last - self.sizes + 1
        return np.concatenate([self.parts[first], self.parts[last]], axis=1)


class Encoder:
    """The weights, ready to read. `pieces` cuts texts, the rest is by name as in training."""

    def __init__(
        self, weights: Mapping[str, Floats], pieces: Pieces, products: Products | None = None
    ) -> None:
        """`products`: what multiplies states, if it is to do more than that."""
        self.pieces, self.width = pieces, weights["say_b"].shape[0]
        self._products = products or Products(*tables_of(weights))
        multiplied = {f"{name}_{kind}" for name in DENSE for kind in "wb"}
        self._of = {name: each for name, each in weights.items() if name not in multiplied}

    def encode(self, texts: Sequence[str]) -> Floats:
        """(n, width): what each text says, each column -1..1."""
        return self.encode_parts([[text] for text in texts]).whole

    def encode_parts(self, texts: Sequence[Sequence[str]]) -> "Said":
        """What whole texts say, and what their parts (sentences, at least one) say in them."""
        cut = [[self.pieces.numbers(part) for part in parts] for parts in texts]
        if not cut:
            nothing = np.zeros((0, self.width), np.float32)
            return Said(nothing, nothing, np.zeros(0, np.float32), np.zeros(0, np.int64))
        kept = [_kept(sum(map(len, parts))) for parts in cut]
        windows = []
        for parts, rows in zip(cut, kept, strict=True):
            numbers = [number for part in parts for number in part]
            windows += [numbers[row] for row in rows]
        groups = [windows[at : at + GROUP] for at in range(0, len(windows), GROUP)]
        states = np.concatenate([self._states(group) for group in groups])
        ends = np.cumsum([sum(row.stop - row.start for row in rows) for rows in kept])
        pooled = [
            self._pooled(part, parts, rows)
            for part, parts, rows in zip(np.split(states, ends[:-1]), cut, kept, strict=True)
        ]
        whole = self._said(np.stack([each for each, _, _ in pooled]))
        of_parts = self._said(np.concatenate([each for _, each, _ in pooled]))
        shares = np.concatenate([each for _, _, each in pooled])
        return Said(whole, of_parts, shares, np.array([len(parts) for parts in cut], np.int64))

    def piece_vectors(self, text: str) -> tuple[Floats, Floats]:
        """(pieces, d) the vectors of a text's pieces by themselves, and (pieces,) their chances."""
        numbers = self.pieces.numbers(text)
        return self._of["pieces"][numbers], self.pieces.chances[numbers]

    def _pooled(
        self, states: Floats, parts: Sequence[Sequence[int]], rows: Sequence[slice]
    ) -> tuple[Floats, Floats, Floats]:
        """The weighed mean of one text's states, that of each part, and the parts' shares."""
        places = np.concatenate([np.arange(row.start, row.stop) for row in rows])
        owner = np.repeat(np.arange(len(parts)), [len(part) for part in parts])[places]
        weights = softmax(states @ self._of["weigh_w"])
        weighed = states * weights[:, None]
        belongs = (owner == np.arange(len(parts))[:, None]).astype(np.float32)
        sums = belongs @ weighed
        shares = np.bincount(owner, weights, minlength=len(parts)).astype(np.float32)
        means = sums / np.maximum(shares, np.float32(1e-9))[:, None]
        return weighed.sum(axis=0), np.asarray(means, np.float32), shares

    def _said(self, pooled: Floats) -> Floats:
        return np.asarray(np.tanh(self._products.of(pooled, "say")), np.float32)

    def _states(self, windows: Sequence[Sequence[int]]) -> Floats:
        """(pieces of all windows, width) after both layers."""
        lengths = [len(window) for window in windows]
        places = np.concatenate([np.arange(length, dtype=np.float32) for length in lengths])
        turns = places[:, None] * self._of["frequencies"]
        # Twice the vector: the source adds the one with positions to the one without.
        states = 2 * self._of["pieces"][np.concatenate([*map(np.asarray, windows)])]
        states += np.concatenate([np.sin(turns), np.cos(turns)], axis=1)
        for layer in range(LAYERS):
            states = self._layer(states, layer, lengths)
        return np.asarray(states, np.float32)

    def _layer(self, states: Floats, layer: int, lengths: Sequence[int]) -> Floats:
        seen = self._look(self._normed(states, layer, 1), layer, lengths)
        kept = self._products.of(states, "widen") if layer == 0 else states
        states = kept + self._products.of(seen, f"{layer}_join")
        thought = self._products.of(self._normed(states, layer, 2), f"{layer}_think")
        return np.asarray(states + self._products.of(np.maximum(thought, 0), f"{layer}_act"))

    def _look(self, states: Floats, layer: int, lengths: Sequence[int]) -> Floats:
        """Every piece looks at those of its window, by four heads."""
        asked, offered, carried = np.split(self._products.of(states, f"{layer}_look"), 3, axis=1)
        found = np.empty_like(asked)
        size = asked.shape[1] // HEADS
        start = 0
        for length in lengths:
            rows = slice(start, start + length)
            heads = [
                part[rows].reshape(length, HEADS, size).transpose(1, 0, 2)
                for part in (asked, offered, carried)
            ]
            shares = softmax(heads[0] @ heads[1].transpose(0, 2, 1) * np.float32(size**-0.5))
            found[rows] = (shares @ heads[2]).transpose(1, 0, 2).reshape(length, -1)
            start += length
        return found

    def _normed(self, states: Floats, layer: int, number: int) -> Floats:
        centred = states - states.mean(axis=1, keepdims=True)
        square = np.einsum("ij,ij->i", centred, centred)[:, None] / np.float32(states.shape[1])
        spread = np.sqrt(square + np.float32(EPSILON))
        name = f"{layer}_norm{number}"
        return np.asarray(centred / spread * self._of[f"{name}_w"] + self._of[f"{name}_b"])


def tables_of(weights: Mapping[str, Floats]) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """What states are multiplied by, and what is then added, by name."""
    tables = {name: weights[f"{name}_w"] for name in DENSE}
    return tables, {name: weights[f"{name}_b"] for name in DENSE}


def _kept(length: int) -> list[slice]:
    """The windows of a text of so many pieces: all, or a number spread over it if it is long."""
    count = -(-length // WINDOW)
    size = -(-length // count)
    found = [slice(start, min(start + size, length)) for start in range(0, length, size)]
    if len(found) <= MOST_WINDOWS:
        return found
    chosen = np.linspace(0, len(found) - 1, MOST_WINDOWS).round().astype(int)
    return [found[place] for place in chosen]


def stored(weights: Mapping[str, Floats]) -> dict[str, NDArray[Any]]:
    """Weights as they are stored: tables in 8 bits with a scale for each column (piece: row)."""
    found: dict[str, NDArray[Any]] = {}
    for name, values in weights.items():
        if values.ndim < 2:
            found[name] = values.astype(np.float32)
            continue
        axis = 1 if name == "pieces" else 0
        scale = np.maximum(np.abs(values).max(axis=axis, keepdims=True) / 127, 1e-9)
        found[name] = np.round(values / scale).astype(np.int8)
        found[f"{name}_scale"] = scale.astype(np.float16 if name == "pieces" else np.float32)
    return found


def unfolded(arrays: Mapping[str, NDArray[Any]]) -> dict[str, Floats]:
    """Stored weights as 32-bit ones."""
    one = np.ones(1, np.float32)
    return {
        name: (values.astype(np.float32) * arrays.get(f"{name}_scale", one)).astype(np.float32)
        for name, values in arrays.items()
        if not name.endswith("_scale")
    }
