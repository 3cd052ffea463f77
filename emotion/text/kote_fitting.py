"""KOTE's moods by columns of their own, for both parts: other people's comments, other shares."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from emotion.moods import MOODS
from emotion.text.datasets import Corpus
from emotion.text.heads import DOMAINS, Floats, softmax
from emotion.text.linear import LinearModel, all_columns, count
from emotion.text.neural import NeuralModel

KOTE = DOMAINS["kote"]
LANG = "ko"
MOST_STEPS = 60


@dataclass(frozen=True)
class KoteConfig:
    """`linear_decay`, `neural_decay`: how strongly weights are pulled to zero.

    `comments`: how much of the n-grams' columns of all comments is added to KOTE's own, which know
    4,500 rows alone (chosen on development rows, as the shares of parts are).
    """

    linear_decay: float = 1e-4
    neural_decay: float = 1e-2
    comments: float = 0.2


def linear_with_kote(model: LinearModel, corpus: Corpus, config: KoteConfig) -> LinearModel:
    """The n-grams with columns learned from KOTE, on the features that are there."""
    rows = model.vocabulary.matrix([count(text, LANG) for text in corpus.texts])
    weights, bias = fit_shares(rows, corpus.moods, config.linear_decay)
    table, scales = all_columns(model.weights).copy(), all_columns(model.scale[None])[0].copy()
    weights += config.comments * table[:, KOTE] * scales[KOTE]
    scale = np.maximum(np.abs(weights).max(axis=0) / 127, 1e-9).astype(np.float32)
    table[:, KOTE], scales[KOTE] = np.round(weights / scale).astype(np.int8), scale
    biases = model.bias.copy()
    biases[KOTE] = bias + config.comments * biases[KOTE]
    return replace(model, weights=table, scale=scales, bias=biases)


def neural_with_kote(
    arrays: dict[str, NDArray[Any]], corpus: Corpus, config: KoteConfig
) -> dict[str, NDArray[Any]]:
    """An encoder's arrays with columns learned from KOTE alone, on what the encoder says."""
    model = NeuralModel.stored(arrays)
    said = model.encoder.encode(corpus.texts)
    mean = said.mean(axis=0)
    weights, bias = fit_shares(said - mean, corpus.moods, config.neural_decay)
    head, biases = all_columns(model.head).copy(), model.bias[LANG].copy()
    head[:, KOTE], biases[KOTE] = weights, bias - mean @ weights
    return arrays | {"encoder_head": head.astype(np.float16), f"encoder_bias_{LANG}": biases}


def fit_shares(rows: Any, shares: Floats, decay: float) -> tuple[Floats, Floats]:
    """Weights (features, moods) and bias (moods,) of a softmax that comes near these shares."""
    n, width = rows.shape
    moods, cut = len(MOODS), rows.shape[1] * len(MOODS)

    def loss(values: Any) -> tuple[float, Any]:
        weights = values[:cut].reshape(width, moods)
        said = softmax(rows @ weights + values[cut:]).astype(np.float64)
        slope = (said * shares.sum(axis=1, keepdims=True) - shares) / n
        surprise = -(np.log(said + 1e-12) * shares).sum() / n
        down = np.asarray(rows.T @ slope) + decay * weights
        return (
            float(surprise + decay / 2 * (weights**2).sum()),
            np.concatenate([down.ravel(), slope.sum(axis=0)]),
        )

    start = np.zeros(cut + moods)
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS}
    ).x.astype(np.float32)
    return found[:cut].reshape(width, moods), found[cut:]
