"""The door to the text model: what a serving process reads words with.

The model is loaded when it is first needed, and again when another becomes the current one. NumPy
and SciPy do the work, in the thread of whoever asks: an entry of a diary takes a few milliseconds.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from numpy.typing import NDArray

from emotion.artefact import ArtefactError
from emotion.text import reader
from emotion.text.artefact import find_artefact, stamp
from emotion.text.model import TextModel
from emotion.text.reading import TextReading
from emotion.text.sentence_model import SentenceModel, SentenceModelError
from mlfym.health import Status


class WordsClosed(Exception):
    """No usable text model; the message says what is wrong with which folder."""


def read_text(text: str) -> TextReading:
    """Read one text; raises WordsClosed without a usable model."""
    return read_texts([text])[0]


def read_texts(texts: Sequence[str]) -> list[TextReading]:
    """Read texts in one go (lines of lyrics); raises WordsClosed without a usable model."""
    return reader.read_texts(text_model(), texts)


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """A row of length 1 for each text: the nearer two are, the larger their product.

    By the model of TEXT_EMBEDDING_MODEL where that is set, else by our own. Raises WordsClosed
    where the one that is asked for is not usable: rows of two models do not fit together.
    """
    other = sentence_model()
    return other.embed(texts) if other is not None else text_model().embed(texts)


def embedding_version() -> str:
    """Names the model that embeds: rows of another version do not fit to its rows."""
    other = sentence_model()
    return other.version if other is not None else text_model().version


def sentence_model() -> SentenceModel | None:
    """The model of TEXT_EMBEDDING_MODEL, if that is set; raises WordsClosed if it is not usable."""
    if not settings.TEXT_EMBEDDING_MODEL:
        return None
    try:
        return _load_sentence_model(settings.TEXT_EMBEDDING_MODEL)
    except SentenceModelError as error:
        raise WordsClosed(str(error)) from error


def text_model() -> TextModel:
    """The model that serves; raises WordsClosed where there is none."""
    found = _load(stamp(Path(settings.MODEL_DIR)))
    if found.model is None:
        raise WordsClosed(f"{found.trouble}: {found.fault}")
    return found.model


def is_open() -> bool:
    """Say whether words can be read."""
    return _load(stamp(Path(settings.MODEL_DIR))).model is not None


def words_status() -> Status:
    """Tell the health page about the text model."""
    found = _load(stamp(Path(settings.MODEL_DIR)))
    model = found.model
    detail = _("model %(version)s") % {"version": model.version} if model else _("no model")
    troubles, faults = [found.trouble and _(found.trouble)], [found.fault]
    try:
        if other := sentence_model():
            detail += _(", embeddings by %(version)s") % {"version": other.version}
    except WordsClosed as error:
        troubles.append(_("no likeness of texts"))
        faults.append(str(error))
    trouble, fault = ("; ".join(filter(None, texts)) for texts in (troubles, faults))
    return Status(ok=not trouble, detail=trouble or detail, fault=fault)


@dataclass(frozen=True)
class _Loaded:
    """Which model reads, if any; what is wrong where something is, and what a program says."""

    model: TextModel | None
    trouble: str = ""
    fault: str = ""


@functools.lru_cache(maxsize=1)
def _load_sentence_model(path: str) -> SentenceModel:
    return SentenceModel(Path(path))


@functools.lru_cache(maxsize=1)
def _load(newest: tuple[str, int]) -> _Loaded:
    try:
        found = find_artefact(Path(settings.MODEL_DIR))
        model = TextModel(found)
    except ArtefactError as error:
        return _Loaded(None, gettext_noop("the doors of words are closed"), str(error))
    if str(found.folder) != newest[0]:
        trouble = gettext_noop("the newest text model is damaged, the shipped one serves")
        return _Loaded(model, trouble)
    return _Loaded(model)
