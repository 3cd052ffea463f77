"""Columns that are fitted after the rest, each for one kind of text in one language.

What all texts share is learned at once, by the encoder and by the n-grams. Some ask for other
weights: KOTE's comments have other moods in other shares, diaries say what is felt in words of
their own and often in the last of them, English comments had their labels softened for the encoder,
and Korean ones are translations, whose English originals teach them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from emotion.text.encoder import Said
from emotion.text.heads import COLUMNS, DOMAINS, Floats, sigmoid, softmax
from emotion.text.linear import SHARED, LinearModel, all_columns, count

KOTE = DOMAINS["kote"]
MOST_STEPS = 60


@dataclass(frozen=True)
class Pull:
    """How strongly weights are pulled to zero: those of n-grams, and those on the encoder.

    `shared`: how much of the n-grams' columns for all texts is added to a kind's own.
    """

    linear: float
    neural: float
    shared: float


@dataclass(frozen=True)
class OwnConfig:
    """`few`: where some thousand diaries teach. `kote`: where 4,500 comments do, whose rare moods a
    stronger pull would hide. `comments`: where 43,000 do. `originals`: how much of
    what a Korean comment is taught is what the model reads in its English original. All chosen on
    development rows.
    """

    few: Pull = Pull(linear=1e-4, neural=1e-2, shared=0.2)
    kote: Pull = Pull(linear=3e-5, neural=1e-2, shared=0.2)
    comments: Pull = Pull(linear=1e-5, neural=1e-3, shared=1.0)
    originals: float = 0.3


def with_room_for_kote(model: LinearModel) -> LinearModel:
    """The n-grams with columns for KOTE, which are those of all comments until they are fitted."""
    scale = all_columns(model.scale[None])[0].copy()
    return replace(model, weights=all_columns(model.weights).copy(), scale=scale)


def linear_with_own(
    model: LinearModel, columns: slice, texts: Sequence[str], targets: Floats, pull: Pull
) -> LinearModel:
    """The n-grams with columns learned from these texts, on the features that are there."""
    rows = model.vocabulary.matrix([count(text, model.lang) for text in texts])
    weights, bias = fit(rows, targets, pull.linear, _judge(columns))
    stored = SHARED[columns] if model.weights.shape[1] < COLUMNS else np.r_[columns]
    table, scales, biases = model.weights.copy(), model.scale.copy(), model.bias.copy()
    weights += pull.shared * table[:, stored] * scales[stored]
    scale = np.maximum(np.abs(weights).max(axis=0) / 127, 1e-9).astype(np.float32)
    table[:, stored], scales[stored] = np.round(weights / scale).astype(np.int8), scale
    biases[columns] = bias + pull.shared * biases[columns]
    return replace(model, weights=table, scale=scales, bias=biases)


def neural_with_own(
    arrays: Mapping[str, NDArray[Any]],
    lang: str,
    columns: slice,
    said: Floats,
    targets: Floats,
    pull: Pull,
) -> dict[str, NDArray[Any]]:
    """An encoder's arrays with columns of one language learned from what it `said` (n, width)."""
    mean = said.mean(axis=0)
    weights, bias = fit(said - mean, targets, pull.neural, _judge(columns))
    head = all_columns(arrays[f"encoder_head_{lang}"]).copy()
    biases = arrays[f"encoder_bias_{lang}"].copy()
    head[:, columns], biases[columns] = weights, bias - mean @ weights
    return {**arrays, f"encoder_head_{lang}": head, f"encoder_bias_{lang}": biases}


def neural_with_ends(
    arrays: Mapping[str, NDArray[Any]], lang: str, said: Said, targets: Floats, pull: Pull
) -> dict[str, NDArray[Any]]:
    """An encoder's arrays with the moods of a language's diaries learned from whole entries and
    from how each begins and ends: the last sentence often tells which of two feelings wins.
    """
    width, columns = said.whole.shape[1], DOMAINS["diaries"]
    rows = np.concatenate([said.whole, said.ends], axis=1)
    mean = rows.mean(axis=0)
    weights, bias = fit(rows - mean, targets, pull.neural)
    head = all_columns(arrays[f"encoder_head_{lang}"]).copy()
    biases = arrays[f"encoder_bias_{lang}"].copy()
    head[:, columns], biases[columns] = weights[:width], bias - mean @ weights
    return {
        **arrays,
        f"encoder_head_{lang}": head,
        f"encoder_bias_{lang}": biases,
        f"encoder_ends_{lang}": weights[width:].astype(np.float16),
    }


def taught_by_originals(labels: Floats, said: Floats, share: float) -> Floats:
    """(n, columns): labels of translated texts, drawn to what was `said` of the originals.

    A label is one rater's word for the original; how likely it was softens it, and names what else
    could have been marked.
    """
    return np.asarray((1 - share) * labels + share * said, np.float32)


def leading(shares: Floats) -> Floats:
    """(n, 6): the moods that lead in each row, alike if there are several; rows of zeros stay."""
    most = shares * (shares >= shares.max(axis=1, keepdims=True))
    return np.asarray(most / np.maximum(most.sum(axis=1, keepdims=True), 1e-9), np.float32)


def _judge(columns: slice) -> Callable[[Floats], Floats]:
    return softmax if columns in DOMAINS.values() else sigmoid


def fit(
    rows: Any, targets: Floats, decay: float, judge: Callable[[Floats], Floats] = softmax
) -> tuple[Floats, Floats]:
    """Weights (features, columns) and bias (columns,) under which `judge` comes near the targets.

    `judge`: softmax for shares that sum to 1 (rows of zeros do not count), sigmoid for others.
    """
    (n, width), columns = rows.shape, targets.shape[1]
    cut, one = width * columns, judge is softmax
    turned = rows.T.tocsr() if sparse.issparse(rows) else rows.T
    mass = targets.sum(axis=1, keepdims=True) if one else np.float32(1)

    def loss(values: Any) -> tuple[float, Any]:
        weights = values[:cut].reshape(width, columns).astype(np.float32)
        said = judge(rows @ weights + values[cut:].astype(np.float32))
        slope = np.asarray((said * mass - targets) / n, np.float32)
        surprise = -(np.log(said + 1e-12) * targets).sum()
        if not one:
            surprise -= (np.log(1 - said + 1e-12) * (1 - targets)).sum()
        down = np.asarray(turned @ slope) + decay * weights
        return (
            float(surprise / n + decay / 2 * (weights**2).sum()),
            np.concatenate([down.ravel(), slope.sum(axis=0)]).astype(np.float64),
        )

    found = minimize(
        loss,
        np.zeros(cut + columns),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": MOST_STEPS},
    ).x.astype(np.float32)
    return found[:cut].reshape(width, columns), found[cut:]
