"""Join the engines with the text model: they ask for vectors, and know no settings."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.engine import embedding
from recommender.engine.embedding import Embedder, NothingReads


def register() -> None:
    """Let the text model of this site embed; it is loaded when it is first needed."""
    embedding.use(Embedder(embed, version))


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return a row of length 1 for each text; NothingReads without a usable model."""
    from emotion import words

    try:
        return words.embed(texts)
    except words.WordsClosed as error:
        raise NothingReads(str(error)) from error


def version() -> str:
    """Return the version of the model that embeds; NothingReads without a usable one."""
    from emotion import words

    try:
        return words.embedding_version()
    except words.WordsClosed as error:
        raise NothingReads(str(error)) from error
